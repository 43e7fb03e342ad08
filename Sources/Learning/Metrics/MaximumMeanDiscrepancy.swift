import Datasets
import Diagnostics
import Tensors

extension MetricRow {
  static let discrepancy = MetricRow(
    name: "mmd",
    aliases: ["maximum_mean_discrepancy"],
    summary:
      "How far generated samples are from real ones, by 500 of each; about 0 where they agree.",
    formula:
      "mean k(x, x') + mean k(y, y') - 2 mean k(x, y), k(a, b) = exp(-|a - b|² / (2 σ²)); squared, unbiased",
    options: [
      OptionSpec(
        "bandwidth", aliases: ["sigma"], .number(.positive), default: .automatic,
        help: "σ of the kernel; the median distance between two real samples")
    ],
    source: "Gretton et al., A kernel two-sample test, 2012",
    higherIsBetter: false,
    unit: .plain,
    fits: { $0 == .generation },
    isDefault: { $0 == .generation },
    measure: .samples { reference, metric in
      let discrepancy = MaximumMeanDiscrepancy(real: reference.real, bandwidth: metric.number("bandwidth"))
      return { discrepancy.squared(to: $0) }
    })
}

/// The squared maximum mean discrepancy between real and other rows under a Gaussian kernel of width σ, as
/// the unbiased estimate, which may fall a little below 0.
///
/// The bandwidth is the lower median of the distances between all pairs of the real rows, so it is the same
/// all through training and for all variants.
struct MaximumMeanDiscrepancy: Sendable {
  /// Rows taken of each side, the first ones: the time grows with their square.
  static let mostRows = 500

  let bandwidth: Double
  private let real: Points
  /// mean k(x, x') over pairs of two rows.
  private let realMean: Double

  /// - Parameter bandwidth: σ; nil for the median distance between two real rows.
  init(real: Tensor, bandwidth: Double?) {
    let points = Points(real, atMost: Self.mostRows)
    self.real = points
    let median = points.medianDistance
    // Real rows that are mostly the same point have no distance to go by.
    self.bandwidth = bandwidth ?? (median > 0 ? median : 1)
    realMean = points.meanKernel(self.bandwidth)
  }

  /// From the first `mostRows` of the samples, at least two.
  func squared(to samples: Tensor) -> Double {
    let samples = Points(samples, atMost: Self.mostRows)
    return realMean + samples.meanKernel(bandwidth) - 2 * real.meanKernel(to: samples, bandwidth)
  }
}

/// Rows in binary64, one after the other. All sums run in order: those of a row, then the rows'.
private struct Points: Sendable {
  let count: Int
  let width: Int
  private let values: [Double]

  init(_ rows: Tensor, atMost most: Int) {
    count = min(rows.rows, most)
    width = rows.columns
    precondition(count >= 2, "a discrepancy of \(count) rows")
    values = rows.values.prefix(count * width).map { Double($0) }
  }

  /// The lower median over all pairs of two rows.
  var medianDistance: Double {
    var squares: [Double] = []
    for i in 0..<count {
      for j in 0..<i { squares.append(squaredDistance(i, self, j)) }
    }
    squares.sort()
    return squares[(squares.count - 1) / 2].squareRoot()
  }

  /// mean k(x, x') over all pairs of two rows.
  func meanKernel(_ bandwidth: Double) -> Double {
    var total = 0.0
    for i in 0..<count { total += sumKernel(i, self, 0..<i, bandwidth) }
    return 2 * total / Double(count * (count - 1))
  }

  /// mean k(x, y) over all rows x of this and y of the other.
  func meanKernel(to other: Points, _ bandwidth: Double) -> Double {
    precondition(width == other.width, "a discrepancy of rows of \(width) and \(other.width)")
    var total = 0.0
    for i in 0..<count { total += sumKernel(i, other, 0..<other.count, bandwidth) }
    return total / Double(count * other.count)
  }

  private func sumKernel(_ i: Int, _ other: Points, _ rows: Range<Int>, _ bandwidth: Double) -> Double {
    let scale = -1 / (2 * bandwidth * bandwidth)
    var sum = 0.0
    for j in rows { sum += Elementary.exp(squaredDistance(i, other, j) * scale) }
    return sum
  }

  private func squaredDistance(_ i: Int, _ other: Points, _ j: Int) -> Double {
    var sum = 0.0
    for column in 0..<width {
      let difference = values[i * width + column] - other.values[j * width + column]
      sum += difference * difference
    }
    return sum
  }
}
