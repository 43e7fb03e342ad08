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

  /// `text`, or its beginning and `...`.
  static func fitted(_ text: String, to width: Int) -> String {
    guard text.displayWidth > width else { return text }
    var kept = text
    while !kept.isEmpty, kept.displayWidth > width - 3 { kept.removeLast() }
    return trimmed(kept) + "..."
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
      case "\u{A0}", "\u{202F}", "\u{2009}": result += " "
      default:
        let isControl = character.unicodeScalars.contains {
          $0.value < 0x20 || (0x7F..<0xA0).contains($0.value)
        }
        result.append(isControl ? " " : character)
      }
    }
    return result
  }

  /// Broken at spaces into lines of at most `width` columns; a longer word is cut.
  static func wrapped(_ text: String, to width: Int) -> [String] {
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
    return (lines + [line]).map { fitted($0, to: width) }.filter { !$0.isEmpty }
  }
}
