import Diagnostics
import Tensors

/// The catalog of initializers.
package enum Initializers {
  package static let catalog = Catalog<InitializerRow>(
    kind: "initializer",
    rows: [
      .zeros, .constant, .uniform, .normal, .xavierUniform, .xavierNormal, .heUniform, .heNormal,
    ])

  /// The row of a resolved component.
  package static func row(_ component: Component) -> InitializerRow { catalog.row(of: component) }

  /// First values in the given shape: a weight's is [fanIn, fanOut].
  package static func sample(
    _ component: Component, _ shape: Shape, using stream: inout RandomStream
  ) -> Tensor {
    row(component).sample(shape, component, &stream)
  }
}
