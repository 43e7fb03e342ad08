import CKernels
import Tensors
import Testing

// The golden values are correctly rounded results of this program (mpmath 1.3):
//
//   from mpmath import mp, mpf, exp, expm1, log, log1p, tanh, erf, sin, cos, loggamma, re
//   from fractions import Fraction
//   mp.dps = 400
//   def rounded(x):  # to the nearest binary64, denormals too
//       sign, m, e, _ = mpf(x)._mpf_
//       return float(Fraction(-m if sign else m) * Fraction(2) ** e)
//   sigmoid, softplus = lambda x: 1 / (1 + exp(-x)), lambda x: log1p(exp(x))
//   lgamma = lambda x: re(loggamma(x))
//   for each function f and point x below: print(x, rounded(f(mpf(x))))
//   for each pair x, y of the powers: print(x, y, rounded(mpf(x) ** mpf(y)))

/// Functions of one binary64 number against values of many digits.
@Suite struct ElementaryDoubleTests {
  struct Function: Sendable, CustomTestStringConvertible {
    let name: String
    /// The largest error found in 20 000 random arguments against mpmath, rounded up, in units in the last
    /// place; half a unit more is allowed for, because the golden values are rounded.
    let bound: Double
    let function: @Sendable (Double) -> Double
    var testDescription: String { name }
  }

  static let functions: [Function] = [
    Function(name: "exp", bound: 0.65) { Elementary.exp($0) },
    Function(name: "expm1", bound: 0.95) { Elementary.expm1($0) },
    Function(name: "log", bound: 0.85) { Elementary.log($0) },
    Function(name: "log1p", bound: 0.8) { Elementary.log1p($0) },
    Function(name: "tanh", bound: 1.25) { Elementary.tanh($0) },
    Function(name: "sigmoid", bound: 2) { Elementary.sigmoid($0) },
    Function(name: "softplus", bound: 1.4) { Elementary.softplus($0) },
    Function(name: "erf", bound: 0.85) { Elementary.erf($0) },
    Function(name: "sin", bound: 0.75) { Elementary.sin($0) },
    Function(name: "cos", bound: 0.75) { Elementary.cos($0) },
    Function(name: "lgamma", bound: 2) { Elementary.lgamma($0) },
  ]

  @Test(arguments: functions) func goldenValues(_ f: Function) throws {
    for (x, want) in try #require(Self.golden[f.name]) {
      let error = unitsInTheLastPlace(f.function(x), want)
      #expect(error <= f.bound + 0.5, "\(f.name)(\(x)) = \(f.function(x)), not \(want): \(error) ULP")
    }
  }

  @Test func powers() {
    for (x, y, want) in Self.goldenPowers {
      let error = unitsInTheLastPlace(Elementary.pow(x, y), want)
      #expect(error <= 1.2, "pow(\(x), \(y)) = \(Elementary.pow(x, y)), not \(want): \(error) ULP")
    }
  }

  /// IEEE 754-2019, 9.2.1.
  @Test func specialPowers() {
    let infinity = Double.infinity
    for x in [0, -0.0, 1, -2.5, infinity, -infinity, .nan] { #expect(Elementary.pow(x, 0) == 1) }
    for y in [0.5, -3, infinity, .nan] { #expect(Elementary.pow(1, y) == 1) }
    #expect(Elementary.pow(-0.0, 3).sign == .minus && Elementary.pow(-0.0, 3) == 0)
    #expect(Elementary.pow(-0.0, 2).sign == .plus && Elementary.pow(-0.0, -2) == infinity)
    #expect(Elementary.pow(-0.0, -3) == -infinity && Elementary.pow(0, -0.5) == infinity)
    #expect(Elementary.pow(-1, infinity) == 1 && Elementary.pow(-1, -infinity) == 1)
    #expect(Elementary.pow(0.5, infinity) == 0 && Elementary.pow(-2, infinity) == infinity)
    #expect(Elementary.pow(0.5, -infinity) == infinity && Elementary.pow(2, -infinity) == 0)
    #expect(Elementary.pow(-infinity, 3) == -infinity && Elementary.pow(-infinity, 2) == infinity)
    #expect(Elementary.pow(-infinity, -3).sign == .minus && Elementary.pow(infinity, -1) == 0)
    #expect(Elementary.pow(-2, 0.5).isNaN && Elementary.pow(.nan, 1).isNaN && Elementary.pow(2, .nan).isNaN)
    #expect(
      Elementary.pow(-3, 3) == -27 && Elementary.pow(2, -1074) == 0x1p-1074
        && Elementary.pow(2, 1024) == infinity)
    #expect(Elementary.pow(10, -400) == 0 && Elementary.pow(-10, 401) == -infinity)
  }

  @Test func specialValues() {
    let infinity = Double.infinity
    for f in Self.functions {
      #expect(f.function(.nan).isNaN, "\(f.name)(NaN)")
    }
    for f in Self.functions where ["expm1", "log1p", "tanh", "erf", "sin"].contains(f.name) {
      #expect(f.function(-0.0).sign == .minus && f.function(-0.0) == 0, "\(f.name)(-0)")
      #expect(f.function(0).sign == .plus && f.function(0) == 0, "\(f.name)(0)")
      #expect(f.function(0x1p-1074) == 0x1p-1074, "\(f.name) of a denormal")
    }
    #expect(Elementary.exp(infinity) == infinity && Elementary.exp(-infinity) == 0)
    #expect(Elementary.exp(709.79) == infinity && Elementary.exp(-745.14) == 0)
    #expect(Elementary.expm1(infinity) == infinity && Elementary.expm1(-infinity) == -1)
    #expect(Elementary.log(infinity) == infinity && Elementary.log(0) == -infinity)
    #expect(Elementary.log(-0.0) == -infinity && Elementary.log(-1.0).isNaN && Elementary.log(1.0) == 0)
    #expect(Elementary.log1p(infinity) == infinity && Elementary.log1p(-1.0) == -infinity)
    #expect(Elementary.log1p(-1.5).isNaN)
    #expect(Elementary.tanh(infinity) == 1 && Elementary.tanh(-infinity) == -1)
    #expect(Elementary.erf(infinity) == 1 && Elementary.erf(-infinity) == -1)
    #expect(Elementary.sigmoid(infinity) == 1 && Elementary.sigmoid(-infinity) == 0)
    #expect(Elementary.softplus(infinity) == infinity && Elementary.softplus(-infinity) == 0)
    #expect(Elementary.sin(infinity).isNaN && Elementary.cos(-infinity).isNaN && Elementary.cos(0.0) == 1)
    #expect(Elementary.lgamma(1) == 0 && Elementary.lgamma(2) == 0)
    #expect(Elementary.lgamma(0) == infinity && Elementary.lgamma(infinity) == infinity)
    #expect(Elementary.lgamma(1e306) == infinity && Elementary.lgamma(-1).isNaN)
  }

  /// With and without instructions for fused multiply-adds: the same bits.
  @Test(arguments: zip(functions, Int(CK_EXP.rawValue)...Int(CK_COS.rawValue)))
  func anyMachine(_ f: Function, _ op: Int) {
    var random = RandomStream(seed: 7, purpose: "double/\(f.name)")
    for _ in 0..<3000 {
      let high = UInt64(random.nextUInt32())
      let low = UInt64(random.nextUInt32())
      for x in [Double(bitPattern: high << 32 | low), 20 * random.normalDouble()] {
        let here = f.function(x)
        let anywhere = ck_portable_f64(Int32(op), x)
        #expect(here.bitPattern == anywhere.bitPattern || here.isNaN && anywhere.isNaN, "\(f.name)(\(x))")
      }
    }
  }

  static let golden: [String: [(Double, Double)]] = [
    "exp": [
      (-745.13, 0x1p-1074),
      (-708.5, 2.006132305331306e-308),
      (-30.25, 7.287724095819692e-14),
      (-1, 0.36787944117144233),
      (-1e-10, 0.9999999999),
      (1e-300, 1.0),
      (0.3, 1.3498588075760032),
      (1, 2.718281828459045),
      (88.7, 3.325986980250579e+38),
      (709.78, 1.7928227943945155e+308),
    ],
    "expm1": [
      (-37.5, -1.0),
      (-1.25, -0.7134952031398099),
      (-0.35, -0.29531191028128656),
      (-1e-5, -9.999950000166666e-06),
      (1e-17, 1e-17),
      (0.2, 0.22140275816016985),
      (0.36, 0.43332941456034024),
      (1.5, 3.481689070338065),
      (44.3, 1.7347845605812632e+19),
      (709.7, 1.6549840276802644e+308),
    ],
    "log": [
      (0x1p-1074, -744.4400719213812),
      (Double(bitPattern: 0x1268_8b70_e62b), -713.8013788281542),
      (1e-5, -11.512925464970229),
      (0.4, -0.916290731874155),
      (0.7004, -0.35610367857044023),
      (0.9999999, -1.0000000494736474e-07),
      (1.0000001, 9.999999505838704e-08),
      (1.414, 0.34642256747438094),
      (10, 2.302585092994046),
      (1e308, 709.1962086421661),
    ],
    "log1p": [
      (-0.9999999999, -23.02585084720009),
      (-0.7, -1.203972804325936),
      (-0.29, -0.3424903089467759),
      (-1e-9, -1.0000000005000001e-09),
      (1e-300, 1e-300),
      (0.397, 0.3343270802748248),
      (1, 0.6931471805599453),
      (12.5, 2.6026896854443837),
      (1e17, 39.14394658089878),
      (1e308, 709.1962086421661),
    ],
    "tanh": [
      (-19.5, -1.0),
      (-3.25, -0.996997635486526),
      (-0.9, -0.7162978701990245),
      (-1e-9, -1e-09),
      (1e-300, 1e-300),
      (0.4248, 0.40096645322848445),
      (0.55, 0.5005202111902353),
      (1.125, 0.809301070201781),
      (8.5, 0.999999917201249),
      (21.5, 1.0),
    ],
    "sigmoid": [
      (-744.5, 0x1p-1074),
      (-709.5, 0x0.54e90c99fb878p-1022),
      (-22.25, 2.1724399346070674e-10),
      (-2.07, 0.11204703855699033),
      (-1e-9, 0.49999999975),
      (0, 0.5),
      (0.5, 0.6224593312018546),
      (3.75, 0.9770226300899744),
      (30.5, 0.9999999999999433),
      (40, 1.0),
    ],
    "softplus": [
      (-744.5, 0x1p-1074),
      (-300.25, 4.009422364622857e-131),
      (-22.25, 2.172439934843042e-10),
      (-1.296, 0.24186646131395523),
      (-1e-9, 0.6931471800599454),
      (0, 0.6931471805599453),
      (0.5, 0.9740769841801067),
      (3.75, 3.773245464372425),
      (30.5, 30.500000000000057),
      (1e300, 1e+300),
    ],
    "erf": [
      (-5.75, -0.9999999999999996),
      (-1.5, -0.9661051464753108),
      (-0.99999, -0.8426966418332298),
      (-1e-9, -1.1283791670955127e-09),
      (1e-300, 1.1283791670955126e-300),
      (0.25, 0.27632639016823696),
      (0.84375, 0.7672256612323416),
      (1.0000001, 0.8427008344604605),
      (2.5, 0.999593047982555),
      (4.125, 0.9999999945765992),
    ],
    "sin": [
      (-1e5, -0.03574879797201651),
      (-3.141592653589793, -1.2246467991473532e-16),
      (-0.75, -0.6816387600233341),
      (-1e-9, -1e-09),
      (0.3, 0.29552020666133955),
      (1.5707963267948966, 1.0),
      (22, -0.008851309290403876),
      (710, 6.0288706691585265e-05),
      (1048577.25, 0.9998715270981274),
      (1e22, -0.8522008497671888),
      (1.7e308, -0.5952560848632077),
    ],
    "cos": [
      (-1e5, -0.9993608074382124),
      (-3.141592653589793, -1.0),
      (-0.75, 0.7316888688738209),
      (-1e-9, 1.0),
      (0.3, 0.955336489125606),
      (1.5707963267948966, 6.123233995736766e-17),
      (22, -0.9999608263946371),
      (710, 0.999999998182636),
      (1048577.25, -0.01602901426971236),
      (1e22, 0.523214785395139),
      (1.7e308, 0.803536056087918),
    ],
    "lgamma": [
      (1e-300, 690.7755278982137),
      (0.05, 2.9688792010517306),
      (0.5, 0.5723649429247001),
      (0.699, 0.26208868818352116),
      (0.999, 0.0005780385328913802),
      (1.001, -0.0005763935982833062),
      (1.3257, -0.11215178138856237),
      (2.0001, 4.2281658112919945e-05),
      (2.755, 0.4793146377531574),
      (5.5, 3.9578139676187165),
      (8, 8.525161361065415),
      (123.25, 468.6144829505166),
      (1e15, 3.3538776394910668e+16),
      (1e300, 6.897755278982137e+302),
    ],
  ]

  static let goldenPowers: [(Double, Double, Double)] = [
    (2, 0.5, 1.4142135623730951),
    (10, -3, 0.001),
    (10, 308, 1e+308),
    (0.1, 300, 1.0000000000000166e-300),
    (1.0000001, 1e9, 2.6881038582144647e+43),
    (0.9999999, -1e9, 2.6881304409450066e+43),
    (1.5, 1750.5, 1.769086127627106e+308),
    (3, -679, 0.0),
    (-2, 53, -9007199254740992.0),
    (-0.5, 1073, -0x1p-1073),
    (Double(bitPattern: 0x1268_8b70_e62b), 0.01, 0.0007943282347242813),
    (7.25, 0.3333, 1.9353105209949406),
  ]
}

/// The error of `got` in units in the last place of `want`.
func unitsInTheLastPlace(_ got: Double, _ want: Double) -> Double {
  got == want || got.isNaN && want.isNaN ? 0 : (got - want).magnitude / want.ulp
}
