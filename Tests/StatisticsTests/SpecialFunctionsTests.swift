import Statistics
import Testing

// from scipy import special, stats   # SciPy 1.17.1
// special.gammaln(x); special.betainc(a, b, x); stats.norm.ppf(p); stats.norm.cdf(x)
// special.gammainc(a, x); special.gammaincc(a, x)
// and with mpmath 1.3.0, mp.dps = 30: betainc(1000, .5, 0, .99, regularized=True)
@Suite struct SpecialFunctionsTests {
  @Test(arguments: [
    (1e-8, 18.42068073818021), (0.1, 2.252712651734206), (0.5, 0.5723649429247), (1.5, -0.12078223763524526),
    (2.5, 0.2846828704729192), (4, 1.791759469228055), (10, 12.801827480081469), (11.99, 17.477885575426185),
    (12, 17.502307845873887), (100, 359.1342053695754), (12345.6, 103959.18506616844),
    (1e10, 220258509288.81058), (0.001, 6.907178885383853), (1, 0), (2, 0), (3.75, 1.4868155785934172),
    (7.5, 7.534364236758734), (25.25, 55.58568604486943), (170.5, 704.0044277342047),
    (1e6, 12815504.569147611),
  ])
  func logGamma(x: Double, expected: Double) {
    #expect(isClose(SpecialFunctions.logGamma(x), expected, relative: 1e-13))
  }

  @Test(arguments: [
    (0.1, 0.5, 0.5, 0.20483276469913345), (0.3, 2, 3, 0.3483), (0.9, 10, 0.5, 0.15164090963470994),
    (0.999, 4.5, 0.5, 0.9264613833688512), (1e-5, 0.5, 20, 0.015857272684664293),
    (0.99, 1000, 0.5, 7.36639773801505292e-6), (0.75, 50, 20, 0.7387013547987739),
    (0.5, 300, 310, 0.6573251825149169), (0.001, 2, 300, 0.03708085819707069),
    (0.02, 0.5, 0.5, 0.0903344706017331), (0.25, 19.5, 0.5, 2.6451983084775255e-13),
    (0.5, 1.5, 13.5, 0.9997312989703204), (0.6, 120, 80, 0.49615829847575244),
    (0.97, 25, 0.25, 0.10004162103456604), (0.2, 3, 3, 0.05792), (0.04, 3.5, 20, 0.02685847609304236),
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
    (1e-20, -9.262340089798409), (1e-5, -4.264890793922825), (0.01, -2.3263478740408408),
    (0.05, -1.6448536269514729), (0.1, -1.2815515655446004), (0.45, -0.12566134685507402), (0.5, 0),
    (0.8, 0.8416212335729143), (0.9, 1.2815515655446004), (0.995, 2.5758293035489004),
  ])
  func normalQuantile(p: Double, expected: Double) {
    let z = SpecialFunctions.normalQuantile(p)
    #expect(isClose(z, expected, relative: 1e-12))
    #expect((SpecialFunctions.normalCDF(z) - p).magnitude < 1e-14)
  }

  @Test(arguments: [
    (-20, 2.7536241186061556e-89), (-8.5, 9.47953482220325e-18), (-3, 0.0013498980316300933),
    (-1.0001, 0.15863105806885874), (-0.9999, 0.15867945221376256), (-0.3, 0.3820885778110474), (0, 0.5),
    (0.7, 0.758036347776927), (1.5, 0.9331927987311419), (4, 0.9999683287581669), (8, 0.9999999999999993),
  ])
  func normalCDF(x: Double, expected: Double) {
    #expect(isClose(SpecialFunctions.normalCDF(x), expected, relative: 1e-13))
  }

  @Test func normalFarOut() {
    #expect(SpecialFunctions.normalCDF(-.infinity) == 0 && SpecialFunctions.normalCDF(.infinity) == 1)
    #expect(SpecialFunctions.normalCDF(-60) == 0)
    #expect(SpecialFunctions.normalDensity(.infinity) == 0)
    #expect(isClose(SpecialFunctions.normalDensity(0), 0.3989422804014327, relative: 1e-15))
  }

  @Test(arguments: [
    (0.5, 1e-6, 0.0011283787909692373, 0.9988716212090307),
    (0.5, 0.5, 0.6826894921370859, 0.31731050786291115),
    (0.5, 30, 0.9999999999999906, 9.485737571073857e-15), (0.1, 0.9, 0.9716069046009708, 0.02839309539902908),
    (1, 1, 0.6321205588285577, 0.36787944117144245), (2.5, 0.3, 0.011996757205906265, 0.9880032427940937),
    (2.5, 3.4, 0.7640554623054789, 0.2359445376945211), (2.5, 3.6, 0.7938140802904439, 0.2061859197095561),
    (2.5, 200, 1, 2.9666446590828377e-84), (11.9, 5, 0.00599916629856716, 0.9940008337014329),
    (12, 12, 0.5384026669363817, 0.46159733306361805), (12, 40, 0.9999999391579728, 6.084202717664003e-08),
    (50, 49, 0.46210439360094024, 0.5378956063990598), (50, 120, 0.9999999999998399, 1.6008226793344963e-13),
    (300, 310, 0.7224887541718611, 0.2775112458281389),
    (1000, 800, 5.501419776179194e-12, 0.9999999999944986),
    (12345, 12500, 0.9180750062272156, 0.08192499377278449),
  ])
  func incompleteGamma(a: Double, x: Double, p: Double, q: Double) {
    #expect(isClose(SpecialFunctions.incompleteGammaP(a, x), p, relative: 1e-12))
    #expect(isClose(SpecialFunctions.incompleteGammaQ(a, x), q, relative: 1e-12))
  }

  @Test func incompleteGammaAtItsEnds() {
    #expect(SpecialFunctions.incompleteGammaP(2, 0) == 0 && SpecialFunctions.incompleteGammaQ(2, 0) == 1)
    for a in [0.5, 3, 40] {
      #expect(SpecialFunctions.incompleteGammaP(a, .infinity) == 1)
      #expect(SpecialFunctions.incompleteGammaQ(a, .infinity) == 0)
      #expect(SpecialFunctions.incompleteGammaQ(a, 1e5) == 0)
    }
  }

  /// How many runs a rank test of unpaired samples needs to claim P(A > B) ≥ 0.75 (G. E. Noether, 1987).
  @Test func noethersSampleSize() {
    let z = 2 * SpecialFunctions.normalQuantile(0.95) / (6.0.squareRoot() * 0.25)
    #expect((z * z).rounded(.up) == 29)
  }
}
