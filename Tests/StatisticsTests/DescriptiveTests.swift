import Statistics
import Testing

@Suite struct DescriptiveTests {
  @Test func equalValuesHaveTheirValueAsMeanAndNoSpread() {
    for value in [0.1, 0.3, 1.0 / 49, -7e-9, 1e300] {
      for count in 1...60 {
        let values = [Double](repeating: value, count: count)
        #expect(Descriptive.mean(values) == value)
        if count > 1 { #expect(Descriptive.standardDeviation(values) == 0) }
      }
    }
  }

  @Test func sumsAreCompensated() {
    #expect(Descriptive.sum([1, 1e100, 1, -1e100]) == 2)
    #expect(Descriptive.sum([Double](repeating: 0.1, count: 10)) == 1)
    #expect(Descriptive.sum([Double]()) == 0)
    #expect(Descriptive.sum([1e308, 1e308]) == .infinity)
  }

  @Test func standardDeviationOfOneValueIsUndefined() {
    #expect(Descriptive.standardDeviation([3]).isNaN)
    #expect(Descriptive.standardDeviation([1, 2, 3, 4]) == (5.0 / 3).squareRoot())
  }

  @Test(
    arguments: [([3.0], 3.0), ([3, 1], 2), ([5, 1, 3], 3), ([4, 1, 3, 2], 2.5)] as [([Double], Double)])
  func median(values: [Double], expected: Double) {
    #expect(Descriptive.median(values) == expected)
  }

  /// np.quantile of NumPy 2.4.6.
  @Test(arguments: [(0, 0.3), (0.1, 0.86), (0.25, 2), (0.5, 7.5), (0.75, 10), (0.9, 11.25), (1, 12.25)])
  func quantile(share: Double, expected: Double) {
    #expect(isClose(Descriptive.quantile([9, 0.3, 12.25, 1, 2, 4, 7.5, 11, 10], share), expected))
    #expect(Descriptive.quantile([3], share) == 3)
  }

  @Test func interquartileMean() {
    #expect(isClose(Descriptive.interquartileMean(Vectors.relu), 96.4125))
    #expect(isClose(Descriptive.interquartileMean(Vectors.tanh), 95.41875))
    #expect(isClose(Descriptive.interquartileMean(Vectors.a), 0.925))
    // stats.trim_mean([7, 1, 2, 9, 100], 0.25) drops one value at either end.
    #expect(Descriptive.interquartileMean([7, 1, 2, 9, 100]) == 6)
    #expect(Descriptive.interquartileMean([1, 5]) == 3)
  }

  // from scipy import stats   # SciPy 1.17.1
  // stats.trim_mean(x, 0.25)
  @Test(
    arguments: [
      ([3, 1, 4, 1, 5, 9, 2, 6], 3.5),
      ([2.5, -1, 7, 0, 3.25, 8, 1, -4, 6, 11, 0.5], 2.892857142857143), ([10, 20, 30], 20),
    ] as [([Double], Double)])
  func trimmedMean(values: [Double], expected: Double) {
    #expect(isClose(Descriptive.interquartileMean(values), expected, relative: 1e-14))
  }

  @Test func geometricMean() {
    // stats.gmean([.5, .25, .31, 1.2, .07])
    #expect(isClose(Descriptive.geometricMean([0.5, 0.25, 0.31, 1.2, 0.07]) ?? .nan, 0.3180608377997836))
    #expect(Descriptive.geometricMean([1, 0]) == nil)
    #expect(Descriptive.geometricMean([1, -2]) == nil)
  }

  @Test func correlation() {
    #expect(rounds(Descriptive.correlation(Vectors.relu, Vectors.tanh) ?? .nan, to: 0.7362, 4))
    #expect(Descriptive.correlation([1, 2, 3], [2, 4, 6]) == 1)
    #expect(Descriptive.correlation([1, 2, 3], [3, 2, 1]) == -1)
    #expect(Descriptive.correlation([1, 2, 3], [5, 5, 5]) == nil)
    #expect(Descriptive.correlation([1], [2]) == nil)
  }
}

/// The samples that several suites share: test accuracies of activations over 8 seeds, in per cent (A), and
/// two models' accuracies (B).
enum Vectors {
  static let relu = [96.55, 96.825, 96.175, 93.075, 96.45, 97.075, 95.725, 96.475]
  static let tanh = [95.8, 97.075, 95.65, 91.075, 94.125, 96.45, 90.1, 96.1]
  static let silu = [96.875, 96.875, 92.575, 95.15, 96.55, 97.175, 94.975, 97.125]
  static let sigmoid = [87.275, 85.975, 87, 85.275, 86.4, 83.6, 87.1, 86.8]
  static let a = [0.91, 0.93, 0.92, 0.95, 0.90, 0.94, 0.93, 0.92]
  static let b = [0.90, 0.91, 0.92, 0.93, 0.89, 0.93, 0.90, 0.91]
}
