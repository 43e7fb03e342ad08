import Diagnostics

/// Cells of a terminal: a character in each, or dots or arms of lines that come together there.
///
/// What comes later covers what came before only if it matters as much: shades, then rules, then faint lines,
/// then boundaries, then data; a character is never covered by a line of its layer.
struct TextGrid {
  typealias Place = (column: Int, row: Int)

  /// How much a cell matters.
  enum Layer: Int, Comparable {
    case empty, shade, guide, faint, boundary, data

    static func < (a: Layer, b: Layer) -> Bool { a.rawValue < b.rawValue }
  }

  private enum Content {
    case character(Character)
    /// Bits of the Unicode braille block.
    case dots(UInt8)
    case arms(UInt8, BoxStroke)
    /// The right half of the wide character before it.
    case covered
  }

  private struct Cell {
    var content = Content.character(" ")
    var layer = Layer.empty
    var owner: Series?
    var ink = TextInk.plain
    /// Observations in the cell.
    var count = 0
  }

  let columns: Int
  let rows: Int
  private var cells: [Cell]

  init(columns: Int, rows: Int) {
    self.columns = columns
    self.rows = rows
    cells = Array(repeating: Cell(), count: columns * rows)
  }

  func line(_ row: Int) -> InkedLine {
    var line = InkedLine()
    for cell in cells[(row * columns)..<((row + 1) * columns)] {
      switch cell.content {
      case .character(let character): line.append(String(character), character == " " ? .plain : cell.ink)
      case .dots(let dots):
        line.append(String(Unicode.Scalar(UInt32(0x2800) + UInt32(dots)) ?? " "), cell.ink)
      case .arms(let arms, let stroke): line.append(String(stroke[arms]), cell.ink)
      case .covered: break
      }
    }
    return line
  }

  private func index(_ place: Place) -> Int? {
    guard (0..<columns).contains(place.column), (0..<rows).contains(place.row) else { return nil }
    return place.row * columns + place.column
  }

  /// A character of one column; `*` where two owners meet.
  mutating func put(
    _ character: Character, at place: Place, _ layer: Layer, owner: Series? = nil, ink: TextInk = .plain
  ) {
    guard let index = index(place), layer >= cells[index].layer else { return }
    var isShared = false
    if layer == .data, let owner, let other = cells[index].owner, other != owner,
      case .character = cells[index].content
    {
      isShared = true
    }
    set(.character(isShared ? "*" : character), at: index, layer, owner, isShared ? .plain : ink)
  }

  /// Text from a cell on; what does not fit into the grid is left out, wide characters whole.
  mutating func put(_ text: String, at place: Place, _ layer: Layer) {
    var column = place.column
    for character in text {
      let width = character.displayWidth
      defer { column += width }
      guard width > 0, let index = index((column, place.row)), column + width <= columns,
        (index..<index + width).allSatisfy({ layer >= cells[$0].layer })
      else { continue }
      set(.character(character), at: index, layer, nil, .plain)
      for other in index + 1..<index + max(width, 1) { set(.covered, at: other, layer, nil, .plain) }
    }
  }

  /// Dots of a cell beside those that it has from the same layer.
  mutating func add(dots: UInt8, at place: Place, _ layer: Layer, owner: Series?, ink: TextInk) {
    guard let index = index(place), layer >= cells[index].layer else { return }
    var dots = dots
    if layer == cells[index].layer {
      guard case .dots(let old) = cells[index].content else { return }
      dots |= old
    }
    set(.dots(dots), at: index, layer, owner, ink)
  }

  /// Arms of a line beside those of its owner; another's line is crossed.
  mutating func add(
    arms: UInt8, _ stroke: BoxStroke, at place: Place, _ layer: Layer, owner: Series?, ink: TextInk
  ) {
    guard let index = index(place), layer >= cells[index].layer else { return }
    var arms = arms
    if layer == cells[index].layer {
      guard case .arms(let old, _) = cells[index].content else { return }
      if cells[index].owner == owner { arms |= old }
    }
    set(.arms(arms, stroke), at: index, layer, owner, ink)
  }

  /// Counts an observation in a cell: how many there are now, or nil outside the grid.
  mutating func count(at place: Place) -> Int? {
    guard let index = index(place) else { return nil }
    cells[index].count += 1
    return cells[index].count
  }

  private mutating func set(
    _ content: Content, at index: Int, _ layer: Layer, _ owner: Series?, _ ink: TextInk
  ) {
    // Half a wide character cannot stay.
    if index + 1 < cells.count, case .covered = cells[index + 1].content,
      case .character = cells[index].content
    {
      cells[index + 1].content = .character(" ")
    }
    if case .covered = cells[index].content, index > 0, case .character = cells[index - 1].content,
      !isCovered(content)
    {
      cells[index - 1].content = .character(" ")
    }
    cells[index].content = content
    cells[index].layer = layer
    cells[index].owner = owner
    cells[index].ink = ink
  }

  private func isCovered(_ content: Content) -> Bool {
    if case .covered = content { true } else { false }
  }
}
