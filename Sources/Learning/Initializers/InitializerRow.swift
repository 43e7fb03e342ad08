import Diagnostics
import Tensors

/// An initializer of the catalog: first values for a weight W [fanIn, fanOut] or a bias [units].
package struct InitializerRow: CatalogRow {
  package let name: String
  package let aliases: [CatalogAlias]
  package let summary: String
  package let formula: String
  package let options: [OptionSpec]
  package let source: String
  /// What is wrong with the options taken together; nil where nothing is.
  package let conflict: @Sendable (Component) -> OptionConflict?
  /// Values in the given shape, drawn in row-major order.
  package let sample: @Sendable (Shape, Component, inout RandomStream) -> Tensor

  package init(
    name: String, aliases: [CatalogAlias] = [], summary: String, formula: String, options: [OptionSpec] = [],
    source: String = "", conflict: @escaping @Sendable (Component) -> OptionConflict? = { _ in nil },
    sample: @escaping @Sendable (Shape, Component, inout RandomStream) -> Tensor
  ) {
    self.name = name
    self.aliases = aliases
    self.summary = summary
    self.formula = formula
    self.options = options
    self.source = source
    self.conflict = conflict
    self.sample = sample
  }
}
