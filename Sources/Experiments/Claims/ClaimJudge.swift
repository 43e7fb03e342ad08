import Diagnostics
import Statistics

/// Judges the claims of one file.
///
/// - Numbers are compared as they are: true holds, false is refuted.
/// - A sample is tested against a number or another sample by the differences seed by seed: the exact two-sided
///   sign-flip test, above 20 seeds the paired t test. With p < α the claim holds or is refuted by the side on which
///   the mean difference lies; else it is inconclusive. Comparisons of two samples, and what mixes variants otherwise
///   (`a[x] - a[y] > 0`), form one family per file, within which p is Holm-adjusted.
/// - `a == b within margin` holds where the 90 % interval of the difference lies inside ±margin, and is refuted
///   where the interval at level 1 − α lies outside.
/// - `a == b` without a margin holds only where both agree on every seed; equality cannot be shown by a test.
/// - A seed without a number (a run that diverged) keeps a claim from holding, and nothing is tested.
/// - `and`, `or` and `not` join verdicts by Kleene's three-valued logic.
package struct ClaimJudge {
  private let source: any ResultSource
  private let alpha: Double

  /// - Parameter alpha: significance level, between 0 and 1.
  package init(source: any ResultSource, alpha: Double) {
    self.source = source
    self.alpha = alpha
  }

  /// In the order of the claims, which are all claims of the file: they share Holm's family.
  package func judge(_ claims: [CheckedExpression]) -> [ClaimJudgement] {
    let drafted = claims.map { self.drafted($0) }
    let family = drafted.flatMap { (try? $0.get()) ?? [] }.filter(\.isInFamily)
    var adjusted = Holm.adjusted(family.map { $0.testedP ?? 1 })[...]
    return zip(claims, drafted).map { claim, draft in
      switch draft {
      case .failure(let error):
        ClaimJudgement(verdict: .inconclusive, comparisons: [], obstacle: error)
      case .success(let comparisons):
        judgement(
          of: claim,
          comparisons.map { comparison in
            comparison.judged(
              adjustedP: comparison.isInFamily ? adjusted.popFirst() : nil, family: family.count, alpha: alpha
            )
          })
      }
    }
  }

  private func drafted(_ claim: CheckedExpression) -> Result<[ComparisonDraft], ExpressionError> {
    do throws(ExpressionError) {
      return .success(try drafts(claim.expression.root, of: claim))
    } catch {
      return .failure(error)
    }
  }

  private func judgement(of claim: CheckedExpression, _ comparisons: [ComparisonJudgement]) -> ClaimJudgement
  {
    var remaining = comparisons[...]
    let verdict = Self.joined(claim.expression.root, &remaining)
    guard verdict == .holds, comparisons.contains(where: { $0.missingSeeds > 0 }) else {
      return ClaimJudgement(verdict: verdict, comparisons: comparisons)
    }
    return ClaimJudgement(verdict: .inconclusive, comparisons: comparisons.map(\.explainingMissingSeeds))
  }

  /// The verdicts of the comparisons, in the order in which `drafts` finds them, joined as the expression joins them.
  private static func joined(
    _ node: ExpressionNode, _ comparisons: inout ArraySlice<ComparisonJudgement>
  ) -> Verdict {
    switch node.kind {
    case .not(let operand):
      return joined(operand, &comparisons).negated
    case .logical(let operation, let a, let b):
      let left = joined(a, &comparisons)
      let right = joined(b, &comparisons)
      return operation == .and ? left.and(right) : left.or(right)
    default:
      return comparisons.popFirst()?.verdict ?? .inconclusive
    }
  }

  // MARK: Comparisons

  private func drafts(
    _ node: ExpressionNode, of claim: CheckedExpression
  ) throws(ExpressionError) -> [ComparisonDraft] {
    switch node.kind {
    case .not(let operand): return try drafts(operand, of: claim)
    case .logical(_, let a, let b): return try drafts(a, of: claim) + drafts(b, of: claim)
    case .comparison(let comparison, let a, let b):
      return [try draft(node, .order(comparison), a, b, of: claim)]
    case .within(let a, let b, let margin):
      let evaluation = try claim.evaluate(margin, over: source)
      guard case .number(let width) = evaluation.value else {
        preconditionFailure("a margin that is no number")
      }
      if width < 0 {
        throw ExpressionError(.negativeMargin(width), at: margin.range)
      }
      return [try draft(node, .within(width, evaluation), a, b, of: claim)]
    case .call(.all, let arguments):
      let evaluation = try claim.evaluate(node, over: source)
      let sides = try Self.sides(node).map { side throws(ExpressionError) in try self.side(side, of: claim) }
      return [
        ComparisonDraft(
          text: text(node, claim), sides: sides,
          evidence: .everySeed(evaluation, try claim.truths(arguments[0], over: source)))
      ]
    default:
      preconditionFailure("a claim that compares nothing: '\(claim.expression.text)'")
    }
  }

  private func draft(
    _ node: ExpressionNode, _ relation: ComparisonDraft.Relation, _ a: ExpressionNode, _ b: ExpressionNode,
    of claim: CheckedExpression
  ) throws(ExpressionError) -> ComparisonDraft {
    let left = try side(a, of: claim)
    let right = try side(b, of: claim)
    let evidence: ComparisonDraft.Evidence
    if case .number(let x) = left.evaluation.value, case .number(let y) = right.evaluation.value {
      evidence = .numbers(x, relation, y)
    } else {
      let variants = Set(
        claim.metrics.filter { node.range.contains($0.range.lowerBound) }.map {
          [$0.experiment, String($0.variant)]
        })
      let comparesSamples = left.isSample && right.isSample
      evidence = .differences(
        Self.differences(left.evaluation.value, right.evaluation.value, relation), relation,
        isInFamily: relation.isTested && (comparesSamples || variants.count > 1))
    }
    return ComparisonDraft(text: text(node, claim), sides: [left, right], evidence: evidence)
  }

  /// The sides of the comparisons within an `all(…)`.
  private static func sides(_ node: ExpressionNode) -> [ExpressionNode] {
    switch node.kind {
    case .comparison(_, let a, let b), .within(let a, let b, _): [a, b]
    case .not, .logical, .call(.all, _): node.children.flatMap(sides)
    default: []
    }
  }

  private func side(
    _ node: ExpressionNode, of claim: CheckedExpression
  ) throws(ExpressionError) -> ComparisonJudgement.Side {
    let isLiteral =
      switch node.kind {
      case .number: true
      case .negated(let operand): if case .number = operand.kind { true } else { false }
      default: false
      }
    return ComparisonJudgement.Side(
      text: text(node, claim), evaluation: try claim.evaluate(node, over: source), isLiteral: isLiteral)
  }

  private func text(_ node: ExpressionNode, _ claim: CheckedExpression) -> String {
    String(Array(claim.expression.text)[node.range])
  }

  /// Seed by seed; nil where a side has no number.
  private static func differences(_ a: Value, _ b: Value, _ relation: ComparisonDraft.Relation) -> Sample {
    // In an order what was never reached is later than what was; how much later, nobody knows.
    let (a, b) = relation.isTested ? (latest(a, b), latest(b, a)) : (a, b)
    switch (a, b) {
    case (.sample(let x), .sample(let y)): return x.combined(with: y) { $0 - $1 }
    case (.sample(let x), .number(let y)): return x.map { $0 - y }
    case (.number(let x), .sample(let y)): return y.map { x - $0 }
    default: preconditionFailure("differences of what is no sample")
    }
  }
}

extension ClaimJudge {
  private static func latest(_ value: Value, _ other: Value) -> Value {
    switch (value, other) {
    case (.sample(let sample), .number(let number)): .sample(sample.latest(beyond: number))
    case (.sample(let sample), .sample(let other)): .sample(sample.latest(beside: other))
    default: value
    }
  }
}

extension ComparisonJudgement.Side {
  /// Seeds that never reached the threshold of this side.
  package var neverCount: Int {
    if case .sample(let sample) = evaluation.value { sample.neverCount } else { 0 }
  }
  package var isSample: Bool { if case .sample = evaluation.value { true } else { false } }
}
