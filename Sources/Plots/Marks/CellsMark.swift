/// The cells of a heat map: one for each row of the row axis and column of the column axis, shaded by a share and with
/// its number in it.
package struct CellsMark: Mark {
  package struct Cell: Sendable {
    /// From 0 (paper) to 1 (darkest); nil: no shade.
    package let share: Double?
    /// What stands in it.
    package let text: String
    /// Ringed: of the best.
    package let isMarked: Bool
    /// Outlined: on the diagonal of a confusion matrix.
    package let isOutlined: Bool
    package let tip: String

    package init(
      share: Double?, text: String, isMarked: Bool = false, isOutlined: Bool = false, tip: String = ""
    ) {
      self.isOutlined = isOutlined
      self.share = share.flatMap { $0.isFinite ? min(max($0, 0), 1) : nil }
      self.text = text
      self.isMarked = isMarked
      self.tip = tip
    }
  }

  /// By row, then column; nil where there is none.
  package let cells: [[Cell?]]

  package init(_ cells: [[Cell?]]) {
    self.cells = cells
  }

  /// The axes have their rows and columns already.
  package func measure(_ extent: inout Extent) {}

  package func draw(on canvas: inout some Canvas, in frame: PanelFrame) {
    // What is ringed last, so that its neighbours do not cover the ring.
    for pass in [false, true] {
      for (row, cells) in cells.enumerated() {
        for (column, cell) in cells.enumerated() {
          guard let cell, (cell.isMarked || cell.isOutlined) == pass,
            let middle = frame.place(Point(Double(column), Double(row)))
          else { continue }
          let (width, height) = (frame.columnWidth, frame.rowHeight)
          let place = Rect(
            left: middle.x - width / 2, top: middle.y - height / 2, right: middle.x + width / 2,
            bottom: middle.y + height / 2)
          canvas.cell(cell, at: place)
        }
      }
    }
  }
}
