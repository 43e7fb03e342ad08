import Tensors

/// Where a NaN or infinity came from, as a debugger would tell it: the first operation, in order of
/// execution, that made one of finite values, and whose NaN or infinity reached an output or a new parameter.
/// What is not finite but has no consequence (on the side that `select` does not take, say) is not told.
package struct NonFiniteOrigin: Sendable {
  package enum Phase: Sendable {
    /// What the loss is computed from.
    case forward
    /// Gradients, and what else is neither forward nor update.
    case backward
    /// New values of parameters and of an optimizer's state.
    case update
  }

  /// What a program hands out.
  package enum Target: Hashable, Sendable {
    case loss
    /// By its number among the program's outputs.
    case output(Int)
    /// The new value of the parameter of that name.
    case parameter(String)
  }

  package struct Operand: Sendable {
    /// What made it: `parameter hidden1.weight`, `exp`.
    package let source: String
    package let scope: String
    package let shape: Shape
    /// The smallest and the largest finite value; nil where there is none.
    package let range: ClosedRange<Float>?
    /// What the first bad element was computed from; nil where that is more than one value, as in a product.
    package let value: Float?
    /// Of the values that the first bad element was computed from, the one largest in size.
    package let largest: Float
  }

  package let operation: Operation
  /// `operation` for people: `exp`, `product [32, 16] x [16, 8]`, `sum over rows`, `input inputs`.
  package let words: String
  /// The part of the model: `hidden1`, `loss`, `optimizer`.
  package let scope: String
  package let phase: Phase
  package let shape: Shape
  /// The first bad element: NaN, +∞ or −∞.
  package let value: Float
  /// Where it lies, one index for each dimension of `shape`.
  package let index: [Int]
  package let notANumberCount: Int
  package let infinityCount: Int
  package let operands: [Operand]
  /// The first that it reached of the loss, the outputs and the new values, in this order.
  package let reached: Target

  /// Elements that are not finite, of `shape.count`.
  package var badCount: Int { notANumberCount + infinityCount }

  /// The scope in which an optimizer's nodes are built.
  package static let optimizerScope = "optimizer"

  /// Executes the graph once more, node by node, from the values that inputs and parameters had before the
  /// execution in question, and looks for what went wrong. nil where everything that `loss`, `outputs` and
  /// `updates` ask for is finite.
  ///
  /// - Parameters:
  ///   - loss: what tells the forward from the backward pass; without it all is forward but the optimizer's.
  ///   - values: of each input and parameter that the targets need, by name.
  package static func find(
    in graph: Graph, loss: Node? = nil, outputs: [Node] = [], updates: [Update] = [],
    values: [String: [Float]], kernels: Kernels = .current
  ) -> NonFiniteOrigin? {
    var targets: [(target: Target, node: Int)] = []
    if let loss { targets.append((.loss, loss.index)) }
    targets += outputs.enumerated().map { (.output($0), $1.index) }
    for update in updates {
      guard case .parameter(let name) = update.parameter.operation else { continue }
      targets.append((.parameter(name), update.value.index))
    }

    let execution = TracedExecution(graph, values: values, kernels: kernels)
    let trails = execution.run(targets.map(\.node)) { node, result, operands in
      NonFiniteTrail(node, graph.entries[node], result: result, operands: operands)
    }
    guard let origin = targets.compactMap({ trails[$0.node]?.earliest }).min(),
      let reached = targets.first(where: { trails[$0.node]?.nodes.contains(origin.node) == true })
    else { return nil }
    // Its operands are gone by now; they are computed once more.
    return execution.run([origin.node]) { node, result, operands in
      guard node == origin.node else { return nil }
      return NonFiniteOrigin(
        graph, node, element: origin.element, phase: phase(of: node, in: graph, loss: loss), result: result,
        operands: operands, reached: reached.target)
    }[origin.node]
  }

  private static func phase(of node: Int, in graph: Graph, loss: Node?) -> Phase {
    if let loss {
      if graph.ancestors(of: [loss.index])[node] { return .forward }
    }
    if graph.entries[node].scope == optimizerScope { return .update }
    return loss == nil ? .forward : .backward
  }

  private init(
    _ graph: Graph, _ node: Int, element: Int, phase: Phase, result: [Float],
    operands: [TracedExecution.Operand<NonFiniteOrigin>], reached: Target
  ) {
    let entry = graph.entries[node]
    operation = entry.operation
    words = entry.operation.words(operands.map(\.shape))
    scope = entry.scope
    self.phase = phase
    shape = entry.shape
    value = result[element]
    var rest = element
    index = Array(
      entry.shape.dimensions.reversed().map { dimension in
        defer { rest /= dimension }
        return rest % dimension
      }.reversed())
    notANumberCount = result.count { $0.isNaN }
    infinityCount = result.count { $0.isInfinite }
    self.reached = reached
    let sources = entry.sources(of: element, operands.map(\.shape))
    self.operands = zip(operands, sources).map { operand, elements in
      let source = graph.entries[operand.node]
      let finite = operand.values.lazy.filter(\.isFinite)
      let read = elements.map { operand.values[$0] }
      return Operand(
        source: source.operation.words(source.inputs.map { graph.entries[$0].shape }), scope: source.scope,
        shape: operand.shape, range: finite.min().flatMap { low in finite.max().map { low...$0 } },
        value: read.count == 1 ? read[0] : nil, largest: read.max { $0.magnitude < $1.magnitude } ?? 0)
    }
  }
}

extension Graph.Entry {
  /// By operand of these shapes, the elements that the result's element is computed from.
  fileprivate func sources(of element: Int, _ shapes: [Shape]) -> [[Int]] {
    func row(_ i: Int, _ x: Shape) -> [Int] { (0..<x.matrix.columns).map { i * x.matrix.columns + $0 } }
    func column(_ j: Int, _ x: Shape) -> [Int] { (0..<x.matrix.rows).map { $0 * x.matrix.columns + j } }
    let width = max(shape.matrix.columns, 1)
    let (i, j) = (element / width, element % width)
    switch operation {
    case .input, .parameter, .constant: return []
    case .elementwise: return shapes.map { [Broadcast.position(of: $0, in: shape)(element)] }
    case .product(let form):
      return [
        form == .atb ? column(i, shapes[0]) : row(i, shapes[0]),
        form == .abt ? row(j, shapes[1]) : column(j, shapes[1]),
      ]
    case .reduce(_, .columns): return [row(element, shapes[0])]
    case .reduce(_, .rows): return [column(element, shapes[0])]
    case .reduce(_, .all): return [Array(0..<shapes[0].count)]
    case .logSoftmax: return [row(i, shapes[0])]
    case .reshape: return [[element]]
    case .columns(let offset): return [[i * shapes[0].matrix.columns + offset + j]]
    case .padColumns(let offset): return [[i * shapes[0].matrix.columns + j - offset]]
    }
  }
}
