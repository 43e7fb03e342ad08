import Experiments
import Plots
import Statistics

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
          isMarked: cell.isBest, tip: "\(table.rowLabels[row]), \(table.columnLabels[column]): \(text)")
      }
    }
    let rows = zip(table.rowLabels, texts).map { label, texts in
      "\(label): " + zip(table.columnLabels, texts).map { "\($0) \($1)" }.joined(separator: ", ")
    }
    let panel = Panel.heatMap(
      title: metric,
      note: table.metric.hasDirection ? words.strongerIsBetter : "", rows: table.rowLabels,
      columns: table.columnLabels, columnName: table.columnHead, cells: cells,
      description: "\(title). \(rows.joined(separator: "; ")).",
      textKey: table.marksBest ? "* " + words.boldLegend : "")
    let figure = Figure(
      id: id, title: title, description: panel.description, panels: [panel], panelsPerRow: 1,
      panelHeight: plan.height.map(Double.init))
    return FigureDrawing(
      title: title, figure: figure,
      meaning: words.heatMapMeaning(seeds: table.seeds, isRinged: table.marksBest),
      data: FigureData(
        heads: ["\(table.rowHead) \\ \(table.columnHead)"] + table.columnLabels,
        rows: zip(table.rowLabels, texts).map { [$0] + $1 }))
  }
}
