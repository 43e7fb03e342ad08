import Diagnostics

/// A diff as a comment on GitHub: a headline, then section after section, worst news first, over all reports.
package struct DiffMarkdown {
  /// In UTF-8 bytes, of which no text has fewer than characters; GitHub takes 65,536 characters for a comment.
  package static let largestSize = 59_000

  /// Entries of a section that is shown without being unfolded.
  private static let fewEntries = 8

  private let diff: ReportsDiff
  private let showsAll: Bool

  /// - Parameter showsAll: also metrics that changed within their noise.
  package init(_ diff: ReportsDiff, showsAll: Bool = false) {
    self.diff = diff
    self.showsAll = showsAll
  }

  package var text: String {
    let sides = "\(DiffEscape.code(diff.before, limit: 80)) → \(DiffEscape.code(diff.after, limit: 80))"
    let isBad = diff.sections.contains(where: \.isBad)
    let verdict = diff.reports.isEmpty ? "No differences" : Self.capitalized(diff.verdict)
    let head = "\(isBad ? "✗" : "✓") **\(verdict)** (\(sides))\n"
    guard !diff.reports.isEmpty else { return head }
    let end =
      "\n" + Self.sentence(Self.capitalized(diff.totals))
      + (diff.method.isEmpty ? "" : "\n\n<sub>\(diff.method)</sub>") + "\n"
    let sections = diff.sections.filter { showsAll || $0 != .withinNoise }.map { piece($0) }
    // Each section gets what is left when every later one can at least be counted.
    var room = Self.largestSize - head.utf8.count - end.utf8.count
    let least = sections.map { $0.text(0).utf8.count }
    room -= least.reduce(0, +)
    var text = head
    for (section, reserved) in zip(sections, least) {
      let shown = section.largest(fitting: room + reserved)
      let body = section.text(shown)
      room -= body.utf8.count - reserved
      text += body
    }
    return text + end
  }

  private static func capitalized(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }
  private static func sentence(_ text: String) -> String { text + "." }

  // MARK: Sections

  /// A section that can be cut after any entry.
  private struct Piece {
    let section: DiffSection
    /// What its heading counts.
    let total: Int
    let count: Int
    /// Its first entries.
    let body: (Int) -> String

    func text(_ shown: Int) -> String {
      let rest = count - shown
      let more = rest == 0 ? "" : "\n… and \(rest) more\n"
      let body = (shown == 0 ? "" : body(shown)) + more
      guard count > DiffMarkdown.fewEntries else { return "\n### \(section.title)\n\n\(body)" }
      let state = section.isBad ? " open" : ""
      return
        "\n<details\(state)><summary><b>\(section.title)</b> (\(total))</summary>\n\n\(body)\n</details>\n"
    }

    /// The most entries with which the text is no longer than `room` bytes.
    func largest(fitting room: Int) -> Int {
      if text(count).utf8.count <= room { return count }
      var (fits, tooMany) = (0, count)
      while tooMany - fits > 1 {
        let middle = (fits + tooMany) / 2
        if text(middle).utf8.count <= room { fits = middle } else { tooMany = middle }
      }
      return fits
    }
  }

  private func piece(_ section: DiffSection) -> Piece {
    switch section {
    case .claimsWorse, .claimsGone, .claimsBetter, .claimsOther:
      list(section, entries { $0.claims(in: section).map(claim) })
    case .runsWorse, .runsBetter, .runsOther:
      list(section, entries { report in report.runs(in: section).map { run($0, report) } })
    case .metricsWorse, .metricsMoved, .metricsBetter, .withinNoise, .tooFewSeeds: metrics(section)
    case .configuration: configuration(section)
    case .parts: list(section, entries(parts))
    }
  }

  /// Of every report in turn, behind its name.
  private func entries(_ lines: (ReportDiff) -> [String]) -> [String] {
    diff.reports.flatMap { report in
      lines(report).map { "- \(DiffEscape.code(report.name, limit: 80)): \($0)\n" }
    }
  }

  private func list(_ section: DiffSection, _ entries: [String]) -> Piece {
    Piece(section: section, total: diff.count(in: section), count: entries.count) {
      entries.prefix($0).joined()
    }
  }

  private func table(_ section: DiffSection, heads: [String], isNumeric: [Bool], rows: [[String]]) -> Piece {
    Piece(section: section, total: diff.count(in: section), count: rows.count) { shown in
      PlainTable(heads: heads, isNumeric: isNumeric, rows: Array(rows.prefix(shown))).pipes
    }
  }

  private func claim(_ change: ClaimChange) -> String {
    let details = change.details.map { label, text in
      let isCode = label == "claims" || label == "claimed before"
      return "<br>\(label): " + (isCode ? DiffEscape.code(text) : DiffEscape.markdown(text, limit: 300))
    }
    return "**\(change.verdicts(arrow: "→"))**: \(DiffEscape.markdown(change.sentence))" + details.joined()
  }

  private func run(_ change: RunChange, _ report: ReportDiff) -> String {
    let place = report.place(experiment: change.experiment, variant: change.variant)
    return "\(DiffEscape.code(place, limit: 80)) \(DiffEscape.markdown(change.text(arrow: "→"), limit: 300))"
  }

  private func parts(_ report: ReportDiff) -> [String] {
    let presence: [String] =
      switch report.presence {
      case .changed: []
      case .came: ["new report"]
      case .went: ["the report is gone"]
      }
    return presence
      + report.parts.map { part in
        part.text(
          in: report, code: { DiffEscape.code($0, limit: 80) }, prose: { DiffEscape.markdown($0, limit: 200) }
        )
      }
  }

  private func metrics(_ section: DiffSection) -> Piece {
    let changes = diff.reports.flatMap { report in report.metrics(in: section).map { (report, $0) } }
    let cells = changes.map { $0.1.cells }
    let used = MetricChange.usedColumns(cells)
    let rows = zip(changes, cells).map { change, cells in
      [change.0.name, change.1.place(in: change.0)].map { DiffEscape.code($0, inTable: true, limit: 60) }
        + used.map { DiffEscape.markdown(cells[$0], limit: 60) }
    }
    return table(
      section, heads: ["report", "variant"] + used.map { MetricChange.heads[$0] },
      isNumeric: [false, false] + used.map { $0 > 0 }, rows: rows)
  }

  /// What changed alike in several reports is one row.
  private func configuration(_ section: DiffSection) -> Piece {
    var rows: [(cells: [String], reports: [String])] = []
    for report in diff.reports {
      for line in report.configurationLines {
        let scope = line.scope(experimentCount: report.experimentCount)
        let cells =
          [line.path, line.before, line.after].map { text in
            text.map { DiffEscape.code($0, inTable: true, limit: 60) } ?? "(none)"
          } + [DiffEscape.markdown(scope, limit: 60)]
        if let place = rows.firstIndex(where: { $0.cells == cells }) {
          rows[place].reports.append(report.name)
        } else {
          rows.append((cells, [report.name]))
        }
      }
    }
    let isScoped = rows.contains { !$0.cells[3].isEmpty }
    let heads = ["setting", "before", "after"] + (isScoped ? ["where"] : []) + ["reports"]
    return table(
      section, heads: heads, isNumeric: heads.map { _ in false },
      rows: rows.map {
        $0.cells.prefix(isScoped ? 4 : 3)
          + [DiffEscape.code($0.reports.joined(separator: ", "), inTable: true, limit: 120)]
      })
  }
}
