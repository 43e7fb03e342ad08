import Diagnostics

/// Tells what is wrong with a document's flow charts, at its place in the file.
enum MermaidCheck {
  static func check(_ blocks: [Block], in source: SourceText, collector: inout DiagnosticCollector) {
    for block in blocks {
      switch block.kind {
      case .blockQuote(let children): check(children, in: source, collector: &collector)
      case .footnote(let note): check(note.content, in: source, collector: &collector)
      case .list(_, let items):
        for item in items { check(item, in: source, collector: &collector) }
      case .codeBlock(let info, let text) where MermaidChart.isMermaid(info: info):
        for problem in MermaidChart.parse(text)?.problems ?? [] {
          let place = CodePlace.range(
            offset: problem.offset, length: problem.length, in: text, of: block.range, isFenced: true, source)
          let hints = problem.hint.map { [$0] } ?? []
          if problem.isWarning {
            collector.warning(problem.message, at: place ?? block.range, hints: hints)
          } else {
            collector.error(problem.message, at: place ?? block.range, hints: hints)
          }
        }
      default: break
      }
    }
  }
}
