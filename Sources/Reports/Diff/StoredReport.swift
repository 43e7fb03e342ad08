/// What a report's JSON says that two versions of it can be compared by: configurations, final metrics, claims.
package struct StoredReport: Sendable {
  /// Below the reports folder, without extension: `a/b`.
  package let name: String
  /// The level of the report's tests.
  let alpha: Double
  let experiments: [Experiment]
  let claims: [Claim]

  struct Experiment: Sendable {
    let id: String
    /// Why it was not run; nil where it was.
    let skipped: String?
    let seeds: [Int]
    let baseline: String?
    let variants: [Variant]
  }

  struct Variant: Sendable {
    let label: String
    let configuration: JSONValue
    let runs: [Run]
  }

  struct Run: Sendable {
    static let completed = "completed"

    let seed: Int
    let status: String
    /// Where a run diverged; nil for others.
    let epoch: Int?
    let cause: String?
    /// Final values in the report's order; nil where one is not finite.
    let metrics: [(name: String, value: Double?)]
  }

  enum Verdict: String, Sendable {
    case refuted
    case inconclusive
    case holds

    /// Higher is better news.
    var rank: Int {
      switch self {
      case .refuted: 0
      case .inconclusive: 1
      case .holds: 2
      }
    }
  }

  struct Claim: Sendable {
    let sentence: String
    let expression: String
    /// nil where the report was made without judging claims.
    let verdict: Verdict?
    let reason: String?
    let comparisons: [ClaimComparison]
    /// Expressions with their values as text.
    let values: [(name: String, value: String)]
  }

  struct ClaimComparison: Sendable {
    let text: String
    let difference: Bounds?
    /// Adjusted for the other claims where the report says so.
    let p: Double?
    let won: Double?
    let seeds: Int?
    let failedSeeds: Int?
  }

  /// A mean with the ends of its interval; nil ends: too few seeds for one.
  struct Bounds: Sendable {
    let mean: Double
    let low: Double?
    let high: Double?
  }
}
