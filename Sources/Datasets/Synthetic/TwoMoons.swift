import Diagnostics
import Tensors

extension DatasetRow {
  /// Two interleaved half circles, as scikit-learn's `make_moons`. Half of the rows, rounded down, are class
  /// 0.
  static let twoMoons = DatasetRow(
    name: "two_moons",
    aliases: ["moons", "make_moons"],
    summary: "Two interleaved half circles: a curved boundary between two classes.",
    formula:
      "class 0: (cos t, sin t), class 1: (1 - cos t, 1/2 - sin t), t evenly spaced on [0, π], plus noise",
    options: [.samples(default: 1000), .noise(default: .number(0.1))],
    source: "scikit-learn, make_moons",
    dependsOnSeed: true,
    task: { _ in .binary },
    load: loadTwoMoons)

  private static func loadTwoMoons(_ data: Component, _ context: DataContext) throws(DataError) -> Dataset {
    let count = data.integer("samples") ?? 1000
    let noise = data.number("noise") ?? 0.1
    var stream = RandomStream(seed: context.seed, purpose: "data")
    var points = try SyntheticPoints(samples: count, width: 2)
    let sizes = [count / 2, count - count / 2]
    for label in 0...1 {
      for i in 0..<sizes[label] {
        let t = SyntheticPoints.spaced(i, of: sizes[label], from: 0, to: Elementary.pi)
        let (x, y) = (Elementary.cos(t), Elementary.sin(t))
        points.add(label == 0 ? [x, y] : [1 - x, 0.5 - y], label: label, noise: noise, using: &stream)
      }
    }
    return Dataset(
      task: .binary, samples: points.samples, columns: Column.coordinates(2), classNames: ["0", "1"],
      provenance: .computed)
  }
}
