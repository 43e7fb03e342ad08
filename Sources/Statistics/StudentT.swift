import Tensors

/// Student's t distribution with ν > 0 degrees of freedom.
package struct StudentT: Sendable {
  package let degreesOfFreedom: Double

  package init(degreesOfFreedom: Double) {
    precondition(degreesOfFreedom > 0, "\(degreesOfFreedom) degrees of freedom")
    self.degreesOfFreedom = degreesOfFreedom
  }

  /// P(T ≤ t).
  package func cdf(_ t: Double) -> Double {
    t > 0 ? 1 - upperTail(t) : upperTail(-t)
  }

  /// P(T > t) = ½ I_x(ν/2, ½) at x = ν/(ν + t²) for t ≥ 0, exact in relative terms far out.
  package func upperTail(_ t: Double) -> Double {
    if t < 0 { return 1 - upperTail(-t) }
    if t.isInfinite { return 0 }
    let (x, y) = arguments(t)
    return 0.5 * SpecialFunctions.incompleteBeta(x, complement: y, degreesOfFreedom / 2, 0.5)
  }

  /// P(|T| ≥ |t|).
  package func twoSidedP(_ t: Double) -> Double {
    2 * upperTail(t.magnitude)
  }

  /// The t with P(T ≤ t) = p, 0 < p < 1: Newton's method on the logarithm of the tail, kept inside a bracket.
  package func quantile(_ p: Double) -> Double {
    precondition(p > 0 && p < 1, "the t quantile of \(p)")
    if p == 0.5 { return 0 }
    return p < 0.5 ? -quantile(tail: p) : quantile(tail: 1 - p)
  }

  /// The t with P(|T| ≤ t) = level: 2.2622 for 0.95 at ν = 9.
  package func criticalValue(level: Double) -> Double {
    precondition(level > 0 && level < 1, "a level of \(level)")
    return quantile(tail: (1 - level) / 2)
  }

  /// The t ≥ 0 with P(T > t) = tail, 0 < tail < ½.
  private func quantile(tail: Double) -> Double {
    var low = 0.0
    var high = 1.0
    while upperTail(high) > tail, high < 1e300 {
      low = high
      high *= 2
    }
    let wanted = Elementary.log(tail)
    var t = low == 0 ? 0.5 : low
    for _ in 0..<200 {
      let reached = upperTail(t)
      if reached > tail { low = t } else { high = t }
      var next = t + (Elementary.log(reached) - wanted) * reached / density(t)
      if !(next > low && next < high) { next = low + (high - low) / 2 }
      let step = (next - t).magnitude
      t = next
      if step <= 1e-15 * t { break }
    }
    return t
  }

  /// Γ((ν+1)/2) / (√(νπ) Γ(ν/2)) (1 + t²/ν)^−(ν+1)/2.
  private func density(_ t: Double) -> Double {
    let power = (degreesOfFreedom + 1) / 2
    let shape = -power * Elementary.log1p(t * t / degreesOfFreedom)
    return Elementary.exp(shape - SpecialFunctions.logBeta(degreesOfFreedom / 2, 0.5))
      / degreesOfFreedom.squareRoot()
  }

  /// ν/(ν + t²) and t²/(ν + t²), without overflow.
  private func arguments(_ t: Double) -> (x: Double, y: Double) {
    let square = t * t
    if square > 1e200 { return (degreesOfFreedom / t / t, 1) }
    return (degreesOfFreedom / (degreesOfFreedom + square), square / (degreesOfFreedom + square))
  }
}

/// The noncentral t distribution, that of (Z + δ) / √(χ²ᵥ/ν): what a t statistic follows where there is an
/// effect.
package struct NoncentralT: Sendable {
  package let degreesOfFreedom: Double
  package let noncentrality: Double

  package init(degreesOfFreedom: Double, noncentrality: Double) {
    precondition(degreesOfFreedom > 0, "\(degreesOfFreedom) degrees of freedom")
    self.degreesOfFreedom = degreesOfFreedom
    self.noncentrality = noncentrality
  }

  /// P(T ≤ t) for t ≥ 0, to about 1e-12 absolute (R. V. Lenth, Algorithm AS 243, 1989):
  /// Φ(−δ) + ½ Σⱼ [pⱼ I_x(j + ½, ν/2) + qⱼ I_x(j + 1, ν/2)] at x = t²/(ν + t²).
  package func cdf(_ t: Double) -> Double {
    precondition(t >= 0, "the noncentral t distribution at \(t)")
    let square = t * t
    let x = square / (degreesOfFreedom + square)
    let y = degreesOfFreedom / (degreesOfFreedom + square)
    let half = noncentrality * noncentrality / 2
    var p = Elementary.exp(-half)
    // q₀ = δ √(2/π) e^(−δ²/2)
    var q = noncentrality * (2 / Elementary.pi).squareRoot() * p
    var remaining = 1 - p
    var total = 0.0
    for j in 0..<2000 {
      let index = Double(j)
      total +=
        p * SpecialFunctions.incompleteBeta(x, complement: y, index + 0.5, degreesOfFreedom / 2)
        + q * SpecialFunctions.incompleteBeta(x, complement: y, index + 1, degreesOfFreedom / 2)
      if remaining < 1e-14, index > half { break }
      p *= half / (index + 1)
      q *= half / (index + 1.5)
      remaining -= p
    }
    return min(max(SpecialFunctions.normalCDF(-noncentrality) + total / 2, 0), 1)
  }
}
