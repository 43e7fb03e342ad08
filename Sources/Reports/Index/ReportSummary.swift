import Experiments
import Notebooks

/// What the list of all reports tells of one.
package struct ReportSummary: Sendable {
  /// `a/b`
  package let name: String
  package let title: String
  /// The description, else the first paragraph.
  package let description: String
  package let tags: [String]
  /// `3 variants × 8 seeds = 24 runs`, then how they went.
  package let facts: [String]
  /// How many of its claims hold.
  package let claims: ClaimCount
  /// The best variant by the first experiment's main metric; nil where there is none.
  package let result: String?
  /// The main curve of the first experiment's best variant, mean over seeds; nil where there is none.
  package let sparkline: Sparkline?
  /// Of the file's own words.
  package let words: Words

  /// `✗ 2 of 3 claims hold: 1 refuted`; nil where it claims nothing.
  var claimText: String? {
    claims.worst.map { "\(Words.mark($0)) \(words.claimCount(claims))" }
  }

  /// The folder of its name: empty at the top.
  var folder: String {
    name.split(separator: "/").dropLast().joined(separator: "/")
  }
}

extension Report {
  package var summary: ReportSummary {
    let experiments = results.experiments
    var facts = experiments.map { words.plan(variants: $0.plan.variants.count, seeds: $0.plan.seeds.count) }
    let ran = experiments.filter { $0.skipped == nil }
    let runs = ran.flatMap { $0.runs.joined() }
    if !runs.isEmpty {
      facts.append(words.runsCompleted(runs.count { $0?.status == .completed }, of: runs.count))
    }
    if experiments.count > ran.count { facts.append(words.notRunCount(experiments.count - ran.count)) }
    return ReportSummary(
      name: name, title: title, description: description ?? firstParagraph, tags: document.metadata.tags,
      facts: facts, claims: claimCount, result: mainResult, sparkline: Sparkline(results), words: words)
  }

  /// In plain words, its inline results as values.
  private var firstParagraph: String {
    for block in document.blocks {
      guard case .paragraph(let content) = block.kind else { continue }
      let text = plainText(of: content.map(withValues)).split(whereSeparator: \.isWhitespace).joined(
        separator: " ")
      return text.count > 300 ? text.prefix(297) + "…" : text
    }
    return ""
  }

  private func withValues(_ piece: Inline) -> Inline {
    switch piece.kind {
    case .result(let result): Inline(.text(inline[result]?.text ?? words.noValue), range: piece.range)
    case .reference(let id): Inline(.text(targets[id]?.label ?? "@" + id), range: piece.range)
    default: piece
    }
  }

  private var mainResult: String? {
    guard let first = results.experiments.first(where: { $0.skipped == nil }),
      let metric = MetricChoice.table(first.metrics).first
    else { return nil }
    let table = ResultTable(first, metrics: [metric], alpha: document.metadata.alpha)
    let name = MetricName(metric)
    guard name.hasDirection, let column = table.columns.first else { return nil }
    let rows = table.rows.filter { $0.cells[0].interval != nil }
    guard var best = rows.first else { return nil }
    for row in rows.dropFirst() {
      guard let mean = row.cells[0].interval?.mean, let other = best.cells[0].interval?.mean else { continue }
      if name.isLowerBetter ? mean < other : mean > other { best = row }
    }
    guard let interval = best.cells[0].interval else { return nil }
    let value = ValueText.plain(interval, column.precision)
    if table.rows.count == 1 { return words.resultLine(metric: metric, value: value) }
    // A best one is named only where the table marks one; those that can't be told from it are named with it.
    guard table.marksBest else {
      return words.noBestLine(metric: metric, value: "\(best.label) \(value)")
    }
    let equals = rows.filter { $0.isBest && $0.order != best.order }
    return words.resultLine(
      metric: metric, value: "\(best.label) \(value)", equals: equals.map(\.label))
  }
}
