/// Reads what stands in brackets after a metric: a label, or levels `factor=value` with commas between them.
/// Quotes and inner brackets keep what they hold together: `["a, b"]`, `[model.hidden=[32, 32]]`.
enum VariantSelectorScanner {
  /// `start` is the place of the opening bracket.
  static func scan(_ characters: [Character], from start: Int) throws(ExpressionError) -> VariantSelector {
    var closers: [Character] = []
    var quote: Character?
    /// Commas and equals signs outside of quotes and inner brackets.
    var marks: [Int] = []
    var position = start
    scanning: while true {
      guard position < characters.count else {
        throw ExpressionError("'[' without its ']'", at: start..<(start + 1))
      }
      let character = characters[position]
      if let open = quote {
        if character == open { quote = nil }
      } else {
        switch character {
        // An apostrophe within a word is a letter.
        case "\"", "'": if isQuoteStart(characters, position) { quote = character }
        case "[": closers.append("]")
        case "{": closers.append("}")
        case closers.last:
          closers.removeLast()
          if closers.isEmpty { break scanning }
        case ",", "=": if closers.count == 1 { marks.append(position) }
        default: break
        }
      }
      position += 1
    }
    return try selector(characters, start: start, end: position, marks: marks)
  }

  /// The selector between the brackets at `start` and `end`.
  private static func selector(
    _ characters: [Character], start: Int, end: Int, marks: [Int]
  ) throws(ExpressionError) -> VariantSelector {
    let range = start..<(end + 1)
    let inside = trimmed(characters, (start + 1)..<end)
    let text = String(characters[inside])
    guard !text.isEmpty else {
      throw ExpressionError("empty brackets: they name a variant, as in [relu]", at: range)
    }
    guard marks.contains(where: { characters[$0] == "=" }) else {
      return VariantSelector(kind: .label(unquoted(text)), text: text, range: range)
    }
    var levels: [VariantSelector.Level] = []
    var partStart = start + 1
    for partEnd in marks.filter({ characters[$0] == "," }) + [end] {
      let part = trimmed(characters, partStart..<partEnd)
      let equals = marks.first { part.contains($0) && characters[$0] == "=" }
      guard let equals else {
        throw ExpressionError(
          part.isEmpty ? "nothing stands here" : "'\(String(characters[part]))' names no factor",
          at: part.isEmpty ? max(partStart - 1, start)..<partEnd : part,
          hint: "levels are written as in [model.activation=relu, loss=mse]")
      }
      let factor = trimmed(characters, part.lowerBound..<equals)
      let value = trimmed(characters, (equals + 1)..<part.upperBound)
      guard !factor.isEmpty, !value.isEmpty else {
        throw ExpressionError(
          "'=' needs a factor before it and a level after it", at: equals..<(equals + 1),
          hint: "levels are written as in [model.activation=relu, loss=mse]")
      }
      levels.append(
        VariantSelector.Level(
          factor: String(characters[factor]), value: unquoted(String(characters[value])),
          factorRange: factor, valueRange: value))
      partStart = partEnd + 1
    }
    return VariantSelector(kind: .levels(levels), text: text, range: range)
  }

  private static func isQuoteStart(_ characters: [Character], _ position: Int) -> Bool {
    guard let before = characters[..<position].last(where: { !$0.isWhitespace }) else { return true }
    return "[{(,=:".contains(before)
  }

  private static func trimmed(_ characters: [Character], _ range: Range<Int>) -> Range<Int> {
    var (low, high) = (range.lowerBound, range.upperBound)
    while low < high, characters[low].isWhitespace { low += 1 }
    while high > low, characters[high - 1].isWhitespace { high -= 1 }
    return low..<high
  }

  /// Without quotes around all of it.
  private static func unquoted(_ text: String) -> String {
    guard let quote = text.first, quote == "\"" || quote == "'", text.count >= 2, text.last == quote else {
      return text
    }
    let inner = text.dropFirst().dropLast()
    return inner.contains(quote) ? text : String(inner)
  }
}
