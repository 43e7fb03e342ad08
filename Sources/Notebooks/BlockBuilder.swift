import Diagnostics

/// Makes the blocks of a document of libcmark's tree. The tree's depth is limited, so it may be walked by
/// recursion.
struct BlockBuilder {
  let input: MarkdownInput
  let parameters: OrderedParameters
  var collector: DiagnosticCollector

  private var anchors = HeadingAnchors()
  private let definitions: [UInt8]

  init(input: MarkdownInput, parameters: OrderedParameters, collector: DiagnosticCollector) {
    self.input = input
    self.parameters = parameters
    self.collector = collector
    definitions = Self.definitions(input)
  }

  private var source: SourceLines { input.source }

  mutating func build() -> [Block] {
    blocks(MarkdownTree.parse(input.bytes).children, quotes: 0, isNested: false)
  }

  private mutating func blocks(_ nodes: [MarkdownNode], quotes: Int, isNested: Bool) -> [Block] {
    nodes.flatMap { node -> [Block] in
      if case .list(let style) = node.kind { return list(node, style, quotes: quotes) }
      return block(node, quotes: quotes, isNested: isNested).map { [$0] } ?? []
    }
  }

  /// A list; items that stand for footnotes cut it.
  private mutating func list(_ node: MarkdownNode, _ style: ListStyle, quotes: Int) -> [Block] {
    let isNote = node.children.map { input.definitions[$0.startLine] != nil }
    guard isNote.contains(true) else {
      let items = node.children.map { blocks($0.children, quotes: quotes, isNested: true) }
      return [Block(.list(style, items: items), range: range(of: node))]
    }
    var result: [Block] = []
    var items: [[Block]] = []
    var itemRange: SourceRange?
    var start = style.start
    var count = 0
    func finish() {
      guard let range = itemRange else { return }
      let own = ListStyle(isOrdered: style.isOrdered, start: start, isTight: style.isTight)
      result.append(Block(.list(own, items: items), range: range))
      (items, itemRange) = ([], nil)
    }
    for item in node.children {
      let own = range(of: item)
      let content = blocks(item.children, quotes: quotes, isNested: true)
      if let definition = input.definitions[item.startLine] {
        finish()
        let note = Footnote(
          key: Footnotes.key(definition.label), markerRange: definition.range, content: content)
        result.append(Block(.footnote(note), range: SourceRange(definition.range.start, own.end)))
      } else {
        if items.isEmpty { start = style.start + count }
        items.append(content)
        count += 1
        itemRange = SourceRange(itemRange?.start ?? own.start, own.end)
      }
    }
    finish()
    return result
  }

  private mutating func block(_ node: MarkdownNode, quotes: Int, isNested: Bool) -> Block? {
    let range = range(of: node)
    if node.isCut {
      collector.error("this text is nested too deeply", at: SourceRange(range.start, range.start))
    }
    switch node.kind {
    case .blockQuote:
      return Block(.blockQuote(blocks(node.children, quotes: quotes + 1, isNested: true)), range: range)
    case .paragraph:
      return paragraph(node, quotes: quotes, range: range)
    case .heading(let level):
      let content = heading(node, quotes: quotes, range: range)
      return Block(
        .heading(level: level, content, anchor: anchors.anchor(for: plainText(of: content))), range: range)
    case .codeBlock(let info, let text):
      let reader = ParameterBlockReader(source: source, parameters: parameters)
      let text = input.restored(text)
      var node = node
      node.startColumn = fileByte(node.startLine, node.startColumn - 1) + 1
      switch reader.read(
        node, text: text, quotes: quotes, isNested: isNested, range: range, collector: &collector)
      {
      case .prose: return Block(.codeBlock(info: input.restored(info), text: text), range: range)
      case .parameters(let block): return Block(.parameters(block), range: range)
      case .invalid: return nil
      }
    case .htmlBlock(let text):
      ProseWarnings.rawHTML(text, at: range, collector: &collector)
      return Block(.htmlBlock(input.restored(text)), range: range)
    case .thematicBreak: return Block(.thematicBreak, range: range)
    default: return nil
    }
  }

  // MARK: - Paragraphs and headings

  private mutating func paragraph(_ node: MarkdownNode, quotes: Int, range: SourceRange) -> Block {
    let shift = definitionLines(before: node, lastLine: node.endLine)
    let firstByte = node.startColumn - 1
    if shift == 0 {
      let reader = PipeTableReader(input: input, definitions: definitions)
      if let table = reader.read(
        lines: node.startLine...max(node.endLine, node.startLine), firstByte: firstByte, quotes: quotes,
        range: range, collector: &collector)
      {
        return Block(.table(table), range: range)
      }
    }
    let content = inlines(node, shift: shift, quotes: quotes, range: range)
    let first = node.startLine + shift
    let start =
      shift == 0
      ? range.start
      : source.location(
        line: first, byte: InlinePlaces.prefixLength(source[first].bytes, quotes: quotes))
    return Block(.paragraph(content), range: SourceRange(start, range.end))
  }

  private mutating func heading(_ node: MarkdownNode, quotes: Int, range: SourceRange) -> [Inline] {
    let bytes = input[node.startLine].bytes
    let start = node.startColumn - 1
    let isOnOneLine = bytes.indices.contains(start) && bytes[start] == UInt8(ascii: "#")
    if !isOnOneLine {
      // The line of signs under it is not its text.
      let shift = definitionLines(before: node, lastLine: range.end.line - 1)
      return inlines(node, shift: shift, quotes: quotes, range: range)
    }
    var builder = InlineBuilder(
      places: InlinePlaces(kind: .heading, input: input),
      start: InlinePlaces.Place(line: node.startLine, byte: fileByte(node.startLine, start)), fallback: range)
    return builder.build(node.children, collector: &collector)
  }

  private mutating func inlines(
    _ node: MarkdownNode, shift: Int, quotes: Int, range: SourceRange
  ) -> [Inline] {
    let kind = InlinePlaces.Kind.paragraph(
      line: node.startLine, base: node.startColumn, quotes: quotes, shift: shift)
    let places = InlinePlaces(kind: kind, input: input)
    var builder = InlineBuilder(
      places: places, start: places.peek(line: node.startLine, column: node.startColumn), fallback: range)
    return builder.build(node.children, collector: &collector)
  }

  /// Link reference definitions at a paragraph's head are cut off by libcmark, which then counts lines from
  /// the definitions' first. How many lines they took follows from where the text ends.
  private func definitionLines(before node: MarkdownNode, lastLine: Int) -> Int {
    guard Self.isDefinition(input[node.startLine].bytes.dropFirst(node.startColumn - 1)) else { return 0 }
    var last = node.startLine
    var pending = node.children
    while let child = pending.popLast() {
      last = max(last, child.endLine)
      pending += child.children
    }
    // Hard breaks by a backslash are not counted either.
    let lines = node.startLine..<max(lastLine, node.startLine)
    let uncounted = lines.count { input[$0].bytes.last == UInt8(ascii: "\\") }
    return min(max(lastLine - last - uncounted, 0), definitionLines(from: node.startLine, through: lastLine))
  }

  /// How many lines could at most be definitions: each one line, or its address or title on lines of their
  /// own.
  private func definitionLines(from first: Int, through last: Int) -> Int {
    var count = 0
    for line in stride(from: first, through: last, by: 1) {
      let bytes = source[line].bytes
      let text = bytes.drop { $0 == 0x20 || $0 == 0x09 || $0 == UInt8(ascii: ">") }
      let isTitle = text.first.map { "\"'(".utf8.contains($0) } ?? false
      let isAddress = line > first && (source[line - 1].bytes.last { $0 != 0x20 }) == UInt8(ascii: ":")
      guard line == first || isTitle || isAddress || Self.isDefinition(text) else { break }
      count += 1
    }
    return count
  }

  /// All lines that look like link reference definitions.
  private static func definitions(_ input: MarkdownInput) -> [UInt8] {
    var bytes: [UInt8] = []
    for line in input.lines {
      let text = line.bytes.drop { $0 == 0x20 || $0 == UInt8(ascii: ">") }
      guard isDefinition(text) else { continue }
      bytes += text + [0x0A, 0x0A]
    }
    return bytes
  }

  private static func isDefinition(_ text: ArraySlice<UInt8>) -> Bool {
    guard text.first == UInt8(ascii: "["), let close = text.firstIndex(of: UInt8(ascii: "]")) else {
      return false
    }
    return close + 1 < text.endIndex && text[close + 1] == UInt8(ascii: ":")
  }

  // MARK: - Ranges

  /// libcmark ends containers in the line behind them where blank lines follow.
  private func range(of node: MarkdownNode) -> SourceRange {
    let start = source.location(
      line: node.startLine, byte: max(fileByte(node.startLine, node.startColumn - 1), 0))
    var line = min(node.endLine, source.lines.count)
    if case .heading = node.kind,
      input[node.startLine].bytes.dropFirst(node.startColumn - 1).first == UInt8(ascii: "#")
    {
      // With the closing signs, which libcmark leaves out.
      return SourceRange(start, source.end(ofLine: node.startLine))
    }
    if case .heading = node.kind {
      // libcmark may end it a line behind the line of signs.
      while line > node.startLine + 1, !isUnderline(source[line]) { line -= 1 }
      return SourceRange(start, source.end(ofLine: line))
    }
    if node.endLine == node.startLine, node.endColumn >= node.startColumn {
      return SourceRange(start, source.location(line: line, byte: fileByte(line, node.endColumn)))
    }
    if node.endColumn == 0 { line -= 1 }
    while line > node.startLine, isEmpty(source[line]) { line -= 1 }
    let byte =
      line == node.endLine && node.endColumn > 0 ? fileByte(line, node.endColumn) : source[line].bytes.count
    return SourceRange(start, source.location(line: line, byte: byte))
  }

  private func isUnderline(_ line: SourceLines.Line) -> Bool {
    let text = line.bytes.drop { $0 == 0x20 || $0 == 0x09 || $0 == UInt8(ascii: ">") }
    guard let sign = text.first, sign == UInt8(ascii: "=") || sign == UInt8(ascii: "-") else { return false }
    return text.drop { $0 == sign }.allSatisfy { $0 == 0x20 || $0 == 0x09 }
  }

  private func fileByte(_ line: Int, _ byte: Int) -> Int { input[line].sourceByte(byte) }

  private func isEmpty(_ line: SourceLines.Line) -> Bool {
    line.bytes.allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == UInt8(ascii: ">") }
  }
}
