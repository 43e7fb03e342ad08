import Diagnostics

/// Attributes in Pandoc's form, `{#id .kind key=value}`, each with its place.
struct BlockAttributes {
  struct Word {
    let text: String
    let range: SourceRange
  }

  private(set) var ids: [Word] = []
  private(set) var classes: [Word] = []
  private(set) var pairs: [ParameterBlock.Attribute] = []
  private(set) var range: SourceRange

  /// The language before the attributes, `yaml`; nil from text without attributes, which is prose.
  ///
  /// - Parameters:
  ///   - info: the info string as it stands in the file
  ///   - start: where it stands
  static func read(
    info: String, at start: SourceLocation, collector: inout DiagnosticCollector
  ) -> (language: String, attributes: BlockAttributes)? {
    let characters = Array(info)
    guard let brace = characters.firstIndex(of: "{") else { return nil }
    let language = String(characters[..<brace]).trimmingSpaces
    var attributes = BlockAttributes(
      range: SourceRange(line: start.line, column: start.column + brace, length: 1))
    attributes.read(characters, from: brace, start: start, collector: &collector)
    return (language, attributes)
  }

  private init(range: SourceRange) {
    self.range = range
  }

  private mutating func read(
    _ characters: [Character], from brace: Int, start: SourceLocation, collector: inout DiagnosticCollector
  ) {
    func place(_ from: Int, _ to: Int) -> SourceRange {
      SourceRange(line: start.line, column: start.column + from, length: to - from)
    }
    func isSpace(_ character: Character) -> Bool { character == " " || character == "\t" }

    var position = brace + 1
    var closed = false
    var lacksQuote = false
    while position < characters.count, !closed {
      let character = characters[position]
      if isSpace(character) {
        position += 1
        continue
      }
      if character == "}" {
        closed = true
        position += 1
        continue
      }
      // One word, up to a space or the brace; a quoted value may hold both.
      let wordStart = position
      var quote: Character?
      while position < characters.count {
        let next = characters[position]
        if let open = quote {
          if next == open { quote = nil }
        } else if isSpace(next) || next == "}" {
          break
        } else if next == "\"" || next == "'", position > wordStart, characters[position - 1] == "=" {
          quote = next
        }
        position += 1
      }
      if quote != nil {
        lacksQuote = true
        collector.error("this value's quote is never closed", at: place(wordStart, position))
      }
      let body = String(characters[(wordStart + 1)..<max(position, wordStart + 1)])
      let bodyRange = place(wordStart + 1, position)
      switch character {
      case "#":
        if !body.isEmpty, body.allSatisfy(Self.isIDCharacter) {
          ids.append(Word(text: body, range: bodyRange))
        } else {
          collector.error(
            body.isEmpty ? "'#' must be followed by an id" : "invalid id '\(body)'",
            at: place(wordStart, position),
            hints: ["an id has letters, digits, '-' and '_'"])
        }
      case ".":
        if body.isEmpty {
          collector.error("'.' must be followed by a kind", at: place(wordStart, position))
        } else {
          classes.append(Word(text: body, range: bodyRange))
        }
      default:
        readPair(characters, wordStart, position, place: place, collector: &collector)
      }
    }
    range = place(brace, position)
    if lacksQuote { return }
    if !closed {
      collector.error(
        "the attributes' '{' is never closed", at: place(brace, position), hints: ["end them with '}'"])
    } else if let extra = characters[position...].firstIndex(where: { !isSpace($0) }) {
      collector.error("unexpected text after the attributes", at: place(extra, characters.count))
    }
  }

  private mutating func readPair(
    _ characters: [Character], _ start: Int, _ end: Int, place: (Int, Int) -> SourceRange,
    collector: inout DiagnosticCollector
  ) {
    let word = String(characters[start..<end])
    guard let equals = characters[start..<end].firstIndex(of: "="), equals > start else {
      collector.error(
        "unexpected '\(word)' among the attributes", at: place(start, end),
        hints: ["attributes are '#id', '.kind' and 'key=value'"])
      return
    }
    let key = String(characters[start..<equals])
    var valueStart = equals + 1
    var valueEnd = end
    if valueEnd - valueStart >= 2, let quote = characters[valueStart..<valueEnd].first,
      quote == "\"" || quote == "'", characters[valueEnd - 1] == quote
    {
      valueStart += 1
      valueEnd -= 1
    }
    if let earlier = pairs.first(where: { $0.key == key }) {
      collector.error(
        "attribute '\(key)' stands twice", at: place(start, equals),
        hints: ["it stands first in column \(earlier.keyRange.start.column)"])
      return
    }
    pairs.append(
      ParameterBlock.Attribute(
        key: key, keyRange: place(start, equals), value: String(characters[valueStart..<valueEnd]),
        valueRange: place(valueStart, valueEnd)))
  }

  private static func isIDCharacter(_ character: Character) -> Bool {
    character.isLetter || character.isNumber || character == "-" || character == "_"
  }
}

extension String {
  /// Without spaces and tabs at both ends.
  var trimmingSpaces: String {
    var text = Substring(self)
    while let first = text.first, first == " " || first == "\t" { text = text.dropFirst() }
    while let last = text.last, last == " " || last == "\t" { text = text.dropLast() }
    return String(text)
  }
}
