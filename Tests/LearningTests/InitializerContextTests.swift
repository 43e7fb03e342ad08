import Diagnostics
import Learning
import Tensors
import Testing

/// What a model tells its initializers, and the gains that follow from it.
@Suite struct InitializerContextTests {
  private func dense(_ units: Int?, _ activation: Component? = nil, _ options: [String: OptionValue] = [:])
    -> Component
  {
    var all = options
    all["units"] = units.map { .integer($0) } ?? .automatic
    if let activation { all["activation"] = .component(activation) }
    return Layers.catalog["dense"]!.component(all)
  }

  private func activation(_ name: String, _ options: [String: OptionValue] = [:]) -> Component {
    Activations.catalog[name]!.component(options)
  }

  private func initializer(_ name: String, _ options: [String: OptionValue] = [:]) -> OptionValue {
    .component(Initializers.catalog[name]!.component(options))
  }

  @Test func contexts() throws {
    let model = try ModelSpec(
      layers: [dense(5, activation("tanh")), dense(3), activation("relu"), dense(nil)], inputWidth: 2,
      outputWidths: [1])
    let contexts = model.initializerContexts()
    #expect(contexts.map(\.name) == model.parameters.map(\.name))
    #expect(contexts.map(\.shape) == model.parameters.map(\.shape))
    // A bias has the inputs of the weight beside it.
    #expect(contexts.map(\.fanIn) == [2, 2, 5, 5, 3, 3])
    #expect(contexts.map(\.isFirst) == [true, true, false, false, false, false])
    #expect(contexts.map { $0.activation?.name } == ["tanh", "tanh", "relu", "relu", "linear", "linear"])
  }

  // torch.nn.init.calculate_gain: tanh 1.6666666666666667, relu 1.4142135623730951,
  //   leaky_relu with 0.2 1.3867504905630728, sigmoid 1
  // For the others, which PyTorch has none for, scipy 1.17.1:
  //   est = lambda f: 1 / sqrt(sum(quad(lambda x: f(x)**2 * norm.pdf(x), *ends)[0] for ends in [(-12, 0), (0, 12)]))
  //   est(lambda x: x * norm.cdf(x)), est(lambda x: x * expit(x)), est(lambda x: numpy.logaddexp(0, x))
  static let gains: [(name: String, options: [String: OptionValue], gain: Double)] = [
    ("linear", [:], 1), ("sigmoid", [:], 1), ("tanh", [:], 1.6666666666666667),
    ("relu", [:], 1.4142135623730951), ("leaky_relu", ["slope": .number(0.2)], 1.3867504905630728),
    ("gelu", [:], 1.5335304411955353), ("silu", [:], 1.6765324703310909),
    ("softplus", [:], 1.0418668355353018),
  ]

  /// `nonlinearity: layer` takes the gain of the layer's own activation, with its options.
  @Test(arguments: gains.indices)
  func gainOfTheLayer(_ index: Int) throws {
    let (name, options, gain) = Self.gains[index]
    func weight(_ options: [String: OptionValue], layers: [Component]) throws -> Float {
      var layers = layers
      layers[0].options["init"] = initializer("he_normal", options)
      let model = try ModelSpec(layers: layers + [dense(nil)], inputWidth: 4, outputWidths: [1])
      return model.initialParameters(seed: 1)[0].value.values[0]
    }
    let own = activation(name, options)
    for layers in [[dense(3, own)], [dense(3), own]] {
      let ratio = Double(
        try weight(["nonlinearity": .string("layer")], layers: layers)
          / weight(["gain": .number(1)], layers: layers))
      #expect((ratio - gain).magnitude < 2e-6 * gain, "\(name): \(ratio), not \(gain)")
    }
  }

  /// Every activation has a gain by name, also one that works on rows or learns something.
  @Test(arguments: Activations.catalog.names)
  func everyActivationHasAGain(_ name: String) {
    let component = Initializers.catalog["he_normal"]!.component(["nonlinearity": .string(name)])
    var stream = RandomStream(seed: 1, purpose: "init/w")
    var plain = stream
    let value = Initializers.sample(component, [4, 4], using: &stream).values[0]
    let noise = Initializers.sample(
      Initializers.catalog["lecun_normal"]!.defaultComponent, [4, 4], using: &plain
    ).values[0]
    #expect((0.1...20).contains(value / noise), "\(name): \(value / noise)")
  }

  // torch.nn.Linear draws weight and bias from U(-1/sqrt(fan_in), 1/sqrt(fan_in)), a bias too.
  @Test func biasesOfTorch() throws {
    let layers = [
      dense(900, nil, ["init": initializer("torch_default"), "bias_init": initializer("torch_default")]),
      dense(nil),
    ]
    let model = try ModelSpec(layers: layers, inputWidth: 16, outputWidths: [1])
    let bias = model.initialParameters(seed: 2)[1].value.values
    #expect(bias.allSatisfy { $0.magnitude <= 0.25 } && bias.contains { $0.magnitude > 0.245 })
  }

  /// The first layer, and it alone, gets the rule for inputs.
  @Test func sirenByPosition() throws {
    let siren = ["init": initializer("siren")]
    let model = try ModelSpec(
      layers: [dense(100, nil, siren), dense(100, nil, siren), dense(nil, nil, siren)], inputWidth: 2,
      outputWidths: [1])
    let values = model.initialParameters(seed: 3).filter { $0.name.hasSuffix("weight") }.map { weight in
      weight.value.values.reduce(0) { max($0, $1.magnitude) }
    }
    let bound = Float(6.0 / 100).squareRoot() / 30
    #expect(values[0] <= 0.5 && values[0] > 0.49)
    #expect(values[1] <= bound && values[1] > 0.99 * bound)
    #expect(values[2] <= bound && values[2] > 0.9 * bound)
  }

  /// What a model draws depends on its name and shape alone, whatever the other layers are.
  @Test func initializersOfAConfiguration() {
    let layers = [
      dense(4, nil, ["init": initializer("from_file", ["path": .string("a.safetensors")])]),
      activation("relu"),
      dense(
        nil, nil,
        [
          "init": initializer("from_file", ["path": .string("b.safetensors")]),
          "bias_init": initializer("from_file", ["path": .string("a.safetensors")]),
        ]),
    ]
    let configuration = Sample.configuration(
      Sample.data("xor"), .network(NetworkConfiguration(layers: layers)), loss: "binary_cross_entropy",
      optimizer: Sample.adam(0.1), epochs: 1)
    #expect(configuration.initializers.map(\.name) == ["from_file", "zeros", "from_file", "from_file"])
    #expect(configuration.initializerFiles == ["a.safetensors", "b.safetensors"])
  }
}
