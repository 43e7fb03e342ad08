import Statistics
import Tensors
import Testing

@Suite struct WilcoxonTestTests {
  // from scipy import stats   # SciPy 1.17.1
  // stats.wilcoxon(d, method="exact"); with ties or zeros
  // stats.wilcoxon(d, method=stats.PermutationMethod(n_resamples=np.inf))
  // ranks = stats.rankdata(abs(d[d != 0])); ranks[d[d != 0] > 0].sum()
  private static let exactCases: [([Double], Double, Double, Double)] = [
    ([0.25, -1.5, 3, 2, -0.75, 1.25, 4, 0.5], 28, 8, 0.1953125),
    ([1, 2, 3, 4, 5], 15, 0, 0.0625),
    (
      [18, -3, 7, 12, -5, 9, 2, -1, 14, 6, 11, -8, 4, 16, 10, -13, 15, 3.5, 17, 5.5], 175, 35,
      0.0072956085205078125
    ),
    ([1, 1, 2, -2, 3, 3, 3, -1, 0, 4], 38.5, 6.5, 0.0625),
    ([0.5, -0.5, 1, 1, 2, 0], 13.5, 1.5, 0.1875),
    ([-2, -2, -2, 1, 1, 0, 0, -3, -3, 5, -6, -6], 11, 44, 0.1015625),
    (fifty, 879, 396, 0.019067043399514816),
  ]
  // [(i * 37 % 101 - 40) + .5 + .001 * i for i in range(50)]
  private static let fifty = (0..<50).map { (i: Int) -> Double in
    Double(i * 37 % 101 - 40) + 0.5 + 0.001 * Double(i)
  }

  @Test(arguments: exactCases)
  func exact(differences: [Double], positive: Double, negative: Double, p: Double) {
    let test = WilcoxonTest(differences: differences)
    #expect(test.method == .exact)
    #expect(test.positiveRankSum == positive && test.negativeRankSum == negative)
    #expect(isClose(test.p, p, relative: 1e-14))
    #expect(test.zeros == differences.count { $0 == 0 } && test.count + test.zeros == differences.count)
  }

  // stats.wilcoxon(d, method="approx"), zeros dropped and ties corrected for, without continuity correction
  private static let normalCases: [([Double], Double, Double, Int, Double)] = [
    (sixty, 1242, 588, 60, 0.01606480657445704), (seventy, 1658.5, 486.5, 65, 0.00012350366733009463),
  ]
  // [(i * 37 % 61 - 24) / 4 for i in range(60)] and [i * 29 % 13 - 4 for i in range(70)]
  private static let sixty = (0..<60).map { Double($0 * 37 % 61 - 24) / 4 }
  private static let seventy = (0..<70).map { Double($0 * 29 % 13 - 4) }

  @Test(arguments: normalCases)
  func normalApproximation(
    differences: [Double], positive: Double, negative: Double, count: Int, p: Double
  ) {
    let test = WilcoxonTest(differences: differences)
    #expect(test.method == .normal && test.count == count)
    #expect(test.positiveRankSum == positive && test.negativeRankSum == negative)
    #expect(isClose(test.p, p))
  }

  /// The shared samples; zeros and equal differences are those of the decimals, not of their binary rounding.
  @Test func accuracies() {
    let tanh = WilcoxonTest(Vectors.tanh, Vectors.relu)
    #expect(tanh.positiveRankSum == 1 && tanh.p == 0.015625)
    let models = WilcoxonTest(Vectors.a, Vectors.b)
    #expect(models.positiveRankSum == 28 && models.negativeRankSum == 0 && models.zeros == 1)
    #expect(models.p == 2.0 / 128)
    // stats.wilcoxon([2, -1, 1, 3, 0, -2, 1], method=stats.PermutationMethod(n_resamples=np.inf))
    let a = [0.93, 0.95, 0.92, 0.94, 0.70, 0.31, 0.1 + 0.2]
    let b = [0.91, 0.96, 0.91, 0.91, 0.70, 0.33, 0.29]
    let decimals = WilcoxonTest(a, b)
    let whole = WilcoxonTest(differences: [2, -1, 1, 3, 0, -2, 1])
    #expect(decimals.positiveRankSum == whole.positiveRankSum && decimals.p == whole.p)
    #expect(whole.positiveRankSum == 14.5 && whole.p == 0.53125)
    // 0.1 + 0.2 is not 0.3.
    #expect(WilcoxonTest([0.1 + 0.2, 1], [0.3, 0.5]).zeros == 1)
  }

  /// All choices of signs one by one.
  private func enumeratedP(_ differences: [Double]) -> Double {
    let sizes = differences.filter { $0 != 0 }.map(\.magnitude)
    let ranks = sizes.map { size in
      Double(sizes.count { $0 < size }) + Double(sizes.count { $0 == size } + 1) / 2
    }
    let middle = ranks.reduce(0, +) / 2
    let positive = zip(differences.filter { $0 != 0 }, ranks).reduce(0) { $0 + ($1.0 > 0 ? $1.1 : 0) }
    let extreme = (0..<(1 << ranks.count)).count { signs in
      let sum = ranks.indices.reduce(0) { $0 + (signs >> $1 & 1 == 1 ? ranks[$1] : 0) }
      return (sum - middle).magnitude >= (positive - middle).magnitude
    }
    return Double(extreme) / Double(1 << ranks.count)
  }

  @Test(arguments: 1...10)
  func equalsEnumeration(count: Int) {
    var stream = RandomStream(seed: 17, purpose: "signed ranks/\(count)")
    for _ in 0..<40 {
      let whole = (0..<count).map { _ in Double(stream.integer(below: 11) - 4) }
      #expect(WilcoxonTest(differences: whole).p == enumeratedP(whole), "\(whole)")
      let smooth = (0..<count).map { _ in stream.normalDouble() + 0.4 }
      #expect(WilcoxonTest(differences: smooth).p == enumeratedP(smooth), "\(smooth)")
    }
  }

  @Test(arguments: [1, 5, 12, 50, 51, 80])
  func onlyOrderAndSignCount(count: Int) {
    var stream = RandomStream(seed: 18, purpose: "order/\(count)")
    let differences = (0..<count).map { _ in stream.normalDouble() + 0.2 }
    let test = WilcoxonTest(differences: differences)
    let mirrored = WilcoxonTest(differences: differences.map { -$0 })
    #expect(mirrored.p == test.p && mirrored.positiveRankSum == test.negativeRankSum)
    #expect(WilcoxonTest(differences: differences.map { 3e-4 * $0 }).p == test.p)
    #expect(WilcoxonTest(differences: differences.map { $0 * $0 * $0 }).p == test.p)
    #expect(WilcoxonTest(differences: differences.reversed()).p == test.p)
    #expect(test.positiveRankSum + test.negativeRankSum == Double(count * (count + 1) / 2))
  }

  /// Where the exact test ends, the normal distribution is close.
  @Test func methodsMeet() {
    let fifty = (1...50).map { Double($0 % 3 == 0 ? -$0 : $0) }
    let exact = WilcoxonTest(differences: fifty)
    // One more that hardly counts.
    let normal = WilcoxonTest(differences: fifty + [-0.5])
    #expect(exact.method == .exact && normal.method == .normal)
    #expect((exact.p / normal.p - 1).magnitude < 0.1)
  }

  @Test func zerosOnly() {
    let test = WilcoxonTest(differences: [0, 0, 0])
    #expect(test.p == 1 && test.count == 0 && test.zeros == 3)
    #expect(test.positiveRankSum == 0 && test.negativeRankSum == 0)
  }
}
