extension Panel {
  /// A heat map: the levels of one factor down, of another across, in their declared order.
  ///
  /// - Parameters:
  ///   - rowName: of the factor whose levels go down; empty: the title tells it.
  ///   - cells: by row, then column; nil where a combination was left out.
  ///   - note: what the shade means: `darker is better`.
  package static func heatMap(
    title: String, note: String = "", rows: [String], rowName: String = "", columns: [String],
    columnName: String, cells: [[CellsMark.Cell?]], description: String, textKey: String = ""
  ) -> Panel {
    precondition(
      cells.count == rows.count && cells.allSatisfy { $0.count == columns.count },
      "\(cells.count) rows of cells for \(rows.count) rows")
    return Panel(
      title: title, note: note, description: description, x: Axis(columnName, scale: .columns(columns)),
      y: Axis(rowName, scale: .rows(rows.map { Row($0) })), marks: [CellsMark(cells)], textKey: textKey)
  }
}
