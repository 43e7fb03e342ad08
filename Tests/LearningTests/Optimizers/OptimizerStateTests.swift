import Diagnostics
import Graphs
import Learning
import Tensors
import Testing

/// What becomes of an optimizer's state where gradients are out of the ordinary.
@Suite struct OptimizerStateTests {
  private static let rules = Optimizers.catalog.rows.filter { $0.update != nil }.map(\.name)

  /// Steps with gradients that are given instead of computed.
  private func run(
    _ component: Component, steps: Int, from start: Float, gradient: (Int) -> Float
  ) -> ParameterStore {
    let graph = Graph()
    let shapes: [(String, Shape)] = [("hidden1.weight", [2, 3]), ("output.bias", [4])]
    let parameters = shapes.map { graph.parameter($0.0, $0.1) }
    let gradients = shapes.map { graph.input("gradient of \($0.0)", $0.1) }
    let updates = Optimizers.updates(component, parameters: parameters, gradients: gradients)
    let store = ParameterStore()
    for (name, shape) in shapes { store.add(name, Tensor(repeating: start, shape)) }
    updates.addSlots(to: store)
    let program = Program(graph, outputs: [], updates: updates.updates, parameters: store)
    var scalars = OptimizerScalars(component)
    for step in 1...steps {
      scalars.advance(learningRate: Optimizers.learningRate(component))
      for (name, value) in zip(updates.scalars, scalars.values) { program.setInput(name, [value]) }
      for (name, shape) in shapes {
        let values = (0..<shape.count).map { gradient(step) * ($0 % 2 == 0 ? 1 : -0.5) }
        program.setInput("gradient of \(name)", values)
      }
      program.execute()
    }
    return store
  }

  /// State of a parameter whose gradient has died ends at zero, or stays, but is never denormal.
  @Test(arguments: rules)
  func stateDoesNotDecayIntoDenormals(_ name: String) throws {
    for component in Optimizers.trials(try #require(Optimizers.catalog[name])) {
      // Rates as near to 1 as the defaults would need half a million steps.
      var fast = component
      for (option, rate) in [("beta2", 0.9), ("adamw_beta2", 0.9), ("alpha", 0.9), ("momentum", 0.8)]
      where fast.options[option] != nil && fast.number(option) != 0 { fast.options[option] = .number(rate) }
      let store = run(fast, steps: 1500, from: 0.5) { $0 <= 3 ? 0.1 : 0 }
      for slot in store.names where slot.contains("/") {
        #expect(
          store[slot].values.allSatisfy { $0 == 0 || $0.magnitude >= 1e-31 },
          "\(slot) of \(component): \(store[slot])")
      }
    }
  }

  /// Zero gradients from the start move nothing but by weight decay, and leave nothing that is not finite.
  @Test(arguments: rules)
  func zeroGradients(_ name: String) throws {
    for component in Optimizers.trials(try #require(Optimizers.catalog[name])) {
      let decays = component.options.keys.contains { key in
        key.hasSuffix("weight_decay") && (component.number(key) ?? 0) != 0
      }
      for start in [0, 0.5] as [Float] {
        let store = run(component, steps: 20, from: start) { _ in 0 }
        for parameter in ["hidden1.weight", "output.bias"] {
          let values = store[parameter].values
          #expect(values.allSatisfy { $0.isFinite }, "\(component): \(values)")
          if !decays || start == 0 { #expect(values.allSatisfy { $0 == start }, "\(component): \(values)") }
          if decays { #expect(values.allSatisfy { $0.magnitude <= start }, "\(component): \(values)") }
        }
      }
    }
  }

  /// Gradients whose squares are near the end of binary32 leave finite values; beyond it those who divide by
  /// a mean square rest instead of taking NaN, but for the variance of a centered RMSprop.
  @Test(arguments: rules)
  func hugeGradients(_ name: String) throws {
    for component in Optimizers.trials(try #require(Optimizers.catalog[name])) {
      for size in [1e15, 1e25] as [Float] {
        if component.options["centered"] == .boolean(true), size > 1e19 { continue }
        let store = run(component, steps: 20, from: 0.5) { _ in size }
        for parameter in ["hidden1.weight", "output.bias"] {
          #expect(
            store[parameter].values.allSatisfy { $0.isFinite },
            "\(component), gradient \(size): \(store[parameter])")
        }
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
    #expect(momentum.scalars.first == "optimizer/learning_rate")
    #expect(momentum.updates.count == 4)
    let plain = Optimizers.updates(
      Optimizers.catalog["sgd"]!.defaultComponent, parameters: parameters, gradients: parameters)
    #expect(plain.slots.isEmpty && plain.updates.count == 2)
    let adagrad = Optimizers.updates(
      Optimizers.catalog["adagrad"]!.component(["initial_accumulator_value": .number(0.5)]),
      parameters: parameters, gradients: parameters)
    #expect(adagrad.slots.map(\.start) == [0.5, 0.5])
  }

  /// An elementwise step is one pass over each parameter, whatever the options.
  @Test(arguments: rules.filter { !["lamb", "muon"].contains($0) })
  func isOnePass(_ name: String) throws {
    for component in Optimizers.trials(try #require(Optimizers.catalog[name])) {
      let graph = Graph()
      let parameter = graph.parameter("hidden1.weight", [20, 30])
      let gradient = graph.input("gradient", [20, 30])
      let updates = Optimizers.updates(component, parameters: [parameter], gradients: [gradient])
      let store = ParameterStore()
      store.add("hidden1.weight", Tensor(repeating: 0, [20, 30]))
      updates.addSlots(to: store)
      let program = Program(graph, outputs: [], updates: updates.updates, parameters: store)
      #expect(program.instructionCount == 1, "\(component)")
    }
  }

  @Test(arguments: [
    ("momentum", "sgd", ["momentum"]), ("nesterov", "sgd", ["momentum", "nesterov"]),
    ("amsgrad", "adam", ["amsgrad"]), ("gradient_descent", "sgd", []), ("l_bfgs", "lbfgs", []),
  ])
  func otherNames(_ alias: String, _ name: String, _ presets: [String]) throws {
    let found = try #require(Optimizers.catalog.find(alias))
    #expect(found.row.name == name)
    #expect(found.alias?.presets.map(\.option) == presets)
  }

  @Test func nesterovNeedsMomentumWithoutDampening() throws {
    let row = try #require(Optimizers.catalog["sgd"])
    #expect(row.conflict(row.component(["nesterov": .boolean(true)]))?.option == "nesterov")
    let momentum: [String: OptionValue] = ["nesterov": .boolean(true), "momentum": .number(0.5)]
    #expect(row.conflict(row.component(momentum)) == nil)
    #expect(
      row.conflict(row.component(momentum.merging(["dampening": .number(0.1)]) { $1 }))?.option == "dampening"
    )
  }

  /// What is written for PyTorch: defaults that it shares are left out, numbers are the shortest.
  @Test func pythonExpressions() throws {
    func python(_ name: String, _ options: [String: OptionValue] = [:]) throws -> String {
      let row = try #require(Optimizers.catalog[name])
      return row.pytorch(row.component(options))
    }
    let adam = try python("adam")
    #expect(adam == "torch.optim.Adam(params, lr=0.001, betas=(0.9, 0.999), eps=1e-8)")
    let nesterov = try python("sgd", ["momentum": .number(0.9), "nesterov": .boolean(true)])
    #expect(nesterov == "torch.optim.SGD(params, lr=0.01, momentum=0.9, nesterov=True)")
    let lbfgs = try python("lbfgs", ["line_search": .string("strong_wolfe"), "max_eval": .integer(9)])
    #expect(
      lbfgs == "torch.optim.LBFGS(params, lr=1, max_iter=20, max_eval=9, tolerance_grad=1e-7, "
        + "tolerance_change=1e-9, history_size=100, line_search_fn=\"strong_wolfe\")")
  }
}
