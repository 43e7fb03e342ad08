import Diagnostics
import Graphs

/// An activation function of the catalog: one expression over nodes, elementwise or row by row. Its
/// derivative comes from the gradient rules.
package struct ActivationRow: CatalogRow {
  package let name: String
  package let aliases: [CatalogAlias]
  package let summary: String
  package let formula: String
  package let options: [OptionSpec]
  package let source: String
  package let conflict: @Sendable (Component) -> OptionConflict?
  /// The factor by which an initializer's deviation should grow so that a signal keeps its size through the
  /// layer (PyTorch's `calculate_gain`); nil where none is in use.
  package let gain: @Sendable (Component) -> Double?
  /// How many columns of x become one: 2 for `glu`, as many as it has pieces for `maxout`, else 1.
  package let inputsPerUnit: @Sendable (Component) -> Int
  /// What is learned, for so many columns of the result.
  package let parameters: @Sendable (Component, _ units: Int) -> [ParameterSpec]
  /// Whether each element of the result depends on one element of x alone, so that it is a curve.
  package let isElementwise: Bool
  /// The same in Python: an expression over `x`, with `F` for torch.nn.functional; `p` are the learned
  /// tensors by name, and `u(purpose)` uniform noise in training.
  package let pytorch: @Sendable (Component, BuildMode) -> String
  /// x [n, inputsPerUnit · units] → [n, units].
  package let build: @Sendable (Node, BuildContext) -> Node

  package init(
    name: String, aliases: [CatalogAlias] = [], summary: String, formula: String, options: [OptionSpec] = [],
    source: String = "", conflict: @escaping @Sendable (Component) -> OptionConflict? = { _ in nil },
    gain: @escaping @Sendable (Component) -> Double? = { _ in nil },
    inputsPerUnit: @escaping @Sendable (Component) -> Int = { _ in 1 },
    parameters: @escaping @Sendable (Component, _ units: Int) -> [ParameterSpec] = { _, _ in [] },
    isElementwise: Bool = true, pytorch: @escaping @Sendable (Component, BuildMode) -> String,
    build: @escaping @Sendable (Node, BuildContext) -> Node
  ) {
    self.name = name
    self.aliases = aliases
    self.summary = summary
    self.formula = formula
    self.options = options
    self.source = source
    self.conflict = conflict
    self.gain = gain
    self.inputsPerUnit = inputsPerUnit
    self.parameters = parameters
    self.isElementwise = isElementwise
    self.pytorch = pytorch
    self.build = build
  }
}
