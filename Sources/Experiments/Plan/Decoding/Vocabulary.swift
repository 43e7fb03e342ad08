import Datasets
import Diagnostics
import Learning

/// All catalogs by the kind of their rows: the one place where the kind of a component option leads to a
/// catalog.
enum Vocabulary {
  /// A row as decoding needs it.
  struct Row: Sendable {
    let name: String
    let options: [OptionSpec]
    /// Options that the name it was found by sets.
    let presets: [(option: String, value: OptionValue)]
    /// What is wrong with the options of a component taken together.
    let conflict: @Sendable (Component) -> OptionConflict?
  }

  struct Shelf: Sendable {
    let kind: String
    let names: [String]
    let allNames: [String]
    let find: @Sendable (String) -> Row?

    init(_ catalog: Catalog<some CatalogRow>) {
      kind = catalog.kind
      names = catalog.names
      allNames = catalog.allNames
      find = { name in
        catalog.find(name).map {
          Row(
            name: $0.row.name, options: $0.row.options, presets: $0.alias?.presets ?? [],
            conflict: $0.row.conflict)
        }
      }
    }
  }

  static let data = Shelf(Datasets.catalog)
  static let preprocessing = Shelf(Datasets.preprocessing)
  static let activations = Shelf(Activations.catalog)
  static let initializers = Shelf(Initializers.catalog)
  static let losses = Shelf(Losses.catalog)
  static let optimizers = Shelf(Optimizers.catalog)
  static let schedules = Shelf(Schedules.catalog)
  static let metrics = Shelf(Metrics.catalog)
  static let layers = Shelf(Layers.catalog)

  static let shelves = [
    data, preprocessing, activations, initializers, losses, optimizers, schedules, metrics, layers,
  ]

  /// The catalog of a kind, as options name it.
  static func shelf(of kind: String) -> Shelf {
    guard let shelf = shelves.first(where: { $0.kind == kind }) else {
      preconditionFailure("no catalog of kind '\(kind)', only \(shelves.map(\.kind).joined(separator: ", "))")
    }
    return shelf
  }

  /// Whether two names mean the same component of some catalog.
  static func areSame(_ a: String, _ b: String) -> Bool {
    a == b
      || shelves.contains { shelf in
        guard let first = shelf.find(a), let second = shelf.find(b) else { return false }
        return first.name == second.name
      }
  }

  /// What a name is, if not what was asked for: `an activation`.
  static func otherKind(of name: String, than kinds: [String]) -> String? {
    shelves.first { !kinds.contains($0.kind) && $0.find(name) != nil }.map { $0.kind.withArticle }
  }
}

extension String {
  /// `an activation`, `a loss`.
  var withArticle: String {
    (first.map { "aeiou".contains($0) } ?? false ? "an " : "a ") + self
  }
}
