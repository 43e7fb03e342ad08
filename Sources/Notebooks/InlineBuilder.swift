import Diagnostics

/// Makes located inlines of libcmark's inline nodes, and finds in them what is Ablate's own: results,
/// references and formulas.
struct InlineBuilder {
  var places: InlinePlaces
  /// The block's range, for what cannot be placed better.
  let fallback: SourceRange
  var cursor: InlinePlaces.Place
  /// Behind the last inline that was seen to stand where it was placed; never behind the cursor's true place.
  var verified: InlinePlaces.Place
  /// The cursor is at the first character of a line, and no inline of it was seen yet.
  private var isAtLineStart = false

  init(places: InlinePlaces, start: InlinePlaces.Place, fallback: SourceRange) {
    self.places = places
    self.fallback = fallback
    cursor = start
    verified = start
  }

  var input: MarkdownInput { places.input }

  /// - Parameter dropping: bytes of the first text that were put in front of it
  mutating func build(
    _ nodes: [MarkdownNode], dropping: Int = 0, collector: inout DiagnosticCollector
  ) -> [Inline] {
    var inlines: [Inline] = []
    /// The formula whose later lines are still to come.
    var openFormula: Int?
    for (index, node) in nodes.enumerated() {
      calibrate(node)
      let start = start(of: node)
      if node.isCut { collector.error("this text is nested too deeply", at: places.range(start, start)) }
      switch node.kind {
      case .text(let literal):
        cursor = max(cursor, start)
        let text = index == 0 && dropping > 0 ? String(literal.dropFirst(dropping)) : literal
        let end = end(of: node, from: start)
        appendText(text, end: end, to: &inlines, openFormula: &openFormula)
        cursor = max(cursor, end)
      case .softBreak, .lineBreak:
        let isSoft = if case .softBreak = node.kind { true } else { false }
        let line = cursor.line
        // A break that is made by a backslash is not counted.
        if isSoft || input[line].bytes.last != UInt8(ascii: "\\") { places.passLineEnd() }
        if openFormula != nil { continue }
        inlines.append(
          Inline(isSoft ? .softBreak : .lineBreak, range: places.range(cursor, cursor)))
        cursor = places.start(ofLine: line + 1)
        // Behind an uncounted line end columns are those of an earlier line.
        isAtLineStart = isSoft || input[line].bytes.last != UInt8(ascii: "\\")
      case .code(let literal):
        let literal = input.restored(literal)
        let (range, content, end) = spanRange(node, literal, start: start)
        inlines.append(code(literal, range: range, content: content, collector: &collector))
        cursor = end
      case .html(let literal):
        let end = end(of: node, from: start)
        let range = places.range(start, end)
        ProseWarnings.rawHTML(literal, at: range, collector: &collector)
        inlines.append(Inline(.html(input.restored(literal)), range: range))
        cursor = end
      default:
        cursor = start
        let children = build(node.children, collector: &collector)
        cursor = max(cursor, end(of: node, from: start))
        let range = places.range(start, cursor)
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

  private mutating func calibrate(_ node: MarkdownNode) {
    guard isAtLineStart, node.startLine > 0 else { return }
    isAtLineStart = false
    let bytes = input.source[cursor.line].bytes
    let tick = UInt8(ascii: "`")
    let ticks = bytes.dropFirst(cursor.byte).prefix { $0 == tick }.count
    var column = node.startColumn - ticks
    if case .link = node.kind, bytes.dropFirst(cursor.byte).first == UInt8(ascii: "<") {
      column = (node.children.first?.startColumn ?? 0) - 1
    }
    places.calibrate(line: cursor.line, firstColumn: column)
  }

  private mutating func start(of node: MarkdownNode) -> InlinePlaces.Place {
    guard node.startLine > 0 else { return cursor }
    switch node.kind {
    case .link, .image:
      // It begins where the text before it ends; libcmark tells a link's last line as its first.
      if opensLink(cursor) { return cursor }
      var start = places.peek(line: node.startLine, column: node.startColumn)
      if start.line > cursor.line { start = places.place(onLineOf: cursor, column: node.startColumn) }
      return opensLink(start) ? start : cursor
    case .text(let literal)
    where literal.hasPrefix("`") && cursor < places.peek(line: node.startLine, column: node.startColumn):
      // Lone backticks are told to begin behind themselves.
      return cursor
    default: return places.place(line: node.startLine, column: node.startColumn)
    }
  }

  private func opensLink(_ place: InlinePlaces.Place) -> Bool {
    let bytes = input.source[place.line].bytes
    return bytes.indices.contains(place.byte) && "[!<".utf8.contains(bytes[place.byte])
  }

  /// Behind the last byte of a node that starts there.
  mutating func end(of node: MarkdownNode, from start: InlinePlaces.Place) -> InlinePlaces.Place {
    guard node.endLine > 0 else { return cursor }
    let bytes = input.source[start.line].bytes
    var isUnbased = false
    switch node.kind {
    case .text(let literal):
      // Spaces at the head of a line, behind a backslash's break, were passed already.
      let isSpace = bytes.indices.contains(start.byte) && bytes[start.byte] == 0x20
      if cursor == places.start(ofLine: cursor.line), !isSpace, literal.allSatisfy({ $0 == " " }) {
        return cursor
      }
      // A text is on one line; lone backticks at its end are counted twice.
      var end = places.peek(line: node.endLine, column: node.endColumn + 1)
      let tick = UInt8(ascii: "`")
      let ticks = literal.utf8.reversed().prefix { $0 == tick }.count
      if ticks > 0, end.line != start.line || end.byte > bytes.count || bytes[end.byte - 1] != tick {
        end.byte -= ticks
      }
      return end.line == start.line && end.byte <= bytes.count
        ? end : InlinePlaces.Place(line: start.line, byte: bytes.count)
    case .link where bytes.indices.contains(start.byte) && bytes[start.byte] == UInt8(ascii: "<"):
      // libcmark counts the columns of an address in angle brackets in another way.
      let close = bytes[start.byte...].firstIndex(of: UInt8(ascii: ">")) ?? bytes.count - 1
      return InlinePlaces.Place(line: start.line, byte: close + 1)
    case .code, .html:
      isUnbased = node.endLine > node.startLine
      if isUnbased { places.passLineEnd() }
    default: break
    }
    var end = places.place(line: node.endLine, column: node.endColumn + 1, isUnbased: isUnbased)
    if isUnbased, case .html = node.kind {
      // The last line of raw HTML is told one byte too short.
      let last = input.source[end.line].bytes
      let close = UInt8(ascii: ">")
      if last.indices.contains(end.byte), last[end.byte] == close,
        end.byte == 0 || last[end.byte - 1] != close
      {
        end.byte += 1
      }
    }
    return end
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
      if let index = input.lifted(scalar) {
        position += 1
        let found = input.lifted[index]
        if openFormula != index {
          let place = place(of: found.range.start)
          flush(upTo: place)
          let kind: Inline.Kind =
            switch found.kind {
            case .formula(let isDisplay): .math(found.tex, display: isDisplay)
            case .footnote(let label): .footnote(Footnotes.key(label))
            }
          inlines.append(Inline(kind, range: found.range))
        }
        openFormula = index
        if input.isLastPiece(scalar) {
          openFormula = nil
          runStart = place(of: found.range.end)
          cursor = runStart
        }
      } else if let length = referenceLength(scalars, position) {
        let name = String(String.UnicodeScalarView(scalars[(position + 1)..<(position + length)]))
        let found =
          find("@" + name, from: cursor, before: end) ?? find("@" + name, from: verified, before: end)
        let start = found ?? cursor
        let behind = InlinePlaces.Place(line: start.line, byte: start.byte + 1 + name.utf8.count)
        flush(upTo: start)
        inlines.append(Inline(.reference(name), range: places.range(start, behind)))
        position += length
        cursor = behind
        if found != nil { verified = behind }
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

  /// The length of `@fig-id` or `@tbl-id` at `position`, where one stands. The id ends with a letter or
  /// digit, so that a sentence may end behind it.
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
      || scalar.properties.generalCategory == .nonspacingMark
  }

  /// Where a word stands, from a place on.
  func find(
    _ word: String, from first: InlinePlaces.Place, before end: InlinePlaces.Place
  ) -> InlinePlaces.Place? {
    let wanted = Array(word.utf8)
    // On the text's own line first; where libcmark has led astray, in the lines behind it.
    var line = first.line
    var position = first.byte
    repeat {
      let bytes = input.source[line].bytes
      let limit =
        end.line == line && end.byte >= position + wanted.count ? min(end.byte, bytes.count) : bytes.count
      for start in stride(from: position, through: limit - wanted.count, by: 1)
      where bytes[start] == wanted[0] && bytes[start..<start + wanted.count].elementsEqual(wanted) {
        return InlinePlaces.Place(line: line, byte: start)
      }
      line += 1
      position = 0
    } while line <= fallback.end.line
    return nil
  }
}
