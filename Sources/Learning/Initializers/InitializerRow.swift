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
  package let conflict: @Sendable (Component) -> OptionConflict?
  /// Whether what it draws is then rescaled by what the layer makes of training inputs:
  /// `LayerSequentialScaling`.
  package let isDataDependent: Bool
  /// The files whose content decides the values, as the user wrote their paths.
  package let files: @Sendable (Component) -> [String]
  /// What keeps it from giving this parameter its values; nil where nothing does.
  package let problem: @Sendable (InitializerContext, Component) -> OptionConflict?
  /// Values in the context's shape, drawn in row-major order. There must be no `problem`.
  package let sample: @Sendable (InitializerContext, Component, inout RandomStream) -> Tensor

  package init(
    name: String, aliases: [CatalogAlias] = [], summary: String, formula: String, options: [OptionSpec] = [],
    source: String = "", conflict: @escaping @Sendable (Component) -> OptionConflict? = { _ in nil },
    isDataDependent: Bool = false, files: @escaping @Sendable (Component) -> [String] = { _ in [] },
    problem: @escaping @Sendable (InitializerContext, Component) -> OptionConflict? = { _, _ in nil },
    sample: @escaping @Sendable (InitializerContext, Component, inout RandomStream) -> Tensor
  ) {
    self.name = name
    self.aliases = aliases
    self.summary = summary
    self.formula = formula
    self.options = options
    self.source = source
    self.conflict = conflict
    self.isDataDependent = isDataDependent
    self.files = files
    self.problem = problem
    self.sample = sample
  }
}
