import Tensors

/// Friedman's test of k treatments on n data sets (M. Friedman, 1937): whether their mean ranks differ more
/// than chance would have it. Treatments are ranked on each data set, equal values by their midrank.
package struct FriedmanTest: Sendable {
  /// The mean rank of each treatment, 1 for one that is first on every data set; in the order given.
  package let meanRanks: [Double]
  /// How many data sets.
  package let count: Int
  /// χ² = 12 Σⱼ (Rⱼ − n (k + 1)/2)² / (n k (k + 1) − Σ(t³ − t)/(k − 1)) with the rank sums Rⱼ, corrected for
  /// groups of t equal values; 0 where all treatments are equal on every data set.
  package let chiSquare: Double
  /// P(X > χ²) for chi-square with k − 1 degrees of freedom; 1 where all treatments are equal everywhere.
  package let chiSquareP: Double
  /// F = (n − 1) χ² / (n (k − 1) − χ²), less conservative than χ² (R. L. Iman and J. M. Davenport, 1980); ∞
  /// where all data sets rank the treatments in the same way.
  package let f: Double
  /// P(X > F) for F with k − 1 and (k − 1)(n − 1) degrees of freedom. Where F is ∞, the chance that n data
  /// sets agree: (Π t! / k!)ⁿ⁻¹ (W. J. Conover, 1999).
  package let fP: Double

  /// `treatments[j][i]` is the value of treatment j on data set i: two or more of each. Rank 1 is the
  /// smallest value's, or the largest one's with `highestFirst`.
  package init(_ treatments: [[Double]], highestFirst: Bool = false) {
    let (k, n) = (treatments.count, treatments.first?.count ?? 0)
    precondition(k > 1 && n > 1, "a Friedman test of \(k) treatments on \(n) data sets")
    precondition(treatments.allSatisfy { $0.count == n }, "treatments on different numbers of data sets")
    let blocks = (0..<n).map { i in Ranks(treatments.map { highestFirst ? -$0[i] : $0[i] }) }
    let sums = (0..<k).map { j in blocks.reduce(0) { $0 + $1.doubled[j] } }
    // Whole numbers: Σ(2Rⱼ − n (k + 1))², and n k (k² − 1) − Σ(t³ − t).
    let squares = sums.reduce(0) { $0 + ($1 - n * (k + 1)) * ($1 - n * (k + 1)) }
    let spread = n * k * (k * k - 1) - blocks.reduce(0) { $0 + $1.tieCorrection }
    let freedom = Double(k - 1)
    count = n
    meanRanks = sums.map { Double($0) / Double(2 * n) }
    guard spread > 0 else {
      (chiSquare, chiSquareP, f, fP) = (0, 1, 0, 1)
      return
    }
    chiSquare = freedom * Double(3 * squares) / Double(spread)
    chiSquareP = ChiSquare(degreesOfFreedom: freedom).upperTail(chiSquare)
    let rest = n * spread - 3 * squares
    if rest > 0 {
      f = Double(n - 1) * Double(3 * squares) / Double(rest)
      fP =
        FDistribution(numeratorFreedom: freedom, denominatorFreedom: freedom * Double(n - 1)).upperTail(f)
    } else {
      f = .infinity
      let logFactorials = blocks[0].groups.map { SpecialFunctions.logGamma(Double($0 + 1)) }
      let agreement = Descriptive.sum(logFactorials) - SpecialFunctions.logGamma(Double(k + 1))
      fP = Elementary.exp(Double(n - 1) * agreement)
    }
  }
}

/// By how much mean ranks must differ before Friedman's test counts two treatments as different (P. Nemenyi,
/// 1963).
package enum Nemenyi {
  /// q_α(k): the upper α point of the range of k normal values, over √2; 2.344 for three treatments at 0.05.
  package static func criticalValue(treatments k: Int, alpha: Double = 0.05) -> Double {
    StudentizedRange(groups: k).criticalValue(tail: alpha) * 0.5.squareRoot()
  }

  /// CD = q_α(k) √(k (k + 1) / 6n) for n data sets (J. Demšar, 2006): 1.658 for 4 treatments on 8.
  package static func criticalDifference(treatments k: Int, dataSets n: Int, alpha: Double = 0.05) -> Double {
    precondition(n > 0, "a critical difference over \(n) data sets")
    return criticalValue(treatments: k, alpha: alpha) * (Double(k * (k + 1)) / Double(6 * n)).squareRoot()
  }
}
