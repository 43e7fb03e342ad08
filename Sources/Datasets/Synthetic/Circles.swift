import Diagnostics
import Tensors

extension DatasetRow {
  /// A circle within another, as scikit-learn's `make_circles`. Half of the rows, rounded down, are class 0,
  /// the outer circle.
  static let circles = DatasetRow(
    name: "circles",
    aliases: ["make_circles"],
    summary: "A circle within another: two classes told apart by distance from the centre.",
    formula:
      "class 0: (cos t, sin t), class 1: factor · (cos t, sin t), t evenly spaced on [0, 2π), plus noise",
    options: [
      .samples(default: 1000), .noise(default: .number(0.05)),
      OptionSpec(
        "factor", .number(.rate), default: .number(0.5),
        help: "radius of the inner circle; the outer one's is 1"),
    ],
    source: "scikit-learn, make_circles",
    dependsOnSeed: true,
    task: { _ in .binary },
    load: loadCircles)

  private static func loadCircles(_ data: Component, _ context: DataContext) throws(DataError) -> Dataset {
    let count = data.integer("samples") ?? 1000
    let noise = data.number("noise") ?? 0.05
    let radii = [1, data.number("factor") ?? 0.5]
    var stream = RandomStream(seed: context.seed, purpose: "data")
    var points = try SyntheticPoints(samples: count, width: 2)
    let sizes = [count / 2, count - count / 2]
    for label in 0...1 {
      for i in 0..<sizes[label] {
        let t = 2 * Elementary.pi * Double(i) / Double(sizes[label])
        points.add(
          [radii[label] * Elementary.cos(t), radii[label] * Elementary.sin(t)], label: label, noise: noise,
          using: &stream)
      }
    }
    return Dataset(
      task: .binary, samples: points.samples, columns: Column.coordinates(2), classNames: ["outer", "inner"],
      provenance: .computed)
  }
}
