import Diagnostics

/// One thing that is measured. Whatever iterates suites iterates `catalog`.
struct Suite: CatalogRow {
  enum Measure: Sendable {
    /// The time of a training step; all that are asked for share a table.
    case training(TrainingWork)
    /// Anything else; gives back a section in Markdown.
    case section(@Sendable (Context) throws -> String)
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
    rows: TrainingWork.all.map { Suite(name: $0.name, summary: $0.summary, measure: .training($0)) } + [
      Suite(
        name: "products", summary: "GFLOP/s of the matrix products of all trainings, beside OpenBLAS.",
        measure: .section { ProductSection.text($0) }),
      Suite(
        name: "sweep", summary: "A whole sweep by 'ablate run', from its start to the written report.",
        measure: .section { try SweepSection.text($0) }),
      Suite(
        name: "start",
        summary: "Whole processes with nothing to do: 'ablate --help', 'ablate run' of stored runs.",
        measure: .section { try StartSection.text($0) }),
      Suite(
        name: "memory", summary: "Peak memory of a training beside what it needs; the command's size.",
        measure: .section { try MemorySection.text($0) }),
    ])
}
