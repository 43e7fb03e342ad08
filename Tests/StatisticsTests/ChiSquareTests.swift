import Statistics
import Testing

// from scipy import stats   # SciPy 1.17.1
// stats.chi2.sf(x, k), stats.chi2.cdf(x, k)
@Suite struct ChiSquareTests {
  @Test(arguments: [
    (1, 3.841458820694124, 0.05, 0.95), (1, 1e-8, 0.9999202115440526, 7.978845594730572e-05),
    (1, 60, 9.485737571073857e-15, 0.9999999999999906), (2, 5.99, 0.05003662708658629, 0.9499633729134137),
    (3, 0.05, 0.9970706672353801, 0.002929332764619924), (3, 9.28, 0.025790724198756772, 0.9742092758012433),
    (4, 9.487729036781154, 0.05, 0.95), (9, 400, 1.3699125019662825e-80, 1),
    (9, 16.9, 0.0503051901243108, 0.9496948098756892), (30, 12, 0.9985996461666381, 0.0014003538333618914),
    (99, 140, 0.004228298769819221, 0.9957717012301808),
    (1000, 1100, 0.014614408126295192, 0.9853855918737048),
  ])
  func tails(freedom: Double, x: Double, upper: Double, lower: Double) {
    let distribution = ChiSquare(degreesOfFreedom: freedom)
    #expect(isClose(distribution.upperTail(x), upper))
    #expect(isClose(distribution.cdf(x), lower))
  }

  @Test func closedForms() {
    // Two degrees of freedom are the exponential distribution, one the square of a normal value.
    let two = ChiSquare(degreesOfFreedom: 2)
    let one = ChiSquare(degreesOfFreedom: 1)
    for x in [0.01, 0.7, 3, 12, 90] {
      #expect(isClose(one.upperTail(x), 2 * SpecialFunctions.normalCDF(-x.squareRoot()), relative: 1e-12))
      #expect(isClose(two.upperTail(2 * x), two.upperTail(x) * two.upperTail(x), relative: 1e-12))
    }
  }

  @Test func ends() {
    let distribution = ChiSquare(degreesOfFreedom: 3)
    #expect(distribution.upperTail(0) == 1 && distribution.upperTail(-1) == 1)
    #expect(distribution.cdf(0) == 0 && distribution.cdf(-1) == 0)
    #expect(distribution.upperTail(.infinity) == 0 && distribution.cdf(.infinity) == 1)
  }
}
