/// A reference line across the panel: zero, a baseline, chance.
package struct RuleMark: Mark {
  package enum Place: Hashable, Sendable {
    case vertical(x: Double)
    /// From one height to another: an axis of its own.
    case upright(x: Double, from: Double, to: Double)
    case horizontal(y: Double)
    /// y = x.
    case diagonal
  }

  package let place: Place

  package init(_ place: Place) { self.place = place }

  package func measure(_ extent: inout Extent) {
    switch place {
    case .vertical(let x): if x.isDrawable { extent.add(x: x) }
    case .upright(let x, let from, let to):
      extent.add(Point(x, from))
      extent.add(Point(x, to))
    case .horizontal(let y): if y.isDrawable { extent.add(y: y) }
    case .diagonal: break
    }
  }

  package func draw(on canvas: inout some Canvas, in frame: PanelFrame) {
    let plot = frame.plot
    var line: [Point] = []
    switch place {
    case .vertical(let x):
      guard let x = frame.horizontal(x) else { return }
      line = [Point(x, plot.top), Point(x, plot.bottom)]
    case .upright(let x, let from, let to):
      line = [from, to].compactMap { frame.place(Point(x, $0)) }
    case .horizontal(let y):
      guard let y = frame.vertical(y) else { return }
      line = [Point(plot.left, y), Point(plot.right, y)]
    case .diagonal:
      let low = max(frame.x.low, frame.y.low)
      let high = min(frame.x.high, frame.y.high)
      guard low < high else { return }
      line = [low, high].compactMap { frame.place(Point($0, $0)) }
    }
    for line in Clip.line(line, to: plot) { canvas.stroke([line], .rule, tip: "") }
  }

  package var asContext: (any Mark)? { self }
}
