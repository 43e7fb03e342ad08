/// Ranks 1 … n of n values, the smallest first, where equal values share the mean of their ranks (midranks).
///
/// All ranks are kept doubled, so that they stay whole. Values that differ by no more than their rounding
/// count as equal: 0.93 − 0.92 and 0.91 − 0.9 differ in their last digits only by how they are computed.
struct Ranks {
  /// In the order of the values; their sum is n (n + 1).
  private(set) var doubled: [Int]
  /// Sizes of the groups of equal values, smallest values first.
  private(set) var groups: [Int] = []

  /// `uncertainty` gives each value's; two neighbours count as equal up to the sum of theirs.
  init(_ values: [Double], uncertainty: [Double]) {
    precondition(values.allSatisfy(\.isFinite), "a value that is not finite among those to rank")
    precondition(values.count == uncertainty.count)
    let order = values.indices.sorted { (values[$0], $0) < (values[$1], $1) }
    doubled = values.map { _ in 0 }
    var start = 0
    while start < order.count {
      var end = start + 1
      while end < order.count,
        values[order[end]] - values[order[end - 1]] <= uncertainty[order[end]] + uncertainty[order[end - 1]]
      {
        end += 1
      }
      // Twice the mean of the ranks start + 1 … end.
      for index in order[start..<end] { doubled[index] = start + 1 + end }
      groups.append(end - start)
      start = end
    }
  }

  /// Values that are themselves rounded results.
  init(_ values: [Double]) {
    self.init(values, uncertainty: values.map { Self.rounding(of: $0) })
  }

  /// Σ(t³ − t) over the groups of t equal values.
  var tieCorrection: Int { groups.reduce(0) { $0 + $1 * ($1 * $1 - 1) } }

  /// What a few roundings may leave of a value: 2⁻⁵⁰ of it.
  static func rounding(of value: Double) -> Double { value.magnitude * 0x1p-50 }
}
