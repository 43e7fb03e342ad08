import Diagnostics
import Experiments
import Plots

/// What `ablate run` prints of a file: for each experiment a table of final values and its learning curves.
package struct TerminalReport {
  private let report: Report
  private let words: Words
  private let format: TextFormat
  private var columns: Int { format.columns }

  /// - Parameter format: of plots; its columns are the widest line of all, and tables that need more drop their last
  ///   columns.
  package init(_ report: Report, _ format: TextFormat = TextFormat()) {
    self.report = report
    words = report.words
    var format = format
    format.columns = max(format.columns, 40)
    self.format = format
  }

  package var text: String {
    (report.results.experiments.map(text) + [claims].filter { !$0.isEmpty }).joined(separator: "\n")
  }

  /// Each claim in a line with its numbers beneath; empty where the file claims nothing.
  private var claims: String {
    let claims = report.claims
    guard !claims.isEmpty else { return "" }
    let width = claims.map { words.badge($0.verdict).displayWidth }.max() ?? 0
    let lines = claims.map { claim in
      let badge = words.badge(claim.verdict)
      let space = String(repeating: " ", count: width - badge.displayWidth + 2)
      let numbers = claim.evidence.map { evidence in
        words.commas(
          [evidence.heading.map { "\($0) \(words.verdict(evidence.verdict))" }].compactMap(\.self)
            + evidence.numbers.map { "\($0.name) \($0.value)" })
      }
      return "  \(badge)\(space)\(TerminalText.plain(claim.sentence))\n"
        + (numbers.filter { !$0.isEmpty } + claim.reasons).map {
          wrapped(TerminalText.plain($0), indent: width + 4)
        }
        .joined()
    }
    return TerminalText.plain(words.claimCount(report.claimCount)) + "\n\n" + lines.joined()
  }

  private func text(_ results: ExperimentResults) -> String {
    let plan = results.plan
    let size = words.plan(variants: plan.variants.count, seeds: plan.seeds.count)
    var text = TerminalText.plain(words.labelled(plan.id, size)) + "\n"
    if let reason = results.skipped { return text + TerminalText.plain(words.notRun(reason)) + "\n" }
    let chosen = ownMetrics(of: plan.id) ?? MetricChoice.table(results.metrics)
    if !chosen.isEmpty { text += "\n" + table(results, metrics: chosen) }
    if let metric = chosen.first, plan.variants.count > 1,
      let sentence = ComparisonText(words: words, of: plan).sentence(
        ResultTable(results, metrics: [metric], alpha: report.document.metadata.alpha))
    {
      text += "\n" + wrapped(TerminalText.plain(sentence))
    }
    for line in results.divergences(words) { text += wrapped(TerminalText.plain(line)) }
    if let curves = curves(of: results) { text += "\n" + curves }
    return text
  }

  /// The experiment's first figure of learning curves; nil where there is nothing to draw.
  private func curves(of results: ExperimentResults) -> String? {
    let plan = results.plan
    if let figure = report.figures.first(where: {
      $0.plan.from == plan.id && $0.plan.isOf(CurveFigure.self)
    }) {
      let isDrawn = format == TextFormat(columns: Picture.textColumns)
      return isDrawn ? figure.picture?.text : figure.drawing.graphic?.text(format)
    }
    let plot = report.results.plan.plots.first { $0.from == plan.id && $0.isOf(CurveFigure.self) }
    let curves = CurveFigure(
      results: results,
      plan: plot ?? PlotPlan(id: nil, range: plan.range, type: CurveFigure.self, from: plan.id),
      id: plan.id, words: words)
    return curves.drawing().graphic?.text(format)
  }

  /// The columns of the experiment's first table.
  private func ownMetrics(of experiment: String) -> [String]? {
    for table in report.results.plan.tables where table.from == experiment {
      if case .metrics(let metrics) = table.columns, !metrics.isEmpty { return metrics }
    }
    return nil
  }

  private func table(_ results: ExperimentResults, metrics: [String]) -> String {
    let escaped = PlainResults(
      words: words, escape: TerminalText.plain, emphasize: { $0 + " *" }, marksValues: false)
    var table = ResultTable(results, metrics: metrics, alpha: report.document.metadata.alpha)
    while true {
      let text = escaped.table(table, isShort: true)
      guard text.width > columns, table.columns.count > 1 else {
        let said = TableText(table, words: words)
        let notes = said.notes.map { wrapped(TerminalText.plain($0)) }.joined()
        let legend = table.marksBest ? "* " + words.boldLegend + "\n" : ""
        return clipped(text.columns) + legend + notes
      }
      table = table.withoutLastColumn
    }
  }

  /// Broken between words, so that no line is wider than it may be.
  private func wrapped(_ text: String, indent: Int = 0) -> String {
    let margin = String(repeating: " ", count: indent)
    var lines: [String] = []
    for word in text.split(separator: " ") {
      if let last = lines.last, indent + last.displayWidth + 1 + String(word).displayWidth <= columns {
        lines[lines.count - 1] = last + " " + word
      } else {
        lines.append(String(word))
      }
    }
    return lines.map { "\(margin)\($0)\n" }.joined()
  }

  private func clipped(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      line.count <= columns * 2 ? String(line) : line.prefix(columns * 2 - 1) + "…"
    }.joined(separator: "\n")
  }
}
