/// An expression whose names are looked up and whose types fit: evaluating it cannot fail but for want of
/// results.
package struct CheckedExpression: Sendable {
  package let expression: Expression
  package let type: ExpressionType
  /// The metrics in it, in the order of their places.
  package let metrics: [ResolvedMetric]

  /// Looks up names and types. `experiment` is the one that a metric without an experiment's name belongs to;
  /// by default the only one of the file. `variant` is the one of a metric of that experiment without a selector.
  package init(
    _ expression: Expression, names: any ResultNames, experiment: String? = nil, variant: Int? = nil
  ) throws(ExpressionError) {
    var checker = ExpressionChecker(
      resolver: MetricResolver(names: names, experiment: experiment, variant: variant))
    type = try checker.type(of: expression.root)
    self.expression = expression
    metrics = checker.metrics.sorted { $0.range.lowerBound < $1.range.lowerBound }
  }

  /// The type of one node of this expression, on its own: what stands in an `all(…)` is taken out of it.
  package func type(of node: ExpressionNode) -> ExpressionType {
    var checker = ExpressionChecker(resolver: nil, metrics: metrics)
    do {
      return try checker.type(of: node)
    } catch {
      preconditionFailure("a node of another expression: \(error.message)")
    }
  }

  /// Sides of tested comparisons that are numbers computed from metrics, such as the mean of another sample: a test
  /// against them knows nothing of their own noise.
  var numbersFromOtherRuns: [Range<Int>] {
    func found(_ node: ExpressionNode) -> [Range<Int>] {
      switch node.kind {
      case .comparison(_, let a, let b), .within(let a, let b, _):
        guard type(of: node) == .verdict else { return [] }
        return [a, b].filter { side in
          type(of: side) == .number && metrics.contains { side.range.contains($0.range.lowerBound) }
        }.map(\.range)
      case .not, .logical: return node.children.flatMap(found)
      default: return []
      }
    }
    return found(expression.root)
  }

  func metric(_ reference: MetricReference) -> ResolvedMetric {
    guard let metric = metrics.first(where: { $0.range == reference.range }) else {
      preconditionFailure("'\(reference.name)' stands in another expression")
    }
    return metric
  }
}

package enum ExpressionType: Hashable, Sendable {
  case number
  /// One number for each seed of this experiment.
  case sample(experiment: String)
  /// Plain truth.
  case truth
  /// Truth seed by seed, inside of `all(…)`.
  case seedwiseTruth(experiment: String)
  /// A comparison of samples outside of `all(…)`: a claim, for a statistical test to judge.
  case verdict

  /// In words: `a number`.
  package var description: String {
    switch self {
    case .number: "a number"
    case .sample: "a sample (one number per seed)"
    case .truth, .seedwiseTruth: "true or false"
    case .verdict: "a claim"
    }
  }

  fileprivate var experiment: String? {
    switch self {
    case .sample(let experiment), .seedwiseTruth(let experiment): experiment
    default: nil
    }
  }
}

/// Infers the types of an expression from the leaves up.
private struct ExpressionChecker {
  /// Nil where `metrics` already holds all that the nodes refer to.
  let resolver: MetricResolver?
  var metrics: [ResolvedMetric] = []

  mutating func type(
    of node: ExpressionNode, insideAll: Bool = false
  ) throws(ExpressionError) -> ExpressionType {
    switch node.kind {
    case .number:
      return .number
    case .metric(let reference):
      return .sample(experiment: try resolve(reference).experiment)
    case .negated(let operand):
      return try numeric(operand, insideAll, for: "'-'")
    case .arithmetic(let operation, let a, let b):
      if operation == .divide, b.kind == .number(0) { throw ExpressionError("division by zero", at: b.range) }
      return try joined(a, b, insideAll, node, for: "'\(operation.rawValue)'")
    case .comparison(let comparison, let a, let b):
      return try compared(a, b, insideAll, node, for: "'\(comparison.rawValue)'")
    case .within(let a, let b, let margin):
      guard try numeric(margin, insideAll, for: "'within'") == .number else {
        throw ExpressionError("a margin is a number, not a sample", at: margin.range)
      }
      if case .negated(let inner) = margin.kind, case .number = inner.kind {
        throw ExpressionError("a margin is not negative", at: margin.range)
      }
      return try compared(a, b, insideAll, node, for: "'=='")
    case .not(let operand):
      return try logical(operand, insideAll, for: "'not'")
    case .logical(let operation, let a, let b):
      let left = try logical(a, insideAll, for: "'\(operation.rawValue)'")
      let right = try logical(b, insideAll, for: "'\(operation.rawValue)'")
      if left == .verdict || right == .verdict { return .verdict }
      if let experiment = try commonExperiment(left, right, node) {
        return .seedwiseTruth(experiment: experiment)
      }
      return .truth
    case .call(let function, let arguments):
      return try called(function, arguments, insideAll)
    }
  }

  private mutating func resolve(_ reference: MetricReference) throws(ExpressionError) -> ResolvedMetric {
    if let known = metrics.first(where: { $0.range == reference.range }) { return known }
    guard let resolver else {
      throw ExpressionError("'\(reference.name)' was not looked up", at: reference.range)
    }
    let metric = try resolver.resolve(reference)
    metrics.append(metric)
    return metric
  }

  private mutating func numeric(
    _ node: ExpressionNode, _ insideAll: Bool, for what: String
  ) throws(ExpressionError) -> ExpressionType {
    let type = try type(of: node, insideAll: insideAll)
    switch type {
    case .number, .sample: return type
    case .truth, .seedwiseTruth, .verdict:
      throw ExpressionError("\(what) takes numbers, and this is \(type.description)", at: node.range)
    }
  }

  private mutating func logical(
    _ node: ExpressionNode, _ insideAll: Bool, for what: String
  ) throws(ExpressionError) -> ExpressionType {
    let type = try type(of: node, insideAll: insideAll)
    switch type {
    case .truth, .seedwiseTruth, .verdict: return type
    case .number, .sample:
      throw ExpressionError("\(what) takes conditions, and this is \(type.description)", at: node.range)
    }
  }

  private mutating func joined(
    _ a: ExpressionNode, _ b: ExpressionNode, _ insideAll: Bool, _ node: ExpressionNode, for what: String
  ) throws(ExpressionError) -> ExpressionType {
    let left = try numeric(a, insideAll, for: what)
    let right = try numeric(b, insideAll, for: what)
    return try commonExperiment(left, right, node).map { .sample(experiment: $0) } ?? .number
  }

  private mutating func compared(
    _ a: ExpressionNode, _ b: ExpressionNode, _ insideAll: Bool, _ node: ExpressionNode, for what: String
  ) throws(ExpressionError) -> ExpressionType {
    guard case .sample(let experiment) = try joined(a, b, insideAll, node, for: what) else { return .truth }
    return insideAll ? .seedwiseTruth(experiment: experiment) : .verdict
  }

  private func commonExperiment(
    _ a: ExpressionType, _ b: ExpressionType, _ node: ExpressionNode
  ) throws(ExpressionError) -> String? {
    if let left = a.experiment, let right = b.experiment, left != right {
      throw ExpressionError(
        "samples of '\(left)' and '\(right)' are not paired by seed", at: node.range,
        hint: "compare numbers over the seeds, such as mean(…)")
    }
    return a.experiment ?? b.experiment
  }

  private mutating func called(
    _ function: ExpressionFunction, _ arguments: [ExpressionNode], _ insideAll: Bool
  ) throws(ExpressionError) -> ExpressionType {
    let first = arguments[0]
    switch function {
    case .count where Self.isCondition(first):
      // How many seeds satisfy it.
      let type = try logical(first, true, for: function.rawValue)
      guard case .seedwiseTruth = type else {
        throw ExpressionError("count asks something of every seed, and this holds no sample", at: first.range)
      }
      return .number
    case .mean, .std, .median, .min, .max, .count:
      let type = try numeric(first, insideAll, for: function.rawValue)
      guard case .sample = type else {
        throw ExpressionError("\(function.rawValue) takes a sample, and this is a number", at: first.range)
      }
      return .number
    case .abs, .sqrt, .log, .exp:
      return try numeric(first, insideAll, for: function.rawValue)
    case .best:
      return .sample(experiment: try metricArgument(first, of: function).experiment)
    case .at:
      let metric = try metricArgument(first, of: function)
      let epoch = try Self.epoch(arguments[1])
      if let last = resolver?.names.lastEpoch(of: metric.experiment, variant: metric.variant), epoch > last {
        throw ExpressionError("epoch \(epoch) lies beyond the last, \(last)", at: arguments[1].range)
      }
      return .sample(experiment: metric.experiment)
    case .epochsTo:
      let metric = try metricArgument(first, of: function)
      guard try numeric(arguments[1], insideAll, for: function.rawValue) == .number else {
        throw ExpressionError("a threshold is a number, not a sample", at: arguments[1].range)
      }
      return .sample(experiment: metric.experiment)
    case .all:
      let type = try logical(first, true, for: function.rawValue)
      guard case .seedwiseTruth = type else {
        throw ExpressionError("all asks something of every seed, and this holds no sample", at: first.range)
      }
      return .truth
    }
  }

  private static func isCondition(_ node: ExpressionNode) -> Bool {
    switch node.kind {
    case .comparison, .within, .not, .logical: true
    default: false
    }
  }

  private mutating func metricArgument(
    _ node: ExpressionNode, of function: ExpressionFunction
  ) throws(ExpressionError) -> ResolvedMetric {
    guard case .metric(let reference) = node.kind else {
      throw ExpressionError("\(function.rawValue) takes a metric", at: node.range, hint: function.signature)
    }
    return try resolve(reference)
  }

  static func epoch(_ node: ExpressionNode) throws(ExpressionError) -> Int {
    guard case .number(let value) = node.kind, let epoch = Int(exactly: value), epoch >= 0 else {
      throw ExpressionError("an epoch is a whole number", at: node.range)
    }
    return epoch
  }
}
