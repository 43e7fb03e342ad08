import Datasets
import Diagnostics
import Graphs
import Learning
import Tensors
import Testing

@Suite struct LayerSequentialScalingTests {
  private func dense(
    _ units: Int?, _ activation: String = "relu", _ initializer: String = "lsuv",
    options: [String: OptionValue] = [:], bias: Double = 0
  ) -> Component {
    Layers.catalog["dense"]!.component([
      "units": units.map { .integer($0) } ?? .automatic,
      "activation": .component(Activations.catalog[activation]!.defaultComponent),
      "init": .component(Initializers.catalog[initializer]!.component(options)),
      "bias_init": .component(
        Initializers.catalog["uniform"]!.component(["low": .number(-bias), "high": .number(bias)])),
    ])
  }

  private static func inputs(_ rows: Int, _ columns: Int, scale: Float = 3) -> FeatureMatrix {
    var stream = RandomStream(seed: 4, purpose: "inputs")
    return FeatureMatrix(
      Tensor([rows, columns], (0..<rows * columns).map { _ in 1 + scale * stream.normal() }))
  }

  /// Of x W + b over rows and units, layer by layer, computed here.
  private func variances(_ parameters: [(name: String, value: Tensor)], _ inputs: FeatureMatrix) -> [Double] {
    var x = (0..<min(inputs.rows, 256)).map { inputs.row($0).map { Double($0) } }
    var variances: [Double] = []
    for layer in stride(from: 0, to: parameters.count, by: 2) {
      let (weight, bias) = (parameters[layer].value, parameters[layer + 1].value)
      let sums = x.map { row in
        (0..<weight.columns).map { j in
          row.indices.reduce(Double(bias.values[j])) { $0 + row[$1] * Double(weight[$1, j]) }
        }
      }
      let all = sums.flatMap { $0 }
      let mean = all.reduce(0, +) / Double(all.count)
      variances.append(all.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(all.count))
      x = sums.map { $0.map { max($0, 0) } }
    }
    return variances
  }

  /// Without biases one division makes every variance 1; the first 256 rows count.
  @Test func unitVariance() throws {
    let tight: [String: OptionValue] = ["tolerance": .number(1e-4)]
    let model = try ModelSpec(
      layers: [dense(16, options: tight), dense(24, options: tight), dense(nil, "linear", options: tight)],
      inputWidth: 5, outputWidths: [3])
    let inputs = Self.inputs(400, 5)
    let initial = model.initialParameters(seed: 7)
    #expect(variances(initial, inputs).contains { ($0 - 1).magnitude > 0.5 })
    let scaled = model.startingParameters(seed: 7) { inputs }
    #expect(scaled.map(\.name) == initial.map(\.name))
    for variance in variances(scaled, inputs) { #expect((variance - 1).magnitude < 1e-4, "\(variance)") }
    // Scaled as a whole: the first layer is orthogonal still.
    let ratios = zip(scaled[0].value.values, initial[0].value.values).map { Double($0 / $1) }
    #expect(ratios.allSatisfy { ($0 / ratios[0] - 1).magnitude < 1e-6 })
    // Rows behind the 256th change nothing.
    let fewer = model.startingParameters(seed: 7) { inputs.rows(at: Array(0..<256)) }
    #expect(fewer.map(\.value) == scaled.map(\.value))
  }

  /// A bias adds variance of its own, so it takes some divisions; without enough of them it stays away from 1.
  @Test func biases() throws {
    func distance(_ iterations: Int) throws -> Double {
      let options: [String: OptionValue] = [
        "tolerance": .number(1e-3), "max_iterations": .integer(iterations),
      ]
      let model = try ModelSpec(
        layers: [dense(16, options: options, bias: 1), dense(nil, "linear", "zeros")], inputWidth: 5,
        outputWidths: [3])
      let inputs = Self.inputs(100, 5)
      return (variances(model.startingParameters(seed: 7) { inputs }, inputs)[0] - 1).magnitude
    }
    #expect(try distance(1) > 1e-2)
    #expect(try distance(100) < 1e-3)
  }

  /// A layer within the tolerance, one without variance, and one with another initializer stay as they are.
  @Test func layersThatStay() throws {
    let loose: [String: OptionValue] = ["tolerance": .number(1e6)]
    let within = try ModelSpec(
      layers: [dense(8, options: loose), dense(nil, "linear", "he_normal")], inputWidth: 5, outputWidths: [1])
    let inputs = Self.inputs(50, 5)
    #expect(
      within.startingParameters(seed: 1) { inputs }.map(\.value)
        == within.initialParameters(seed: 1).map(\.value))
    let model = try ModelSpec(
      layers: [dense(8), dense(8, "relu", "he_normal"), dense(nil, "linear")], inputWidth: 5,
      outputWidths: [1])
    let still = model.startingParameters(seed: 1) { FeatureMatrix(Tensor(repeating: 0, [50, 5])) }
    #expect(still.map(\.value) == model.initialParameters(seed: 1).map(\.value))
    let moved = model.startingParameters(seed: 1) { inputs }
    let changed = zip(moved, model.initialParameters(seed: 1)).filter { $0.value != $1.value }.map(\.0.name)
    #expect(changed == ["hidden1.weight", "output.weight"])
  }

  /// A model without such layers does not ask for inputs.
  @Test func inputsAreNotNeeded() throws {
    let model = try ModelSpec(
      layers: [dense(4, "relu", "he_normal"), dense(nil, "linear", "zeros")], inputWidth: 2,
      outputWidths: [1])
    let parameters = model.startingParameters(seed: 1) {
      Issue.record("asked for inputs")
      return FeatureMatrix(Tensor(repeating: 0, [1, 2]))
    }
    #expect(parameters.map(\.value) == model.initialParameters(seed: 1).map(\.value))
  }

  @Test func sameOnAllKernels() throws {
    let model = try ModelSpec(
      layers: [dense(33), dense(7, "tanh"), dense(nil, "linear")], inputWidth: 5, outputWidths: [2])
    let results = Kernels.available.map { kernels in
      model.startingParameters(seed: 1, kernels: kernels) { Self.inputs(100, 5) }.map(\.value)
    }
    for result in results { #expect(result == results[0]) }
  }

  /// A run starts from it.
  @Test func trainings() throws {
    let network = NetworkConfiguration(layers: [dense(8), dense(nil, "linear")])
    let configuration = Sample.configuration(
      Sample.data("two_moons", ["samples": .integer(600)]), .network(network), loss: "cross_entropy",
      optimizer: Sample.adam(0.01), epochs: 0)
    let data = try Datasets.prepare(configuration.data, context: DataContext(seed: 3))
    let model = configuration.modelSpec(network, for: data)
    let result = try Sample.run(configuration, seed: 3)
    #expect(
      result.parameters.map(\.value)
        == model.startingParameters(seed: 3) { data.train.inputs }.map(\.value))
    #expect(result.parameters.map(\.value) != model.initialParameters(seed: 3).map(\.value))
  }

  /// A generator is scaled by latent noise, a discriminator by the real rows.
  @Test func adversarialTrainings() throws {
    var configuration = TrainingTests.gan(epochs: 0)
    let network = NetworkConfiguration(layers: [dense(16), dense(16), dense(nil, "linear")])
    configuration.model = .adversarial(generator: network, discriminator: network, latent: 2)
    let data = try Datasets.prepare(configuration.data, context: DataContext(seed: 3))
    let result = try Sample.run(configuration, seed: 3)
    let parameters = result.parameters
    #expect(parameters.count == 12)
    var stream = RandomStream(seed: 3, purpose: "latent/init")
    let latent = FeatureMatrix(Tensor([256, 2], (0..<512).map { _ in stream.normal() }))
    let found =
      variances(Array(parameters.prefix(6)), latent)
      + variances(Array(parameters.suffix(6)), data.train.inputs)
    #expect(found.allSatisfy { ($0 - 1).magnitude < 0.1 }, "\(found)")
  }
}
