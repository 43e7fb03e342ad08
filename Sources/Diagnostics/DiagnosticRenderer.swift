/// Writes diagnostics for people:
///
///     xor.md:14:15: error: unknown activation 'rellu'
///       14 |   activation: rellu
///          |               ^~~~~
///          = did you mean 'relu'?
package struct DiagnosticRenderer {
  package var colored: Bool

  package init(colored: Bool = false) {
    self.colored = colored
  }

  package func render(_ diagnostics: [Diagnostic], source: SourceText?) -> String {
    diagnostics.map { render($0, source: source) }.joined()
  }

  package func render(_ diagnostic: Diagnostic, source: SourceText?) -> String {
    var place = ""
    if let file = diagnostic.file ?? source?.name {
      place = diagnostic.range.map { "\(file):\($0.start): " } ?? "\(file): "
    }
    let word = paint(diagnostic.severity.rawValue + ":", diagnostic.severity == .error ? "1;31" : "1;33")
    var text = "\(paint(place, "1"))\(word) \(diagnostic.message)\n"

    var gutter = 4
    if let range = diagnostic.range, let source, source.lines.indices.contains(range.start.line - 1) {
      let number = String(range.start.line)
      gutter = max(number.count + 2, gutter)
      let (line, place) = window(source.line(range.start.line), range)
      text += "\(pad(number, to: gutter)) | \(shown(line))\n"
      text += "\(pad("", to: gutter)) | \(marker(under: line, range: place))\n"
    }
    for hint in diagnostic.hints {
      text += "\(pad("", to: gutter)) = \(hint)\n"
    }
    return text
  }

  /// Longer lines are cut to what stands around the place.
  private static let longestLine = 110

  private func window(_ line: String, _ range: SourceRange) -> (line: String, range: SourceRange) {
    guard line.count > Self.longestLine else { return (line, range) }
    let end = range.end.line == range.start.line ? range.end.column : line.count + 1
    // The place in the middle, as far as the line's ends allow.
    let middle = (range.start.column + min(end, range.start.column + Self.longestLine / 2)) / 2
    let first = min(max(middle - Self.longestLine / 2, 1), line.count - Self.longestLine + 1)
    let cut = Array(line)[(first - 1)..<(first - 1 + Self.longestLine)]
    let (before, after) = (first > 1 ? "…" : "", first - 1 + Self.longestLine < line.count ? "…" : "")
    let shift = before.count - (first - 1)
    let last = min(end, first + Self.longestLine)
    return (
      before + String(cut) + after,
      SourceRange(
        line: range.start.line, column: range.start.column + shift, length: max(last - range.start.column, 1))
    )
  }

  private func paint(_ text: String, _ code: String) -> String {
    colored && !text.isEmpty ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }

  private func pad(_ text: String, to width: Int) -> String {
    String(repeating: " ", count: max(width - text.count, 0)) + text
  }

  /// A tab would shift the caret; other control characters would act on the terminal.
  private func shown(_ line: String) -> String {
    String(line.map { $0 == "\t" ? " " : isControl($0) ? "\u{FFFD}" : $0 })
  }

  private func isControl(_ character: Character) -> Bool {
    character.unicodeScalars.contains { $0.properties.generalCategory == .control }
  }

  private func marker(under line: String, range: SourceRange) -> String {
    let indent = line.prefix(range.start.column - 1).map { String(repeating: " ", count: $0.displayWidth) }
      .joined()
    let end = range.end.line == range.start.line ? range.end.column : line.count + 1
    let marked = line.dropFirst(range.start.column - 1).prefix(max(end - range.start.column, 1))
    let width = max(marked.reduce(0) { $0 + $1.displayWidth }, 1)
    let beyond = max(range.start.column - 1 - line.count, 0)
    return indent + String(repeating: " ", count: beyond)
      + paint(
        "^" + String(repeating: "~", count: width - 1), "1;32")
  }
}

extension Character {
  /// Columns that a terminal gives the character: 2 for East Asian wide and full-width forms and emoji, 0 for a mark
  /// or joiner that stands alone, else 1.
  package var displayWidth: Int {
    guard let first = unicodeScalars.first else { return 0 }
    if first.value < 0x300, utf8.count <= 2 { return 1 }
    switch first.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: break
    }
    // A selector asks for the picture in place of the sign; half-width sound marks have a column of their own.
    return (isWide || unicodeScalars.contains("\u{FE0F}") ? 2 : 1)
      + unicodeScalars.dropFirst().count { $0 == "\u{FF9E}" || $0 == "\u{FF9F}" }
  }

  /// Whether its first scalar is East Asian wide or full-width, or an emoji.
  package var isWide: Bool {
    guard let first = unicodeScalars.first, first.value >= 0x1100 else { return false }
    switch first.value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF,
      0xA000...0xA4CF, 0xA960...0xA97C, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19,
      0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x16FE0...0x18CFF, 0x1B000...0x1B2FF,
      0x1F200...0x1F265, 0x20000...0x3FFFD:
      return true
    default:
      // Regional indicators make flags in pairs.
      return first.properties.isEmojiPresentation || (0x1F1E6...0x1F1FF).contains(first.value)
    }
  }
}

extension String {
  /// Columns that the text takes in a terminal.
  package var displayWidth: Int {
    isPrintableASCII ? utf8.count : reduce(0) { $0 + $1.displayWidth }
  }

  /// Whether it holds nothing but the characters from the space to the tilde, as nearly all labels and numbers do: each
  /// is then a byte and needs no Unicode rules.
  package var isPrintableASCII: Bool { utf8.allSatisfy { (0x20..<0x7F).contains($0) } }
}
