import Diagnostics
import Tensors

extension PreprocessingRow {
  /// Leaves out the rows that lack a value in one of the columns or, where no columns are named, their
  /// target.
  static let dropMissing = PreprocessingRow(
    name: "drop_missing",
    aliases: ["drop_na", "dropna"],
    summary: "Leaves out the rows that lack a value.",
    formula: "",
    options: [.columns("columns to look at; all, and the target")],
    source: "",
    fit: fitDropMissing)

  private static func fitDropMissing(
    _ step: Component, _ training: Table, _ task: LearningTask
  ) throws(DataError) -> FittedStep {
    let named = try training.namedColumns(step)
    let columns = named ?? Array(training.columns.indices)
    return FittedStep(changesInputs: false) { table in
      let samples = table.samples
      let kept = (0..<samples.count).filter { row in
        let inputs = samples.inputs.row(row)
        if columns.contains(where: { inputs[inputs.startIndex + $0].isNaN }) { return false }
        if named != nil { return true }
        if let labels = samples.labels, labels[row] < 0 { return false }
        return !(samples.values?.row(row).contains { $0.isNaN } ?? false)
      }
      let dropped = samples.count - kept.count
      if dropped == 0 { return [] }
      table.keep(kept)
      return [.dropped(step: step.name, rows: dropped)]
    }
  }
}
