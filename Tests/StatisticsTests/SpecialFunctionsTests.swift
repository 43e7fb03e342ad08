import Statistics
import Testing

// from scipy import special, stats   # SciPy 1.17.1
// special.gammaln(x); special.betainc(a, b, x); stats.norm.ppf(p)
// and with mpmath 1.3.0, mp.dps = 30: betainc(1000, .5, 0, .99, regularized=True)
@Suite struct SpecialFunctionsTests {
  @Test(arguments: [
    (1e-8, 18.42068073818021), (0.1, 2.252712651734206), (0.5, 0.5723649429247), (1.5, -0.12078223763524526),
    (2.5, 0.2846828704729192), (4, 1.791759469228055), (10, 12.801827480081469), (11.99, 17.477885575426185),
    (12, 17.502307845873887), (100, 359.1342053695754), (12345.6, 103959.18506616844),
    (1e10, 220258509288.81058),
  ])
  func logGamma(x: Double, expected: Double) {
    #expect(isClose(SpecialFunctions.logGamma(x), expected, relative: 1e-13))
  }

  @Test(arguments: [
    (0.1, 0.5, 0.5, 0.20483276469913345), (0.3, 2, 3, 0.3483), (0.9, 10, 0.5, 0.15164090963470994),
    (0.999, 4.5, 0.5, 0.9264613833688512), (1e-5, 0.5, 20, 0.015857272684664293),
    (0.99, 1000, 0.5, 7.36639773801505292e-6), (0.75, 50, 20, 0.7387013547987739),
    (0.5, 300, 310, 0.6573251825149169),
  ])
  func incompleteBeta(x: Double, a: Double, b: Double, expected: Double) {
    let value = SpecialFunctions.incompleteBeta(x, complement: 1 - x, a, b)
    #expect(isClose(value, expected, relative: 1e-11))
    let mirrored = SpecialFunctions.incompleteBeta(1 - x, complement: x, b, a)
    #expect((value + mirrored - 1).magnitude < 1e-12)
  }

  @Test func incompleteBetaAtItsEnds() {
    #expect(SpecialFunctions.incompleteBeta(0, complement: 1, 2, 3) == 0)
    #expect(SpecialFunctions.incompleteBeta(1, complement: 0, 2, 3) == 1)
    #expect(SpecialFunctions.incompleteBeta(1e-5, complement: 1 - 1e-5, 500, 3) == 0)
  }

  @Test(arguments: [
    (1e-300, -37.0470962993612), (1e-10, -6.361340902404056), (0.001, -3.090232306167813),
    (0.025, -1.9599639845400545), (0.0751, -1.4388253927525403), (0.3, -0.5244005127080409),
    (0.6, 0.2533471031357997), (0.975, 1.959963984540054), (0.999999, 4.753424308817087),
  ])
  func normalQuantile(p: Double, expected: Double) {
    let z = SpecialFunctions.normalQuantile(p)
    #expect(isClose(z, expected, relative: 1e-12))
    #expect((SpecialFunctions.normalCDF(z) - p).magnitude < 1e-14)
  }
}
