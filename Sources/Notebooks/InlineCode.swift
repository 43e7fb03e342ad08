import Diagnostics

/// Code spans: results, formulas, and code.
extension InlineBuilder {
  /// The range of a code span with its backticks, and the place of what is between them.
  mutating func spanRange(
    _ node: MarkdownNode, _ literal: String, start: InlinePlaces.Place
  ) -> (range: SourceRange, content: Range<InlinePlaces.Place>?, end: InlinePlaces.Place) {
    let tick = UInt8(ascii: "`")
    let end = end(of: node, from: start)
    let first = input.source[start.line].bytes
    let last = input.source[end.line].bytes
    guard start.byte > 0, start.byte <= first.count, first[start.byte - 1] == tick, end.byte < last.count,
      end.byte >= 0, last[end.byte] == tick, start < end, holds(literal, start, end)
    else {
      // Not where libcmark says: looked for behind what came before.
      let plain = "`\(literal)`"
      let padded = "` \(literal) `"
      guard
        let found = find(plain, from: cursor, before: cursor) ?? find(padded, from: cursor, before: cursor)
          ?? find(plain, from: verified, before: verified) ?? find(padded, from: verified, before: verified)
      else { return (fallback, nil, end) }
      let isPadded = input.source[found.line].bytes[found.byte + 1] == 0x20 && !literal.hasPrefix(" ")
      let length = literal.utf8.count + (isPadded ? 2 : 0)
      let content = InlinePlaces.Place(line: found.line, byte: found.byte + 1)
      let behind = InlinePlaces.Place(line: found.line, byte: content.byte + length)
      let outer = InlinePlaces.Place(line: found.line, byte: behind.byte + 1)
      verified = outer
      return (places.range(found, outer), content..<behind, outer)
    }
    var outerStart = start
    while outerStart.byte > 0, first[outerStart.byte - 1] == tick { outerStart.byte -= 1 }
    var outerEnd = end
    while outerEnd.byte < last.count, last[outerEnd.byte] == tick { outerEnd.byte += 1 }
    verified = outerEnd
    return (places.range(outerStart, outerEnd), start..<end, outerEnd)
  }

  /// Whether a code span's text stands there; over several lines that is not looked at.
  private func holds(_ literal: String, _ start: InlinePlaces.Place, _ end: InlinePlaces.Place) -> Bool {
    guard start.line == end.line, end.byte <= input.source[start.line].bytes.count else { return true }
    let text = String(decoding: input.source[start.line].bytes[start.byte..<end.byte], as: UTF8.self)
    if text.trimmingSpaces == literal.trimmingSpaces { return true }
    // In a table `\|` is a pipe.
    return text.split(separator: "\\|", omittingEmptySubsequences: false).joined(separator: "|")
      .trimmingSpaces
      == literal.trimmingSpaces
  }

  func code(
    _ literal: String, range: SourceRange, content: Range<InlinePlaces.Place>?,
    collector: inout DiagnosticCollector
  ) -> Inline {
    guard literal.hasPrefix("= ") || literal == "=" else { return Inline(.code(literal), range: range) }
    let expression = String(literal.dropFirst(1)).trimmingSpaces
    guard !expression.isEmpty else {
      collector.error(
        "an expression is missing behind '='", at: range, hints: ["for example `= test.accuracy[relu]`"])
      return Inline(.code(literal), range: range)
    }
    var place = range
    if let content {
      let bytes = input.source[content.lowerBound.line].bytes
      var start = content.lowerBound
      while start.byte < bytes.count, bytes[start.byte] == 0x20 || bytes[start.byte] == UInt8(ascii: "=") {
        let isSign = bytes[start.byte] == UInt8(ascii: "=")
        start.byte += 1
        // One sign: what follows belongs to the expression.
        if isSign {
          while start.byte < bytes.count, bytes[start.byte] == 0x20 { start.byte += 1 }
          break
        }
      }
      var end = content.upperBound
      let last = input.source[end.line].bytes
      while end.byte > 0, end.byte <= last.count, last[end.byte - 1] == 0x20 { end.byte -= 1 }
      if start.byte < bytes.count, start < end { place = places.range(start, end) }
    }
    return Inline(.result(InlineResult(expression: expression, range: place, spanRange: range)), range: range)
  }

  /// `` $`x^2`$ `` arrives as a dollar, a code span and a dollar.
  func joiningDollarCode(_ inlines: [Inline]) -> [Inline] {
    var result: [Inline] = []
    var index = 0
    while index < inlines.count {
      if index + 1 < inlines.count, case .code(let tex) = inlines[index].kind,
        case .text(let before)? = result.last?.kind, before.last == "$",
        case .text(let after) = inlines[index + 1].kind, after.first == "$"
      {
        let opening = result.removeLast().range
        let closing = inlines[index + 1].range
        let span = inlines[index].range
        let start = SourceLocation(line: span.start.line, column: max(span.start.column - 1, 1))
        let end = SourceLocation(line: span.end.line, column: span.end.column + 1)
        if before.count > 1 {
          result.append(Inline(.text(String(before.dropLast())), range: SourceRange(opening.start, start)))
        }
        result.append(Inline(.math(tex, display: false), range: SourceRange(start, end)))
        // What follows may open the next one, so it is looked at again.
        if after.count > 1 {
          result.append(Inline(.text(String(after.dropFirst())), range: SourceRange(end, closing.end)))
        }
        index += 2
      } else {
        result.append(inlines[index])
        index += 1
      }
    }
    return result
  }
}
