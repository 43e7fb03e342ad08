/// A field over the plane in neutral shades: a mean probability. Filled contours, not a rectangle per cell.
package struct FieldMark: Mark {
  package let field: ScalarField
  /// Ascending; a place is shaded once for each level that it reaches.
  package let levels: [Double]

  package init(_ field: ScalarField, levels: [Double] = [0.1, 0.3, 0.5, 0.7, 0.9]) {
    self.field = field
    self.levels = levels
  }

  package func measure(_ extent: inout Extent) { field.measure(&extent) }

  package func draw(on canvas: inout some Canvas, in frame: PanelFrame) {
    canvas.field(field, levels: levels, in: frame)
  }

  package var asContext: (any Mark)? { self }
}
