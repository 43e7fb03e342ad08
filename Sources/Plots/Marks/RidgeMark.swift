/// A density that stands on a row of a row axis, as high as its share of the highest of the panel.
package struct RidgeMark: Mark {
  private let owner: Series
  package let row: Int?
  /// Places in data units, ascending, with the density's share of the highest there, 0 to 1.
  package let shares: [Point]
  package let tip: String

  package var series: Series? { owner }

  package init(_ series: Series, row: Int, shares: [Point], tip: String = "") {
    owner = series
    self.row = row
    self.shares = shares
    self.tip = tip
  }

  package func measure(_ extent: inout Extent) {
    for point in shares where point.x.isDrawable { extent.add(x: point.x) }
  }

  package func draw(on canvas: inout some Canvas, in frame: PanelFrame) {
    guard let row, let middle = frame.vertical(Double(row)) else { return }
    let placed = shares.compactMap { point in
      frame.horizontal(point.x).map { Point($0, min(max(point.y, 0), 1)) }
    }
    canvas.ridge(placed, row: middle, series: owner, tip: tip)
  }
}
