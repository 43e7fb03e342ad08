import Diagnostics
import Tensors

/// Collects the rows of a computed data set in binary64 and rounds each number once.
struct SyntheticPoints {
  private var inputs: [Float] = []
  private var labels: [Int32] = []
  private let width: Int

  /// Throws where the set would take more than 1 GiB.
  init(samples: Int, width: Int) throws(DataError) {
    let (count, overflow) = samples.multipliedReportingOverflow(by: width)
    guard !overflow, count <= 1 << 28 else {
      throw DataError("\(samples) samples of \(width) numbers take more than 1 GiB", option: "samples")
    }
    self.width = width
    inputs.reserveCapacity(count)
    labels.reserveCapacity(samples)
  }

  /// A point with independent Gaussian noise of standard deviation `noise` on each coordinate. The stream is
  /// not touched where there is no noise.
  mutating func add(_ point: [Double], label: Int, noise: Double, using stream: inout RandomStream) {
    for coordinate in point {
      inputs.append(Float(noise == 0 ? coordinate : coordinate + noise * stream.normalDouble()))
    }
    labels.append(Int32(label))
  }

  var samples: Samples {
    Samples(inputs: Tensor([labels.count, width], inputs), labels: labels)
  }

  /// Point i of `count` evenly spaced from `start` to `end`, both included; `start` where there is but one.
  static func spaced(_ i: Int, of count: Int, from start: Double, to end: Double) -> Double {
    if count > 1, i == count - 1 { return end }
    return start + Double(i) * ((end - start) / Double(max(count - 1, 1)))
  }

  /// How many of `count` rows fall to each of `groups`: equal numbers, the first groups one more where it
  /// does not divide.
  static func shares(of count: Int, among groups: Int) -> [Int] {
    (0..<groups).map { count / groups + ($0 < count % groups ? 1 : 0) }
  }
}

extension OptionSpec {
  static func samples(_ range: ClosedRange<Int> = 2...10_000_000, default count: Int) -> OptionSpec {
    OptionSpec(
      "samples", aliases: ["n_samples"], .integer(range), default: .integer(count), help: "number of rows")
  }

  static func noise(
    default noise: OptionValue, help: String = "standard deviation of the Gaussian noise on each coordinate"
  )
    -> OptionSpec
  {
    OptionSpec("noise", .number(.nonNegative), default: noise, help: help)
  }
}

extension Provenance {
  static let computed = Provenance(source: "computed")
}

extension Column {
  /// `x1`, `x2`, …
  static func coordinates(_ count: Int) -> [Column] { (1...count).map { Column("x\($0)") } }
}
