/// What a table's cell shows of a variant: an expression in which a metric without a selector is that variant's, as
/// `best(test.accuracy)` or `test.loss - train.loss`.
package struct ColumnExpression: Sendable {
  private let checked: CheckedExpression

  /// Whether a text is more than the name of a metric, and so is to be read as an expression.
  package static func isExpression(_ text: String) -> Bool {
    text.utf8.contains { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "."), 0x80...:
        false
      default: true
      }
    }
  }

  /// Throws what is wrong with it, with places that count the characters of `text`.
  package init(
    parsing text: String, experiment: String, variant: Int, names: any ResultNames
  ) throws(ExpressionError) {
    let parsed = try Expression(parsing: text, experiments: names.experiments)
    checked = try CheckedExpression(parsed, names: names, experiment: experiment, variant: variant)
    guard case .sample = checked.type else {
      throw ExpressionError(
        "a cell shows a value for each seed, and this is \(checked.type.description)", at: parsed.root.range,
        hint: "write for instance best(test.accuracy)")
    }
  }

  package func sample(over source: any ResultSource) throws(ExpressionError) -> Sample {
    guard case .sample(let sample) = try checked.evaluate(over: source).value else {
      preconditionFailure("a column that is no sample")
    }
    return sample
  }

  /// The metric whose unit and better side the expression has: `test.accuracy` of `best(test.accuracy)`; nil for what
  /// is computed from metrics.
  package static func metric(of text: String) -> String? {
    guard isExpression(text), let parsed = try? Expression(parsing: text, experiments: []) else { return nil }
    switch parsed.root.kind {
    case .call(.best, let arguments), .call(.at, let arguments):
      guard case .metric(let reference) = arguments[0].kind else { return nil }
      return reference.name
    default: return nil
    }
  }

  /// Whether it counts epochs until a threshold is reached: fewer are better.
  package static func countsEpochs(_ text: String) -> Bool {
    guard text.contains("epochs_to"), let parsed = try? Expression(parsing: text, experiments: []) else {
      return false
    }
    if case .call(.epochsTo, _) = parsed.root.kind { return true }
    return false
  }
}
