import Datasets
import Diagnostics
import Graphs
import Tensors

// Of logits against classes, or against shares of classes.

extension LossRow {
  /// y softplus(−z) + (1 − y) softplus(z), which is finite for all finite logits and, unlike softplus(z) − y
  /// z, keeps its digits where a prediction is right and sure. With an output for each class: one class
  /// against the rest, for each.
  static let binaryCrossEntropy = LossRow(
    name: "binary_cross_entropy",
    aliases: ["bce", "binary_crossentropy", "log_loss"],
    summary: "How surprised sigmoid probabilities are by the true classes; from logits.",
    formula: "-mean [pos_weight y log σ(z) + (1 - y) log(1 - σ(z))]",
    options: [
      OptionSpec(
        "pos_weight", aliases: ["positive_weight"], .number(.positive), default: .number(1),
        help: "what an example of class 1 weighs against one of class 0"),
      labelSmoothing,
    ],
    source: "Good, Rational decisions, 1952",
    form: .supervised(
      SupervisedLoss(
        widths: { task, _, _ in oneVersusRestWidths(task) },
        takesLogits: true,
        prediction: { _, _ in .sigmoid },
        pytorch: { loss, _ in
          let share = loss.value("label_smoothing")
          let targets =
            share == 0
            ? "targets" : "targets * (1 - \(Format.shortest(share))) + \(Format.shortest(share / 2))"
          let weight =
            loss.value("pos_weight") == 1
            ? "" : ", pos_weight=torch.tensor(\(loss.python("pos_weight")), dtype=outputs.dtype)"
          return "F.binary_cross_entropy_with_logits(outputs, \(targets)\(weight))"
        },
        perExample: { logits, targets, loss in
          let y = smoothed(targets, loss.value("label_smoothing"), over: 2)
          let weight = loss.value("pos_weight")
          let positive = weight == 1 ? y : Float(weight) * y
          return meanOfColumns(positive * softplus(-logits) + (1 - y) * softplus(logits))
        })))

  /// Targets are one-hot rows, or rows of shares.
  static let crossEntropy = LossRow(
    name: "cross_entropy",
    aliases: ["categorical_cross_entropy", "categorical_crossentropy", "softmax_cross_entropy"],
    summary:
      "How surprised softmax probabilities are by the true classes, or by shares of classes; from logits.",
    formula: "-Σ w_y Σ y' log softmax(z) / Σ w_y, y' = (1 - label_smoothing) y + label_smoothing / classes",
    options: [
      OptionSpec(
        "class_weights", aliases: ["weight"], ClassWeights.kind, default: .automatic,
        help: "what an example of each class weighs; balanced for n / (classes · n_c); alike where left out"),
      labelSmoothing,
    ],
    source: "Bridle, Probabilistic interpretation of feedforward classification network outputs, 1990; "
      + "label smoothing: Szegedy et al., Rethinking the Inception architecture, 2016",
    form: .supervised(
      SupervisedLoss(
        widths: { task, targetColumns, _ in distributionWidths(task, targetColumns) },
        targetProblem: { targets, loss in
          distributionProblem(targets, "cross_entropy") ?? ClassWeights.problem(loss, targets)
        },
        takesLogits: true,
        prediction: { _, _ in .softmax },
        exampleWeights: { targets, loss in
          ClassWeights.list(loss["class_weights"]).map { weightedSum(targets, $0) }
        },
        pytorch: { loss, _ in
          let smoothing =
            loss.value("label_smoothing") == 0 ? "" : ", label_smoothing=\(loss.python("label_smoothing"))"
          guard let weights = ClassWeights.list(loss["class_weights"]) else {
            return "F.cross_entropy(outputs, targets\(smoothing))"
          }
          let list = weights.map { Format.shortest($0) }.joined(separator: ", ")
          return "F.cross_entropy(outputs, targets.argmax(1), "
            + "weight=torch.tensor([\(list)], dtype=outputs.dtype)\(smoothing))"
        },
        perExample: { logits, targets, loss in
          let y = smoothed(targets, loss.value("label_smoothing"), over: targets.shape.matrix.columns)
          let terms = y * logSoftmax(logits)
          guard let weights = ClassWeights.list(loss["class_weights"]) else {
            return -sum(terms, over: .columns)
          }
          return -weightedSum(terms, weights)
        })))

  /// Sigmoid: 1 − p of the true side is exp(−softplus(±z)), so that its power needs no logarithm of a difference.
  /// Softmax: 1 − p = −expm1(log p), at least 1e-30.
  static let focal = LossRow(
    name: "focal",
    aliases: ["focal_loss", "binary_focal_crossentropy", "sigmoid_focal_loss"],
    summary: "Cross-entropy that hardly counts what is told right already, for rare classes; from logits.",
    formula: "-mean alpha_y (1 - p_y)^gamma log p_y",
    options: [
      OptionSpec(
        "gamma", .number(.nonNegative), default: .number(2),
        help: "how fast easy examples fade; 0 for not at all"),
      OptionSpec(
        "alpha", .number(.share), default: .number(0.25),
        help: "weight of class 1, and 1 - alpha of class 0; with softmax, of all classes"),
      OptionSpec(
        "form", .choice(["sigmoid", "softmax"]), default: .string("sigmoid"),
        help: "one class against the rest, for each, or one distribution over all classes"),
    ],
    source: "Lin et al., Focal loss for dense object detection, 2017",
    form: .supervised(
      SupervisedLoss(
        widths: { task, _, loss in
          isSoftmax(loss) ? task.classes.map { [$0] } ?? [] : oneVersusRestWidths(task)
        },
        takesLogits: true,
        prediction: { _, loss in isSoftmax(loss) ? .softmax : .sigmoid },
        pytorch: { loss, _ in
          let (alpha, gamma) = (loss.python("alpha"), loss.python("gamma"))
          if isSoftmax(loss) {
            return "-(\(alpha) * targets * (-torch.expm1(F.log_softmax(outputs, 1))) ** \(gamma)"
              + " * F.log_softmax(outputs, 1)).sum(1).mean()"
          }
          return "((\(alpha) * targets + (1 - \(alpha)) * (1 - targets))"
            + " * (targets + (1 - 2 * targets) * torch.sigmoid(outputs)) ** \(gamma)"
            + " * F.binary_cross_entropy_with_logits(outputs, targets, reduction='none')).mean()"
        },
        perExample: { logits, targets, loss in
          let (alpha, gamma) = (Float(loss.value("alpha")), Float(loss.value("gamma")))
          if isSoftmax(loss) {
            let logP = logSoftmax(logits)
            let fading = exp(gamma * log(maximum(-expm1(logP), 1e-30)))
            return -sum(alpha * targets * fading * logP, over: .columns)
          }
          let (up, down) = (softplus(logits), softplus(-logits))
          let positive = alpha * targets * exp(-gamma * up) * down
          let negative = (1 - alpha) * (1 - targets) * exp(-gamma * down) * up
          return meanOfColumns(positive + negative)
        })))

  static let klDivergence = LossRow(
    name: "kl_divergence",
    aliases: ["kl_div", "kld", "kullback_leibler"],
    summary: "How far softmax probabilities are from the targets' shares of classes; from logits.",
    formula: "mean Σ y (log y - log softmax(z))",
    source: "Kullback and Leibler, On information and sufficiency, 1951",
    form: .supervised(
      SupervisedLoss(
        widths: { task, targetColumns, _ in distributionWidths(task, targetColumns) },
        targetProblem: { targets, _ in distributionProblem(targets, "kl_divergence") },
        takesLogits: true,
        prediction: { _, _ in .softmax },
        pytorch: { _, _ in "F.kl_div(F.log_softmax(outputs, 1), targets, reduction='batchmean')" },
        perExample: { logits, targets, _ in
          // 0 log 0 = 0.
          let own = targets * log(maximum(targets, 1e-38))
          return sum(own - targets * logSoftmax(logits), over: .columns)
        })))

  private static func isSoftmax(_ loss: Component) -> Bool { loss.string("form") == "softmax" }
}
