import Diagnostics
import Graphs

/// The catalog of activation functions.
package enum Activations {
  package static let catalog = Catalog<ActivationRow>(
    kind: "activation",
    rows: [
      .linear, .sigmoid, .hardSigmoid, .logSigmoid, .tanh, .hardTanh, .softsign,
      .relu, .relu6, .leakyReLU, .prelu, .rrelu, .squaredReLU, .threshold,
      .elu, .selu, .celu, .exponential,
      .gelu, .quickGELU, .silu, .hardSwish, .mish, .lisht, .softplus,
      .tanhShrink, .softShrink, .hardShrink,
      .sin, .snake, .gaussian,
      .glu, .reglu, .geglu, .swiglu,
      .softmax, .logSoftmax, .softmin, .maxout,
    ])

  /// The row of a resolved component.
  package static func row(_ component: Component) -> ActivationRow { catalog.row(of: component) }

  /// The activation of `x`, for one that learns nothing.
  package static func apply(_ component: Component, to x: Node, mode: BuildMode = .evaluation) -> Node {
    row(component).build(x, BuildContext(component, mode: mode))
  }
}

extension BuildContext {
  /// The number an option holds, as the graph computes with it.
  func scalar(_ option: String) -> Float { Float(component.value(option)) }
}
