/// Formulas: a subset of TeX in, MathML Core out, which browsers draw without a script or a font of ours.
package enum MathML {
  /// How deep groups, arguments and fences may stand in each other.
  static let maximumDepth = 200

  /// A `math` element for a formula, with its TeX kept as an annotation. All text in it is escaped.
  ///
  /// - Parameter display: on a line of its own, with limits above and below; otherwise in running text.
  package static func convert(_ tex: String, display: Bool) -> Result<String, MathError> {
    var parser = MathParser(tex)
    let tree: [MathNode]
    do { tree = try parser.formula() } catch { return .failure(error) }
    var writer = MathWriter()
    writer.row(tree, isAlwaysGrouped: true)
    let annotation = HTMLText.escaped(tex)
    return .success(
      """
      <math display="\(display ? "block" : "inline")"><semantics>\(writer.text)\
      <annotation encoding="application/x-tex">\(annotation)</annotation></semantics></math>
      """)
  }
}

/// What is wrong with a formula's TeX.
package struct MathError: Error, Hashable, Sendable {
  package let message: String
  /// The character of the TeX, from 0, where it is wrong; the count of characters for its end.
  package let offset: Int
  /// What would be right.
  package let hint: String?

  package init(_ message: String, at offset: Int, hint: String? = nil) {
    self.message = message
    self.offset = offset
    self.hint = hint
  }
}
