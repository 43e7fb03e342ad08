import Diagnostics

/// What is wrong with an expression, and where in its text.
package struct ExpressionError: Error, Hashable, Sendable {
  /// Lower case, no full stop: `unknown metric 'test.acuracy'`.
  package var message: String
  /// Characters of the expression's text, counted from 0.
  package var range: Range<Int>
  /// What would be right, one line each.
  package var hints: [String]
  /// What the results lack, where it is that: found when evaluating, never when checking.
  package private(set) var obstacle: ResultObstacle?

  package init(_ message: String, at range: Range<Int>, hints: [String] = []) {
    self.message = message
    self.range = range
    self.hints = hints
  }

  package init(_ obstacle: ResultObstacle, at range: Range<Int>) {
    self.init(obstacle.message, at: range)
    self.obstacle = obstacle
  }

  package init(_ message: String, at range: Range<Int>, hint: String?) {
    self.init(message, at: range, hints: hint.map { [$0] } ?? [])
  }

  /// The diagnostic for an expression whose first character stands at `start`, all of it on one line.
  package func diagnostic(expressionAt start: SourceLocation, file: String? = nil) -> Diagnostic {
    let column = start.column + range.lowerBound
    return Diagnostic(
      .error, message, file: file,
      range: SourceRange(line: start.line, column: column, length: max(range.count, 1)), hints: hints)
  }
}
