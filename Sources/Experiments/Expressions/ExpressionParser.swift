import Diagnostics

extension Expression {
  /// Reads an expression. `experiments` are the names of the file's experiments, needed only for those that
  /// hold a hyphen (`two-moons.test.loss`).
  package init(parsing text: String, experiments: [String] = []) throws(ExpressionError) {
    var parser = try ExpressionParser(text, experiments: experiments)
    self.init(text: text, root: try parser.whole())
  }
}

/// A precedence-climbing parser. From loosest to tightest: `or`, `and`, `not`, comparisons (which do not
/// chain) with `within`, `+ -`, `* /`, unary minus. Equal ones group from the left.
struct ExpressionParser {
  /// Longer text is no expression that a person wrote.
  static let largestLength = 10_000
  /// Bounds the recursion of everything that walks an expression.
  static let largestDepth = 200

  private var lexer: ExpressionLexer
  private var token: ExpressionToken
  private var nesting = 0

  init(_ text: String, experiments: [String]) throws(ExpressionError) {
    let characters = Array(text)
    guard characters.count <= Self.largestLength else {
      throw ExpressionError(
        "an expression of \(characters.count) characters; at most \(Self.largestLength) are allowed",
        at: 0..<characters.count)
    }
    lexer = ExpressionLexer(characters, experiments: experiments)
    token = try lexer.next()
  }

  /// The expression, and nothing after it.
  mutating func whole() throws(ExpressionError) -> ExpressionNode {
    let node = try expression()
    if token.kind == .symbol("|") {
      throw ExpressionError(
        "unexpected '|'", at: token.range, hint: "a form such as '| percent' stands in inline results only")
    }
    guard token.kind == .end else { throw unexpected() }
    return node
  }

  /// The expression before a `|` or the end, and the place after that `|`, if there is one.
  mutating func beforeBar() throws(ExpressionError) -> (node: ExpressionNode, formatStart: Int?) {
    let node = try expression()
    if token.kind == .symbol("|") { return (node, token.range.upperBound) }
    guard token.kind == .end else { throw unexpected() }
    return (node, nil)
  }

  // MARK: Operators

  private enum Level: Int, Comparable {
    case or = 1
    case and, not, comparison, sum, product, unary

    static func < (a: Level, b: Level) -> Bool { a.rawValue < b.rawValue }
    var next: Level { Level(rawValue: rawValue + 1) ?? .unary }
  }

  private var infixLevel: Level? {
    switch token.kind {
    case .name("or"): .or
    case .name("and"): .and
    case .symbol("<"), .symbol("<="), .symbol(">"), .symbol(">="), .symbol("=="), .symbol("!="): .comparison
    case .symbol("+"), .symbol("-"): .sum
    case .symbol("*"), .symbol("/"): .product
    default: nil
    }
  }

  private mutating func expression(_ lowest: Level = .or) throws(ExpressionError) -> ExpressionNode {
    nesting += 1
    defer { nesting -= 1 }
    guard nesting <= Self.largestDepth else { throw tooDeep(at: token.range) }
    var left = try prefixed(lowest)
    while let level = infixLevel, level >= lowest {
      let mark = token
      token = try lexer.next()
      let right = try expression(level.next)
      left = try infix(mark, left, right)
      guard left.depth <= Self.largestDepth else { throw tooDeep(at: mark.range) }
    }
    return left
  }

  private mutating func infix(
    _ mark: ExpressionToken, _ left: ExpressionNode, _ right: ExpressionNode
  ) throws(ExpressionError) -> ExpressionNode {
    let range = left.range.lowerBound..<right.range.upperBound
    switch mark.kind {
    case .name(let word):
      return ExpressionNode(.logical(word == "or" ? .or : .and, left, right), range)
    case .symbol(let symbol):
      if let operation = ArithmeticOperator(rawValue: symbol) {
        return ExpressionNode(.arithmetic(operation, left, right), range)
      }
      if let comparison = ComparisonOperator(rawValue: symbol) {
        return try within(comparison, left, right, range)
      }
    default: break
    }
    preconditionFailure("\(mark) is no operator")
  }

  /// A comparison, with its margin where one follows. Comparisons do not chain.
  private mutating func within(
    _ comparison: ComparisonOperator, _ left: ExpressionNode, _ right: ExpressionNode, _ range: Range<Int>
  ) throws(ExpressionError) -> ExpressionNode {
    var node = ExpressionNode(.comparison(comparison, left, right), range)
    if token.kind == .name("within") {
      guard comparison == .equal else {
        throw ExpressionError("'within' goes with '==', not '\(comparison.rawValue)'", at: token.range)
      }
      token = try lexer.next()
      let margin = try expression(.sum)
      node = ExpressionNode(
        .within(left, right, margin: margin), range.lowerBound..<margin.range.upperBound)
    }
    if infixLevel == .comparison {
      throw ExpressionError(
        "comparisons do not chain", at: token.range, hint: "join two with 'and': a < b and b < c")
    }
    return node
  }

  private mutating func prefixed(_ lowest: Level) throws(ExpressionError) -> ExpressionNode {
    let start = token.range
    switch token.kind {
    case .symbol("-"), .symbol("+"):
      let isMinus = token.kind == .symbol("-")
      token = try lexer.next()
      let operand = try expression(.unary)
      return isMinus
        ? ExpressionNode(.negated(operand), start.lowerBound..<operand.range.upperBound) : operand
    case .name("not"):
      guard lowest <= .not else {
        throw ExpressionError("'not' needs parentheses here", at: start, hint: "write (not …)")
      }
      token = try lexer.next()
      let operand = try expression(.not)
      return ExpressionNode(.not(operand), start.lowerBound..<operand.range.upperBound)
    default:
      return try primary()
    }
  }

  // MARK: Operands

  private mutating func primary() throws(ExpressionError) -> ExpressionNode {
    let first = token
    switch first.kind {
    case .number(let value):
      token = try lexer.next()
      if token.kind == .symbol("%") { throw unexpected() }
      return ExpressionNode(.number(value), first.range)
    case .symbol("("):
      token = try lexer.next()
      let inner = try expression()
      let end = try closing(openedBy: first.range)
      return ExpressionNode(inner.kind, first.range.lowerBound..<end)
    case .name(let name) where !Self.keywords.contains(name):
      token = try lexer.next()
      if token.kind == .symbol("(") { return try call(name, first.range) }
      return try metric(name, first.range)
    case .selector:
      throw ExpressionError("brackets without a metric before them", at: first.range)
    default:
      throw unexpected()
    }
  }

  private static let keywords = ["and", "or", "not", "within"]

  private mutating func metric(_ name: String, _ nameRange: Range<Int>) throws(ExpressionError)
    -> ExpressionNode
  {
    var selector: VariantSelector?
    if case .selector(let found) = token.kind {
      selector = found
      token = try lexer.next()
    }
    let range = nameRange.lowerBound..<(selector?.range.upperBound ?? nameRange.upperBound)
    let reference = MetricReference(name: name, nameRange: nameRange, selector: selector, range: range)
    return ExpressionNode(.metric(reference), range)
  }

  private mutating func call(_ name: String, _ nameRange: Range<Int>) throws(ExpressionError)
    -> ExpressionNode
  {
    guard let function = ExpressionFunction(rawValue: name) else {
      throw ExpressionError(
        "unknown function '\(name)'", at: nameRange,
        hint: Suggestion.hintOrList(for: name, in: ExpressionFunction.allCases.map(\.rawValue)))
    }
    let opening = token.range
    token = try lexer.next()
    var arguments: [ExpressionNode] = []
    if token.kind != .symbol(")") {
      arguments.append(try expression())
      while token.kind == .symbol(",") {
        token = try lexer.next()
        arguments.append(try expression())
      }
    }
    let end = try closing(openedBy: opening)
    let range = nameRange.lowerBound..<end
    guard arguments.count == function.argumentCount else {
      let wanted = function.argumentCount == 1 ? "one argument" : "two arguments"
      throw ExpressionError(
        "\(name) takes \(wanted), not \(arguments.count)", at: range, hint: function.signature)
    }
    let node = ExpressionNode(.call(function, arguments), range)
    guard node.depth <= Self.largestDepth else { throw tooDeep(at: nameRange) }
    return node
  }

  /// Steps over a `)`; returns the place after it.
  private mutating func closing(openedBy opening: Range<Int>) throws(ExpressionError) -> Int {
    if token.kind == .end || token.kind == .symbol("|") {
      throw ExpressionError("'(' without its ')'", at: opening)
    }
    guard token.kind == .symbol(")") else { throw unexpected() }
    let end = token.range.upperBound
    token = try lexer.next()
    return end
  }

  // MARK: Errors

  private func unexpected() -> ExpressionError {
    switch token.kind {
    case .end: ExpressionError("something is missing at the end", at: token.range)
    case .number: ExpressionError("unexpected number", at: token.range)
    case .name(let name): ExpressionError("unexpected '\(name)'", at: token.range)
    case .selector: ExpressionError("brackets without a metric before them", at: token.range)
    case .symbol("%"):
      ExpressionError("unexpected '%'", at: token.range, hint: "a percentage is a number and '%': 95 %")
    case .symbol(let symbol): ExpressionError("unexpected '\(symbol)'", at: token.range)
    }
  }

  private func tooDeep(at range: Range<Int>) -> ExpressionError {
    ExpressionError("the expression is too deep; at most \(Self.largestDepth) levels are allowed", at: range)
  }
}
