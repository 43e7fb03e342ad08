import Diagnostics

/// Where in the file an offset of code or TeX is.
enum CodePlace {
  /// The markers of block quotes and lists are gone from the text's lines, so each is looked up in the file; nil where it
  /// is not found as it is.
  ///
  /// - Parameters:
  ///   - offset: in characters
  ///   - length: in characters, on the line of the offset
  ///   - range: of the block or formula
  ///   - isFenced: the text begins in the line behind the range's first
  static func range(
    offset: Int, length: Int, in text: String, of range: SourceRange, isFenced: Bool, _ source: SourceText
  ) -> SourceRange? {
    let before = text.prefix(offset)
    let lineStart = before.lastIndex(where: \.isNewline).map { before.index(after: $0) } ?? text.startIndex
    let number = range.start.line + before.count { $0.isNewline } + (isFenced ? 1 : 0)
    let line = Array(source.line(number))
    let wanted = Array(text[lineStart...].prefix { !$0.isNewline })
    let first = number == range.start.line ? range.start.column - 1 : 0
    guard first >= 0, first + wanted.count <= line.count,
      let start = (first...(line.count - wanted.count)).first(where: {
        line[$0..<($0 + wanted.count)].elementsEqual(wanted)
      })
    else { return nil }
    let position = text.distance(from: lineStart, to: before.endIndex)
    let rest = max(wanted.count - position, 1)
    return SourceRange(line: number, column: start + position + 1, length: min(max(length, 1), rest))
  }
}
