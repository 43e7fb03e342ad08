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
    var low = fewestSeeds(alpha: alpha)
    func suffices(_ count: Int) -> Bool { power(effect: effect, count: count, alpha: alpha) >= wanted }
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
