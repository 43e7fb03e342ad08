import Diagnostics
import Statistics

// What the text and the Markdown say alike; escaping is theirs.

extension MetricChange {
  static let heads = ["metric", "before", "after", "difference", "95 % interval", "p", "seeds"]

  /// Columns of a table in which some row says something.
  static func usedColumns(_ rows: [[String]]) -> [Int] {
    heads.indices.filter { column in rows.contains { !$0[column].isEmpty } }
  }

  /// In the order of `heads`; empty where there is nothing to say.
  var cells: [String] {
    var cells = [metric.text]
    switch evidence {
    case .paired(let interval, _, let adjustedP, _):
      let digits = DiffNumbers(interval, levels: [before, after])
      cells += [digits.level(before), digits.level(after), digits.signed(difference)]
      cells.append(interval.isBounded ? digits.range(interval.low, interval.high) : "")
      cells.append(Precision.p(adjustedP))
    case .range(let range):
      let digits = DiffNumbers(differences: [range.lowerBound, range.upperBound, difference])
      cells += [digits.level(before), digits.level(after), digits.signed(difference)]
      cells += [seeds == 1 ? "" : "range \(digits.range(range.lowerBound, range.upperBound))", ""]
    case .unpaired(let old, let new):
      let widest = [old, new].max { ($0.halfWidth ?? 0) < ($1.halfWidth ?? 0) } ?? new
      let digits = DiffNumbers(widest, levels: [before, after])
      cells += [old, new].map {
        digits.level($0.mean) + ($0.halfWidth.map { " ± " + digits.level($0) } ?? "")
      }
      return cells + [digits.signed(difference), "", "", "none shared"]
    }
    return cells + [incomplete == 0 ? "\(seeds)" : "\(seeds) of \(seeds + incomplete)"]
  }

  /// `relu`; `moons[relu]` where the report has several experiments.
  func place(in report: ReportDiff) -> String {
    report.place(experiment: experiment, variant: variant)
  }
}

/// Numbers of one row: as many decimals as its interval deserves, but none that nobody could read.
private struct DiffNumbers {
  private let precision: Precision

  /// As the interval of a difference deserves; where it has no length, as the values themselves do.
  init(_ interval: Interval, levels: [Double] = []) {
    let isPoint = (interval.halfWidth ?? 0) <= 1e-12 * interval.mean.magnitude
    precision =
      isPoint
      ? Precision(values: levels + [interval.mean], significantDigits: 4) : Precision(interval)
  }

  init(differences: [Double]) {
    precision = Precision(values: differences, significantDigits: 2)
  }

  /// A mean: at most six decimals.
  func level(_ value: Double) -> String {
    value.magnitude >= 1e7 || (value != 0 && value.magnitude < 1e-5)
      ? Format.significant(value, 4) : Precision(decimals: min(precision.decimals, 6)).text(value)
  }

  func signed(_ value: Double) -> String {
    guard precision.decimals > 6 || value.magnitude >= 1e7 else { return ValueText.signed(value, precision) }
    return (value > 0 ? "+" : "") + Format.significant(value, 2)
  }

  func range(_ low: Double, _ high: Double) -> String { "\(signed(low)) to \(signed(high))" }
}

extension ReportDiff {
  /// `relu`; `moons[relu]` where the report has several experiments, `moons` where that is the variant's name too.
  func place(experiment: String, variant: String?) -> String {
    guard let variant, variant != experiment else { return experiment }
    return experimentCount > 1 ? "\(experiment)[\(variant)]" : variant
  }
}

extension RunChange {
  /// `completed -> diverged under 3 seeds (1, 4, 7); epoch 3: …`
  func text(arrow: String) -> String {
    let under =
      variant == nil ? "" : " under \(seeds.count == 1 ? "seed" : "seeds") \(Words().seedList(seeds))"
    return "\(before) \(arrow) \(after)\(under)\(detail.map { "; \($0)" } ?? "")"
  }
}

extension PartChange {
  /// `variant relu is new (2 of 8 runs did not complete)`, names as `code` writes them and the rest as `prose` does.
  func text(in report: ReportDiff, code: (String) -> String, prose: (String) -> String) -> String {
    let place = report.experimentCount > 1 && kind != .experiment ? " of \(code(experiment))" : ""
    let note = self.note.map { " (\(prose($0)))" } ?? ""
    return switch change {
    case .came: "\(kind.rawValue) \(code(name))\(place) is new\(note)"
    case .went: "\(kind.rawValue) \(code(name))\(place) is gone\(note)"
    case .renamed(let earlier): "\(kind.rawValue) \(code(earlier))\(place) is now called \(code(name))\(note)"
    }
  }
}

extension ClaimChange {
  /// `holds -> refuted`; for what came or went the one verdict there is.
  func verdicts(arrow: String) -> String {
    func word(_ claim: StoredReport.Claim) -> String { claim.verdict?.rawValue ?? "not judged" }
    switch (before, after) {
    case (let before?, let after?):
      return kind == .edited ? "still \(word(after))" : "\(word(before)) \(arrow) \(word(after))"
    case (let before?, nil): return "\(word(before)) \(arrow) gone"
    case (nil, let after?): return "new, \(word(after))"
    case (nil, nil): return ""
    }
  }

  /// What else is to be said of it, a label and a text each.
  var details: [(label: String, text: String)] {
    // All claims of a report that is judged for the first time.
    if kind == .judged { return [] }
    var details: [(label: String, text: String)] = []
    if let earlierSentence { details.append(("reworded from", earlierSentence)) }
    if let earlierExpression { details.append(("claimed before", earlierExpression)) }
    if let some = after ?? before { details.append(("claims", some.expression)) }
    let (old, new) = (before?.numbers ?? "", after?.numbers ?? "")
    if !old.isEmpty, old != new { details.append(("before", old)) }
    if !new.isEmpty { details.append(("now", new)) }
    if let reason = after?.reason { details.append(("reason", reason)) }
    return details
  }
}

extension StoredReport.Claim {
  /// The numbers behind its verdict; empty where there are none.
  fileprivate var numbers: String {
    let tested = comparisons.compactMap { comparison in
      comparison.numbers.map { comparisons.count == 1 ? $0 : "\(comparison.text): \($0)" }
    }
    if !tested.isEmpty { return tested.joined(separator: "; ") }
    return values.map { "\($0.name) = \($0.value)" }.joined(separator: ", ")
  }
}

extension StoredReport.ClaimComparison {
  /// `difference +0.03 (+0.01 to +0.05), p 0.002, won 10 of 10 seeds`; nil where nothing was tested.
  fileprivate var numbers: String? {
    guard let difference else { return nil }
    let interval = Interval(
      mean: difference.mean, low: difference.low ?? -.infinity, high: difference.high ?? .infinity,
      count: seeds ?? 0, level: 0.95)
    let digits = DiffNumbers(interval)
    var parts = ["difference \(digits.signed(difference.mean))"]
    if interval.isBounded { parts[0] += " (\(digits.range(interval.low, interval.high)))" }
    if let p { parts.append("p \(Precision.p(p))") }
    if let won, let seeds { parts.append("won \(Format.shortest(won)) of \(seeds) seeds") }
    if let failedSeeds, failedSeeds > 0 { parts.append("\(failedSeeds) failed") }
    return parts.joined(separator: ", ")
  }
}
