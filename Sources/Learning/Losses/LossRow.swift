import Datasets
import Diagnostics
import Graphs
import Tensors

/// A loss of the catalog. Its gradient comes from the gradient rules.
package struct LossRow: CatalogRow {
  package enum Form: Sendable {
    case supervised(SupervisedLoss)
    case adversarial(AdversarialLoss)
  }

  package let name: String
  package let aliases: [CatalogAlias]
  package let summary: String
  package let formula: String
  package let options: [OptionSpec]
  package let source: String
  package let conflict: @Sendable (Component) -> OptionConflict?
  package let form: Form

  package init(
    name: String, aliases: [CatalogAlias] = [], summary: String, formula: String, options: [OptionSpec] = [],
    source: String = "", conflict: @escaping @Sendable (Component) -> OptionConflict? = { _ in nil },
    form: Form
  ) {
    self.name = name
    self.aliases = aliases
    self.summary = summary
    self.formula = formula
    self.options = options
    self.source = source
    self.conflict = conflict
    self.form = form
  }

  package var supervised: SupervisedLoss? {
    if case .supervised(let loss) = form { loss } else { nil }
  }

  package var adversarial: AdversarialLoss? {
    if case .adversarial(let loss) = form { loss } else { nil }
  }

  /// Whether it can train a model for the task, whatever the number of target columns turns out to be.
  package func fits(_ task: LearningTask) -> Bool {
    switch form {
    case .supervised(let loss): (1...2).contains { !loss.widths(task, $0, defaultComponent).isEmpty }
    case .adversarial: task == .generation
    }
  }

  /// Whether the model's last activation must be `linear`.
  package var takesLogits: Bool {
    switch form {
    case .supervised(let loss): loss.takesLogits
    case .adversarial: true
    }
  }
}

/// A loss of a model's outputs [n, k] against targets [n, m]; for most k = m.
package struct SupervisedLoss: Sendable {
  /// How wide the model's output may be for a task (and, in a regression, so many target columns), the usual
  /// width first; empty where the loss does not fit the task.
  package let widths: @Sendable (LearningTask, _ targetColumns: Int, Component) -> [Int]
  /// How the targets of a task are encoded for outputs of a width.
  package let targets: @Sendable (LearningTask, _ width: Int) -> Targets
  /// What is wrong with targets [n, m] of some data for this loss, in words; nil where nothing is.
  package let targetProblem: @Sendable (Tensor, Component) -> String?
  /// Whether the outputs are logits: the model's last activation must then be `linear`.
  package let takesLogits: Bool
  /// What makes a prediction of outputs of a width: probabilities of logits.
  package let prediction: @Sendable (_ width: Int, Component) -> Prediction
  /// What each row counts in the mean, [n, 1], from its targets: the weight of its class. nil where all count alike.
  package let exampleWeights: @Sendable (_ targets: Node, Component) -> Node?
  /// The mean loss in Python: an expression over `outputs` and `targets`, with `F` for torch.nn.functional.
  package let pytorch: @Sendable (Component, _ width: Int) -> String
  /// The loss of each row, [n, 1], times its weight where rows have one.
  package let perExample: @Sendable (_ outputs: Node, _ targets: Node, Component) -> Node

  package init(
    widths: @escaping @Sendable (LearningTask, _ targetColumns: Int, Component) -> [Int],
    targets: @escaping @Sendable (LearningTask, _ width: Int) -> Targets = { Targets(task: $0, width: $1) },
    targetProblem: @escaping @Sendable (Tensor, Component) -> String? = { _, _ in nil }, takesLogits: Bool,
    prediction: @escaping @Sendable (_ width: Int, Component) -> Prediction,
    exampleWeights: @escaping @Sendable (_ targets: Node, Component) -> Node? = { _, _ in nil },
    pytorch: @escaping @Sendable (Component, _ width: Int) -> String,
    perExample: @escaping @Sendable (_ outputs: Node, _ targets: Node, Component) -> Node
  ) {
    self.widths = widths
    self.targets = targets
    self.targetProblem = targetProblem
    self.takesLogits = takesLogits
    self.prediction = prediction
    self.exampleWeights = exampleWeights
    self.pytorch = pytorch
    self.perExample = perExample
  }

  /// What is minimized: the mean over the rows, Σ l / n or Σ l / Σ w; a scalar.
  package func mean(outputs: Node, targets: Node, _ component: Component) -> Node {
    let losses = perExample(outputs, targets, component)
    guard let weights = exampleWeights(targets, component) else { return Graphs.mean(losses) }
    return sum(losses) / sum(weights)
  }
}
