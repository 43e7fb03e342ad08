import Datasets
import Diagnostics
import Tensors

extension MetricRow {
  static let confusionMatrix = MetricRow(
    name: "confusion_matrix",
    aliases: ["confusion"],
    summary: "How many rows of each true class are taken for each class, at the end of a run.",
    formula: "C[i, j] = #{rows of class i that are taken for class j}",
    source: "Pearson, On the theory of contingency, 1904",
    higherIsBetter: true,
    unit: .count,
    fits: { $0.classes != nil },
    isDefault: { _ in false },
    measure: .matrix { predictions, _ in
      let matrix = ConfusionMatrix(predictions)
      return Tensor([matrix.classes, matrix.classes], matrix.counts.map { Float($0) })
    })
}

/// How many rows of each true class are taken for each class.
struct ConfusionMatrix: Sendable {
  let classes: Int
  /// [classes, classes], rows true classes, columns predicted ones. A row without a prediction, where a
  /// number is NaN, is in none.
  private(set) var counts: [Int]
  /// Rows of each true class, those without a prediction among them.
  private(set) var support: [Int]
  /// Rows that are taken for each class.
  private(set) var predicted: [Int]

  init(_ predictions: Predictions) {
    classes = predictions.classes
    counts = [Int](repeating: 0, count: classes * classes)
    support = [Int](repeating: 0, count: classes)
    predicted = support
    for (truth, guess) in zip(predictions.trueClasses, predictions.predictedClasses) {
      guard let truth else { continue }
      support[truth] += 1
      guard let guess else { continue }
      predicted[guess] += 1
      counts[truth * classes + guess] += 1
    }
  }

  /// Rows of a class that are taken for it.
  func hits(_ label: Int) -> Int { counts[label * classes + label] }
}
