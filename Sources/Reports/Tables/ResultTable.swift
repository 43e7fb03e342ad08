import Experiments
import Statistics

/// A results table: rows of variants, columns of metrics, and the rows compared with the baseline by the first metric.
package struct ResultTable: Sendable {
  package struct Row: Sendable {
    package let group: VariantGroup
    /// Position in the file's order: chooses colour and shape, the same in every figure.
    package let order: Int
    package let isBaseline: Bool
    /// Of the best and what can't be told from it, where that says anything.
    package let isBest: Bool
    /// One for each metric.
    package let cells: [SeedValues]
    /// Nil for the baseline, and where there are no two values to pair.
    package let comparison: RowComparison?

    package var label: String { group.label }
  }

  package struct Column: Sendable {
    package let metric: MetricName
    package let precision: Precision
  }

  /// The experiment's id.
  package let experiment: String
  /// The last parts of the row factors' paths.
  package let heads: [String]
  package let columns: [Column]
  package let rows: [Row]
  /// How many seeds each row has.
  package let seeds: Int
  /// The label of the baseline's row; nil where there is nothing to compare.
  package let baseline: String?
  package let differencePrecision: Precision
  /// Factors that the rows average over.
  package let pooled: [String]
  /// Significance level.
  package let alpha: Double
  /// Comparisons in the family that Holm's correction is over.
  package let comparisons: Int

  /// Too few seeds for any test: points and ranges, no verdicts.
  package var isExploratory: Bool { seeds < fewestSeeds }
  /// With which one test can reach the level.
  package var fewestSeeds: Int { Power.fewestSeeds(alpha: alpha) }
  /// With which a test can reach the level after Holm's correction.
  package var fewestAfterHolm: Int { Power.fewestSeeds(alpha: alpha, comparisons: max(comparisons, 1)) }
  package var marksBest: Bool { rows.contains(where: \.isBest) }
  package var hasFailures: Bool { rows.contains { !$0.cells.allSatisfy(\.isComplete) } }

  /// The same without its last metric. Rows are compared by the first one, which must stay.
  package var withoutLastColumn: ResultTable {
    precondition(columns.count > 1, "\(columns.count) columns")
    return part(0..<(columns.count - 1))
  }

  /// Runs in a row: seeds times pooled variants.
  package func runs(in row: Row) -> Int { seeds * row.group.variants.count }
}

/// A row against the baseline, on the seeds that have both.
package struct RowComparison: Sendable {
  package enum Verdict: Hashable, Sendable {
    case higher, lower, noDifference
    /// Fewer than six seeds: no test can reach 0.05.
    case exploratory
    /// A seed failed: what the row would be worth without it is not the question.
    case notTested
    /// Neither direction is better, so nothing is claimed.
    case none
  }

  package let paired: PairedComparison
  /// After Holm's correction; nil where no test was made.
  package let p: Double?
  package let verdict: Verdict
  /// Seeds won, ties half, in the metric's better direction; where it has none, seeds on which the row is higher.
  package let won: Double
  /// The verdict is for the better.
  package let isImprovement: Bool
  /// P(row > baseline) + ½ P(equal) over all pairs of seeds that both have; ½ where neither is above the other.
  package let a12: Double
  /// Pearson's r of row and baseline over the seeds: how much pairing helped; nil where one does not vary.
  package let correlation: Double?

  /// Cliff's δ = 2 A₁₂ − 1.
  package var cliffsDelta: Double { 2 * a12 - 1 }

  /// Whether seeds with equal values count half in `won`.
  var hasHalfWins: Bool { won != won.rounded() }
  package var differences: [Double] { paired.differences }
  /// Smallest and largest difference, for tables that are exploratory.
  package var range: ClosedRange<Double> {
    (paired.differences.min() ?? 0)...(paired.differences.max() ?? 0)
  }
}
