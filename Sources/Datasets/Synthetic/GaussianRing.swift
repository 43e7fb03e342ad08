import Diagnostics
import Tensors

extension DatasetRow {
  /// Narrow Gaussians on a circle, the usual first test of a generator: does it find all modes? Labels are
  /// the modes.
  static let gaussianRing = DatasetRow(
    name: "gaussian_ring",
    aliases: ["ring", "ring_of_gaussians"],
    summary: "Narrow Gaussians evenly spaced on a circle: shows whether a generator finds every mode.",
    formula: "mode k: N(radius · (cos a, sin a), spread²), a = 2π k / modes",
    options: [
      .samples(default: 2000),
      OptionSpec("modes", .integer(1...1000), default: .integer(8), help: "number of Gaussians"),
      OptionSpec(
        "radius", .number(.positive), default: .number(2), help: "distance of the modes from the origin"),
      OptionSpec(
        "spread", aliases: ["std"], .number(.nonNegative), default: .number(0.05),
        help: "standard deviation of a mode"),
    ],
    source: "Metz et al., Unrolled generative adversarial networks, 2017",
    dependsOnSeed: true,
    task: { _ in .generation },
    load: loadGaussianRing)

  private static func loadGaussianRing(_ data: Component, _ context: DataContext) throws(DataError) -> Dataset
  {
    let count = data.integer("samples") ?? 2000
    let modes = data.integer("modes") ?? 8
    let radius = data.number("radius") ?? 2
    let spread = data.number("spread") ?? 0.05
    guard count >= modes else { throw DataError("\(count) samples for \(modes) modes", option: "samples") }
    var stream = RandomStream(seed: context.seed, purpose: "data")
    var points = try SyntheticPoints(samples: count, width: 2)
    let centers = (0..<modes).map { mode in
      let angle = 2 * Elementary.pi * Double(mode) / Double(modes)
      return [radius * Elementary.cos(angle), radius * Elementary.sin(angle)]
    }
    for (mode, size) in SyntheticPoints.shares(of: count, among: modes).enumerated() {
      for _ in 0..<size { points.add(centers[mode], label: mode, noise: spread, using: &stream) }
    }
    var set = Dataset(
      task: .generation, samples: points.samples, columns: Column.coordinates(2),
      classNames: (0..<modes).map { "mode \($0)" }, provenance: .computed)
    set.mixture = Mixture(centers: Tensor([modes, 2], centers.joined().map { Float($0) }), spread: spread)
    return set
  }
}
