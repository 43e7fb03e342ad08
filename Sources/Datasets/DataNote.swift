/// What loading, splitting or preprocessing did to data that their reader should know. It is kept as data, not as text:
/// a report says it in its own language.
package struct DataNote: Codable, Hashable, Sendable {
  package enum Content: Codable, Hashable, Sendable {
    /// The task was not given and was told from the target's values; the word of the `task` option.
    case inferredTask(target: String, task: String)
    /// Too few points to split: every part has them all.
    case samePoints(Int)
    /// Files with a test set of their own, and a `split` that asks for another.
    case givenTestSet
    /// Preprocessing moved the inputs, so that the modes of a mixture lie elsewhere.
    case lostModes
    /// What a step learned from the training part, for the first columns; `more` is how many others it learned of.
    case fitted(step: String, columns: [FittedColumn], more: Int)
    /// A category that the training part lacks; its columns are all zero.
    case unseenCategory(step: String, column: String, category: Entry)
    /// Missing values of a column that were filled in.
    case imputed(step: String, count: Int, column: String, value: Entry, strategy: String)
    /// Rows that were left out.
    case dropped(step: String, rows: Int)
  }

  package struct FittedColumn: Codable, Hashable, Sendable {
    package enum Fit: Codable, Hashable, Sendable {
      case moments(mean: Double, std: Double)
      case range(low: Double, high: Double)
      case categories(Int)
    }

    package let column: FittedName
    package let fit: Fit

    package init(_ column: FittedName, _ fit: Fit) {
      self.column = column
      self.fit = fit
    }
  }

  package enum FittedName: Codable, Hashable, Sendable {
    case feature(String)
    case target
    /// Of several targets, from 1.
    case targetNumber(Int)
  }

  /// An entry of a column: a number, or the text that it stands for.
  package enum Entry: Codable, Hashable, Sendable {
    case number(Double)
    case text(String)
  }

  package enum Part: String, Codable, CaseIterable, Hashable, Sendable {
    case training, validation, test
  }

  package let content: Content
  /// The part of the data that it is about; nil for all of them.
  package var part: Part?

  package init(_ content: Content, part: Part? = nil) {
    self.content = content
    self.part = part
  }

  /// What a step learned; columns beyond the sixth are counted only.
  package static func fitted(_ step: String, _ columns: [FittedColumn]) -> DataNote {
    let shown = 6
    return DataNote(
      .fitted(step: step, columns: Array(columns.prefix(shown)), more: max(0, columns.count - shown)))
  }
}
