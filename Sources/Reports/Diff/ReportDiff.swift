/// How a report differs from what it was.
package struct ReportDiff: Sendable {
  enum Presence: String, Sendable {
    case changed
    case came
    case went
  }

  let name: String
  let presence: Presence
  let claims: [ClaimChange]
  let runs: [RunChange]
  /// Those that are not the same under every seed.
  let metrics: [MetricChange]
  /// Metrics of variants that are the same under every seed.
  let unchangedMetrics: Int
  let configuration: [ConfigurationChange]
  let parts: [PartChange]
  /// Experiments there are on either side: where it is one alone, it need not be named.
  let experimentCount: Int

  var isEmpty: Bool {
    presence == .changed && claims.isEmpty && runs.isEmpty && metrics.isEmpty && configuration.isEmpty
      && parts.isEmpty
  }
}

/// Runs of a variant that ended otherwise before.
struct RunChange: Sendable {
  enum Kind: String, Sendable {
    /// Completed before.
    case worse
    /// Completed now.
    case better
    /// Neither before nor now.
    case other
  }

  let kind: Kind
  let experiment: String
  /// nil where the whole experiment is not run.
  let variant: String?
  let before: String
  let after: String
  /// Empty where the whole experiment is meant.
  let seeds: [Int]
  let count: Int
  /// Where and why, of the first that tells it.
  let detail: String?
}

/// Something that came, went or has another name.
struct PartChange: Sendable {
  enum Kind: String, Sendable {
    case experiment
    case variant
    case metric
  }

  enum Change: Sendable {
    case came
    case went
    case renamed(from: String)
  }

  let kind: Kind
  let change: Change
  /// The experiment that it belongs to, or that it is.
  let experiment: String
  /// By its name now; a metric's with the variants of which it came or went, where not all.
  let name: String
  let note: String?
}

/// What differs between two states of a folder of reports.
package struct ReportsDiff: Sendable {
  /// The sides as the user named them.
  package let before: String
  package let after: String
  /// Reports that differ, worst news first, then by name.
  let reports: [ReportDiff]
  /// Reports that do not.
  let sameReports: Int
  /// Tests that p values are adjusted for.
  let tests: Int

  package var hasFlipForTheWorse: Bool { reports.contains { $0.claims.contains { $0.kind == .worse } } }
}
