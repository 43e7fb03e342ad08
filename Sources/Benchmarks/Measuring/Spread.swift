import Diagnostics
import Tensors

/// The middle of several measurements and how far they lie apart.
struct Spread: Hashable, Sendable {
  let median: Double
  let lowest: Double
  let highest: Double

  /// Of at least one value; of an even number the median is the mean of the two in the middle.
  init(_ values: [Double]) {
    precondition(!values.isEmpty, "no measurements")
    let sorted = values.sorted()
    let middle = sorted.count / 2
    median = sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
    lowest = sorted[0]
    highest = sorted[sorted.count - 1]
  }

  private init(median: Double, lowest: Double, highest: Double) {
    (self.median, self.lowest, self.highest) = (median, lowest, highest)
  }

  static func * (spread: Spread, factor: Double) -> Spread {
    Spread(
      median: spread.median * factor, lowest: spread.lowest * factor, highest: spread.highest * factor)
  }

  /// Three digits each: `12.3 (12.1–12.9)`, `4,710 (4,690–4,802)`.
  var text: String {
    func number(_ value: Double) -> String {
      value >= 1000 ? Format.grouped(Int(value.rounded())) : Format.significant(value, 3)
    }
    return "\(number(median)) (\(number(lowest))–\(number(highest)))"
  }
}

/// exp(mean log x), of positive numbers.
enum GeometricMean {
  static func of(_ values: [Double]) -> Double {
    precondition(!values.isEmpty && values.allSatisfy { $0 > 0 }, "a geometric mean of \(values)")
    return Elementary.exp(values.map { Elementary.log($0) }.reduce(0, +) / Double(values.count))
  }
}
