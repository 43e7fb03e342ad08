import Diagnostics
import Tensors

extension PreprocessingRow {
  /// One column of 0 and 1 for each value that the training part has, named `column=value`, in the place of
  /// the column. A value that the training part lacks is all zeros, with a note.
  static let oneHot = PreprocessingRow(
    name: "one_hot",
    aliases: ["one_hot_encoder", "one_hot_encode", "dummies"],
    summary: "Turns a text column into one column of 0 and 1 for each of its values.",
    formula: "x_k = 1 where x is value k, else 0",
    options: [.columns("columns to encode, also of numbers; all of text")],
    source: "scikit-learn, OneHotEncoder",
    fit: fitOneHot)

  /// A column of more values is most likely an identifier.
  private static let mostValues = 1000

  private static func fitOneHot(
    _ step: Component, _ training: Table, _ task: LearningTask
  ) throws(DataError) -> FittedStep {
    let chosen =
      try training.namedColumns(step)
      ?? training.columns.indices.filter { training.columns[$0].categories != nil }
    // For each old column the values to encode, nil for a column that stays.
    var codes = [[Float]?](repeating: nil, count: training.columns.count)
    var columns: [Column] = []
    for (index, column) in training.columns.enumerated() {
      guard chosen.contains(index) else {
        columns.append(column)
        continue
      }
      let values = Set(training.present(index).map { Float($0) }).sorted()
      guard values.count <= mostValues else {
        throw DataError(
          "one_hot: column '\(column.name)' has \(values.count) values, more than \(mostValues)",
          hints: ["a column that names each row is best dropped"], option: "preprocess")
      }
      codes[index] = values
      columns += values.map { Column("\(column.name)=\(text(of: $0, column))") }
    }
    let (fittedCodes, fittedColumns, old) = (codes, columns, training.columns)
    let note = DataNote.fitted(
      step.name,
      chosen.map { .init(.feature(old[$0].name), .categories(fittedCodes[$0]?.count ?? 0)) })
    return FittedStep(notes: chosen.isEmpty ? [] : [note]) {
      (table: inout Table) throws(DataError) -> [DataNote.Content] in
      var values: [Float] = []
      values.reserveCapacity(table.samples.count * fittedColumns.count)
      var unseen: [(column: Int, value: Float)] = []
      for row in 0..<table.samples.count {
        for (index, value) in table.samples.inputs.row(row).enumerated() {
          guard let codes = fittedCodes[index] else {
            values.append(value)
            continue
          }
          if value.isNaN {
            throw .missingValue(in: old[index].name, row: table.rowNames[row])
          }
          for code in codes { values.append(code == value ? 1 : 0) }
          if !codes.contains(value), !unseen.contains(where: { $0 == (index, value) }) {
            unseen.append((index, value))
          }
        }
      }
      table.samples.inputs = FeatureMatrix(Tensor([table.samples.count, fittedColumns.count], values))
      table.columns = fittedColumns
      unseen.sort { $0 < $1 }
      return unseen.map {
        .unseenCategory(step: step.name, column: old[$0].name, category: old[$0].entry($1))
      }
    }
  }

  private static func text(of value: Float, _ column: Column) -> String {
    column.categories.map { $0[Int(value)] } ?? Format.shortest(Double(value))
  }
}

extension DataError {
  static func missingValue(in column: String, row: String) -> DataError {
    DataError(
      "column '\(column)' lacks a value in \(row)",
      hints: [
        "preprocess: [impute] fills missing values in", "preprocess: [drop_missing] leaves such rows out",
      ],
      option: "preprocess")
  }
}
