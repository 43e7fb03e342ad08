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
  /// The factor by which an initializer's deviation should grow so that a signal keeps its size through the
  /// layer (PyTorch's `calculate_gain`); nil where none is in use.
  package let gain: @Sendable (Component) -> Double?
  /// x of any shape → the same shape.
  package let build: @Sendable (Node, Component) -> Node

  package init(
    name: String, aliases: [CatalogAlias] = [], summary: String, formula: String, options: [OptionSpec] = [],
    source: String = "", gain: @escaping @Sendable (Component) -> Double? = { _ in nil },
    build: @escaping @Sendable (Node, Component) -> Node
  ) {
    self.name = name
    self.aliases = aliases
    self.summary = summary
    self.formula = formula
    self.options = options
    self.source = source
    self.gain = gain
    self.build = build
  }
}
