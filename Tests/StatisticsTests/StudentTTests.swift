import Statistics
import Testing

// from scipy import stats   # SciPy 1.17.1
// stats.t.sf(t, nu); stats.t.ppf(p, nu); stats.nct.cdf(t, nu, delta)
// The tail at 100 000 degrees of freedom is mpmath's, 30 digits.
@Suite struct StudentTTests {
  @Test(arguments: [
    (1, 0.1, 0.4682744825694465), (1, 1e6, 3.1830988618368455e-07), (2, 3, 0.04773298313335456),
    (4, 2.7764, 0.02500115385870087), (7, 2.260616, 0.029139206186761676), (9, 0.001, 0.49961196516298667),
    (9, 12.5, 2.717156590890327e-07), (9, 60, 2.5005952358364503e-13),
    (19, 2.0930240544, 0.025000000000410937),
    (100, 1.5, 0.06838252906234442), (1e5, 3.1, 0.000967871856311278251646973), (0.5, 2, 0.22275744509156564),
    (1, 12.706, 0.025000401179066593), (3, 3.182446, 0.025000005859639705),
    (7, 4.245147, 0.0019079730123510248),
    (9, 25, 6.294725189495184e-10), (14, 0.05, 0.4804143707166054), (29, 2.045, 0.025012037961205807),
    (49, 6, 1.1702151953105309e-07), (199, 1.972, 0.024997500035942234), (2.5, 8, 0.0038283220655217234),
  ])
  func upperTail(freedom: Double, t: Double, expected: Double) {
    let distribution = StudentT(degreesOfFreedom: freedom)
    #expect(isClose(distribution.upperTail(t), expected))
    #expect(isClose(distribution.cdf(-t), expected))
    #expect(isClose(distribution.cdf(t), 1 - expected))
    #expect(isClose(distribution.twoSidedP(-t), 2 * expected))
  }

  @Test(arguments: [
    (4, 0.975, 2.7764451051977934), (5, 0.975, 2.5705818356363146), (7, 0.975, 2.364624251592784),
    (9, 0.975, 2.262157162798205), (1, 0.999999, 318309.88617359026), (2, 1e-09, -22360.679741456875),
    (19, 0.995, 2.8609346064649794), (1000, 0.975, 1.9623390808264083), (3, 0.0001, -22.203742273204178),
    (30, 1e-12, -11.397217523311413),
  ])
  func quantile(freedom: Double, p: Double, expected: Double) {
    #expect(isClose(StudentT(degreesOfFreedom: freedom).quantile(p), expected))
  }

  @Test func quantileInTheMiddle() {
    #expect(StudentT(degreesOfFreedom: 9).quantile(0.5) == 0)
    // stats.t.ppf(.5001, 9)
    #expect(isClose(StudentT(degreesOfFreedom: 9).quantile(0.5001), 0.00025770877553428137, relative: 1e-10))
  }

  @Test func closedForms() {
    // One degree of freedom is Cauchy's distribution, two have a root.
    let cauchy = StudentT(degreesOfFreedom: 1)
    #expect(isClose(cauchy.cdf(1), 0.75, relative: 1e-14))
    let two = StudentT(degreesOfFreedom: 2)
    for t in [-3.0, -0.2, 0, 0.7, 5] {
      #expect(isClose(two.cdf(t), 0.5 + t / (2 * (2 + t * t).squareRoot()), relative: 1e-12))
    }
  }

  @Test(arguments: [1.0, 2, 3, 4.5, 9, 30, 400], [1e-9, 0.003, 0.025, 0.2, 0.49, 0.77, 0.995, 0.9999999])
  func quantileInvertsTheDistribution(freedom: Double, p: Double) {
    let distribution = StudentT(degreesOfFreedom: freedom)
    #expect(isClose(distribution.cdf(distribution.quantile(p)), p, relative: 1e-10))
  }

  @Test func farOut() {
    #expect(StudentT(degreesOfFreedom: 5).cdf(.infinity) == 1)
    #expect(StudentT(degreesOfFreedom: 5).cdf(-.infinity) == 0)
    #expect(StudentT(degreesOfFreedom: 5).upperTail(1e200) == 0)
    #expect(StudentT(degreesOfFreedom: 1).upperTail(1e140) > 0)
  }

  @Test(arguments: [
    (7, 1.5, 2.3646, 0.7455490200125645), (9, 3.15, 2.2622, 0.1999215535592048),
    (9, -3.15, 2.2622, 0.9999993142357093), (4, 3.75, 2.7764, 0.20216197631835855),
    (19, 0.5, 2.093, 0.9311837002131178), (999, 2.8, 1.96, 0.20054282968385426),
    (9, 12, 2.2622, 1.9572568277369272e-17),
  ])
  func noncentral(freedom: Double, delta: Double, t: Double, expected: Double) {
    let value = NoncentralT(degreesOfFreedom: freedom, noncentrality: delta).cdf(t)
    #expect((value - expected).magnitude < 1e-11)
  }
}
