/// Outlines of the markers, of about equal area, around a place.
enum MarkerPath {
  /// Corners of a shape, nil for the circle. `radius` is the circle's.
  static func corners(_ shape: MarkerShape, at place: Point, radius: Double) -> [Point]? {
    let unit: [(Double, Double)]
    switch shape {
    case .circle: return nil
    case .square: unit = [(-0.89, -0.89), (0.89, -0.89), (0.89, 0.89), (-0.89, 0.89)]
    case .triangle: unit = [(0, -1.26), (1.15, 0.78), (-1.15, 0.78)]
    case .diamond: unit = [(0, -1.27), (1.27, 0), (0, 1.27), (-1.27, 0)]
    case .downTriangle: unit = [(0, 1.26), (-1.15, -0.78), (1.15, -0.78)]
    case .cross:
      unit = [
        (-0.4, -1.2), (0.4, -1.2), (0.4, -0.4), (1.2, -0.4), (1.2, 0.4), (0.4, 0.4), (0.4, 1.2),
        (-0.4, 1.2), (-0.4, 0.4), (-1.2, 0.4), (-1.2, -0.4), (-0.4, -0.4),
      ]
    case .star:
      // A regular pentagram of outer radius 1.4.
      unit = [
        (0, -1.4), (0.33, -0.45), (1.33, -0.43), (0.53, 0.17), (0.82, 1.13), (0, 0.56), (-0.82, 1.13),
        (-0.53, 0.17), (-1.33, -0.43), (-0.33, -0.45),
      ]
    }
    return unit.map { Point(place.x + $0.0 * radius, place.y + $0.1 * radius) }
  }
}
