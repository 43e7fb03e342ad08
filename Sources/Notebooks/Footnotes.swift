import Diagnostics

/// Footnotes as GitHub writes them: `[^id]` in the text, `[^id]: …` at the head of a line, what belongs to it indented by
/// four spaces.
package enum Footnotes {
  struct Definition {
    /// As written.
    let label: String
    /// Of `[^id]:`.
    let range: SourceRange
  }

  /// What libcmark is given in place of `[^id]:`: the head of a list item that takes in what is indented by four spaces,
  /// and that may stand right behind a paragraph.
  static let marker = "1)  "

  /// As ids are compared.
  static func key(_ label: String) -> String { label.lowercased() }

  /// Behind the `[^id]` that begins at a byte; nil where none does.
  static func label(_ bytes: [UInt8], at start: Int) -> Int? {
    guard start + 3 < bytes.count, bytes[start] == UInt8(ascii: "["), bytes[start + 1] == UInt8(ascii: "^")
    else { return nil }
    var position = start + 2
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: "]"): return position > start + 2 ? position + 1 : nil
      case 0...0x20, UInt8(ascii: "["), UInt8(ascii: "`"), UInt8(ascii: "\\"): return nil
      default: position += 1
      }
    }
    return nil
  }

  /// The bytes of the `[^id]:` at the head of a line, behind at most the marks of block quotes and three spaces.
  static func definition(_ bytes: [UInt8]) -> Range<Int>? {
    var start = 0
    var spaces = 0
    while start < bytes.count, bytes[start] == 0x20 || bytes[start] == UInt8(ascii: ">") {
      // A space behind the mark belongs to it.
      let isMark = bytes[start] == UInt8(ascii: ">")
      spaces = isMark ? -1 : spaces + 1
      start += 1
    }
    guard spaces <= 3, let end = label(bytes, at: start), end < bytes.count, bytes[end] == UInt8(ascii: ":")
    else { return nil }
    return start..<(end + 1)
  }

  /// A reference without a definition.
  package struct Undefined: Sendable {
    let label: String
    let range: SourceRange
    /// As definitions are: it may be one where none is read.
    let isFollowedByColon: Bool
  }

  /// Tells what is wrong with them, at its place.
  static func check(
    _ blocks: [Block], undefined: [Undefined],
    collector: inout DiagnosticCollector
  ) {
    let notes = blocks.footnotes
    for reference in undefined {
      let label = reference.label
      let hint =
        reference.isFollowedByColon
        ? "a definition begins its line, outside of lists and tables"
        : Suggestion.hint(for: label, in: notes.map(\.key)) ?? "define it: [^\(label)]: text"
      collector.warning(
        "footnote '\(label)' is not defined, so '[^\(label)]' stays as it is", at: reference.range,
        hints: [hint])
    }
    var lines: [String: Int] = [:]
    let used = Set(FootnoteNumbers(blocks).keys)
    for note in notes {
      if let line = lines[note.key] {
        collector.error(
          "footnote '\(note.key)' is defined twice", at: note.markerRange,
          hints: ["it is defined first in line \(line)"])
        continue
      }
      lines[note.key] = note.markerRange.start.line
      if !used.contains(note.key) {
        collector.warning(
          "nothing refers to footnote '\(note.key)', so it is left out", at: note.markerRange,
          hints: ["refer to it with [^\(note.key)]"])
      }
    }
  }
}

/// The numbers that footnotes get: in the order in which a reader comes to them.
package struct FootnoteNumbers: Sendable {
  /// Footnotes that something refers to, number 1 first.
  package private(set) var notes: [Footnote] = []
  /// Per footnote, how many references lead to it.
  package private(set) var counts: [Int] = []
  private var numbers: [String: Int] = [:]
  private var references: [SourceRange: (number: Int, occurrence: Int)] = [:]

  /// - Parameter blocks: all of a document, definitions too
  package init(_ blocks: [Block]) {
    var defined: [String: Footnote] = [:]
    for note in blocks.footnotes where defined[note.key] == nil { defined[note.key] = note }
    guard !defined.isEmpty else { return }
    count(blocks, defined)
    // Notes may refer to further ones.
    var next = 0
    while next < notes.count {
      count(notes[next].content, defined)
      next += 1
    }
  }

  /// In the order of their numbers.
  var keys: [String] { notes.map(\.key) }

  /// The number of the footnote to which the reference at a place leads, and how many references to it come before, and
  /// one.
  package subscript(reference: SourceRange) -> (number: Int, occurrence: Int)? { references[reference] }

  package func number(of key: String) -> Int? { numbers[key] }

  private mutating func count(_ blocks: [Block], _ defined: [String: Footnote]) {
    for inline in blocks.withoutFootnotes.allInlines {
      guard case .footnote(let key) = inline.kind, let note = defined[key], references[inline.range] == nil
      else { continue }
      let number = numbers[key] ?? notes.count + 1
      if number > notes.count {
        numbers[key] = number
        notes.append(note)
        counts.append(0)
      }
      counts[number - 1] += 1
      references[inline.range] = (number, counts[number - 1])
    }
  }
}

extension [Block] {
  /// Definitions of footnotes, those in lists and quotes too, in the order of the file.
  package var footnotes: [Footnote] {
    flatMap { block -> [Footnote] in
      switch block.kind {
      case .footnote(let note): [note] + note.content.footnotes
      case .blockQuote(let children): children.footnotes
      case .list(_, let items): items.flatMap(\.footnotes)
      default: []
      }
    }
  }

  fileprivate var withoutFootnotes: [Block] {
    compactMap { block in
      switch block.kind {
      case .footnote: nil
      case .blockQuote(let children): Block(.blockQuote(children.withoutFootnotes), range: block.range)
      case .list(let style, let items):
        Block(.list(style, items: items.map(\.withoutFootnotes)), range: block.range)
      default: block
      }
    }
  }
}
