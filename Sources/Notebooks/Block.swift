import Diagnostics

/// A block of a document: prose or parameters.
package struct Block: Sendable {
  package indirect enum Kind: Sendable {
    /// `anchor` is unique in the document, made of the heading's words as GitHub does.
    case heading(level: Int, [Inline], anchor: String)
    case paragraph([Inline])
    case blockQuote([Block])
    case list(ListStyle, items: [[Block]])
    /// A code block without attributes; `info` is all of its info string (`math`, `python`), or empty.
    case codeBlock(info: String, text: String)
    case thematicBreak
    case htmlBlock(String)
    case table(PipeTable)
    case parameters(ParameterBlock)
    /// The definition of a footnote: nothing where it stands.
    case footnote(Footnote)
  }

  package let kind: Kind
  /// From the block's first character to behind its last, without the markers of the lists and quotes around
  /// it.
  package let range: SourceRange

  package init(_ kind: Kind, range: SourceRange) {
    self.kind = kind
    self.range = range
  }
}

package struct ListStyle: Sendable, Hashable {
  package let isOrdered: Bool
  /// Number of the first item of an ordered list.
  package let start: Int
  /// No blank lines between items: their paragraphs are set without space.
  package let isTight: Bool
}

/// `[^id]: text`, with what is indented under it.
package struct Footnote: Sendable {
  /// As references compare it: case does not count.
  package let key: String
  /// Of `[^id]:`.
  package let markerRange: SourceRange
  package let content: [Block]
}

/// A table written with pipes, as on GitHub. Every row has as many cells as the header.
package struct PipeTable: Sendable {
  package enum Alignment: Sendable, Hashable {
    case none, left, center, right
  }

  package let header: [[Inline]]
  package let alignments: [Alignment]
  package let rows: [[[Inline]]]
}

/// A piece of a paragraph, heading or table cell.
package struct Inline: Sendable {
  package indirect enum Kind: Sendable {
    case text(String)
    case code(String)
    case emphasis([Inline])
    case strong([Inline])
    case link(destination: String, title: String, [Inline])
    case image(destination: String, title: String, [Inline])
    case softBreak
    case lineBreak
    case html(String)
    /// A code span that starts with `= `.
    case result(InlineResult)
    /// `@fig-id` or `@tbl-id`, without the `@`.
    case reference(String)
    /// `[^id]` where the file defines that footnote, by its key.
    case footnote(String)
    /// TeX between `$`, `$$` or `` $` ``; `display` for `$$`.
    case math(String, display: Bool)
  }

  package let kind: Kind
  package let range: SourceRange

  package init(_ kind: Kind, range: SourceRange) {
    self.kind = kind
    self.range = range
  }
}

/// An inline code span that starts with `= `, to be replaced by the value of its expression.
package struct InlineResult: Sendable, Hashable {
  /// What stands after `= `.
  package let expression: String
  /// Of the expression, so that column `i` of the expression is column `range.start.column + i` of the line
  /// (for an expression on one line).
  package let range: SourceRange
  /// Of the code span with its backticks: what a report replaces.
  package let spanRange: SourceRange
}

/// A fenced block whose info string is `yaml {#id .kind}`.
package struct ParameterBlock: Sendable {
  /// `experiment`, `claims`, `table` or `plot`.
  package let kind: Kind
  package let kindRange: SourceRange
  package let id: String?
  /// Of the id without `#`; of the kind where there is no id.
  package let idRange: SourceRange
  /// Further `key=value` attributes, in order.
  package let attributes: [Attribute]
  /// What the block holds; `null` where it is empty.
  package let root: YAMLNode
  /// The block's lines as written between the fences, before `${name}` is replaced.
  package let text: String
  /// Of the whole block with its fences.
  package let range: SourceRange

  package enum Kind: String, Sendable, CaseIterable {
    case experiment, claims, table, plot
  }

  package struct Attribute: Sendable {
    package let key: String
    package let keyRange: SourceRange
    package let value: String
    package let valueRange: SourceRange
  }
}
