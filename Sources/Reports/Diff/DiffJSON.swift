/// A diff for programs. Every list is complete; keys are always there, with null for what is unknown.
package struct DiffJSON {
  /// Raised whenever a reader of the format would have to change.
  private static let formatVersion = 1

  private let diff: ReportsDiff

  package init(_ diff: ReportsDiff) {
    self.diff = diff
  }

  package var text: String { value.text }

  private var value: JSONValue {
    .object([
      ("format", .integer(Self.formatVersion)),
      ("before", .string(diff.before)),
      ("after", .string(diff.after)),
      ("flipped_for_the_worse", .boolean(diff.hasFlipForTheWorse)),
      ("totals", .object(DiffSection.allCases.map { ($0.key, .integer(diff.count(in: $0))) })),
      ("same_reports", .integer(diff.sameReports)),
      ("tests", .integer(diff.tests)),
      ("reports", .array(diff.reports.map(report))),
    ])
  }

  private func report(_ report: ReportDiff) -> JSONValue {
    .object([
      ("name", .string(report.name)),
      ("change", .string(report.presence.rawValue)),
      ("claims", .array(report.claims.map(claim))),
      ("runs", .array(report.runs.map(run))),
      ("metrics", .array(report.metrics.map(metric))),
      ("unchanged_metrics", .integer(report.unchangedMetrics)),
      ("configuration", .array(report.configuration.map(configuration))),
      ("parts", .array(report.parts.map(part))),
    ])
  }

  private func claim(_ change: ClaimChange) -> JSONValue {
    func side(_ claim: StoredReport.Claim?) -> JSONValue {
      guard let claim else { return .null }
      return .object([
        ("sentence", .string(claim.sentence)), ("expression", .string(claim.expression)),
        ("verdict", .optional(claim.verdict?.rawValue)), ("reason", .optional(claim.reason)),
      ])
    }
    return .object([
      ("change", .string(change.kind.rawValue)), ("before", side(change.before)),
      ("after", side(change.after)),
    ])
  }

  private func run(_ change: RunChange) -> JSONValue {
    .object([
      ("change", .string(change.kind.rawValue)), ("experiment", .string(change.experiment)),
      ("variant", .optional(change.variant)), ("before", .string(change.before)),
      ("after", .string(change.after)), ("seeds", .integers(change.seeds)),
      ("runs", .integer(change.count)), ("detail", .optional(change.detail)),
    ])
  }

  private func metric(_ change: MetricChange) -> JSONValue {
    var (low, high): (Double?, Double?) = (nil, nil)
    var (p, adjustedP): (Double?, Double?) = (nil, nil)
    var method: String?
    switch change.evidence {
    case .paired(let interval, let raw, let adjusted, let test):
      if interval.isBounded { (low, high) = (interval.low, interval.high) }
      (p, adjustedP, method) = (raw, adjusted, test.rawValue)
    case .range(let range): (low, high, method) = (range.lowerBound, range.upperBound, "range over seeds")
    case .unpaired: method = "overlap of 95 % t intervals"
    }
    return .object([
      ("experiment", .string(change.experiment)), ("variant", .string(change.variant)),
      ("metric", .string(change.metric.text)), ("change", .string(change.verdict.rawValue)),
      ("before", .double(change.before)), ("after", .double(change.after)),
      ("difference", .double(change.difference)), ("low", .double(low)), ("high", .double(high)),
      ("p", .double(p)), ("p_adjusted", .double(adjustedP)), ("method", .optional(method)),
      ("seeds", .integer(change.seeds)), ("incomplete_seeds", .integer(change.incomplete)),
    ])
  }

  private func configuration(_ change: ConfigurationChange) -> JSONValue {
    .object([
      ("experiment", .optional(change.experiment.isEmpty ? nil : change.experiment)),
      ("path", .string(change.path)),
      ("change", .string(change.before == nil ? "came" : change.after == nil ? "went" : "changed")),
      ("before", change.before ?? .null), ("after", change.after ?? .null),
      ("variants", change.variants.map { .strings($0) } ?? .null),
    ])
  }

  private func part(_ part: PartChange) -> JSONValue {
    var earlier: String?
    let change: String
    switch part.change {
    case .came: change = "came"
    case .went: change = "went"
    case .renamed(let from): (change, earlier) = ("renamed", from)
    }
    return .object([
      ("kind", .string(part.kind.rawValue)), ("change", .string(change)),
      ("experiment", .string(part.experiment)), ("name", .string(part.name)),
      ("earlier_name", .optional(earlier)), ("note", .optional(part.note)),
    ])
  }
}

extension JSONValue {
  fileprivate static func optional(_ text: String?) -> JSONValue { text.map { .string($0) } ?? .null }
}

extension DiffSection {
  /// Its key among the totals.
  fileprivate var key: String {
    switch self {
    case .claimsWorse: "claims_worse"
    case .runsWorse: "runs_worse"
    case .metricsWorse: "metrics_worse"
    case .claimsGone: "claims_gone"
    case .tooFewSeeds: "metrics_too_few_seeds"
    case .configuration: "configuration"
    case .parts: "parts"
    case .metricsMoved: "metrics_moved"
    case .metricsBetter: "metrics_better"
    case .runsBetter: "runs_better"
    case .runsOther: "runs_other"
    case .claimsBetter: "claims_better"
    case .claimsOther: "claims_other"
    case .withinNoise: "metrics_within_noise"
    }
  }
}
