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
  /// - Parameter count: for `{count}` where the values have none
  /// - Precondition: there is a value for every placeholder
  package func filled(with values: KeyValuePairs<String, any PhraseValue>, count: Int? = nil) -> String {
    var result = ""
    for piece in pieces {
      switch piece {
      case .text(let text):
        if pieces.count == 1 { return text }
        result += text
      case .placeholder(let name):
        if let value = values.first(where: { $0.key == name })?.value {
          result += value.phraseText
        } else if name == "count", let count {
          result += String(count)
        } else {
          preconditionFailure("no value for {\(name)} among \(values.map(\.key))")
        }
      }
    }
    return result
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
