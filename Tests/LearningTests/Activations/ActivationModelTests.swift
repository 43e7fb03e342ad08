import Datasets
import Diagnostics
import Graphs
import Learning
import Tensors
import Testing

/// Activations as parts of networks that train.
@Suite struct ActivationModelTests {
  private func dense(_ units: Int?, _ activation: Component = Activations.catalog["linear"]!.defaultComponent)
    -> Component
  {
    Layers.catalog["dense"]!.component([
      "units": units.map { .integer($0) } ?? .automatic, "activation": .component(activation),
    ])
  }

  private func layer(_ activation: Component) -> Component {
    Component(activation.name, options: activation.options)
  }

  private func train(_ layers: [Component], steps: Int = 3, rate: Double = 0.01, gradients: Bool = false)
    throws -> RunResult
  {
    var configuration = Sample.configuration(
      Sample.data("sine", ["samples": .integer(24)]), .network(NetworkConfiguration(layers: layers)),
      loss: "mse", optimizer: Sample.adam(rate), epochs: 1, batch: nil,
      record: RecordConfiguration(gradients: gradients))
    configuration.training.length = .steps(steps)
    configuration.training.shuffle = false
    return try Sample.run(configuration, seed: 1)
  }

  /// As a dense layer's activation, as a layer of its own, and as the output.
  @Test(arguments: ActivationCase.all.filter { $0.mode == .evaluation })
  func trains(_ item: ActivationCase) throws {
    let inputs = item.inputsPerUnit
    func slopes(_ layer: String, units: Int) -> [String: Shape] {
      Dictionary(
        uniqueKeysWithValues: item.row.parameters(item.component, units).map {
          ("\(layer).\($0.name)", $0.shape)
        })
    }
    let networks: [(layers: [Component], parameters: [String: Shape])] = [
      (
        [dense(7, item.component), dense(nil)],
        [
          "hidden1.weight": [1, 7 * inputs], "hidden1.bias": [7 * inputs], "output.weight": [7, 1],
          "output.bias": [1],
        ].merging(slopes("hidden1", units: 7)) { $1 }
      ),
      (
        [dense(5 * inputs), layer(item.component), dense(nil)],
        [
          "hidden1.weight": [1, 5 * inputs], "hidden1.bias": [5 * inputs], "output.weight": [5, 1],
          "output.bias": [1],
        ].merging(slopes("hidden1", units: 5)) { $1 }
      ),
      (
        [dense(4), dense(nil, item.component)],
        [
          "hidden1.weight": [1, 4], "hidden1.bias": [4], "output.weight": [4, inputs],
          "output.bias": [inputs],
        ].merging(slopes("output", units: 1)) { $1 }
      ),
    ]
    for (layers, parameters) in networks {
      let result = try train(layers)
      #expect(result.status == .completed && result.steps == 3)
      #expect(
        Dictionary(uniqueKeysWithValues: result.parameters.map { ($0.name, $0.value.shape) }) == parameters)
      #expect(try #require(result["train.loss"]).values.allSatisfy(\.isFinite))
    }
  }

  /// One that makes a column of several cannot take any width.
  @Test(arguments: ActivationCase.all.filter { $0.mode == .evaluation && $0.inputsPerUnit > 1 })
  func widthsThatCannotBeDivided(_ item: ActivationCase) {
    let width = 3 * item.inputsPerUnit + 1
    #expect(
      throws: ModelError(
        layer: 1, option: nil,
        "'\(item.row.name)' makes one column of \(item.inputsPerUnit), and \(width) columns come in",
        hint: "give the layer before it a width that can be divided so")
    ) {
      try ModelSpec(
        layers: [dense(width), layer(item.component), dense(nil)], inputWidth: 2, outputWidths: [1])
    }
  }

  @Test func slopesThatAreLearned() throws {
    let row = Activations.catalog["prelu"]!
    let network = [dense(3, row.component(["init": .number(0.5)])), dense(nil)]
    let model = try ModelSpec(layers: network, inputWidth: 1, outputWidths: [1])
    let first = try #require(model.initialParameters(seed: 1).first { $0.name == "hidden1.slope" })
    #expect(first.value == Tensor([1], [0.5]))
    let trained = try #require(try train(network).parameters.first { $0.name == "hidden1.slope" })
    #expect(trained.value != first.value)

    let own = try ModelSpec(
      layers: [
        dense(3, row.component(["shared": .boolean(false)])), layer(row.defaultComponent),
        layer(row.defaultComponent), dense(nil),
      ], inputWidth: 1, outputWidths: [1])
    #expect(
      own.parameters.filter { $0.shape.rank == 1 }.map(\.name) == [
        "hidden1.bias", "hidden1.slope", "hidden1.slope2", "hidden1.slope3", "output.bias",
      ])
    #expect(own.parameters.filter { $0.name.contains("slope") }.map(\.shape) == [[3], [1], [1]])
  }

  // MARK: - Random slopes

  /// In training each element has its slope within the bounds, and the gradient is that slope.
  @Test func randomSlopesLieWithinTheirBounds() {
    let row = Activations.catalog["rrelu"]!
    let component = row.component(["lower": .number(0.25), "upper": .number(0.75)])
    let graph = Graph()
    let x = graph.input("x", [4, 250])
    let y = row.build(x, BuildContext(component, mode: .training, place: "hidden1"))
    let slope = graph.gradients(of: sum(y), withRespectTo: [x])[0]
    var stream = RandomStream(seed: 1, purpose: "u")
    let u = (0..<1000).map { _ in stream.uniform() }
    let values = ReferenceExecutor<Float>(graph).evaluate(
      [y, slope], values: ["x": Array(repeating: -2, count: 1000), "noise/rrelu/hidden1": u])
    #expect(values[1].allSatisfy { (0.25..<0.75).contains($0) })
    #expect(zip(values[0], values[1]).allSatisfy { $0 == -2 * $1 })
    #expect(zip(u, values[1]).allSatisfy { $1 == 0.25 + 0.5 * $0 })

    let asked = row.build(graph.input("x", [4, 250]), BuildContext(component, place: "hidden1"))
    let mean = ReferenceExecutor<Float>(graph).evaluate(
      [asked], values: ["x": Array(repeating: -2, count: 1000)])
    #expect(mean[0].allSatisfy { $0 == -1 })
  }

  /// Each place has noise of its own, also two layers that go by one name.
  @Test func randomSlopesDifferByPlace() throws {
    let row = Activations.catalog["rrelu"]!
    let model = try ModelSpec(
      layers: [
        dense(3, row.defaultComponent), layer(row.defaultComponent), dense(3, row.defaultComponent),
        dense(nil),
      ], inputWidth: 2, outputWidths: [1])
    func noise(_ mode: BuildMode) -> Set<String> {
      let graph = Graph()
      _ = model.build(graph.input("x", [4, 2]), mode: mode)
      return Set(
        graph.entries.compactMap { entry in
          if case .input(let name) = entry.operation, name != "x" { name } else { nil }
        })
    }
    #expect(noise(.training).count == 3)
    #expect(noise(.evaluation).isEmpty)
  }

  /// With a learning rate of zero only the drawn slopes can change a gradient from step to step.
  @Test func randomSlopesDifferByStep() throws {
    func gradients(_ activation: String) throws -> [Double] {
      let network = [dense(8, Activations.catalog[activation]!.defaultComponent), dense(nil)]
      let result = try train(network, steps: 4, rate: 0, gradients: true)
      let curve = try #require(result["gradients.hidden1.weight.norm"]).values
      #expect(
        curve
          == (try train(network, steps: 4, rate: 0, gradients: true))["gradients.hidden1.weight.norm"]?.values
      )
      return curve
    }
    #expect(Set(try gradients("rrelu")).count == 4)
    #expect(Set(try gradients("leaky_relu")).count == 1)
  }
}
