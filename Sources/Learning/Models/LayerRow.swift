import Diagnostics
import Graphs
import Tensors

/// A layer of the catalog: what it holds and what it does with rows x [n, inputWidth].
package struct LayerRow: CatalogRow {
  package let name: String
  package let aliases: [CatalogAlias]
  package let summary: String
  package let formula: String
  package let options: [OptionSpec]
  package let source: String
  /// Columns of the result; nil where they are to follow from data and loss.
  package let outputWidth: @Sendable (Component, _ inputWidth: Int) -> Int?
  /// What is learned, in order; none for a layer that only computes.
  package let parameters: @Sendable (Component, _ inputWidth: Int, _ outputWidth: Int) -> [ParameterSpec]
  /// Rows [n, inputWidth] and the parameters' nodes → rows [n, outputWidth].
  package let build: @Sendable (_ x: Node, _ parameters: [Node], Component) -> Node
  /// Whether the layer's result is not squeezed or bent: what logits need of the last layer.
  package let isLinear: @Sendable (Component) -> Bool

  package init(
    name: String, aliases: [CatalogAlias] = [], summary: String, formula: String, options: [OptionSpec] = [],
    source: String = "",
    outputWidth: @escaping @Sendable (Component, _ inputWidth: Int) -> Int? = { $1 },
    parameters: @escaping @Sendable (Component, _ inputWidth: Int, _ outputWidth: Int) -> [ParameterSpec] = {
      _, _, _ in []
    },
    build: @escaping @Sendable (_ x: Node, _ parameters: [Node], Component) -> Node,
    isLinear: @escaping @Sendable (Component) -> Bool
  ) {
    self.name = name
    self.aliases = aliases
    self.summary = summary
    self.formula = formula
    self.options = options
    self.source = source
    self.outputWidth = outputWidth
    self.parameters = parameters
    self.build = build
    self.isLinear = isLinear
  }

  /// An activation as a layer of its own.
  init(_ activation: ActivationRow) {
    self.init(
      name: activation.name, aliases: activation.aliases, summary: activation.summary,
      formula: activation.formula, options: activation.options, source: activation.source,
      build: { x, _, component in activation.build(x, component) },
      isLinear: { $0.name == ActivationRow.linear.name })
  }
}

/// A tensor that is learned.
package struct ParameterSpec: Hashable, Sendable {
  /// In a layer's row `weight`; in a model with the layer's name before it, `hidden1.weight`.
  package var name: String
  package var shape: Shape
  /// Of `Initializers.catalog`.
  package var initializer: Component

  package init(name: String, shape: Shape, initializer: Component) {
    self.name = name
    self.shape = shape
    self.initializer = initializer
  }
}
