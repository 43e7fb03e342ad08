import Diagnostics
import Tensors

extension PreprocessingRow {
  /// Replaces missing values by one value per column, found in the training part. Targets are not imputed.
  static let impute = PreprocessingRow(
    name: "impute",
    aliases: ["imputer", "simple_imputer", "fill_missing", "fillna"],
    summary: "Fills missing values in with one value per column.",
    formula: "x where it is present, else the column's mean, median, most frequent value or a constant",
    options: [
      OptionSpec(
        "strategy", .choice(["mean", "median", "most_frequent", "constant"]), default: .string("mean"),
        help: "what to fill in; of values equally frequent the smallest"),
      OptionSpec("value", .number(.any), default: .number(0), help: "what constant fills in"),
      .columns("columns to fill; all of numbers, for most_frequent all"),
    ],
    source: "scikit-learn, SimpleImputer",
    fit: fitImpute)

  private static func fitImpute(
    _ step: Component, _ training: Table, _ task: LearningTask
  ) throws(DataError) -> FittedStep {
    let strategy = step.string("strategy") ?? "mean"
    let columns: [Int]
    if strategy == "most_frequent" {
      columns = try training.namedColumns(step) ?? Array(training.columns.indices)
    } else {
      if let text = try training.namedColumns(step)?.first(where: { training.columns[$0].categories != nil })
      {
        let lacks = strategy == "constant" ? "number" : strategy
        throw DataError(
          "impute: column '\(training.columns[text].name)' holds text, which has no \(lacks)",
          hints: ["strategy: most_frequent serves text columns too"], option: "preprocess")
      }
      columns = try training.numberColumns(step)
    }
    var fills: [Float] = []
    for column in columns {
      if strategy == "constant" {
        fills.append(Float(step.number("value") ?? 0))
        continue
      }
      let values = training.present(column)
      guard !values.isEmpty else {
        throw DataError(
          "impute: column '\(training.columns[column].name)' has no value in the training part",
          hints: ["drop the column, or use strategy: constant"], option: "preprocess")
      }
      switch strategy {
      case "median": fills.append(Float(Moments.median(values)))
      case "most_frequent": fills.append(Float(Moments.mostFrequent(values)))
      default: fills.append(Float(Moments.mean(values)))
      }
    }
    let fitted = fills
    return FittedStep { table in
      var filled = [Int](repeating: 0, count: columns.count)
      table.map(columns) { i, x in
        guard x.isNaN else { return x }
        filled[i] += 1
        return fitted[i]
      }
      return columns.indices.filter { filled[$0] > 0 }.map { i in
        let column = table.columns[columns[i]]
        return .imputed(
          step: step.name, count: filled[i], column: column.name, value: column.entry(fitted[i]),
          strategy: strategy)
      }
    }
  }
}
