import Graphs
import Tensors
import Testing

/// Gradients by rule against central differences in `Double`.
@Suite struct GradientTests {
  @Test func everyOperationHasACase() {
    var seen: Set<OperationKind> = []
    for operation in OperationCase.all {
      let graph = Graph()
      _ = operation.expression(in: graph)
      seen.formUnion(graph.entries.map { OperationKind($0.operation) })
    }
    #expect(seen == Set(OperationKind.allCases))
  }

  /// Against differences of the result.
  @Test(arguments: OperationCase.all)
  func firstDerivatives(_ operation: OperationCase) {
    let graph = Graph()
    let (result, inputs) = operation.expression(in: graph)
    let loss = sum(result * graph.input("weights", result.shape))
    check(graph, loss, inputs, values: operation.values(seed: 1, weights: result.shape))
  }

  /// Against differences of the first: the gradient of a gradient's squared norm, as a gradient penalty has
  /// it. What is linear by itself is bent by a tanh, so that its adjoint's own gradient is used.
  @Test(arguments: OperationCase.all)
  func secondDerivatives(_ operation: OperationCase) {
    let graph = Graph()
    let (result, inputs) = operation.expression(in: graph)
    let loss = sum(tanh(result) * graph.input("weights", result.shape))
    let slopes = graph.gradients(of: loss, withRespectTo: inputs)
    let penalty = slopes.dropFirst().reduce(sum(square(slopes[0]))) { $0 + sum(square($1)) }
    check(graph, penalty, inputs, values: operation.values(seed: 2, weights: result.shape))
  }

  @Test(arguments: 0..<80)
  func randomGraphs(_ seed: Int) {
    let random = RandomGraph(seed: UInt64(500 + seed), size: 3 + seed % 15, smooth: true)
    let loss = mean(tanh(random.nodes.last!))
    check(random.graph, loss, Array(random.nodes.prefix(6)), values: random.values)
  }

  @Test(arguments: 0..<40)
  func secondDerivativesOfRandomGraphs(_ seed: Int) {
    let random = RandomGraph(seed: UInt64(700 + seed), size: 3 + seed % 10, smooth: true)
    let leaves = Array(random.nodes.prefix(6))
    let slopes = random.graph.gradients(of: mean(tanh(random.nodes.last!)), withRespectTo: leaves)
    let penalty = slopes.dropFirst().reduce(mean(square(slopes[0]))) { $0 + mean(square($1)) }
    check(random.graph, penalty, leaves, values: random.values, most: 40)
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

  /// - Parameter most: elements of a target that are moved, evenly spread over it.
  private func check(
    _ graph: Graph, _ loss: Node, _ targets: [Node], values: [String: [Double]], most: Int = .max
  ) {
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
      let count = target.shape.count
      for element in stride(from: 0, to: count, by: 1 + (count - 1) / most) {
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
