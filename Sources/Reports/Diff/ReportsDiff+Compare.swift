extension ReportsDiff {
  /// Compares the reports of two sides, paired by name.
  /// - Parameters:
  ///   - before: the name of the first side, as headings show it.
  ///   - reports: a pair for each name; nil where a side has no such report.
  ///   - identical: how many more reports there are, known to be the same on both sides.
  package init(
    before: String, after: String, reports: [(before: StoredReport?, after: StoredReport?)],
    identical: Int = 0
  ) {
    let compared = reports.compactMap { ReportComparison($0.before, $0.after) }
    // One family of tests, however many reports.
    let changes = MetricPair.changes(compared.flatMap(\.pairs))
    var rest = changes[...]
    var diffs: [ReportDiff] = []
    for comparison in compared {
      let count = comparison.pairs.count { !$0.isUnchanged }
      diffs.append(comparison.diff(metrics: Array(rest.prefix(count))))
      rest = rest.dropFirst(count)
    }
    let differing = diffs.filter { !$0.isEmpty }
    self.before = before
    self.after = after
    self.reports = differing.sorted { ($0.worst, $0.name) < ($1.worst, $1.name) }
    sameReports = identical + diffs.count - differing.count
    tests = changes.count { if case .paired = $0.evidence { true } else { false } }
  }
}

/// Two versions of one report, all but the tests of its metrics.
private struct ReportComparison {
  let name: String
  let presence: ReportDiff.Presence
  let pairs: [MetricPair]
  private let claims: [ClaimChange]
  private let experimentCount: Int
  private var runs: [RunChange] = []
  private var configuration: [ConfigurationChange] = []
  private var parts: [PartChange] = []

  init?(_ before: StoredReport?, _ after: StoredReport?) {
    guard let some = after ?? before else { return nil }
    name = some.name
    claims = ClaimChange.changes(before?.claims ?? [], after?.claims ?? [])
    let old = before?.experiments ?? []
    let new = after?.experiments ?? []
    experimentCount = Set((old + new).map(\.id)).count
    guard let before, let after else {
      presence = before == nil ? .came : .went
      pairs = []
      parts = some.experiments.map { $0.part(before == nil ? .came : .went) }
      return
    }
    presence = .changed
    if before.alpha != after.alpha {
      configuration.append(
        ConfigurationChange(
          path: "alpha", before: .double(before.alpha), after: .double(after.alpha), experiment: "",
          variants: nil))
    }
    var pairs: [MetricPair] = []
    for experiment in new {
      guard let earlier = old.first(where: { $0.id == experiment.id }) else {
        parts.append(experiment.part(.came))
        continue
      }
      let comparison = ExperimentComparison(earlier, experiment, alpha: after.alpha)
      pairs += comparison.pairs
      runs += comparison.runs
      configuration += comparison.configuration
      parts += comparison.parts
    }
    let ids = Set(new.map(\.id))
    parts += old.filter { !ids.contains($0.id) }.map { $0.part(.went) }
    self.pairs = pairs
  }

  func diff(metrics: [MetricChange]) -> ReportDiff {
    ReportDiff(
      name: name, presence: presence, claims: claims, runs: runs, metrics: metrics,
      unchangedMetrics: pairs.count - metrics.count, configuration: configuration, parts: parts,
      experimentCount: experimentCount)
  }
}

extension StoredReport.Experiment {
  fileprivate func part(_ change: PartChange.Change) -> PartChange {
    PartChange(
      kind: .experiment, change: change, experiment: id, name: id,
      note: "\(variants.count) \(variants.count == 1 ? "variant" : "variants"), \(seeds.count) "
        + (seeds.count == 1 ? "seed" : "seeds"))
  }
}
