/// What a number of seeds can show, and how many seeds it takes. Computed for the two-sided paired t test,
/// whose power the sign-flip test matches closely.
package enum Power {
  /// The chance that n seeds find a true standardized difference d_z = δ/σ_d at significance `alpha`:
  /// P(|T'| > t), T' noncentral t with n − 1 degrees of freedom and noncentrality d_z √n.
  package static func power(effect: Double, count: Int, alpha: Double = 0.05) -> Double {
    precondition(count > 1 && alpha > 0 && alpha < 1, "power with \(count) seeds at \(alpha)")
    let freedom = Double(count - 1)
    return power(
      effect: effect, count: count,
      critical: StudentT(degreesOfFreedom: freedom).criticalValue(level: 1 - alpha))
  }

  /// The smallest |d_z| that n seeds find with the given power: 1.16 for 8 seeds, 1.00 for 10. Nil below 2
  /// seeds.
  package static func detectableEffect(count: Int, alpha: Double = 0.05, power wanted: Double = 0.8)
    -> Double?
  {
    guard count > 1 else { return nil }
    let critical = StudentT(degreesOfFreedom: Double(count - 1)).criticalValue(level: 1 - alpha)
    func excess(_ effect: Double) -> Double {
      power(effect: effect, count: count, critical: critical) - wanted
    }
    return Root.ofIncreasing(upTo: 1e3, excess)
  }

  /// The fewest seeds that would be likely (power 80 %) to settle a difference of standardized size |d_z|,
  /// and that the exact test can settle at all: at least 6 at α = 0.05. Nil where it takes more than `limit`.
  package static func seedsNeeded(
    effect: Double, alpha: Double = 0.05, power wanted: Double = 0.8, limit: Int = 10_000
  ) -> Int? {
    fewest(from: fewestSeeds(alpha: alpha), limit: limit) {
      power(effect: effect, count: $0, alpha: alpha) >= wanted
    }
  }

  /// The fewest seeds that would be likely (power 80 %) to show that two variants are equivalent within
  /// ±margin (`PairedComparison.isEquivalent`), where seed by seed their difference has the standard
  /// deviation s and the true mean d: the smallest n with
  ///
  /// Φ((margin − d)√n/s − t) + Φ((margin + d)√n/s − t) − 1 ≥ power, t = t₁₋α,ₙ₋₁,
  ///
  /// and at least 5, below which there is no 90 % interval. Nil where |d| ≥ margin, which no number of seeds
  /// can show, and where it takes more than `limit`.
  ///
  /// An approximation (K. F. Phillips, 1990, with the normal distribution in place of the noncentral t): the
  /// two terms are the chances that the one end of the interval lies inside and the other, s taken as known
  /// but for t. With d well away from 0 one term is 1, and what remains is (t + z_power) s/√n ≤ margin − |d|.
  package static func seedsForEquivalence(
    margin: Double, standardDeviation spread: Double, difference: Double = 0, alpha: Double = 0.05,
    power wanted: Double = 0.8, limit: Int = 10_000
  ) -> Int? {
    precondition(margin >= 0 && spread >= 0, "equivalence within \(margin) at a deviation of \(spread)")
    precondition(alpha > 0 && alpha < 0.5 && wanted > 0 && wanted < 1, "a power of \(wanted) at \(alpha)")
    guard difference.magnitude < margin else { return nil }
    // Two one-sided tests at α are an interval of level 1 − 2α.
    return fewest(from: fewestSeeds(alpha: 2 * alpha), limit: limit) { count in
      guard spread > 0 else { return true }
      let scale = Double(count).squareRoot() / spread
      let critical = StudentT(degreesOfFreedom: Double(count - 1)).criticalValue(level: 1 - 2 * alpha)
      let below = SpecialFunctions.normalCDF((margin - difference) * scale - critical)
      let above = SpecialFunctions.normalCDF((margin + difference) * scale - critical)
      return below + above - 1 >= wanted
    }
  }

  /// The fewest seeds whose smallest possible p, 2/2ⁿ, is below α even after Holm's correction for
  /// `comparisons`: 6 for one comparison at 0.05, 7 for three, 10 for fifteen.
  package static func fewestSeeds(alpha: Double = 0.05, comparisons: Int = 1) -> Int {
    precondition(alpha > 0 && comparisons > 0, "\(comparisons) comparisons at \(alpha)")
    var count = 2
    while count <= SignFlipTest.largestCount,
      Double(comparisons) * SignFlipTest.smallestP(count: count) >= alpha
    {
      count += 1
    }
    return count
  }

  /// The smallest count from `lowest` to `limit` at which `suffices`, false and then true, is true.
  private static func fewest(from lowest: Int, limit: Int, where suffices: (Int) -> Bool) -> Int? {
    var low = lowest
    if suffices(low) { return low <= limit ? low : nil }
    var high = low
    repeat {
      guard high < limit else { return nil }
      low = high
      high = min(2 * high, limit)
    } while !suffices(high)
    while high - low > 1 {
      let middle = (low + high) / 2
      if suffices(middle) { high = middle } else { low = middle }
    }
    return high
  }

  private static func power(effect: Double, count: Int, critical: Double) -> Double {
    let delta = effect.magnitude * Double(count).squareRoot()
    // So far out that every sum would underflow, and the answer is certain.
    if delta > 37 { return 1 }
    let freedom = Double(count - 1)
    let upper = 1 - NoncentralT(degreesOfFreedom: freedom, noncentrality: delta).cdf(critical)
    let lower = 1 - NoncentralT(degreesOfFreedom: freedom, noncentrality: -delta).cdf(critical)
    return min(max(upper + lower, 0), 1)
  }
}
