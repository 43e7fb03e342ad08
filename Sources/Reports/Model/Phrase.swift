/// A text with places for what differs from use to use: `Table {number}`.
package struct Phrase: Hashable, Sendable {
  private enum Piece: Hashable, Sendable {
    case text(String)
    case placeholder(String)
  }

  private let pieces: [Piece]

  /// - Throws: for a brace that belongs to no `{name}` of lower-case letters
  package init(_ text: String) throws(PhraseError) {
    var pieces: [Piece] = []
    var rest = text[...]
    while let brace = rest.firstIndex(where: { $0 == "{" || $0 == "}" }) {
      if brace > rest.startIndex { pieces.append(.text(String(rest[..<brace]))) }
      let after = rest[rest.index(after: brace)...]
      guard rest[brace] == "{", let end = after.firstIndex(of: "}"), end > after.startIndex,
        after[..<end].allSatisfy({ ("a"..."z").contains($0) })
      else { throw PhraseError(text: text) }
      pieces.append(.placeholder(String(after[..<end])))
      rest = after[after.index(after: end)...]
    }
    if !rest.isEmpty { pieces.append(.text(String(rest))) }
    self.pieces = pieces
  }

  /// The text around the places.
  package var words: String {
    pieces.compactMap { if case .text(let text) = $0 { text } else { nil } }.joined(separator: " ")
  }

  /// In order of appearance.
  package var placeholders: [String] {
    pieces.compactMap { if case .placeholder(let name) = $0 { name } else { nil } }
  }

  /// The text with its places filled in.
  /// - Parameters:
  ///   - count: for `{count}` where the values have none
  ///   - closesBlanks: whether a blank beside a place is left out where what stands on both sides of it is Chinese: a
  ///     blank belongs between Chinese and Latin characters only
  /// - Precondition: there is a value for every placeholder
  package func filled(
    with values: KeyValuePairs<String, any PhraseValue>, count: Int? = nil, closesBlanks: Bool = false
  ) -> String {
    var result = ""
    for piece in pieces {
      switch piece {
      case .text(let text):
        if pieces.count == 1 { return text }
        Self.append(text, to: &result, closesBlanks)
      case .placeholder(let name):
        if let value = values.first(where: { $0.key == name })?.value {
          Self.append(value.phraseText, to: &result, closesBlanks)
        } else if name == "count", let count {
          result += String(count)
        } else {
          preconditionFailure("no value for {\(name)} among \(values.map(\.key))")
        }
      }
    }
    return result
  }

  private static func append(_ text: String, to result: inout String, _ closesBlanks: Bool) {
    guard closesBlanks, let first = text.first, let last = result.last else {
      result += text
      return
    }
    func isChinese(_ character: Character?) -> Bool {
      character.map { $0.isWide || $0 == "“" || $0 == "”" } ?? false
    }
    if last == " ", isChinese(first), isChinese(result.dropLast().last) {
      result.removeLast()
    } else if first == " ", isChinese(last), isChinese(text.dropFirst().first) {
      result += text.dropFirst()
      return
    }
    result += text
  }
}

/// A text whose braces are no placeholders.
package struct PhraseError: Error, Hashable, CustomStringConvertible {
  package let text: String
  package var description: String { "the braces of '\(text)' are no placeholders such as {name}" }
}

/// What fills a place of a phrase: text, or a whole number without grouping.
package protocol PhraseValue { var phraseText: String { get } }
extension String: PhraseValue { package var phraseText: String { self } }
extension Int: PhraseValue { package var phraseText: String { String(self) } }
