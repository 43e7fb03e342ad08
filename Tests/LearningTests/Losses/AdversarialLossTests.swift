import Diagnostics
import Graphs
import Learning
import Tensors
import Testing

/// Every objective of the adversarial loss, between a small discriminator with tanh units and a linear generator.
@Suite struct AdversarialLossTests {
  struct Objective: Sendable, CustomTestStringConvertible {
    let name: String
    let options: [String: OptionValue]

    var component: Component {
      Losses.catalog["adversarial"]!.component(options.merging(["objective": .string(name)]) { $1 })
    }
    var testDescription: String {
      ([name] + options.keys.sorted().map { "\($0) \(component.number($0) ?? .nan)" }).joined(separator: ", ")
    }
  }

  /// All that the row can be, each by itself, then what options change.
  static let objectives: [Objective] = {
    guard let spec = Losses.catalog["adversarial"]?.options.first(where: { $0.name == "objective" }),
      case .choice(let names) = spec.kind
    else { return [] }
    return names.map { Objective(name: $0, options: [:]) } + [
      // Numbers that binary32 holds, so that the two sides compute with the same.
      Objective(name: "minimax", options: ["label_smoothing": .number(0.125)]),
      Objective(name: "non_saturating", options: ["label_smoothing": .number(0.125), "r1": .number(3)]),
      Objective(name: "hinge", options: ["r1": .number(0.5)]),
      Objective(name: "wasserstein_gp", options: ["penalty": .number(0.5), "r1": .number(1)]),
    ]
  }()

  // MARK: - Against PyTorch

  private static let values: [String: [Double]] = [
    "d.w1": [0.5, -1.25, 0.75, 1.5, 0.25, -0.5], "d.b1": [0.125, -0.25, 0.5], "d.w2": [1.75, -0.5, 1.125],
    "d.b2": [0.0625], "g.w": [1.25, -0.75, 0.5, 1.5],
    "real": [0.5, 1.0, -1.5, 0.25, 2.0, -0.75, 0.0, 0.125],
    "latent": [-0.5, 0.25, 1.0, 1.5, -2.0, 0.5, 0.75, -1.25],
    "noise/interpolation/loss": [0.25, 0.875, 0.5, 0],
  ]
  private static let ofDiscriminator: [(name: String, shape: Shape)] = [
    ("d.w1", [2, 3]), ("d.b1", [3]), ("d.w2", [3, 1]), ("d.b2", [1]),
  ]

  private static let goldens = Goldens(
    "adversarial", prelude: prelude, cases: objectives.map(golden))

  private static let prelude: String = {
    func tensor(_ name: String, _ shape: Shape) -> String {
      "torch.tensor(\(values[name]!)).reshape(\(shape.dimensions))"
    }
    return """
      import torch
      import torch.nn.functional as F
      torch.set_default_dtype(torch.float64)
      real = \(tensor("real", [4, 2]))
      latent = \(tensor("latent", [4, 2]))
      share = \(tensor("noise/interpolation/loss", [4, 1]))
      w1, b1, w2, b2 = parameters = [
          \(ofDiscriminator.map { tensor($0.name, $0.shape) + ".requires_grad_()" }.joined(separator: ",\n    "))]
      w = \(tensor("g.w", [2, 2])).requires_grad_()
      def D(rows):
          return torch.tanh(rows @ w1 + b1) @ w2 + b2
      def u(purpose, *shape):
          return share.reshape(shape)
      def slopes(loss, of):
          return torch.autograd.grad(loss, of, allow_unused=True, materialize_grads=True)
      """
  }()

  private static func golden(_ objective: Objective) -> Goldens.Case {
    let python = Losses.catalog["adversarial"]!.adversarial!.pytorch(objective.component)
    return Goldens.Case(
      key: objective.testDescription,
      snippet: """
        \(python.functions)
        fake = (latent @ w).detach()
        real_outputs, fake_outputs = D(real), D(fake)
        discriminator = \(python.discriminator)
        result = {"discriminator": discriminator}
        for name, slope in zip(["d.w1", "d.b1", "d.w2", "d.b2"], slopes(discriminator, parameters)):
            result[name] = slope
        fake = latent @ w
        real_outputs, fake_outputs = D(real), D(fake)
        generator = \(python.generator)
        result["generator"] = generator
        result["g.w"] = slopes(generator, [w])[0]
        """)
  }

  /// Both losses, and each one's gradient by its own player's weights, by name.
  private func nodes(_ objective: Objective) throws -> (graph: Graph, nodes: [(name: String, node: Node)]) {
    let loss = try #require(Losses.catalog["adversarial"]?.adversarial)
    let graph = Graph()
    let parameters = Self.ofDiscriminator.map { graph.parameter($0.name, $0.shape) }
    let weight = graph.parameter("g.w", [2, 2])
    let game = AdversarialGame(
      component: objective.component, real: graph.input("real", [4, 2]),
      generated: product(graph.input("latent", [4, 2]), weight),
      discriminate: { rows, _ in
        product(tanh(product(rows, parameters[0]) + parameters[1]), parameters[2]) + parameters[3]
      })
    let (discriminator, generator) = (loss.discriminator(game), loss.generator(game))
    let ofDiscriminator = graph.gradients(of: discriminator, withRespectTo: parameters)
    let ofGenerator = graph.gradients(of: generator, withRespectTo: [weight])
    return (
      graph,
      [("discriminator", discriminator), ("generator", generator), ("g.w", ofGenerator[0])]
        + zip(Self.ofDiscriminator, ofDiscriminator).map { ($0.name, $1) }
    )
  }

  private func evaluate<Scalar: ReferenceScalar>(
    _ objective: Objective, scale: Scalar = 1
  ) throws -> [(name: String, values: [Scalar])] {
    let (graph, nodes) = try nodes(objective)
    var values = Self.values.mapValues { $0.map { Scalar($0) } }
    for name in ["d.w2", "d.b2"] { values[name] = values[name]?.map { $0 * scale } }
    let results = ReferenceExecutor<Scalar>(graph).evaluate(nodes.map(\.node), values: values)
    return zip(nodes, results).map { ($0.name, $1) }
  }

  @Test(arguments: objectives)
  func equalsPyTorch(_ objective: Objective) throws {
    let golden = try Self.goldens.numbers(Self.golden(objective))
    let exact = try evaluate(objective) as [(name: String, values: [Double])]
    let single = try evaluate(objective) as [(name: String, values: [Float])]
    #expect(exact.count == golden.count)
    for ((name, values), (_, rounded)) in zip(exact, single) {
      let expected = try #require(golden[name], "\(name)")
      try #require(values.count == expected.count)
      for index in expected.indices {
        let size = max(1, expected[index].magnitude)
        #expect(
          (values[index] - expected[index]).magnitude <= 1e-11 * size,
          "\(name): \(values[index]), PyTorch \(expected[index])")
        #expect(
          (Double(rounded[index]) - expected[index]).magnitude <= 1e-5 * size,
          "\(name): \(rounded[index]), PyTorch \(expected[index])")
      }
    }
  }

  /// The gradient of the gradient penalty among them: a second derivative.
  @Test(arguments: objectives)
  func gradientIsTheSlope(_ objective: Objective) throws {
    let (graph, nodes) = try nodes(objective)
    let executor = ReferenceExecutor<Double>(graph)
    let gradients = executor.evaluate(nodes.map(\.node), values: Self.values)
    for (number, (name, _)) in nodes.enumerated() where name.contains(".") {
      let loss = nodes[name == "g.w" ? 1 : 0].node
      for index in gradients[number].indices {
        let ends = [1e-5, -1e-5].map { step in
          var moved = Self.values
          moved[name]![index] += step
          return executor.evaluate([loss], values: moved)[0][0]
        }
        let slope = (ends[0] - ends[1]) / 2e-5
        #expect(
          (gradients[number][index] - slope).magnitude <= 1e-7 * max(1, slope.magnitude), "\(name)[\(index)]")
      }
    }
  }

  @Test(arguments: objectives, Kernels.available.map(\.name))
  func compiledEqualsTheReference(_ objective: Objective, _ variant: String) throws {
    let kernels = try #require(Kernels.available.first { $0.name == variant })
    let (graph, nodes) = try nodes(objective)
    let values = Self.values.mapValues { $0.map { Float($0) } }
    let store = ParameterStore()
    for entry in graph.entries {
      if case .parameter(let name) = entry.operation { store.add(name, Tensor(entry.shape, values[name]!)) }
    }
    let program = Program(graph, outputs: nodes.map(\.node), parameters: store, kernels: kernels)
    for (name, numbers) in values { program.setInput(name, numbers) }
    program.execute()
    let expected = ReferenceExecutor<Float>(graph).evaluate(nodes.map(\.node), values: values)
    for (number, numbers) in expected.enumerated() {
      #expect(
        program.output(number).map(\.bitPattern) == numbers.map(\.bitPattern), "\(nodes[number].name)")
    }
  }

  /// Outputs of some ten thousand, either way.
  @Test(arguments: objectives, [Float(1e4), -1e4])
  func staysFiniteForExtremeOutputs(_ objective: Objective, _ scale: Float) throws {
    for (name, values) in try evaluate(objective, scale: scale) {
      #expect(values.allSatisfy { $0.isFinite }, "\(name): \(values)")
    }
  }

  /// A discriminator that is flat everywhere has a slope of 0, where a norm has no gradient.
  @Test func penaltyOfAFlatDiscriminator() throws {
    let objective = Objective(name: "wasserstein_gp", options: [:])
    let results = try evaluate(objective, scale: 0) as [(name: String, values: [Float])]
    #expect(results.allSatisfy { $0.values.allSatisfy { $0.isFinite } }, "\(results)")
    // 10 · (1e-6 − 1)²
    #expect((results[0].values[0] - 9.99998).magnitude < 1e-5)
  }

  // MARK: - Options

  @Test(arguments: [
    ("hinge", "clip", 0.01), ("wasserstein_gp", "clip", 0.01), ("minimax", "penalty", 10),
    ("wasserstein", "penalty", 10), ("least_squares", "label_smoothing", 0.1),
  ])
  func optionsOfOtherObjectives(_ objective: String, _ option: String, _ value: Double) throws {
    let row = try #require(Losses.catalog["adversarial"])
    let conflict = row.conflict(row.component(["objective": .string(objective), option: .number(value)]))
    #expect(conflict?.option == option)
    #expect(conflict?.message == "the objective '\(objective)' has no \(option)")
    #expect(conflict?.hint?.hasPrefix("leave out \(option), or write objective: ") == true)
  }

  @Test func optionsOfTheObjectiveItself() throws {
    let row = try #require(Losses.catalog["adversarial"])
    let loss = try #require(row.adversarial)
    for objective in Self.objectives { #expect(row.conflict(objective.component) == nil) }
    let clipped = row.component(["objective": .string("wasserstein"), "clip": .number(0.05)])
    #expect(row.conflict(clipped) == nil)
    #expect(loss.weightClip(clipped) == 0.05)
    #expect(loss.weightClip(row.component(["objective": .string("wasserstein")])) == 0.01)
    #expect(loss.weightClip(row.defaultComponent) == nil)
    #expect(loss.discriminatorSteps(row.defaultComponent) == 1)
    #expect(row.defaultComponent.string("objective") == "non_saturating")
  }
}
