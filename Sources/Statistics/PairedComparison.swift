/// Two samples that share their seeds, compared seed by seed: dᵢ = aᵢ − bᵢ.
///
/// Up to 20 seeds the p value and the interval come from the exact sign-flip test, which assumes symmetric
/// differences and nothing else; above, from the paired t test. Only complete pairs of finite values go in:
/// what a failed seed means is the caller's to say.
package struct PairedComparison: Sendable {
  package enum Method: String, Sendable {
    case signFlip = "exact sign-flip test"
    case pairedT = "paired t test"
  }

  /// aᵢ − bᵢ in the order of the seeds.
  package let differences: [Double]
  /// The mean difference.
  package let difference: Double
  /// Its 95 % interval, or that of the level asked for; without bounds where the seeds are too few.
  package let interval: Interval
  /// Two-sided, not corrected for other comparisons.
  package let p: Double
  /// Seeds with a > b, a < b and a = b.
  package let wins: Int
  package let losses: Int
  package let ties: Int
  package let method: Method

  /// Two samples, one value each per seed and in the same order.
  package init(_ a: [Double], _ b: [Double], level: Double = 0.95) {
    precondition(a.count == b.count, "a paired comparison of \(a.count) with \(b.count) values")
    self.init(differences: zip(a, b).map { $0 - $1 }, level: level)
  }

  package init(differences: [Double], level: Double = 0.95) {
    precondition(!differences.isEmpty, "a comparison without seeds")
    self.differences = differences
    difference = Descriptive.mean(differences)
    wins = differences.count { $0 > 0 }
    losses = differences.count { $0 < 0 }
    ties = differences.count - wins - losses
    method = differences.count <= SignFlipTest.largestCount ? .signFlip : .pairedT
    interval = Self.interval(of: differences, level: level)
    p = Self.p(differences: differences)
  }

  /// The two-sided p alone of one or more differences.
  package static func p(differences: [Double]) -> Double {
    differences.count <= SignFlipTest.largestCount
      ? SignFlipTest(differences).p : PairedT(differences).p
  }

  package var count: Int { differences.count }

  /// Wins as a share of the seeds, ties half: 0.9375 for "better on 7.5 of 8 seeds".
  package var winRate: Double { (Double(wins) + 0.5 * Double(ties)) / Double(count) }

  /// The standardized effect d_z = d̄ / s_d; nil where it has none (one seed, or equal differences).
  package var standardizedEffect: Double? {
    let spread = Descriptive.standardDeviation(differences)
    return spread > 0 ? difference / spread : nil
  }

  /// The interval of the mean difference at another level, by the same method.
  package func interval(level: Double) -> Interval {
    Self.interval(of: differences, level: level)
  }

  /// Whether the 90 % interval of the difference lies within ±margin: two one-sided tests at 5 %
  /// (D. J. Schuirmann, 1987). False where the seeds are too few for that interval (below 5).
  package func isEquivalent(within margin: Double) -> Bool {
    let interval = interval(level: 0.9)
    return interval.isBounded && -margin <= interval.low && interval.high <= margin
  }

  private static func interval(of differences: [Double], level: Double) -> Interval {
    differences.count <= SignFlipTest.largestCount
      ? SignFlipTest(differences).interval(level: level) : Interval.mean(of: differences, level: level)
  }
}

/// The paired t test: t = d̄ / (s_d/√n) with n − 1 degrees of freedom.
package struct PairedT: Sendable {
  /// ±∞ where all differences are equal and not zero; 0 where all are zero; NaN for a single one.
  package let t: Double
  /// Two-sided; 1 for a single difference.
  package let p: Double

  package init(_ differences: [Double]) {
    precondition(!differences.isEmpty, "a t test without differences")
    let mean = Descriptive.mean(differences)
    let spread = Descriptive.standardDeviation(differences)
    let n = Double(differences.count)
    if mean == 0, spread == 0 {
      t = 0
    } else {
      t = mean / (spread / n.squareRoot())
    }
    p = t.isNaN ? 1 : StudentT(degreesOfFreedom: n - 1).twoSidedP(t)
  }
}
