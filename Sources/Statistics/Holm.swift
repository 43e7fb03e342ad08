/// Holm's step-down correction for several comparisons (S. Holm, 1979): it keeps the chance of any false
/// alarm in the family below α and needs no assumption on how the tests depend on one another.
package enum Holm {
  /// With p sorted ascending, adj₍ᵢ₎ = max over j ≤ i of min(1, (m − j + 1) p₍ⱼ₎); returned in the order
  /// given.
  package static func adjusted(_ p: [Double]) -> [Double] {
    precondition(p.allSatisfy { (0...1).contains($0) }, "p values \(p)")
    let order = p.indices.sorted { (p[$0], $0) < (p[$1], $1) }
    var adjusted = p
    var largest = 0.0
    for (rank, index) in order.enumerated() {
      largest = max(largest, min(1, Double(p.count - rank) * p[index]))
      adjusted[index] = largest
    }
    return adjusted
  }
}
