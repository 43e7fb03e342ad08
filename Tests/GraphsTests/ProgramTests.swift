import Graphs
import Tensors
import Testing

/// The compiled program against the reference executor, bit for bit, on every kernel variant.
@Suite struct ProgramTests {
  private func bits(_ values: some Sequence<Float>) -> [UInt32] {
    // Which NaN it is says nothing.
    values.map { $0.isNaN ? Float.nan.bitPattern : $0.bitPattern }
  }

  @Test(arguments: 0..<150)
  func randomGraphsEqualTheReference(_ seed: Int) {
    let random = RandomGraph(seed: UInt64(seed), size: 4 + seed % 40, smooth: false)
    let floats = random.values.mapValues { $0.map { Float($0) } }
    var drawn = RandomStream(seed: UInt64(seed), purpose: "outputs")
    let outputs =
      (0..<4).map { _ in random.nodes[drawn.integer(below: random.nodes.count)] } + [random.nodes.last!]
    let expected = ReferenceExecutor<Float>(random.graph).evaluate(outputs, values: floats)
    for kernels in Kernels.available {
      let program = Program(
        random.graph, outputs: outputs, parameters: store(random.graph, floats), kernels: kernels)
      for (name, values) in floats { program.setInput(name, values) }
      // Twice: an execution must not depend on what an earlier one left behind.
      for _ in 0..<2 {
        program.execute()
        for (number, values) in expected.enumerated() {
          #expect(bits(program.output(number)) == bits(values), "output \(number) on \(kernels.name)")
        }
      }
    }
  }

  @Test(arguments: 0..<60)
  func gradientsOfRandomGraphsEqualTheReference(_ seed: Int) {
    let random = RandomGraph(seed: UInt64(1000 + seed), size: 4 + seed % 20, smooth: false)
    let loss = mean(tanh(random.nodes.last!))
    let leaves = Array(random.nodes.prefix(6))
    let outputs = [loss] + random.graph.gradients(of: loss, withRespectTo: leaves)
    let floats = random.values.mapValues { $0.map { Float($0) } }
    let expected = ReferenceExecutor<Float>(random.graph).evaluate(outputs, values: floats)
    let program = Program(random.graph, outputs: outputs, parameters: store(random.graph, floats))
    for (name, values) in floats { program.setInput(name, values) }
    program.execute()
    for (number, values) in expected.enumerated() {
      #expect(bits(program.output(number)) == bits(values), "output \(number)")
    }
  }

  /// Each operation by itself, with its gradients and theirs.
  @Test(arguments: OperationCase.all)
  func operationsEqualTheReference(_ operation: OperationCase) {
    let graph = Graph()
    let (result, inputs) = operation.expression(in: graph)
    let slopes = graph.gradients(of: sum(tanh(result)), withRespectTo: inputs)
    let penalty = slopes.map { sum(square($0)) }.reduce(graph.constant(0), +)
    let outputs = [result] + slopes + graph.gradients(of: penalty, withRespectTo: inputs)
    let floats = operation.values(seed: 3).mapValues { $0.map { Float($0) } }
    let expected = ReferenceExecutor<Float>(graph).evaluate(outputs, values: floats)
    for kernels in Kernels.available {
      let program = Program(graph, outputs: outputs, parameters: store(graph, floats), kernels: kernels)
      for (name, values) in floats { program.setInput(name, values) }
      program.execute()
      for (number, values) in expected.enumerated() {
        #expect(bits(program.output(number)) == bits(values), "output \(number) on \(kernels.name)")
      }
    }
  }

  /// Layers large enough that a map follows its product block by block and threads share the work: forward, backward
  /// and an update of the weights.
  @Test(arguments: [(rows: 40, inputs: 90, hidden: 400), (rows: 300, inputs: 256, hidden: 128)])
  func largeLayersEqualTheReference(_ size: (rows: Int, inputs: Int, hidden: Int)) {
    let graph = Graph()
    let x = graph.input("x", [size.rows, size.inputs])
    let w = graph.parameter("w", [size.inputs, size.hidden])
    let b = graph.parameter("b", [size.hidden])
    let v = graph.parameter("v", [size.hidden, 3])
    let h = maximum(product(x, w) + b, 0)
    let loss = sum(square(logSoftmax(product(h, v))))
    let gradients = graph.gradients(of: loss, withRespectTo: [w, b, v])
    let new = zip([w, b, v], gradients).map { $0 - 0.01 * $1 }
    var random = RandomStream(seed: 5, purpose: "values")
    var values: [String: [Float]] = [:]
    for (name, node) in [("x", x), ("w", w), ("b", b), ("v", v)] {
      values[name] = (0..<node.shape.count).map { _ in random.uniform(-0.2, 0.2) }
    }
    let expected = ReferenceExecutor<Float>(graph).evaluate([loss, h] + new, values: values)
    for kernels in Kernels.available {
      for team in [nil, ThreadTeam(threads: 2), ThreadTeam(threads: 3)] {
        let parameters = store(graph, values)
        let program = Program(
          graph, outputs: [loss, h], updates: zip([w, b, v], new).map { Update($0, $1) },
          parameters: parameters, kernels: kernels.shared(by: team))
        program.setInput("x", values["x"]!)
        program.execute()
        let actual =
          [Array(program.output(0)), Array(program.output(1))]
          + ["w", "b", "v"].map { parameters[$0].values }
        for (number, values) in expected.enumerated() {
          #expect(bits(actual[number]) == bits(values), "value \(number) on \(kernels.name)")
        }
      }
    }
  }

  /// A weight that the way back still reads is not overwritten before: not by its own update, which could follow its
  /// gradient at once.
  @Test func updatesDoNotOvertakeReaders() {
    let graph = Graph()
    let x = graph.input("x", [4, 4])
    let w = graph.parameter("w", [4, 4])
    let first = product(x, w)
    let gradient = product(x, first, .atb)
    // Reads the old weights, later than their update could come.
    let late = product(gradient, w)
    let values: [String: [Float]] = [
      "x": (0..<16).map { Float($0) / 16 }, "w": (0..<16).map { 1 - Float($0) / 8 },
    ]
    let updated = w - gradient
    let expected = ReferenceExecutor<Float>(graph).evaluate([late, updated], values: values)
    let parameters = store(graph, values)
    let program = Program(
      graph, outputs: [late], updates: [Update(w, updated)], parameters: parameters)
    program.setInput("x", values["x"]!)
    program.execute()
    #expect(bits(program.output(0)) == bits(expected[0]))
    #expect(bits(parameters["w"].values) == bits(expected[1]))
  }

  private func store(_ graph: Graph, _ values: [String: [Float]]) -> ParameterStore {
    let store = ParameterStore()
    for entry in graph.entries {
      if case .parameter(let name) = entry.operation { store.add(name, Tensor(entry.shape, values[name]!)) }
    }
    return store
  }

  /// All updates read the old values, whichever way they hang together.
  @Test func updatesReadOldValues() {
    let graph = Graph()
    let a = graph.parameter("a", [3])
    let b = graph.parameter("b", [3])
    let c = graph.parameter("c", [3])
    let d = graph.parameter("d", [3])
    let store = ParameterStore()
    store.add("a", Tensor([3], [1, 2, 3]))
    store.add("b", Tensor([3], [10, 20, 30]))
    store.add("c", Tensor([3], [0, 0, 0]))
    store.add("d", Tensor([3], [5, 5, 5]))
    let total = sum(a)
    let program = Program(
      graph, outputs: [total],
      updates: [Update(a, b), Update(b, a), Update(c, a + b), Update(d, c + total)], parameters: store)
    program.execute()
    #expect(store["a"].values == [10, 20, 30])
    #expect(store["b"].values == [1, 2, 3])
    #expect(store["c"].values == [11, 22, 33])
    #expect(store["d"].values == [6, 6, 6])
    #expect(program.output(0)[0] == 6)
    program.execute()
    #expect(store["a"].values == [1, 2, 3])
    #expect(store["d"].values == [71, 82, 93])
    #expect(program.output(0)[0] == 60)
  }

  /// Chains of elementwise operations are one pass: forward map, product, gradient, one map that updates.
  @Test func elementwiseChainsAreFused() {
    let graph = Graph()
    let x = graph.input("x", [8, 4])
    let w = graph.parameter("w", [4, 3])
    let b = graph.parameter("b", [3])
    let h = tanh(product(x, w) + b)
    let loss = mean(h * h)
    let gradients = graph.gradients(of: loss, withRespectTo: [w, b])
    let store = ParameterStore()
    store.add("w", Tensor(repeating: 0.1, [4, 3]))
    store.add("b", Tensor(repeating: 0, [3]))
    let program = Program(
      graph, outputs: [loss],
      updates: [Update(w, w - 0.1 * gradients[0]), Update(b, b - 0.1 * gradients[1])], parameters: store)
    // Product, forward and backward map in one, sum and division of the loss, two gradients, two updates.
    #expect(program.instructionCount <= 8)
    program.setInput("x", (0..<32).map { Float($0) / 32 })
    program.execute()
    let first = program.output(0)[0]
    for _ in 0..<50 { program.execute() }
    #expect(program.output(0)[0] < first / 2)
  }

  @Test func gatherTakesRows() {
    let graph = Graph()
    let x = graph.input("x", [3, 2])
    let program = Program(graph, outputs: [x * 1.5], parameters: ParameterStore())
    let data: [Float] = [0, 1, 2, 3, 4, 5]
    let rows: [Int32] = [2, 0, 2]
    data.withUnsafeBufferPointer { data in
      rows.withUnsafeBufferPointer { program.gatherInput("x", from: .floats(data), rows: $0, columns: 2) }
    }
    program.execute()
    #expect(Array(program.output(0)) == [6, 7.5, 0, 1.5, 6, 7.5])
  }
}
