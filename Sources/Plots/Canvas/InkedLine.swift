import Diagnostics

/// The colour of a character on a terminal that has colours: one of its own theme, so that it is legible there.
enum TextInk: Hashable {
  case plain
  /// Axes and what lies behind the data.
  case faint
  case series(Series)

  /// The parameter of the escape sequence (ECMA-48 SGR); nil: none.
  fileprivate var code: Int? {
    switch self {
    case .plain: nil
    case .faint: 2
    // Blue, cyan, yellow, magenta, green, red: as near to the palette of pictures as there are names.
    case .series(let series): [34, 36, 33, 35, 32, 31][series.index % 6]
    }
  }
}

/// A line of characters with their colours. Widths are of what is seen.
struct InkedLine {
  private(set) var pieces: [(text: String, ink: TextInk)] = []

  init(_ text: String = "", _ ink: TextInk = .plain) { append(text, ink) }

  var width: Int { pieces.reduce(0) { $0 + $1.text.displayWidth } }
  var isEmpty: Bool { pieces.isEmpty }

  mutating func append(_ text: String, _ ink: TextInk = .plain) {
    guard !text.isEmpty else { return }
    if let last = pieces.last, last.ink == ink {
      pieces[pieces.count - 1].text += text
    } else {
      pieces.append((text, ink))
    }
  }

  static func + (a: InkedLine, b: InkedLine) -> InkedLine {
    var line = a
    for piece in b.pieces { line.append(piece.text, piece.ink) }
    return line
  }

  static func + (a: InkedLine, b: String) -> InkedLine { a + InkedLine(b) }

  func padded(to width: Int, onLeft: Bool = false) -> InkedLine {
    let room = InkedLine(TextLine.spaces(width - self.width))
    return onLeft ? room + self : self + room
  }

  /// Without spaces at the end.
  var trimmed: InkedLine {
    var line = self
    while let last = line.pieces.popLast() {
      let text = TextLine.trimmed(last.text)
      if !text.isEmpty {
        line.append(text, last.ink)
        break
      }
    }
    return line
  }

  /// With escape sequences, each colour ended before the next begins.
  func written(isColored: Bool) -> String {
    pieces.map { piece in
      guard isColored, let code = piece.ink.code else { return piece.text }
      return "\u{1B}[\(code)m\(piece.text)\u{1B}[0m"
    }.joined()
  }
}
