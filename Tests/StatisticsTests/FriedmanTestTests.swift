import Statistics
import Testing

@Suite struct FriedmanTestTests {
  // from scipy import stats   # SciPy 1.17.1
  // n, k = x.shape; c = stats.friedmanchisquare(*x.T)
  // f = (n - 1) * c.statistic / (n * (k - 1) - c.statistic)
  // stats.rankdata(x, axis=1).mean(0), c.statistic, c.pvalue, f, stats.f.sf(f, k - 1, (k - 1) * (n - 1))
  struct Expected: Sendable {
    var rankSums: [Double]
    var chiSquare: Double
    var chiSquareP: Double
    var f: Double
    var fP: Double
  }

  @Test(arguments: [
    (
      DataSets.classifiers,
      Expected(
        rankSums: [26, 42, 29, 43], chiSquare: 10.952380952380956, chiSquareP: 0.011986176325417788,
        f: 4.585889570552149, fP: 0.007628838730725745)
    ),
    (
      [[9, 2, 3, 6, 8, 4], [9.5, 5, 1, 3, 7, 3], [5, 9, 7, 1, 5, 9], [8.5, 6, 4, 4, 2, 2.5]],
      Expected(
        rankSums: [17, 14, 16, 13], chiSquare: 1, chiSquareP: 0.8012519569012009, f: 0.29411764705882354,
        fP: 0.8290336048691734)
    ),
    (
      [[1, 2, 1, 3, 1, 2, 1], [2, 1, 1, 1, 2, 2, 3], [2, 3, 1, 2, 3, 1, 3]],
      Expected(
        rankSums: [12.5, 13.5, 16], chiSquare: 1.2380952380952408, chiSquareP: 0.5384570096736776,
        f: 0.5820895522388073, fP: 0.5737527520790479)
    ),
  ])
  func test(treatments: [[Double]], expected: Expected) {
    let test = FriedmanTest(treatments)
    #expect(test.count == treatments[0].count)
    #expect(test.meanRanks == expected.rankSums.map { $0 / Double(test.count) })
    #expect(isClose(test.chiSquare, expected.chiSquare, relative: 1e-13))
    #expect(isClose(test.chiSquareP, expected.chiSquareP))
    #expect(isClose(test.f, expected.f, relative: 1e-13))
    #expect(isClose(test.fP, expected.fP))
    // The other direction has the same answer.
    let reversed = FriedmanTest(treatments, highestFirst: true)
    let mirrored = test.meanRanks.map { Double(treatments.count + 1) - $0 }
    for (a, b) in zip(reversed.meanRanks, mirrored) { #expect(isClose(a, b, relative: 1e-14)) }
    #expect(reversed.chiSquare == test.chiSquare && reversed.fP == test.fP)
  }

  @Test func twoTreatments() {
    // Two treatments without ties are the sign test's normal approximation: χ² = (wins − losses)²/n.
    let test = FriedmanTest([[1, 2, 3, 4, 5, 6, 7, 8], [2, 3, 4, 5, 6, 7, 1, 2]])
    #expect(test.chiSquare == 2)
    #expect(test.meanRanks == [1.25, 1.75])
  }

  @Test func completeAgreement() {
    // All 5 data sets rank three treatments alike: 1 of 6 orders, given the first.
    let test = FriedmanTest((0..<3).map { j in (0..<5).map { Double($0 + 10 * j) } })
    #expect(test.meanRanks == [1, 2, 3] && test.chiSquare == 10)
    #expect(test.f == .infinity && isClose(test.fP, 1.0 / 1296))
    // With two of them equal, one of three.
    let tied = FriedmanTest([[1, 1, 1, 1], [2, 2, 2, 2], [2, 2, 2, 2]])
    #expect(tied.meanRanks == [1, 2.5, 2.5] && tied.f == .infinity && isClose(tied.fP, 1.0 / 27))
  }

  @Test func nothingDiffers() {
    let test = FriedmanTest([[1, 2, 3], [1, 2, 3], [1, 2, 3]])
    #expect(test.meanRanks == [2, 2, 2])
    #expect(test.chiSquare == 0 && test.chiSquareP == 1 && test.f == 0 && test.fP == 1)
    // Equal but for the last bit.
    #expect(FriedmanTest([[0.1 + 0.2, 5], [0.3, 5]]).chiSquare == 0)
  }

  @Test(arguments: [(3, 2.344), (4, 2.569), (5, 2.728)])
  func criticalValue(treatments: Int, expected: Double) {
    #expect(rounds(Nemenyi.criticalValue(treatments: treatments), to: expected, 3))
  }

  // stats.studentized_range.ppf(.95, k, np.inf) / 2**.5 * (k * (k + 1) / (6 * n))**.5
  @Test(arguments: [(4, 8, 1.6583029), (4, 14, 1.2535591), (3, 10, 1.0481348), (10, 30, 2.4731652)])
  func criticalDifference(treatments: Int, dataSets: Int, expected: Double) {
    let difference = Nemenyi.criticalDifference(treatments: treatments, dataSets: dataSets)
    #expect(rounds(difference, to: expected, 7))
  }

  /// With two treatments the critical difference is that of a normal value.
  @Test func criticalDifferenceOfTwo() {
    let z = SpecialFunctions.normalQuantile(0.975)
    #expect(isClose(Nemenyi.criticalValue(treatments: 2), z))
    #expect(isClose(Nemenyi.criticalDifference(treatments: 2, dataSets: 16), z / 4))
  }
}

/// Accuracies of four classifiers on 14 data sets, one of which they all solve.
enum DataSets {
  static let classifiers = [
    [
      0.763, 0.599, 0.954, 0.628, 0.882, 0.936, 0.661, 0.583, 0.775, 1, 0.940, 0.619, 0.972, 0.957,
    ],
    [
      0.768, 0.591, 0.971, 0.661, 0.888, 0.931, 0.668, 0.583, 0.838, 1, 0.962, 0.666, 0.981, 0.978,
    ],
    [
      0.771, 0.590, 0.968, 0.654, 0.886, 0.916, 0.609, 0.563, 0.866, 1, 0.965, 0.614, 0.975, 0.946,
    ],
    [
      0.798, 0.569, 0.967, 0.657, 0.898, 0.931, 0.685, 0.625, 0.875, 1, 0.962, 0.669, 0.975, 0.970,
    ],
  ]
}
