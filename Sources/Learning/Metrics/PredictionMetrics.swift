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
    aliases: ["acc", "accuracy_score", "categorical_accuracy", "binary_accuracy"],
    summary: "The share of rows whose most probable class is the true one.",
    formula: "#{i : argmax ŷᵢ = yᵢ} / n",
    higherIsBetter: true,
    unit: .share,
    fits: { $0.classes != nil },
    isDefault: { $0.classes != nil },
    measure: .predictions { predictions, _ in
      let (predicted, truth) = (predictions.predictedClasses, predictions.trueClasses)
      let correct = predicted.indices.count { predicted[$0] != nil && predicted[$0] == truth[$0] }
      return Double(correct) / Double(predicted.count)
    })

  /// Of equal predictions the first comes first, as `accuracy` has it, which is this for k = 1. A row with a
  /// prediction that is not a number counts as wrong.
  static let topK = MetricRow(
    name: "top_k",
    aliases: [
      "top_k_accuracy", "top_k_accuracy_score", "top_k_categorical_accuracy", "topk",
      CatalogAlias("top_5_accuracy", presets: [("k", .integer(5))]),
    ],
    summary: "The share of rows whose true class is among the k most probable ones.",
    formula: "#{i : yᵢ among the k largest of ŷᵢ} / n",
    options: [
      OptionSpec(
        "k", .integer(1...100_000), default: .integer(5),
        help: "how many of the most probable classes count, fewer than there are classes")
    ],
    source: "Russakovsky et al., ImageNet large scale visual recognition challenge, 2015",
    higherIsBetter: true,
    unit: .share,
    fits: { $0.classes != nil },
    isDefault: { _ in false },
    taskConflict: { metric, task in
      guard let k = metric.integer("k"), let classes = task.classes, k >= classes else { return nil }
      return OptionConflict(
        option: "k", "the true one of \(classes) classes is always among the first \(k)",
        hint: classes > 2 ? "give a k below \(classes), as k: \(classes - 1)" : "take accuracy, which is k: 1"
      )
    },
    measure: .predictions { predictions, metric in
      let k = Int(metric.value("k"))
      let truth = predictions.trueClasses
      let correct = truth.indices.count { row in
        guard let label = truth[row] else { return false }
        return predictions.rank(of: label, row: row).map { $0 < k } ?? false
      }
      return Double(correct) / Double(truth.count)
    })
}

extension Predictions {
  /// How many classes come before a class in a row, from the most probable one; nil where a number is NaN.
  fileprivate func rank(of label: Int, row: Int) -> Int? {
    let row = values.row(row)
    guard kind != .indicator else { return kind.decide(row).map { $0 == label ? 0 : 1 } }
    guard !row.contains(where: \.isNaN) else { return nil }
    let place = row.startIndex + label
    return row.indices.count { row[$0] > row[place] || (row[$0] == row[place] && $0 < place) }
  }
}
