import Diagnostics
import Tensors

extension PreprocessingRow {
  /// Maps the training part's smallest value to `low` and its largest to `high`; values of the other parts
  /// may lie outside. A column that is constant in the training part becomes `low`. Missing values stay
  /// missing.
  static let minMax = PreprocessingRow(
    name: "min_max",
    aliases: ["min_max_scaler", "min_max_scale"],
    summary: "Maps each column of numbers to an interval.",
    formula: "low + (x - min) / (max - min) · (high - low)",
    options: [
      OptionSpec("low", .number(.any), default: .number(0), help: "what the smallest value becomes"),
      OptionSpec("high", .number(.any), default: .number(1), help: "what the largest value becomes"),
      .columns("columns to map; all of numbers"),
    ],
    source: "scikit-learn, MinMaxScaler",
    fit: fitMinMax)

  private static func fitMinMax(
    _ step: Component, _ training: Table, _ task: LearningTask
  ) throws(DataError) -> FittedStep {
    let low = step.number("low") ?? 0
    let high = step.number("high") ?? 1
    guard low < high else {
      throw DataError(
        "min_max: low is \(Format.shortest(low)), which is not below high, \(Format.shortest(high))",
        option: "preprocess")
    }
    let columns = try training.numberColumns(step)
    let ranges = columns.map { column in
      let values = training.present(column)
      return (min: values.min() ?? 0, max: values.max() ?? 0)
    }
    let note = DataNote.fitted(
      step.name,
      zip(columns, ranges).map { column, range in
        .init(.feature(training.columns[column].name), .range(low: range.min, high: range.max))
      })
    return FittedStep(notes: columns.isEmpty ? [] : [note]) { table in
      table.map(columns) { i, x in
        let (min, max) = ranges[i]
        if x.isNaN { return x }
        return max == min ? Float(low) : Float(low + (Double(x) - min) / (max - min) * (high - low))
      }
      return []
    }
  }
}
