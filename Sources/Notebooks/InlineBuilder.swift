import Diagnostics

/// Makes located inlines of libcmark's inline nodes, and finds in them what is Ablate's own: results, references
/// and formulas.
struct InlineBuilder {
  let places: InlinePlaces
  /// The block's range, for what cannot be placed better.
  let fallback: SourceRange
  private var cursor: InlinePlaces.Place

  init(places: InlinePlaces, start: InlinePlaces.Place, fallback: SourceRange) {
    self.places = places
    self.fallback = fallback
    cursor = start
  }

  private var input: MarkdownInput { places.input }

  /// - Parameter dropping: bytes of the first text that were put in front of it
  mutating func build(
    _ nodes: [MarkdownNode], dropping: Int = 0, collector: inout DiagnosticCollector
  ) -> [Inline] {
    var inlines: [Inline] = []
    /// The formula whose later lines are still to come.
    var openFormula: Int?
    for (index, node) in nodes.enumerated() {
      let start = node.startLine > 0 ? places.place(line: node.startLine, column: node.startColumn) : cursor
      if node.isCut { collector.error("this text is nested too deeply", at: places.range(start, start)) }
      switch node.kind {
      case .text(let literal):
        cursor = max(cursor, start)
        let text = index == 0 && dropping > 0 ? String(literal.dropFirst(dropping)) : literal
        appendText(text, end: end(of: node), to: &inlines, openFormula: &openFormula)
        cursor = max(cursor, end(of: node))
      case .softBreak, .lineBreak:
        if openFormula != nil { continue }
        let isSoft = if case .softBreak = node.kind { true } else { false }
        let next = InlinePlaces.Place(line: cursor.line + 1, byte: 0)
        inlines.append(
          Inline(isSoft ? .softBreak : .lineBreak, range: places.range(cursor, cursor)))
        cursor = next
      case .code(let literal):
        let (range, content) = spanRange(node, start: start)
        inlines.append(code(input.restored(literal), range: range, content: content, collector: &collector))
        cursor = end(of: node)
      case .html(let literal):
        let range = places.range(start, end(of: node))
        ProseWarnings.rawHTML(literal, at: range, collector: &collector)
        inlines.append(Inline(.html(input.restored(literal)), range: range))
        cursor = end(of: node)
      default:
        let range = places.range(start, end(of: node))
        cursor = start
        let children = build(node.children, collector: &collector)
        cursor = max(cursor, end(of: node))
        switch node.kind {
        case .emphasis: inlines.append(Inline(.emphasis(children), range: range))
        case .strong: inlines.append(Inline(.strong(children), range: range))
        case .link(let destination, let title):
          ProseWarnings.destination(destination, at: range, collector: &collector)
          inlines.append(
            Inline(
              .link(destination: input.restored(destination), title: input.restored(title), children),
              range: range))
        case .image(let destination, let title):
          ProseWarnings.destination(destination, at: range, collector: &collector)
          inlines.append(
            Inline(
              .image(destination: input.restored(destination), title: input.restored(title), children),
              range: range))
        default: inlines += children
        }
      }
    }
    return joiningDollarCode(inlines)
  }

  /// Behind the last byte of a node.
  private func end(of node: MarkdownNode) -> InlinePlaces.Place {
    guard node.endLine > 0 else { return cursor }
    let isUnbased: Bool =
      switch node.kind {
      case .code, .html: node.endLine > node.startLine
      default: false
      }
    return places.place(line: node.endLine, column: node.endColumn + 1, isUnbased: isUnbased)
  }

  // MARK: - Text

  private mutating func appendText(
    _ literal: String, end: InlinePlaces.Place, to inlines: inout [Inline], openFormula: inout Int?
  ) {
    var run = ""
    var runStart = cursor
    func flush(upTo place: InlinePlaces.Place) {
      guard !run.isEmpty else { return }
      inlines.append(Inline(.text(run), range: places.range(runStart, max(place, runStart))))
      run = ""
    }
    let scalars = Array(literal.unicodeScalars)
    var position = 0
    while position < scalars.count {
      let scalar = scalars[position]
      if let formula = input.formula(scalar) {
        position += 1
        let found = input.formulas[formula]
        if openFormula != formula {
          let place = place(of: found.range.start)
          flush(upTo: place)
          inlines.append(Inline(.math(found.tex, display: found.isDisplay), range: found.range))
        }
        openFormula = formula
        if input.isLastPiece(scalar) {
          openFormula = nil
          runStart = place(of: found.range.end)
          cursor = runStart
        }
      } else if let length = referenceLength(scalars, position) {
        let name = String(String.UnicodeScalarView(scalars[(position + 1)..<(position + length)]))
        let start = find("@" + name, before: end) ?? cursor
        let behind = InlinePlaces.Place(line: start.line, byte: start.byte + 1 + name.utf8.count)
        flush(upTo: start)
        inlines.append(Inline(.reference(name), range: places.range(start, behind)))
        position += length
        cursor = behind
        runStart = behind
      } else {
        run.unicodeScalars.append(scalar)
        position += 1
      }
    }
    flush(upTo: end)
  }

  private func place(of location: SourceLocation) -> InlinePlaces.Place {
    InlinePlaces.Place(
      line: location.line, byte: input.source[location.line].byte(ofColumn: location.column))
  }

  /// The length of `@fig-id` or `@tbl-id` at `position`, where one stands. The id ends with a letter or digit, so
  /// that a sentence may end behind it.
  private func referenceLength(_ scalars: [Unicode.Scalar], _ position: Int) -> Int? {
    guard scalars[position] == "@" else { return nil }
    if position > 0, isWord(scalars[position - 1]) { return nil }
    let rest = scalars[(position + 1)...]
    guard rest.starts(with: "fig-".unicodeScalars) || rest.starts(with: "tbl-".unicodeScalars) else {
      return nil
    }
    var end = position + 5
    while end < scalars.count, isWord(scalars[end]) || scalars[end] == "-" || scalars[end] == "_" { end += 1 }
    while end > position + 5, !isWord(scalars[end - 1]) { end -= 1 }
    return end > position + 5 ? end - position : nil
  }

  private func isWord(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isAlphabetic || scalar.properties.numericType != nil
  }

  /// Where a word stands between the cursor and the end of a text.
  private func find(_ word: String, before end: InlinePlaces.Place) -> InlinePlaces.Place? {
    let wanted = Array(word.utf8)
    let bytes = input.source[cursor.line].bytes
    guard wanted.count <= bytes.count else { return nil }
    let limit = end.line == cursor.line ? min(end.byte, bytes.count) : bytes.count
    for start in stride(from: cursor.byte, through: limit - wanted.count, by: 1)
    where bytes[start] == wanted[0] && bytes[start..<start + wanted.count].elementsEqual(wanted) {
      return InlinePlaces.Place(line: cursor.line, byte: start)
    }
    return nil
  }

  // MARK: - Code

  /// The range of a code span with its backticks, and the place of what is between them.
  private func spanRange(
    _ node: MarkdownNode, start: InlinePlaces.Place
  ) -> (range: SourceRange, content: Range<InlinePlaces.Place>?) {
    let tick = UInt8(ascii: "`")
    let end = end(of: node)
    let first = input.source[start.line].bytes
    let last = input.source[end.line].bytes
    guard start.byte > 0, start.byte <= first.count, first[start.byte - 1] == tick, end.byte < last.count,
      end.byte >= 0, last[end.byte] == tick, start < end
    else { return (fallback, nil) }
    var outerStart = start
    while outerStart.byte > 0, first[outerStart.byte - 1] == tick { outerStart.byte -= 1 }
    var outerEnd = end
    while outerEnd.byte < last.count, last[outerEnd.byte] == tick { outerEnd.byte += 1 }
    return (places.range(outerStart, outerEnd), start..<end)
  }

  private func code(
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
  private func joiningDollarCode(_ inlines: [Inline]) -> [Inline] {
    var result: [Inline] = []
    var index = 0
    while index < inlines.count {
      if index + 1 < inlines.count, case .code(let tex) = inlines[index].kind,
        case .text(let before)? = result.last?.kind, before.last == "$",
        case .text(let after) = inlines[index + 1].kind, after.first == "$"
      {
        let opening = result.removeLast().range
        let closing = inlines[index + 1].range
        let start = SourceLocation(line: opening.end.line, column: opening.end.column - 1)
        let end = SourceLocation(line: closing.start.line, column: closing.start.column + 1)
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
