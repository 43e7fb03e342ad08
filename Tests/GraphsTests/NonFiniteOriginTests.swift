import Graphs
import Tensors
import Testing

@Suite struct NonFiniteOriginTests {
  @Test func overflowInANamedLayer() throws {
    let graph = Graph()
    let x = graph.input("inputs", [2, 3])
    let h = graph.scoped("hidden1") { exp(x * graph.parameter("hidden1.scale", [3])) }
    let loss = graph.scoped("loss") { mean(square(h)) }
    let origin = try #require(
      NonFiniteOrigin.find(
        in: graph, loss: loss, outputs: [h],
        values: ["inputs": [1, -2, 3, 4, 5, 60], "hidden1.scale": [1, 1, 2]]))
    #expect(origin.words == "exp")
    #expect(origin.scope == "hidden1")
    #expect(origin.phase == .forward)
    #expect(origin.value == .infinity)
    #expect(origin.index == [1, 2])
    #expect(origin.shape == [2, 3])
    #expect((origin.notANumberCount, origin.infinityCount, origin.badCount) == (0, 1, 1))
    #expect(origin.reached == .loss)
    let operand = try #require(origin.operands.first)
    #expect(origin.operands.count == 1)
    #expect(operand.source == "multiply")
    #expect(operand.scope == "hidden1")
    #expect(operand.value == 120)
    #expect(operand.range == -2...120)
  }

  @Test func zeroByZeroReadsBroadcastOperands() throws {
    let graph = Graph()
    let column = graph.input("column", [3, 1])
    let row = graph.parameter("row", [2])
    let ratio = graph.scoped("loss") { column / row }
    let origin = try #require(
      NonFiniteOrigin.find(in: graph, outputs: [ratio], values: ["column": [1, 0, 3], "row": [2, 0]]))
    #expect(origin.words == "divide")
    #expect(origin.phase == .forward)
    #expect(origin.reached == .output(0))
    // 1/0 comes first, 0/0 second, 3/0 third.
    #expect(origin.value == .infinity)
    #expect(origin.index == [0, 1])
    #expect((origin.notANumberCount, origin.infinityCount) == (1, 2))
    #expect(origin.operands.map(\.source) == ["input column", "parameter row"])
    #expect(origin.operands.map(\.value) == [1, 0])
    let second = try #require(
      NonFiniteOrigin.find(in: graph, outputs: [ratio], values: ["column": [0, 0, 0], "row": [2, 0]]))
    #expect(second.value.isNaN)
    #expect(second.notANumberCount == 3)
    #expect(second.operands.map(\.range) == [0...0, 0...2])
  }

  @Test func logarithmOfANegative() throws {
    let graph = Graph()
    let x = graph.input("x", [4])
    let loss = graph.scoped("loss") { sum(log(x)) }
    let origin = try #require(NonFiniteOrigin.find(in: graph, loss: loss, values: ["x": [1, 2, -3, 4]]))
    #expect(origin.words == "log")
    #expect(origin.value.isNaN)
    #expect(origin.index == [2])
    #expect(origin.operands.map(\.value) == [-3])
  }

  @Test func leavesAreToldAsSuch() throws {
    let graph = Graph()
    let x = graph.input("inputs", [2, 2])
    let w = graph.parameter("w", [2, 2])
    let loss = sum(tanh(product(x, w)))
    let input = try #require(
      NonFiniteOrigin.find(
        in: graph, loss: loss, values: ["inputs": [1, .nan, .nan, 2], "w": [1, 2, 3, 4]]))
    #expect(input.operation == .input(name: "inputs"))
    #expect(input.words == "input inputs")
    #expect(input.operands.isEmpty)
    #expect(input.index == [0, 1])
    #expect(input.badCount == 2)
    // tanh of an infinity is 1, so only where infinities cancel something is wrong.
    let harmless: [String: [Float]] = ["inputs": [1, 1, 1, 1], "w": [1, 2, .infinity, 4]]
    #expect(NonFiniteOrigin.find(in: graph, loss: loss, values: harmless) == nil)
    let parameter = try #require(
      NonFiniteOrigin.find(
        in: graph, loss: loss, values: ["inputs": [1, 1, 1, 1], "w": [-.infinity, 2, .infinity, 4]]))
    #expect(parameter.words == "parameter w")
    #expect(parameter.infinityCount == 2)
    let masked = x + graph.constant(-.infinity)
    let constant = try #require(
      NonFiniteOrigin.find(in: graph, outputs: [masked], values: ["inputs": [1, 1, 1, 1]]))
    #expect(constant.words == "constant -inf")
  }

  @Test func overflowInTheUpdate() throws {
    let graph = Graph()
    let w = graph.parameter("w", [2])
    let loss = graph.scoped("loss") { sum(w * graph.input("x", [2])) }
    let gradient = graph.gradients(of: loss, withRespectTo: [w])[0]
    let updates = graph.scoped("optimizer") {
      let v = graph.parameter("w/v", [2])
      let new = 0.9 * v + 0.1 * square(gradient)
      return [Update(w, w - gradient / (squareRoot(new) + 1e-8)), Update(v, new)]
    }
    let origin = try #require(
      NonFiniteOrigin.find(
        in: graph, loss: loss, updates: updates, values: ["w": [1, 1], "x": [3, -1e20], "w/v": [0, 0]]))
    #expect(origin.words == "multiply")
    #expect(origin.scope == "optimizer")
    #expect(origin.phase == .update)
    #expect(origin.index == [1])
    #expect(origin.operands.map(\.value) == [-1e20, -1e20])
    // The weight itself stays where it is: x / ∞ = 0.
    #expect(origin.reached == .parameter("w/v"))
  }

  @Test func whatSelectDoesNotTakeIsNotBlamed() throws {
    let graph = Graph()
    let x = graph.input("x", [3])
    let logarithm = graph.scoped("hidden1") { select(greater(x, 0), log(x), x) }
    let loss = graph.scoped("loss") { sum(logarithm) }
    let values: [String: [Float]] = ["x": [1, 0, -2]]
    #expect(NonFiniteOrigin.find(in: graph, loss: loss, values: values) == nil)
    // Something else goes wrong later.
    let other = graph.scoped("hidden2") { exp(100 * x) }
    let total = graph.scoped("loss") { loss + sum(other) }
    let origin = try #require(NonFiniteOrigin.find(in: graph, loss: total, values: values))
    #expect(origin.scope == "hidden2")
    // The gradient of the untaken side is 0/0: now the select lets a NaN through, in the backward pass.
    let gradients = graph.gradients(of: loss, withRespectTo: [x])
    let backward = try #require(
      NonFiniteOrigin.find(in: graph, loss: loss, outputs: gradients, values: values))
    #expect(backward.words == "divide")
    #expect(backward.scope == "hidden1")
    #expect(backward.phase == .backward)
    #expect(backward.operands.map(\.value) == [0, 0])
  }

  @Test func rootAtZeroGoesWrongInTheBackwardPass() throws {
    let graph = Graph()
    let w = graph.parameter("hidden1.weight", [2, 2])
    let norm = graph.scoped("penalty") { squareRoot(sum(square(w))) }
    let loss = graph.scoped("loss") { norm * 0.1 }
    let gradient = graph.gradients(of: loss, withRespectTo: [w])[0]
    let update = graph.scoped("optimizer") { Update(w, w - 0.1 * gradient) }
    let origin = try #require(
      NonFiniteOrigin.find(
        in: graph, loss: loss, updates: [update], values: ["hidden1.weight": [0, 0, 0, 0]]))
    #expect(origin.words == "divide")
    #expect(origin.scope == "penalty")
    #expect(origin.phase == .backward)
    #expect(origin.value == .infinity)
    #expect(origin.reached == .parameter("hidden1.weight"))
  }

  @Test func productsAndReductionsTellTheLargestOfWhatTheyRead() throws {
    let graph = Graph()
    let a = graph.input("a", [2, 3])
    let b = graph.input("b", [2, 3])
    let values: [String: [Float]] = ["a": [1, 2, 3, 1, -3e38, 2], "b": [1, 1, 1, 2, 7, -9]]
    let origin = try #require(NonFiniteOrigin.find(in: graph, outputs: [product(a, b, .abt)], values: values))
    #expect(origin.words == "product [2, 3] x [2, 3]ᵀ")
    #expect(origin.index == [1, 1])
    #expect(origin.value == -.infinity)
    #expect(origin.operands.map(\.value) == [nil, nil])
    #expect(origin.operands.map(\.largest) == [-3e38, -9])
    #expect(origin.operands.map(\.range) == [-3e38...3, -9...7])
    let transposed = try #require(
      NonFiniteOrigin.find(in: graph, outputs: [product(a, b, .atb)], values: values))
    #expect(transposed.words == "product [2, 3]ᵀ x [2, 3]")
    #expect(transposed.index == [1, 0])
    #expect(transposed.operands.map(\.largest) == [-3e38, 2])

    let rows = try #require(
      NonFiniteOrigin.find(
        in: graph, outputs: [sum(a, over: .rows)], values: ["a": [1, -3e38, 3, 1, -2e38, 2]]))
    #expect(rows.words == "sum over rows")
    #expect(rows.index == [1])
    #expect(rows.operands[0].largest == -3e38)
    let all = try #require(
      NonFiniteOrigin.find(in: graph, outputs: [sum(a)], values: ["a": [3e38, 3e38, 3, 1, -2, 2]]))
    #expect(all.words == "sum over all elements")
    #expect(all.index == [])
  }

  /// Two leaves are not finite; the one that comes first is cut away.
  @Test(
    arguments: [
      { columns($0, 0..<2) }, { columns(reshape($0, [1, 6]), 0..<2) },
      { sum(columns($0, 0..<2), over: .all) },
      { 1 / $0 }, { tanh($0) },
      { minimum($0, 5) }, { maximum(-$0, over: .rows) },
    ] as [@Sendable (Node) -> Node])
  func cutAway(_ cut: @Sendable (Node) -> Node) throws {
    let graph = Graph()
    let first = graph.input("first", [2, 3])
    let second = graph.input("second", [])
    let values: [String: [Float]] = ["first": [1, 2, .infinity, 4, 5, 6], "second": [.nan]]
    let origin = try #require(NonFiniteOrigin.find(in: graph, outputs: [cut(first) + second], values: values))
    #expect(origin.words == "input second")
  }

  /// The same leaf is found through every operation that hands its element on.
  @Test(
    arguments: [
      { columns($0, 1..<3) }, { padColumns($0, from: 2, of: 7) }, { reshape($0, [6]) },
      { sum($0, over: .rows) },
      { sum($0, over: .columns) }, { sum($0) }, { maximum($0, over: .rows) }, { maximum($0, over: .columns) },
      { maximum($0, over: .all) }, { logSoftmax($0) }, { product($0, $0, .abt) }, { product($0, $0, .atb) },
      { product($0, reshape($0, [3, 2])) }, { maximum($0, 0) }, { minimum(-$0, 0) }, { exp($0) - 1 },
      { select(greater($0, 100), $0, $0.graph.constant(0)) },
      { broadcast(reshape(columns($0, 2..<3), [2, 1]), to: [2, 5]) },
      { concatenateColumns([$0, $0]) }, { multiplyAdd($0, $0, $0) }, { $0 / 3 },
    ] as [@Sendable (Node) -> Node])
  func handedOn(_ pass: @Sendable (Node) -> Node) throws {
    let graph = Graph()
    let x = graph.scoped("hidden1") { exp(graph.input("x", [2, 3])) }
    let values: [String: [Float]] = ["x": [1, 2, 3, 4, 5, 1000]]
    let origin = try #require(NonFiniteOrigin.find(in: graph, outputs: [pass(x)], values: values))
    #expect(origin.words == "exp")
    #expect(origin.index == [1, 2])
    #expect(origin.operands[0].value == 1000)
  }

  /// Something is found where and only where an output is not finite, and what is found read finite values
  /// alone.
  @Test(arguments: 0..<150)
  func randomGraphs(_ seed: Int) {
    let random = RandomGraph(seed: UInt64(2000 + seed), size: 4 + seed % 40, smooth: false)
    var stream = RandomStream(seed: UInt64(seed), purpose: "sizes")
    let values = random.values.mapValues { values in
      values.map { value -> Float in
        switch stream.integer(below: 12) {
        case 0: 0
        case 1: Float(value) * 1e30
        case 2: seed % 3 == 0 ? .infinity : Float(value)
        case 3: seed % 5 == 0 ? .nan : Float(value)
        default: Float(value)
        }
      }
    }
    let loss = mean(random.nodes.last!)
    let outputs = random.graph.gradients(of: loss, withRespectTo: Array(random.nodes.prefix(6)))
    let results = ReferenceExecutor<Float>(random.graph).evaluate([loss] + outputs, values: values)
    let origin = NonFiniteOrigin.find(in: random.graph, loss: loss, outputs: outputs, values: values)
    #expect((origin == nil) == results.allSatisfy { $0.allSatisfy(\.isFinite) })
    if let origin {
      #expect(!origin.value.isFinite)
      #expect(origin.operands.allSatisfy { $0.largest.isFinite })
    }
  }
}
