import Diagnostics
import Graphs
import Tensors

/// An optimizer of the catalog.
package struct OptimizerRow: CatalogRow {
  /// How it moves the parameters.
  package enum Form: Sendable {
    /// One gradient, one step: an expression that becomes part of the compiled training step.
    case update(UpdateRule)
    /// Several evaluations of loss and gradient for each step.
    case closure(@Sendable (Component) -> LBFGS)
  }

  package let name: String
  package let aliases: [CatalogAlias]
  package let summary: String
  package let formula: String
  package let options: [OptionSpec]
  package let source: String
  /// What is wrong with the options taken together; nil where nothing is.
  package let conflict: @Sendable (Component) -> OptionConflict?
  package let form: Form
  /// A Python expression that makes the same optimizer, over `params`, a list of pairs of name and tensor
  /// (weights stored as PyTorch's `Linear` has them, [out, in]). `torch` and the prelude are in scope.
  package let pytorch: @Sendable (Component) -> String
  /// The Python source of what PyTorch lacks; empty where it lacks nothing.
  package let pytorchPrelude: String

  package init(
    name: String, aliases: [CatalogAlias] = [], summary: String, formula: String, options: [OptionSpec],
    source: String = "", conflict: @escaping @Sendable (Component) -> OptionConflict? = { _ in nil },
    form: Form, pytorch: @escaping @Sendable (Component) -> String, pytorchPrelude: String = ""
  ) {
    self.name = name
    self.aliases = aliases
    self.summary = summary
    self.formula = formula
    self.options = options
    self.source = source
    self.conflict = conflict
    self.form = form
    self.pytorch = pytorch
    self.pytorchPrelude = pytorchPrelude
  }

  /// nil for one that needs several evaluations a step.
  package var update: UpdateRule? {
    if case .update(let rule) = form { rule } else { nil }
  }
}

/// What is kept of a parameter from step to step.
package struct OptimizerSlot: Hashable, Sendable, ExpressibleByStringLiteral {
  package let name: String
  /// The value of all its elements before the first step.
  package let start: Float
  /// nil for the parameter's own.
  package let shape: Shape?

  package init(_ name: String, start: Float = 0, shape: Shape? = nil) {
    self.name = name
    self.start = start
    self.shape = shape
  }

  package init(stringLiteral name: String) { self.init(name) }
}

/// A parameter as an optimizer sees it.
package struct OptimizedParameter: Hashable, Sendable {
  /// `hidden1.weight`.
  package let name: String
  package let shape: Shape

  package init(name: String, shape: Shape) {
    self.name = name
    self.shape = shape
  }

  /// Whether it is a matrix of a layer other than the output.
  package var isHiddenMatrix: Bool { shape.rank == 2 && !name.split(separator: ".").contains("output") }
}

/// A step as an expression: what an optimizer remembers of each parameter, the numbers that change from step
/// to step, and how a parameter moves.
package struct UpdateRule: Sendable {
  /// Writes the scalars of step 1, 2, … at that step's learning rate, in the order of their names. Computed
  /// in binary64. Steps are asked for one after the other.
  package typealias ScalarValues =
    (_ step: Int, _ learningRate: Double, _ values: inout [Float]) -> Void

  package let slots: @Sendable (Component, OptimizedParameter) -> [OptimizerSlot]
  /// Names of the numbers that change from step to step and are the same for all parameters.
  package let scalars: [String]
  package let scalarValues: @Sendable (Component) -> ScalarValues
  /// One step of one parameter.
  package let update: @Sendable (OptimizerStep) -> (parameter: Node, slots: [Node])

  package init(
    slots: @escaping @Sendable (Component, OptimizedParameter) -> [OptimizerSlot], scalars: [String],
    scalarValues: @escaping @Sendable (Component) -> ScalarValues,
    update: @escaping @Sendable (OptimizerStep) -> (parameter: Node, slots: [Node])
  ) {
    self.slots = slots
    self.scalars = scalars
    self.scalarValues = scalarValues
    self.update = update
  }
}

/// What an update expression may use: a parameter, the loss' gradient by it in the same shape, its slots and
/// the step's scalars in their rows' order, and the options.
package struct OptimizerStep {
  package let component: Component
  package let identity: OptimizedParameter
  package let parameter: Node
  package let gradient: Node
  package let slots: [Node]
  package let scalars: [Node]

  package init(
    component: Component, identity: OptimizedParameter, parameter: Node, gradient: Node, slots: [Node],
    scalars: [Node]
  ) {
    self.component = component
    self.identity = identity
    self.parameter = parameter
    self.gradient = gradient
    self.slots = slots
    self.scalars = scalars
  }

  /// ∇ + weight_decay · θ, the gradient with an L2 penalty.
  var penalizedGradient: Node {
    let decay = Float(component.value("weight_decay"))
    return decay == 0 ? gradient : gradient + decay * parameter
  }
}
