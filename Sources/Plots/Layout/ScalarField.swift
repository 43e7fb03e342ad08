/// Values on a regular grid over a rectangle of the plane.
package struct ScalarField: Hashable, Sendable {
  package let columns: Int
  package let rows: Int
  package let x: ClosedRange<Double>
  package let y: ClosedRange<Double>
  /// Row-major, the lowest y first: `values[row * columns + column]`.
  package let values: [Double]

  package init(
    columns: Int, rows: Int, x: ClosedRange<Double>, y: ClosedRange<Double>, values: [Double]
  ) {
    precondition(columns >= 2 && rows >= 2, "a field of \(columns) × \(rows) has no area")
    precondition(values.count == columns * rows, "\(values.count) values for \(columns) × \(rows)")
    precondition(x.lowerBound < x.upperBound && y.lowerBound < y.upperBound, "empty rectangle \(x), \(y)")
    self.columns = columns
    self.rows = rows
    self.x = x
    self.y = y
    self.values = values.map { $0.isDrawable ? $0.roundedForDrawing : $0 }
  }

  /// The field of a function at the grid's points.
  package init(
    columns: Int, rows: Int, x: ClosedRange<Double>, y: ClosedRange<Double>,
    _ value: (Double, Double) -> Double
  ) {
    var values: [Double] = []
    for row in 0..<rows {
      for column in 0..<columns {
        let u = Double(column) / Double(columns - 1)
        let v = Double(row) / Double(rows - 1)
        values.append(
          value(
            x.lowerBound + u * (x.upperBound - x.lowerBound), y.lowerBound + v * (y.upperBound - y.lowerBound)
          ))
      }
    }
    self.init(columns: columns, rows: rows, x: x, y: y, values: values)
  }

  /// Pointwise mean of fields over the same grid; nil for none.
  package static func mean(of fields: [ScalarField]) -> ScalarField? {
    guard let first = fields.first else { return nil }
    precondition(
      fields.allSatisfy { $0.columns == first.columns && $0.rows == first.rows }, "fields of different grids")
    let values = first.values.indices.map { index in
      fields.reduce(0) { $0 + $1.values[index] } / Double(fields.count)
    }
    return ScalarField(columns: first.columns, rows: first.rows, x: first.x, y: first.y, values: values)
  }

  func measure(_ extent: inout Extent) {
    extent.add(Point(x.lowerBound, y.lowerBound))
    extent.add(Point(x.upperBound, y.upperBound))
  }

  func x(ofColumn column: Double) -> Double {
    x.lowerBound + column / Double(columns - 1) * (x.upperBound - x.lowerBound)
  }

  func y(ofRow row: Double) -> Double {
    y.lowerBound + row / Double(rows - 1) * (y.upperBound - y.lowerBound)
  }

  /// Bilinear between grid points; NaN outside.
  func value(x atX: Double, y atY: Double) -> Double {
    let u = (atX - x.lowerBound) / (x.upperBound - x.lowerBound) * Double(columns - 1)
    let v = (atY - y.lowerBound) / (y.upperBound - y.lowerBound) * Double(rows - 1)
    guard u >= 0, v >= 0, u <= Double(columns - 1), v <= Double(rows - 1) else { return .nan }
    let column = min(Int(u), columns - 2)
    let row = min(Int(v), rows - 2)
    let s = u - Double(column)
    let t = v - Double(row)
    let corner = row * columns + column
    let below = values[corner] * (1 - s) + values[corner + 1] * s
    let above = values[corner + columns] * (1 - s) + values[corner + columns + 1] * s
    return below * (1 - t) + above * t
  }
}
