import Experiments

/// The numbers behind a claim: the value of each side of every comparison in it, or of the whole.
enum ClaimValues {
  static func values(
    of checked: CheckedExpression, source: StoredResults, words: Words
  ) throws(ExpressionError) -> [(text: String, value: String)] {
    let printer = ResultPrinter(words: words.results)
    let characters = Array(checked.expression.text)
    var values: [(text: String, value: String)] = []
    for node in sides(of: checked.expression.root) {
      // A bare number says all by itself.
      if case .number = node.kind { continue }
      let value = printer.text(try checked.evaluate(node, over: source))
      let text = String(characters[node.range])
      if !values.contains(where: { $0.text == text }) { values.append((text, value)) }
    }
    return values
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
