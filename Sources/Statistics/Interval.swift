import Tensors

/// An estimate with its confidence interval.
package struct Interval: Hashable, Sendable {
  /// The estimate: a mean, a mean difference, a geometric mean, a proportion.
  package let mean: Double
  /// The ends; −∞ and ∞ where the sample is too small for an interval.
  package let low: Double
  package let high: Double
  /// How many values it rests on.
  package let count: Int
  /// Its confidence level; for an interval from an exact test the level that is really reached.
  package let level: Double

  package init(mean: Double, low: Double, high: Double, count: Int, level: Double) {
    self.mean = mean
    self.low = low
    self.high = high
    self.count = count
    self.level = level
  }

  /// No bounds: what a sample too small for an interval has.
  package static func unbounded(mean: Double, count: Int) -> Interval {
    Interval(mean: mean, low: -.infinity, high: .infinity, count: count, level: 1)
  }

  package var isBounded: Bool { low.isFinite && high.isFinite }

  /// Half of its length; nil where it has no bounds.
  package var halfWidth: Double? { isBounded ? (high - low) / 2 : nil }

  package func contains(_ value: Double) -> Bool { low <= value && value <= high }

  /// x̄ ± t s/√n with the t of n − 1 degrees of freedom. A single value has no bounds.
  package static func mean(of values: [Double], level: Double = 0.95) -> Interval {
    var intervals = MeanIntervals(level: level)
    return intervals.mean(of: values)
  }

  /// The t interval of the mean logarithm, taken back by exp; nil where a value is not positive.
  package static func geometricMean(of values: [Double], level: Double = 0.95) -> Interval? {
    var intervals = MeanIntervals(level: level)
    return intervals.geometricMean(of: values)
  }

  /// The ratio of two sums over clusters, R = Σy / Σn, such as the share of right predictions over seeds of unequal
  /// counts: R ± t s with s² = m/(m − 1) Σ(yᵢ − R nᵢ)² / (Σn)² and the t of m − 1 degrees of freedom. One cluster has no
  /// bounds.
  ///
  /// - Parameter denominators: positive, one for each numerator
  /// Source: W. G. Cochran, Sampling Techniques, 3rd edition, 1977, section 6.3.
  package static func ratio(
    of numerators: [Double], to denominators: [Double], level: Double = 0.95
  ) -> Interval {
    precondition(
      numerators.count == denominators.count && !numerators.isEmpty && denominators.allSatisfy { $0 > 0 },
      "\(numerators.count) numerators over \(denominators)")
    let total = denominators.reduce(0, +)
    let ratio = numerators.reduce(0, +) / total
    let m = Double(numerators.count)
    guard m > 1 else { return .unbounded(mean: ratio, count: 1) }
    let squares = zip(numerators, denominators).reduce(0) { sum, pair in
      let residual = pair.0 - ratio * pair.1
      return sum + residual * residual
    }
    let spread = (m / (m - 1) * squares).squareRoot() / total
    let half = spread == 0 ? 0 : StudentT(degreesOfFreedom: m - 1).criticalValue(level: level) * spread
    return Interval(mean: ratio, low: ratio - half, high: ratio + half, count: numerators.count, level: level)
  }

  /// Wilson's score interval of a proportion, such as the accuracy on a fixed test set (E. B. Wilson, 1927).
  /// Its middle is not the proportion itself, which is `mean`.
  package static func proportion(_ successes: Int, of trials: Int, level: Double = 0.95) -> Interval {
    precondition(trials > 0 && (0...trials).contains(successes), "\(successes) of \(trials)")
    let (share, n) = (Double(successes) / Double(trials), Double(trials))
    let z = SpecialFunctions.normalQuantile(1 - (1 - level) / 2)
    let scale = 1 + z * z / n
    let center = (share + z * z / (2 * n)) / scale
    let half = z / scale * (share * (1 - share) / n + z * z / (4 * n * n)).squareRoot()
    return Interval(
      mean: share, low: successes == 0 ? 0 : max(center - half, 0),
      high: successes == trials ? 1 : min(center + half, 1), count: trials, level: level)
  }
}
