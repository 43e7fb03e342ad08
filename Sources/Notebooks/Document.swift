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
  /// Reads a file. Everything that is wrong with it is added to `collector`; what could be read is returned all
  /// the same, so that later stages can add what they find and all of it is told in one go.
  ///
  /// - Parameter overrides: `-P name=value` of the command line, in order; a later one of a name wins. A value is
  ///   read as YAML (`0.1`, `[32, 32]`, `{name: adam}`).
  package static func parse(
    _ source: SourceText, overrides: [(name: String, value: String)] = [],
    collector: inout DiagnosticCollector
  ) -> Document {
    Document(
      source: source, frontMatter: nil, metadata: FrontMatter(), blocks: [], parameters: OrderedParameters())
  }
}
