/// One open marker per seed on a row axis, stacked where they would cover each other.
package struct SeedDotsMark: Mark {
  private let owner: Series
  package let row: Int?
  package let values: [Double]
  /// One per value, or empty: `ReLU, seed 4: 93.08 %`.
  package let tips: [String]

  package var series: Series? { owner }

  package init(_ series: Series, row: Int, values: [Double], tips: [String] = []) {
    owner = series
    self.row = row
    self.values = values
    self.tips = tips
  }

  package func measure(_ extent: inout Extent) {
    for value in values where value.isDrawable { extent.add(x: value) }
  }

  package func draw(on canvas: inout some Canvas, in frame: PanelFrame) {
    guard let row, let middle = frame.vertical(Double(row)) else { return }
    let seeds = values.enumerated().compactMap { index, value -> (place: Double, tip: String)? in
      guard let place = frame.horizontal(value), place >= frame.plot.left - 0.05,
        place <= frame.plot.right + 0.05
      else { return nil }
      return (place, index < tips.count ? tips[index] : "")
    }
    let sorted = seeds.enumerated().sorted {
      ($0.element.place, $0.offset) < ($1.element.place, $1.offset)
    }.map(\.element)
    canvas.dots(sorted.map(\.place), row: middle, series: owner, tips: sorted.map(\.tip))
  }
}
