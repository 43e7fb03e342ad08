import Diagnostics
import Graphs
import Learning
import Tensors
import Testing

@Suite struct ModelTests {
  private func dense(
    _ units: Int?, _ activation: String = "linear", bias: Bool = true, initializer: String = "xavier_uniform"
  ) -> Component {
    Layers.catalog["dense"]!.component([
      "units": units.map { .integer($0) } ?? .automatic,
      "activation": .component(Activations.catalog[activation]!.defaultComponent),
      "init": .component(Initializers.catalog[initializer]!.defaultComponent),
      "bias": .boolean(bias),
    ])
  }

  private func activation(_ name: String) -> Component { Layers.catalog[name]!.defaultComponent }

  @Test func widthsAndNames() throws {
    let model = try ModelSpec(
      layers: [dense(16, "relu"), dense(8, "tanh", bias: false), dense(nil)], inputWidth: 2, outputWidths: [3]
    )
    #expect(model.layers.map(\.name) == ["hidden1", "hidden2", "output"])
    #expect(
      model.parameters.map(\.name) == [
        "hidden1.weight", "hidden1.bias", "hidden2.weight", "output.weight", "output.bias",
      ])
    #expect(model.parameters.map(\.shape) == [[2, 16], [16], [16, 8], [8, 3], [3]])
    #expect(model.outputWidth == 3 && model.isOutputLinear)
    #expect(model.parameterCount == 32 + 16 + 128 + 24 + 3)
    #expect(model.forwardOperations(rows: 10) == 20 * (32 + 128 + 24))
    // Forward, weights' gradients, and gradients of the inputs of the second and third layer.
    #expect(model.trainingOperations(rows: 10) == 20 * (2 * (32 + 128 + 24) + 128 + 24))
  }

  @Test func aModelWithoutHiddenLayers() throws {
    let model = try ModelSpec(
      layers: [dense(nil, "sigmoid")], inputWidth: 4, outputWidths: [1, 2], prefix: "generator.")
    #expect(model.parameters.map(\.name) == ["generator.output.weight", "generator.output.bias"])
    #expect(model.outputWidth == 1 && !model.isOutputLinear)
  }

  /// `relu` as a layer of its own is the same network as `activation: relu`.
  @Test func activationsAsLayers() throws {
    let joined = try ModelSpec(layers: [dense(5, "relu"), dense(2)], inputWidth: 3, outputWidths: [2])
    let apart = try ModelSpec(
      layers: [dense(5), activation("relu"), dense(2)], inputWidth: 3, outputWidths: [2])
    let outputs = [joined, apart].map { model in
      let graph = Graph()
      let nodes = model.build(graph.input("x", [2, 3]))
      #expect(nodes.activations.map(\.name) == ["hidden1", "output"])
      #expect(nodes.parameters.count == 4)
      var values: [String: [Float]] = ["x": [1, -2, 3, 0.5, 0.25, -1]]
      for (name, value) in model.initialParameters(seed: 4) { values[name] = value.values }
      return ReferenceExecutor<Float>(graph).evaluate(nodes.activations.map(\.value), values: values)
    }
    #expect(outputs[0] == outputs[1])
    #expect(outputs[0][0].allSatisfy { $0 >= 0 } && outputs[0][0].contains { $0 > 0 })

    let bent = try ModelSpec(layers: [dense(nil), activation("sigmoid")], inputWidth: 3, outputWidths: [1])
    #expect(!bent.isOutputLinear)
    let plain = try ModelSpec(layers: [dense(nil), activation("linear")], inputWidth: 3, outputWidths: [1])
    #expect(plain.isOutputLinear)
  }

  /// y = f(x W + b) f(…), by hand.
  @Test func forward() throws {
    let model = try ModelSpec(layers: [dense(2, "relu"), dense(1)], inputWidth: 2, outputWidths: [1])
    let graph = Graph()
    let nodes = model.build(graph.input("x", [2, 2]))
    let values = ReferenceExecutor<Double>(graph).evaluate(
      [nodes.activations[0].value, nodes.output],
      values: [
        "x": [1, 2, -1, 0.5], "hidden1.weight": [1, -1, 2, 0.5], "hidden1.bias": [0.5, -3],
        "output.weight": [2, 7],
        "output.bias": [-1],
      ])
    #expect(values == [[5.5, 0, 0.5, 0], [10, 0]])
    #expect(graph.entries[nodes.activations[0].value.index].scope == "hidden1")
  }

  /// Two passes through one model in a graph share their weights.
  @Test func modelsOverTwoInputsShareParameters() throws {
    let model = try ModelSpec(
      layers: [dense(4, "tanh"), dense(nil)], inputWidth: 2, outputWidths: [1], prefix: "discriminator.")
    let graph = Graph()
    let real = model.build(graph.input("real", [3, 2]))
    let generated = model.build(graph.input("generated", [3, 2]))
    #expect(real.parameters.map(\.index) == generated.parameters.map(\.index))
    #expect(real.output.index != generated.output.index)
  }

  /// A parameter's first values depend on seed, name, shape and initializer alone.
  @Test func initialParameters() throws {
    let narrow = try ModelSpec(
      layers: [dense(4, initializer: "he_normal"), dense(nil)], inputWidth: 2, outputWidths: [1])
    let deep = try ModelSpec(
      layers: [dense(4, initializer: "he_normal"), dense(9), dense(nil)], inputWidth: 2, outputWidths: [1])
    let (a, b) = (narrow.initialParameters(seed: 1), deep.initialParameters(seed: 1))
    #expect(a.map(\.name) == narrow.parameters.map(\.name))
    #expect(a[0].value == b[0].value && a[0].value.shape == [2, 4])
    #expect(a[1].value == Tensor(repeating: 0, [4]))
    #expect(a[0].value != narrow.initialParameters(seed: 2)[0].value)
  }

  @Test func layersThatMakeNoModel() {
    #expect(
      throws: ModelError(layer: nil, option: nil, "the model has nothing to learn", hint: "add a dense layer")
    ) {
      try ModelSpec(layers: [activation("relu")], inputWidth: 2, outputWidths: [1])
    }
    #expect(throws: ModelError(layer: 0, option: nil, "layer 1, dense, needs its units")) {
      try ModelSpec(layers: [dense(nil), dense(nil)], inputWidth: 2, outputWidths: [1])
    }
    #expect(
      throws: ModelError(
        layer: 1, option: "units", "the model has 3 outputs, data and loss ask for 2",
        hint: "leave out units of the last layer")
    ) {
      try ModelSpec(layers: [dense(4), dense(3)], inputWidth: 2, outputWidths: [2, 1])
    }
    #expect(throws: Never.self) {
      try ModelSpec(layers: [dense(4), dense(1)], inputWidth: 2, outputWidths: [2, 1])
    }
  }
}
