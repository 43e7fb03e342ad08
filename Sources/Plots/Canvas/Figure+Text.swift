/// How rich the characters of a text plot may be.
package enum TextTier: Hashable, Sendable {
  /// Printable ASCII, for Markdown, logs and terminals that may know no more; names keep their own letters.
  case ascii
}

extension Figure {
  /// The figure in characters: lines of at most `columns` columns (72 suits Markdown), without trailing spaces,
  /// ending in a newline.
  package func text(columns: Int = 72, tier: TextTier = .ascii) -> String {
    ""
  }
}
