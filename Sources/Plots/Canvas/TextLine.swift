import Diagnostics

/// Lines of text measured in terminal columns.
enum TextLine {
  static func spaces(_ count: Int) -> String { String(repeating: " ", count: max(count, 0)) }

  static func padded(_ text: String, to width: Int, onLeft: Bool = false) -> String {
    let room = spaces(width - text.displayWidth)
    return onLeft ? room + text : text + room
  }

  static func trimmed(_ text: String) -> String {
    let end = text.utf8.lastIndex { $0 != UInt8(ascii: " ") }
    return end.map { String(Substring(text.utf8[...$0])) } ?? ""
  }

  /// `text`, or its beginning and an ellipsis.
  static func fitted(_ text: String, to width: Int, ellipsis: String) -> String {
    guard text.displayWidth > width else { return text }
    var kept = text
    while !kept.isEmpty, kept.displayWidth > width - ellipsis.displayWidth { kept.removeLast() }
    return trimmed(kept) + ellipsis
  }

  /// Without characters that a terminal would act on, or that turn the direction of what follows.
  static func printable(_ text: String) -> String {
    if text.isPrintableASCII { return text }
    return String(text.map { isPrintable($0) ? ($0.isSpace ? " " : $0) : " " })
  }

  /// A zero-width joiner is part of an emoji.
  private static func isPrintable(_ character: Character) -> Bool {
    let isAlone = character.unicodeScalars.count == 1
    return character.unicodeScalars.allSatisfy { scalar in
      switch scalar.properties.generalCategory {
      case .control, .lineSeparator, .paragraphSeparator: false
      case .format: scalar.value == 0x200D && !isAlone
      default: true
      }
    }
  }

  /// Signs that ASCII has a way to write are written so; names keep their own letters. No control characters.
  static func plain(_ text: String) -> String {
    if text.isPrintableASCII { return text }
    var result = ""
    for character in text {
      switch character {
      case "−", "–", "‐", "‑": result += "-"
      case "—": result += "--"
      case "±": result += "+/-"
      case "×": result += "x"
      case "→": result += "->"
      case "…": result += "..."
      case "′", "’": result += "'"
      case "≤": result += "<="
      case "≥": result += ">="
      case _ where character.isSpace: result += " "
      default:
        result.append(isPrintable(character) ? character : " ")
      }
    }
    return result
  }

  /// Broken at spaces into lines of at most `width` columns; a longer word is cut.
  static func wrapped(_ text: String, to width: Int, ellipsis: String) -> [String] {
    var lines: [String] = []
    var line = ""
    var isFirst = true
    for word in text.split(separator: " ", omittingEmptySubsequences: false) {
      let candidate = isFirst ? String(word) : line + " " + word
      isFirst = false
      if candidate.displayWidth <= width || line.isEmpty {
        line = candidate
      } else {
        lines.append(trimmed(line))
        line = String(word)
      }
    }
    return (lines + [line]).map { fitted($0, to: width, ellipsis: ellipsis) }.filter { !$0.isEmpty }
  }
}

extension Character {
  /// Spaces that keep words together, or are narrow in print.
  fileprivate var isSpace: Bool { self == "\u{A0}" || self == "\u{202F}" || self == "\u{2009}" }
}
