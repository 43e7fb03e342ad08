import Diagnostics

/// Where libcmark's lines and columns of inline nodes are in the file. Behind the first line of a paragraph
/// libcmark counts from where the line's text begins, as if all lines were indented like the first.
struct InlinePlaces {
  enum Kind {
    /// On the one line of a heading, columns are the line's.
    case heading
    /// A paragraph in so many block quotes, whose first line's text begins in `base`. Link reference
    /// definitions before it make libcmark count `shift` lines too few.
    case paragraph(line: Int, base: Int, quotes: Int, shift: Int)
    /// Table cells, one per line, each with two bytes put in front.
    case cells([Cell])
  }

  struct Cell {
    let line: Int
    /// The byte of the file's line for each byte of the cell, and for its end.
    let sourceBytes: [Int]
  }

  struct Place: Comparable {
    var line: Int
    /// 0-based.
    var byte: Int

    static func < (a: Place, b: Place) -> Bool { (a.line, a.byte) < (b.line, b.byte) }
  }

  let kind: Kind
  let input: MarkdownInput

  /// libcmark does not count the line end of a hard break that is made by a backslash, nor one before a
  /// link's address or title: columns go on from the line before, and from the next line end on, lines are
  /// told too small by as many.
  private var lostLines = 0
  private var linesInColumns = 0
  /// Where the text of lines begins for libcmark, as far as their first inlines have told.
  private var starts: [Int: Int] = [:]

  init(kind: Kind, input: MarkdownInput) {
    self.kind = kind
    self.input = input
  }

  /// Behind a line end that libcmark has counted.
  mutating func passLineEnd() {
    lostLines += linesInColumns
    linesInColumns = 0
  }

  /// Takes in the column that libcmark gives to the first character of a line that is no space. On a line
  /// that goes on with a paragraph without the markers of the lists and quotes around it, libcmark counts
  /// the spaces before it.
  mutating func calibrate(line: Int, firstColumn: Int) {
    guard case .paragraph(let first, let base, let quotes, _) = kind, line != first else { return }
    let text = Self.prefixLength(input[line].bytes, quotes: quotes)
    let spaces = input[line].bytes[..<text].reversed().prefix { $0 != UInt8(ascii: ">") }.count
    let counted = firstColumn - base
    if counted == 0 || counted == spaces { starts[line] = text - counted }
  }

  /// The same as `peek`, for nodes in the order of the file.
  mutating func place(line: Int, column: Int, isUnbased: Bool = false) -> Place {
    let place = peek(line: line, column: column, isUnbased: isUnbased)
    if case .paragraph(_, _, _, let shift) = kind {
      linesInColumns = max(linesInColumns, place.line - line - shift - lostLines)
    }
    return place
  }

  /// Of a 1-based line and byte column. In a code span or raw HTML of several lines libcmark forgets the
  /// base of the last one.
  func peek(line: Int, column: Int, isUnbased: Bool = false) -> Place {
    switch kind {
    case .heading:
      return Place(line: line, byte: input[line].sourceByte(column - 1))
    case .paragraph(let first, let base, let quotes, let shift):
      var actual = line + shift + lostLines
      var offset = column - (isUnbased ? 1 : base)
      var prefix = prefix(of: actual, first: first, base: base, quotes: quotes)
      while offset > input[actual].bytes.count - prefix, actual < input.lines.count {
        offset -= input[actual].bytes.count - prefix + 1
        actual += 1
        prefix = self.prefix(of: actual, first: first, base: base, quotes: quotes)
      }
      return Place(line: actual, byte: input[actual].sourceByte(prefix + offset))
    case .cells(let cells):
      guard cells.indices.contains((line - 1) / 2) else { return Place(line: 1, byte: 0) }
      let cell = cells[(line - 1) / 2]
      let index = max(0, min(column - 3, cell.sourceBytes.count - 1))
      return Place(line: cell.line, byte: cell.sourceBytes[index])
    }
  }

  func location(_ place: Place) -> SourceLocation {
    let line = min(max(place.line, 1), input.source.lines.count)
    let byte = line == place.line ? min(max(place.byte, 0), input.source[line].bytes.count) : 0
    return input.source.location(line: line, byte: byte)
  }

  func range(_ start: Place, _ end: Place) -> SourceRange {
    SourceRange(location(start), location(end))
  }

  /// The first character that is no space, of a line within a paragraph.
  func start(ofLine line: Int) -> Place {
    guard case .paragraph(_, _, let quotes, _) = kind else { return Place(line: line, byte: 0) }
    return Place(
      line: line, byte: input[line].sourceByte(Self.prefixLength(input[line].bytes, quotes: quotes)))
  }

  /// The place of a column of the line that `place` is on.
  func place(onLineOf place: Place, column: Int) -> Place {
    guard case .paragraph(let first, let base, let quotes, _) = kind else { return place }
    let prefix = prefix(of: place.line, first: first, base: base, quotes: quotes)
    return Place(line: place.line, byte: input[place.line].sourceByte(prefix + column - base))
  }

  private func prefix(of line: Int, first: Int, base: Int, quotes: Int) -> Int {
    if line == first { return base - 1 }
    if let start = starts[line] { return start }
    let bytes = input[line].bytes
    let text = Self.prefixLength(bytes, quotes: quotes)
    let markers = bytes[..<text].count { $0 == UInt8(ascii: ">") }
    return markers < quotes ? (bytes[..<text].lastIndex(of: UInt8(ascii: ">")) ?? -1) + 1 : text
  }

  /// How many bytes of a continuation line stand before its text: spaces, and the markers of block quotes.
  static func prefixLength(_ bytes: [UInt8], quotes: Int) -> Int {
    var position = 0
    var left = quotes
    while position < bytes.count {
      if bytes[position] == UInt8(ascii: ">"), left > 0 {
        left -= 1
      } else if bytes[position] != 0x20, bytes[position] != 0x09 {
        break
      }
      position += 1
    }
    return position
  }
}
