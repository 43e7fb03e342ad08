import Diagnostics
import Tensors

/// One part of a data set on its way through preprocessing.
package struct Table: Sendable {
  package var columns: [Column]
  package var samples: Samples
  /// How messages name each row: `line 7`, `row 12`, `row 3 of the test set`.
  package var rowNames: RowNames

  package struct RowNames: Sendable {
    /// 1-based line or row numbers.
    package var numbers: [Int]
    package var word: String
    package var suffix: String

    package subscript(row: Int) -> String { "\(word) \(numbers[row])\(suffix)" }
  }
}

/// A step after fitting: it has seen the training part and nothing else.
package struct FittedStep: Sendable {
  /// What was fitted, for the report; empty where nothing was.
  package var notes: [DataNote] = []
  package var targetScale: TargetScale?
  /// Whether inputs move, so that what was known of their coordinates no longer holds.
  package var changesInputs = true
  /// Changes one part; returns what to tell of it: rows dropped, values filled in.
  package var apply: @Sendable (inout Table) throws(DataError) -> [DataNote.Content]
}

/// A preprocessing step of the catalog.
package struct PreprocessingRow: CatalogRow {
  package let name: String
  package let aliases: [CatalogAlias]
  package let summary: String
  package let formula: String
  package let options: [OptionSpec]
  package let source: String
  /// Fits the step on the training part, which is all it is shown.
  package let fit: @Sendable (Component, Table, LearningTask) throws(DataError) -> FittedStep
}
