import Datasets
import Diagnostics
import Graphs
import Tensors

extension LossRow {
  /// For classes, of the outputs themselves against 0 and 1.
  static let meanSquaredError = LossRow(
    name: "mse",
    aliases: ["mean_squared_error", "l2"],
    summary: "The mean squared distance from the target; for classes, from 0 and 1.",
    formula: "mean (y - ŷ)²",
    source: "Legendre, 1805; for classes the Brier score, 1950",
    form: .supervised(
      SupervisedLoss(
        widths: { task, targetColumns, _ in
          task == .regression ? [targetColumns] : oneVersusRestWidths(task)
        },
        takesLogits: false,
        prediction: { _ in .identity },
        pytorch: { _, _ in "F.mse_loss(outputs, targets)" },
        perExample: { outputs, targets, _ in
          let difference = outputs - targets
          return meanOfColumns(difference * difference)
        })))

  /// y softplus(−z) + (1 − y) softplus(z), which is finite for all finite logits and, unlike softplus(z) − y
  /// z, keeps its digits where a prediction is right and sure. With an output for each class: one class
  /// against the rest, for each.
  static let binaryCrossEntropy = LossRow(
    name: "binary_cross_entropy",
    aliases: ["bce", "binary_crossentropy", "log_loss"],
    summary: "How surprised sigmoid probabilities are by the true classes; from logits.",
    formula: "-mean [y log σ(z) + (1 - y) log(1 - σ(z))]",
    source: "Good, Rational decisions, 1952",
    form: .supervised(
      SupervisedLoss(
        widths: { task, _, _ in oneVersusRestWidths(task) },
        takesLogits: true,
        prediction: { _ in .sigmoid },
        pytorch: { _, _ in "F.binary_cross_entropy_with_logits(outputs, targets)" },
        perExample: { logits, targets, _ in
          meanOfColumns(targets * softplus(-logits) + (1 - targets) * softplus(logits))
        })))

  /// Targets are one-hot rows.
  static let crossEntropy = LossRow(
    name: "cross_entropy",
    aliases: ["categorical_cross_entropy", "categorical_crossentropy", "softmax_cross_entropy"],
    summary: "How surprised softmax probabilities are by the true classes; from logits.",
    formula: "-mean Σ y log softmax(z)",
    source: "Bridle, Probabilistic interpretation of feedforward classification network outputs, 1990",
    form: .supervised(
      SupervisedLoss(
        widths: { task, _, _ in task.classes.map { [$0] } ?? [] },
        takesLogits: true,
        prediction: { _ in .softmax },
        pytorch: { _, _ in "F.cross_entropy(outputs, targets)" },
        perExample: { logits, targets, _ in -sum(targets * logSoftmax(logits), over: .columns) })))

  /// One output for each class; for two classes a single one for class 1 by preference.
  private static func oneVersusRestWidths(_ task: LearningTask) -> [Int] {
    switch task {
    case .binary: [1, 2]
    case .classification(let classes): classes == 2 ? [2, 1] : [classes]
    case .regression, .generation: []
    }
  }

  private static func meanOfColumns(_ x: Node) -> Node {
    x.shape.matrix.columns == 1 ? x : mean(x, over: .columns)
  }
}
