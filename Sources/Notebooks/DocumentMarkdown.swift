import Diagnostics

extension Document {
  /// The author's own Markdown of a range, with parts of it replaced: reports keep the words and put values
  /// in.
  ///
  /// - Parameter replacements: ranges of the file and what stands there instead; those outside of `range`,
  ///   and those that overlap an earlier one, are passed over.
  package func markdown(of range: SourceRange, replacing replacements: [(SourceRange, String)] = []) -> String
  {
    let ordered = replacements.filter { $0.0.start >= range.start && $0.0.end <= range.end }
      .enumerated().sorted { a, b in
        (a.element.0.start, a.offset) < (b.element.0.start, b.offset)
      }.map(\.element)
    var text = ""
    var position = range.start
    for (place, replacement) in ordered where place.start >= position {
      text += slice(position, place.start) + replacement
      position = place.end
    }
    return text + slice(position, range.end)
  }

  /// The file's text from one place up to another; lines end with LF.
  private func slice(_ start: SourceLocation, _ end: SourceLocation) -> String {
    guard start < end else { return "" }
    if start.line == end.line {
      return String(source.line(start.line).dropFirst(start.column - 1).prefix(end.column - start.column))
    }
    var text = String(source.line(start.line).dropFirst(start.column - 1)) + "\n"
    for line in stride(from: start.line + 1, to: end.line, by: 1) { text += source.line(line) + "\n" }
    return text + source.line(end.line).prefix(max(end.column - 1, 0))
  }
}
