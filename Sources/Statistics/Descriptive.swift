import Tensors

/// Numbers that sum up a sample.
///
/// Every sum here is Neumaier's compensated sum from left to right, so that a result depends on the values
/// and their order only, and hardly on the order. Values are finite; an empty sample is a programmer's
/// mistake.
package enum Descriptive {
  /// Σxᵢ, compensated (A. Neumaier, 1974).
  package static func sum(_ values: some Sequence<Double>) -> Double {
    var total = 0.0
    var correction = 0.0
    for value in values {
      let next = total + value
      correction += total.magnitude >= value.magnitude ? (total - next) + value : (value - next) + total
      total = next
    }
    // An overflow leaves no correction worth adding.
    return correction.isFinite ? total + correction : total
  }

  /// x̄ = Σxᵢ / n. The mean of equal values is that value, exactly.
  package static func mean(_ values: [Double]) -> Double {
    precondition(!values.isEmpty, "the mean of no values")
    if values.allSatisfy({ $0 == values[0] }) { return values[0] }
    return sum(values) / Double(values.count)
  }

  /// s = √(Σ(xᵢ − x̄)² / (n − 1)); NaN for a single value. Zero exactly when all values are equal.
  package static func standardDeviation(_ values: [Double]) -> Double {
    guard values.count > 1 else { return .nan }
    let center = mean(values)
    let squares = sum(values.lazy.map { ($0 - center) * ($0 - center) })
    return (squares / Double(values.count - 1)).squareRoot()
  }

  /// The middle value, or the mean of the two middle ones.
  package static func median(_ values: [Double]) -> Double {
    precondition(!values.isEmpty, "the median of no values")
    let sorted = values.sorted()
    let middle = sorted.count / 2
    return sorted.count % 2 == 1 ? sorted[middle] : mean([sorted[middle - 1], sorted[middle]])
  }

  /// The value below which a share of the sample lies, linear between the order statistics: type 7 of Hyndman & Fan,
  /// "Sample quantiles in statistical packages" (1996), NumPy's default.
  ///
  /// - Parameter share: 0 to 1
  package static func quantile(_ values: [Double], _ share: Double) -> Double {
    precondition(
      !values.isEmpty && (0...1).contains(share), "the quantile \(share) of \(values.count) values")
    let sorted = values.sorted()
    let place = share * Double(sorted.count - 1)
    let below = Int(place)
    guard below + 1 < sorted.count else { return sorted[below] }
    return sorted[below] + (place - Double(below)) * (sorted[below + 1] - sorted[below])
  }

  /// The mean after ⌊n/4⌋ values are dropped at either end: the 25 % trimmed mean, called interquartile mean
  /// by Agarwal et al., "Deep RL at the Edge of the Statistical Precipice" (2021);
  /// `scipy.stats.trim_mean(x, 0.25)`.
  package static func interquartileMean(_ values: [Double]) -> Double {
    precondition(!values.isEmpty, "the interquartile mean of no values")
    let dropped = values.count / 4
    return mean(Array(values.sorted()[dropped..<(values.count - dropped)]))
  }

  /// exp of the mean logarithm; nil where a value is not positive.
  package static func geometricMean(_ values: [Double]) -> Double? {
    guard values.allSatisfy({ $0 > 0 }) else { return nil }
    return Elementary.exp(mean(values.map { Elementary.log($0) }))
  }

  /// Pearson's r of two samples seed by seed, in [−1, 1]; nil where one of them does not vary.
  package static func correlation(_ a: [Double], _ b: [Double]) -> Double? {
    precondition(a.count == b.count, "a correlation of \(a.count) with \(b.count) values")
    guard a.count > 1 else { return nil }
    let (meanA, meanB) = (mean(a), mean(b))
    let squaresA = sum(a.map { ($0 - meanA) * ($0 - meanA) })
    let squaresB = sum(b.map { ($0 - meanB) * ($0 - meanB) })
    guard squaresA > 0, squaresB > 0 else { return nil }
    let products = sum(zip(a, b).map { ($0 - meanA) * ($1 - meanB) })
    return min(max(products / (squaresA * squaresB).squareRoot(), -1), 1)
  }
}
