internal import CKernels

/// Elementary functions in binary64 and binary32: polynomials of this package over explicit fused
/// multiply-adds, so that they give the same bits on every machine. The binary32 ones are those of the
/// compiled programs.
///
/// What goes beyond the range is ±infinity, a nearest value below it is denormal or zero, and an argument
/// outside the domain gives NaN. The largest errors, in units in the last place, stand beside the C sources
/// and are tested.
package enum Elementary {
  /// The binary64 nearest to π.
  package static let pi: Double = 0x1.921fb54442d18p+1

  package static func exp(_ x: Float) -> Float { ck_exp(x) }
  /// exp(x) − 1, with full relative precision near 0.
  package static func expm1(_ x: Float) -> Float { ck_expm1(x) }
  package static func log(_ x: Float) -> Float { ck_log(x) }
  /// log(1 + x), with full relative precision near 0.
  package static func log1p(_ x: Float) -> Float { ck_log1p(x) }
  package static func tanh(_ x: Float) -> Float { ck_tanh(x) }
  /// 1 / (1 + exp(−x)).
  package static func sigmoid(_ x: Float) -> Float { ck_sigmoid(x) }
  /// log(1 + exp(x)).
  package static func softplus(_ x: Float) -> Float { ck_softplus(x) }
  package static func erf(_ x: Float) -> Float { ck_erf(x) }
  package static func sin(_ x: Float) -> Float { ck_sin(x) }
  package static func cos(_ x: Float) -> Float { ck_cos(x) }

  package static func exp(_ x: Double) -> Double { ck_exp_f64(x) }
  /// exp(x) − 1, with full relative precision near 0.
  package static func expm1(_ x: Double) -> Double { ck_expm1_f64(x) }
  package static func log(_ x: Double) -> Double { ck_log_f64(x) }
  /// log(1 + x), with full relative precision near 0.
  package static func log1p(_ x: Double) -> Double { ck_log1p_f64(x) }
  package static func tanh(_ x: Double) -> Double { ck_tanh_f64(x) }
  /// 1 / (1 + exp(−x)).
  package static func sigmoid(_ x: Double) -> Double { ck_sigmoid_f64(x) }
  /// log(1 + exp(x)).
  package static func softplus(_ x: Double) -> Double { ck_softplus_f64(x) }
  package static func erf(_ x: Double) -> Double { ck_erf_f64(x) }
  package static func sin(_ x: Double) -> Double { ck_sin_f64(x) }
  package static func cos(_ x: Double) -> Double { ck_cos_f64(x) }
  /// x to the power y; the special cases are those of IEEE 754 (`pow`).
  package static func pow(_ x: Double, _ y: Double) -> Double { ck_pow_f64(x, y) }
  /// The logarithm of Γ(x), for x > 0.
  package static func lgamma(_ x: Double) -> Double { ck_lgamma_f64(x) }
}
