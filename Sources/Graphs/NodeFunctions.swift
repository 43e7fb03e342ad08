import Tensors

// What can be written with nodes. Elementwise results take the larger shape; a row, a column or a scalar is broadcast.
// A scalar literal becomes a constant.

package func + (a: Node, b: Node) -> Node { binary(.add, a, b) }
package func - (a: Node, b: Node) -> Node { binary(.subtract, a, b) }
package func * (a: Node, b: Node) -> Node { binary(.multiply, a, b) }
package func / (a: Node, b: Node) -> Node { binary(.divide, a, b) }
package prefix func - (a: Node) -> Node { unary(.negate, a) }

package func + (a: Node, b: Float) -> Node { a + a.graph.constant(b) }
package func - (a: Node, b: Float) -> Node { a - a.graph.constant(b) }
package func * (a: Node, b: Float) -> Node { a * a.graph.constant(b) }
package func / (a: Node, b: Float) -> Node { a / a.graph.constant(b) }
package func + (a: Float, b: Node) -> Node { b.graph.constant(a) + b }
package func - (a: Float, b: Node) -> Node { b.graph.constant(a) - b }
package func * (a: Float, b: Node) -> Node { b.graph.constant(a) * b }
package func / (a: Float, b: Node) -> Node { b.graph.constant(a) / b }

package func exp(_ x: Node) -> Node { unary(.exp, x) }
package func expm1(_ x: Node) -> Node { unary(.expm1, x) }
package func log(_ x: Node) -> Node { unary(.log, x) }
package func log1p(_ x: Node) -> Node { unary(.log1p, x) }
package func tanh(_ x: Node) -> Node { unary(.tanh, x) }
package func sigmoid(_ x: Node) -> Node { unary(.sigmoid, x) }
/// log(1 + exp x), without overflow.
package func softplus(_ x: Node) -> Node { unary(.softplus, x) }
package func erf(_ x: Node) -> Node { unary(.erf, x) }
package func sin(_ x: Node) -> Node { unary(.sin, x) }
package func cos(_ x: Node) -> Node { unary(.cos, x) }
package func squareRoot(_ x: Node) -> Node { unary(.squareRoot, x) }
package func absolute(_ x: Node) -> Node { unary(.absolute, x) }
package func sign(_ x: Node) -> Node { unary(.sign, x) }
/// Values nearer to zero than 1e-30 become zero, so that optimizer state does not decay into denormals.
package func flush(_ x: Node) -> Node { unary(.flush, x) }

package func maximum(_ a: Node, _ b: Node) -> Node { binary(.maximum, a, b) }
package func minimum(_ a: Node, _ b: Node) -> Node { binary(.minimum, a, b) }
package func maximum(_ a: Node, _ b: Float) -> Node { maximum(a, a.graph.constant(b)) }
package func minimum(_ a: Node, _ b: Float) -> Node { minimum(a, a.graph.constant(b)) }
/// 1 where a > b, else 0.
package func greater(_ a: Node, _ b: Node) -> Node { binary(.greater, a, b) }
package func greater(_ a: Node, _ b: Float) -> Node { greater(a, a.graph.constant(b)) }
package func greaterEqual(_ a: Node, _ b: Node) -> Node { binary(.greaterEqual, a, b) }
package func greaterEqual(_ a: Node, _ b: Float) -> Node { greaterEqual(a, a.graph.constant(b)) }
package func equal(_ a: Node, _ b: Node) -> Node { binary(.equal, a, b) }
/// `a` where the condition is not zero, else `b`.
package func select(_ condition: Node, _ a: Node, _ b: Node) -> Node {
  elementwise(.select, [condition, a, b])
}
/// fma(a, b, c) = a·b + c, rounded once.
package func multiplyAdd(_ a: Node, _ b: Node, _ c: Node) -> Node {
  elementwise(.multiplyAdd, [a, b, c])
}

/// C = op(A) op(B); shapes as `ProductForm` says.
package func product(_ a: Node, _ b: Node, _ form: ProductForm = .ab) -> Node {
  precondition(a.shape.rank == 2 && b.shape.rank == 2, "product of \(a.shape) and \(b.shape)")
  let (m, inner) = form == .atb ? (a.shape[1], a.shape[0]) : (a.shape[0], a.shape[1])
  let (other, n) = form == .abt ? (b.shape[1], b.shape[0]) : (b.shape[0], b.shape[1])
  precondition(
    inner == other, "product \(form) of \(a.shape) and \(b.shape): inner sizes \(inner) and \(other)")
  return a.graph.add(.product(form), [a, b], [m, n])
}

/// Σ over the axis.
package func sum(_ x: Node, over axis: ReductionAxis = .all) -> Node { reduce(.sum, x, axis) }
package func maximum(_ x: Node, over axis: ReductionAxis) -> Node { reduce(.maximum, x, axis) }
/// Row by row: x − max x − log Σ exp(x − max x).
package func logSoftmax(_ x: Node) -> Node { x.graph.add(.logSoftmax, [x], x.shape) }

package func reshape(_ x: Node, _ shape: Shape) -> Node {
  precondition(x.shape.count == shape.count, "reshape of \(x.shape) to \(shape)")
  return x.shape == shape ? x : x.graph.add(.reshape, [x], shape)
}

/// Columns `range` of x [rows, n]: [rows, range.count].
package func columns(_ x: Node, _ range: Range<Int>) -> Node {
  let total = x.shape.matrix.columns
  precondition(
    x.shape.rank > 0 && !range.isEmpty && range.lowerBound >= 0 && range.upperBound <= total,
    "columns \(range) of shape \(x.shape)")
  if range.count == total { return x }
  let shape = Shape(x.shape.dimensions.dropLast() + [range.count])
  return x.graph.add(.columns(from: range.lowerBound), [x], shape)
}

/// x [rows, n] as columns `offset` and following of zeros [rows, total]: the adjoint of `columns`.
package func padColumns(_ x: Node, from offset: Int, of total: Int) -> Node {
  let count = x.shape.matrix.columns
  precondition(
    x.shape.rank > 0 && offset >= 0 && offset + count <= total,
    "shape \(x.shape) from column \(offset) on of \(total)")
  if count == total { return x }
  return x.graph.add(.padColumns(from: offset), [x], Shape(x.shape.dimensions.dropLast() + [total]))
}

/// The same values over a larger shape: rows, columns or a scalar repeated.
package func broadcast(_ x: Node, to shape: Shape) -> Node {
  if x.shape == shape { return x }
  precondition(Broadcast(of: x.shape, to: shape) != nil, "\(x.shape) cannot be broadcast to \(shape)")
  if x.shape.count == shape.count { return reshape(x, shape) }
  return x.graph.add(.elementwise(.copy), [x], shape)
}

// MARK: - Construction

private func unary(_ operation: Elementwise, _ x: Node) -> Node { elementwise(operation, [x]) }

private func binary(_ operation: Elementwise, _ a: Node, _ b: Node) -> Node {
  // Exact in every bit, and what gradient rules produce all the time.
  switch operation {
  case .multiply where b.constant == 1: if a.shape.count >= b.shape.count { return a }
  case .multiply where a.constant == 1: if b.shape.count >= a.shape.count { return b }
  case .divide where b.constant == 1: if a.shape.count >= b.shape.count { return a }
  default: break
  }
  return elementwise(operation, [a, b])
}

private func elementwise(_ operation: Elementwise, _ inputs: [Node]) -> Node {
  // Of constants, a constant: the reference has the kernels' bits.
  let constants = inputs.compactMap(\.constant)
  if constants.count == inputs.count {
    let x = constants[0]
    return inputs[0].graph.constant(
      operation.evaluate(x, inputs.count > 1 ? constants[1] : x, inputs.count > 2 ? constants[2] : x))
  }
  let shape = inputs.dropFirst().reduce(inputs[0].shape) { common($0, $1.shape, operation) }
  return inputs[0].graph.add(.elementwise(operation), inputs, shape)
}

/// The shape that both can be broadcast to: the larger one, or rows × columns of a column and a row.
private func common(_ a: Shape, _ b: Shape, _ operation: Elementwise) -> Shape {
  if a == b { return a }
  let (rowsA, columnsA) = a.matrix
  let (rowsB, columnsB) = b.matrix
  let shape: Shape =
    if (rowsA, columnsA) == (rowsB, columnsB) {
      a.rank >= b.rank ? a : b
    } else if rowsA >= rowsB && columnsA >= columnsB { a } else if rowsB >= rowsA && columnsB >= columnsA {
      b
    } else { [max(rowsA, rowsB), max(columnsA, columnsB)] }
  precondition(
    Broadcast(of: a, to: shape) != nil && Broadcast(of: b, to: shape) != nil,
    "\(operation) of shapes \(a) and \(b)")
  return shape
}

private func reduce(_ reduction: Reduction, _ x: Node, _ axis: ReductionAxis) -> Node {
  let (rows, columns) = x.shape.matrix
  let shape: Shape =
    switch axis {
    case .columns: [rows, 1]
    case .rows: [columns]
    case .all: .scalar
    }
  return x.graph.add(.reduce(reduction, over: axis), [x], shape)
}
