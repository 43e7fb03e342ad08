import Diagnostics

/// What a data set may depend on besides its options.
package struct DataContext: Sendable {
  /// Draws synthetic data (stream `data`) and the split (stream `split`).
  package var seed: UInt64
  /// The folder of the experiment file; relative paths start there.
  package var baseDirectory: String
  package var environment: [String: String]

  package init(seed: UInt64, baseDirectory: String = ".", environment: [String: String] = [:]) {
    self.seed = seed
    self.baseDirectory = baseDirectory
    self.environment = environment
  }

  /// A path as the file system takes it.
  package func resolve(_ path: String) -> String {
    if path.hasPrefix("/") || baseDirectory.isEmpty { return path }
    return baseDirectory.hasSuffix("/") ? baseDirectory + path : "\(baseDirectory)/\(path)"
  }
}

/// A data set of the catalog. `split` and `preprocess` are options of every row.
package struct DatasetRow: CatalogRow {
  package let name: String
  package let aliases: [CatalogAlias]
  package let summary: String
  package let formula: String
  package let options: [OptionSpec]
  /// Paper or publisher, with the licence of data that are not computed.
  package let source: String
  /// Whether the rows themselves differ between seeds (the split always does).
  package let dependsOnSeed: Bool
  /// The task where the options tell it; nil where only the data do.
  package let task: @Sendable (Component) -> LearningTask?
  /// The files whose content decides the data, as the file system takes them; none for what is computed or
  /// bundled.
  package let files: @Sendable (Component, DataContext) -> [String]
  package let load: @Sendable (Component, DataContext) throws(DataError) -> Dataset

  package init(
    name: String, aliases: [CatalogAlias] = [], summary: String, formula: String = "", options: [OptionSpec],
    source: String = "", dependsOnSeed: Bool, task: @escaping @Sendable (Component) -> LearningTask?,
    files: @escaping @Sendable (Component, DataContext) -> [String] = { _, _ in [] },
    load: @escaping @Sendable (Component, DataContext) throws(DataError) -> Dataset
  ) {
    self.name = name
    self.aliases = aliases
    self.summary = summary
    self.formula = formula
    self.options = options + Datasets.commonOptions
    self.source = source
    self.dependsOnSeed = dependsOnSeed
    self.task = task
    self.files = files
    self.load = load
  }
}
