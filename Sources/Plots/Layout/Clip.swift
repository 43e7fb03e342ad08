/// Lines cut at the border of the plot, so that a cropped axis needs no clip path.
enum Clip {
  /// The pieces of a polyline inside the rectangle (Liang and Barsky 1984, segment by segment).
  static func line(_ points: [Point], to plot: Rect) -> [[Point]] {
    if points.count == 1 { return plot.contains(points[0], slack: 0.05) ? [points] : [] }
    if points.allSatisfy({ plot.contains($0, slack: 0.05) }) { return points.isEmpty ? [] : [points] }
    var pieces: [[Point]] = []
    for index in points.indices.dropLast() {
      guard let (start, end) = segment(points[index], points[index + 1], plot) else { continue }
      if let last = pieces.last?.last, last == start {
        if end != start { pieces[pieces.count - 1].append(end) }
      } else {
        pieces.append(start == end ? [start] : [start, end])
      }
    }
    return pieces
  }

  private static func segment(_ a: Point, _ b: Point, _ plot: Rect) -> (Point, Point)? {
    let dx = b.x - a.x
    let dy = b.y - a.y
    var from = 0.0
    var to = 1.0
    for (direction, room) in [
      (-dx, a.x - plot.left), (dx, plot.right - a.x), (-dy, a.y - plot.top), (dy, plot.bottom - a.y),
    ] {
      if direction == 0 {
        if room < 0 { return nil }
      } else if direction < 0 {
        from = max(from, room / direction)
      } else {
        to = min(to, room / direction)
      }
    }
    guard from <= to else { return nil }
    let start = from == 0 ? a : Point(a.x + from * dx, a.y + from * dy)
    let end = to == 1 ? b : Point(a.x + to * dx, a.y + to * dy)
    return (start, end)
  }
}
