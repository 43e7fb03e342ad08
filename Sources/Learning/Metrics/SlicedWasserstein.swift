import Datasets
import Diagnostics
import Tensors

extension MetricRow {
  static let slicedWasserstein = MetricRow(
    name: "sliced_wasserstein",
    aliases: ["sliced_wasserstein_distance", "swd"],
    summary: "How far samples must be moved to lie like real ones, seen from many directions.",
    formula:
      "(mean over θ, i of |(θ·x)₍ᵢ₎ - (θ·y)₍ᵢ₎|^p)^(1/p), θ random of length 1, ₍ᵢ₎ the i-th smallest, "
      + "p the order",
    options: [
      OptionSpec(
        "projections", aliases: ["directions", "n_projections"], .integer(1...100_000), default: .integer(64),
        help: "directions that rows are projected on, the same for all samples"),
      OptionSpec(
        "order", aliases: ["p"], .integer(1...2), default: .integer(2),
        help: "the power p of the distances: 1 (earth mover's distance) or 2"),
    ],
    source: "Rabin et al., Wasserstein barycenter and its application to texture mixing, 2011; "
      + "Bonneel et al., Sliced and Radon Wasserstein barycenters of measures, 2015",
    higherIsBetter: false,
    unit: .plain,
    fits: { $0 == .generation },
    isDefault: { _ in false },
    measure: .samples { reference, metric in
      let distance = SlicedWasserstein(
        real: reference.real, projections: Int(metric.value("projections")),
        order: Int(metric.value("order")))
      return { distance(to: $0) }
    })
}

/// The sliced Wasserstein distance of order p between as many real rows [n, d] as other ones: the p-th root
/// of the mean, over random directions, of the p-th power of the distance between the projections. On a line
/// the best transport takes the i-th smallest to the i-th smallest.
///
/// It is in the units of the rows and, from finitely many, about n^(-1/2) where both are drawn alike.
struct SlicedWasserstein: Sendable {
  private let real: Tensor
  private let isFinite: Bool
  private let order: Int
  private let directions: [[Double]]
  /// Of the first `cached` real rows, sorted, by direction.
  private let projections: [[Double]]
  private let cached: Int

  /// The directions depend on nothing but their number and the rows' width, so that epochs, variants and
  /// seeds are measured alike; more directions begin with the same ones.
  init(real: Tensor, projections: Int, order: Int) {
    precondition(order == 1 || order == 2, "a sliced Wasserstein distance of order \(order)")
    let directions = Self.directions(projections, in: real.columns)
    let cached = min(real.rows, Metrics.sampleCount)
    self.real = real
    isFinite = real.values.allSatisfy(\.isFinite)
    self.order = order
    self.directions = directions
    self.cached = cached
    self.projections = directions.map { Self.project(real, on: $0, rows: cached).sorted() }
  }

  /// From the first rows of both, as many as the smaller side has. NaN where a value is not finite.
  func callAsFunction(to samples: Tensor) -> Double {
    precondition(samples.columns == real.columns, "samples \(samples.shape), real rows \(real.shape)")
    let rows = min(samples.rows, real.rows)
    guard isFinite, samples.values.allSatisfy(\.isFinite) else { return .nan }
    var total = 0.0
    for (direction, sorted) in zip(directions, projections) {
      let ours = rows == cached ? sorted : Self.project(real, on: direction, rows: rows).sorted()
      let theirs = Self.project(samples, on: direction, rows: rows).sorted()
      var sum = 0.0
      for (a, b) in zip(ours, theirs) {
        let distance = (a - b).magnitude
        sum += order == 1 ? distance : distance * distance
      }
      total += sum / Double(rows)
    }
    let mean = total / Double(directions.count)
    return order == 1 ? mean : mean.squareRoot()
  }

  /// Uniform on the sphere: normal draws, divided by their length.
  private static func directions(_ count: Int, in width: Int) -> [[Double]] {
    var stream = RandomStream(seed: 0, purpose: "metrics/sliced_wasserstein")
    return (0..<count).map { _ in
      while true {
        let draw = (0..<width).map { _ in stream.normalDouble() }
        let length = draw.reduce(0) { $0 + $1 * $1 }.squareRoot()
        if length > 0 { return draw.map { $0 / length } }
      }
    }
  }

  private static func project(_ points: Tensor, on direction: [Double], rows: Int) -> [Double] {
    (0..<rows).map { row in
      let start = row * direction.count
      var sum = 0.0
      for (column, weight) in direction.enumerated() { sum += Double(points.values[start + column]) * weight }
      return sum
    }
  }
}
