import Diagnostics
import Graphs

/// An optimizer of the catalog: what it remembers of each parameter, and one expression for a step.
package struct OptimizerRow: CatalogRow {
  package let name: String
  package let aliases: [CatalogAlias]
  package let summary: String
  package let formula: String
  package let options: [OptionSpec]
  package let source: String
  /// What is wrong with the options taken together; nil where nothing is.
  package let conflict: @Sendable (Component) -> OptionConflict?
  /// Names of what is kept of each parameter from step to step, each in the parameter's shape and zero at
  /// first.
  package let slots: @Sendable (Component) -> [String]
  /// Names of the numbers that change from step to step and are the same for all parameters.
  package let scalars: [String]
  /// Their values for step 1, 2, … at this step's learning rate, in the order of `scalars`; computed in
  /// binary64.
  package let scalarValues: @Sendable (_ step: Int, Component, _ learningRate: Double) -> [Float]
  /// One step of one parameter.
  package let update: @Sendable (OptimizerStep) -> (parameter: Node, slots: [Node])

  package init(
    name: String, aliases: [CatalogAlias] = [], summary: String, formula: String, options: [OptionSpec],
    source: String = "", conflict: @escaping @Sendable (Component) -> OptionConflict? = { _ in nil },
    slots: @escaping @Sendable (Component) -> [String], scalars: [String],
    scalarValues: @escaping @Sendable (_ step: Int, Component, _ learningRate: Double) -> [Float],
    update: @escaping @Sendable (OptimizerStep) -> (parameter: Node, slots: [Node])
  ) {
    self.name = name
    self.aliases = aliases
    self.summary = summary
    self.formula = formula
    self.options = options
    self.source = source
    self.conflict = conflict
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
  package let parameter: Node
  package let gradient: Node
  package let slots: [Node]
  package let scalars: [Node]

  package init(component: Component, parameter: Node, gradient: Node, slots: [Node], scalars: [Node]) {
    self.component = component
    self.parameter = parameter
    self.gradient = gradient
    self.slots = slots
    self.scalars = scalars
  }
}
