import Experiments
import Plots
import Statistics

extension HeatMapFigure: FigureType {
  static let name = "heatmap"
  static let summary = "A metric over two factors: its numbers shaded, the best ringed."
  static let keys = ["x", "y", "color"]

  /// `x` is across, `y` down; the metric is `color`, or `y` where that names one.
  static func decode(_ plot: inout PlotPlan, from block: inout PlotBlock) {
    plot.x = block.factor("x")
    plot.y = block.metric("color").map { [$0] } ?? []
    if !block.has("color"), block.namesMetric("y") {
      plot.y = block.metrics("y")
    } else {
      plot.rows = block.factor("y")
    }
    guard let paths = block.experiment?.factors.map(\.path) else { return }
    if paths.count < 2 {
      block.error(
        "a heat map lies over two factors, and '\(block.experimentID)' varies \(paths.isEmpty ? "nothing" : "one")",
        at: "type", hints: ["for instance type: dot"])
    } else if let x = plot.x, x == plot.rows, block.has("y") {
      block.error("'\(x)' is across already", at: "y", hints: ["name another factor"])
    } else if paths.count > 2, plot.x == nil || plot.rows == nil {
      block.error(
        "a heat map of '\(block.experimentID)', which varies \(paths.count) factors, needs 'x' and 'y'",
        at: "type", hints: ["one of: \(paths.joined(separator: ", "))"])
    }
  }

  static func drawing(_ context: FigureContext) -> FigureDrawing {
    HeatMapFigure(
      results: context.results, plan: context.plan, id: context.id, words: context.words, alpha: context.alpha
    ).drawing()
  }
}

/// A metric over two factors as a heat map: the numbers of the cross-table, shaded, the best set ringed.
struct HeatMapFigure {
  let results: ExperimentResults
  let plan: PlotPlan
  let id: String
  let words: Words
  let alpha: Double

  func drawing() -> FigureDrawing {
    let metric = plan.y.first ?? MetricChoice.table(results.metrics).first ?? ""
    let factors = results.plan.factors
    let names = factors.map(\.path)
    let across = plan.x ?? names.first { $0 != plan.rows && (plan.rows != nil || $0 != names.first) } ?? ""
    let down = plan.rows ?? names.first { $0 != across } ?? ""
    let table = CrossTable(results, rows: [down], column: across, metric: metric, alpha: alpha)
    let title = words.heatMapTitle(metric, table.rowHead, table.columnHead)
    guard table.cells.joined().contains(where: { $0.values?.interval != nil }) else {
      return FigureDrawing(title: title, figure: nil, meaning: words.noData)
    }
    let texts = table.cells.map { cells in cells.map { TableText.text($0, table.precision, words) } }
    let cells = zip(table.cells, texts).enumerated().map { row, pair in
      zip(pair.0, pair.1).enumerated().map { column, pair -> CellsMark.Cell? in
        let (cell, text) = pair
        guard let values = cell.values else { return nil }
        return CellsMark.Cell(
          share: cell.share, text: values.interval.map { table.precision.text($0.mean) } ?? words.failedWord,
          isMarked: cell.isBest,
          tip: words.labelled(
            words.commas([table.rowLabels[row], table.columnLabels[column]]), text))
      }
    }
    let parts = zip(table.rowLabels, texts).flatMap { row, texts in
      zip(table.columnLabels, texts).map { words.labelled(words.commas([row, $0]), $1) }
    }
    let panel = Panel.heatMap(
      title: metric,
      note: table.metric.hasDirection ? words.strongerIsBetter : "", rows: table.rowLabels,
      rowName: table.rowHead, columns: table.columnLabels, columnName: table.columnHead, cells: cells,
      description: words.enumeration(title, parts),
      textKey: table.marksBest ? "* " + words.boldLegend : "")
    let figure = Figure(
      id: id, title: title, description: panel.description, panels: [panel], panelsPerRow: 1,
      panelHeight: plan.height.map(Double.init))
    return FigureDrawing(
      title: title, figure: figure,
      meaning: words.heatMapMeaning(seeds: table.seeds, isRinged: table.marksBest, averaged: table.pooled),
      data: FigureData(
        heads: ["\(table.rowHead) \\ \(table.columnHead)"] + table.columnLabels,
        rows: zip(table.rowLabels, texts).map { [$0] + $1 }))
  }
}
