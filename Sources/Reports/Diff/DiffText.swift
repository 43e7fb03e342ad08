import Diagnostics

/// A diff for people at a terminal: report by report, worst news first, totals last.
package struct DiffText {
  /// Entries of the sections that can be long and say little, unless all are asked for.
  private static let fewEntries = 10

  private let diff: ReportsDiff
  private let showsAll: Bool
  private let columns: Int

  /// - Parameters:
  ///   - showsAll: also metrics that changed within their noise, and no list is cut short.
  ///   - columns: the widest line, at least 72.
  package init(_ diff: ReportsDiff, showsAll: Bool = false, columns: Int = 100) {
    self.diff = diff
    self.showsAll = showsAll
    self.columns = max(columns, 72)
  }

  package var text: String {
    let head = wrapped("\(diff.before) -> \(diff.after): \(diff.verdict)", indent: "", hanging: "  ")
    guard !diff.reports.isEmpty else { return head }
    let reports = diff.reports.map { "\n" + text($0) }.joined()
    let method = diff.method.isEmpty ? "" : "\n" + wrapped(diff.method, indent: "")
    return head + reports + method + "\n" + wrapped(diff.totals, indent: "")
  }

  // MARK: Reports

  private func text(_ report: ReportDiff) -> String {
    let note =
      switch report.presence {
      case .changed: ""
      case .came: "  (new report)"
      case .went: "  (report is gone)"
      }
    var text = TerminalText.plain(report.name) + note + "\n"
    for section in report.sections where showsAll || section != .withinNoise {
      let body = self.body(section, report)
      if !body.isEmpty { text += "\n  \(section.title)\n" + body }
    }
    let noise = report.count(in: .withinNoise)
    if noise > 0, !showsAll {
      text += "\n  \(DiffSection.withinNoise.total(noise)) (--all lists them)\n"
    }
    return text
  }

  private func body(_ section: DiffSection, _ report: ReportDiff) -> String {
    switch section {
    case .claimsWorse, .claimsGone, .claimsBetter, .claimsOther:
      report.claims(in: section).map(claim).joined()
    case .runsWorse, .runsBetter, .runsOther:
      report.runs(in: section).map { run in
        line("\(report.place(experiment: run.experiment, variant: run.variant)): \(run.text(arrow: "->"))")
      }.joined()
    case .metricsWorse, .metricsMoved, .metricsBetter, .withinNoise, .tooFewSeeds:
      metrics(report.metrics(in: section), report, isCut: section == .tooFewSeeds && !showsAll)
    case .configuration: configuration(report)
    case .parts: report.parts.map { line($0.text(in: report, code: { $0 }, prose: { $0 })) }.joined()
    }
  }

  private func claim(_ change: ClaimChange) -> String {
    let head = line("\(change.verdicts(arrow: "->")): \(change.sentence)")
    let details = change.details
    let width = details.map(\.label.count).max() ?? 0
    return head
      + details.map { label, text in
        let prefix = "      " + label + String(repeating: " ", count: width - label.count + 2)
        return wrapped(text, indent: prefix, hanging: String(repeating: " ", count: prefix.count))
      }.joined()
  }

  /// Changed values a line each; then, shorter, options that came and options that went, as when a component learns
  /// another option.
  private func configuration(_ report: ReportDiff) -> String {
    func value(_ text: String?) -> String { DiffEscape.clipped(text ?? "", 200) }
    var changed = ""
    var rest: [(key: String, options: [String])] = []
    for line in report.configurationLines {
      let scope = line.scope(experimentCount: report.experimentCount)
      let end = scope.isEmpty ? "" : "  (\(scope))"
      if line.before != nil, line.after != nil {
        changed += self.line("\(line.path): \(value(line.before)) -> \(value(line.after))\(end)")
        continue
      }
      let key = (line.before == nil ? "new" : "gone") + end
      let option = "\(line.path) = \(value(line.before ?? line.after))"
      if let place = rest.firstIndex(where: { $0.key == key }) {
        rest[place].options.append(option)
      } else {
        rest.append((key, [option]))
      }
    }
    return changed + rest.map { line("\($0.key): \($0.options.joined(separator: ", "))") }.joined()
  }

  private func metrics(_ changes: [MetricChange], _ report: ReportDiff, isCut: Bool) -> String {
    let shown = isCut ? Array(changes.prefix(Self.fewEntries)) : changes
    let cells = shown.map(\.cells)
    let used = MetricChange.usedColumns(cells)
    let heads = used.map { MetricChange.heads[$0] }
    let rows = cells.map { row in used.map { TerminalText.plain(row[$0]) } }
    let isNumeric = used.map { $0 > 0 }
    let plain = PlainTable(heads: heads, isNumeric: isNumeric, rows: rows)
    let places = shown.map { TerminalText.plain($0.place(in: report)) }
    var lines: [String]
    if (places.map(\.displayWidth).max() ?? 0) <= columns - 4 - 2 - plain.width {
      let table = PlainTable(
        heads: ["variant"] + heads, isNumeric: [false] + isNumeric, rows: zip(places, rows).map { [$0] + $1 })
      lines = table.columns.split(separator: "\n").map(String.init)
    } else {
      // Each variant's name above its rows.
      let table = plain.columns.split(separator: "\n").map { "  " + $0 }
      lines = Array(table.prefix(2))
      for (index, line) in table.dropFirst(2).enumerated() {
        if index == 0 || places[index] != places[index - 1] { lines.append(places[index]) }
        lines.append(line)
      }
    }
    let rest = changes.count - shown.count
    if rest > 0 { lines.append("… and \(rest) more (--all lists them)") }
    return lines.map { "    \($0)\n" }.joined()
  }

  // MARK: Lines

  private func line(_ text: String) -> String { wrapped(text, indent: "    ", hanging: "        ") }

  /// Broken between words, later lines behind `hanging`; harmless for a terminal.
  private func wrapped(_ text: String, indent: String, hanging: String = "") -> String {
    var lines: [String] = []
    var line = indent
    var isEmpty = true
    for word in TerminalText.plain(text).split(separator: " ").map(String.init) {
      if !isEmpty, line.displayWidth + 1 + word.displayWidth > columns {
        lines.append(line)
        line = hanging
        isEmpty = true
      }
      line += (isEmpty ? "" : " ") + word
      isEmpty = false
    }
    return (lines + [line]).joined(separator: "\n") + "\n"
  }
}
