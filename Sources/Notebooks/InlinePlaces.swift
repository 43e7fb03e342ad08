import Diagnostics

/// Where libcmark's lines and columns of inline nodes are in the file. Behind the first line of a paragraph libcmark
/// counts from where the line's text begins, as if all lines were indented like the first.
struct InlinePlaces {
  enum Kind {
    /// On the one line of a heading, columns are the line's.
    case heading
    /// A paragraph in so many block quotes, whose first line's text begins in `base`. Link reference definitions
    /// before it make libcmark count `shift` lines too few.
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

  /// Of a 1-based line and byte column. In a code span or raw HTML of several lines libcmark forgets the base of
  /// the last one.
  func place(line: Int, column: Int, isUnbased: Bool = false) -> Place {
    switch kind {
    case .heading:
      return Place(line: line, byte: input[line].sourceByte(column - 1))
    case .paragraph(let first, let base, let quotes, let shift):
      let actual = line + shift
      let prefix =
        actual == first ? base - 1 : Self.prefixLength(input[actual].bytes, quotes: quotes)
      let byte = prefix + column - (isUnbased ? 1 : base)
      return Place(line: actual, byte: input[actual].sourceByte(byte))
    case .cells(let cells):
      guard cells.indices.contains((line - 1) / 2) else { return Place(line: 1, byte: 0) }
      let cell = cells[(line - 1) / 2]
      let index = max(0, min(column - 3, cell.sourceBytes.count - 1))
      return Place(line: cell.line, byte: cell.sourceBytes[index])
    }
  }

  func location(_ place: Place) -> SourceLocation {
    input.source.location(line: place.line, byte: place.byte)
  }

  func range(_ start: Place, _ end: Place) -> SourceRange {
    SourceRange(location(start), location(end))
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
