import Diagnostics

/// Draws marks into a grid of characters; a unit of the plot is one cell, and the middles of cells are at whole
/// numbers.
///
/// Nothing is told by colour alone: a series is its letter, `*` where two series share a cell.
struct TextCanvas: Canvas {
  let style: TextStyle
  /// Bands and single seeds are drawn, because there is only one series to keep apart.
  let isDetailed: Bool
  var grid: TextGrid

  var glyphs: TextGlyphs { style.glyphs }

  init(columns: Int, rows: Int, style: TextStyle, isDetailed: Bool) {
    grid = TextGrid(columns: columns, rows: rows)
    self.style = style
    self.isDetailed = isDetailed
  }

  /// Every cell keeps its own share of a line: there is nothing to thin out.
  var linePrecision: Int { .max }
  var contextTolerance: Double { 0 }
  var leastStep: Double { 0 }

  func line(_ row: Int) -> InkedLine { grid.line(row) }

  mutating func points(_ points: [Point], _ style: PointStyle, tips: [String]) {
    var owner: Series
    var ink = TextInk.plain
    switch style {
    case .series(let series, _):
      owner = series
      ink = .series(series)
    case .classMember(let index): owner = Series("\u{1}class", index)
    }
    for point in points {
      if let sign = self.style.sign(of: style) {
        grid.put(sign, at: TextCanvas.cell(point), .data, owner: owner, ink: ink)
      } else {
        dot(TextCanvas.dot(point), .data, owner: owner, ink: ink)
      }
    }
  }

  /// In ASCII the lines are of letters themselves.
  mutating func lineMarkers(_ points: [Point], series: Series) {
    guard style.tier != .ascii, !isDetailed, let letter = style.letters[series] else { return }
    for point in points {
      grid.put(letter, at: TextCanvas.cell(point), .data, owner: series, ink: .series(series))
    }
  }

  mutating func interval(
    low: Double?, mean: Double?, high: Double?, row: Double, series: Series, tip: String
  ) {
    let line = Int(row) - 1
    let ink = TextInk.series(series)
    if let low, let high {
      let first = TextCanvas.rounded(low)
      let last = TextCanvas.rounded(high)
      for column in first...max(first, last) {
        grid.put(glyphs.intervalLine, at: (column, line), .data, ink: ink)
      }
      grid.put(glyphs.intervalStart, at: (first, line), .data, ink: ink)
      grid.put(glyphs.intervalEnd, at: (max(first, last), line), .data, ink: ink)
    }
    if let mean { grid.put(glyphs.mean, at: (TextCanvas.rounded(mean), line), .data, ink: ink) }
  }

  /// A digit where several coincide.
  mutating func dots(_ places: [Double], row: Double, series: Series, tips: [String]) {
    for place in places {
      let cell = (column: TextCanvas.rounded(place), row: Int(row))
      guard let count = grid.count(at: cell) else { continue }
      let sign = count == 1 ? glyphs.seed : count < 10 ? Character(String(count)) : "+"
      grid.put(sign, at: cell, .data, ink: .series(series))
    }
  }

  mutating func field(_ field: ScalarField, levels: [Double], in frame: PanelFrame) {
    guard let middle = levels.isEmpty ? nil : levels[levels.count / 2] else { return }
    // Darker shades would hide points.
    let darkest = 0.5
    for row in 0..<grid.rows {
      for column in 0..<grid.columns {
        let x = frame.x.value(at: (Double(column) - frame.plot.left) / max(frame.plot.width, 1))
        let y = frame.y.value(at: (frame.plot.bottom - Double(row)) / max(frame.plot.height, 1))
        let value = field.value(x: x, y: y)
        if style.tier != .ascii {
          let share = Double(levels.count { value >= $0 }) / Double(levels.count)
          grid.put(glyphs.shade(share * darkest), at: (column, row), .shade, ink: .faint)
        } else if value >= middle {
          // ASCII can tell apart no more than two sides of the middle level under points.
          grid.put(".", at: (column, row), .shade)
        }
      }
    }
  }

  /// The number on the cell's first line, a star behind it where it is marked; the shade on the second, and where
  /// there is more than one darkness to a sign, beside the number too. A cell of one line has its
  /// shade, and the star.
  mutating func cell(_ cell: CellsMark.Cell, at place: Rect) {
    let first = TextCanvas.rounded(place.left)
    let top = TextCanvas.rounded(place.top)
    let shade = cell.share.map { glyphs.shade($0) }
    if TextCanvas.rounded(place.bottom) - top < 2 {
      let sign = shade ?? Character("·")
      for column in first..<TextCanvas.rounded(place.right) { grid.put(sign, at: (column, top), .shade) }
      if cell.isMarked { grid.put("*", at: (TextCanvas.rounded(place.right) - 1, top), .data) }
      return
    }
    let end = max(TextCanvas.rounded(place.right) - 1, first + 1)
    let own = glyphs.plain(cell.text)
    let text = cell.isOutlined ? "[\(own)]" : cell.isMarked ? own + "*" : own
    let width = text.displayWidth
    let isASCII = style.tier == .ascii
    if width <= end - first {
      let start = first + (end - first - width + (cell.isMarked ? 1 : 0)) / 2
      grid.put(text, at: (start, top), .data)
      if !isASCII {
        for column in [start - 1, start + width] where (first..<end).contains(column) {
          grid.put(" ", at: (column, top), .guide)
        }
      }
    }
    guard let shade else { return }
    for column in first..<end {
      if !isASCII { grid.put(shade, at: (column, top), .shade) }
      grid.put(shade, at: (column, top + 1), .shade)
    }
  }

  mutating func failure(at place: Point, series: Series, tip: String) {
    grid.put(glyphs.failure, at: TextCanvas.cell(place), .data, ink: .series(series))
  }

  static func rounded(_ value: Double) -> Int { Int(value.rounded(.toNearestOrEven)) }
  static func cell(_ point: Point) -> TextGrid.Place { (rounded(point.x), rounded(point.y)) }
}
