import Diagnostics
import Testing

@testable import Notebooks

/// A parsed text with what was found wrong in it.
struct Parsed {
  let document: Document
  let diagnostics: [Diagnostic]

  init(_ text: String, overrides: [(name: String, value: String)] = []) {
    var collector = DiagnosticCollector(file: "a.md")
    document = Document.parse(
      SourceText(name: "a.md", text: text), overrides: overrides, collector: &collector)
    diagnostics = DiagnosticList(collector.diagnostics).diagnostics
  }

  /// `line:column: message`, with hints behind ` | `.
  var messages: [String] {
    diagnostics.map { diagnostic in
      let place = diagnostic.range.map { "\($0.start): " } ?? ""
      let severity = diagnostic.severity == .error ? "" : "\(diagnostic.severity.rawValue): "
      return ([place + severity + diagnostic.message] + diagnostic.hints).joined(separator: " | ")
    }
  }

  /// The text of a range on one line, read from the source.
  func text(_ range: SourceRange) -> String {
    guard range.start.line == range.end.line else { return "…" }
    let line = Array(document.source.line(range.start.line))
    let start = range.start.column - 1
    let end = range.end.column - 1
    guard start >= 0, start <= end, end <= line.count else { return "outside" }
    return String(line[start..<end])
  }

  var root: YAMLNode? { document.parameterBlocks.first?.root }
}

/// A parameter block around YAML, starting in line 2 of the file.
func block(_ yaml: String, _ attributes: String = "{#e .experiment}") -> String {
  "```yaml \(attributes)\n\(yaml)\n```\n"
}
