import Diagnostics
import Tensors

/// The catalog of initializers.
package enum Initializers {
  package static let catalog = Catalog<InitializerRow>(
    kind: "initializer",
    rows: [
      .zeros, .ones, .constant, .uniform, .normal, .truncatedNormal, .xavierUniform, .xavierNormal,
      .heUniform,
      .heNormal, .lecunUniform, .lecunNormal, .varianceScaling, .orthogonal, .identity, .sparse, .lsuv,
      .siren,
      .torchDefault, .fromFile,
    ])

  /// The row of a resolved component.
  package static func row(_ component: Component) -> InitializerRow { catalog.row(of: component) }

  /// First values of a parameter.
  package static func sample(
    _ component: Component, in context: InitializerContext, using stream: inout RandomStream
  ) -> Tensor {
    row(component).sample(context, component, &stream)
  }

  /// First values in the given shape, of no model: a weight's is [fanIn, fanOut].
  package static func sample(
    _ component: Component, _ shape: Shape, using stream: inout RandomStream
  ) -> Tensor {
    sample(component, in: InitializerContext(shape), using: &stream)
  }

  /// What keeps a component from giving a parameter its values, in words for its user: a file that lacks it.
  package static func problem(_ component: Component, in context: InitializerContext) -> OptionConflict? {
    row(component).problem(context, component)
  }
}
