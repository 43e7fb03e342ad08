import Diagnostics
import Experiments
import Plots
import Statistics

/// The distribution of a final metric over seeds: every seed, and beyond 20 of them a box.
struct BoxFigure: FigureType {
  static let name = "box"
  static let summary = "Final values over seeds: each seed and the median; above 20 seeds Tukey's box."
  static let keys = ["x", "y", "scale"]

  /// A box of fewer values hides more than it tells.
  private static let mostDots = 20

  static func decode(_ plot: inout PlotPlan, from block: inout PlotBlock) {
    plot.x = block.factor("x")
    plot.y = block.metrics("y")
    block.scale(&plot)
  }

  static func drawing(_ context: FigureContext) -> FigureDrawing {
    let (results, plan, words) = (context.results, context.plan, context.words)
    let metrics = plan.y.isEmpty ? Array(MetricChoice.table(results.metrics).prefix(1)) : plan.y
    let title = words.boxTitle(words.listed(metrics), experiment: results.plan.id)
    var panels: [Panel] = []
    var rows: [[String]] = []
    var averaged: [String] = []
    for metric in metrics {
      let table = ResultTable(
        results, rows: plan.x.map { [$0] } ?? [], metrics: [metric], alpha: context.alpha)
      guard let panel = panel(table, metric, context) else { continue }
      panels.append(panel)
      averaged = table.pooled
      rows += data(table, words).map { (metrics.count > 1 ? [metric] : []) + $0 }
    }
    guard !panels.isEmpty else { return FigureDrawing(title: title, figure: nil, meaning: words.noData) }
    let figure = Figure(
      id: context.id, title: title, description: words.sentences(panels.map(\.description)),
      panels: panels, panelHeight: plan.height.map(Double.init))
    let isBox = results.plan.seeds.count > mostDots
    return FigureDrawing(
      title: title, figure: figure,
      meaning: words.sentences([
        isBox ? words.boxMeaning : words.stripMeaning, words.averagedOver(averaged),
      ]),
      data: FigureData(
        heads: (metrics.count > 1 ? [words.metric] : []) + [
          words.variant, words.minimum, words.firstQuartile, words.median, words.thirdQuartile, words.maximum,
        ], rows: rows))
  }

  private static func panel(_ table: ResultTable, _ metric: String, _ context: FigureContext) -> Panel? {
    let words = context.words
    var marks: [any Mark] = []
    var labels: [Row] = []
    var parts: [String] = []
    for (index, row) in table.rows.enumerated() {
      let series = Series(row.label, row.order)
      let cell = row.cells[0]
      let failures = cell.failures(words, runs: table.runs(in: row))
      guard let box = box(cell.present) else {
        labels.append(Row(row.label, series: series, note: failures ?? words.noValue))
        parts.append(words.labelled(row.label, failures ?? words.noValue))
        continue
      }
      let precision = table.columns[0].precision
      let value = words.medianOf(precision.text(box.median))
      labels.append(Row(row.label, series: series, note: failures ?? "", value: value))
      parts.append(
        words.labelled(
          row.label,
          words.fiveNumbers(fiveNumbers(cell.present).map(precision.text))
            + (failures.map(words.bracketed) ?? "")))
      if cell.present.count <= mostDots {
        let tips = zip(context.results.plan.seeds, cell.values).compactMap { seed, value in
          value.map {
            words.labelled(words.commas([row.label, words.seedTip(seed)]), Format.significant($0, 5))
          }
        }
        marks.append(SeedDotsMark(series, row: index, values: cell.present, tips: tips))
      }
      marks.append(BoxMark(series, row: index, box: box, tip: words.labelled(row.label, value)))
    }
    guard !marks.isEmpty else { return nil }
    let isLog = context.plan.logY == true || context.plan.logX == true
    return Panel(
      title: metric, description: words.enumeration(words.finalValue(metric), parts),
      x: Axis(metric, scale: isLog ? .log : .linear), y: Axis(scale: .rows(labels)), marks: marks,
      textKey: words.boxKey(isBox: table.seeds > mostDots))
  }

  /// Least, quartiles, greatest.
  private static func fiveNumbers(_ values: [Double]) -> [Double] {
    [0, 0.25, 0.5, 0.75, 1].map { Descriptive.quantile(values, $0) }
  }

  private static func box(_ values: [Double]) -> BoxMark.Box? {
    guard !values.isEmpty else { return nil }
    guard values.count > mostDots else { return BoxMark.Box(median: Descriptive.median(values)) }
    let (low, high) = (Descriptive.quantile(values, 0.25), Descriptive.quantile(values, 0.75))
    let reach = 1.5 * (high - low)
    let inside = values.filter { $0 >= low - reach && $0 <= high + reach }
    return BoxMark.Box(
      median: Descriptive.median(values), quartiles: low...high,
      // Whiskers never end inside the box.
      whiskers: min(inside.min() ?? low, low)...max(inside.max() ?? high, high),
      outliers: values.filter { $0 < low - reach || $0 > high + reach }.sorted())
  }

  private static func data(_ table: ResultTable, _ words: Words) -> [[String]] {
    let precision = Precision(values: table.rows.flatMap { $0.cells[0].present }, significantDigits: 4)
    return table.rows.map { row in
      let values = row.cells[0].present
      guard !values.isEmpty else { return [row.label] + Array(repeating: words.failedWord, count: 5) }
      return [row.label] + fiveNumbers(values).map(precision.text)
    }
  }
}
