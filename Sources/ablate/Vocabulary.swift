import Datasets
import Diagnostics
import Experiments
import Learning
import Reports

/// All catalogs, for the commands that show them.
enum Vocabulary {
  struct Kind: Sendable {
    /// In the singular and the plural: `activation`, `activations`.
    let name: String
    let plural: String
    let rows: [any CatalogRow]
    /// Told below the list; empty: nothing.
    let note: String
    /// What it is in Python, a line each; of a component of its rows.
    let python: @Sendable (Component) -> [String]
    /// The curve that a component of its rows is; nil where it is none.
    let sketch: @Sendable (Component) -> FunctionSketch?
  }

  /// A row as a user has named it.
  struct Entry {
    let kind: Kind
    let row: any CatalogRow
    /// The alias that it was found by; nil where by its name.
    let alias: CatalogAlias?

    /// At its defaults and what the alias presets.
    var component: Component {
      row.component(
        Dictionary((alias?.presets ?? []).map { ($0.option, $0.value) }, uniquingKeysWith: { $1 }))
    }
  }

  /// Where a schedule depends on them: 20 epochs of 25 steps.
  private static let horizon = TrainingHorizon(steps: 500, stepsPerEpoch: 25)
  private static let rate = 0.1

  static let kinds: [Kind] = [
    kind(Datasets.catalog, "data sets"),
    kind(Datasets.preprocessing, "preprocessing steps"),
    kind(
      Layers.catalog, "layers", rows: Layers.catalog.rows.filter { Activations.catalog[$0.name] == nil },
      note: "Every activation is a layer too."),
    kind(
      Activations.catalog, "activations", python: { [Activations.row($0).pytorch($0, .evaluation)] },
      sketch: { FunctionSketch.activation($0) }),
    kind(Initializers.catalog, "initializers"),
    kind(
      Losses.catalog, "losses", python: { Losses.row($0).python($0) }, sketch: { FunctionSketch.loss($0) }),
    kind(Optimizers.catalog, "optimizers", python: { [Optimizers.row($0).pytorch($0)] }),
    kind(
      Schedules.catalog, "schedules", python: { [Schedules.row($0).pytorch($0, rate, horizon)] },
      sketch: { FunctionSketch.schedule($0, base: rate, horizon: horizon) }),
    kind(Metrics.catalog, "metrics"),
    Kind(
      name: "plot type", plural: "plot types", rows: FigureTypes.plotTypes.map(PlotTypeRow.init),
      note: "What the type of a .plot block names; 'ablate describe' has the keys of each.",
      python: { _ in [] }, sketch: { _ in nil }),
  ]

  private static func kind<Row: CatalogRow>(
    _ catalog: Catalog<Row>, _ plural: String, rows: [Row]? = nil, note: String = "",
    python: @escaping @Sendable (Component) -> [String] = { _ in [] },
    sketch: @escaping @Sendable (Component) -> FunctionSketch? = { _ in nil }
  ) -> Kind {
    Kind(
      name: catalog.kind, plural: plural, rows: rows ?? catalog.rows, note: note, python: python,
      sketch: sketch)
  }

  /// Every row of that name, then every row of that alias: `linear` may be an activation and something else.
  /// Case and hyphens do not matter.
  static func find(_ name: String) -> [Entry] {
    let name = normalized(name)
    let found = kinds.flatMap { kind in
      kind.rows.compactMap { row in
        if normalized(row.name) == name { return Entry(kind: kind, row: row, alias: nil) }
        return row.aliases.first { normalized($0.name) == name }
          .map { Entry(kind: kind, row: row, alias: $0) }
      }
    }
    return found.filter { $0.alias == nil } + found.filter { $0.alias != nil }
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

/// A type of plot among the components. Its keys mean something else to each type, so that they have no ranges.
struct PlotTypeRow: CatalogRow {
  let name: String
  let aliases: [CatalogAlias] = []
  let summary: String
  let formula = ""
  let options: [OptionSpec] = []
  let source = ""
  /// Of its block.
  let keys: [String]

  init(_ type: any PlotType.Type) {
    name = type.name
    summary = type.summary
    keys = type.allKeys
  }
}

extension LossRow {
  /// For the first kind of task that it fits.
  fileprivate func python(_ component: Component) -> [String] {
    switch form {
    case .supervised(let loss):
      let tasks: [LearningTask] = [.regression, .binary, .classification(classes: 3)]
      let width = tasks.lazy.compactMap { loss.widths($0, 1, component).first }.first
      return width.map { [loss.pytorch(component, $0)] } ?? []
    case .adversarial(let loss):
      let losses = loss.pytorch(component)
      return ["D: \(losses.discriminator)", "G: \(losses.generator)"]
    }
  }
}
