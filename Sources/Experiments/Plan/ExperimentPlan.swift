import Diagnostics
import Learning  // Configuration and its parts: Sources/Learning/Training/Configuration.swift

/// One `.experiment` block, decoded and checked: nothing in it can fail for the file's sake any more.
package struct ExperimentPlan: Sendable {
  /// The block's id; the file's stem where the only experiment of a file has none.
  package let id: String
  /// Of the block in its file.
  package let range: SourceRange
  package let factors: [Factor]
  /// At least one. Their order is that of the file: a grid runs through its last factor fastest.
  package let variants: [Variant]
  /// Index into `variants`.
  package let baseline: Int
  /// Distinct, shared by all variants.
  package let seeds: [Int]
  /// The block as a flat list of settings, for the report's "varied" and "held fixed".
  package let settings: [Setting]

  package init(
    id: String, range: SourceRange, factors: [Factor], variants: [Variant], baseline: Int, seeds: [Int],
    settings: [Setting]
  ) {
    self.id = id
    self.range = range
    self.factors = factors
    self.variants = variants
    self.baseline = baseline
    self.seeds = seeds
    self.settings = settings
  }
}

/// One resolved setting: its dotted path and its value as people read it, `optimizer.learning_rate` and
/// `0.01`.
package struct Setting: Hashable, Sendable {
  package let path: String
  /// nil where it differs between variants.
  package let value: String?
  /// Whether the block says it; false for a default.
  package let isGiven: Bool

  package init(path: String, value: String?, isGiven: Bool) {
    self.path = path
    self.value = value
    self.isGiven = isGiven
  }
}

/// Something that is varied: a dotted path, or the name `variant` for variants listed one by one.
package struct Factor: Hashable, Sendable {
  package struct Level: Hashable, Sendable {
    /// As the report prints it: canonical names, numbers as they were written, or the author's own label.
    package let label: String
    /// Set where every level of the factor is a number, for curves over it.
    package let number: Double?

    package init(label: String, number: Double?) {
      self.label = label
      self.number = number
    }
  }

  /// `model.activation`.
  package let path: String
  package let levels: [Level]

  package init(path: String, levels: [Level]) {
    self.path = path
    self.levels = levels
  }

  /// The last part of the path, for table heads: `activation`; of a component's name the component: `optimizer` of
  /// `optimizer.name`.
  package var name: String {
    let parts = path.split(separator: ".").map(String.init)
    guard let last = parts.last else { return path }
    return last == "name" && parts.count > 1 ? parts[parts.count - 2] : last
  }
  package var isNumeric: Bool { levels.allSatisfy { $0.number != nil } }
}

/// One combination of levels.
package struct Variant: Hashable, Sendable {
  package let number: Int
  /// Unique in its experiment: its levels' labels joined by `, `, or the author's own; the experiment's id
  /// where nothing is varied.
  package let label: String
  /// For each factor the index of its level; nil where the variant leaves a listed factor alone.
  package let levels: [Int?]
  package let configuration: Configuration
  /// What it sets, as expressions name it: `model.activation` and `relu`, with other names of a path after
  /// its own.
  package let names: [VariantName.Level]

  package init(
    number: Int, label: String, levels: [Int?], configuration: Configuration, names: [VariantName.Level] = []
  ) {
    self.number = number
    self.label = label
    self.levels = levels
    self.configuration = configuration
    self.names = names
  }
}

/// A whole file, parsed, decoded and checked.
package struct FilePlan: Sendable {
  package let experiments: [ExperimentPlan]
  package let tables: [TablePlan]
  package let plots: [PlotPlan]
  package let claims: [ClaimPlan]

  package init(
    experiments: [ExperimentPlan], tables: [TablePlan], plots: [PlotPlan], claims: [ClaimPlan] = []
  ) {
    self.experiments = experiments
    self.tables = tables
    self.plots = plots
    self.claims = claims
  }
}

extension FilePlan {
  /// The experiments, by id, whose trained parameters the report needs.
  package var withParameters: Set<String> {
    Set(plots.filter { $0.type.needsParameters }.map(\.from))
  }
}

/// A sentence of a `.claims` block, with what the results must bear out.
package struct ClaimPlan: Sendable {
  package let sentence: String
  package let expression: CheckedExpression
  /// Of the sentence.
  package let sentenceRange: SourceRange
  /// Of the expression.
  package let range: SourceRange
  /// Of the block that it stands in.
  package let blockRange: SourceRange

  package init(
    sentence: String, expression: CheckedExpression, sentenceRange: SourceRange, range: SourceRange,
    blockRange: SourceRange
  ) {
    self.sentence = sentence
    self.expression = expression
    self.sentenceRange = sentenceRange
    self.range = range
    self.blockRange = blockRange
  }
}

/// A `.table` block.
package struct TablePlan: Sendable {
  package var id: String?
  package var range: SourceRange
  /// The experiment's id.
  package var from: String
  /// Paths of factors.
  package var rows: [String]
  package var columns: Columns
  /// A metric, or nil for the order of the file.
  package var sort: (metric: String, descending: Bool)?
  package var caption: String?

  package enum Columns: Sendable {
    case metrics([String])
    /// A cross-table: a factor's levels across, one metric in the cells.
    case factor(String, cell: String)
  }

  package init(
    id: String?, range: SourceRange, from: String, rows: [String], columns: Columns,
    sort: (metric: String, descending: Bool)?, caption: String?
  ) {
    self.id = id
    self.range = range
    self.from = from
    self.rows = rows
    self.columns = columns
    self.sort = sort
    self.caption = caption
  }
}
