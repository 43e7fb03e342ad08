import Diagnostics
import Experiments
import Notebooks

/// A claim as written, with where its expression stands.
struct WrittenClaim {
  let sentence: String
  let expression: YAMLNode

  /// The claims of a block: a mapping from sentence to expression.
  static func claims(of block: ParameterBlock) -> [WrittenClaim] {
    (block.root.mapping ?? []).map { WrittenClaim(sentence: $0.key, expression: $0.value) }
  }

  /// The expression, parsed and looked up.
  func checked(names: any ResultNames) throws(ExpressionError) -> CheckedExpression {
    let parsed = try Expression(parsing: expression.scalarText, experiments: names.experiments)
    return try CheckedExpression(parsed, names: names)
  }

  func diagnostic(_ error: ExpressionError, file: String) -> Diagnostic {
    Diagnostic(
      .error, error.message, file: file, range: expression.range(ofCharacters: error.range),
      hints: error.hints)
  }
}

/// The numbers behind a claim: the value of each side of every comparison in it, or of the whole.
enum ClaimValues {
  static func values(of checked: CheckedExpression, source: StoredResults, words: Words) -> [(
    text: String, value: String
  )] {
    let printer = ResultPrinter(words: words.results)
    let characters = Array(checked.expression.text)
    return sides(of: checked.expression.root).compactMap { node -> (text: String, value: String)? in
      // A bare number says all by itself.
      if case .number = node.kind { return nil }
      let text = String(characters[node.range])
      do {
        return (text, printer.text(try checked.evaluate(node, over: source)))
      } catch {
        return (text, words.noValue)
      }
    }
  }

  private static func sides(of node: ExpressionNode) -> [ExpressionNode] {
    switch node.kind {
    case .comparison(_, let a, let b): sides(of: a) + sides(of: b)
    case .within(let a, let b, _): sides(of: a) + sides(of: b)
    case .not(let a): sides(of: a)
    case .logical(_, let a, let b): sides(of: a) + sides(of: b)
    case .call(.all, let arguments): arguments.flatMap(sides)
    default: [node]
    }
  }
}
