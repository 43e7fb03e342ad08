import Experiments
import Statistics

/// A results table: rows of variants, columns of metrics, and the rows compared with the baseline by the first metric.
package struct ResultTable: Sendable {
  struct Row: Sendable {
    let group: VariantGroup
    /// Position in the file's order: chooses colour and shape, the same in every figure.
    let order: Int
    let isBaseline: Bool
    /// Of the best and what can't be told from it, where that says anything.
    let isBest: Bool
    /// One for each metric.
    let cells: [SeedValues]
    /// Nil for the baseline, and where there are no two values to pair.
    let comparison: RowComparison?

    var label: String { group.label }
  }

  struct Column: Sendable {
    let metric: MetricName
    let precision: Precision
  }

  /// The experiment's id.
  let experiment: String
  /// The last parts of the row factors' paths.
  let heads: [String]
  let columns: [Column]
  let rows: [Row]
  /// How many seeds each row has.
  let seeds: Int
  /// The label of the baseline's row; nil where there is nothing to compare.
  let baseline: String?
  let differencePrecision: Precision
  /// Factors that the rows average over.
  let pooled: [String]
  /// Comparisons in the family that Holm's correction is over.
  let comparisons: Int

  /// Too few seeds for any test: points and ranges, no verdicts.
  var isExploratory: Bool { seeds < Words.fewestSeeds }
  var marksBest: Bool { rows.contains(where: \.isBest) }
  var hasFailures: Bool { rows.contains { !$0.cells.allSatisfy(\.isComplete) } }

  /// Runs in a row: seeds times pooled variants.
  func runs(in row: Row) -> Int { seeds * row.group.variants.count }
}

/// A row against the baseline, on the seeds that have both.
struct RowComparison: Sendable {
  enum Verdict: Hashable, Sendable {
    case higher, lower, noDifference
    /// Fewer than six seeds: no test can reach 0.05.
    case exploratory
    /// A seed failed: what the row would be worth without it is not the question.
    case notTested
    /// Neither direction is better, so nothing is claimed.
    case none
  }

  let paired: PairedComparison
  /// After Holm's correction; nil where no test was made.
  let p: Double?
  let verdict: Verdict
  /// Seeds won, ties half, in the metric's better direction.
  let won: Double
  /// The verdict is for the better.
  let isImprovement: Bool

  var differences: [Double] { paired.differences }
  /// Smallest and largest difference, for tables that are exploratory.
  var range: ClosedRange<Double> {
    (paired.differences.min() ?? 0)...(paired.differences.max() ?? 0)
  }
}
