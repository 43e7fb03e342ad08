import Datasets
import Diagnostics
import Tensors

extension MetricRow {
  static let discrepancy = MetricRow(
    name: "mmd",
    aliases: ["maximum_mean_discrepancy"],
    summary:
      "How far the generated distribution is from the real one, by 500 samples of each; about 0 where they agree.",
    formula:
      "squared MMD, unbiased: mean k(x, x') + mean k(y, y') - 2 mean k(x, y), k(a, b) = exp(-|a - b|² / (2 σ²))",
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

/// The squared maximum mean discrepancy between real and other rows under a Gaussian kernel of width σ, as the unbiased
/// estimate, which may fall a little below 0.
///
/// The bandwidth is the lower median of the distances between all pairs of the real rows, so it is the same all through
/// training and for all variants.
struct MaximumMeanDiscrepancy: Sendable {
  /// Rows taken of each side, the first ones: the time grows with their square.
  static let mostRows = 500

  let bandwidth: Double
  private let real: Tensor
  /// mean k(x, x') over pairs of two rows.
  private let realMean: Double

  /// - Parameter bandwidth: σ; nil for the median distance between two real rows.
  init(real: Tensor, bandwidth: Double?) {
    let rows = real.rows(at: Array(0..<min(real.rows, Self.mostRows)))
    precondition(rows.rows >= 2, "a discrepancy from \(rows.rows) rows")
    self.real = rows
    let median = Self.medianDistance(rows)
    // Real rows that are mostly the same point have no distance to go by.
    let width = bandwidth ?? (median > 0 ? median : 1)
    self.bandwidth = width
    realMean = Self.meanWithin(rows, width)
  }

  /// From the first `mostRows` of the samples, at least two.
  func squared(to samples: Tensor) -> Double {
    let samples = samples.rows(at: Array(0..<min(samples.rows, Self.mostRows)))
    precondition(samples.rows >= 2, "a discrepancy to \(samples.rows) rows")
    var cross = 0.0
    for i in 0..<real.rows {
      var sum = 0.0
      for j in 0..<samples.rows { sum += Self.kernel(real.row(i), samples.row(j), bandwidth) }
      cross += sum
    }
    cross /= Double(real.rows * samples.rows)
    return realMean + Self.meanWithin(samples, bandwidth) - 2 * cross
  }

  private static func kernel(_ a: ArraySlice<Float>, _ b: ArraySlice<Float>, _ bandwidth: Double) -> Double {
    Elementary.exp(-squaredDistance(a, b) / (2 * bandwidth * bandwidth))
  }

  private static func meanWithin(_ x: Tensor, _ bandwidth: Double) -> Double {
    var total = 0.0
    for i in 0..<x.rows {
      var sum = 0.0
      for j in (i + 1)..<max(i + 1, x.rows) { sum += kernel(x.row(i), x.row(j), bandwidth) }
      total += sum
    }
    return 2 * total / Double(x.rows * (x.rows - 1))
  }

  private static func medianDistance(_ x: Tensor) -> Double {
    var squares: [Double] = []
    for i in 0..<x.rows {
      for j in 0..<i { squares.append(squaredDistance(x.row(i), x.row(j))) }
    }
    squares.sort()
    return squares[(squares.count - 1) / 2].squareRoot()
  }
}
