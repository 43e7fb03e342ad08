import Statistics
import Tensors
import Testing

// def power(d, n):   # SciPy 1.17.1
//   c = stats.t.ppf(.975, n - 1)
//   return stats.nct.sf(c, n - 1, d * n**.5) + stats.nct.sf(c, n - 1, -d * n**.5)
// brentq(lambda d: power(d, n) - .8, .05, 2, xtol=1e-12)
@Suite struct PowerTests {
  @Test(arguments: [
    (1.0, 10, 0.8030968566327219), (0.5, 10, 0.29317560651407687), (1, 8, 0.6808339582062666),
    (0.2, 100, 0.5082648066210378), (2, 6, 0.9705035693904163),
  ])
  func power(effect: Double, count: Int, expected: Double) {
    #expect(isClose(Power.power(effect: effect, count: count), expected))
    #expect(isClose(Power.power(effect: -effect, count: count), expected))
  }

  @Test(arguments: [
    (5, 1.6819969659555551), (8, 1.1560346779947346), (10, 0.9960013714554437), (20, 0.660441654623168),
    (100, 0.2829126327813837),
  ])
  func detectableEffect(count: Int, expected: Double) {
    #expect(isClose(Power.detectableEffect(count: count) ?? .nan, expected))
  }

  @Test func nothingIsDetectableWithOneSeed() {
    #expect(Power.detectableEffect(count: 1) == nil)
    #expect(Power.detectableEffect(count: 2) ?? 0 > 5)
  }

  @Test func noEffectGivesTheSignificanceLevel() {
    #expect(isClose(Power.power(effect: 0, count: 8), 0.05))
    #expect(Power.power(effect: 50, count: 8) == 1)
  }

  @Test(arguments: [(3.0, 6), (1.2, 8), (1, 10), (0.8, 15), (0.5, 34), (0.3, 90), (0.1, 787)])
  func seedsNeeded(effect: Double, expected: Int) {
    #expect(Power.seedsNeeded(effect: effect) == expected)
  }

  @Test func tooManySeedsNeeded() {
    #expect(Power.seedsNeeded(effect: 0.001) == nil)
    #expect(Power.seedsNeeded(effect: 0) == nil)
  }

  @Test(arguments: [(1, 6), (3, 7), (6, 8), (15, 10)])
  func fewestSeeds(comparisons: Int, expected: Int) {
    #expect(Power.fewestSeeds(comparisons: comparisons) == expected)
  }

  // from statsmodels.stats.power import TTestPower   # statsmodels 0.15.0
  // TTestPower().power(d, n, alpha)
  @Test(arguments: [
    (0.7, 12, 0.05, 0.5989321192672882), (0.3, 40, 0.01, 0.22410963012450014),
    (1.2, 7, 0.1, 0.8743870265541871),
  ])
  func powerLikeStatsmodels(effect: Double, count: Int, alpha: Double, expected: Double) {
    #expect(isClose(Power.power(effect: effect, count: count, alpha: alpha), expected))
  }

  // TTestPower().solve_power(effect_size=None, nobs=n, alpha=.05, power=.8), whose root is good to 1e-6 or so
  @Test(arguments: [
    (6, 1.4345451395119289), (12, 0.8886543444414026), (30, 0.5292357045238948), (50, 0.4041829997377859),
  ])
  func detectableEffectLikeStatsmodels(count: Int, expected: Double) {
    #expect(isClose(Power.detectableEffect(count: count) ?? .nan, expected, relative: 1e-6))
  }

  // TTestPower().solve_power(effect_size=d, nobs=None, alpha=alpha, power=power), to be rounded up
  @Test(arguments: [
    (0.4, 0.8, 0.05, 51.009447295600204), (0.6, 0.9, 0.05, 31.171682634669796),
    (0.9, 0.8, 0.01, 17.811360028324568), (0.25, 0.95, 0.05, 209.84658901659134),
    (1.5, 0.99, 0.01, 14.22131757326855),
  ])
  func seedsNeededLikeStatsmodels(effect: Double, power: Double, alpha: Double, expected: Double) {
    #expect(Power.seedsNeeded(effect: effect, alpha: alpha, power: power) == Int(expected.rounded(.up)))
  }

  // def enough(n, m, s, d, a, p):   # SciPy 1.17.1
  //   t = stats.t.ppf(1 - a, n - 1)
  //   return sum(stats.norm.cdf((m + i * d) * n**.5 / s - t) for i in (1, -1)) - 1 >= p
  // next(n for n in itertools.count(5) if enough(n, m, s, d, .05, .8))
  @Test(arguments: [
    (1.0, 1.0, 0.0, 10),
    (1, 1, 0.1, 11),
    (1, 1, 0.5, 27),
    (0.5, 1, 0, 36),
    (0.2, 1, 0.15, 2475),
    (3, 1, 0, 5),
    (0.5, 0.3, 0.1, 6),
    (0.03, 1, 0, 9517),
  ])
  func seedsForEquivalence(margin: Double, spread: Double, difference: Double, expected: Int) {
    for sign in [1.0, -1] {
      let seeds = Power.seedsForEquivalence(
        margin: margin, standardDeviation: spread, difference: sign * difference)
      #expect(seeds == expected)
    }
  }

  /// Away from 0 only the near end matters: (t₀.₉₅,ₙ₋₁ + z₀.₈) s/√n ≤ margin − |d|.
  @Test(arguments: [(1.0, 1.0, 0.5), (1, 2, 0.25), (0.5, 0.4, 0.3), (2, 3, 1.5)])
  func seedsForEquivalenceAwayFromZero(margin: Double, spread: Double, difference: Double) throws {
    func reach(_ count: Int) -> Double {
      (StudentT(degreesOfFreedom: Double(count - 1)).quantile(0.95) + SpecialFunctions.normalQuantile(0.8))
        * spread / Double(count).squareRoot()
    }
    let seeds = try #require(
      Power.seedsForEquivalence(margin: margin, standardDeviation: spread, difference: difference))
    #expect(reach(seeds) <= margin - difference && reach(seeds - 1) > margin - difference)
  }

  @Test func equivalenceThatCannotBeShown() {
    #expect(Power.seedsForEquivalence(margin: 1, standardDeviation: 0.1, difference: 1) == nil)
    #expect(Power.seedsForEquivalence(margin: 1, standardDeviation: 0.1, difference: -2) == nil)
    #expect(Power.seedsForEquivalence(margin: 0, standardDeviation: 0) == nil)
    #expect(Power.seedsForEquivalence(margin: 0.01, standardDeviation: 1) == nil)
    #expect(Power.seedsForEquivalence(margin: 1, standardDeviation: 1, limit: 9) == nil)
    // As few as have a 90 % interval.
    #expect(Power.seedsForEquivalence(margin: 0.01, standardDeviation: 0) == 5)
  }

  /// That many seeds do show it in 8 of 10 experiments, or a little more, whatever test there is.
  @Test(arguments: [(1.3, 0.0), (0.9, 0), (0.5, 0), (1.1, 0.3), (0.7, 0.2)])
  func seedsForEquivalenceShowIt(margin: Double, difference: Double) throws {
    let seeds = try #require(
      Power.seedsForEquivalence(margin: margin, standardDeviation: 1, difference: difference))
    var stream = RandomStream(seed: 21, purpose: "equivalence/\(margin)")
    let samples = 1000
    let shown = (0..<samples).count { _ in
      let differences = (0..<seeds).map { _ in difference + stream.normalDouble() }
      return PairedComparison(differences: differences).isEquivalent(within: margin)
    }
    #expect((0.76...0.88).contains(Double(shown) / Double(samples)), "\(shown) with \(seeds) seeds")
  }
}
