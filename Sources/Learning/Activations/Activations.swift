import Diagnostics
import Graphs

/// The catalog of activation functions.
package enum Activations {
  package static let catalog = Catalog<ActivationRow>(
    kind: "activation",
    rows: [.linear, .sigmoid, .tanh, .relu, .leakyReLU, .gelu, .silu, .softplus])

  /// The row of a resolved component.
  package static func row(_ component: Component) -> ActivationRow { catalog.row(of: component) }

  /// The activation of `x`, for one that learns nothing.
  package static func apply(_ component: Component, to x: Node, mode: BuildMode = .evaluation) -> Node {
    row(component).build(x, BuildContext(component, mode: mode))
  }
}
