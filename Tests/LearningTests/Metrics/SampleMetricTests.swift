import Datasets
import Diagnostics
import Graphs
import Learning
import Tensors
import Testing

/// Metrics of generated samples.
@Suite struct SampleMetricTests {
  private func measure(
    _ name: String, _ samples: Tensor, against reference: SampleReference,
    _ options: [String: OptionValue] = [:]
  ) throws -> Double {
    try metric(name).value(samples, against: reference, options)
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

  // MARK: - Sliced Wasserstein

  private static func draw(_ count: Int, _ width: Int, _ purpose: String) -> Tensor {
    var stream = RandomStream(seed: 2, purpose: purpose)
    return Tensor([count, width], (0..<count * width).map { _ in stream.normal() })
  }

  private func distance(
    _ real: Tensor, _ samples: Tensor, order: Int, projections: Int = 64
  ) throws -> Double {
    try measure(
      "sliced_wasserstein", samples, against: SampleReference(real: real, mixture: nil),
      ["order": .integer(order), "projections": .integer(projections)])
  }

  @Test(arguments: [1, 2])
  func distanceOfTheSameRowsIsNothing(_ order: Int) throws {
    let rows = Self.draw(200, 3, "real")
    #expect(try distance(rows, rows.rows(at: (0..<200).reversed()), order: order) == 0)
  }

  @Test(arguments: [1, 2])
  func distanceIsSymmetricAndOfTheDegreeOfItsRows(_ order: Int) throws {
    let (x, y) = (Self.draw(150, 3, "real"), Self.draw(150, 3, "generated"))
    let forth = try distance(x, y, order: order)
    #expect(try agree(distance(y, x, order: order), forth))
    #expect(forth > 0)
    func tripled(_ rows: Tensor) -> Tensor { Tensor(rows.shape, rows.values.map { 4 * $0 }) }
    #expect(agree(try distance(tripled(x), tripled(y), order: order), 4 * forth))
  }

  /// Along θ a translation by c moves every row by θ·c, whose square is |c|²/d in the mean over all
  /// directions.
  @Test func distanceOfATranslation() throws {
    let x = Self.draw(100, 3, "real")
    let y = Tensor(x.shape, x.values.enumerated().map { $1 + [3, 0, -4][$0 % 3] })
    let expected = 5 / 3.0.squareRoot()
    #expect((try distance(x, y, order: 2, projections: 4096) / expected - 1).magnitude < 0.02)
    // |θ₁| is uniform on [0, 1] on the sphere in three dimensions.
    #expect((try distance(x, y, order: 1, projections: 4096) / 2.5 - 1).magnitude < 0.02)
  }

  /// Over many directions a rotation of both sides changes next to nothing.
  @Test(arguments: [1, 2])
  func distanceAfterARotation(_ order: Int) throws {
    func rotated(_ rows: Tensor) -> Tensor {
      Tensor(
        rows.shape,
        (0..<rows.rows).flatMap {
          [0.6 * rows[$0, 0] - 0.8 * rows[$0, 1], 0.8 * rows[$0, 0] + 0.6 * rows[$0, 1]]
        })
    }
    let x = Self.draw(200, 2, "real")
    let y = Tensor(
      x.shape, Self.draw(200, 2, "generated").values.enumerated().map { $1 * ($0 % 2 == 0 ? 3 : 1) })
    let plain = try distance(x, y, order: order, projections: 2048)
    let turned = try distance(rotated(x), rotated(y), order: order, projections: 2048)
    #expect(plain > 0.5 && (turned / plain - 1).magnitude < 0.03, "\(plain), \(turned)")
  }

  /// It sees what modes a generator leaves out.
  @Test func distanceTellsCollapse() throws {
    let centers: [[Float]] = [[2, 0], [0, 2], [-2, 0], [0, -2]]
    var stream = RandomStream(seed: 5, purpose: "test")
    func draw(_ modes: Int) -> Tensor {
      Tensor([400, 2], (0..<400).flatMap { i in centers[i % modes].map { $0 + 0.05 * stream.normal() } })
    }
    let real = draw(4)
    let (good, half, collapsed) = (draw(4), draw(2), draw(1))
    let distances = try [good, half, collapsed].map { try distance(real, $0, order: 2) }
    #expect(distances[0] < 0.05 && distances[1] > 0.5 && distances[2] > distances[1], "\(distances)")
  }

  /// As many rows as the smaller side has, the first ones.
  @Test func distanceOfUnequalNumbers() throws {
    let (x, y) = (Self.draw(1500, 2, "real"), Self.draw(1200, 2, "generated"))
    let first = { (rows: Tensor, count: Int) in rows.rows(at: Array(0..<count)) }
    #expect(try distance(x, first(y, 700), order: 2) == distance(first(x, 700), y, order: 2))
    #expect(try distance(x, y, order: 2) == distance(first(x, 1200), y, order: 2))
  }

  /// Other metrics of samples may find none near; none may trap.
  @Test(
    arguments: Metrics.catalog.rows.filter { if case .samples = $0.measure { true } else { false } }.map(
      \.name))
  func samplesThatAreNoNumbers(_ name: String) throws {
    for broken in [Float.nan, .infinity, -.infinity] {
      var samples = Self.draw(20, 2, "generated")
      for i in 0..<20 { samples.values[2 * i] = broken }
      let value = try measure(name, samples, against: Self.square)
      let expected: Double = ["modes", "quality"].contains(name) ? 0 : .nan
      #expect(agree(value, expected) || (name == "mmd" && !broken.isNaN), "\(value)")
    }
  }
}
