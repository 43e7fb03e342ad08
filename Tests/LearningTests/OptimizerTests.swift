import Diagnostics
import Graphs
import Learning
import Tensors
import Testing

/// Every optimizer of the catalog: twenty compiled steps against PyTorch's.
@Suite struct OptimizerTests {
  struct Golden {
    var options: [String: OptionValue] = [:]
    /// The parameter after steps 1, 2 and 20.
    let trajectory: [[Double]]
  }

  // python3, torch 2.13.0, default dtype float64:
  //   def run(make):
  //       p = torch.tensor([1.0, -2.0, 0.5], requires_grad=True); o = make([p])
  //       a = torch.tensor([1.0, 10.0, 0.1])
  //       for t in range(20):
  //           o.zero_grad(); loss = (a * p * p).sum() / 2 + torch.sin(3 * p).sum(); loss.backward(); o.step()
  //           if t in (0, 1, 19): print(p.tolist())
  //   O = torch.optim
  //   run(lambda p: O.SGD(p, lr=0.01))
  //   run(lambda p: O.SGD(p, lr=0.05, momentum=0.9))
  //   run(lambda p: O.SGD(p, lr=0.02, momentum=0.8, nesterov=True, weight_decay=0.1))
  //   run(lambda p: O.SGD(p, lr=0.02, weight_decay=0.3))
  //   run(lambda p: O.Adam(p, lr=0.001))
  //   run(lambda p: O.Adam(p, lr=0.1, betas=(0.8, 0.95), eps=1e-3))
  private static let goldens: [String: [Golden]] = [
    "sgd": [
      Golden(trajectory: [
        [1.0196997748980134, -1.828805108599511, 0.4973778839499689],
        [1.0394007577837907, -1.6668952020737715, 0.49452305881576203],
        [1.3072387623574184, -0.28842606679781907, 0.3694669397077618],
      ]),
      Golden(
        options: ["learning_rate": .number(0.05), "momentum": .number(0.9)],
        trajectory: [
          [1.0984988744900668, -1.1440255429975548, 0.48688941974984457],
          [1.2804499391874533, 0.34208004522076935, 0.4561696114078198],
          [1.3260848427920164, 0.5155180586368432, -0.8090648145395614],
        ]),
      Golden(
        options: [
          "learning_rate": .number(0.02), "momentum": .number(0.8), "nesterov": .boolean(true),
          "weight_decay": .number(0.1),
        ],
        trajectory: [
          [1.0673191896328482, -1.3764983909582396, 0.4887603822198881],
          [1.1567923494953616, -0.5948663573372046, 0.4699778981915702],
          [1.393750949127877, -0.22934080325786987, -0.4768063831151349],
        ]),
      Golden(
        options: ["learning_rate": .number(0.02), "weight_decay": .number(0.3)],
        trajectory: [
          [1.0333995497960267, -1.645610217199022, 0.4917557678999378],
          [1.0664797649332889, -1.3199682367624306, 0.48209869417616324],
          [1.3447364652752434, -0.2273471461571527, -0.20485922051554767],
        ]),
    ],
    "adam": [
      Golden(trajectory: [
        [1.0009999999949237, -1.999000000000584, 0.49900000003813716],
        [1.0020000033841936, -1.9980000114045995, 0.49799927099309865],
        [1.020000802681208, -1.980010139896839, 0.4794389113710434],
      ]),
      Golden(
        options: [
          "learning_rate": .number(0.1), "beta1": .number(0.8), "beta2": .number(0.95),
          "epsilon": .number(1e-3),
        ],
        trajectory: [
          [1.0999492637533825, -1.900005840954612, 0.4003799224582017],
          [1.1996183239828544, -1.8001875926377466, 0.3107216205942496],
          [1.436408320041676, -0.23546043120362045, -0.5197319850696944],
        ]),
    ],
  ]

  /// The parameter after each step down `loss`.
  private func trajectory(
    _ component: Component, from start: [Float], steps: Int, _ loss: (Node) -> Node
  ) -> (values: [[Float]], store: ParameterStore) {
    let graph = Graph()
    let parameter = graph.parameter("p", [start.count])
    let gradient = graph.gradients(of: loss(parameter), withRespectTo: [parameter])[0]
    let updates = Optimizers.updates(component, parameters: [parameter], gradients: [gradient])
    let store = ParameterStore()
    store.add("p", Tensor([start.count], start))
    if start.count == 3 { store.add("curvature", Tensor([3], [1, 10, 0.1])) }
    for slot in updates.slots { store.add(slot.name, Tensor(repeating: 0, slot.shape)) }
    let program = Program(graph, outputs: [], updates: updates.updates, parameters: store)
    var values: [[Float]] = []
    for step in 1...steps {
      let scalars = Optimizers.scalars(
        component, step: step, learningRate: Optimizers.learningRate(component))
      #expect(scalars.count == updates.scalars.count)
      for (name, value) in zip(updates.scalars, scalars) { program.setInput(name, [value]) }
      program.execute()
      values.append(store["p"].values)
    }
    return (values, store)
  }

  @Test(arguments: Optimizers.catalog.names)
  func equalsPyTorch(_ name: String) throws {
    let row = try #require(Optimizers.catalog[name])
    for golden in try #require(Self.goldens[name], "'\(name)' has no golden numbers") {
      let component = row.component(golden.options)
      let (values, _) = trajectory(component, from: [1, -2, 0.5], steps: 20) { p in
        sum(p.graph.parameter("curvature", [3]) * p * p) / 2 + sum(sin(3 * p))
      }
      for (computed, expected) in zip([values[0], values[1], values[19]], golden.trajectory) {
        for (value, reference) in zip(computed, expected) {
          #expect((Double(value) - reference).magnitude < 2e-5, "\(component): \(computed), \(expected)")
        }
      }
    }
  }

  /// State of a parameter whose gradient has died ends at zero and not among denormals.
  @Test func stateDoesNotDecayIntoDenormals() {
    for (name, options) in [
      ("sgd", ["momentum": OptionValue.number(0.9)]), ("adam", ["beta2": .number(0.9)]),
    ] {
      let component = Optimizers.catalog[name]!.component(options)
      // Once past 1 the loss is flat.
      let (_, store) = trajectory(component, from: [0.9999, 5], steps: 1500) { p in sum(minimum(p, 1)) * -1 }
      for slot in store.names where slot != "p" {
        #expect(store[slot].values.allSatisfy { $0 == 0 || $0.magnitude >= 1e-30 }, "\(slot): \(store[slot])")
      }
    }
  }

  @Test func slotsAndScalarsByName() {
    let graph = Graph()
    let parameters = [graph.parameter("hidden1.weight", [2, 3]), graph.parameter("hidden1.bias", [3])]
    let momentum = Optimizers.updates(
      Optimizers.catalog["sgd"]!.component(["momentum": .number(0.9)]), parameters: parameters,
      gradients: parameters)
    #expect(momentum.slots.map(\.name) == ["hidden1.weight/momentum", "hidden1.bias/momentum"])
    #expect(momentum.slots.map(\.shape) == [[2, 3], [3]])
    #expect(momentum.scalars == ["optimizer/learning_rate"])
    #expect(momentum.updates.count == 4)
    let plain = Optimizers.updates(
      Optimizers.catalog["sgd"]!.defaultComponent, parameters: parameters, gradients: parameters)
    #expect(plain.slots.isEmpty && plain.updates.count == 2)
  }

  @Test func momentumIsAName() throws {
    let (row, alias) = try #require(Optimizers.catalog.find("momentum"))
    #expect(row.name == "sgd")
    #expect(alias?.presets.map(\.option) == ["momentum"] && alias?.presets.first?.value == .number(0.9))
    #expect(Optimizers.catalog["gradient_descent"]?.name == "sgd")
  }

  @Test func nesterovNeedsMomentum() throws {
    let row = try #require(Optimizers.catalog["sgd"])
    #expect(row.conflict(row.component(["nesterov": .boolean(true)]))?.option == "nesterov")
    #expect(row.conflict(row.component(["nesterov": .boolean(true), "momentum": .number(0.5)])) == nil)
  }
}
