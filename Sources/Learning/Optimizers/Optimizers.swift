import Diagnostics
import Graphs
import Tensors

/// The catalog of optimizers, and how one becomes part of a program.
package enum Optimizers {
  package static let catalog = Catalog<OptimizerRow>(
    kind: "optimizer",
    rows: [
      .sgd, .adagrad, .rmsprop, .adadelta, .adam, .adamw, .nadam, .adamax, .radam, .lion, .lamb, .lbfgs,
      .muon,
    ])

  /// The row of a resolved component.
  package static func row(_ component: Component) -> OptimizerRow { catalog.row(of: component) }

  /// An optimizer's step over all parameters, as nodes of their graph.
  package struct Updates {
    /// New values of parameters and slots.
    package let updates: [Update]
    /// The slots, which are parameters of the program, with their first values: `hidden1.weight/momentum`.
    package let slots: [(name: String, shape: Shape, start: Float)]
    /// Names of the scalar inputs, to be set before each step: `optimizer/learning_rate`.
    package let scalars: [String]

    /// Adds the slots that the store does not hold yet.
    package func addSlots(to store: ParameterStore) {
      for slot in slots where !store.contains(slot.name) {
        store.add(slot.name, Tensor(repeating: slot.start, slot.shape))
      }
    }
  }

  /// The nodes of one step of an optimizer that is an expression. `gradients` are by `parameters`, in the
  /// same order and shapes; `values` are what the steps start from where that is not the parameters as they
  /// are.
  package static func updates(
    _ component: Component, parameters: [Node], gradients: [Node], values: [Node]? = nil
  ) -> Updates {
    precondition(
      parameters.count == gradients.count, "\(parameters.count) parameters, \(gradients.count) gradients")
    guard let rule = row(component).update else {
      preconditionFailure("'\(component.name)' is no expression of one gradient")
    }
    guard let graph = parameters.first?.graph else { return Updates(updates: [], slots: [], scalars: []) }
    return graph.scoped("optimizer") {
      let scalars = rule.scalars.map { "optimizer/\($0)" }
      let scalarNodes = scalars.map { graph.input($0, []) }
      var updates: [Update] = []
      var slots: [(name: String, shape: Shape, start: Float)] = []
      for (index, (parameter, gradient)) in zip(parameters, gradients).enumerated() {
        guard case .parameter(let name) = parameter.operation else {
          preconditionFailure("an optimizer moves parameters, not \(parameter.operation)")
        }
        let identity = OptimizedParameter(name: name, shape: parameter.shape)
        let own = rule.slots(component, identity).map { slot in
          (name: "\(name)/\(slot.name)", shape: slot.shape ?? parameter.shape, start: slot.start)
        }
        let slotNodes = own.map { graph.parameter($0.name, $0.shape) }
        let new = rule.update(
          OptimizerStep(
            component: component, identity: identity, parameter: values?[index] ?? parameter,
            gradient: gradient, slots: slotNodes, scalars: scalarNodes))
        precondition(new.slots.count == own.count, "'\(component.name)': \(new.slots.count) new slots")
        updates.append(Update(parameter, new.parameter))
        updates += zip(slotNodes, new.slots).map { Update($0, $1) }
        slots += own
      }
      return Updates(updates: updates, slots: slots, scalars: scalars)
    }
  }

  /// The learning rate as configured, before any schedule.
  package static func learningRate(_ component: Component) -> Double { component.value("learning_rate") }
}

/// The scalar inputs of an optimizer, step after step.
package struct OptimizerScalars {
  private let write: UpdateRule.ScalarValues
  package private(set) var step = 0
  /// Of the last step, in the order of `Optimizers.Updates.scalars`.
  package private(set) var values: [Float]

  package init(_ component: Component) {
    guard let rule = Optimizers.row(component).update else {
      preconditionFailure("'\(component.name)' is no expression of one gradient")
    }
    write = rule.scalarValues(component)
    values = [Float](repeating: 0, count: rule.scalars.count)
  }

  /// Goes on to the next step, at the learning rate that a schedule makes of the component's own.
  package mutating func advance(learningRate: Double) {
    step += 1
    write(step, learningRate, &values)
  }
}
