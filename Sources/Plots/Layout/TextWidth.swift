import Diagnostics

/// Widths of text without a font at hand: the advances of Arial at 1000 units per em, and a fifth more, which
/// covers the wider faces that a reader's machine may choose. Chinese, Japanese and Korean characters fill an em in
/// every face and weight.
enum TextWidth {
  static func of(_ text: String, size: Double, isBold: Bool = false) -> Double {
    let spread = isBold ? 1.28 : 1.2
    if text.isPrintableASCII {
      return Double(text.utf8.reduce(0) { $0 + Int(ascii[Int($1) - 32]) }) / 1000 * size * spread
    }
    var units = 0
    var ideographs = 0
    for character in text {
      if fillsItsSquare(character) { ideographs += 1 } else { units += advance(character) }
    }
    return Double(units) / 1000 * size * spread + Double(ideographs) * size
  }

  /// `text`, or its beginning and an ellipsis, at most `width` wide.
  static func fitted(_ text: String, size: Double, width: Double, isBold: Bool = false) -> String {
    guard of(text, size: size, isBold: isBold) > width else { return text }
    var kept = text
    while !kept.isEmpty, of(kept + "…", size: size, isBold: isBold) > width { kept.removeLast() }
    while let last = kept.last, last == " " || last == "," { kept.removeLast() }
    return kept + "…"
  }

  /// Emoji are wider than their em in some faces.
  private static func fillsItsSquare(_ character: Character) -> Bool {
    character.isWide && character.unicodeScalars.first?.properties.isEmoji == false
  }

  private static func advance(_ character: Character) -> Int {
    guard let scalar = character.unicodeScalars.first?.value else { return 0 }
    if scalar >= 32, scalar < 127 { return Int(ascii[Int(scalar) - 32]) }
    if character.isWide { return 1000 }
    switch character {
    case "−", "±", "×", "÷": return 584
    case "→", "…": return 1000
    case "–": return 556
    default: return 667
    }
  }

  /// From the space to the tilde.
  private static let ascii: [UInt16] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278,
    556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556,
    1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778,
    667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556,
    333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556,
    556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
  ]
}
