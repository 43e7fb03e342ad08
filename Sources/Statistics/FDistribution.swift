/// Fisher's and Snedecor's F distribution, that of (χ²₁/ν₁) / (χ²₂/ν₂), with ν₁ > 0 degrees of freedom above
/// and ν₂ > 0 below.
package struct FDistribution: Sendable {
  package let numeratorFreedom: Double
  package let denominatorFreedom: Double

  package init(numeratorFreedom: Double, denominatorFreedom: Double) {
    precondition(
      numeratorFreedom > 0 && denominatorFreedom > 0,
      "\(numeratorFreedom) and \(denominatorFreedom) degrees of freedom")
    self.numeratorFreedom = numeratorFreedom
    self.denominatorFreedom = denominatorFreedom
  }

  /// P(F ≤ f) = I_y(ν₁/2, ν₂/2) at y = ν₁f/(ν₂ + ν₁f).
  package func cdf(_ f: Double) -> Double {
    if f <= 0 { return 0 }
    let (x, y) = arguments(f)
    return SpecialFunctions.incompleteBeta(y, complement: x, numeratorFreedom / 2, denominatorFreedom / 2)
  }

  /// P(F > f) = I_x(ν₂/2, ν₁/2) at x = ν₂/(ν₂ + ν₁f), exact in relative terms far out.
  package func upperTail(_ f: Double) -> Double {
    if f <= 0 { return 1 }
    let (x, y) = arguments(f)
    return SpecialFunctions.incompleteBeta(x, complement: y, denominatorFreedom / 2, numeratorFreedom / 2)
  }

  /// ν₂/(ν₂ + ν₁f) and ν₁f/(ν₂ + ν₁f), without overflow.
  private func arguments(_ f: Double) -> (x: Double, y: Double) {
    let ratio = numeratorFreedom / denominatorFreedom * f
    return (1 / (1 + ratio), ratio <= 1 ? ratio / (1 + ratio) : 1 / (1 + 1 / ratio))
  }
}
