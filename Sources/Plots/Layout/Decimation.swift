/// Fewer points where a canvas could not tell them apart.
enum Decimation {
  /// The stretches of a line between missing places. Beyond `4 × columns` points, each column of the plot
  /// keeps its first, lowest, highest and last place, in order, so that no spike is lost.
  static func runs(of places: [Point?], in plot: Rect, columns: Int) -> [[Point]] {
    var runs: [[Point]] = []
    var run: [Point] = []
    guard columns < places.count / 4, columns > 0, plot.width > 0 else {
      for place in places {
        if let place {
          run.append(place)
        } else if !run.isEmpty {
          runs.append(run)
          run = []
        }
      }
      return run.isEmpty ? runs : runs + [run]
    }
    func column(_ point: Point) -> Int {
      Int(min(max((point.x - plot.left) / plot.width * Double(columns), -1), Double(columns + 1)))
    }
    var bucket: [Point] = []
    var gap = false
    func empty() {
      guard let first = bucket.first, let last = bucket.last else { return }
      let extremes = bucket.indices.min { bucket[$0].y < bucket[$1].y }
      let others = bucket.indices.max { bucket[$0].y < bucket[$1].y }
      let inner = [extremes, others].compactMap { $0 }.filter { $0 > 0 && $0 < bucket.count - 1 }.sorted()
      run.append(first)
      for index in inner where bucket[index] != run.last { run.append(bucket[index]) }
      if bucket.count > 1 { run.append(last) }
      bucket = []
    }
    for place in places {
      guard let place else {
        gap = true
        continue
      }
      if let last = bucket.last, column(last) != column(place) {
        empty()
        // A gap inside a column is too small to see; one between columns breaks the line.
        if gap, !run.isEmpty {
          runs.append(run)
          run = []
        }
      }
      gap = false
      bucket.append(place)
    }
    empty()
    return run.isEmpty ? runs : runs + [run]
  }
}

/// Fewer points of a curve: those that lie within `tolerance` of the line through the kept ones are left out
/// (Douglas and Peucker 1973).
enum Simplify {
  static func line(_ points: [Point], tolerance: Double) -> [Point] {
    guard points.count > 2 else { return points }
    var keep = [Bool](repeating: false, count: points.count)
    keep[0] = true
    keep[points.count - 1] = true
    var open = [(0, points.count - 1)]
    while let (first, last) = open.popLast() {
      var farthest = 0.0
      var index = first
      for candidate in (first + 1)..<max(last, first + 1) {
        let distance = squaredDistance(points[candidate], points[first], points[last])
        if distance > farthest {
          farthest = distance
          index = candidate
        }
      }
      guard farthest > tolerance * tolerance else { continue }
      keep[index] = true
      if index - first > 1 { open.append((first, index)) }
      if last - index > 1 { open.append((index, last)) }
    }
    return points.indices.filter { keep[$0] }.map { points[$0] }
  }

  /// From a point to the stretch a…b.
  private static func squaredDistance(_ point: Point, _ a: Point, _ b: Point) -> Double {
    let dx = b.x - a.x
    let dy = b.y - a.y
    let length = dx * dx + dy * dy
    let along = length == 0 ? 0 : min(max(((point.x - a.x) * dx + (point.y - a.y) * dy) / length, 0), 1)
    let ex = point.x - a.x - along * dx
    let ey = point.y - a.y - along * dy
    return ex * ex + ey * ey
  }
}
