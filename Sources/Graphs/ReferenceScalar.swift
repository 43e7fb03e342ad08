import CKernels
import Tensors

/// The numbers that the reference executor can run on: `Float` with the bits of the kernels, `Double` to check
/// gradients by differences.
package protocol ReferenceScalar: BinaryFloatingPoint & Sendable {
  /// One elementwise operation on one element; operands that it lacks are ignored.
  static func elementwise(_ operation: Elementwise, _ x: Self, _ y: Self, _ z: Self) -> Self
  static func exp(_ x: Self) -> Self
  static func log(_ x: Self) -> Self
}

extension ReferenceScalar {
  /// What needs no function of its own type.
  fileprivate static func basic(_ operation: Elementwise, _ x: Self, _ y: Self, _ z: Self) -> Self? {
    switch operation {
    case .copy: x
    case .add: x + y
    case .subtract: x - y
    case .multiply: x * y
    case .divide: x / y
    case .maximum: x > y || x != x ? x : y
    case .minimum: x < y || x != x ? x : y
    case .greater: x > y ? 1 : 0
    case .greaterEqual: x >= y ? 1 : 0
    case .equal: x == y ? 1 : 0
    case .select: x != 0 ? y : z
    case .multiplyAdd: z.addingProduct(x, y)
    case .negate: -x
    case .absolute: x.magnitude
    case .sign: x > 0 ? 1 : x < 0 ? -1 : x
    case .squareRoot: x.squareRoot()
    case .flush: x.magnitude < 1e-30 ? 0 : x
    case .exp, .expm1, .log, .log1p, .tanh, .sigmoid, .softplus, .erf, .sin, .cos: nil
    }
  }
}

extension Float: ReferenceScalar {
  package static func exp(_ x: Float) -> Float { ck_exp(x) }
  package static func log(_ x: Float) -> Float { ck_log(x) }

  package static func elementwise(_ operation: Elementwise, _ x: Float, _ y: Float, _ z: Float) -> Float {
    if let value = basic(operation, x, y, z) { return value }
    switch operation {
    case .exp: return ck_exp(x)
    case .expm1: return ck_expm1(x)
    case .log: return ck_log(x)
    case .log1p: return ck_log1p(x)
    case .tanh: return ck_tanh(x)
    case .sigmoid: return ck_sigmoid(x)
    case .softplus: return ck_softplus(x)
    case .erf: return ck_erf(x)
    case .sin: return ck_sin(x)
    case .cos: return ck_cos(x)
    default: preconditionFailure("no reference for \(operation)")
    }
  }
}

extension Double: ReferenceScalar {
  package static func exp(_ x: Double) -> Double { ck_exp_f64(x) }
  package static func log(_ x: Double) -> Double { ck_log_f64(x) }

  package static func elementwise(_ operation: Elementwise, _ x: Double, _ y: Double, _ z: Double) -> Double {
    if let value = basic(operation, x, y, z) { return value }
    switch operation {
    case .exp: return ck_exp_f64(x)
    case .expm1: return ck_expm1_f64(x)
    case .log: return ck_log_f64(x)
    case .log1p: return ck_log1p_f64(x)
    case .tanh: return ck_tanh_f64(x)
    case .sigmoid: return ck_sigmoid_f64(x)
    case .softplus: return ck_softplus_f64(x)
    case .erf: return ck_erf_f64(x)
    case .sin: return ck_sin_f64(x)
    case .cos: return ck_cos_f64(x)
    default: preconditionFailure("no reference for \(operation)")
    }
  }
}
