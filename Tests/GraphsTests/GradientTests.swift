import Graphs
import Tensors
import Testing

/// Gradients by rule against central differences in `Double`.
@Suite struct GradientTests {
  /// One case for each elementwise operation, on values away from its kinks and inside its domain.
  private static func expression(_ operation: Elementwise, _ x: Node, _ y: Node, _ z: Node) -> Node {
    let positive = y * y + 0.5
    switch operation {
    case .copy: return broadcast(sum(x, over: .rows), to: x.shape)
    case .add: return x + y
    case .subtract: return x - y
    case .multiply: return x * y
    case .divide: return x / positive
    case .maximum: return maximum(x, y)
    case .minimum: return minimum(x, y)
    case .greater: return greater(x, y) * x
    case .greaterEqual: return greaterEqual(x, y) * y
    case .equal: return equal(x, y) + x
    case .select: return select(greater(z, 0), x, y * y)
    case .multiplyAdd: return multiplyAdd(x, y, z)
    case .negate: return -x
    case .absolute: return absolute(x)
    case .sign: return sign(x) * y
    case .squareRoot: return squareRoot(positive)
    case .exp: return exp(x)
    case .expm1: return expm1(x)
    case .log: return log(positive)
    case .log1p: return log1p(positive)
    case .tanh: return tanh(x)
    case .sigmoid: return sigmoid(x)
    case .softplus: return softplus(x)
    case .erf: return erf(x)
    case .sin: return sin(x)
    case .cos: return cos(x)
    case .flush: return flush(x)
    }
  }

  private static let shapes: [Shape] = [[1, 1], [1, 5], [4, 1], [3, 4], [6], []]

  @Test(arguments: Elementwise.allCases, shapes)
  func elementwise(_ operation: Elementwise, _ shape: Shape) {
    let graph = Graph()
    let x = graph.input("x", shape)
    let y = graph.input("y", shape)
    let z = graph.input("z", shape)
    let weights = graph.input("weights", shape)
    let loss = sum(Self.expression(operation, x, y, z) * weights)
    check(graph, loss, [x, y, z], seed: UInt64(operation.rawValue))
  }

  /// Broadcast operands collect the adjoints of all elements that they met.
  @Test(arguments: [
    [[3, 4], [4]], [[3, 4], [3, 1]], [[3, 4], []], [[3, 1], [1, 4]], [[1, 4], [3, 1]], [[2, 3], [1, 1]],
  ])
  func broadcasting(_ shapes: [[Int]]) {
    let graph = Graph()
    let x = graph.input("x", Shape(shapes[0]))
    let y = graph.input("y", Shape(shapes[1]))
    check(graph, sum(tanh(x * y) + x / (y * y + 1)), [x, y], seed: 7)
  }

  @Test(arguments: ProductForm.allCases, [[1, 1, 1], [3, 4, 5], [1, 6, 2], [5, 1, 3]])
  func products(_ form: ProductForm, _ sizes: [Int]) {
    let (m, n, k) = (sizes[0], sizes[1], sizes[2])
    let graph = Graph()
    let a = graph.input("a", form == .atb ? [k, m] : [m, k])
    let b = graph.input("b", form == .abt ? [n, k] : [k, n])
    check(graph, sum(tanh(product(a, b, form))), [a, b], seed: 11)
  }

  @Test(arguments: Reduction.allCases, ReductionAxis.allCases)
  func reductions(_ reduction: Reduction, _ axis: ReductionAxis) {
    let graph = Graph()
    let x = graph.input("x", [4, 5])
    let reduced = reduction == .sum ? sum(x, over: axis) : maximum(x, over: axis)
    check(graph, sum(tanh(reduced)), [x], seed: 3)
  }

  @Test func softmaxAndReshape() {
    let graph = Graph()
    let x = graph.input("x", [3, 4])
    let weights = graph.input("weights", [3, 4])
    check(
      graph, sum(logSoftmax(x) * weights) + sum(sin(reshape(x, [12])) * reshape(weights, [12])), [x], seed: 5)
  }

  @Test(arguments: 0..<80)
  func randomGraphs(_ seed: Int) {
    let random = RandomGraph(seed: UInt64(500 + seed), size: 3 + seed % 15, smooth: true)
    let loss = mean(tanh(random.nodes.last!))
    check(random.graph, loss, Array(random.nodes.prefix(6)), values: random.values)
  }

  /// The gradient of a gradient, as a gradient penalty needs it.
  @Test func secondDerivatives() {
    let graph = Graph()
    let x = graph.input("x", [3, 2])
    let w = graph.parameter("w", [2, 4])
    let loss = sum(softplus(product(tanh(x), w)))
    let slope = graph.gradients(of: loss, withRespectTo: [x])[0]
    check(graph, sum(slope * slope), [x, w], seed: 13)
  }

  @Test func targetsThatDoNotMatterGetZeros() {
    let graph = Graph()
    let x = graph.input("x", [2])
    let y = graph.input("y", [3])
    let gradient = graph.gradients(of: sum(x * x), withRespectTo: [y])[0]
    #expect(
      ReferenceExecutor<Double>(graph).evaluate([gradient], values: ["x": [1, 2], "y": [1, 2, 3]]) == [
        [0, 0, 0]
      ])
  }

  /// Adjoints are built on the way to the targets alone.
  @Test func nothingIsBuiltBesideTheWay() {
    let graph = Graph()
    let x = graph.input("x", [2, 3])
    let first = graph.parameter("first", [3, 4])
    let second = graph.parameter("second", [4, 1])
    let loss = sum(product(tanh(product(x, first)), second))
    _ = graph.gradients(of: loss, withRespectTo: [first])
    let products = graph.entries.filter { if case .product = $0.operation { true } else { false } }
    #expect(products.count == 4)  // two forward, one through `second`, one for `first`
  }

  private func check(_ graph: Graph, _ loss: Node, _ targets: [Node], seed: UInt64) {
    var stream = RandomStream(seed: seed, purpose: "values")
    var values: [String: [Double]] = [:]
    for entry in graph.entries {
      switch entry.operation {
      case .input(let name), .parameter(let name):
        // Distinct and away from 0, so that no difference steps over a kink.
        values[name] = (0..<entry.shape.count).map { _ in
          let value = 0.1 + 0.9 * stream.uniformDouble()
          return stream.integer(below: 2) == 0 ? value : -value
        }
      default: break
      }
    }
    check(graph, loss, targets, values: values)
  }

  private func check(_ graph: Graph, _ loss: Node, _ targets: [Node], values: [String: [Double]]) {
    let gradients = graph.gradients(of: loss, withRespectTo: targets)
    let reference = ReferenceExecutor<Double>(graph)
    let computed = reference.evaluate(gradients, values: values)
    let step = 1e-5
    for (target, gradient) in zip(targets, computed) {
      let name: String
      switch target.operation {
      case .input(let n), .parameter(let n): name = n
      default: continue
      }
      #expect(gradient.count == target.shape.count)
      for element in 0..<target.shape.count {
        var moved = values
        moved[name]![element] += step
        let above = reference.evaluate([loss], values: moved)[0][0]
        moved[name]![element] -= 2 * step
        let below = reference.evaluate([loss], values: moved)[0][0]
        let difference = (above - below) / (2 * step)
        let error = (gradient[element] - difference).magnitude
        #expect(
          error <= 1e-6 * max(1, difference.magnitude),
          "\(name)[\(element)]: \(gradient[element]), \(difference)")
      }
    }
  }
}
