import Diagnostics
import Tensors

extension DatasetRow {
  /// One period of the sine, to be fitted: inputs [n, 1], values [n, 1].
  static let sine = DatasetRow(
    name: "sine",
    aliases: ["sin"],
    summary: "One period of a sine with noise: the simplest curve to fit.",
    formula: "y = sin x + noise, x evenly spaced on [-π, π]",
    options: [
      .samples(default: 200),
      .noise(default: .number(0.1), help: "standard deviation of the Gaussian noise on y"),
    ],
    dependsOnSeed: true,
    task: { _ in .regression },
    load: loadSine)

  private static func loadSine(_ data: Component, _ context: DataContext) throws(DataError) -> Dataset {
    let count = data.integer("samples") ?? 200
    let noise = data.number("noise") ?? 0.1
    var stream = RandomStream(seed: context.seed, purpose: "data")
    var inputs: [Float] = []
    var values: [Float] = []
    for i in 0..<count {
      let x = SyntheticPoints.spaced(i, of: count, from: -Elementary.pi, to: Elementary.pi)
      inputs.append(Float(x))
      values.append(Float(Elementary.sin(x) + (noise == 0 ? 0 : noise * stream.normalDouble())))
    }
    var set = Dataset(
      task: .regression,
      samples: Samples(inputs: Tensor([count, 1], inputs), values: Tensor([count, 1], values)),
      columns: [Column("x")], provenance: .computed)
    set.targetName = "y"
    return set
  }
}
