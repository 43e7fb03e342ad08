import Statistics
import Tensors

/// What an expression comes to.
package enum Value: Hashable, Sendable {
  /// NaN where it has no value: of no seed, a quotient by zero, a root of a negative number.
  case number(Double)
  case sample(Sample)
  case truth(Bool)
}

/// The value of an expression and how many seeds it rests on.
package struct Evaluation: Hashable, Sendable {
  package let value: Value
  /// The seeds of the sample with the most missing values that went in; 0 where none did.
  package let seeds: Int
  /// How many of these have no number: a claim with any cannot hold.
  package let missingSeeds: Int
  /// Why, if there are any.
  package let absence: Sample.Absence
}

extension CheckedExpression {
  /// The value over the results. What cannot be computed is a missing value and never an error: a seed
  /// without a number stays without one, and a number becomes NaN. Comparisons of what is missing are false.
  /// Not for an expression of type `verdict`; claims evaluate the sides of such a comparison.
  package func evaluate(over source: any ResultSource) throws(ExpressionError) -> Evaluation {
    try evaluate(expression.root, over: source)
  }

  /// The value of one node of this expression.
  package func evaluate(
    _ node: ExpressionNode, over source: any ResultSource
  ) throws(ExpressionError) -> Evaluation {
    var evaluator = ExpressionEvaluator(checked: self, source: source)
    let value: Value
    switch try evaluator.result(node) {
    case .number(let number): value = .number(number)
    case .truth(let truth): value = .truth(truth)
    case .sample(let sample):
      evaluator.note(sample)
      value = .sample(sample)
    case .seedwise:
      preconditionFailure("a comparison of samples needs a test: '\(expression.text)'")
    }
    let worst = evaluator.worst
    return Evaluation(
      value: value, seeds: worst?.seeds.count ?? 0, missingSeeds: worst?.missingCount ?? 0,
      absence: worst?.absence ?? .failed)
  }
}

extension CheckedExpression {
  /// Whether a condition inside of `all(…)` holds, for each seed; nil for a seed without a number.
  func truths(_ node: ExpressionNode, over source: any ResultSource) throws(ExpressionError) -> [Bool?] {
    var evaluator = ExpressionEvaluator(checked: self, source: source)
    guard case .seedwise(let truths) = try evaluator.result(node) else {
      preconditionFailure("no condition on every seed: '\(expression.text)'")
    }
    return truths
  }
}

private struct ExpressionEvaluator {
  enum Result {
    case number(Double)
    case sample(Sample)
    case truth(Bool)
    /// Nil where the seed has no number.
    case seedwise([Bool?])
  }

  let checked: CheckedExpression
  let source: any ResultSource
  /// The sample with the most missing values that was reduced to a number.
  private(set) var worst: Sample?

  init(checked: CheckedExpression, source: any ResultSource) {
    self.checked = checked
    self.source = source
  }

  mutating func note(_ sample: Sample) {
    if let worst, worst.missingCount >= sample.missingCount { return }
    worst = sample
  }

  mutating func result(_ node: ExpressionNode) throws(ExpressionError) -> Result {
    switch node.kind {
    case .number(let value): return .number(value)
    case .metric(let reference): return .sample(try source.sample(checked.metric(reference), at: .last))
    case .negated(let operand): return Self.mapped(try result(operand)) { -$0 }
    case .arithmetic(let operation, let a, let b):
      return Self.combined(try result(a), try result(b)) { x, y in
        switch operation {
        case .add: x + y
        case .subtract: x - y
        case .multiply: x * y
        case .divide: x / y
        }
      }
    case .comparison(let comparison, let a, let b):
      return compared(try result(a), try result(b)) { comparison.holds($0, $1) }
    case .within(let a, let b, let margin):
      guard case .number(let width) = try result(margin) else {
        preconditionFailure("a margin that is no number")
      }
      return compared(try result(a), try result(b)) { ($0 - $1).magnitude <= width }
    case .not(let operand):
      switch try result(operand) {
      case .truth(let truth): return .truth(!truth)
      case .seedwise(let truths): return .seedwise(truths.map { $0.map { !$0 } })
      case .number, .sample: preconditionFailure("'not' of a number")
      }
    case .logical(let operation, let a, let b):
      return Self.joined(try result(a), try result(b)) { operation == .and ? $0 && $1 : $0 || $1 }
    case .call(let function, let arguments):
      return try called(function, arguments)
    }
  }

  // MARK: Functions

  private mutating func called(
    _ function: ExpressionFunction, _ arguments: [ExpressionNode]
  ) throws(ExpressionError) -> Result {
    switch function {
    case .mean, .std, .median, .min, .max, .count:
      let argument = try result(arguments[0])
      if case .seedwise(let truths) = argument { return .number(Double(truths.count { $0 == true })) }
      guard case .sample(let sample) = argument else {
        preconditionFailure("\(function) of something else than a sample")
      }
      // The count tells of missing seeds by itself.
      if function == .count { return .number(Double(sample.present.count)) }
      note(sample)
      return .number(Self.reduced(sample.present, function))
    case .abs: return Self.mapped(try result(arguments[0])) { $0.magnitude }
    case .sqrt: return Self.mapped(try result(arguments[0])) { $0.squareRoot() }
    case .log: return Self.mapped(try result(arguments[0])) { $0 > 0 ? Elementary.log($0) : .nan }
    case .exp: return Self.mapped(try result(arguments[0])) { Elementary.exp($0) }
    case .best: return .sample(try source.sample(metric(arguments[0]), at: .best))
    case .at:
      guard case .number(let epoch) = arguments[1].kind else {
        preconditionFailure("an epoch that is no number")
      }
      return .sample(try source.sample(metric(arguments[0]), at: .epoch(Int(epoch))))
    case .epochsTo:
      guard case .number(let threshold) = try result(arguments[1]) else {
        preconditionFailure("a threshold that is no number")
      }
      return .sample(try epochs(metric(arguments[0]), reaching: threshold))
    case .all:
      guard case .seedwise(let truths) = try result(arguments[0]) else {
        preconditionFailure("all of something else than a comparison of samples")
      }
      return .truth(truths.allSatisfy { $0 == true })
    }
  }

  private func metric(_ node: ExpressionNode) -> ResolvedMetric {
    guard case .metric(let reference) = node.kind else {
      preconditionFailure("an argument that is no metric")
    }
    return checked.metric(reference)
  }

  private static func reduced(_ values: [Double], _ function: ExpressionFunction) -> Double {
    guard !values.isEmpty else { return .nan }
    return switch function {
    case .mean: Descriptive.mean(values)
    case .std: Descriptive.standardDeviation(values)
    case .median: Descriptive.median(values)
    case .min: values.min() ?? .nan
    case .max: values.max() ?? .nan
    default: preconditionFailure("\(function) reduces nothing")
    }
  }

  private func epochs(
    _ metric: ResolvedMetric, reaching threshold: Double
  ) throws(ExpressionError) -> Sample {
    let (seeds, curves) = try source.curves(metric)
    let lowerIsBetter = source.isLowerBetter(metric.metric)
    let values = curves.map { curve in
      curve?.firstEpoch(reaching: threshold, lowerIsBetter: lowerIsBetter).map(Double.init)
    }
    return Sample(
      experiment: metric.experiment, seeds: seeds, values: values,
      absence: curves.contains { $0 == nil } ? .failed : .notReached,
      neverBefore: zip(values, curves).map { value, curve in
        value == nil ? curve?.epochs.last.map { Double($0 + 1) } : nil
      })
  }

  // MARK: Seed by seed

  /// Finite, or NaN: an overflow is as good as no value.
  private static func number(_ value: Double) -> Result {
    .number(value.isFinite ? value : .nan)
  }

  private static func mapped(_ operand: Result, _ transform: (Double) -> Double) -> Result {
    switch operand {
    case .number(let value): number(transform(value))
    case .sample(let sample): .sample(sample.map(transform))
    case .truth, .seedwise: preconditionFailure("arithmetic on a truth value")
    }
  }

  private static func combined(_ a: Result, _ b: Result, _ transform: (Double, Double) -> Double) -> Result {
    switch (a, b) {
    case (.number(let x), .number(let y)): number(transform(x, y))
    case (.sample(let x), .number(let y)): .sample(x.map { transform($0, y) })
    case (.number(let x), .sample(let y)): .sample(y.map { transform(x, $0) })
    case (.sample(let x), .sample(let y)): .sample(x.combined(with: y, transform))
    default: preconditionFailure("arithmetic on a truth value")
    }
  }

  private mutating func compared(_ a: Result, _ b: Result, _ holds: (Double, Double) -> Bool) -> Result {
    if case .number(let x) = a, case .number(let y) = b { return .truth(holds(x, y)) }
    // The difference is there where both sides are: it tells which seeds can be compared.
    guard case .sample(let both) = Self.combined(a, b, { $0 - $1 }) else {
      preconditionFailure("a comparison of truth values")
    }
    note(both)
    let truths = both.values.indices.map { index -> Bool? in
      guard let x = Self.value(a, index), let y = Self.value(b, index), !x.isNaN, !y.isNaN else { return nil }
      return holds(x, y)
    }
    return .seedwise(truths)
  }

  private static func value(_ result: Result, _ index: Int) -> Double? {
    switch result {
    case .number(let value): value
    case .sample(let sample): sample.values[index]
    case .truth, .seedwise: nil
    }
  }

  private static func joined(_ a: Result, _ b: Result, _ join: (Bool, Bool) -> Bool) -> Result {
    func both(_ x: Bool?, _ y: Bool?) -> Bool? { if let x, let y { join(x, y) } else { nil } }
    return switch (a, b) {
    case (.truth(let x), .truth(let y)): .truth(join(x, y))
    case (.seedwise(let x), .truth(let y)): .seedwise(x.map { both($0, y) })
    case (.truth(let x), .seedwise(let y)): .seedwise(y.map { both(x, $0) })
    case (.seedwise(let x), .seedwise(let y)): .seedwise(zip(x, y).map { both($0, $1) })
    default: preconditionFailure("'and' or 'or' of numbers")
    }
  }
}
