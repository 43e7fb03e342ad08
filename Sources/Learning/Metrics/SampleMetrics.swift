import Datasets
import Diagnostics
import Tensors

// How well a generator's samples cover a known Gaussian mixture.

extension MetricRow {
  /// Of a perfect generator all modes. One sample near a mode, which noise too has by chance, finds it only
  /// with `share: 0`, the rule of the papers.
  static let modes = MetricRow(
    name: "modes",
    summary: "How many modes of the mixture the generator finds, by 1000 samples.",
    formula: "#{modes with at least share · n / #modes of n samples near them, and at least one}",
    options: [
      deviations,
      OptionSpec(
        "share", .number(.share), default: .number(0.1),
        help: "samples that a mode needs, of those that the mixture itself gives it"),
    ],
    source: mixtureSource,
    higherIsBetter: true,
    unit: .count,
    fits: { $0 == .generation },
    isDefault: { $0 == .generation },
    needsMixture: true,
    measure: .samples { reference, metric in
      let mixture = mixture(of: reference)
      let (deviations, share) = (metric.value("deviations"), metric.value("share"))
      return { samples in
        let needed = max(1, share * Double(samples.rows) / Double(mixture.centers.rows))
        return Double(mixture.hits(samples, within: deviations).count { Double($0) >= needed })
      }
    })

  /// Of the mixture itself, in two dimensions and within 3 standard deviations, 98.9 %.
  static let quality = MetricRow(
    name: "quality",
    summary: "The share of samples that are near a mode of the mixture.",
    formula: "#{samples near their nearest mode} / n",
    options: [deviations],
    source: mixtureSource,
    higherIsBetter: true,
    unit: .share,
    fits: { $0 == .generation },
    isDefault: { $0 == .generation },
    needsMixture: true,
    measure: .samples { reference, metric in
      let mixture = mixture(of: reference)
      let deviations = metric.value("deviations")
      return { samples in
        Double(mixture.hits(samples, within: deviations).reduce(0, +)) / Double(samples.rows)
      }
    })

  private static let mixtureSource = "Srivastava et al., VEEGAN, 2017; Lin et al., PacGAN, 2018"

  private static let deviations = OptionSpec(
    "deviations", .number(.positive), default: .number(3),
    help: "standard deviations within which a sample is near its mode")

  private static func mixture(of reference: SampleReference) -> Mixture {
    guard let mixture = reference.mixture else {
      preconditionFailure("a metric of modes for data of no known mixture")
    }
    return mixture
  }
}

extension Mixture {
  /// For each mode how many samples [n, d] have it as the nearest (the first of equals) and lie within so
  /// many standard deviations of it in Euclidean distance. A sample that is not finite hits none.
  func hits(_ samples: Tensor, within deviations: Double) -> [Int] {
    precondition(samples.columns == centers.columns, "samples \(samples.shape), modes \(centers.shape)")
    let radius = deviations * spread
    var hits = [Int](repeating: 0, count: centers.rows)
    for row in 0..<samples.rows {
      var nearest = (mode: 0, distance: Double.infinity)
      for mode in 0..<centers.rows {
        var distance = 0.0
        for (x, center) in zip(samples.row(row), centers.row(mode)) {
          distance += (Double(x) - Double(center)) * (Double(x) - Double(center))
        }
        if distance < nearest.distance { nearest = (mode, distance) }
      }
      if nearest.distance <= radius * radius { hits[nearest.mode] += 1 }
    }
    return hits
  }
}
