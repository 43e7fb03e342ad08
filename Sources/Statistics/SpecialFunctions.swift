import Tensors

/// Special functions in binary64 over `Elementary`: the same bits on every machine, close to 1e-14 relative.
package enum SpecialFunctions {
  /// ln Γ(x) for x > 0: Stirling's series after shifting the argument above 12 by the recurrence.
  package static func logGamma(_ x: Double) -> Double {
    precondition(x > 0, "logGamma of \(x)")
    var argument = x
    var product = 1.0
    while argument < stirlingStart {
      product *= argument
      argument += 1
    }
    let series = (argument - 0.5) * Elementary.log(argument) - argument + halfLogTwoPi
    return series + stirlingRemainder(argument) - Elementary.log(product)
  }

  /// ln B(a, b) = ln Γ(a) + ln Γ(b) − ln Γ(a + b) for a, b > 0. With a large argument the leading terms of
  /// Stirling's series are cancelled by hand, as A. R. Didonato and A. H. Morris do (ACM Algorithm 708).
  package static func logBeta(_ a: Double, _ b: Double) -> Double {
    let (small, large) = (min(a, b), max(a, b))
    guard large >= stirlingStart else {
      return logGamma(small) + logGamma(large) - logGamma(small + large)
    }
    // ln Γ(large) − ln Γ(large + small)
    let ratio =
      small - (large - 0.5) * Elementary.log1p(small / large) - small * Elementary.log(large + small)
      + stirlingRemainder(large) - stirlingRemainder(large + small)
    return logGamma(small) + ratio
  }

  /// The regularized incomplete beta function Iₓ(a, b), by the continued fraction DLMF 8.17.22 (modified
  /// Lentz). `complement` is 1 − x, given apart so that neither end loses digits.
  package static func incompleteBeta(_ x: Double, complement y: Double, _ a: Double, _ b: Double) -> Double {
    if x <= 0 { return 0 }
    if y <= 0 { return 1 }
    // The fraction converges fast on this side of the mean; on the other, I_x(a, b) = 1 − I_y(b, a).
    if x > (a + 1) / (a + b + 2) { return 1 - betaTail(y, complement: x, b, a) }
    return betaTail(x, complement: y, a, b)
  }

  private static func betaTail(_ x: Double, complement y: Double, _ a: Double, _ b: Double) -> Double {
    let logX = x < 0.5 ? Elementary.log(x) : Elementary.log1p(-y)
    let logY = y < 0.5 ? Elementary.log(y) : Elementary.log1p(-x)
    let front = Elementary.exp(a * logX + b * logY - logBeta(a, b)) / a
    let tiny = 1e-300
    var c = 1.0
    var d = 1 - (a + b) * x / (a + 1)
    d = 1 / (d.magnitude < tiny ? tiny : d)
    var fraction = d
    for m in 1...10_000 {
      let k = Double(m)
      let even = k * (b - k) * x / ((a + 2 * k - 1) * (a + 2 * k))
      let odd = -(a + k) * (a + b + k) * x / ((a + 2 * k) * (a + 2 * k + 1))
      for coefficient in [even, odd] {
        d = 1 + coefficient * d
        d = 1 / (d.magnitude < tiny ? tiny : d)
        c = 1 + coefficient / c
        if c.magnitude < tiny { c = tiny }
        fraction *= c * d
      }
      if (c * d - 1).magnitude < 1e-16 { break }
    }
    return min(front * fraction, 1)
  }

  /// P(a, x) = γ(a, x) / Γ(a), the regularized lower incomplete gamma function for a > 0 and x ≥ 0: the
  /// series DLMF 8.11.4 below x = a + 1, and 1 − Q above.
  package static func incompleteGammaP(_ a: Double, _ x: Double) -> Double {
    precondition(a > 0 && x >= 0, "the incomplete gamma function of \(a) and \(x)")
    return x < a + 1 ? gammaSeries(a, x) : 1 - gammaFraction(a, x)
  }

  /// Q(a, x) = 1 − P(a, x), exact in relative terms far out: the continued fraction DLMF 8.9.2 (modified
  /// Lentz) from x = a + 1 on, and 1 − P below. Small values below that, which only an a far under ½ has,
  /// lose as many digits as they have leading zeros.
  package static func incompleteGammaQ(_ a: Double, _ x: Double) -> Double {
    precondition(a > 0 && x >= 0, "the incomplete gamma function of \(a) and \(x)")
    return x < a + 1 ? 1 - gammaSeries(a, x) : gammaFraction(a, x)
  }

  /// P(a, x) = xᵃ e⁻ˣ / Γ(a) Σₙ xⁿ / (a (a + 1) … (a + n)).
  private static func gammaSeries(_ a: Double, _ x: Double) -> Double {
    if x == 0 { return 0 }
    var term = 1 / a
    var total = term
    for n in 1...1_000_000 {
      term *= x / (a + Double(n))
      total += term
      if term < 1e-17 * total { break }
    }
    return min(gammaFront(a, x) * total, 1)
  }

  /// Q(a, x) = xᵃ e⁻ˣ / Γ(a) · 1/(x + 1 − a − 1 (1 − a)/(x + 3 − a − 2 (2 − a)/(x + 5 − a − …))).
  private static func gammaFraction(_ a: Double, _ x: Double) -> Double {
    let front = gammaFront(a, x)
    if front == 0 { return 0 }
    let tiny = 1e-300
    var denominator = x + 1 - a
    var c = 1 / tiny
    var d = 1 / denominator
    var fraction = d
    for n in 1...1_000_000 {
      let numerator = -Double(n) * (Double(n) - a)
      denominator += 2
      d = denominator + numerator * d
      d = 1 / (d.magnitude < tiny ? tiny : d)
      c = denominator + numerator / c
      if c.magnitude < tiny { c = tiny }
      fraction *= c * d
      if (c * d - 1).magnitude < 1e-16 { break }
    }
    return min(front * fraction, 1)
  }

  /// xᵃ e⁻ˣ / Γ(a). With a large a, the leading terms of Stirling's series are cancelled by hand:
  /// √(a/2π) exp(a (ln(x/a) − (x/a − 1)) − remainder).
  private static func gammaFront(_ a: Double, _ x: Double) -> Double {
    guard x.isFinite else { return 0 }
    guard a >= stirlingStart else {
      return Elementary.exp(a * Elementary.log(x) - x - logGamma(a))
    }
    let excess = (x - a) / a
    let logRatio = excess.magnitude < 0.5 ? Elementary.log1p(excess) : Elementary.log(x / a)
    return (a / (2 * Elementary.pi)).squareRoot()
      * Elementary.exp(a * (logRatio - excess) - stirlingRemainder(a))
  }

  /// φ(x), the normal density.
  package static func normalDensity(_ x: Double) -> Double {
    Elementary.exp(-x * x / 2) / (2 * Elementary.pi).squareRoot()
  }

  /// Φ(x), the normal distribution function, exact in relative terms also far out in the lower tail, where it
  /// is ½ Q(½, x²/2).
  package static func normalCDF(_ x: Double) -> Double {
    if x < -1 { return 0.5 * incompleteGammaQ(0.5, x * x / 2) }
    return 0.5 * (1 + Elementary.erf(x * 0.5.squareRoot()))
  }

  /// Φ⁻¹(p) for 0 < p < 1, to about 1e-15 relative (M. J. Wichura, Algorithm AS 241, PPND16, 1988).
  package static func normalQuantile(_ p: Double) -> Double {
    precondition(p > 0 && p < 1, "the normal quantile of \(p)")
    let q = p - 0.5
    if q.magnitude <= 0.425 {
      return q * rational(0.180625 - q * q, centralNumerator, centralDenominator)
    }
    let r = (-Elementary.log(q < 0 ? p : 1 - p)).squareRoot()
    let magnitude =
      r <= 5
      ? rational(r - 1.6, middleNumerator, middleDenominator) : rational(r - 5, farNumerator, farDenominator)
    return q < 0 ? -magnitude : magnitude
  }

  private static let stirlingStart = 12.0
  private static let halfLogTwoPi = 0.918938533204672741780329736406

  /// ln Γ(x) − [(x − ½) ln x − x + ½ ln 2π] for x ≥ 12: Σ B₂ₖ / (2k (2k − 1) x²ᵏ⁻¹), DLMF 5.11.1.
  private static func stirlingRemainder(_ x: Double) -> Double {
    let inverse = 1 / x
    let square = inverse * inverse
    var series = 0.0
    for coefficient in stirlingCoefficients { series = series * square + coefficient }
    return series * inverse
  }

  /// B₂ₖ / (2k (2k − 1)) for k = 8 down to 1.
  private static let stirlingCoefficients: [Double] = [
    -3617.0 / 122_400, 1.0 / 156, -691.0 / 360_360, 1.0 / 1188, -1.0 / 1680, 1.0 / 1260, -1.0 / 360, 1.0 / 12,
  ]

  private static func rational(_ x: Double, _ numerator: [Double], _ denominator: [Double]) -> Double {
    func polynomial(_ coefficients: [Double]) -> Double {
      coefficients.reversed().reduce(0) { $0 * x + $1 }
    }
    return polynomial(numerator) / polynomial(denominator)
  }

  private static let centralNumerator: [Double] = [
    3.3871328727963666080e0, 1.3314166789178437745e2, 1.9715909503065514427e3, 1.3731693765509461125e4,
    4.5921953931549871457e4, 6.7265770927008700853e4, 3.3430575583588128105e4, 2.5090809287301226727e3,
  ]
  private static let centralDenominator: [Double] = [
    1, 4.2313330701600911252e1, 6.8718700749205790830e2, 5.3941960214247511077e3,
    2.1213794301586595867e4, 3.9307895800092710610e4, 2.8729085735721942674e4, 5.2264952788528545610e3,
  ]
  private static let middleNumerator: [Double] = [
    1.42343711074968357734e0, 4.63033784615654529590e0, 5.76949722146069140550e0, 3.64784832476320460504e0,
    1.27045825245236838258e0, 2.41780725177450611770e-1, 2.27238449892691845833e-2, 7.74545014278341407640e-4,
  ]
  private static let middleDenominator: [Double] = [
    1, 2.05319162663775882187e0, 1.67638483018380384940e0, 6.89767334985100004550e-1,
    1.48103976427480074590e-1, 1.51986665636164571966e-2, 5.47593808499534494600e-4,
    1.05075007164441684324e-9,
  ]
  private static let farNumerator: [Double] = [
    6.65790464350110377720e0, 5.46378491116411436990e0, 1.78482653991729133580e0, 2.96560571828504891230e-1,
    2.65321895265761230930e-2, 1.24266094738807843860e-3, 2.71155556874348757815e-5,
    2.01033439929228813265e-7,
  ]
  private static let farDenominator: [Double] = [
    1, 5.99832206555887937690e-1, 1.36929880922735805310e-1, 1.48753612908506148525e-2,
    7.86869131145613259100e-4, 1.84631831751005468180e-5, 1.42151175831644588870e-7,
    2.04426310338993978564e-15,
  ]
}
