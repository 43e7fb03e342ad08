import Diagnostics

/// Text that has more than one line, or is cut inside.
extension TextWidth {
  /// Broken at spaces, and between characters that fill their squares, into as many lines as it needs; a longer word
  /// is cut.
  static func wrapped(_ text: String, size: Double, width: Double, isBold: Bool = false) -> [String] {
    var lines: [String] = []
    var line = ""
    for piece in pieces(text) {
      if line.isEmpty || of(trimmed(line + piece), size: size, isBold: isBold) <= width {
        line += piece
      } else {
        lines.append(line)
        line = piece
      }
    }
    return (lines + [line]).map { fitted(trimmed($0), size: size, width: width, isBold: isBold) }.filter {
      !$0.isEmpty
    }
  }

  /// On lines of the widths given. What needs more room is cut in its middle, where a sentence about a variant
  /// has the variant's name.
  static func lines(_ text: String, size: Double, widths: [Double], isBold: Bool = false) -> [String] {
    func broken(_ text: String) -> [String]? {
      var lines = [""]
      for piece in pieces(text) {
        if of(trimmed(lines[lines.count - 1] + piece), size: size, isBold: isBold) <= widths[lines.count - 1]
        {
          lines[lines.count - 1] += piece
        } else if lines.count < widths.count,
          of(trimmed(piece), size: size, isBold: isBold) <= widths[lines.count]
        {
          lines.append(piece)
        } else {
          return nil
        }
      }
      return lines.map(trimmed).filter { !$0.isEmpty }
    }
    return broken(text) ?? cutInside(text) { broken($0) }
      ?? [fitted(text, size: size, width: widths[0], isBold: isBold)]
  }

  /// The longest form of `text` without characters of its middle that `form` has room for.
  private static func cutInside<Form>(_ text: String, _ form: (String) -> Form?) -> Form? {
    let characters = Array(text)
    var found: Form?
    // How many characters are kept: `low` have room, `high` have not.
    var (low, high) = (0, characters.count)
    while high - low > 1 {
      let kept = (low + high) / 2
      if let form = form(withoutMiddle(characters, keeping: kept)) {
        found = form
        low = kept
      } else {
        high = kept
      }
    }
    return found
  }

  /// `beginning … end`, the end a little shorter.
  static func withoutMiddle(_ characters: [Character], keeping count: Int, ellipsis: String = "…") -> String {
    let head = (count + 1) / 2
    var start = String(characters.prefix(head))
    while let last = start.last, last == " " || last == "," { start.removeLast() }
    return start + ellipsis + String(characters.suffix(count - head))
  }

  /// Words with the space behind them; characters that fill their squares stand alone.
  private static func pieces(_ text: String) -> [String] {
    var pieces: [String] = []
    var word = ""
    for character in text {
      if character.isWide, !closes(character), !word.isEmpty {
        pieces.append(word)
        word = ""
      }
      word.append(character)
      if character == " " || character.isWide && !opens(character) {
        // A sign that ends a clause stays with what it ends.
        if closes(character), word.count == 1, !pieces.isEmpty {
          pieces[pieces.count - 1] += word
        } else {
          pieces.append(word)
        }
        word = ""
      }
    }
    return word.isEmpty ? pieces : pieces + [word]
  }

  /// A comma, a stop, a closing bracket: no line begins with one.
  private static func closes(_ character: Character) -> Bool {
    switch character.unicodeScalars.first?.properties.generalCategory {
    case .closePunctuation, .finalPunctuation, .otherPunctuation: true
    default: false
    }
  }

  private static func opens(_ character: Character) -> Bool {
    switch character.unicodeScalars.first?.properties.generalCategory {
    case .openPunctuation, .initialPunctuation: true
    default: false
    }
  }

  private static func trimmed(_ text: String) -> String {
    var text = text
    while text.last == " " { text.removeLast() }
    return text
  }
}
