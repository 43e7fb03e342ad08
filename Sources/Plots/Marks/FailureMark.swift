/// Where a run that diverged ended: shown, never dropped. A place that has no number is drawn at the top.
package struct FailureMark: Mark {
  private let owner: Series
  package let place: Point
  package let tip: String

  package var series: Series? { owner }

  package init(_ series: Series, at place: Point, tip: String) {
    owner = series
    self.place = place
    self.tip = tip
  }

  package func measure(_ extent: inout Extent) {
    if place.x.isDrawable { extent.add(x: place.x) }
  }

  package func draw(on canvas: inout some Canvas, in frame: PanelFrame) {
    guard let x = frame.horizontal(place.x), x >= frame.plot.left - 0.05, x <= frame.plot.right + 0.05
    else { return }
    let y = place.y.isNaN ? frame.plot.top : frame.vertical(place.y) ?? frame.plot.top
    canvas.failure(
      at: Point(x, min(max(y, frame.plot.top), frame.plot.bottom)), series: owner, tip: tip)
  }
}
