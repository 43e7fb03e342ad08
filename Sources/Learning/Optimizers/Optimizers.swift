import Diagnostics
import Graphs
import Tensors

/// The catalog of optimizers, and how one becomes part of a program.
package enum Optimizers {
  package static let catalog = Catalog<OptimizerRow>(kind: "optimizer", rows: [.sgd, .adam])

  /// The row of a resolved component.
  package static func row(_ component: Component) -> OptimizerRow { catalog.row(of: component) }

  /// An optimizer's step over all parameters, as nodes of their graph.
  package struct Updates {
    /// New values of parameters and slots.
    package let updates: [Update]
    /// Names and shapes of the slots, which are parameters of the program and start at zero:
    /// `hidden1.weight/momentum`.
    package let slots: [(name: String, shape: Shape)]
    /// Names of the scalar inputs, to be set before each step to `scalarValues`: `optimizer/learning_rate`.
    package let scalars: [String]
  }

  /// The nodes of one step. `gradients` are by `parameters`, in the same order and shapes.
  package static func updates(
    _ component: Component, parameters: [Node], gradients: [Node]
  ) -> Updates {
    precondition(
      parameters.count == gradients.count, "\(parameters.count) parameters, \(gradients.count) gradients")
    let row = row(component)
    guard let graph = parameters.first?.graph else { return Updates(updates: [], slots: [], scalars: []) }
    return graph.scoped("optimizer") {
      let scalars = row.scalars.map { "optimizer/\($0)" }
      let scalarNodes = scalars.map { graph.input($0, []) }
      var updates: [Update] = []
      var slots: [(name: String, shape: Shape)] = []
      for (parameter, gradient) in zip(parameters, gradients) {
        guard case .parameter(let name) = parameter.operation else {
          preconditionFailure("an optimizer moves parameters, not \(parameter.operation)")
        }
        let names = row.slots(component).map { "\(name)/\($0)" }
        let slotNodes = names.map { graph.parameter($0, parameter.shape) }
        let new = row.update(
          OptimizerStep(
            component: component, parameter: parameter, gradient: gradient, slots: slotNodes,
            scalars: scalarNodes))
        updates.append(Update(parameter, new.parameter))
        updates += zip(slotNodes, new.slots).map { Update($0, $1) }
        slots += names.map { ($0, parameter.shape) }
      }
      return Updates(updates: updates, slots: slots, scalars: scalars)
    }
  }

  /// Values of the scalar inputs for step 1, 2, …, in the order of `Updates.scalars`. `learningRate` is the
  /// component's own, or what a schedule makes of it.
  package static func scalars(_ component: Component, step: Int, learningRate: Double) -> [Float] {
    precondition(step >= 1, "steps are counted from 1, not \(step)")
    return row(component).scalarValues(step, component, learningRate)
  }

  /// The learning rate as configured, before any schedule.
  package static func learningRate(_ component: Component) -> Double { component.value("learning_rate") }
}

extension OptionSpec {
  static func learningRate(default value: Double) -> OptionSpec {
    OptionSpec(
      "learning_rate", aliases: ["lr"], .number(.nonNegative), default: .number(value), help: "size of a step"
    )
  }
}
