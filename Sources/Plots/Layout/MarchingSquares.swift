extension ScalarField {
  /// The lines on which the field equals `level`, in data units; they end at the border. Cells with a value
  /// that is not finite have none.
  package func contours(at level: Double) -> [[Point]] {
    MarchingSquares(columns: columns, rows: rows, level: level) { column, row in
      values[row * columns + column]
    }.lines().map { line in
      line.map { Point(x(ofColumn: $0.x), y(ofRow: $0.y)) }
    }
  }

  /// The border of the places where the field reaches `level`, as closed loops for an even-odd fill.
  func filledContours(from level: Double) -> [[Point]] {
    // A ring of low values around the grid closes every loop; its cells are then squeezed to no width.
    MarchingSquares(columns: columns + 2, rows: rows + 2, level: level) { column, row in
      guard (1...columns).contains(column), (1...rows).contains(row) else { return level - 1 }
      let value = values[(row - 1) * columns + column - 1]
      return value.isFinite ? value : level - 1
    }.lines().map { line in
      line.map { point in
        Point(
          x(ofColumn: min(max(point.x - 1, 0), Double(columns - 1))),
          y(ofRow: min(max(point.y - 1, 0), Double(rows - 1))))
      }
    }
  }
}

/// Contour lines of a grid (Lorensen and Cline 1987 in the plane): each cell gives up to two segments between
/// its edges, which are then joined. Saddles are decided by the mean of the corners.
private struct MarchingSquares {
  let columns: Int
  let rows: Int
  let level: Double
  private let values: [Double]

  init(columns: Int, rows: Int, level: Double, value: (Int, Int) -> Double) {
    self.columns = columns
    self.rows = rows
    self.level = level
    var values: [Double] = []
    values.reserveCapacity(columns * rows)
    for row in 0..<rows {
      for column in 0..<columns { values.append(value(column, row)) }
    }
    self.values = values
  }

  /// In grid units. Open lines first, then loops, each whose first and last place are the same.
  func lines() -> [[Point]] {
    // Edges are numbered: 2k is from grid point k to the right, 2k + 1 from it upward. An edge has at most
    // two neighbours, one in each of its cells.
    var edges = Edges(count: 2 * columns * rows)
    for row in 0..<(rows - 1) {
      for column in 0..<(columns - 1) { addSegments(column, row, to: &edges) }
    }
    var lines: [[Point]] = []
    for edge in edges.all where edges.isEnd(edge) { lines.append(edges.follow(from: edge).map(crossing)) }
    for edge in edges.all where edges.isOpen(edge) { lines.append(edges.follow(from: edge).map(crossing)) }
    return lines
  }

  /// Which edges the line goes to from each, and which it has come by.
  private struct Edges {
    /// −1 where there is none.
    private var first: [Int32]
    private var second: [Int32]
    private var visited: [Bool]

    init(count: Int) {
      first = Array(repeating: -1, count: count)
      second = first
      visited = Array(repeating: false, count: count)
    }

    var all: Range<Int> { first.indices }

    mutating func join(_ a: Int, _ b: Int) {
      add(a, b)
      add(b, a)
    }

    private mutating func add(_ from: Int, _ to: Int) {
      if first[from] < 0 { first[from] = Int32(to) } else { second[from] = Int32(to) }
    }

    /// Crossed, and not yet part of a line.
    func isOpen(_ edge: Int) -> Bool { first[edge] >= 0 && !visited[edge] }

    /// At the end of an open line.
    func isEnd(_ edge: Int) -> Bool { isOpen(edge) && second[edge] < 0 }

    mutating func follow(from start: Int) -> [Int] {
      var edges = [start]
      visited[start] = true
      var edge = start
      while true {
        let (a, b) = (Int(first[edge]), Int(second[edge]))
        let next = a >= 0 && !visited[a] ? a : b >= 0 && !visited[b] ? b : -1
        guard next >= 0 else { break }
        visited[next] = true
        edges.append(next)
        edge = next
      }
      if edges.count > 2, Int(first[edge]) == start || Int(second[edge]) == start { edges.append(start) }
      return edges
    }
  }

  /// The cell's segments, each from edge to edge.
  private func addSegments(_ column: Int, _ row: Int, to edges: inout Edges) {
    let corner = row * columns + column
    let (a, b) = (values[corner], values[corner + 1])
    let (c, d) = (values[corner + columns + 1], values[corner + columns])
    let mask = (a >= level ? 1 : 0) | (b >= level ? 2 : 0) | (c >= level ? 4 : 0) | (d >= level ? 8 : 0)
    guard mask != 0, mask != 15, a.isFinite, b.isFinite, c.isFinite, d.isFinite else { return }
    let bottom = 2 * corner
    let top = 2 * (corner + columns)
    let left = 2 * corner + 1
    let right = 2 * (corner + 1) + 1
    switch mask {
    case 1, 14: edges.join(left, bottom)
    case 2, 13: edges.join(bottom, right)
    case 3, 12: edges.join(left, right)
    case 4, 11: edges.join(right, top)
    case 6, 9: edges.join(bottom, top)
    case 7, 8: edges.join(left, top)
    default:
      // A saddle: 5 or 10.
      let isHighInside = a / 4 + b / 4 + c / 4 + d / 4 >= level
      if isHighInside == (mask == 5) {
        edges.join(left, top)
        edges.join(bottom, right)
      } else {
        edges.join(left, bottom)
        edges.join(right, top)
      }
    }
  }

  /// Where the level lies on an edge.
  private func crossing(_ edge: Int) -> Point {
    let point = edge / 2
    let column = Double(point % columns)
    let row = Double(point / columns)
    let isUpward = edge % 2 == 1
    let from = values[point]
    let to = values[isUpward ? point + columns : point + 1]
    let share = from == to ? 0.5 : min(max((level - from) / (to - from), 0), 1)
    return isUpward ? Point(column, row + share) : Point(column + share, row)
  }
}
