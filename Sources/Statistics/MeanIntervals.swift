import Tensors

/// t intervals of the means of many samples, as along a curve: the critical value of each sample size is
/// computed once.
package struct MeanIntervals: Sendable {
  private let level: Double
  private var criticalValues: [Int: Double] = [:]

  package init(level: Double = 0.95) {
    self.level = level
  }

  /// `Interval.mean(of:level:)`
  package mutating func mean(of values: [Double]) -> Interval {
    let mean = Descriptive.mean(values)
    guard values.count > 1 else { return .unbounded(mean: mean, count: values.count) }
    let half = halfWidth(values)
    return Interval(mean: mean, low: mean - half, high: mean + half, count: values.count, level: level)
  }

  /// `Interval.geometricMean(of:level:)`
  package mutating func geometricMean(of values: [Double]) -> Interval? {
    guard values.allSatisfy({ $0 > 0 }) else { return nil }
    let logs = values.map { Elementary.log($0) }
    let mean = Elementary.exp(Descriptive.mean(logs))
    guard values.count > 1 else { return .unbounded(mean: mean, count: values.count) }
    let interval = self.mean(of: logs)
    return Interval(
      mean: mean, low: Elementary.exp(interval.low), high: Elementary.exp(interval.high), count: values.count,
      level: level)
  }

  /// t₁₋α⸝₂,ₙ₋₁ s/√n of two or more values.
  private mutating func halfWidth(_ values: [Double]) -> Double {
    let spread = Descriptive.standardDeviation(values)
    if spread == 0 { return 0 }
    return criticalValue(count: values.count) * spread / Double(values.count).squareRoot()
  }

  private mutating func criticalValue(count: Int) -> Double {
    if let known = criticalValues[count] { return known }
    let value = StudentT(degreesOfFreedom: Double(count - 1)).criticalValue(level: level)
    criticalValues[count] = value
    return value
  }
}
