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
  package let conflict: @Sendable (Component) -> OptionConflict?
  /// Columns of the result; nil where they are to follow from data and loss.
  package let outputWidth: @Sendable (Component, _ inputWidth: Int) -> Int?
  /// What is learned, in order; none for a layer that only computes.
  package let parameters: @Sendable (Component, _ inputWidth: Int, _ outputWidth: Int) -> [ParameterSpec]
  /// Why it cannot take rows of this width; nil where it can.
  package let widthProblem: @Sendable (Component, _ inputWidth: Int) -> String?
  /// Whether it is a layer of units that models count and name (`hidden1`), and whose width may follow from data
  /// and loss. What only computes goes by the name of the layer before it, even if it learns a slope.
  package let hasUnits: Bool
  /// Rows [n, inputWidth] → rows [n, outputWidth].
  package let build: @Sendable (_ x: Node, BuildContext) -> Node
  /// Whether the layer's result is not squeezed or bent: what logits need of the last layer.
  package let isLinear: @Sendable (Component) -> Bool

  package init(
    name: String, aliases: [CatalogAlias] = [], summary: String, formula: String, options: [OptionSpec] = [],
    source: String = "",
    outputWidth: @escaping @Sendable (Component, _ inputWidth: Int) -> Int? = { $1 },
    parameters: @escaping @Sendable (Component, _ inputWidth: Int, _ outputWidth: Int) -> [ParameterSpec] = {
      _, _, _ in []
    },
    widthProblem: @escaping @Sendable (Component, _ inputWidth: Int) -> String? = { _, _ in nil },
    hasUnits: Bool = false,
    conflict: @escaping @Sendable (Component) -> OptionConflict? = { _ in nil },
    build: @escaping @Sendable (_ x: Node, BuildContext) -> Node,
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
    self.widthProblem = widthProblem
    self.hasUnits = hasUnits
    self.conflict = conflict
    self.build = build
    self.isLinear = isLinear
  }

  /// An activation as a layer of its own.
  init(_ activation: ActivationRow) {
    self.init(
      name: activation.name, aliases: activation.aliases, summary: activation.summary,
      formula: activation.formula, options: activation.options, source: activation.source,
      outputWidth: { component, width in max(width / activation.inputsPerUnit(component), 1) },
      parameters: { component, _, units in activation.parameters(component, units) },
      widthProblem: { component, width in
        let inputs = activation.inputsPerUnit(component)
        guard width % inputs != 0 else { return nil }
        return "'\(activation.name)' makes one column of \(inputs), and \(width) columns come in"
      },
      conflict: activation.conflict,
      build: activation.build,
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
