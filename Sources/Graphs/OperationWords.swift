import Tensors

extension Operation {
  /// What it does to operands of these shapes, for people: `exp`, `product [32, 16] x [16, 8]`,
  /// `sum over rows`, `parameter hidden1.weight`.
  package func words(_ shapes: [Shape]) -> String {
    switch self {
    case .input(let name): "input \(name)"
    case .parameter(let name): "parameter \(name)"
    case .constant(let bits): "constant \(Float(bitPattern: bits))"
    case .elementwise(let operation): operation.words
    case .product(let form):
      "product \(shapes[0])\(form == .atb ? "ᵀ" : "") x \(shapes[1])\(form == .abt ? "ᵀ" : "")"
    case .reduce(let reduction, let axis): "\(reduction) over \(axis == .all ? "all elements" : "\(axis)")"
    case .logSoftmax: "log softmax"
    case .reshape: "reshape"
    case .columns: "columns"
    case .padColumns: "padding of columns"
    }
  }
}

extension Elementwise {
  /// Its name as a person would say it.
  fileprivate var words: String {
    switch self {
    case .copy: "broadcast"
    case .maximum: "maximum of two"
    case .minimum: "minimum of two"
    case .greaterEqual: "greater or equal"
    case .multiplyAdd: "multiply and add"
    case .absolute: "absolute value"
    case .squareRoot: "square root"
    case .flush: "flush to zero"
    case .add, .subtract, .multiply, .divide, .greater, .equal, .select, .negate, .sign, .exp, .expm1, .log,
      .log1p, .tanh, .sigmoid, .softplus, .erf, .sin, .cos:
      "\(self)"
    }
  }
}
