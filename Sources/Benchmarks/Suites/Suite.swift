import Diagnostics

/// One thing that is measured. Whatever iterates suites iterates `catalog`.
struct Suite: CatalogRow {
  enum Measure: Sendable {
    /// The time of a training step.
    case training(TrainingWork)
  }

  let name: String
  let summary: String
  let measure: Measure

  var aliases: [CatalogAlias] { [] }
  var formula: String { "" }
  var options: [OptionSpec] { [] }
  var source: String { "" }

  static let catalog = Catalog(
    kind: "suite",
    rows: TrainingWork.all.map { Suite(name: $0.name, summary: $0.summary, measure: .training($0)) })
}
