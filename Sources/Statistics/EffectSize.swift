/// How often one sample is above another, over all pairs of their values.
package enum EffectSize {
  /// A₁₂ = P(A > B) + ½ P(A = B) (A. Vargha and H. D. Delaney, 2000): ½ where neither is above the other.
  package static func a12(_ a: [Double], _ b: [Double]) -> Double {
    precondition(!a.isEmpty && !b.isEmpty, "A12 of \(a.count) and \(b.count) values")
    // Twice the count, so that halves stay whole.
    var doubled = 0
    for x in a {
      for y in b { doubled += x > y ? 2 : x == y ? 1 : 0 }
    }
    return Double(doubled) / Double(2 * a.count * b.count)
  }

  /// Cliff's δ = P(A > B) − P(A < B) = 2 A₁₂ − 1 (N. Cliff, 1993), from −1 to 1.
  package static func cliffsDelta(_ a: [Double], _ b: [Double]) -> Double {
    2 * a12(a, b) - 1
  }
}
