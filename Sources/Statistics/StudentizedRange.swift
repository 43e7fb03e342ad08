import Tensors

/// The range of k independent standard normal values: the studentized range at infinite degrees of freedom.
package struct StudentizedRange: Sendable {
  package let groups: Int

  package init(groups: Int) {
    precondition(groups > 1, "the range of \(groups) values")
    self.groups = groups
  }

  /// P(Q > q) = k ∫ φ(z) [Φ(z)ᵏ⁻¹ − (Φ(z) − Φ(z − q))ᵏ⁻¹] dz, to about 1e-13 in relative terms for up to 1000
  /// groups: z is the largest value, and the others lie below it but not all above z − q. The trapezoidal
  /// rule converges faster than any power of its step for such an integrand, all of which lies between the
  /// bounds.
  package func upperTail(_ q: Double) -> Double {
    if q <= 0 { return 1 }
    let others = Double(groups - 1)
    let (step, reach) = (1.0 / 16, 10.0)
    let count = Int((2 * reach + min(q, 100) / 2) / step)
    let values = (0...count).lazy.map { index in
      let z = Double(index) * step - reach
      let below = SpecialFunctions.normalCDF(z)
      let farBelow = SpecialFunctions.normalCDF(z - q)
      // 1 − (1 − Φ(z − q)/Φ(z))ᵏ⁻¹, without cancellation.
      let someFarBelow = -Elementary.expm1(others * Elementary.log1p(-min(farBelow / below, 1)))
      return SpecialFunctions.normalDensity(z) * Elementary.pow(below, others) * someFarBelow
    }
    return min(Double(groups) * step * Descriptive.sum(values), 1)
  }

  /// The q with P(Q > q) = tail: 3.3145 for 0.05 and three groups.
  package func criticalValue(tail: Double) -> Double {
    precondition(tail > 0 && tail < 1, "a tail of \(tail)")
    let wanted = Elementary.log(tail)
    return Root.ofIncreasing(upTo: 1e3) { q in
      wanted - Elementary.log(max(upperTail(q), .leastNormalMagnitude))
    }
  }
}
