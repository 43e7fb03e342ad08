/// Words at a place in data units, as wide as a column of the panel's column axis at most.
package struct LabelMark: Mark {
  package let text: String
  package let place: Point
  package let isStrong: Bool

  package init(_ text: String, at place: Point, isStrong: Bool = false) {
    self.text = text
    self.place = place
    self.isStrong = isStrong
  }

  package func measure(_ extent: inout Extent) { extent.add(place) }

  package func draw(on canvas: inout some Canvas, in frame: PanelFrame) {
    guard let place = frame.place(place) else { return }
    canvas.label(text, at: place, width: frame.columnWidth, isStrong: isStrong)
  }

  package var asContext: (any Mark)? { self }
}
