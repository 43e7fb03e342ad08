/// A mean and its interval on a row axis.
package struct IntervalMark: Mark {
  private let owner: Series
  /// Index of the row, 0 on top.
  package let row: Int?
  package let low: Double?
  package let mean: Double?
  package let high: Double?
  package let tip: String

  package var series: Series? { owner }

  /// What is nil or not finite is left out: a mean without an interval, or neither.
  package init(
    _ series: Series, row: Int, low: Double?, mean: Double?, high: Double?, tip: String = ""
  ) {
    owner = series
    self.row = row
    self.low = low
    self.mean = mean
    self.high = high
    self.tip = tip
  }

  package func measure(_ extent: inout Extent) {
    for value in [low, mean, high] {
      if let value, value.isDrawable { extent.add(x: value) }
    }
  }

  package func draw(on canvas: inout some Canvas, in frame: PanelFrame) {
    guard let row, let middle = frame.vertical(Double(row)) else { return }
    func place(_ value: Double?) -> Double? {
      value.flatMap { frame.horizontal($0) }.map { min(max($0, frame.plot.left), frame.plot.right) }
    }
    let center = mean.flatMap { frame.horizontal($0) }
    let isInside = center.map { $0 >= frame.plot.left - 0.05 && $0 <= frame.plot.right + 0.05 } ?? false
    canvas.interval(
      low: place(low), mean: isInside ? center : nil, high: place(high), row: middle, series: owner, tip: tip)
  }
}
