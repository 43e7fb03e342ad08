import Graphs
import Tensors
import Testing

@Suite struct ComposedFunctionTests {
  private func values(_ x: [Float], _ build: (Node) -> Node) -> [Float] {
    let graph = Graph()
    return ReferenceExecutor<Float>(graph).evaluate([build(graph.input("x", [x.count]))], values: ["x": x])[0]
  }

  private func slopes(_ x: [Float], _ build: (Node) -> Node) -> [Float] {
    values(x) { $0.graph.gradients(of: sum(build($0)), withRespectTo: [$0])[0] }
  }

  @Test func comparisons() {
    let x: [Float] = [-1, 2, 3, .nan, -.infinity]
    #expect(values(x) { less($0, 2) } == [1, 0, 0, 0, 1])
    #expect(values(x) { lessEqual($0, 2) } == [1, 1, 0, 0, 1])
    #expect(values(x) { greater($0, 2) } == [0, 0, 1, 0, 0])
    #expect(values(x) { greaterEqual($0, 2) } == [0, 1, 1, 0, 0])
    #expect(values(x) { less($0, -$0) } == [1, 0, 0, 0, 1])
  }

  @Test func clampStopsAtItsBounds() {
    let x: [Float] = [-3, -1, 0.5, 2, 7, .infinity, -.infinity]
    #expect(values(x) { clamp($0, -1, 2) } == [-1, -1, 0.5, 2, 2, 2, -1])
    #expect(slopes(x) { clamp($0, -1, 2) } == [0, 0, 1, 0, 0, 0, 0])
    #expect(values([.nan]) { clamp($0, -1, 2) }[0].isNaN)
  }

  @Test(arguments: -5...9)
  func powersAreProducts(_ exponent: Int) {
    let x: [Float] = [-2, -0.5, 1, 2, 4]
    // Powers of two, so no product is rounded.
    let expected = x.map { x in
      let product = (0..<exponent.magnitude).reduce(Float(1)) { product, _ in product * x }
      return exponent < 0 ? 1 / product : product
    }
    #expect(values(x) { pow($0, exponent) } == expected)
    let slope = zip(x, expected).map { Float(exponent) * $1 / $0 }
    #expect(slopes(x) { pow($0, exponent) } == slope)
  }

  @Test func reciprocalOfARoot() {
    #expect(values([4, 0.25, 1, 0]) { reciprocalSquareRoot($0) } == [0.5, 2, 1, .infinity])
  }

  @Test func columnsAreTakenAndPutSideBySide() {
    let graph = Graph()
    let x = graph.input("x", [2, 4])
    let parts = [columns(x, 2..<4), columns(x, 0..<1), columns(x, 1..<2)]
    #expect(parts.map(\.shape) == [[2, 2], [2, 1], [2, 1]])
    let outputs = parts + [padColumns(parts[0], from: 1, of: 4), concatenateColumns(parts)]
    let values = ReferenceExecutor<Float>(graph).evaluate(outputs, values: ["x": [1, 2, 3, 4, 5, 6, 7, 8]])
    #expect(
      values == [
        [3, 4, 7, 8], [1, 5], [2, 6], [0, 3, 4, 0, 0, 7, 8, 0], [3, 4, 1, 2, 7, 8, 5, 6],
      ])
    #expect(columns(x, 0..<4).index == x.index)
    #expect(concatenateColumns([x]).index == x.index)
  }
}
