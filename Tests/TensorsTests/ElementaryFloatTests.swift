import CKernels
import Tensors
import Testing

/// Functions of one binary32 number against those of binary64, which are tested against values of many
/// digits.
@Suite struct ElementaryFloatTests {
  struct Function: Sendable, CustomTestStringConvertible {
    let name: String
    /// The largest error of every seventh binary32, rounded up, in units in the last place.
    let bound: Double
    let single: @Sendable (Float) -> Float
    let double: @Sendable (Double) -> Double
    var testDescription: String { name }
  }

  static let functions: [Function] = [
    Function(name: "exp", bound: 0.77, single: { Elementary.exp($0) }, double: { Elementary.exp($0) }),
    Function(name: "expm1", bound: 1.4, single: { Elementary.expm1($0) }, double: { Elementary.expm1($0) }),
    Function(name: "log", bound: 0.81, single: { Elementary.log($0) }, double: { Elementary.log($0) }),
    Function(name: "log1p", bound: 1.4, single: { Elementary.log1p($0) }, double: { Elementary.log1p($0) }),
    Function(name: "tanh", bound: 1, single: { Elementary.tanh($0) }, double: { Elementary.tanh($0) }),
    Function(
      name: "sigmoid", bound: 2.35, single: { Elementary.sigmoid($0) }, double: { Elementary.sigmoid($0) }),
    Function(
      name: "softplus", bound: 1.7, single: { Elementary.softplus($0) }, double: { Elementary.softplus($0) }),
    Function(name: "erf", bound: 1.08, single: { Elementary.erf($0) }, double: { Elementary.erf($0) }),
    Function(name: "sin", bound: 1.5, single: { Elementary.sin($0) }, double: { Elementary.sin($0) }),
    Function(name: "cos", bound: 1.5, single: { Elementary.cos($0) }, double: { Elementary.cos($0) }),
  ]

  @Test(arguments: functions) func errors(_ f: Function) {
    var worst = (error: 0.0, at: Float(0))
    // 9973 is prime: every exponent, and mantissas of every kind.
    for bits in stride(from: UInt64(0), to: 1 << 32, by: 9973) {
      let x = Float(bitPattern: UInt32(bits))
      let error = Self.error(f.single(x), f.double(Double(x)))
      if error > worst.error { worst = (error, x) }
    }
    #expect(worst.error <= f.bound, "\(f.name)(\(worst.at)): \(worst.error) ULP")
    #expect(worst.error > 0.4, "nothing was compared")
  }

  /// In units in the last place of binary32 at `want`; infinite where one is NaN or infinite and the other is
  /// not.
  static func error(_ got: Float, _ want: Double) -> Double {
    let rounded = Float(want)
    if got == rounded || got.isNaN && want.isNaN {
      return rounded.isFinite ? (Double(got) - want).magnitude / Double(rounded.ulp) : 0
    }
    guard got.isFinite, want.isFinite else { return .infinity }
    return (Double(got) - want).magnitude / Double(rounded.isFinite ? rounded.ulp : 0x1p104)
  }

  @Test func specialValues() {
    let infinity = Float.infinity
    for f in Self.functions where ["expm1", "log1p", "tanh", "erf", "sin"].contains(f.name) {
      #expect(f.single(-0.0).sign == .minus && f.single(-0.0) == 0, "\(f.name)(-0)")
      #expect(f.single(0).sign == .plus && f.single(0) == 0, "\(f.name)(0)")
      let tiny = Float.leastNonzeroMagnitude
      #expect(f.single(tiny) == tiny, "\(f.name) of a denormal")
    }
    #expect(Elementary.exp(Float(88.73)) == infinity && Elementary.exp(-Float(103.98)) == 0)
    #expect(Elementary.exp(Float(-103.9)) == .leastNonzeroMagnitude && Elementary.exp(Float(0)) == 1)
    #expect(Elementary.log(Float(1)) == 0 && Elementary.log(Float(-1)).isNaN)
    #expect(Elementary.log(-Float(0)) == -infinity && Elementary.log1p(Float(-1)) == -infinity)
    #expect(Elementary.log1p(Float(-1.5)).isNaN && Elementary.log1p(infinity) == infinity)
    #expect(Elementary.tanh(infinity) == 1 && Elementary.tanh(-infinity) == -1)
    #expect(Elementary.sigmoid(infinity) == 1 && Elementary.sigmoid(-infinity) == 0)
    // e^-100 is denormal: to the full precision that is left.
    #expect(Elementary.sigmoid(Float(-100)) == Float(Elementary.exp(-100.0)))
    #expect(Elementary.softplus(Float(-100)) == Float(Elementary.exp(-100.0)))
    #expect(Elementary.softplus(Float(1000)) == 1000)
    #expect(Elementary.sin(infinity).isNaN && Elementary.cos(Float(0)) == 1)
    for f in Self.functions { #expect(f.single(.nan).isNaN, "\(f.name)(NaN)") }
  }
}
