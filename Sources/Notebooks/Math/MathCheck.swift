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
      case .footnote(let note): self.blocks(note.content)
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

  /// The macro or character at an offset of TeX.
  private func place(of offset: Int, in tex: String, range: SourceRange, isFenced: Bool) -> SourceRange? {
    let rest = tex.dropFirst(offset)
    let name = rest.first == "\\" ? rest.dropFirst().prefix { $0.isTeXLetter }.count : 0
    return CodePlace.range(
      offset: offset, length: 1 + name, in: tex, of: range, isFenced: isFenced, source)
  }
}
