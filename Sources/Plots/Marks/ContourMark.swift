/// Where a field crosses a level: a decision boundary learned with one seed, or the outline of a target
/// density.
package struct ContourMark: Mark {
  package let field: ScalarField
  package let level: Double
  package let role: StrokeRole
  package let tip: String

  package var series: Series? {
    if case .boundary(let series) = role { series } else { nil }
  }

  package init(_ field: ScalarField, level: Double = 0.5, role: StrokeRole, tip: String = "") {
    self.field = field
    self.level = level
    self.role = role
    self.tip = tip
  }

  package func measure(_ extent: inout Extent) { field.measure(&extent) }

  package func draw(on canvas: inout some Canvas, in frame: PanelFrame) {
    let lines = field.contours(at: level).flatMap { line in
      Clip.line(line.compactMap { frame.place($0) }, to: frame.plot)
    }
    canvas.stroke(lines.map { Simplify.line($0, tolerance: 0.15) }, role, tip: tip)
  }

  package var asContext: (any Mark)? { series == nil ? self : nil }
}
