import Diagnostics
import Graphs
import Tensors

/// Whether a model is built for a training step, where some layers draw noise, or to be asked.
package enum BuildMode: Hashable, Sendable {
  case training, evaluation
}

/// What the expression of a layer or an activation may use beside its input.
package struct BuildContext {
  package let component: Component
  /// The nodes of what it learns, in the order of its parameters.
  package let parameters: [Node]
  package let mode: BuildMode
  /// Where it stands, `hidden1`; with what tells two passes through one model apart, `discriminator.hidden1/real`.
  package let place: String

  package init(
    _ component: Component, parameters: [Node] = [], mode: BuildMode = .evaluation, place: String = ""
  ) {
    self.component = component
    self.parameters = parameters
    self.mode = mode
    self.place = place
  }

  /// The same for a part of the layer: its activation.
  package func part(_ component: Component, parameters: [Node]) -> BuildContext {
    BuildContext(component, parameters: parameters, mode: mode, place: place)
  }

  /// Uniform noise on [0, 1), drawn anew at each training step from the stream `PURPOSE/PLACE/STEP`.
  package func uniformNoise(_ purpose: String, _ shape: Shape, in graph: Graph) -> Node {
    graph.input("\(StepNoise.prefix)\(purpose)/\(place)", shape)
  }
}
