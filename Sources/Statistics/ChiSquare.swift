/// The chi-square distribution with ν > 0 degrees of freedom.
package struct ChiSquare: Sendable {
  package let degreesOfFreedom: Double

  package init(degreesOfFreedom: Double) {
    precondition(degreesOfFreedom > 0, "\(degreesOfFreedom) degrees of freedom")
    self.degreesOfFreedom = degreesOfFreedom
  }

  /// P(X ≤ x) = P(ν/2, x/2).
  package func cdf(_ x: Double) -> Double {
    x <= 0 ? 0 : SpecialFunctions.incompleteGammaP(degreesOfFreedom / 2, x / 2)
  }

  /// P(X > x) = Q(ν/2, x/2), exact in relative terms far out.
  package func upperTail(_ x: Double) -> Double {
    x <= 0 ? 1 : SpecialFunctions.incompleteGammaQ(degreesOfFreedom / 2, x / 2)
  }
}
