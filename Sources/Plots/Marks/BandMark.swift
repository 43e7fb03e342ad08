/// The area between two lines: a pointwise interval.
package struct BandMark: Mark {
  package struct Slice: Hashable, Sendable {
    package let x: Double
    package let low: Double
    package let high: Double

    package init(_ x: Double, _ low: Double, _ high: Double) {
      self.x = x
      self.low = low
      self.high = high
    }
  }

  private let owner: Series
  package let slices: [Slice]

  package var series: Series? { owner }

  package init(_ series: Series, _ slices: [Slice]) {
    owner = series
    self.slices = slices
  }

  package func measure(_ extent: inout Extent) {
    for slice in slices where slice.low.isDrawable && slice.high.isDrawable {
      extent.add(Point(slice.x, slice.high))
      // A lower end that has no logarithm is drawn at the axis' end, and is no observation that was dropped.
      if slice.low > 0 || !extent.yIsLog { extent.add(Point(slice.x, slice.low)) }
    }
  }

  package func draw(on canvas: inout some Canvas, in frame: PanelFrame) {
    var upper: [Point] = []
    var lower: [Point] = []
    func close(_ canvas: inout some Canvas) {
      if !upper.isEmpty { canvas.band(upper: upper, lower: lower, series: owner) }
      upper = []
      lower = []
    }
    for column in columns(in: frame, leastStep: canvas.leastStep) {
      if let column {
        upper.append(Point(column.x, column.low))
        lower.append(Point(column.x, column.high))
      } else {
        close(&canvas)
      }
    }
    close(&canvas)
  }

  /// On the canvas, where `low` is the upper line; nil where the band is broken. Slices that lie nearer to each other
  /// than `leastStep` are one, as wide as the widest of them: over a longer stretch that would draw an interval where
  /// there is none.
  private func columns(in frame: PanelFrame, leastStep: Double) -> [Slice?] {
    func clamp(_ y: Double) -> Double { min(max(y, frame.plot.top), frame.plot.bottom) }
    let placed = slices.map { slice -> Slice? in
      guard let x = frame.horizontal(slice.x), x >= frame.plot.left - 0.05, x <= frame.plot.right + 0.05,
        let top = frame.vertical(slice.high), slice.low.isDrawable
      else { return nil }
      return Slice(x, clamp(top), clamp(frame.vertical(slice.low) ?? frame.plot.bottom))
    }
    guard leastStep > 0 else { return placed }
    var merged: [Slice?] = []
    for slice in placed {
      guard let slice else {
        if merged.last != .some(nil) { merged.append(nil) }
        continue
      }
      if let last = merged.last, let last, (slice.x - last.x).magnitude < leastStep {
        merged[merged.count - 1] = Slice(last.x, min(last.low, slice.low), max(last.high, slice.high))
      } else {
        merged.append(slice)
      }
    }
    return merged
  }
}
