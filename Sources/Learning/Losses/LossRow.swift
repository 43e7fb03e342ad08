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
  package let form: Form

  package init(
    name: String, aliases: [CatalogAlias] = [], summary: String, formula: String, options: [OptionSpec] = [],
    source: String = "", form: Form
  ) {
    self.name = name
    self.aliases = aliases
    self.summary = summary
    self.formula = formula
    self.options = options
    self.source = source
    self.form = form
  }

  package var supervised: SupervisedLoss? {
    if case .supervised(let loss) = form { loss } else { nil }
  }

  package var adversarial: AdversarialLoss? {
    if case .adversarial(let loss) = form { loss } else { nil }
  }

  /// Whether it can train a model for the task.
  package func fits(_ task: LearningTask) -> Bool {
    switch form {
    case .supervised(let loss): !loss.widths(task, 1).isEmpty
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

/// A loss of a model's outputs [n, k] against targets [n, k].
package struct SupervisedLoss: Sendable {
  /// How wide the model's output may be for a task (and, in a regression, so many target columns), the usual
  /// width first; empty where the loss does not fit the task.
  package let widths: @Sendable (LearningTask, _ targetColumns: Int) -> [Int]
  /// Whether the outputs are logits: the model's last activation must then be `linear`.
  package let takesLogits: Bool
  /// What makes a prediction of the outputs: probabilities of logits.
  package let prediction: Prediction
  /// The loss of each row, [n, 1].
  package let perExample: @Sendable (_ outputs: Node, _ targets: Node, Component) -> Node

  package init(
    widths: @escaping @Sendable (LearningTask, _ targetColumns: Int) -> [Int], takesLogits: Bool,
    prediction: Prediction,
    perExample: @escaping @Sendable (_ outputs: Node, _ targets: Node, Component) -> Node
  ) {
    self.widths = widths
    self.takesLogits = takesLogits
    self.prediction = prediction
    self.perExample = perExample
  }

  /// What is minimized: the mean over the rows, a scalar.
  package func mean(outputs: Node, targets: Node, _ component: Component) -> Node {
    precondition(outputs.shape == targets.shape, "outputs \(outputs.shape), targets \(targets.shape)")
    return Graphs.mean(perExample(outputs, targets, component))
  }
}

/// The two losses of a generator G and a discriminator D, from D's logits, each [n, 1]. Each is a scalar to
/// be minimized.
package struct AdversarialLoss: Sendable {
  /// Of D's logits for real and for generated rows.
  package let discriminator: @Sendable (_ real: Node, _ generated: Node, Component) -> Node
  /// Of D's logits for generated rows.
  package let generator: @Sendable (_ generated: Node, Component) -> Node

  package init(
    discriminator: @escaping @Sendable (_ real: Node, _ generated: Node, Component) -> Node,
    generator: @escaping @Sendable (_ generated: Node, Component) -> Node
  ) {
    self.discriminator = discriminator
    self.generator = generator
  }
}

/// How a model's outputs become predictions.
package enum Prediction: Hashable, Sendable {
  case identity
  /// Element by element: probabilities that do not know of one another.
  case sigmoid
  /// Row by row: probabilities that sum to 1.
  case softmax

  /// Outputs [n, k] → predictions [n, k].
  package func build(_ outputs: Node) -> Node {
    switch self {
    case .identity: outputs
    case .sigmoid: Graphs.sigmoid(outputs)
    case .softmax: exp(logSoftmax(outputs))
    }
  }
}
