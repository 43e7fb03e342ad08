/// Wilcoxon's signed-rank test of paired differences (F. Wilcoxon, 1945): for differences that are not
/// commensurable, such as those of many data sets, where only their order and sign should count (J. Demšar,
/// 2006).
///
/// Differences of zero are dropped, and the sizes of the others ranked, equal ones by their midrank. Under
/// the null hypothesis, each difference is symmetric about zero, each rank has either sign with equal chance.
package struct WilcoxonTest: Sendable {
  package enum Method: String, Sendable {
    case exact = "exact Wilcoxon signed-rank test"
    case normal = "Wilcoxon signed-rank test, normal approximation"
  }

  /// Above this many differences the normal distribution takes over.
  package static let largestExactCount = 50

  /// W⁺ and W⁻, the sums of the ranks of the positive and of the negative differences.
  package let positiveRankSum: Double
  package let negativeRankSum: Double
  /// How many differences were ranked.
  package let count: Int
  /// How many were zero.
  package let zeros: Int
  /// Two-sided; 1 where all differences are zero.
  package let p: Double
  package let method: Method

  /// aᵢ − bᵢ of two samples, one value each per data set and in the same order. Differences, and differences
  /// of differences, that the rounding of a and b may have left count as zero.
  package init(_ a: [Double], _ b: [Double]) {
    precondition(a.count == b.count, "a Wilcoxon test of \(a.count) with \(b.count) values")
    self.init(
      differences: zip(a, b).map { $0 - $1 },
      uncertainty: zip(a, b).map { Ranks.rounding(of: max($0.magnitude, $1.magnitude)) })
  }

  /// Takes one or more finite differences.
  package init(differences: [Double]) {
    self.init(differences: differences, uncertainty: differences.map { Ranks.rounding(of: $0) })
  }

  private init(differences: [Double], uncertainty: [Double]) {
    precondition(!differences.isEmpty, "a Wilcoxon test without differences")
    precondition(differences.allSatisfy(\.isFinite), "a difference that is not finite")
    let kept = differences.indices.filter { differences[$0].magnitude > uncertainty[$0] }
    let ranks = Ranks(
      kept.map { differences[$0].magnitude }, uncertainty: kept.map { uncertainty[$0] }
    ).doubled
    let positive = zip(kept, ranks).reduce(0) { $0 + (differences[$1.0] > 0 ? $1.1 : 0) }
    let total = kept.count * (kept.count + 1)
    count = kept.count
    zeros = differences.count - kept.count
    positiveRankSum = Double(positive) / 2
    negativeRankSum = Double(total - positive) / 2
    method = kept.count <= Self.largestExactCount ? .exact : .normal
    let larger = max(positive, total - positive)
    switch method {
    case .exact: p = Self.exactP(doubledRanks: ranks, larger: larger)
    case .normal: p = Self.normalP(doubledRanks: ranks, larger: larger, total: total)
    }
  }

  /// P(W ≥ larger or W ≤ total − larger), the same by symmetry, from how many of the 2ⁿ sign choices give
  /// each sum of positive ranks: rank by rank, with that rank or without. Ties need nothing of their own.
  private static func exactP(doubledRanks ranks: [Int], larger: Int) -> Double {
    let total = ranks.reduce(0, +)
    // Both tails overlap only where both sums are equal.
    if 2 * larger == total { return 1 }
    var ways = [Int](repeating: 0, count: total + 1)
    ways[0] = 1
    var reached = 0
    for rank in ranks {
      reached += rank
      for sum in stride(from: reached, through: rank, by: -1) { ways[sum] += ways[sum - rank] }
    }
    let extreme = ways[larger...].reduce(0, +)
    return Double(sign: .plus, exponent: 1 - ranks.count, significand: Double(extreme))
  }

  /// 2 Φ(−|z|), z = (W⁺ − n (n + 1)/4) / √(Σ rᵢ²/4), the variance being n (n + 1)(2n + 1)/24 − Σ(t³ − t)/48
  /// for groups of t equal sizes. No continuity correction.
  private static func normalP(doubledRanks ranks: [Int], larger: Int, total: Int) -> Double {
    // In doubled ranks: W − mean is (2W − total)/4, and the variance Σ(2rᵢ)²/16.
    let variance = Double(ranks.reduce(0) { $0 + $1 * $1 })
    let z = Double(2 * larger - total) / variance.squareRoot()
    return min(2 * SpecialFunctions.normalCDF(-z), 1)
  }
}
