import Diagnostics
import Experiments
import Plots
import Statistics

extension DotFigure: FigureType {
  static let name = "dot"
  static let summary = "Final values: mean, interval and seeds, and the paired differences from the baseline."
  static let keys = ["x", "y", "scale"]

  static func decode(_ plot: inout PlotPlan, from block: inout PlotBlock) {
    plot.x = block.factor("x")
    plot.y = block.metrics("y")
    block.scale(&plot)
  }

  static func drawing(_ context: FigureContext) -> FigureDrawing {
    DotFigure(
      results: context.results, plan: context.plan, id: context.id, words: context.words, alpha: context.alpha
    ).drawing()
  }
}

/// Final values: a mean with its interval and the seeds in each row; beside it the differences from the baseline.
struct DotFigure {
  let results: ExperimentResults
  let plan: PlotPlan
  let id: String
  let words: Words
  let alpha: Double

  func drawing() -> FigureDrawing {
    let metrics = plan.y.isEmpty ? Array(MetricChoice.table(results.metrics).prefix(1)) : plan.y
    let title = words.dotTitle(words.listed(metrics), experiment: results.plan.id)
    var panels: [Panel] = []
    var comparisons: [RowComparison] = []
    var rows: [[String]] = []
    var averaged: [String] = []
    for metric in metrics {
      let table = ResultTable(results, rows: plan.x.map { [$0] } ?? [], metrics: [metric], alpha: alpha)
      let ordered = ordered(table)
      guard ordered.contains(where: { $0.cells[0].interval != nil }) else { continue }
      panels.append(levels(ordered, table, metric))
      // A single pair of runs has a difference, but nothing to say how sure it is.
      if let baseline = table.baseline, ordered.contains(where: { $0.comparison != nil }) {
        panels.append(differences(ordered, table, metric, baseline: baseline))
        comparisons += ordered.compactMap(\.comparison)
      }
      averaged = table.pooled
      rows += data(ordered, table).map { (metrics.count > 1 ? [metric] : []) + $0 }
    }
    guard !panels.isEmpty else { return FigureDrawing(title: title, figure: nil, meaning: words.noData) }
    let figure = Figure(
      id: id, title: title, description: words.sentences(panels.map(\.description)), panels: panels,
      panelHeight: plan.height.map(Double.init))
    return FigureDrawing(
      title: title, figure: figure,
      meaning: words.dotMeaning(
        seeds: results.plan.seeds.count,
        comparison: comparisons.map(\.paired).max { $0.count < $1.count },
        hasTies: comparisons.contains(where: \.hasHalfWins), averaged: averaged),
      data: FigureData(
        heads: (metrics.count > 1 ? [words.metric] : []) + [words.variant]
          + results.plan.seeds.map { words.seedTip($0) },
        rows: rows))
  }

  /// Levels that are numbers keep their order, names are sorted, the best on top.
  private func ordered(_ table: ResultTable) -> [ResultTable.Row] {
    let metric = table.columns[0].metric
    guard metric.hasDirection, !results.plan.factors.contains(where: \.isNumeric) else { return table.rows }
    return table.rows.sorted { a, b in
      switch (a.cells[0].interval?.mean, b.cells[0].interval?.mean) {
      case (nil, _): false
      case (_, nil): true
      case (let x?, let y?): metric.isLowerBetter ? x < y : x > y
      }
    }
  }

  /// Of two seeds the interval is 13 times as wide as they lie apart: the axis would show nothing else.
  private func isDrawn(_ interval: Interval) -> Bool { interval.isBounded && interval.count > 2 }

  private func series(_ row: ResultTable.Row) -> Series { Series(row.label, row.order) }

  private func levels(_ rows: [ResultTable.Row], _ table: ResultTable, _ metric: String) -> Panel {
    let precision = table.columns[0].precision
    var marks: [any Mark] = []
    var labels: [Row] = []
    var parts: [String] = []
    for (index, row) in rows.enumerated() {
      let cell = row.cells[0]
      let failures = cell.failures(words, runs: table.runs(in: row))
      let value = cell.interval.map { ValueText.plain($0, precision) } ?? words.noValue
      labels.append(Row(row.label, series: series(row), note: failures ?? "", value: value))
      parts.append(words.labelled(row.label, value + (failures.map(words.bracketed) ?? "")))
      guard let interval = cell.interval else { continue }
      let tips = zip(results.plan.seeds, cell.values).compactMap { seed, value in
        value.map {
          words.labelled(words.commas([row.label, words.seedTip(seed)]), Format.significant($0, 5))
        }
      }
      marks.append(SeedDotsMark(series(row), row: index, values: cell.present, tips: tips))
      marks.append(
        IntervalMark(
          series(row), row: index, low: isDrawn(interval) ? interval.low : nil, mean: interval.mean,
          high: isDrawn(interval) ? interval.high : nil, tip: words.labelled(row.label, value)))
    }
    return Panel(
      title: words.finalValue(metric),
      description: words.enumeration(words.finalValue(metric), parts),
      x: Axis(metric, scale: plan.logY == true || plan.logX == true ? .log : .linear),
      y: Axis(scale: .rows(labels)), marks: marks,
      textKey: words.textKey(seeds: table.seeds))
  }

  private func differences(
    _ rows: [ResultTable.Row], _ table: ResultTable, _ metric: String, baseline: String
  ) -> Panel {
    let precision = table.differencePrecision
    var marks: [any Mark] = [RuleMark(.vertical(x: 0))]
    var labels: [Row] = []
    var parts: [String] = []
    for (index, row) in rows.enumerated() {
      guard let comparison = row.comparison else {
        let note = row.isBaseline ? words.isBaseline : words.noValue
        labels.append(Row(row.label, series: series(row), note: note))
        continue
      }
      let interval = comparison.paired.interval
      let won = words.betterOn(comparison.won, of: comparison.paired.count, table.columns[0].metric)
      let value = ValueText.signed(comparison.paired.difference, precision)
      labels.append(Row(row.label, series: series(row), note: won, value: value))
      parts.append(
        words.labelled(
          row.label, value + (ValueText.bounds(interval, precision, words).map(words.bracketed) ?? "")))
      marks.append(SeedDotsMark(series(row), row: index, values: comparison.differences))
      marks.append(
        IntervalMark(
          series(row), row: index, low: interval.isBounded ? interval.low : nil,
          mean: comparison.paired.difference, high: interval.isBounded ? interval.high : nil,
          tip: words.labelled(row.label, value)))
    }
    let title = words.pairedDifference(baseline)
    return Panel(
      title: title, description: words.enumeration(title, parts),
      x: Axis(words.differenceOf(metric), numbers: .signed), y: Axis(scale: .rows(labels)), marks: marks)
  }

  private func data(_ rows: [ResultTable.Row], _ table: ResultTable) -> [[String]] {
    let present = rows.flatMap { $0.cells[0].present }
    let precision = Precision(values: present, significantDigits: 4)
    return rows.map { row in
      [row.label] + row.cells[0].values.map { $0.map(precision.text) ?? words.failedWord }
    }
  }
}
