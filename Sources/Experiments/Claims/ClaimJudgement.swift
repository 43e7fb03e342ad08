import Statistics

/// A claim judged: its verdict, and that of every comparison in it with the numbers behind it.
package struct ClaimJudgement: Sendable {
  package let verdict: Verdict
  /// In the order of their places in the expression; empty where it could not be computed.
  package let comparisons: [ComparisonJudgement]
  /// Why it could not be computed at all: an experiment of it was not run.
  package let obstacle: ExpressionError?

  package init(verdict: Verdict, comparisons: [ComparisonJudgement], obstacle: ExpressionError? = nil) {
    self.verdict = verdict
    self.comparisons = comparisons
    self.obstacle = obstacle
  }
}

/// One comparison of a claim, judged by itself.
package struct ComparisonJudgement: Sendable {
  /// One side of it, as written.
  package struct Side: Sendable {
    package let text: String
    package let evaluation: Evaluation
    /// A number or percentage that the author wrote: it says all by itself.
    package let isLiteral: Bool
  }

  package enum Evidence: Sendable {
    /// Two numbers: true or false.
    case plain
    /// A question put to every seed, and for each its answer; nil for a seed without a number: `all(…)`.
    case everySeed([Bool?])
    /// The differences of the sides, seed by seed, tested against 0.
    case tested(TestedDifference)
    /// Whether the differences stay within a margin.
    case equivalence(TestedEquivalence)
  }

  /// Why the results settle it neither way.
  package enum Reason: Hashable, Sendable {
    /// Seeds without a number: a claim over them cannot hold.
    case missingSeeds(Int, of: Int, Sample.Absence)
    /// A side has no value.
    case undefined
    /// No test on so few seeds can reach the level; it takes at least `fewest`.
    case tooFewSeeds(Int, fewest: Int)
    /// The test does not tell. `likely` seeds would probably (80 %) settle a difference such as the one seen; nil
    /// where 10,000 would not.
    case undecided(likely: Int?)
    /// The sides agree on every seed: no number of seeds would tell them apart.
    case identical
  }

  /// As written.
  package let text: String
  package let verdict: Verdict
  package let sides: [Side]
  package let evidence: Evidence
  /// Of an inconclusive one, and of one that keeps its claim from holding.
  package let reason: Reason?
  /// Seeds that the sides rest on, and those of them without a number.
  package let seeds: Int
  package let missingSeeds: Int
  let absence: Sample.Absence

  /// With the reason why a claim over seeds without a number cannot hold, where there are any.
  var explainingMissingSeeds: ComparisonJudgement {
    guard missingSeeds > 0, reason == nil else { return self }
    return ComparisonJudgement(
      text: text, verdict: verdict, sides: sides, evidence: evidence,
      reason: .missingSeeds(missingSeeds, of: seeds, absence), seeds: seeds, missingSeeds: missingSeeds,
      absence: absence)
  }
}

/// The differences left − right over the seeds that have both, and what the test says.
package struct TestedDifference: Sendable {
  package let paired: PairedComparison
  /// The interval at level 1 − α.
  package let interval: Interval
  /// Two-sided, as it stands; nil where seeds are missing, since nothing is tested then.
  package let p: Double?
  /// After Holm's correction over the file's claims that compare variants; nil where this is none of them.
  package let adjustedP: Double?
  /// How many comparisons Holm's family has.
  package let family: Int
  /// Seeds on which the claim holds by itself, ties half.
  package let won: Double
}

/// Two one-sided tests at once: the 90 % interval of the difference against ±margin.
package struct TestedEquivalence: Sendable {
  package let paired: PairedComparison
  /// At level 90 %.
  package let interval: Interval
  package let margin: Double
}
