import Datasets
import Diagnostics

// How far predicted values are from the targets, in the data's units also where targets are standardized. NaN
// where a prediction is not a number.

extension MetricRow {
  static let meanAbsoluteError = MetricRow(
    name: "mae",
    aliases: ["mean_absolute_error"],
    summary: "The mean distance from the target, in the data's units.",
    formula: "mean |y - ŷ|",
    higherIsBetter: false,
    unit: .plain,
    fits: { $0 == .regression },
    isDefault: { $0 == .regression },
    measure: .predictions { predictions, _ in
      let errors = predictions.errors
      return errors.reduce(0) { $0 + $1.magnitude } / Double(errors.count)
    })

  static let rootMeanSquaredError = MetricRow(
    name: "rmse",
    aliases: ["root_mean_squared_error"],
    summary: "The root of the mean squared distance from the target, in the data's units.",
    formula: "√(mean (y - ŷ)²)",
    higherIsBetter: false,
    unit: .plain,
    fits: { $0 == .regression },
    isDefault: { _ in false },
    measure: .predictions { predictions, _ in predictions.meanSquaredError.squareRoot() })

  static let meanSquaredError = MetricRow(
    name: "mse",
    aliases: ["mean_squared_error"],
    summary: "The mean squared distance from the target, in the data's units squared.",
    formula: "mean (y - ŷ)²",
    higherIsBetter: false,
    unit: .plain,
    fits: { $0 == .regression },
    isDefault: { _ in false },
    measure: .predictions { predictions, _ in predictions.meanSquaredError })

  static let medianAbsoluteError = MetricRow(
    name: "median_absolute_error",
    aliases: ["medae"],
    summary: "The median distance from the target, which outliers do not move, in the data's units.",
    formula: "median |y - ŷ|, mean over target columns",
    higherIsBetter: false,
    unit: .plain,
    fits: { $0 == .regression },
    isDefault: { _ in false },
    measure: .predictions { predictions, _ in
      let errors = predictions.errors
      guard !errors.contains(where: \.isNaN) else { return .nan }
      return predictions.meanOverColumns { column in
        let sizes = stride(from: column, to: errors.count, by: predictions.values.columns)
          .map { errors[$0].magnitude }.sorted()
        guard !sizes.isEmpty else { return .nan }
        return (sizes[(sizes.count - 1) / 2] + sizes[sizes.count / 2]) / 2
      }
    })

  static let maximumError = MetricRow(
    name: "max_error",
    aliases: ["maximum_error"],
    summary: "The largest distance from a target, in the data's units.",
    formula: "max |y - ŷ|",
    higherIsBetter: false,
    unit: .plain,
    fits: { $0 == .regression },
    isDefault: { _ in false },
    measure: .predictions { predictions, _ in
      let errors = predictions.errors
      guard !errors.contains(where: \.isNaN) else { return .nan }
      return errors.reduce(0) { max($0, $1.magnitude) }
    })

  /// NaN for fewer than two rows.
  static let coefficientOfDetermination = MetricRow(
    name: "r2",
    aliases: ["r_squared", "r2_score", "coefficient_of_determination"],
    summary: "The share of the targets' variance that is predicted; 0 for always saying the mean.",
    formula:
      "1 - Σ (y - ŷ)² / Σ (y - mean y)², mean over target columns; for a constant y 1 if exact, else 0",
    source: "Wright, Correlation and causation, 1921",
    higherIsBetter: true,
    unit: .plain,
    fits: { $0 == .regression },
    isDefault: { _ in false },
    measure: .predictions { predictions, _ in
      guard predictions.values.rows >= 2 else { return .nan }
      return predictions.meanOverColumns { column in
        let errors = predictions.errors(ofColumn: column)
        return predictedShare(
          unexplained: errors.reduce(0) { $0 + $1 * $1 },
          of: squaredDeviations(predictions.targets(ofColumn: column)))
      }
    })

  /// Unlike r2 it does not mind a constant error.
  static let explainedVariance = MetricRow(
    name: "explained_variance",
    aliases: ["explained_variance_score", "evs"],
    summary: "The share of the targets' variance that is predicted up to a constant.",
    formula: "1 - var(y - ŷ) / var y, mean over target columns; for a constant y 1 if exact, else 0",
    higherIsBetter: true,
    unit: .plain,
    fits: { $0 == .regression },
    isDefault: { _ in false },
    measure: .predictions { predictions, _ in
      predictions.meanOverColumns { column in
        predictedShare(
          unexplained: squaredDeviations(predictions.errors(ofColumn: column)),
          of: squaredDeviations(predictions.targets(ofColumn: column)))
      }
    })

  /// 1 − unexplained / total; where there is nothing to explain, 1 if nothing is wrong, else 0, as in
  /// scikit-learn.
  private static func predictedShare(unexplained: Double, of total: Double) -> Double {
    if unexplained.isNaN { return .nan }
    if total == 0 { return unexplained == 0 ? 1 : 0 }
    return 1 - unexplained / total
  }

  /// Σ (x − mean x)²; measured from the first value, so that it is exactly 0 where all are equal.
  private static func squaredDeviations(_ values: [Double]) -> Double {
    guard let first = values.first else { return .nan }
    let mean = values.reduce(0) { $0 + ($1 - first) } / Double(values.count)
    return values.reduce(0) { $0 + ($1 - first - mean) * ($1 - first - mean) }
  }
}

extension Predictions {
  fileprivate var meanSquaredError: Double {
    let errors = errors
    return errors.reduce(0) { $0 + $1 * $1 } / Double(errors.count)
  }

  fileprivate func meanOverColumns(_ value: (_ column: Int) -> Double) -> Double {
    let columns = values.columns
    return (0..<columns).reduce(0.0) { $0 + value($1) } / Double(columns)
  }

  // In the model's units, for quotients in which units cancel.

  fileprivate func targets(ofColumn column: Int) -> [Double] {
    (0..<targets.rows).map { Double(targets[$0, column]) }
  }

  fileprivate func errors(ofColumn column: Int) -> [Double] {
    (0..<values.rows).map { Double(values[$0, column]) - Double(targets[$0, column]) }
  }
}
