import Diagnostics

/// Tells what is wrong with a document's formulas, at its place in the file.
struct MathCheck {
  private let source: SourceText
  private var collector: DiagnosticCollector

  static func check(_ blocks: [Block], in source: SourceText, collector: inout DiagnosticCollector) {
    var check = MathCheck(source: source, collector: collector)
    check.blocks(blocks)
    collector = check.collector
  }

  private mutating func blocks(_ blocks: [Block]) {
    for block in blocks {
      switch block.kind {
      case .heading(_, let content, _), .paragraph(let content): inlines(content)
      case .blockQuote(let children): self.blocks(children)
      case .list(_, let items): for item in items { self.blocks(item) }
      case .table(let table): for cell in table.header + table.rows.joined() { inlines(cell) }
      case .codeBlock("math", let text): formula(text, display: true, range: block.range, isFenced: true)
      case .codeBlock, .thematicBreak, .htmlBlock, .parameters: break
      }
    }
  }

  private mutating func inlines(_ inlines: [Inline]) {
    for inline in inlines {
      switch inline.kind {
      case .emphasis(let children), .strong(let children), .link(_, _, let children): self.inlines(children)
      case .math(let tex, let isDisplay):
        formula(tex, display: isDisplay, range: inline.range, isFenced: false)
      default: break
      }
    }
  }

  private mutating func formula(_ tex: String, display: Bool, range: SourceRange, isFenced: Bool) {
    guard case .failure(let error) = MathML.convert(tex, display: display) else { return }
    let place = place(of: error.offset, in: tex, range: range, isFenced: isFenced) ?? range
    collector.error(error.message, at: place, hint: error.hint)
  }

  /// The macro or character at an offset of TeX. The markers of block quotes and lists are gone from its
  /// lines, so each line is looked up in the file; nil where it is not found as it is.
  private func place(of offset: Int, in tex: String, range: SourceRange, isFenced: Bool) -> SourceRange? {
    let before = tex.prefix(offset)
    let lineStart = before.lastIndex(where: \.isNewline).map { before.index(after: $0) } ?? tex.startIndex
    let number = range.start.line + before.count { $0.isNewline } + (isFenced ? 1 : 0)
    let line = Array(source.line(number))
    let wanted = Array(tex[lineStart...].prefix { !$0.isNewline })
    let first = number == range.start.line ? range.start.column - 1 : 0
    guard first >= 0, first + wanted.count <= line.count,
      let start = (first...(line.count - wanted.count)).first(where: {
        line[$0..<($0 + wanted.count)].elementsEqual(wanted)
      })
    else { return nil }
    let position = tex.distance(from: lineStart, to: before.endIndex)
    let isMacro = position < wanted.count && wanted[position] == "\\"
    let name = isMacro ? wanted[(position + 1)...].prefix { $0.isTeXLetter }.count : 0
    return SourceRange(line: number, column: start + position + 1, length: 1 + name)
  }
}
