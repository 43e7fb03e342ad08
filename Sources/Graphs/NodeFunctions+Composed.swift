import Tensors

// What is written with the functions on nodes, and has no operation of its own.

/// Σ over the axis, divided by how many were summed.
package func mean(_ x: Node, over axis: ReductionAxis = .all) -> Node {
  let total = sum(x, over: axis)
  return total / Float(x.shape.count / total.shape.count)
}

/// 1 where a < b, else 0; 0 where either is NaN.
package func less(_ a: Node, _ b: Node) -> Node { greater(b, a) }
package func less(_ a: Node, _ b: Float) -> Node { less(a, a.graph.constant(b)) }
/// 1 where a ≤ b, else 0; 0 where either is NaN.
package func lessEqual(_ a: Node, _ b: Node) -> Node { greaterEqual(b, a) }
package func lessEqual(_ a: Node, _ b: Float) -> Node { lessEqual(a, a.graph.constant(b)) }

/// min(max(x, low), high); a NaN stays. The derivative at both bounds is 0.
package func clamp(_ x: Node, _ low: Float, _ high: Float) -> Node {
  precondition(low <= high, "clamp between \(low) and \(high)")
  return minimum(maximum(x, low), high)
}

/// x².
package func square(_ x: Node) -> Node { x * x }

/// xⁿ by repeated squaring, 1/x⁻ⁿ for a negative n; 1 for n = 0, whatever x is.
package func pow(_ x: Node, _ exponent: Int) -> Node {
  var result: Node?
  var factor = x
  var rest = exponent.magnitude
  while rest > 0 {
    if rest & 1 == 1 { result = result.map { $0 * factor } ?? factor }
    rest >>= 1
    if rest > 0 { factor = square(factor) }
  }
  guard let result else { return broadcast(x.graph.constant(1), to: x.shape) }
  return exponent < 0 ? 1 / result : result
}

/// 1/√x, of two roundings.
package func reciprocalSquareRoot(_ x: Node) -> Node { 1 / squareRoot(x) }

/// Parts [rows, nᵢ] side by side: [rows, Σ nᵢ]. A −0 becomes +0, since the parts are padded with zeros and
/// added.
package func concatenateColumns(_ parts: [Node]) -> Node {
  precondition(!parts.isEmpty, "no columns to be put side by side")
  let rows = parts[0].shape.matrix.rows
  precondition(
    parts.allSatisfy { $0.shape.matrix.rows == rows }, "columns of shapes \(parts.map(\.shape)) side by side")
  let total = parts.reduce(0) { $0 + $1.shape.matrix.columns }
  var offset = 0
  var result: Node?
  for part in parts {
    let padded = padColumns(part, from: offset, of: total)
    offset += part.shape.matrix.columns
    result = result.map { $0 + padded } ?? padded
  }
  return result ?? parts[0]
}
