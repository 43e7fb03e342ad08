import Diagnostics
import Tensors

extension DatasetRow {
  /// Archimedean spirals that start near the origin and end at radius 1, one class each.
  static let spirals = DatasetRow(
    name: "spirals",
    aliases: ["two_spirals", "spiral"],
    summary: "Intertwined spirals, one class each: a boundary that winds several times.",
    formula:
      "class k: t · (cos a, sin a), a = 2π (turns · t + k / arms), t = 1/n, 2/n, …, 1, plus noise",
    options: [
      .samples(default: 1000), .noise(default: .number(0.02)),
      OptionSpec(
        "arms", .integer(2...100), default: .integer(2), help: "number of spirals, which is that of classes"),
      OptionSpec(
        "turns", .number(.positive), default: .number(1.5), help: "how often each winds around the origin"),
    ],
    source: "after Lang & Witbrock, Learning to tell two spirals apart, 1988",
    dependsOnSeed: true,
    task: { .telling($0.integer("arms") ?? 2) },
    load: loadSpirals)

  private static func loadSpirals(_ data: Component, _ context: DataContext) throws(DataError) -> Dataset {
    let count = data.integer("samples") ?? 1000
    let noise = data.number("noise") ?? 0.02
    let arms = data.integer("arms") ?? 2
    let turns = data.number("turns") ?? 1.5
    guard count >= arms else { throw DataError("\(count) samples for \(arms) arms", option: "samples") }
    var stream = RandomStream(seed: context.seed, purpose: "data")
    var points = try SyntheticPoints(samples: count, width: 2)
    for (arm, size) in SyntheticPoints.shares(of: count, among: arms).enumerated() {
      for i in 0..<size {
        let t = Double(i + 1) / Double(size)
        let angle = 2 * Elementary.pi * (turns * t + Double(arm) / Double(arms))
        points.add(
          [t * Elementary.cos(angle), t * Elementary.sin(angle)], label: arm, noise: noise, using: &stream)
      }
    }
    return Dataset(
      task: .telling(arms), samples: points.samples, columns: Column.coordinates(2),
      classNames: (0..<arms).map { String($0) }, provenance: .computed)
  }
}
