/// A word of TeX.
struct MathToken: Hashable, Sendable {
  enum Kind: Hashable, Sendable {
    /// `\name`, or a backslash and one character; without the backslash.
    case macro(String)
    case open, close, superscript, `subscript`, ampersand
    case character(Character)
    case end
  }

  let kind: Kind
  /// The first character, from 0.
  let offset: Int
}

/// Cuts TeX into words, one at a time: what is text and what formula shows only while it is read.
struct MathTokenizer {
  let characters: [Character]
  /// The next character to read.
  var position = 0

  init(_ tex: String) {
    characters = Array(tex)
  }

  /// The next word; spaces before it mean nothing.
  mutating func next() -> MathToken {
    while position < characters.count, characters[position].isWhitespace { position += 1 }
    let offset = position
    guard offset < characters.count else { return MathToken(kind: .end, offset: offset) }
    position += 1
    let kind: MathToken.Kind =
      switch characters[offset] {
      case "{": .open
      case "}": .close
      case "^": .superscript
      case "_": .subscript
      case "&": .ampersand
      case "\\": .macro(name())
      case let character: .character(character)
      }
    return MathToken(kind: kind, offset: offset)
  }

  private mutating func name() -> String {
    let start = position
    while position < characters.count, characters[position].isTeXLetter { position += 1 }
    if position == start, position < characters.count { position += 1 }
    return String(characters[start..<position])
  }

  /// The text between `{` at `offset` and the `}` that closes it, where `\{` and `\,` stand for characters;
  /// reads on behind it.
  mutating func text(from offset: Int, of macro: String) throws(MathError) -> String {
    guard offset < characters.count, characters[offset] == "{" else {
      throw MathError("'\\\(macro)' needs text in braces", at: offset, hint: "write \\\(macro){…}")
    }
    var text = ""
    var depth = 0
    position = offset
    while position < characters.count {
      let character = characters[position]
      position += 1
      switch character {
      case "{": depth += 1
      case "}":
        depth -= 1
        if depth == 0 { return text }
      case "\\":
        let start = position - 1
        let name = name()
        guard let escape = Self.escapes[name] else {
          throw MathError(
            "'\\\(name)' cannot stand in the text of '\\\(macro)'", at: start,
            hint: "close the braces before it")
        }
        text += escape
      case "~": text += "\u{A0}"
      default: text.append(character.isWhitespace ? " " : character)
      }
    }
    throw MathError("'{' is never closed", at: offset)
  }

  private static let escapes = [
    "{": "{", "}": "}", "%": "%", "$": "$", "_": "_", "&": "&", "#": "#", " ": " ", ",": "\u{2009}",
    ";": "\u{2005}", ":": "\u{2005}", "!": "",
  ]
}

extension Character {
  /// What the name of a macro is made of.
  var isTeXLetter: Bool { isASCII && isLetter }
  var isTeXDigit: Bool { ("0"..."9").contains(self) }
}
