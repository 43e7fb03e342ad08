import Statistics
import Tensors
import Testing

@Suite struct IntervalTests {
  // from scipy import stats   # SciPy 1.17.1
  // stats.ttest_1samp(x, 0).confidence_interval(.95)
  @Test(arguments: [
    (Vectors.relu, 96.04375, 1.265670, 1.058126), (Vectors.tanh, 94.546875, 2.597232, 2.171340),
  ])
  func tInterval(values: [Double], mean: Double, deviation: Double, half: Double) {
    let interval = Interval.mean(of: values)
    #expect(isClose(interval.mean, mean))
    #expect(rounds(Descriptive.standardDeviation(values), to: deviation, 6))
    #expect(rounds(interval.halfWidth ?? .nan, to: half, 6))
    #expect(interval.count == 8)
    #expect(interval.level == 0.95)
    #expect(interval.contains(mean) && !interval.contains(mean + 1.01 * half))
  }

  /// Whatever sizes came before.
  @Test func intervalsOfManySamples() {
    var intervals = MeanIntervals(level: 0.9)
    for count in [5, 3, 8, 3, 1, 5] {
      let values = Array(Vectors.relu.prefix(count))
      #expect(intervals.mean(of: values) == Interval.mean(of: values, level: 0.9))
      #expect(intervals.geometricMean(of: values) == Interval.geometricMean(of: values, level: 0.9))
    }
    #expect(intervals.geometricMean(of: [1, -1]) == nil)
  }

  @Test func tIntervalOfFive() {
    let interval = Interval.mean(of: [0.91, 0.93, 0.92, 0.95, 0.90])
    #expect(isClose(interval.mean, 0.922))
    #expect(rounds(interval.halfWidth ?? .nan, to: 0.0238839, 7))
  }

  // statsmodels 0.14: OLS of one 0 or 1 for each prediction on a constant, cov_type="cluster" by seed, its standard error
  // times scipy.stats.t.ppf(0.975, 3).
  @Test func ratioOverClusters() {
    let interval = Interval.ratio(of: [3, 0, 8, 11], to: [4, 1, 9, 20])
    #expect(isClose(interval.mean, 0.6470588235294118))
    #expect(isClose(interval.low, 0.3211356088669414) && isClose(interval.high, 0.9729820381918821))
    // Of clusters of one size it is the mean of their shares.
    let even = Interval.ratio(of: [3, 5, 4], to: [10, 10, 10])
    let mean = Interval.mean(of: [0.3, 0.5, 0.4])
    #expect(isClose(even.mean, mean.mean) && isClose(even.low, mean.low) && isClose(even.high, mean.high))
    #expect(!Interval.ratio(of: [1], to: [2]).isBounded)
    #expect(Interval.ratio(of: [4, 2], to: [4, 2]).halfWidth == 0)
  }

  @Test func tooFewValues() {
    let single = Interval.mean(of: [0.7])
    #expect(single.mean == 0.7)
    #expect(!single.isBounded)
    #expect(single.halfWidth == nil)
    #expect(single.contains(-1e9))
  }

  @Test func equalValuesGiveAPoint() {
    let interval = Interval.mean(of: [0.1, 0.1, 0.1])
    #expect(interval.low == 0.1 && interval.high == 0.1 && interval.halfWidth == 0)
  }

  // x = [.5, .25, .31, 1.2, .07]; l = np.log(x); h = stats.t.ppf(.975, 4) * l.std(ddof=1) / 5**.5
  // np.exp(l.mean() - h), np.exp(l.mean() + h)
  @Test func geometricMean() throws {
    let interval = try #require(Interval.geometricMean(of: [0.5, 0.25, 0.31, 1.2, 0.07]))
    #expect(isClose(interval.mean, 0.3180608377997836))
    #expect(isClose(interval.low, 0.0875482101003693))
    #expect(isClose(interval.high, 1.155508449869194))
    #expect(Interval.geometricMean(of: [0.5, 0]) == nil)
  }

  // stats.binomtest(k, n).proportion_ci(.95, 'wilson')
  @Test(arguments: [
    (3840, 4000, 0.9534728195152945, 0.9656444926581801), (0, 10, 0, 0.27753279986288926),
    (10, 10, 0.7224672001371109, 1), (7, 20, 0.1811918241010821, 0.5671457233147637),
  ])
  func wilson(successes: Int, trials: Int, low: Double, high: Double) {
    let interval = Interval.proportion(successes, of: trials)
    #expect(isClose(interval.low, low))
    #expect(isClose(interval.high, high))
    #expect(interval.mean == Double(successes) / Double(trials))
  }

  /// 4 000 samples of 8 normal values: 95 % of the intervals hold the true mean, give or take three standard
  /// errors of such a share (0.0034).
  @Test(arguments: [5, 8, 10])
  func coverage(count: Int) {
    var stream = RandomStream(seed: 7, purpose: "coverage/\(count)")
    let samples = 4000
    var held = 0
    for _ in 0..<samples {
      let values = (0..<count).map { _ in 3 + 0.5 * stream.normalDouble() }
      if Interval.mean(of: values).contains(3) { held += 1 }
    }
    #expect((Double(held) / Double(samples) - 0.95).magnitude < 0.0104, "\(held) of \(samples)")
  }
}
