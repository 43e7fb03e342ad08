import Datasets
import Diagnostics
import Graphs
import Tensors

// What the losses have in common: widths of outputs, means over columns, targets that are distributions.

extension LossRow {
  /// One output for each class; for two classes a single one for class 1 by preference.
  static func oneVersusRestWidths(_ task: LearningTask) -> [Int] {
    switch task {
    case .binary: [1, 2]
    case .classification(let classes): classes == 2 ? [2, 1] : [classes]
    case .regression, .generation: []
    }
  }

  /// One output for each class, or for each of several target columns that are the shares of classes.
  static func distributionWidths(_ task: LearningTask, _ targetColumns: Int) -> [Int] {
    if task == .regression { return targetColumns > 1 ? [targetColumns] : [] }
    return task.classes.map { [$0] } ?? []
  }

  /// What keeps target rows from being distributions.
  static func distributionProblem(_ targets: Tensor, _ loss: String) -> String? {
    for row in 0..<targets.rows {
      let shares = targets.row(row)
      let sum = shares.reduce(0.0) { $0 + Double($1) }
      if let negative = shares.first(where: { $0 < 0 }) {
        return "the loss '\(loss)' takes shares of classes as targets, and a row holds "
          + Format.significant(Double(negative), 4)
      }
      if (sum - 1).magnitude > 1e-3 {
        return "the loss '\(loss)' takes shares of classes as targets, and a row sums to "
          + "\(Format.significant(sum, 4)), not to 1"
      }
    }
    return nil
  }

  /// [n, k] → [n, 1].
  static func meanOfColumns(_ x: Node) -> Node {
    x.shape.matrix.columns == 1 ? x : mean(x, over: .columns)
  }

  /// Σ over the columns, each times its weight: [n, k] → [n, 1].
  static func weightedSum(_ x: Node, _ weights: [Double]) -> Node {
    precondition(x.shape.matrix.columns == weights.count, "\(weights.count) weights for \(x.shape)")
    let terms = weights.enumerated().map { Float($1) * columns(x, $0..<$0 + 1) }
    return terms.dropFirst().reduce(terms[0]) { $0 + $1 }
  }

  /// (1 − ε) y + ε / k: takes a share ε from the true class and gives it to all.
  static func smoothed(_ targets: Node, _ share: Double, over classes: Int) -> Node {
    share == 0 ? targets : targets * Float(1 - share) + Float(share / Double(classes))
  }

  static let labelSmoothing = OptionSpec(
    "label_smoothing", .number(.rate), default: .number(0),
    help: "share of the target that is given to all classes alike")
}

extension SupervisedLoss {
  /// The loss with examples that count as much as their class weighs: mean Σ w l / Σ w, w = Σ_c y_c w_c.
  package func weighted(by weights: [Double]) -> SupervisedLoss {
    @Sendable func weight(_ targets: Node) -> Node {
      let width = targets.shape.matrix.columns
      if width == 1, weights.count == 2 {
        return targets * Float(weights[1] - weights[0]) + Float(weights[0])
      }
      return LossRow.weightedSum(targets, weights)
    }
    return SupervisedLoss(
      widths: widths, targets: targets, targetProblem: targetProblem, takesLogits: takesLogits,
      prediction: prediction, exampleWeights: { targets, _ in weight(targets) }, pytorch: pytorch,
      perExample: { outputs, targets, component in
        weight(targets) * perExample(outputs, targets, component)
      })
  }
}
