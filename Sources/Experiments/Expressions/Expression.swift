/// An expression as written: `mean(test.accuracy[relu]) - 95 %`. Parsing knows nothing of the experiments;
/// names are looked up by `CheckedExpression`.
package struct Expression: Hashable, Sendable {
  /// The characters that the ranges of nodes count.
  package let text: String
  package let root: ExpressionNode
}

/// A node of an expression with the characters it covers.
package struct ExpressionNode: Hashable, Sendable {
  package indirect enum Kind: Hashable, Sendable {
    /// A number or percentage: `95 %` is 0.95.
    case number(Double)
    case metric(MetricReference)
    case negated(ExpressionNode)
    case arithmetic(ArithmeticOperator, ExpressionNode, ExpressionNode)
    case comparison(ComparisonOperator, ExpressionNode, ExpressionNode)
    /// `a == b within margin`: |a − b| ≤ margin.
    case within(ExpressionNode, ExpressionNode, margin: ExpressionNode)
    case not(ExpressionNode)
    case logical(LogicalOperator, ExpressionNode, ExpressionNode)
    case call(ExpressionFunction, [ExpressionNode])
  }

  package let kind: Kind
  package let range: Range<Int>
  /// How many nodes lie on the longest way down, itself included; bounded, so that walking it down is safe.
  let depth: Int

  init(_ kind: Kind, _ range: Range<Int>) {
    self.kind = kind
    self.range = range
    depth = 1 + (kind.children.map(\.depth).max() ?? 0)
  }

  package var children: [ExpressionNode] { kind.children }
}

extension ExpressionNode.Kind {
  fileprivate var children: [ExpressionNode] {
    switch self {
    case .number, .metric: []
    case .negated(let a), .not(let a): [a]
    case .arithmetic(_, let a, let b), .comparison(_, let a, let b), .logical(_, let a, let b): [a, b]
    case .within(let a, let b, let margin): [a, b, margin]
    case .call(_, let arguments): arguments
    }
  }
}

package enum ArithmeticOperator: String, Sendable {
  case add = "+"
  case subtract = "-"
  case multiply = "*"
  case divide = "/"
}

package enum ComparisonOperator: String, Sendable {
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="
  case equal = "=="
  case notEqual = "!="

  /// Whether it holds of two numbers. Nothing holds of a missing one (NaN), `!=` neither.
  package func holds(_ a: Double, _ b: Double) -> Bool {
    if a.isNaN || b.isNaN { return false }
    return switch self {
    case .less: a < b
    case .lessOrEqual: a <= b
    case .greater: a > b
    case .greaterOrEqual: a >= b
    case .equal: a == b
    case .notEqual: a != b
    }
  }
}

package enum LogicalOperator: String, Sendable {
  case and
  case or
}

/// The functions of expressions.
package enum ExpressionFunction: String, CaseIterable, Sendable {
  // Of a sample: one number.
  case mean, std, median, min, max, count
  // Of a number, or of each of a sample.
  case abs, sqrt, log, exp
  // Of a metric: a sample.
  case best, at
  case epochsTo = "epochs_to"
  // Of a condition on every seed.
  case all

  /// How it is written, for messages.
  package var signature: String {
    switch self {
    case .mean, .std, .median, .min, .max: "\(rawValue)(sample)"
    case .count: "count(sample), count(sample > x)"
    case .abs, .sqrt, .log, .exp: "\(rawValue)(x)"
    case .best: "best(metric)"
    case .at: "at(metric, epoch)"
    case .epochsTo: "epochs_to(metric, threshold)"
    case .all: "all(sample > x)"
    }
  }

  /// What it computes, for help.
  package var summary: String {
    switch self {
    case .mean: "the mean over seeds"
    case .std: "the standard deviation over seeds (n - 1)"
    case .median: "the median over seeds"
    case .min: "the smallest over seeds"
    case .max: "the largest over seeds"
    case .count: "the number of seeds that have a value, or that satisfy a comparison"
    case .abs: "the absolute value"
    case .sqrt: "the square root"
    case .log: "the natural logarithm"
    case .exp: "e to the power of x"
    case .best: "the metric at the epoch with the best validation loss"
    case .at: "the metric at an epoch"
    case .epochsTo: "the first epoch at which the metric reaches the threshold"
    case .all: "whether a comparison holds for every seed"
    }
  }

  var argumentCount: Int {
    switch self {
    case .at, .epochsTo: 2
    default: 1
    }
  }
}

/// A metric of one variant as written: `moons.test.accuracy[relu]`. Which part of the dotted name is an
/// experiment only the experiments of the file can tell.
package struct MetricReference: Hashable, Sendable {
  package let name: String
  package let nameRange: Range<Int>
  package let selector: VariantSelector?
  /// All of it, the selector too.
  package let range: Range<Int>
}

/// What stands in brackets after a metric and names a variant.
package struct VariantSelector: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    /// `[relu]`, `["a, b"]`
    case label(String)
    /// `[model.activation=relu, loss=mse]`
    case levels([Level])
  }

  package struct Level: Hashable, Sendable {
    package let factor: String
    package let value: String
    package let factorRange: Range<Int>
    package let valueRange: Range<Int>
  }

  package let kind: Kind
  /// What stands between the brackets, trimmed; a label may itself look like levels.
  package let text: String
  package let range: Range<Int>
}
