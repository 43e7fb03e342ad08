/// Draws marks into a grid of ASCII characters; a unit of the plot is one cell, and cells are at whole
/// numbers.
///
/// Nothing is told by colour: a series is its letter, `*` where two series share a cell. What comes later
/// covers what came before only if it matters more: shades, then outlines, then lines and observations.
struct TextCanvas: Canvas {
  /// How much a character matters.
  private enum Layer: Int, Comparable {
    case empty, shade, guide, faint, boundary, data

    static func < (a: Layer, b: Layer) -> Bool { a.rawValue < b.rawValue }
  }

  private struct Cell {
    var character: Character = " "
    var layer = Layer.empty
    var owner: Series?
    /// Observations in the cell.
    var count = 0
  }

  let columns: Int
  let rows: Int
  private let letters: SeriesLetters
  /// Bands and single seeds are drawn, because there is only one series to keep apart.
  private let isDetailed: Bool
  private var cells: [Cell]

  init(columns: Int, rows: Int, letters: SeriesLetters, isDetailed: Bool) {
    self.columns = columns
    self.rows = rows
    self.letters = letters
    self.isDetailed = isDetailed
    cells = Array(repeating: Cell(), count: columns * rows)
  }

  /// Every cell keeps its own share of a line: there is nothing to thin out.
  var linePrecision: Int { .max }

  func line(_ row: Int) -> String {
    String(cells[(row * columns)..<((row + 1) * columns)].map(\.character))
  }

  mutating func stroke(_ lines: [[Point]], _ role: StrokeRole, tip: String) {
    for line in lines {
      let places = TextCanvas.cells(of: line)
      switch role {
      case .series(let series, let isDashed):
        let letter = letters[series] ?? "?"
        for place in places where !isDashed || (place.column + place.row) % 2 == 0 {
          put(letter, at: place, .data, owner: series)
        }
      case .seed(let series):
        if isDetailed { places.forEach { put(".", at: $0, .faint, owner: series) } }
      case .boundary: places.forEach { put("#", at: $0, .boundary) }
      case .context: places.forEach { put(".", at: $0, .faint) }
      case .outline: places.forEach { put(".", at: $0, .guide) }
      case .companion: places.forEach { put(".", at: $0, .faint) }
      case .rule:
        let isVertical = places.allSatisfy { $0.column == places.first?.column }
        let isHorizontal = places.allSatisfy { $0.row == places.first?.row }
        let sign: Character = isVertical ? "|" : isHorizontal ? "-" : "."
        places.forEach { put(sign, at: $0, .guide) }
      }
    }
  }

  mutating func band(upper: [Point], lower: [Point], series: Series) {
    guard isDetailed else { return }
    for (top, bottom) in zip(TextCanvas.cells(of: upper), TextCanvas.cells(of: lower))
    where top.column == bottom.column && top.row <= bottom.row {
      for row in top.row...bottom.row { put(".", at: (top.column, row), .faint) }
    }
  }

  mutating func points(_ points: [Point], _ style: PointStyle, tips: [String]) {
    for point in points {
      let place = TextCanvas.cell(point)
      switch style {
      case .series(let series, _): put(letters[series] ?? "?", at: place, .data, owner: series)
      case .classMember(let index):
        put(TextCanvas.sign(ofClass: index), at: place, .data, owner: Series("\u{1}class", index))
      }
    }
  }

  /// `o`, `x`, then others.
  static func sign(ofClass index: Int) -> Character {
    let signs: [Character] = ["o", "x", "v", "s", "z", "w", "u", "n", "c", "e"]
    return signs[index % signs.count]
  }

  /// Letters tell the series apart.
  mutating func lineMarkers(_ points: [Point], series: Series) {}

  mutating func interval(
    low: Double?, mean: Double?, high: Double?, row: Double, series: Series, tip: String
  ) {
    let line = Int(row) - 1
    if let low, let high {
      let first = TextCanvas.rounded(low)
      let last = TextCanvas.rounded(high)
      for column in first...max(first, last) { put("-", at: (column, line), .data) }
      put("[", at: (first, line), .data)
      put("]", at: (max(first, last), line), .data)
    }
    if let mean { put("#", at: (TextCanvas.rounded(mean), line), .data) }
  }

  mutating func dots(_ places: [Double], row: Double, series: Series, tips: [String]) {
    let line = Int(row)
    for place in places {
      let column = TextCanvas.rounded(place)
      guard let index = index((column, line)) else { continue }
      cells[index].count += 1
      let count = cells[index].count
      put(count == 1 ? "o" : count < 10 ? Character(String(count)) : "+", at: (column, line), .data)
    }
  }

  mutating func field(_ field: ScalarField, levels: [Double], in frame: PanelFrame) {
    // Three shades are what ASCII can tell apart: below, around and above the middle level.
    guard let middle = levels.isEmpty ? nil : levels[levels.count / 2] else { return }
    for row in 0..<rows {
      for column in 0..<columns {
        let x = frame.x.value(at: (Double(column) - frame.plot.left) / max(frame.plot.width, 1))
        let y = frame.y.value(at: (frame.plot.bottom - Double(row)) / max(frame.plot.height, 1))
        if field.value(x: x, y: y) >= middle { put(".", at: (column, row), .shade) }
      }
    }
  }

  /// Shades of rising ink.
  private static let shades: [Character] = [" ", ".", ":", "=", "%", "#", "@"]

  /// The number on the cell's first line, a star behind it where it is marked; the shade on the second.
  mutating func cell(_ cell: CellsMark.Cell, at place: Rect) {
    let first = TextCanvas.rounded(place.left)
    let end = max(TextCanvas.rounded(place.right) - 1, first + 1)
    let top = TextCanvas.rounded(place.top)
    let own = TextLine.plain(cell.text)
    let text = cell.isOutlined ? "[\(own)]" : cell.isMarked ? own + "*" : own
    if text.count <= end - first {
      let start = first + (end - first - text.count + (cell.isMarked ? 1 : 0)) / 2
      for (offset, character) in text.enumerated() { put(character, at: (start + offset, top), .data) }
    }
    guard let share = cell.share else { return }
    let shade = TextCanvas.shades[
      Int((share * Double(TextCanvas.shades.count - 1)).rounded(.toNearestOrEven))]
    for column in first..<end { put(shade, at: (column, top + 1), .shade) }
  }

  mutating func box(_ box: BoxMark.Box, row: Double, series: Series, tip: String) {
    let line = Int(row) - 1
    if let whiskers = box.whiskers {
      let ends = [whiskers.lowerBound, whiskers.upperBound].map(TextCanvas.rounded)
      for column in ends[0]...max(ends[0], ends[1]) { put("-", at: (column, line), .data) }
      for end in ends { put("|", at: (end, line), .data) }
    }
    if let quartiles = box.quartiles {
      let ends = [quartiles.lowerBound, quartiles.upperBound].map(TextCanvas.rounded)
      for column in ends[0]...max(ends[0], ends[1]) { put("=", at: (column, line), .data) }
      put("[", at: (ends[0], line), .data)
      put("]", at: (ends[1], line), .data)
    }
    put("#", at: (TextCanvas.rounded(box.median), line), .data)
    for outlier in box.outliers { put("o", at: (TextCanvas.rounded(outlier), line), .data) }
  }

  /// Shades on the row's first line: the darker, the denser.
  mutating func ridge(_ shares: [Point], row: Double, series: Series, tip: String) {
    let line = Int(row) - 1
    var highest = [Double](repeating: 0, count: columns)
    for (a, b) in zip(shares, shares.dropFirst()) {
      for column in max(TextCanvas.rounded(a.x), 0)..<max(min(TextCanvas.rounded(b.x) + 1, columns), 0)
      where column >= 0 && column < columns {
        highest[column] = max(highest[column], (a.y + b.y) / 2)
      }
    }
    for (column, share) in highest.enumerated() where share > 0.01 {
      let step = Int((share * Double(TextCanvas.shades.count - 1)).rounded(.up))
      put(TextCanvas.shades[min(step, TextCanvas.shades.count - 1)], at: (column, line), .data)
    }
  }

  /// Where the picture has room: dark ink for what is bright.
  mutating func image(_ image: GreyImage, at place: Rect, tip: String) {
    let left = TextCanvas.rounded(place.left)
    let top = TextCanvas.rounded(place.top)
    let (width, height) = (TextCanvas.rounded(place.width), TextCanvas.rounded(place.height))
    guard width >= 8, height >= 4 else { return }
    for row in 0..<height {
      for column in 0..<width {
        let pixel = image.pixels[
          (2 * row + 1) * image.height / (2 * height) * image.width
            + (2 * column + 1) * image.width / (2 * width)]
        let step = (Int(pixel) * (TextCanvas.shades.count - 1) + 127) / 255
        put(TextCanvas.shades[step], at: (left + column, top + row), .data)
      }
    }
  }

  mutating func label(_ text: String, at place: Point, width: Double, isStrong: Bool) {
    let shown = TextLine.fitted(TextLine.plain(text), to: max(Int(width), 4))
    let row = TextCanvas.rounded(place.y)
    let start = min(max(TextCanvas.rounded(place.x) - shown.count / 2, 0), max(columns - shown.count, 0))
    for (offset, character) in shown.enumerated() { put(character, at: (start + offset, row), .data) }
  }

  mutating func failure(at place: Point, series: Series, tip: String) {
    put("x", at: TextCanvas.cell(place), .data)
  }

  // MARK: Cells

  private typealias Place = (column: Int, row: Int)

  private static func rounded(_ value: Double) -> Int { Int(value.rounded(.toNearestOrEven)) }
  private static func cell(_ point: Point) -> Place { (rounded(point.x), rounded(point.y)) }

  private func index(_ place: Place) -> Int? {
    guard (0..<columns).contains(place.column), (0..<rows).contains(place.row) else { return nil }
    return place.row * columns + place.column
  }

  private mutating func put(_ character: Character, at place: Place, _ layer: Layer, owner: Series? = nil) {
    guard let index = index(place), layer >= cells[index].layer else { return }
    let isShared = layer == .data && owner != nil && cells[index].owner != nil && cells[index].owner != owner
    cells[index].character = isShared ? "*" : character
    cells[index].layer = layer
    cells[index].owner = owner
  }

  /// The cells of a polyline. One that runs left to right has one per column, and where it is steep the ones
  /// between, shared between both columns; any other is sampled along its length.
  private static func cells(of line: [Point]) -> [Place] {
    guard let first = line.first, let last = line.last else { return [] }
    let isForward = zip(line, line.dropFirst()).allSatisfy { $0.x <= $1.x }
    let start = Int(first.x.rounded(.up))
    let end = Int(last.x.rounded(.down))
    guard isForward, first.x < last.x, start < end else { return sampled(line) }
    var places: [Place] = []
    var segment = 0
    for column in start...end {
      let x = Double(column)
      while segment + 2 < line.count, line[segment + 1].x < x { segment += 1 }
      let a = line[segment]
      let b = line[min(segment + 1, line.count - 1)]
      let share = b.x > a.x ? min(max((x - a.x) / (b.x - a.x), 0), 1) : 1
      let row = rounded(a.y + share * (b.y - a.y))
      if let previous = places.last, abs(row - previous.row) > 1 {
        let step = row > previous.row ? 1 : -1
        let half = previous.row + (row - previous.row) / 2
        for between in stride(from: previous.row + step, to: row, by: step) {
          places.append(((between - half) * step <= 0 ? column - 1 : column, between))
        }
      }
      places.append((column, row))
    }
    return places
  }

  private static func sampled(_ line: [Point]) -> [Place] {
    guard line.count > 1 else { return line.map(cell) }
    return zip(line, line.dropFirst()).flatMap { a, b -> [Place] in
      let steps = max(1, Int(max(abs(b.x - a.x), abs(b.y - a.y)).rounded(.up)))
      return (0...steps).map { step in
        let share = Double(step) / Double(steps)
        return cell(Point(a.x + share * (b.x - a.x), a.y + share * (b.y - a.y)))
      }
    }
  }
}
