import Datasets
import Diagnostics

extension MetricRow {
  /// In the model's units: of standardized targets where they are standardized.
  static let loss = MetricRow(
    name: "loss",
    summary: "The loss that is minimized, without any penalty on the weights.",
    formula: "the experiment's loss",
    higherIsBetter: false,
    unit: .plain,
    fits: { _ in true },
    isDefault: { _ in true },
    measure: .loss)

  /// A row whose prediction is not a number counts as wrong.
  static let accuracy = MetricRow(
    name: "accuracy",
    aliases: ["acc"],
    summary: "The share of rows whose most probable class is the true one.",
    formula: "#{i : argmax ŷᵢ = yᵢ} / n",
    higherIsBetter: true,
    unit: .share,
    fits: { $0.classes != nil },
    isDefault: { $0.classes != nil },
    measure: .predictions { predictions, _ in
      let (values, targets) = (predictions.values, predictions.targets)
      let correct = (0..<values.rows).count { row in
        guard let decided = predictions.kind.decide(values.row(row)) else { return false }
        return decided == predictions.kind.decide(targets.row(row))
      }
      return Double(correct) / Double(values.rows)
    })

  /// In the data's units, also where targets are standardized.
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

  /// In the data's units, also where targets are standardized.
  static let rootMeanSquaredError = MetricRow(
    name: "rmse",
    aliases: ["root_mean_squared_error"],
    summary: "The root of the mean squared distance from the target, in the data's units.",
    formula: "√(mean (y - ŷ)²)",
    higherIsBetter: false,
    unit: .plain,
    fits: { $0 == .regression },
    isDefault: { _ in false },
    measure: .predictions { predictions, _ in
      let errors = predictions.errors
      return (errors.reduce(0) { $0 + $1 * $1 } / Double(errors.count)).squareRoot()
    })
}
