import Statistics
import Testing

// import mpmath as mp   # mpmath 1.3.0; mp.dps = 60
// def tail(q, k):
//   f = lambda z: mp.npdf(z) * (mp.ncdf(z)**(k - 1) - (mp.ncdf(z) - mp.ncdf(z - q))**(k - 1))
//   return k * mp.quad(f, [-12, -8, -4, -2, -1, 0, 1, 2, 3, 4, 6, 8, 10 + q / 2, 14 + q / 2])
// SciPy's stats.studentized_range.sf(q, k, inf) agrees to 1e-12 absolute, and so has no digits far out.
@Suite struct StudentizedRangeTests {
  @Test(arguments: [
    (2, 2.8, 0.047714880237351204), (3, 3.314493, 0.050000013903938056), (4, 3.6, 0.053194575439505787),
    (5, 0.8, 0.97998333829267068), (5, 6, 0.00021424261433120266), (10, 4.474, 0.050013241593053192),
    (20, 5.01, 0.050195229336023853), (50, 7, 0.00081301684059038161), (100, 3.5, 0.99900021886757499),
    (3, 20, 6.2654627512876328e-45),
  ])
  func upperTail(groups: Int, q: Double, expected: Double) {
    #expect(isClose(StudentizedRange(groups: groups).upperTail(q), expected, relative: 1e-12))
  }

  // from scipy import stats   # SciPy 1.17.1
  // stats.studentized_range.ppf(1 - tail, k, inf)
  @Test(arguments: [
    (2, 0.05, 2.7718076486993559), (3, 0.05, 3.314493155398121), (4, 0.05, 3.633159574902629),
    (5, 0.05, 3.8576555103786232), (10, 0.05, 4.474124221725905), (20, 0.05, 5.0116887941184409),
    (3, 0.1, 2.9023802134282519), (4, 0.1, 3.2404462209273593), (10, 0.01, 5.1566349600896221),
    (100, 0.001, 7.3140938401955461),
  ])
  func criticalValue(groups: Int, tail: Double, expected: Double) {
    #expect(isClose(StudentizedRange(groups: groups).criticalValue(tail: tail), expected, relative: 1e-12))
  }

  /// The difference of two normal values is normal.
  @Test(arguments: [0.01, 0.5, 2, 9, 50])
  func twoValues(q: Double) {
    let tail = 2 * SpecialFunctions.normalCDF(-q * 0.5.squareRoot())
    #expect(isClose(StudentizedRange(groups: 2).upperTail(q), tail, relative: 1e-12))
  }

  @Test func ends() {
    let range = StudentizedRange(groups: 6)
    #expect(range.upperTail(0) == 1 && range.upperTail(-1) == 1)
    #expect(range.upperTail(.infinity) == 0 && range.upperTail(1e6) == 0)
    #expect(isClose(range.upperTail(range.criticalValue(tail: 1e-60)), 1e-60))
  }
}
