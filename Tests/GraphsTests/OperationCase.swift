import Graphs
import Tensors
import Testing

/// An expression that stands for one operation, over inputs of given shapes: what tests of all operations
/// iterate.
struct OperationCase: Sendable, CustomTestStringConvertible {
  let name: String
  let shapes: [Shape]
  private let build: @Sendable ([Node]) -> Node

  var testDescription: String { "\(name) of \(shapes)" }

  private init(_ name: String, _ shapes: [Shape], _ build: @escaping @Sendable ([Node]) -> Node) {
    self.name = name
    self.shapes = shapes
    self.build = build
  }

  /// The expression over inputs x0, x1, …, and these.
  func expression(in graph: Graph) -> (result: Node, inputs: [Node]) {
    let inputs = shapes.enumerated().map { number, shape in
      number == 1 ? graph.parameter("x\(number)", shape) : graph.input("x\(number)", shape)
    }
    return (build(inputs), inputs)
  }

  /// Values of the inputs and of an input `weights`: distinct and away from 0, so that no difference steps
  /// over a kink.
  func values(seed: UInt64, weights: Shape = []) -> [String: [Double]] {
    var stream = RandomStream(seed: seed, purpose: "values/\(name)")
    var values: [String: [Double]] = [:]
    let names = shapes.indices.map { "x\($0)" } + ["weights"]
    for (name, shape) in zip(names, shapes + [weights]) {
      values[name] = (0..<shape.count).map { _ in
        let value = 0.1 + 0.9 * stream.uniformDouble()
        return stream.integer(below: 2) == 0 ? value : -value
      }
    }
    return values
  }

  /// Every operation, over ordinary shapes and those of size 1.
  static let all: [OperationCase] =
    Elementwise.allCases.flatMap { operation in
      elementwiseShapes.map { shape in
        OperationCase("\(operation)", [shape, shape, shape]) { elementwise(operation, $0[0], $0[1], $0[2]) }
      }
    }
    + broadcastShapes.map { shapes in
      OperationCase("broadcast", shapes) { $0[0] * $0[1] + $0[0] / ($0[1] * $0[1] + 1) }
    }
    + ProductForm.allCases.flatMap { form in
      [[1, 1, 1], [3, 4, 5], [1, 6, 2], [5, 1, 3]].map { sizes in
        let (m, n, k) = (sizes[0], sizes[1], sizes[2])
        return OperationCase(
          "product \(form)", [form == .atb ? [k, m] : [m, k], form == .abt ? [n, k] : [k, n]]
        ) {
          product($0[0], $0[1], form)
        }
      }
    }
    + matrixShapes.flatMap { shape in
      ReductionAxis.allCases.flatMap { axis in
        [
          OperationCase("sum over \(axis)", [shape]) { sum($0[0], over: axis) },
          OperationCase("maximum over \(axis)", [shape]) { maximum($0[0], over: axis) },
        ]
      }
    }
    + matrixShapes.flatMap { shape in
      let (rows, columnCount) = shape.matrix
      return [
        OperationCase("logSoftmax", [shape]) { logSoftmax($0[0]) },
        OperationCase("reshape", [shape]) { reshape($0[0], [columnCount, rows]) },
        OperationCase("columns", [shape]) { columns($0[0], columnCount / 2..<columnCount) },
        OperationCase("columns within", [[rows, columnCount + 2]]) { columns($0[0], 1..<columnCount + 1) },
        OperationCase("padColumns", [shape]) { padColumns($0[0], from: 0, of: columnCount + 3) },
        OperationCase("padColumns within", [shape]) { padColumns($0[0], from: 2, of: columnCount + 3) },
        OperationCase("concatenateColumns", [shape, [rows, 2], shape]) { concatenateColumns($0) },
      ]
    }
    + [
      OperationCase("columns of a row", [[6]]) { columns($0[0], 1..<4) },
      OperationCase("padColumns of a row", [[4]]) { padColumns($0[0], from: 1, of: 6) },
    ]

  private static let elementwiseShapes: [Shape] = [[1, 1], [1, 5], [4, 1], [3, 4], [6], []]
  private static let matrixShapes: [Shape] = [[4, 5], [1, 5], [4, 1], [1, 1], [3, 18]]
  private static let broadcastShapes: [[Shape]] = [
    [[3, 4], [4]], [[3, 4], [3, 1]], [[3, 4], []], [[3, 1], [1, 4]], [[1, 4], [3, 1]], [[2, 3], [1, 1]],
  ]

  /// Each elementwise operation on values away from its kinks and inside its domain.
  private static func elementwise(_ operation: Elementwise, _ x: Node, _ y: Node, _ z: Node) -> Node {
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

}

/// Without their details, so that tests can tell whether all of them have a case.
enum OperationKind: CaseIterable {
  case input, parameter, constant, elementwise, product, reduce, logSoftmax, reshape, columns, padColumns

  init(_ operation: Graphs.Operation) {
    switch operation {
    case .input: self = .input
    case .parameter: self = .parameter
    case .constant: self = .constant
    case .elementwise: self = .elementwise
    case .product: self = .product
    case .reduce: self = .reduce
    case .logSoftmax: self = .logSoftmax
    case .reshape: self = .reshape
    case .columns: self = .columns
    case .padColumns: self = .padColumns
    }
  }
}
