import Plots

/// A rectangle of the plane that a figure shows, and a grid of points over it that networks are asked about.
struct PlaneGrid: Sendable {
  let x: ClosedRange<Double>
  let y: ClosedRange<Double>

  /// Points of the grid along each axis.
  private static let count = 49

  /// The points' rectangle with a margin; nil without any area.
  init?(around points: [Point]) {
    let xs = points.map(\.x).filter(\.isFinite)
    let ys = points.map(\.y).filter(\.isFinite)
    guard let left = xs.min(), let right = xs.max(), let low = ys.min(), let high = ys.max(), left < right,
      low < high
    else { return nil }
    let margin = 0.1 * max(right - left, high - low)
    x = (left - margin)...(right + margin)
    y = (low - margin)...(high + margin)
  }

  /// Row-major, lowest y first, as `ScalarField` has it.
  var points: [Point] {
    let last = Double(Self.count - 1)
    return (0..<Self.count).flatMap { row in
      (0..<Self.count).map { column in
        Point(
          x.lowerBound + Double(column) / last * (x.upperBound - x.lowerBound),
          y.lowerBound + Double(row) / last * (y.upperBound - y.lowerBound))
      }
    }
  }

  func field(_ values: [Double]) -> ScalarField {
    ScalarField(columns: Self.count, rows: Self.count, x: x, y: y, values: values)
  }
}

extension Array {
  /// At most `count`, evenly spread, the first and the last among them.
  func spread(over count: Int) -> [Element] {
    guard self.count > count, count > 1 else { return self }
    return (0..<count).map { self[$0 * (self.count - 1) / (count - 1)] }
  }
}
