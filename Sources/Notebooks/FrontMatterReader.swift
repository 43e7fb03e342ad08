import Diagnostics

/// Finds and reads the front matter: from a first line `---` to the next line `---` or `...`.
enum FrontMatterReader {
  /// The mapping, where there is one that could be read, and how many lines it takes with its markers.
  static func read(
    _ source: SourceLines, collector: inout DiagnosticCollector
  ) -> (node: YAMLNode?, lineCount: Int) {
    guard isMarker(source[1], "---") else { return (nil, 0) }
    guard let end = source.lines.indices.dropFirst().first(where: { isEnd(source.lines[$0]) }) else {
      // A lone `---` is a rule across the page; with keys behind it, it is front matter that lost its end.
      let next = source[2].text
      if let colon = next.firstIndex(of: ":"), !next[..<colon].isEmpty,
        next[..<colon].allSatisfy({ $0.isLetter || $0 == "_" || $0 == "-" })
      {
        collector.error(
          "the front matter is never closed", at: SourceRange(line: 1, column: 1, length: 3),
          hints: ["end it with a line ---"])
        return (nil, source.lines.count)
      }
      return (nil, 0)
    }
    let content = LocatedText(
      lines: source.lines[1..<end].enumerated().map { ($0.element.text, $0.offset + 2, 1) })
    guard let node = YAMLReader.read(content, collector: &collector) else { return (nil, end + 1) }
    switch node.value {
    case .mapping: return (node, end + 1)
    case .null where node.scalarText.isEmpty: return (nil, end + 1)
    default:
      collector.error(
        "the front matter holds 'key: value' lines, not \(node.typeName)", at: node.range,
        hints: YAMLHints.missingSpace(in: node))
      return (nil, end + 1)
    }
  }

  private static func isEnd(_ line: SourceLines.Line) -> Bool {
    isMarker(line, "---") || isMarker(line, "...")
  }

  private static func isMarker(_ line: SourceLines.Line, _ marker: String) -> Bool {
    line.bytes.starts(with: marker.utf8) && line.bytes.dropFirst(3).allSatisfy { $0 == 0x20 || $0 == 0x09 }
  }
}
