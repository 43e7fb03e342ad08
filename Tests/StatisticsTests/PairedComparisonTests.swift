import Statistics
import Tensors
import Testing

// Differences of the samples in `Vectors`; p and intervals by enumeration of all signs and subsets, t by
// stats.ttest_rel(a, b)   # SciPy 1.17.1
@Suite struct PairedComparisonTests {
  struct Expected: Sendable {
    var mean: Double
    var p: Double
    var low: Double
    var high: Double
  }

  @Test(arguments: [
    (Vectors.tanh, Expected(mean: -1.496875, p: 4.0 / 256, low: -3.125, high: -0.25)),
    (Vectors.silu, Expected(mean: -0.13125, p: 0.859375, low: -1.6375, high: 1.0625)),
    (Vectors.sigmoid, Expected(mean: -9.865625, p: 2.0 / 256, low: -11.375, high: -8.566667)),
  ])
  func activationsAgainstReLU(variant: [Double], expected: Expected) {
    let comparison = PairedComparison(variant, Vectors.relu)
    #expect(isClose(comparison.difference, expected.mean))
    #expect(comparison.p == expected.p)
    #expect(rounds(comparison.interval.low, to: expected.low, 6))
    #expect(rounds(comparison.interval.high, to: expected.high, 6))
    #expect(comparison.interval.level == 1 - 12.0 / 256)
    #expect(comparison.method == .signFlip)
    #expect(comparison.count == 8)
  }

  @Test func tanhInDetail() {
    let comparison = PairedComparison(Vectors.tanh, Vectors.relu)
    #expect(comparison.wins == 1 && comparison.losses == 7 && comparison.ties == 0)
    #expect(comparison.winRate == 0.125)
    #expect(rounds(Descriptive.standardDeviation(comparison.differences), to: 1.872853, 6))
    #expect(rounds(comparison.standardizedEffect ?? .nan, to: -1.496875 / 1.872853, 6))
    let t = PairedT(comparison.differences)
    #expect(rounds(t.t, to: -2.260616, 6))
    #expect(rounds(t.p, to: 0.0582784, 7))
    let interval = Interval.mean(of: comparison.differences)
    #expect(rounds(interval.low, to: -3.062619, 6) && rounds(interval.high, to: 0.068869, 6))
    #expect(EffectSize.a12(Vectors.tanh, Vectors.relu) == 0.265625)
    #expect(EffectSize.cliffsDelta(Vectors.tanh, Vectors.relu) == -0.46875)
  }

  @Test func twoModels() {
    let comparison = PairedComparison(Vectors.a, Vectors.b)
    #expect(isClose(comparison.difference, 0.01375))
    #expect(rounds(Interval.mean(of: comparison.differences).halfWidth ?? .nan, to: 0.007659, 6))
    let t = PairedT(comparison.differences)
    #expect(rounds(t.t, to: 4.245147, 6) && rounds(t.p, to: 0.00381594, 8))
    #expect(comparison.p == 0.015625)
    #expect(
      rounds(comparison.interval.low, to: 0.0066667, 7) && rounds(comparison.interval.high, to: 0.02, 7))
    #expect(comparison.winRate == 0.9375)
    #expect(EffectSize.a12(Vectors.a, Vectors.b) == 0.734375)
  }

  @Test func tiesAndZeros() {
    let comparison = PairedComparison(differences: [0.5, -0.5, 1, 1, 2, 0])
    #expect(comparison.p == 0.1875)
    #expect(comparison.interval.low == -0.5 && comparison.interval.high == 2)
    #expect(comparison.interval.level == 0.96875)
    #expect(comparison.wins == 4 && comparison.losses == 1 && comparison.ties == 1)
    let t = PairedT(comparison.differences)
    #expect(rounds(t.t, to: 1.865010, 6) && rounds(t.p, to: 0.1211881, 7))
  }

  @Test func fiveSeedsHaveNo95PercentInterval() {
    let comparison = PairedComparison(differences: [1, 2, 3, 4, 5])
    #expect(comparison.p == 0.0625)
    #expect(!comparison.interval.isBounded && comparison.interval.halfWidth == nil)
    let wide = comparison.interval(level: 0.9375)
    #expect(wide.low == 1 && wide.high == 5 && wide.level == 0.9375)
  }

  @Test func pairedTAboveTwenty() {
    // d = [...]; r = stats.ttest_1samp(d, 0); r.statistic, r.pvalue, r.confidence_interval(.95)
    let differences = [
      0.3, -0.1, 0.25, 0.4, 0.05, 0.2, -0.15, 0.35, 0.1, 0.45, 0.3, 0.2, -0.05, 0.15, 0.25, 0.1, 0.3, -0.2,
      0.4,
      0.05, 0.2, 0.15,
    ]
    let comparison = PairedComparison(differences: differences)
    #expect(comparison.method == .pairedT)
    #expect(isClose(PairedT(differences).t, 4.374983355494303))
    #expect(isClose(comparison.p, 0.0002650507918381765))
    #expect(isClose(comparison.interval.low, 0.08823791689059463))
    #expect(isClose(comparison.interval.high, 0.24812571947304168))
  }

  @Test func twentyOneEqualDifferences() {
    let same = PairedComparison(differences: [Double](repeating: 0.25, count: 21))
    #expect(same.p == 0 && same.interval.low == 0.25 && same.interval.high == 0.25)
    let none = PairedComparison(differences: [Double](repeating: 0, count: 21))
    #expect(none.p == 1 && none.standardizedEffect == nil && none.winRate == 0.5)
  }

  @Test func oneSeed() {
    let comparison = PairedComparison([2], [1])
    #expect(comparison.p == 1 && !comparison.interval.isBounded && comparison.wins == 1)
  }

  @Test func equivalence() {
    let close = [0.01, -0.02, 0.005, 0.015, -0.01, 0.0, 0.01, -0.005]
    let comparison = PairedComparison(differences: close)
    let interval = comparison.interval(level: 0.9)
    #expect(comparison.isEquivalent(within: 0.02))
    #expect(!comparison.isEquivalent(within: 0.005))
    // The ends count as inside.
    #expect(comparison.isEquivalent(within: max(interval.low.magnitude, interval.high.magnitude)))
    #expect(PairedComparison(differences: [Double](repeating: 0, count: 5)).isEquivalent(within: 0))
    #expect(!PairedComparison(differences: [0, 0, 0, 0]).isEquivalent(within: 1))
  }
}
