/// Finds in prose what Markdown must not read: formulas, and references to footnotes.
///
/// `$…$` and `$$…$$` go by the rules of GitHub and Pandoc: behind an opening `$` stands no space and before it no
/// letter or digit; before a closing `$` stands no space and behind it no letter or digit; `\$` is a dollar sign; code
/// spans are passed over. `$$` at the head of a line may reach over several lines without a blank one. A reference is
/// `[^id]`, where the id has no spaces.
struct PieceFinder {
  struct Piece {
    let line: Int
    /// Bytes of the file's line.
    let bytes: Range<Int>
  }

  enum Kind: Hashable {
    case formula(isDisplay: Bool)
    /// The id as written.
    case footnote(String)
  }

  struct Found {
    let kind: Kind
    let pieces: [Piece]
  }

  static func find(in source: SourceLines, lines: [[UInt8]], isCode: [Bool]) -> [Found] {
    var finder = PieceFinder(lines: lines)
    var index = 0
    while index < lines.count {
      var end = index
      while end < lines.count, !isCode[end], !isBlank(lines[end]) { end += 1 }
      if end > index { finder.scan(lines: index..<end) }
      index = end + 1
    }
    return finder.found
  }

  private let lines: [[UInt8]]
  private var found: [Found] = []
  /// No formula that opens on this line before this byte is ever closed: known from an earlier look.
  private var unclosed = (line: -1, until: 0)
  private let dollar = UInt8(ascii: "$")
  private let tick = UInt8(ascii: "`")
  private let backslash = UInt8(ascii: "\\")

  private init(lines: [[UInt8]]) {
    self.lines = lines
  }

  private static func isBlank(_ line: [UInt8]) -> Bool {
    line.allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == UInt8(ascii: ">") }
  }

  private mutating func scan(lines range: Range<Int>) {
    var line = range.lowerBound
    var position = 0
    while line < range.upperBound {
      let bytes = lines[line]
      guard position < bytes.count else {
        line += 1
        position = 0
        continue
      }
      switch bytes[position] {
      case backslash:
        position += 2
      case tick:
        let run = runLength(tick, bytes, position)
        let isFormula = position > 0 && bytes[position - 1] == dollar
        if let behind = endOfCode(line, position + run, run, range) {
          (line, position) = behind
          // The dollar that closes a code span's formula opens nothing.
          if isFormula, position < lines[line].count, lines[line][position] == dollar { position += 1 }
        } else {
          position += run
        }
      case dollar:
        let run = runLength(dollar, bytes, position)
        if run == 2, let end = display(line, position, range) {
          (line, position) = end
        } else if run == 1, let end = inline(line, position) {
          found.append(
            Found(kind: .formula(isDisplay: false), pieces: [Piece(line: line + 1, bytes: position..<end)]))
          position = end
        } else {
          position += run
        }
      case UInt8(ascii: "["):
        guard let end = Footnotes.label(bytes, at: position) else {
          position += 1
          continue
        }
        let isLink = end < bytes.count && bytes[end] == UInt8(ascii: "(")
        let isDefinition = Footnotes.definition(bytes)?.lowerBound == position
        if !isLink, !isDefinition {
          let label = String(decoding: bytes[(position + 2)..<(end - 1)], as: UTF8.self)
          found.append(Found(kind: .footnote(label), pieces: [Piece(line: line + 1, bytes: position..<end)]))
        }
        position = end
      default:
        position += 1
      }
    }
  }

  private func runLength(_ byte: UInt8, _ bytes: [UInt8], _ start: Int) -> Int {
    bytes[start...].prefix { $0 == byte }.count
  }

  /// Behind the run of `count` backticks that closes a code span.
  private func endOfCode(_ line: Int, _ start: Int, _ count: Int, _ range: Range<Int>) -> (Int, Int)? {
    var position = start
    for current in line..<range.upperBound {
      let bytes = lines[current]
      while position < bytes.count {
        guard bytes[position] == tick else {
          position += 1
          continue
        }
        let run = runLength(tick, bytes, position)
        position += run
        if run == count { return (current, position) }
      }
      position = 0
    }
    return nil
  }

  /// Behind the formula that the `$` at `start` opens.
  private mutating func inline(_ line: Int, _ start: Int) -> Int? {
    let bytes = lines[line]
    guard start + 1 < bytes.count, !isSpace(bytes[start + 1]), start == 0 || !isWord(bytes[start - 1]),
      unclosed.line != line || start >= unclosed.until
    else { return nil }
    var position = start + 1
    while position < bytes.count {
      switch bytes[position] {
      case backslash: position += 2
      case tick:
        unclosed = (line, position)
        return nil
      case dollar:
        let next = position + 1 < bytes.count ? bytes[position + 1] : 0x20
        if next == dollar {
          unclosed = (line, position)
          return nil
        }
        if !isSpace(bytes[position - 1]), !isWord(next) { return position + 1 }
        position += 1
      default: position += 1
      }
    }
    unclosed = (line, bytes.count)
    return nil
  }

  /// Takes in the formula that the `$$` at `start` opens.
  private mutating func display(_ line: Int, _ start: Int, _ range: Range<Int>) -> (Int, Int)? {
    let head = lines[line][..<start]
    let quotes = head.filter { $0 == UInt8(ascii: ">") }.count
    let isAtHead = head.allSatisfy { " \t>-+*.)0123456789".utf8.contains($0) }
    var pieces: [Piece] = []
    var position = start + 2
    var isEmpty = true
    for current in line..<(isAtHead ? range.upperBound : line + 1) {
      let bytes = lines[current]
      let begin = current == line ? start : prefixLength(bytes, quotes: quotes)
      if current > line { position = begin }
      while position < bytes.count {
        if bytes[position] == backslash {
          isEmpty = false
          position += 2
        } else if bytes[position] == dollar, position + 1 < bytes.count, bytes[position + 1] == dollar {
          guard !isEmpty else { return nil }
          pieces.append(Piece(line: current + 1, bytes: begin..<(position + 2)))
          found.append(Found(kind: .formula(isDisplay: true), pieces: pieces))
          return (current, position + 2)
        } else {
          if !isSpace(bytes[position]) { isEmpty = false }
          position += 1
        }
      }
      guard begin < bytes.count else { return nil }
      pieces.append(Piece(line: current + 1, bytes: begin..<bytes.count))
    }
    return nil
  }

  private func prefixLength(_ bytes: [UInt8], quotes: Int) -> Int {
    var position = 0
    var left = quotes
    while position < bytes.count,
      isSpace(bytes[position]) || (left > 0 && bytes[position] == UInt8(ascii: ">"))
    {
      if bytes[position] == UInt8(ascii: ">") { left -= 1 }
      position += 1
    }
    return position
  }

  private func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

  private func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "A")...UInt8(ascii: "Z"):
      true
    default: false
    }
  }
}
