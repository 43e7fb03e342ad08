import Datasets
import Diagnostics
import Graphs
import Learning
import Tensors
import Testing

@Suite struct MetricTests {
  private func measure(
    _ name: String, _ predictions: Predictions, _ options: [String: OptionValue] = [:]
  ) throws -> Double {
    let row = try #require(Metrics.catalog[name])
    guard case .predictions(let measure) = row.measure else {
      Issue.record("\(name) is not of predictions")
      return .nan
    }
    return measure(predictions, row.component(options))
  }

  private func measure(
    _ name: String, _ samples: Tensor, against reference: SampleReference,
    _ options: [String: OptionValue] = [:]
  ) throws -> Double {
    let row = try #require(Metrics.catalog[name])
    guard case .samples(let prepare) = row.measure else {
      Issue.record("\(name) is not of samples")
      return .nan
    }
    return prepare(reference, row.component(options))(samples)
  }

  @Test func accuracyOfOneColumn() throws {
    // Exactly 1/2 is class 0, and what is not a number is wrong.
    let predictions = Predictions(
      values: Tensor([6, 1], [0.9, 0.1, 0.5, 0.5, .nan, .nan]), targets: Tensor([6, 1], [1, 1, 0, 1, 0, 1]),
      kind: .indicator)
    #expect(try measure("accuracy", predictions) == 2.0 / 6)
  }

  @Test func accuracyOfSeveralColumns() throws {
    // Of equals the first; a row with a NaN is wrong.
    let predictions = Predictions(
      values: Tensor([4, 3], [0.1, 0.7, 0.2, 0.4, 0.4, 0.2, 0.2, 0.4, 0.4, .nan, 0.9, 0]),
      targets: Tensor([4, 3], [0, 1, 0, 1, 0, 0, 0, 0, 1, 0, 1, 0]), kind: .oneHot(classes: 3))
    #expect(try measure("accuracy", predictions) == 0.5)
  }

  @Test func errorsInTheUnitsOfTheData() throws {
    let values = Tensor([2, 2], [1, 2, 3, 4])
    let targets = Tensor([2, 2], [1, 1, 5, 0])
    let plain = Predictions(values: values, targets: targets, kind: .values)
    #expect(try measure("mae", plain) == 7.0 / 4)
    #expect(try measure("rmse", plain) == (21.0 / 4).squareRoot())
    let scaled = Predictions(values: values, targets: targets, kind: .values, scale: [10, 0.5])
    #expect(try measure("mae", scaled) == (20 + 0.5 + 2) / 4.0)
    #expect(try measure("rmse", scaled) == ((400 + 0.25 + 4) / 4.0).squareRoot())
  }

  private static let square = SampleReference(
    real: Tensor([2, 2], [0, 0, 1, 1]),
    mixture: Mixture(centers: Tensor([4, 2], [0, 0, 0, 1, 1, 0, 1, 1]), spread: 0.0625))

  @Test func modesAndQuality() throws {
    // At (0, 0); just inside and just outside of (0, 1) by 3 · 0.0625; at (1, 0), and a little off; far away;
    // not a number.
    let samples = Tensor([7, 2], [0, 0, 0.1875, 1, 0.19, 1, 1, 0, 1, 0.1, 9, 9, .nan, 0])
    #expect(try measure("modes", samples, against: Self.square) == 3)
    #expect(try measure("quality", samples, against: Self.square) == 4.0 / 7)
    // A quarter of 7 samples is a mode's own: all of it is 1.75 samples, a half 0.875.
    #expect(try measure("modes", samples, against: Self.square, ["share": .number(1)]) == 1)
    #expect(try measure("modes", samples, against: Self.square, ["share": .number(0.5)]) == 3)
    #expect(try measure("modes", samples, against: Self.square, ["share": .number(0)]) == 3)
    #expect(try measure("modes", samples, against: Self.square, ["deviations": .number(2)]) == 2)
    #expect(try measure("quality", samples, against: Self.square, ["deviations": .number(4)]) == 5.0 / 7)
  }

  /// In two dimensions 1 − exp(−9/2) of a Gaussian lies within 3 deviations.
  @Test func qualityOfTheMixtureItself() throws {
    var stream = RandomStream(seed: 1, purpose: "test")
    let centers = Tensor([2, 2], [0, 0, 5, 5])
    let samples = Tensor(
      [40_000, 2],
      (0..<80_000).map { i in centers.values[i % 4] + 0.5 * stream.normal() })
    let quality = try measure(
      "quality", samples,
      against: SampleReference(real: centers, mixture: Mixture(centers: centers, spread: 0.5)))
    #expect((quality - 0.9888910034617577).magnitude < 0.002)
  }

  // python3, numpy 2.4.6:
  //   i = np.arange(40)
  //   def rows(x, y): return np.stack([x, y], 1).round(3).astype(np.float32).astype(float)
  //   x = rows(np.cos(0.7 * i) * (1 + 0.01 * i), np.sin(1.3 * i))
  //   y = rows(0.5 + np.cos(0.9 * i), 0.8 * np.sin(1.1 * i) + 0.1)
  //   def d2(a, b): return ((a[:, None] - b[None]) ** 2).sum(-1)
  //   def mmd(x, y, s):
  //       n, m = len(x), len(y); k = lambda a, b: np.exp(-d2(a, b) / (2 * s * s))
  //       return (k(x, x).sum() - n) / n / (n - 1) + (k(y, y).sum() - m) / m / (m - 1) - 2 * k(x, y).mean()
  //   d = np.sqrt(np.sort(d2(x, x)[np.triu_indices(40, 1)])); s = d[(len(d) - 1) // 2]
  //   mmd(x, y, s), mmd(x, y, 0.25), mmd(x, x[::-1], s), mmd(x, y[:30], s)
  @Test func discrepancyEqualsNumPy() throws {
    func rows(_ x: (Double) -> Double, _ y: (Double) -> Double) -> Tensor {
      let values = (0..<40).flatMap { i in [x(Double(i)), y(Double(i))] }
      return Tensor([40, 2], values.map { Float(($0 * 1000).rounded(.toNearestOrEven) / 1000) })
    }
    let x = rows({ Elementary.cos(0.7 * $0) * (1 + 0.01 * $0) }, { Elementary.sin(1.3 * $0) })
    let y = rows({ 0.5 + Elementary.cos(0.9 * $0) }, { 0.8 * Elementary.sin(1.1 * $0) + 0.1 })
    let reference = SampleReference(real: x, mixture: nil)
    let cases: [(Tensor, [String: OptionValue], Double)] = [
      (y, [:], 0.0264529334574366),
      (y, ["bandwidth": .number(0.25)], 0.018918251925618967),
      (x.rows(at: Array((0..<40).reversed())), [:], -0.01954420514638433),
      (y.rows(at: Array(0..<30)), [:], 0.03792892902951994),
    ]
    for (samples, options, expected) in cases {
      let value = try measure("mmd", samples, against: reference, options)
      #expect((value - expected).magnitude < 1e-12, "\(value), \(expected)")
    }
  }

  /// A collapsed generator is farther away than a good one; a good one is about 0.
  @Test func discrepancyTellsCollapse() throws {
    var stream = RandomStream(seed: 5, purpose: "test")
    let centers: [[Float]] = [[2, 0], [0, 2], [-2, 0], [0, -2]]
    func draw(_ modes: Int) -> Tensor {
      Tensor(
        [600, 2],
        (0..<600).flatMap { i in centers[i % modes].map { $0 + 0.05 * stream.normal() } })
    }
    let reference = SampleReference(real: draw(4), mixture: nil)
    let good = try measure("mmd", draw(4), against: reference)
    let half = try measure("mmd", draw(2), against: reference)
    let collapsed = try measure("mmd", draw(1), against: reference)
    #expect(good.magnitude < 0.01 && half > 0.05 && collapsed > half)
  }

  @Test func defaultsOfTasks() {
    func names(_ task: LearningTask, _ hasMixture: Bool = false) -> [String] {
      Metrics.defaults(for: task, hasMixture: hasMixture).flatMap { Metrics.curveNames($0, for: task) }
    }
    #expect(
      names(.binary) == [
        "train.loss", "validation.loss", "test.loss", "train.accuracy", "validation.accuracy",
        "test.accuracy",
      ])
    #expect(names(.classification(classes: 3)) == names(.binary))
    #expect(
      names(.regression) == [
        "train.loss", "validation.loss", "test.loss", "train.mae", "validation.mae", "test.mae",
      ])
    #expect(
      names(.generation, true) == [
        "generator.loss", "discriminator.loss", "samples.modes", "samples.quality", "samples.mmd",
      ])
    #expect(names(.generation) == ["generator.loss", "discriminator.loss", "samples.mmd"])
    #expect(Metrics.row(ofCurve: "test.accuracy")?.higherIsBetter == true)
    #expect(Metrics.row(ofCurve: "samples.mmd")?.higherIsBetter == false)
    #expect(Metrics.row(ofCurve: "test.nonsense") == nil)
  }
}
