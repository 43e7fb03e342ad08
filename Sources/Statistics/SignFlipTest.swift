/// The exact sign-flip test of paired differences and the interval that inverts it.
///
/// Under the null hypothesis each difference is symmetric about zero, so all 2ⁿ choices of signs are equally
/// likely (R. A. Fisher, 1935). The interval is spanned by order statistics of the means of all non-empty
/// subsets (J. Hartigan, "Using subsample values as typical values", 1969): it leaves out a value where the
/// test of the differences less that value rejects. Nothing is drawn at random.
package struct SignFlipTest: Sendable {
  /// Above this the 2ⁿ choices are too many, and the paired t test takes over.
  package static let largestCount = 20

  package let differences: [Double]

  /// Takes 1 to 20 finite differences.
  package init(_ differences: [Double]) {
    precondition(
      (1...Self.largestCount).contains(differences.count),
      "\(differences.count) differences in a sign-flip test")
    precondition(differences.allSatisfy(\.isFinite), "a difference that is not finite")
    self.differences = differences
  }

  /// The smallest p that n differences can give: 2/2ⁿ, 0.031 for n = 6.
  package static func smallestP(count: Int) -> Double {
    precondition(count >= 0, "\(count) seeds")
    return count < 1 ? 1 : Double(sign: .plus, exponent: 1 - count, significand: 1)
  }

  /// How many of the 2ⁿ sign choices give |Σsᵢdᵢ| ≥ |Σdᵢ| (1 − 10⁻¹²).
  ///
  /// Sums that would be equal but for the rounding of their terms count as equal: the bound is lowered
  /// further by n 2⁻⁵² Σ|dᵢ|, which matters only where Σdᵢ itself is little more than rounding.
  package var extremeCount: Int {
    let n = differences.count
    let rounding = Double(n) * 0x1p-52 * Descriptive.sum(differences.lazy.map(\.magnitude))
    let bound = Descriptive.sum(differences).magnitude * (1 - 1e-12) - rounding
    guard bound > 0 else { return 1 << n }
    // Meet in the middle: all signed sums of either half, the right ones sorted. The first sign is held at +,
    // since turning all signs turns the sum only.
    let middle = n / 2
    let left = Self.signedSums(differences[..<middle], fixFirst: true)
    let right = Self.signedSums(differences[middle...], fixFirst: middle == 0).sorted()
    var count = 0
    for sum in left {
      let above = right.partitioningIndex { sum + $0 >= bound }
      let below = right.partitioningIndex { sum + $0 > -bound }
      count += right.count - above + below
    }
    return 2 * count
  }

  /// The two-sided p: `extremeCount` / 2ⁿ.
  package var p: Double {
    Double(sign: .plus, exponent: -differences.count, significand: Double(extremeCount))
  }

  /// From the k-th smallest to the k-th largest mean of a non-empty subset, k = ⌊(1 − level)/2 · 2ⁿ⌋; its
  /// true level is 1 − 2k/2ⁿ. Without bounds where k = 0: below 6 differences there is no 95 % interval.
  package func interval(level: Double = 0.95) -> Interval {
    let n = differences.count
    let mean = Descriptive.mean(differences)
    // The addend keeps a product that is whole but for rounding, such as that of the level 0.9375, from
    // falling short.
    let k = Int((1 - level) / 2 * Double(1 << n) + 1e-9)
    guard k >= 1 else { return .unbounded(mean: mean, count: n) }
    var means = Self.subsetMeans(differences)
    let low = means.selectSmallest(k - 1)
    let high = means.selectSmallest(means.count - k)
    return Interval(mean: mean, low: low, high: high, count: n, level: 1 - 2 * Double(k) / Double(1 << n))
  }

  private static func signedSums(_ values: ArraySlice<Double>, fixFirst: Bool) -> [Double] {
    var sums = [0.0]
    for (index, value) in values.enumerated() {
      if index == 0, fixFirst {
        sums = [value]
      } else {
        sums = sums.map { $0 + value } + sums.map { $0 - value }
      }
    }
    return sums
  }

  private static func subsetMeans(_ values: [Double]) -> [Double] {
    var sums = [Double](repeating: 0, count: 1 << values.count)
    for subset in 1..<sums.count {
      // Without its highest element, and that: sums run from left to right.
      let highest = Int.bitWidth - 1 - subset.leadingZeroBitCount
      sums[subset] = sums[subset ^ (1 << highest)] + values[highest]
    }
    for subset in 1..<sums.count { sums[subset] /= Double(subset.nonzeroBitCount) }
    sums.removeFirst()
    return sums
  }
}

extension Array where Element == Double {
  /// The first index at which `predicate`, false and then true along the array, is true.
  fileprivate func partitioningIndex(where predicate: (Double) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if predicate(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }

  /// The element that would stand at `index` if the array were sorted (quickselect, median of three);
  /// reorders it.
  fileprivate mutating func selectSmallest(_ index: Int) -> Double {
    var (low, high) = (0, count - 1)
    while low < high {
      let (first, middle, last) = (self[low], self[low + (high - low) / 2], self[high])
      let pivot = Swift.max(Swift.min(first, middle), Swift.min(Swift.max(first, middle), last))
      var (i, j) = (low, high)
      while i <= j {
        while self[i] < pivot { i += 1 }
        while self[j] > pivot { j -= 1 }
        if i <= j {
          swapAt(i, j)
          i += 1
          j -= 1
        }
      }
      if index <= j { high = j } else if index >= i { low = i } else { break }
    }
    return self[index]
  }
}
