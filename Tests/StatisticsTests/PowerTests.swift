import Statistics
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
}
