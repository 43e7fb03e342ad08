import Datasets
import Diagnostics
import Learning

/// All catalogs, for the commands that show them.
enum Vocabulary {
  struct Kind {
    /// In the singular and the plural: `activation`, `activations`.
    let name: String
    let plural: String
    let rows: [any CatalogRow]
  }

  static let kinds: [Kind] = [
    kind(Datasets.catalog, "data sets"),
    kind(Datasets.preprocessing, "preprocessing steps"),
    kind(Layers.catalog, "layers"),
    kind(Activations.catalog, "activations"),
    kind(Initializers.catalog, "initializers"),
    kind(Losses.catalog, "losses"),
    kind(Optimizers.catalog, "optimizers"),
    kind(Metrics.catalog, "metrics"),
  ]

  private static func kind<Row: CatalogRow>(_ catalog: Catalog<Row>, _ plural: String) -> Kind {
    Kind(name: catalog.kind, plural: plural, rows: catalog.rows)
  }

  /// Every row of that name or alias, with its kind: `linear` may be an activation and something else.
  static func find(_ name: String) -> [(kind: Kind, row: any CatalogRow)] {
    kinds.flatMap { kind in
      kind.rows.filter { $0.name == name || $0.aliases.contains { $0.name == name } }.map { (kind, $0) }
    }
  }

  static var allNames: [String] {
    kinds.flatMap { $0.rows.flatMap { [$0.name] + $0.aliases.map(\.name) } }
  }

  /// The kind that a user's word means: `activation`, `activations`, `data`.
  static func kind(named word: String) -> Kind? {
    let word = normalized(word)
    return kinds.first { [$0.name, $0.plural].map(normalized).contains(word) }
      ?? kinds.first { normalized($0.plural).hasPrefix(word) && word.count >= 3 }
  }

  private static func normalized(_ word: String) -> String {
    String(word.lowercased().map { $0 == "_" || $0 == "-" ? " " : $0 })
  }
}
