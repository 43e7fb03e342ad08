/// A scatter of observations: of a series, or of a class in neutral ink.
package struct PointsMark: Mark {
  package let points: [Point]
  package let style: PointStyle
  package let tips: [String]

  package var series: Series? {
    if case .series(let series, _) = style { series } else { nil }
  }

  package init(_ points: [Point], _ style: PointStyle, tips: [String] = []) {
    self.points = points
    self.style = style
    self.tips = tips
  }

  package func measure(_ extent: inout Extent) {
    for point in points { extent.add(point) }
  }

  package func draw(on canvas: inout some Canvas, in frame: PanelFrame) {
    var places: [Point] = []
    var kept: [String] = []
    for (index, point) in points.enumerated() {
      guard let place = frame.place(point), frame.plot.contains(place, slack: 0.05) else { continue }
      places.append(place)
      if index < tips.count { kept.append(tips[index]) }
    }
    canvas.points(places, style, tips: kept.count == places.count ? kept : [])
  }

  package var asContext: (any Mark)? { series == nil ? self : nil }
}
