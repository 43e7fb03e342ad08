import Diagnostics
import Exchange
import Foundation
import Learning
import Tensors
import Testing

/// Every initializer of the catalog: the moments of what it draws, and what else is true of it.
@Suite struct InitializerTests {
  struct Golden {
    var options: [String: OptionValue] = [:]
    var shape: Shape = [300, 200]
    var isFirst = false
    /// Of a bias: its weight's.
    var fanIn: Int?
    let mean: Double
    let deviation: Double
    /// nil for a normal distribution; else no value lies beyond mean ± bound, and some come near it.
    var bound: Double?
    /// What is true of every draw.
    var fact: (@Sendable (Tensor) -> Bool)?
  }

  // For W [300, 200], python3, torch 2.13.0, scipy 1.17.1 (a weight of PyTorch is [out, in]):
  //   from math import sqrt
  //   w = torch.empty(200, 300)
  //   fan_in, fan_out = torch.nn.init._calculate_fan_in_and_fan_out(w)               300, 200
  //   gain = torch.nn.init.calculate_gain
  //   sqrt(2 / (fan_in + fan_out))                                 xavier            0.06324555320336758
  //   gain('relu') * sqrt(2 / (fan_in + fan_out))                                    0.08944271909999159
  //   gain('relu') / sqrt(fan_in)                                  he                0.0816496580927726
  //   gain('tanh') / sqrt(fan_in)                                                    0.09622504486493762
  //   gain('leaky_relu', 0.01) / sqrt(fan_in)                                        0.08164557514740
  //   gain('relu') / sqrt(fan_out)                                 he, fan_out       0.1
  //   gain('relu') / sqrt((fan_in + fan_out) / 2)                  he, fan_avg       0.08944271909999159
  //   1 / sqrt(fan_in)                                             lecun, orthogonal 0.05773502691896257
  //   uniform ones: bound = sqrt(3) * std
  //   scipy.stats.truncnorm(-2, 2).std()                           truncated_normal  0.8796256610342398
  //   t = scipy.stats.truncnorm(0, 5, loc=1, scale=2); t.mean(), t.std()             2.5957640895842413,
  //                                                                                  1.205602547101944
  //   2 / sqrt(fan_in) / 0.87962566103423978     variance_scaling, truncated: bound  0.1312718113545694
  //   sqrt(6 / fan_in) / 30                                        siren: bound      0.004714045207910317
  private static let goldens: [String: [Golden]] = [
    "zeros": [Golden(mean: 0, deviation: 0, bound: 0)],
    "ones": [Golden(mean: 1, deviation: 0, bound: 0), Golden(shape: [5], mean: 1, deviation: 0, bound: 0)],
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
    "truncated_normal": [
      Golden(mean: 0, deviation: 0.04398128305171199, bound: 0.1),
      Golden(
        options: ["mean": .number(1), "std": .number(2), "low": .number(0), "high": .number(5)],
        mean: 2.5957640895842413, deviation: 1.205602547101944,
        fact: { $0.values.allSatisfy { $0 >= 1 && $0 <= 11 } }),
      Golden(
        options: ["mean": .number(3), "std": .number(2), "low": .number(1.5), "high": .number(1.5)],
        mean: 6, deviation: 0, bound: 0),
    ],
    "xavier_uniform": [
      Golden(mean: 0, deviation: 0.06324555320336758, bound: 0.10954451150103321),
      Golden(
        options: ["gain": .number(2)], mean: 0, deviation: 0.12649110640673517, bound: 0.21908902300206642),
    ],
    "xavier_normal": [
      Golden(mean: 0, deviation: 0.06324555320336758),
      Golden(options: ["gain": .number(5.0 / 3)], mean: 0, deviation: 0.10540925533894598),
      Golden(options: ["nonlinearity": .string("relu")], mean: 0, deviation: 0.08944271909999159),
    ],
    "he_uniform": [
      Golden(mean: 0, deviation: 0.0816496580927726, bound: 0.14142135623730953),
      Golden(
        options: ["mode": .string("fan_out")], mean: 0, deviation: 0.1, bound: 0.17320508075688773),
      Golden(
        options: ["mode": .string("fan_avg")], mean: 0, deviation: 0.08944271909999159,
        bound: 0.15491933384829668),
    ],
    "he_normal": [
      Golden(mean: 0, deviation: 0.0816496580927726),
      Golden(options: ["mode": .string("fan_out")], mean: 0, deviation: 0.1),
      Golden(options: ["gain": .number(1)], mean: 0, deviation: 0.05773502691896258),
      Golden(options: ["nonlinearity": .string("tanh")], mean: 0, deviation: 0.09622504486493762),
      Golden(options: ["nonlinearity": .string("leaky_relu")], mean: 0, deviation: 0.08164557514740),
      // The layer's activation is not known here.
      Golden(options: ["nonlinearity": .string("layer")], mean: 0, deviation: 0.05773502691896258),
    ],
    "lecun_uniform": [Golden(mean: 0, deviation: 0.05773502691896257, bound: 0.1)],
    "lecun_normal": [
      Golden(mean: 0, deviation: 0.05773502691896257),
      Golden(shape: [75, 800], mean: 0, deviation: 0.11547005383792514),
    ],
    "variance_scaling": [
      Golden(mean: 0, deviation: 0.05773502691896257, bound: 0.1312718113545694),
      Golden(
        options: ["distribution": .string("normal"), "scale": .number(2)], mean: 0,
        deviation: 0.0816496580927726),
      Golden(
        options: ["distribution": .string("uniform"), "scale": .number(2), "mode": .string("fan_avg")],
        mean: 0, deviation: 0.08944271909999159, bound: 0.15491933384829668),
    ],
    "orthogonal": [
      Golden(mean: 0, deviation: 0.05773502691896257, fact: { isOrthogonal($0, 1) }),
      Golden(
        options: ["gain": .number(2)], mean: 0, deviation: 0.11547005383792514, fact: { isOrthogonal($0, 2) }),
      Golden(
        options: ["nonlinearity": .string("relu")], shape: [200, 300], mean: 0,
        deviation: 0.0816496580927726, fact: { isOrthogonal($0, 2.0.squareRoot()) }),
      Golden(shape: [60, 60], mean: 0, deviation: 0.12909944487358055, fact: { isOrthogonal($0, 1) }),
    ],
    "identity": [
      // 200 ones among 60,000: mean 1/300, deviation sqrt(1/300 - 1/300**2).
      Golden(
        mean: 1.0 / 300, deviation: 0.057638721552635275, bound: 1 - 1.0 / 300, fact: { isIdentity($0, 1) }),
      Golden(
        options: ["gain": .number(-2)], shape: [200, 300], mean: -2.0 / 300,
        deviation: 2 * 0.057638721552635275, bound: 2 - 2.0 / 300, fact: { isIdentity($0, -2) }),
    ],
    "sparse": [
      // sqrt(0.9) * 0.01, sqrt(1 - 201/300)
      Golden(mean: 0, deviation: 0.009486832980505138, fact: { hasZeros($0, 30) }),
      Golden(
        options: ["sparsity": .number(0.667), "std": .number(1)], mean: 0, deviation: 0.5744562646538029,
        fact: { hasZeros($0, 201) }),
      Golden(
        options: ["sparsity": .number(1)], mean: 0, deviation: 0, bound: 0, fact: { hasZeros($0, 300) }),
    ],
    "lsuv": [Golden(mean: 0, deviation: 0.05773502691896257, fact: { isOrthogonal($0, 1) })],
    "siren": [
      Golden(mean: 0, deviation: 0.002721655269759087, bound: 0.004714045207910317),
      Golden(
        options: ["omega": .number(1)], mean: 0, deviation: 0.0816496580927726, bound: 0.1414213562373095),
      Golden(isFirst: true, mean: 0, deviation: 0.0019245008972987529, bound: 1.0 / 300),
    ],
    // w = torch.nn.Linear(300, 200); w.weight.abs().max(), w.bias.abs().max(): at most 1 / sqrt(300)
    "torch_default": [
      Golden(mean: 0, deviation: 1.0 / 30, bound: 0.05773502691896257),
      Golden(shape: [60_000], fanIn: 300, mean: 0, deviation: 1.0 / 30, bound: 0.05773502691896257),
    ],
    "from_file": [
      // 0, 1, …, 59,999 as [200, 300], and the same transposed.
      Golden(
        options: ["path": .string("w.safetensors")], mean: 29_999.5, deviation: 17_320.50807544,
        bound: 29_999.5, fact: { $0[1, 0] == 1 && $0[0, 1] == 300 }),
      Golden(
        options: [
          "path": .string("w.safetensors"), "layout": .string("keras"), "tensor": .string("other"),
        ], mean: 29_999.5, deviation: 17_320.50807544, bound: 29_999.5,
        fact: { $0[1, 0] == 200 && $0[0, 1] == 1 }),
    ],
  ]

  private static let files: InitializerFiles = {
    let numbers = (0..<60_000).map { Float($0) }
    let file = SafetensorsFile([("w", Tensor([200, 300], numbers)), ("other", Tensor([300, 200], numbers))])
    return TemporaryFolder.files(["w.safetensors": file.bytes])
  }()

  private static func isOrthogonal(_ w: Tensor, _ gain: Double) -> Bool {
    let isTall = w.rows >= w.columns
    func element(_ vector: Int, _ i: Int) -> Double { Double(isTall ? w[i, vector] : w[vector, i]) }
    let (count, length) = (min(w.rows, w.columns), max(w.rows, w.columns))
    for a in 0..<count {
      for b in 0...a {
        let dot = (0..<length).reduce(0.0) { $0 + element(a, $1) * element(b, $1) }
        if (dot - (a == b ? gain * gain : 0)).magnitude > 1e-5 { return false }
      }
    }
    return true
  }

  private static func isIdentity(_ w: Tensor, _ gain: Float) -> Bool {
    (0..<w.rows).allSatisfy { i in (0..<w.columns).allSatisfy { w[i, $0] == (i == $0 ? gain : 0) } }
  }

  /// As many in every column, and not in the same places.
  private static func hasZeros(_ w: Tensor, _ count: Int) -> Bool {
    let places = (0..<w.columns).map { j in (0..<w.rows).filter { w[$0, j] == 0 } }
    return places.allSatisfy { $0.count == count } && (count == w.rows || Set(places).count == places.count)
  }

  @Test(arguments: Initializers.catalog.names)
  func moments(_ name: String) throws {
    let row = try #require(Initializers.catalog[name])
    for golden in try #require(Self.goldens[name], "'\(name)' has no golden numbers") {
      let component = row.component(golden.options)
      #expect(row.conflict(component) == nil)
      // 240,000 numbers: the deviation of a mean is deviation/489, of a deviation at most deviation/692.
      let values = (0..<240_000 / golden.shape.count).flatMap { seed in
        var stream = RandomStream(seed: UInt64(seed), purpose: "init/test")
        let context = InitializerContext(
          golden.shape, name: "w", fanIn: golden.fanIn, isFirst: golden.isFirst, files: Self.files)
        #expect(Initializers.problem(component, in: context) == nil)
        let tensor = Initializers.sample(component, in: context, using: &stream)
        #expect(tensor.shape == golden.shape)
        if let fact = golden.fact, seed < 4 { #expect(fact(tensor), "\(component), seed \(seed)") }
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

  /// Small and narrow shapes, and biases: finite, in shape, the same for one seed, and other noise for another.
  @Test(arguments: Initializers.catalog.names, [[1, 1], [1, 7], [7, 1], [5], [1]] as [Shape])
  func smallShapes(_ name: String, _ shape: Shape) throws {
    let row = try #require(Initializers.catalog[name])
    let component = row.component(["path": .string("small.safetensors")])
    let inFile = WeightLayout.pytorch.toFile(Tensor(shape, (0..<shape.count).map { Float($0) }))
    let files = TemporaryFolder.files(["small.safetensors": SafetensorsFile([("p", inFile)]).bytes])
    let context = InitializerContext(shape, name: "p", files: files)
    func sample(_ seed: UInt64) -> Tensor {
      var stream = RandomStream(seed: seed, purpose: "init/p")
      return Initializers.sample(component, in: context, using: &stream)
    }
    let tensor = sample(1)
    #expect(tensor.shape == shape && tensor.values.allSatisfy(\.isFinite))
    #expect(tensor == sample(1))
    if ["zeros", "ones", "constant", "identity", "from_file"].contains(name) {
      #expect(tensor == sample(2))
    } else if name == "sparse" && shape.matrix.rows == 1 {
      // A unit with one input: a tenth of it, rounded up, is all of it.
      #expect(tensor.values.allSatisfy { $0 == 0 })
    } else {
      #expect((2..<12 as Range<UInt64>).contains { sample($0) != tensor })
    }
    if ["orthogonal", "lsuv"].contains(name) {
      let norm = tensor.values.reduce(0) { $0 + Double($1) * Double($1) }
      #expect((norm - 1).magnitude < 1e-6)
    }
  }

  // MARK: - Distributions

  /// P(0.01), P(0.1), P(0.25), P(0.5), P(0.75), P(0.9), P(0.99), and the density there.
  struct Quantiles: CustomStringConvertible {
    let name: String
    let options: [String: OptionValue]
    let values: [Double]
    let densities: [Double]
    var description: String { "\(name) \(options)" }

    static let shares = [0.01, 0.1, 0.25, 0.5, 0.75, 0.9, 0.99]

    static func truncated(_ low: Double, _ high: Double, _ values: [Double], _ densities: [Double]) -> Self {
      let options: [String: OptionValue] = ["std": .number(1), "low": .number(low), "high": .number(high)]
      return Quantiles(name: "truncated_normal", options: options, values: values, densities: densities)
    }
  }

  // python3, scipy 1.17.1:
  //   p = [.01, .1, .25, .5, .75, .9, .99]
  //   for d in [norm(), uniform(-3, 6), truncnorm(-2, 2), truncnorm(0, 5), truncnorm(1, 1.5),
  //             truncnorm(-0.5, 3)]: d.ppf(p), d.pdf(d.ppf(p))
  static let quantiles = [
    Quantiles(
      name: "normal", options: ["std": .number(1)],
      values: [
        -2.3263478740408408, -1.2815515655446004, -0.6744897501960817, 0, 0.6744897501960817,
        1.2815515655446004, 2.3263478740408408,
      ],
      densities: [
        0.02665214220345808, 0.17549833193248685, 0.317776572684107, 0.3989422804014327, 0.317776572684107,
        0.17549833193248685, 0.02665214220345808,
      ]),
    Quantiles(
      name: "uniform", options: ["low": .number(-3), "high": .number(3)],
      values: [-2.94, -2.4, -1.5, 0, 1.5, 2.4, 2.94], densities: [Double](repeating: 1.0 / 6, count: 7)),
    .truncated(
      -2, 2,
      [
        -1.848083539591331, -1.184032466693905, -0.639111910871273, 0, 0.6391119108712731, 1.184032466693906,
        1.8480835395913315,
      ],
      [
        0.07576816922739892, 0.20735207978999148, 0.3407512165425221, 0.4179595502351346, 0.3407512165425221,
        0.20735207978999126, 0.07576816922739886,
      ]),
    .truncated(
      0, 5,
      [
        0.01253346232221561, 0.12566127443262912, 0.31863917497758737, 0.6744892991692395, 1.150348335999701,
        1.6448511255282687, 2.5758096781736213,
      ],
      [
        0.7978223517415945, 0.7916102180120627, 0.7583909650713394, 0.6355537030766324, 0.4117077910006204,
        0.20627224770640532, 0.028920964592472457,
      ]),
    .truncated(
      1, 1.5,
      [
        1.003803064904453, 1.0387072736337006, 1.0998752458893397, 1.212130434732877, 1.3421775652808798,
        1.432558624768872, 1.4929458436910263,
      ],
      [
        2.6244486583358158, 2.5325450240178666, 2.372201334946806, 2.0835038926817635, 1.764664923372398,
        1.5567012965133193, 1.425093591090428,
      ]),
    .truncated(
      -0.5, 3,
      [
        -0.4804923680252037, -0.3119249110381257, -0.04747913545593687, 0.3950413667808873,
        0.9389506592548875,
        1.473106545711531, 2.3976183884879996,
      ],
      [
        0.5150586859508963, 0.5506331127405458, 0.5774317024161206, 0.5346907084120907, 0.37200345247687827,
        0.19533105906524229, 0.032636468766148195,
      ]),
  ]

  /// A quantile of n draws lies within √(p (1 − p) / n) / density of the distribution's, times 5.
  @Test(arguments: quantiles)
  func distribution(_ golden: Quantiles) throws {
    let count = 200_000
    var stream = RandomStream(seed: 8, purpose: "init/quantiles")
    let component = try #require(Initializers.catalog[golden.name]).component(golden.options)
    let values = Initializers.sample(component, [count / 100, 100], using: &stream).values.sorted()
    for (share, (value, density)) in zip(Quantiles.shares, zip(golden.values, golden.densities)) {
      let error = (share * (1 - share) / Double(count)).squareRoot() / density
      let found = Double(values[Int(share * Double(count))])
      #expect((found - value).magnitude < 5 * error, "\(golden), \(share): \(found), not \(value)")
    }
  }

  /// Uniform over all rotations and reflections: of a 3 × 3 matrix the trace has the moments 0, 1 and 3 (first,
  /// second, fourth), which without the rule for R's signs it has not.
  @Test func orthogonalMatricesAreUniform() {
    let row = Initializers.catalog["orthogonal"]!.defaultComponent
    var stream = RandomStream(seed: 5, purpose: "init/haar")
    let traces = (0..<40_000).map { _ -> Double in
      let q = Initializers.sample(row, [3, 3], using: &stream)
      return Double(q[0, 0]) + Double(q[1, 1]) + Double(q[2, 2])
    }
    func moment(_ power: Int) -> Double {
      traces.reduce(0) { sum, t in sum + (0..<power).reduce(1) { product, _ in product * t } } / 40_000
    }
    // Their deviations: 1, √(3 − 1) and √(E[t⁸] − 9) < 9, each over √40,000.
    #expect(moment(1).magnitude < 5 / 200.0)
    #expect((moment(2) - 1).magnitude < 5 * 1.42 / 200)
    #expect((moment(4) - 3).magnitude < 5 * 9.0 / 200)
  }

  /// Under one seed all normal initializers draw the same noise, times their deviation.
  @Test func scalingsShareTheirNoise() {
    func sample(_ name: String, _ options: [String: OptionValue] = [:]) -> [Float] {
      var stream = RandomStream(seed: 3, purpose: "init/hidden1.weight")
      return Initializers.sample(Initializers.catalog[name]!.component(options), [4, 4], using: &stream)
        .values
    }
    let (he, xavier) = (sample("he_normal"), sample("xavier_normal"))
    for (a, b) in zip(he, xavier) { #expect((a / b - Float(2).squareRoot()).magnitude < 1e-6) }
    let (narrow, wide) = (sample("truncated_normal"), sample("truncated_normal", ["std": .number(0.1)]))
    for (a, b) in zip(narrow, wide) { #expect((b / a - 2).magnitude < 1e-6) }
  }

  // The stream's noise by a program of its own, python3, numpy 2.4.6:
  //   f = numpy.float32
  //   def philox(c, k):
  //       for _ in range(10):
  //           p, q = 0xD2511F53 * c[0], 0xCD9E8D57 * c[2]
  //           c = [q >> 32 ^ c[1] ^ k[0], q & 0xFFFFFFFF, p >> 32 ^ c[3] ^ k[1], p & 0xFFFFFFFF]
  //           k = [(k[0] + 0x9E3779B9) % 2**32, (k[1] + 0xBB67AE85) % 2**32]
  //       return c
  //   h = 0xCBF29CE484222325
  //   for b in b"init/hidden1.weight": h = (h ^ b) * 0x100000001B3 % 2**64
  //   w = [x for i in range(2) for x in philox((i, 0, h % 2**32, h >> 32), (3, 0))]
  //   def normal(a, b):
  //       r, t = sqrt(-2 * log((a + 1) / 2**32)), 2 * pi * b / 2**32
  //       return [f(r * cos(t)), f(r * sin(t))]
  //   [f(std) * x for x in (normal(*w[:2]) + normal(*w[2:4]))[:3]]
  //       with std sqrt(2/300), sqrt(2/500), 0.05: he, xavier, normal
  //   [-f(a) + (f(a) - -f(a)) * f((x >> 8) / 2**24) for x in w[:3]]
  //       with a sqrt(3) times these, and 0.05: the uniform ones
  /// The bits that runs are stored by.
  @Test func bitsStay() {
    func sample(_ name: String) -> [Float] {
      var stream = RandomStream(seed: 3, purpose: "init/hidden1.weight")
      let component = Initializers.catalog[name]!.defaultComponent
      return Array(Initializers.sample(component, [300, 200], using: &stream).values.prefix(3))
    }
    #expect(sample("he_normal") == [-0.02032538, 0.12838481, 0.07054898])
    #expect(sample("he_uniform") == [-0.061766155, -0.06364262, 0.040657386])
    #expect(sample("xavier_normal") == [-0.015743969, 0.09944644, 0.054647002])
    #expect(sample("xavier_uniform") == [-0.04784386, -0.04929736, 0.031493075])
    #expect(sample("normal") == [-0.0124467015, 0.07861932, 0.04320225])
    #expect(sample("uniform") == [-0.021837635, -0.022501064, 0.014374558])
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

  // MARK: - Options

  @Test(arguments: ["uniform", "truncated_normal"])
  func boundsInTheWrongOrder(_ name: String) throws {
    let row = try #require(Initializers.catalog[name])
    let conflict = row.conflict(row.component(["low": .number(1), "high": .number(-0.5)]))
    #expect(conflict?.option == "low")
    #expect(conflict?.message == "low, 1, lies above high, -0.5")
    #expect(row.conflict(row.component(["low": .number(1), "high": .number(1)])) == nil)
  }

  @Test(arguments: ["xavier_uniform", "xavier_normal", "he_uniform", "he_normal", "orthogonal"])
  func gainAndNonlinearity(_ name: String) throws {
    let row = try #require(Initializers.catalog[name])
    #expect(row.conflict(row.component(["gain": .number(2)])) == nil)
    #expect(row.conflict(row.component(["nonlinearity": .string("tanh")])) == nil)
    let conflict = row.conflict(row.component(["gain": .number(2), "nonlinearity": .string("relu")]))
    #expect(conflict?.option == "nonlinearity")
    #expect(conflict?.message == "gain, 2, and nonlinearity, relu, both say what the gain is")
  }
}
