import Diagnostics

/// An experiment file, read: prose and located parameter blocks. Immutable.
package struct Document: Sendable {
  package let source: SourceText
  /// The front matter as written: a mapping, located in the file.
  package let frontMatter: YAMLNode?
  /// The front matter, decoded.
  package let metadata: FrontMatter
  package let blocks: [Block]
  /// Declared params with their values after `-P`.
  package let parameters: OrderedParameters
}

/// `params` of the front matter, in order, after `-P name=value`.
package struct OrderedParameters: Sendable {
  package struct Parameter: Sendable {
    package let name: String
    package let nameRange: SourceRange
    package let value: YAMLNode
    /// The value came from the command line.
    package let isOverridden: Bool
  }

  package let entries: [Parameter]

  package init(_ entries: [Parameter] = []) {
    self.entries = entries
  }

  package subscript(name: String) -> Parameter? {
    entries.first { $0.name == name }
  }

  package var names: [String] { entries.map(\.name) }
}

extension Document {
  /// Reads a file. Everything that is wrong with it is added to `collector`; what could be read is returned
  /// all the same, so that later stages can add what they find and all of it is told in one go.
  ///
  /// - Parameter overrides: `-P name=value` of the command line, in order; a later one of a name wins. A
  ///   value is read as YAML (`0.1`, `[32, 32]`, `{name: adam}`).
  package static func parse(
    _ source: SourceText, overrides: [(name: String, value: String)] = [],
    collector: inout DiagnosticCollector
  ) -> Document {
    var source = source
    if source.text.unicodeScalars.first == "\u{FEFF}" {
      source = SourceText(name: source.name, text: String(source.text.unicodeScalars.dropFirst()))
    }
    let lines = SourceLines(source.text)
    for (index, line) in lines.lines.enumerated() {
      for (byte, value) in line.bytes.enumerated() where value == 0 {
        let start = lines.location(line: index + 1, byte: byte)
        collector.error(
          "a NUL character is not allowed in a text file",
          at: SourceRange(line: start.line, column: start.column, length: 1))
      }
    }

    let head = FrontMatterReader.read(lines, collector: &collector)
    let parameters = OrderedParameters.read(
      frontMatter: head.node, overrides: overrides, collector: &collector)
    var metadata = head.node.map { FrontMatter.decode($0, collector: &collector) } ?? FrontMatter()

    let input = MarkdownInput(lines, blankedLines: head.lineCount)
    var builder = BlockBuilder(input: input, parameters: parameters, collector: collector)
    let blocks = builder.build()
    collector = builder.collector
    BlockIDs.check(blocks, collector: &collector)
    Footnotes.check(blocks, undefined: input.undefined, collector: &collector)
    MathCheck.check(blocks, in: source, collector: &collector)
    MermaidCheck.check(blocks, in: source, collector: &collector)
    if metadata.title == nil { metadata.title = firstHeading(blocks) }
    return Document(
      source: source, frontMatter: head.node, metadata: metadata, blocks: blocks, parameters: parameters)
  }

  private static func firstHeading(_ blocks: [Block]) -> String? {
    for block in blocks {
      if case .heading(_, let content, _) = block.kind {
        let text = plainText(of: content)
        return text.isEmpty ? nil : text
      }
    }
    return nil
  }
}
