import CKernels
import Tensors

/// The elementwise primitives. The raw value is the kernels' code of the operation; `row` holds all else.
package enum Elementwise: UInt16, Hashable, Sendable, CaseIterable {
  case copy, add, subtract, multiply, divide, maximum, minimum, greater, greaterEqual, equal, select
  case multiplyAdd, negate, absolute, sign, squareRoot, exp, expm1, log, log1p, tanh, sigmoid, softplus
  case erf, sin, cos, flush

  package var arity: Int { row.arity }

  /// The adjoints of the inputs: for inputs `x`, result `o` and the result's adjoint `g`, the nodes g·∂o/∂xᵢ, each in
  /// the result's shape; nil where the derivative is zero everywhere it exists.
  func adjoints(_ x: [Node], _ o: Node, _ g: Node) -> [Node?] { row.adjoints(x, o, g) }

  func evaluate<Scalar: ReferenceScalar>(_ x: Scalar, _ y: Scalar, _ z: Scalar) -> Scalar {
    Scalar.elementwise(self, x, y, z)
  }

  private struct Row: Sendable {
    let code: UInt32
    let arity: Int
    let adjoints: @Sendable ([Node], Node, Node) -> [Node?]

    init(_ code: ck_op, _ arity: Int, _ adjoints: @escaping @Sendable ([Node], Node, Node) -> [Node?]) {
      self.code = code.rawValue
      self.arity = arity
      self.adjoints = adjoints
    }
  }

  private var row: Row { Self.rows[Int(rawValue)] }

  /// One row for each case, in their order. At a kink the derivative is the one-sided one that the field
  /// uses: relu'(0) = 0, |x|'(0) = 0; of two equal values the second is the maximum and the minimum. √'(0)
  /// is infinite, and an adjoint of 0 makes it 0/0: a norm that may be 0 takes the root of a sum with some ε.
  private static let rows: [Row] = {
    let table: [(Elementwise, Row)] = [
      (.copy, Row(CK_COPY, 1) { _, _, g in [g] }),
      (.add, Row(CK_ADD, 2) { _, _, g in [g, g] }),
      (.subtract, Row(CK_SUBTRACT, 2) { _, _, g in [g, -g] }),
      (.multiply, Row(CK_MULTIPLY, 2) { x, _, g in [g * x[1], g * x[0]] }),
      (.divide, Row(CK_DIVIDE, 2) { x, o, g in [g / x[1], -(g * o / x[1])] }),
      (.maximum, Row(CK_MAXIMUM, 2) { x, o, g in routed(g, where: Graphs.greater(o, x[1])) }),
      (.minimum, Row(CK_MINIMUM, 2) { x, o, g in routed(g, where: Graphs.greater(x[1], o)) }),
      (.greater, Row(CK_GREATER, 2) { _, _, _ in [nil, nil] }),
      (.greaterEqual, Row(CK_GREATER_EQUAL, 2) { _, _, _ in [nil, nil] }),
      (.equal, Row(CK_EQUAL, 2) { _, _, _ in [nil, nil] }),
      (.select, Row(CK_SELECT, 3) { x, _, g in [nil] + routed(g, where: x[0]) }),
      (.multiplyAdd, Row(CK_MULTIPLY_ADD, 3) { x, _, g in [g * x[1], g * x[0], g] }),
      (.negate, Row(CK_NEGATE, 1) { _, _, g in [-g] }),
      (.absolute, Row(CK_ABSOLUTE, 1) { x, _, g in [g * Graphs.sign(x[0])] }),
      (.sign, Row(CK_SIGN, 1) { _, _, _ in [nil] }),
      (.squareRoot, Row(CK_SQUARE_ROOT, 1) { _, o, g in [0.5 * g / o] }),
      (.exp, Row(CK_EXP, 1) { _, o, g in [g * o] }),
      (.expm1, Row(CK_EXPM1, 1) { _, o, g in [g * (o + 1)] }),
      (.log, Row(CK_LOG, 1) { x, _, g in [g / x[0]] }),
      (.log1p, Row(CK_LOG1P, 1) { x, _, g in [g / (x[0] + 1)] }),
      (.tanh, Row(CK_TANH, 1) { _, o, g in [g * (1 - o * o)] }),
      (.sigmoid, Row(CK_SIGMOID, 1) { _, o, g in [g * (o * (1 - o))] }),
      (.softplus, Row(CK_SOFTPLUS, 1) { x, _, g in [g * Graphs.sigmoid(x[0])] }),
      // d erf/dx = 2/√π · exp(−x²)
      (.erf, Row(CK_ERF, 1) { x, _, g in [g * (1.128379167095513 * Graphs.exp(-(x[0] * x[0])))] }),
      (.sin, Row(CK_SIN, 1) { x, _, g in [g * Graphs.cos(x[0])] }),
      (.cos, Row(CK_COS, 1) { x, _, g in [-(g * Graphs.sin(x[0]))] }),
      (.flush, Row(CK_FLUSH, 1) { _, _, g in [g] }),
    ]
    for (index, (operation, row)) in table.enumerated() {
      precondition(
        index == Int(operation.rawValue) && row.code == UInt32(index),
        "row \(index) of the elementwise operations is \(operation), kernel code \(row.code)")
    }
    precondition(table.count == CK_OP_COUNT.rawValue, "the kernels have \(CK_OP_COUNT.rawValue) operations")
    return table.map(\.1)
  }()

  private static func routed(_ g: Node, where condition: Node) -> [Node?] {
    let zero = g.graph.constant(0)
    return [Graphs.select(condition, g, zero), Graphs.select(condition, zero, g)]
  }
}
