import Statistics

/// One comparison of a claim with its values, before Holm's correction over the file's claims tells what they say.
struct ComparisonDraft {
  enum Relation {
    case order(ComparisonOperator)
    /// Equal within ±margin, and what the margin rests on.
    case within(Double, Evaluation)

    /// Whether a test against 0 judges it.
    var isTested: Bool { if case .order = self { true } else { false } }

    func holds(_ a: Double, _ b: Double) -> Bool {
      switch self {
      case .order(let comparison): comparison.holds(a, b)
      case .within(let margin, _): (a - b).magnitude <= margin
      }
    }
  }

  enum Evidence {
    case numbers(Double, Relation, Double)
    case everySeed(Evaluation, [Bool?])
    case differences(Sample, Relation, isInFamily: Bool)
  }

  let text: String
  let sides: [ComparisonJudgement.Side]
  let evidence: Evidence

  /// Whether Holm's correction covers it.
  var isInFamily: Bool { if case .differences(_, _, isInFamily: true) = evidence { true } else { false } }

  /// The p as it stands; nil where nothing is tested: it counts as one that failed to show anything.
  var testedP: Double? {
    guard case .differences(let sample, _, _) = evidence, !sample.values.isEmpty, missing(sample) == nil
    else {
      return nil
    }
    return PairedComparison.p(differences: sample.present)
  }

  func judged(adjustedP: Double?, family: Int, alpha: Double) -> ComparisonJudgement {
    switch evidence {
    case .numbers(let a, let relation, let b):
      var rests = sides.map(\.evaluation)
      var isDefined = !a.isNaN && !b.isNaN
      if case .within(let margin, let basis) = relation {
        rests.append(basis)
        isDefined = isDefined && !margin.isNaN
      }
      let worst = rests.max { $0.missingSeeds < $1.missingSeeds }
      return plain(
        holds: isDefined ? relation.holds(a, b) : nil, .plain, worst: worst)
    case .everySeed(let evaluation, let truths):
      guard case .truth(let holds) = evaluation.value else { preconditionFailure("all of no truth") }
      return plain(holds: holds, .everySeed(truths), worst: evaluation)
    case .differences(let sample, .within(let margin, let basis), _):
      return equivalence(sample, margin, basis, alpha: alpha)
    case .differences(let sample, .order(let comparison), _):
      return tested(sample, comparison, adjustedP: adjustedP, family: family, alpha: alpha)
    }
  }

  /// Plain truth; nil where a side has no value. What is false stays so with the seeds that failed, what is true does
  /// not.
  private func plain(
    holds: Bool?, _ evidence: ComparisonJudgement.Evidence, worst: Evaluation?
  ) -> ComparisonJudgement {
    let missing = worst?.missingSeeds ?? 0
    let verdict: Verdict =
      holds == nil ? .inconclusive : holds == false ? .refuted : missing > 0 ? .inconclusive : .holds
    let reason: ComparisonJudgement.Reason? =
      verdict != .inconclusive
      ? nil
      : missing > 0 ? .missingSeeds(missing, of: worst?.seeds ?? 0, worst?.absence ?? .failed) : .undefined
    return ComparisonJudgement(
      text: text, verdict: verdict, sides: sides, evidence: evidence, reason: reason,
      seeds: worst?.seeds ?? 0,
      missingSeeds: missing, absence: worst?.absence ?? .failed)
  }

  // MARK: Samples

  private func judgement(
    _ sample: Sample, _ evidence: ComparisonJudgement.Evidence, _ verdict: Verdict,
    _ reason: ComparisonJudgement.Reason?
  ) -> ComparisonJudgement {
    let worst = worst(sample)
    return ComparisonJudgement(
      text: text, verdict: verdict, sides: sides, evidence: evidence,
      reason: verdict == .inconclusive ? reason : nil, seeds: worst.seeds, missingSeeds: worst.missing,
      absence: worst.absence)
  }

  /// Seeds without a number: of the differences, or of what a side or a margin that is a number was computed from.
  private func worst(_ sample: Sample) -> (seeds: Int, missing: Int, absence: Sample.Absence) {
    // Of a threshold that was never reached the differences tell.
    var rests = sides.filter { $0.neverCount == 0 }.map(\.evaluation)
    if case .differences(_, .within(_, let basis), _) = evidence { rests.append(basis) }
    let own = (seeds: sample.seeds.count, missing: sample.missingCount, absence: sample.absence)
    guard let other = rests.max(by: { $0.missingSeeds < $1.missingSeeds }), other.missingSeeds > own.missing
    else {
      return own
    }
    return (other.seeds, other.missingSeeds, other.absence)
  }

  /// What holds of samples with missing seeds, whatever is asked of them; nil where none is missing.
  private func missing(_ sample: Sample) -> ComparisonJudgement.Reason? {
    let worst = worst(sample)
    return worst.missing > 0 ? .missingSeeds(worst.missing, of: worst.seeds, worst.absence) : nil
  }

  private func tested(
    _ sample: Sample, _ comparison: ComparisonOperator, adjustedP: Double?, family: Int, alpha: Double
  ) -> ComparisonJudgement {
    guard !sample.present.isEmpty else { return judgement(sample, .plain, .inconclusive, missing(sample)) }
    let paired = PairedComparison(differences: sample.present, level: 1 - alpha)
    let p = missing(sample) == nil ? paired.p : nil
    let evidence = ComparisonJudgement.Evidence.tested(
      TestedDifference(
        paired: paired, interval: paired.interval, p: p, adjustedP: p == nil ? nil : adjustedP,
        family: family,
        won: Self.won(paired, comparison)))
    guard let p else { return judgement(sample, evidence, .inconclusive, missing(sample)) }

    let decisive = adjustedP ?? p
    let fewest = Power.fewestSeeds(alpha: alpha)
    let isIdentical = paired.ties == paired.count
    if paired.count < fewest {
      return judgement(sample, evidence, .inconclusive, .tooFewSeeds(paired.count, fewest: fewest))
    }
    if decisive < alpha {
      return judgement(sample, evidence, comparison.holds(paired.difference, 0) ? .holds : .refuted, nil)
    }
    if isIdentical {
      switch comparison {
      case .equal: return judgement(sample, evidence, .holds, nil)
      case .notEqual: return judgement(sample, evidence, .refuted, nil)
      default: return judgement(sample, evidence, .inconclusive, .identical)
      }
    }
    return judgement(
      sample, evidence, .inconclusive,
      .undecided(likely: Self.likelySeeds(paired, alpha: alpha * p / decisive)))
  }

  /// Seeds on which the claim holds by itself. Where it asks for an order, a tie counts half.
  private static func won(_ paired: PairedComparison, _ comparison: ComparisonOperator) -> Double {
    switch comparison {
    case .equal: Double(paired.ties)
    case .notEqual: Double(paired.count - paired.ties)
    case .less, .lessOrEqual: Double(paired.losses) + 0.5 * Double(paired.ties)
    case .greater, .greaterOrEqual: Double(paired.wins) + 0.5 * Double(paired.ties)
    }
  }

  /// How many seeds would probably settle a difference such as the one seen, at a level that Holm's correction has
  /// already lowered; more than there are.
  private static func likelySeeds(_ paired: PairedComparison, alpha: Double) -> Int? {
    guard let effect = paired.standardizedEffect else {
      // Equal differences: only the fewest seeds stand between them and a verdict.
      return max(Power.fewestSeeds(alpha: alpha), paired.count + 1)
    }
    return Power.seedsNeeded(effect: effect, alpha: alpha).map { max($0, paired.count + 1) }
  }

  private func equivalence(
    _ sample: Sample, _ margin: Double, _ basis: Evaluation, alpha: Double
  ) -> ComparisonJudgement {
    if margin.isNaN {
      let reason: ComparisonJudgement.Reason =
        basis.missingSeeds > 0
        ? .missingSeeds(basis.missingSeeds, of: basis.seeds, basis.absence) : .undefined
      return judgement(sample, .plain, .inconclusive, reason)
    }
    guard !sample.present.isEmpty else { return judgement(sample, .plain, .inconclusive, missing(sample)) }
    let paired = PairedComparison(differences: sample.present, level: 1 - alpha)
    let interval = paired.interval(level: Self.equivalenceLevel)
    let evidence = ComparisonJudgement.Evidence.equivalence(
      TestedEquivalence(paired: paired, interval: interval, margin: margin))
    if let missing = missing(sample) { return judgement(sample, evidence, .inconclusive, missing) }
    guard interval.isBounded else {
      return judgement(
        sample, evidence, .inconclusive, .tooFewSeeds(paired.count, fewest: Self.fewestForEquivalence))
    }
    if paired.isEquivalent(within: margin) { return judgement(sample, evidence, .holds, nil) }
    let outer = paired.interval
    if outer.isBounded, outer.low > margin || outer.high < -margin {
      return judgement(sample, evidence, .refuted, nil)
    }
    return judgement(
      sample, evidence, .inconclusive,
      .undecided(likely: Self.likelySeeds(paired, margin: margin, alpha: alpha)))
  }

  /// Two one-sided tests at 5 %.
  private static let equivalenceLevel = 0.9
  /// The fewest differences that have a 90 % interval: 2⁵ · 0.05 is the first of at least 1.
  private static let fewestForEquivalence = 5

  /// How many seeds would probably show the difference within the margin, or where the one seen lies beyond it, outside.
  private static func likelySeeds(_ paired: PairedComparison, margin: Double, alpha: Double) -> Int? {
    let spread = Descriptive.standardDeviation(paired.differences)
    let beyond = paired.difference.magnitude - margin
    let count =
      beyond > 0 && spread > 0
      ? Power.seedsNeeded(effect: beyond / spread, alpha: alpha)
      : Power.seedsForEquivalence(margin: margin, standardDeviation: spread, difference: paired.difference)
    return count.map { max($0, paired.count + 1) }
  }
}
