import Tensors

/// Computes nodes one by one in plain Swift: slow, obvious, and what the compiled program must equal bit for bit in
/// `Float`. In `Double` it serves to check gradients by central differences.
package struct ReferenceExecutor<Scalar: ReferenceScalar> {
  package let graph: Graph

  package init(_ graph: Graph) {
    self.graph = graph
  }

  /// The values of `nodes`, given those of inputs and parameters by name.
  package func evaluate(_ nodes: [Node], values given: [String: [Scalar]]) -> [[Scalar]] {
    let needed = graph.ancestors(of: nodes.map(\.index))
    var values: [[Scalar]] = Array(repeating: [], count: graph.entries.count)
    for index in graph.entries.indices where needed[index] {
      let entry = graph.entries[index]
      values[index] = compute(entry, entry.inputs.map { (graph.entries[$0].shape, values[$0]) }, given)
    }
    return nodes.map { values[$0.index] }
  }

  typealias Operand = (shape: Shape, values: [Scalar])

  /// The values of one node, given those of its inputs.
  func compute(_ entry: Graph.Entry, _ x: [Operand], _ given: [String: [Scalar]]) -> [Scalar] {
    switch entry.operation {
    case .input(let name), .parameter(let name):
      guard let values = given[name], values.count == entry.shape.count else {
        preconditionFailure("'\(name)' needs \(entry.shape.count) values, got \(given[name]?.count ?? 0)")
      }
      return values
    case .constant(let bits):
      return [Scalar(Float(bitPattern: bits))]
    case .elementwise(let operation):
      let read = x.map { reader($0, entry.shape) }
      return (0..<entry.shape.count).map { i in
        let a = read[0](i)
        return operation.evaluate(a, read.count > 1 ? read[1](i) : a, read.count > 2 ? read[2](i) : a)
      }
    case .product(let form):
      return product(form, x[0], x[1], entry.shape)
    case .reduce(let reduction, let axis):
      let (rows, columns) = x[0].shape.matrix
      let values = x[0].values
      switch axis {
      case .all: return [reduce(reduction, values)]
      case .columns:
        return (0..<rows).map { i in reduce(reduction, Array(values[i * columns..<(i + 1) * columns])) }
      case .rows:
        return (0..<columns).map { j in reduce(reduction, (0..<rows).map { values[$0 * columns + j] }) }
      }
    case .logSoftmax:
      let (rows, columns) = entry.shape.matrix
      return (0..<rows).flatMap { i in logSoftmax(Array(x[0].values[i * columns..<(i + 1) * columns])) }
    case .reshape:
      return x[0].values
    case .columns(let offset):
      let total = x[0].shape.matrix.columns
      let (rows, columns) = entry.shape.matrix
      return (0..<rows).flatMap { i in x[0].values[i * total + offset..<i * total + offset + columns] }
    case .padColumns(let offset):
      let columns = x[0].shape.matrix.columns
      let (rows, total) = entry.shape.matrix
      return (0..<rows).flatMap { i in
        (0..<total).map { j in
          (offset..<offset + columns).contains(j) ? x[0].values[i * columns + j - offset] : 0
        }
      }
    }
  }

  private func reader(_ operand: Operand, _ result: Shape) -> (Int) -> Scalar {
    let values = operand.values
    let position = Broadcast.position(of: operand.shape, in: result)
    return { values[position($0)] }
  }

  private func product(_ form: ProductForm, _ a: Operand, _ b: Operand, _ shape: Shape) -> [Scalar] {
    let (m, n) = (shape[0], shape[1])
    let k = form == .atb ? a.shape[0] : a.shape[1]
    var result = [Scalar](repeating: 0, count: m * n)
    for i in 0..<m {
      for j in 0..<n {
        var chain: Scalar = 0
        for l in 0..<k {
          let left = form == .atb ? a.values[l * m + i] : a.values[i * k + l]
          let right = form == .abt ? b.values[j * k + l] : b.values[l * n + j]
          chain = chain.addingProduct(left, right)
        }
        result[i * n + j] = chain
      }
    }
    return result
  }

  private func reduce(_ reduction: Reduction, _ values: [Scalar]) -> Scalar {
    switch reduction {
    case .maximum:
      return values.reduce(-.infinity) { Scalar.elementwise(.maximum, $0, $1, $1) }
    case .sum:
      var lanes = [Scalar](repeating: 0, count: 16)
      for (i, value) in values.enumerated() { lanes[i % 16] += value }
      for half in [8, 4, 2, 1] {
        for lane in 0..<half { lanes[lane] += lanes[lane + half] }
      }
      return lanes[0]
    }
  }

  private func logSoftmax(_ row: [Scalar]) -> [Scalar] {
    let largest = reduce(.maximum, row)
    let shifted = row.map { $0 - largest }
    let logSum = Scalar.log(reduce(.sum, shifted.map { Scalar.exp($0) }))
    return shifted.map { $0 - logSum }
  }
}
