import Diagnostics
import Learning
import Tensors
import Testing

/// Every initializer of the catalog: the moments of what it draws.
@Suite struct InitializerTests {
  struct Golden {
    var options: [String: OptionValue] = [:]
    let mean: Double
    let deviation: Double
    /// nil for a normal distribution; else no value lies beyond mean ± bound, and some come near it.
    var bound: Double?
  }

  // For W [300, 200], python3, torch 2.13.0 (a weight of PyTorch is [out, in]):
  //   from math import sqrt
  //   w = torch.empty(200, 300)
  //   fan_in, fan_out = torch.nn.init._calculate_fan_in_and_fan_out(w)               300, 200
  //   sqrt(2 / (fan_in + fan_out))                                 xavier            0.06324555320336758
  //   torch.nn.init.calculate_gain('relu') / sqrt(fan_in)          he                0.0816496580927726
  //   torch.nn.init.calculate_gain('relu') / sqrt(fan_out)         he, fan_out       0.1
  //   uniform ones: bound = sqrt(3) * std
  private static let shape: Shape = [300, 200]
  private static let goldens: [String: [Golden]] = [
    "zeros": [Golden(mean: 0, deviation: 0, bound: 0)],
    "constant": [
      Golden(mean: 0, deviation: 0, bound: 0),
      Golden(options: ["value": .number(0.5)], mean: 0.5, deviation: 0, bound: 0),
    ],
    "uniform": [
      Golden(mean: 0, deviation: 0.028867513459481287, bound: 0.05),
      Golden(
        options: ["low": .number(1), "high": .number(3)], mean: 2, deviation: 0.5773502691896257, bound: 1),
    ],
    "normal": [
      Golden(mean: 0, deviation: 0.05),
      Golden(options: ["mean": .number(-1), "std": .number(2)], mean: -1, deviation: 2),
    ],
    "xavier_uniform": [
      Golden(mean: 0, deviation: 0.06324555320336758, bound: 0.10954451150103321),
      Golden(
        options: ["gain": .number(2)], mean: 0, deviation: 0.12649110640673517, bound: 0.21908902300206642),
    ],
    "xavier_normal": [
      Golden(mean: 0, deviation: 0.06324555320336758),
      Golden(options: ["gain": .number(5.0 / 3)], mean: 0, deviation: 0.10540925533894598),
    ],
    "he_uniform": [
      Golden(mean: 0, deviation: 0.0816496580927726, bound: 0.14142135623730953),
      Golden(
        options: ["mode": .string("fan_out")], mean: 0, deviation: 0.1, bound: 0.17320508075688773),
    ],
    "he_normal": [
      Golden(mean: 0, deviation: 0.0816496580927726),
      Golden(options: ["mode": .string("fan_out")], mean: 0, deviation: 0.1),
      Golden(options: ["gain": .number(1)], mean: 0, deviation: 0.05773502691896258),
    ],
  ]

  @Test(arguments: Initializers.catalog.names)
  func moments(_ name: String) throws {
    let row = try #require(Initializers.catalog[name])
    for golden in try #require(Self.goldens[name], "'\(name)' has no golden numbers") {
      let component = row.component(golden.options)
      // 240,000 numbers: the deviation of a mean is deviation/489, of a deviation at most deviation/692.
      let values = (0..<4).flatMap { seed in
        var stream = RandomStream(seed: UInt64(seed), purpose: "init/test")
        let tensor = Initializers.sample(component, Self.shape, using: &stream)
        #expect(tensor.shape == Self.shape)
        return tensor.values.map { Double($0) }
      }
      let mean = values.reduce(0, +) / Double(values.count)
      let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)
      #expect(
        (mean - golden.mean).magnitude <= 5 * golden.deviation / 489 + 1e-9, "\(component): mean \(mean)")
      #expect(
        (variance.squareRoot() - golden.deviation).magnitude <= 5 * golden.deviation / 692 + 1e-9,
        "\(component): deviation \(variance.squareRoot())")
      let reach = values.reduce(0) { max($0, ($1 - golden.mean).magnitude) }
      if let bound = golden.bound {
        #expect(reach <= bound * (1 + 1e-6) && reach >= bound * 0.999, "\(component) reaches \(reach)")
      } else {
        // Not cut off: of 240,000 normal numbers some lie beyond 4 deviations but for a chance of 3e-7.
        #expect(reach > 4 * golden.deviation, "\(component) reaches \(reach)")
      }
    }
  }

  /// Under one seed all normal initializers draw the same noise, times their deviation.
  @Test func scalingsShareTheirNoise() {
    func sample(_ name: String) -> [Float] {
      var stream = RandomStream(seed: 3, purpose: "init/hidden1.weight")
      return Initializers.sample(Initializers.catalog[name]!.defaultComponent, [4, 4], using: &stream).values
    }
    let (he, xavier) = (sample("he_normal"), sample("xavier_normal"))
    for (a, b) in zip(he, xavier) { #expect((a / b - Float(2).squareRoot()).magnitude < 1e-6) }
  }

  /// A bias has as many inputs as units, as in Keras.
  @Test func biases() {
    var stream = RandomStream(seed: 0, purpose: "init/hidden1.bias")
    let row = Initializers.catalog["he_uniform"]!
    let values = Initializers.sample(row.defaultComponent, [1000], using: &stream).values
    let bound = Float(6.0 / 1000).squareRoot()
    #expect(values.count == 1000)
    #expect(values.allSatisfy { $0.magnitude <= bound } && values.contains { $0.magnitude > 0.99 * bound })
  }

  @Test func uniformBoundsInTheWrongOrder() throws {
    let row = try #require(Initializers.catalog["uniform"])
    let conflict = row.conflict(row.component(["low": .number(1), "high": .number(-0.5)]))
    #expect(conflict?.option == "low")
    #expect(conflict?.message == "low, 1, lies above high, -0.5")
    #expect(row.conflict(row.component(["low": .number(1), "high": .number(1)])) == nil)
  }
}
