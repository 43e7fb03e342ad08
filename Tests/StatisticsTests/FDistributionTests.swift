import Statistics
import Testing

// from scipy import stats   # SciPy 1.17.1
// stats.f.sf(f, a, b), stats.f.cdf(f, a, b)
@Suite struct FDistributionTests {
  @Test(arguments: [
    (1.0, 1.0, 161.4476, 0.050000005983092066, 0.9499999940169077),
    (2, 14, 3.74, 0.049963897708839335, 0.9500361022911606),
    (3, 39, 3.69, 0.01974409968948888, 0.9802559003105111),
    (3, 39, 1e-4, 0.9999985917805243, 1.4082194756931653e-06),
    (3, 39, 80, 1.0260699865392709e-16, 0.9999999999999999),
    (4, 28, 2.714, 0.05000466126741553, 0.9499953387325845), (9, 9, 1, 0.5, 0.5),
    (9, 261, 1.95, 0.045514127200289155, 0.9544858727997109),
    (2, 2, 1e6, 9.99999000001e-07, 0.999999000001), (0.5, 7, 2.5, 0.14901815277923355, 0.8509818472207664),
    (50, 1000, 1.6, 0.005802498415724918, 0.9941975015842751),
    (1, 19, 4.38, 0.050017715240009086, 0.9499822847599909),
  ])
  func tails(above: Double, below: Double, f: Double, upper: Double, lower: Double) {
    let distribution = FDistribution(numeratorFreedom: above, denominatorFreedom: below)
    #expect(isClose(distribution.upperTail(f), upper))
    #expect(isClose(distribution.cdf(f), lower))
    // 1/F has the degrees of freedom exchanged.
    let inverse = FDistribution(numeratorFreedom: below, denominatorFreedom: above)
    #expect(isClose(inverse.cdf(1 / f), upper))
  }

  @Test(arguments: [1.0, 4, 9, 30], [0.1, 1, 2.26, 40])
  func oneDegreeAboveIsTheSquareOfT(freedom: Double, t: Double) {
    let distribution = FDistribution(numeratorFreedom: 1, denominatorFreedom: freedom)
    #expect(
      isClose(
        distribution.upperTail(t * t), StudentT(degreesOfFreedom: freedom).twoSidedP(t), relative: 1e-12))
  }

  @Test func ends() {
    let distribution = FDistribution(numeratorFreedom: 3, denominatorFreedom: 12)
    #expect(distribution.upperTail(0) == 1 && distribution.upperTail(-1) == 1)
    #expect(distribution.cdf(0) == 0 && distribution.cdf(-1) == 0)
    #expect(distribution.upperTail(.infinity) == 0 && distribution.cdf(.infinity) == 1)
    #expect(distribution.upperTail(1e300) == 0)
  }
}
