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
    if let mean, mean.isDrawable { extent.add(x: mean) }
    // An end that has no logarithm is drawn at the axis' end, and is no observation that was dropped.
    for end in [low, high].compactMap(\.self) where end.isDrawable && (end > 0 || !extent.xIsLog) {
      extent.add(x: end)
    }
  }

  package func draw(on canvas: inout some Canvas, in frame: PanelFrame) {
    guard let row, let middle = frame.vertical(Double(row)) else { return }
    func place(_ value: Double?) -> Double? {
      value.flatMap { frame.horizontal($0) }.map { min(max($0, frame.plot.left), frame.plot.right) }
    }
    // On a logarithmic axis zero and what is below lie left of all there is.
    let start = low.flatMap { $0.isDrawable ? place($0) ?? frame.plot.left : nil }
    let center = mean.flatMap { frame.horizontal($0) }
    let isInside = center.map { $0 >= frame.plot.left - 0.05 && $0 <= frame.plot.right + 0.05 } ?? false
    canvas.interval(
      low: start, mean: isInside ? center : nil, high: place(high), row: middle, series: owner, tip: tip)
  }
}
