import Statistics

/// The kinds of news, worst first; the order in which every output tells them.
enum DiffSection: Int, CaseIterable, Comparable {
  case claimsWorse
  case runsWorse
  case metricsWorse
  case claimsGone
  case tooFewSeeds
  case configuration
  case parts
  case metricsMoved
  case metricsBetter
  case runsBetter
  case runsOther
  case claimsBetter
  case claimsOther
  case withinNoise

  static func < (a: DiffSection, b: DiffSection) -> Bool { a.rawValue < b.rawValue }

  /// Whether it is bad news.
  var isBad: Bool { self <= .claimsGone }

  var title: String {
    switch self {
    case .claimsWorse: "Claims that flipped for the worse"
    case .runsWorse: "Runs that no longer complete"
    case .metricsWorse: "Metrics worse"
    case .claimsGone: "Claims that held and are gone"
    case .tooFewSeeds: "Metrics changed, too few seeds to tell"
    case .configuration: "Configuration"
    case .parts: "New, gone, renamed"
    case .metricsMoved: "Metrics without a better side that moved"
    case .metricsBetter: "Metrics better"
    case .runsBetter: "Runs that complete now"
    case .runsOther: "Runs that fail otherwise"
    case .claimsBetter: "Claims that flipped for the better"
    case .claimsOther: "Other claims"
    case .withinNoise: "Metrics changed within their noise"
    }
  }

  /// `2 claims flipped for the worse`
  func total(_ count: Int) -> String {
    func counted(_ one: String, _ many: String) -> String { "\(count) \(count == 1 ? one : many)" }
    return switch self {
    case .claimsWorse: counted("claim", "claims") + " flipped for the worse"
    case .runsWorse: counted("run no longer completes", "runs no longer complete")
    case .metricsWorse: counted("metric", "metrics") + " worse"
    case .claimsGone: counted("claim that held is gone", "claims that held are gone")
    case .tooFewSeeds: counted("metric", "metrics") + " changed under too few seeds to tell"
    case .configuration: counted("configuration line differs", "configuration lines differ")
    case .parts: counted("part is", "parts are") + " new, gone or renamed"
    case .metricsMoved: counted("metric", "metrics") + " without a better side moved"
    case .metricsBetter: counted("metric", "metrics") + " better"
    case .runsBetter: counted("run completes now", "runs complete now")
    case .runsOther: counted("run fails", "runs fail") + " otherwise"
    case .claimsBetter: counted("claim", "claims") + " flipped for the better"
    case .claimsOther: counted("other change of a claim", "other changes of claims")
    case .withinNoise: counted("metric", "metrics") + " changed within noise"
    }
  }
}

extension DiffSection {
  init(_ change: ClaimChange) {
    switch change.kind {
    case .worse: self = .claimsWorse
    case .better: self = .claimsBetter
    case .went, .notJudged: self = change.before?.verdict == .holds ? .claimsGone : .claimsOther
    case .came, .judged, .edited: self = .claimsOther
    }
  }

  init(_ change: RunChange) {
    switch change.kind {
    case .worse: self = .runsWorse
    case .better: self = .runsBetter
    case .other: self = .runsOther
    }
  }

  init(_ change: MetricChange) {
    switch change.verdict {
    case .worse: self = .metricsWorse
    case .better: self = .metricsBetter
    case .moved: self = .metricsMoved
    case .withinNoise: self = .withinNoise
    case .tooFewSeeds: self = .tooFewSeeds
    }
  }
}

extension ReportDiff {
  func claims(in section: DiffSection) -> [ClaimChange] { claims.filter { DiffSection($0) == section } }
  func runs(in section: DiffSection) -> [RunChange] { runs.filter { DiffSection($0) == section } }

  /// Of those under too few seeds first what points to the worse under every seed, then what points somewhere so.
  func metrics(in section: DiffSection) -> [MetricChange] {
    let chosen = metrics.filter { DiffSection($0) == section }
    guard section == .tooFewSeeds else { return chosen }
    func rank(_ change: MetricChange) -> Int { !change.isOneSided ? 2 : change.pointsToWorse ? 0 : 1 }
    return (0...2).flatMap { wanted in chosen.filter { rank($0) == wanted } }
  }

  /// Lines for configuration, runs for runs, else entries.
  func count(in section: DiffSection) -> Int {
    switch section {
    case .claimsWorse, .claimsGone, .claimsBetter, .claimsOther: claims(in: section).count
    case .runsWorse, .runsBetter, .runsOther:
      runs(in: section).reduce(0) { $0 + $1.count }
    case .metricsWorse, .metricsMoved, .metricsBetter, .tooFewSeeds, .withinNoise:
      metrics(in: section).count
    case .configuration: configurationLines.count
    case .parts: parts.count + (presence == .changed ? 0 : 1)
    }
  }

  var sections: [DiffSection] { DiffSection.allCases.filter { count(in: $0) > 0 } }

  /// Its worst news.
  var worst: DiffSection { sections.first ?? .withinNoise }
}

extension ReportsDiff {
  func count(in section: DiffSection) -> Int { reports.reduce(0) { $0 + $1.count(in: section) } }

  var sections: [DiffSection] { DiffSection.allCases.filter { count(in: $0) > 0 } }

  /// The bad news in a line, or that there is none.
  var verdict: String {
    if reports.isEmpty { return "no differences" }
    let bad = sections.filter(\.isBad).map { $0.total(count(in: $0)) }
    if !bad.isEmpty { return bad.joined(separator: ", ") }
    let open = count(in: .tooFewSeeds)
    return "no claim flipped for the worse, no metric is worse beyond its noise"
      + (open == 0 ? "" : ", but " + DiffSection.tooFewSeeds.total(open))
  }

  /// `2 reports differ, 7 do not: 1 claim flipped for the worse, 3 metrics better`
  var totals: String {
    let changes = sections.map { $0.total(count(in: $0)) }.joined(separator: "; ")
    let unchanged = reports.reduce(0) { $0 + $1.unchangedMetrics }
    let rest = unchanged == 0 ? "" : "; \(unchanged) \(unchanged == 1 ? "metric" : "metrics") unchanged"
    return "\(reportTotals): \(changes)\(rest)"
  }

  var reportTotals: String {
    let same = sameReports == 0 ? "" : ", \(sameReports) \(sameReports == 1 ? "does" : "do") not"
    return "\(reports.count) \(reports.count == 1 ? "report differs" : "reports differ")\(same)"
  }

  /// What a verdict on a metric rests on; empty where none was tested.
  var method: String {
    var parts: [String] = []
    let evidence = reports.flatMap(\.metrics).map(\.evidence)
    if tests > 0 {
      let family = tests == 1 ? "" : ", p Holm-adjusted for \(tests) tests"
      let methods = Set(
        evidence.compactMap { evidence -> PairedComparison.Method? in
          if case .paired(_, _, _, let method) = evidence { method } else { nil }
        })
      let used =
        methods == [.signFlip]
        ? "exact sign-flip test"
        : methods == [.pairedT]
          ? "paired t test, as the exact sign-flip test is out of reach"
          : "exact sign-flip test, or in the paired t test where that is out of reach"
      parts.append(
        "Metrics are final values, compared seed by seed: worse or better where p < the report's alpha in the "
          + used + family + ".")
    }
    if evidence.contains(where: { if case .range = $0 { true } else { false } }) {
      parts.append("Below \(MetricPair.fewestSeeds) seeds no test can tell.")
    }
    if evidence.contains(where: { if case .unpaired = $0 { true } else { false } }) {
      parts.append("Where no seed is shared, moved means: the two 95 % t intervals do not overlap.")
    }
    return parts.joined(separator: " ")
  }
}
