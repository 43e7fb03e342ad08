import Diagnostics
import Tensors

extension DatasetRow {
  /// Exclusive or. With 4 samples the four points exactly, (0,0) → 0, (0,1) → 1, (1,0) → 1, (1,1) → 0, which
  /// are train, validation and test at once unless `split` is given; with more, row i lies around corner i
  /// mod 4.
  static let xor = DatasetRow(
    name: "xor",
    summary: "Exclusive or of two bits: the smallest set that no linear model can learn.",
    formula: "y = x1 xor x2",
    options: [
      .samples(4...10_000_000, default: 4),
      .noise(
        default: .automatic,
        help: "standard deviation of the Gaussian noise on each coordinate; 0 for 4 samples, else 0.1"),
    ],
    source: "Minsky & Papert, Perceptrons, 1969",
    dependsOnSeed: true,
    task: { _ in .binary },
    load: loadXOR)

  private static func loadXOR(_ data: Component, _ context: DataContext) throws(DataError) -> Dataset {
    let count = data.integer("samples") ?? 4
    let noise = data.number("noise") ?? (count == 4 ? 0 : 0.1)
    var stream = RandomStream(seed: context.seed, purpose: "data")
    var points = try SyntheticPoints(samples: count, width: 2)
    for i in 0..<count {
      let (a, b) = (i / 2 % 2, i % 2)
      points.add([Double(a), Double(b)], label: a ^ b, noise: noise, using: &stream)
    }
    var set = Dataset(
      task: .binary, samples: points.samples, columns: Column.coordinates(2), classNames: ["0", "1"],
      provenance: .computed)
    set.isTooSmallToSplit = count == 4
    return set
  }
}
