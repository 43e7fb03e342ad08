import Diagnostics
import Tensors

extension DatasetRow {
  /// Gaussian clusters around random centres, one class each, as scikit-learn's `make_blobs`. The centres are
  /// drawn first, so that they do not depend on the number of samples.
  static let blobs = DatasetRow(
    name: "blobs",
    aliases: ["make_blobs"],
    summary: "Gaussian clusters around random centres, one class each.",
    formula: "class k: N(c_k, spread²), each coordinate of the centre c_k uniform on [-10, 10)",
    options: [
      .samples(default: 1000),
      OptionSpec(
        "centers", .integer(2...1000), default: .integer(3),
        help: "number of clusters, which is that of classes"),
      OptionSpec(
        "spread", aliases: ["cluster_std"], .number(.nonNegative), default: .number(1),
        help: "standard deviation of a cluster"),
      OptionSpec(
        "features", aliases: ["n_features"], .integer(1...100_000), default: .integer(2),
        help: "numbers in a row"),
    ],
    source: "scikit-learn, make_blobs",
    dependsOnSeed: true,
    task: { .telling($0.integer("centers") ?? 3) },
    load: loadBlobs)

  private static func loadBlobs(_ data: Component, _ context: DataContext) throws(DataError) -> Dataset {
    let count = data.integer("samples") ?? 1000
    let centers = data.integer("centers") ?? 3
    let spread = data.number("spread") ?? 1
    let width = data.integer("features") ?? 2
    guard count >= centers else {
      throw DataError("\(count) samples for \(centers) centers", option: "samples")
    }
    var stream = RandomStream(seed: context.seed, purpose: "data")
    var points = try SyntheticPoints(samples: count, width: width)
    let means = (0..<centers).map { _ in (0..<width).map { _ in 20 * stream.uniformDouble() - 10 } }
    for (label, size) in SyntheticPoints.shares(of: count, among: centers).enumerated() {
      for _ in 0..<size { points.add(means[label], label: label, noise: spread, using: &stream) }
    }
    var set = Dataset(
      task: .telling(centers), samples: points.samples, columns: Column.coordinates(width),
      classNames: (0..<centers).map { String($0) }, provenance: .computed)
    set.mixture = Mixture(
      centers: Tensor([centers, width], means.joined().map { Float($0) }), spread: spread)
    return set
  }
}
