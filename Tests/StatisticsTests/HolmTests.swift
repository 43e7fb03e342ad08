import Statistics
import Testing

@Suite struct HolmTests {
  @Test(
    arguments: [
      ([0.01, 0.04, 0.03, 0.005], [0.03, 0.06, 0.06, 0.02]),
      ([0.859375, 0.015625, 0.0078125], [0.859375, 0.03125, 0.0234375]),
      ([0.3], [0.3]), ([], []), ([0.5, 0.9], [1, 1]), ([0.02, 0.02, 0.02], [0.06, 0.06, 0.06]),
      ([1, 0], [1, 0]),
    ] as [([Double], [Double])])
  func adjusted(p: [Double], expected: [Double]) {
    let adjusted = Holm.adjusted(p)
    #expect(adjusted.count == expected.count)
    for (a, b) in zip(adjusted, expected) { #expect(isClose(a, b)) }
  }

  // from statsmodels.stats.multitest import multipletests   # statsmodels 0.15.0
  // multipletests(p, method="holm")[1]
  @Test(
    arguments: [
      (
        [0.0003, 0.021, 0.04, 0.0021, 0.3, 0.021, 0.9],
        [0.0021, 0.10500000000000001, 0.12, 0.0126, 0.6, 0.10500000000000001, 0.9]
      ),
      ([0.05, 0.049, 0.051], [0.14700000000000002, 0.14700000000000002, 0.14700000000000002]),
      (
        [0.012, 0.001, 0.8, 0.2, 0.03, 0.0099, 0.5, 0.0041, 0.07, 0.07],
        [
          0.084, 0.01, 1, 0.6000000000000001, 0.18, 0.0792, 1, 0.0369, 0.35000000000000003,
          0.35000000000000003,
        ]
      ),
    ] as [([Double], [Double])])
  func likeStatsmodels(p: [Double], expected: [Double]) {
    for (a, b) in zip(Holm.adjusted(p), expected) { #expect(isClose(a, b, relative: 1e-14)) }
  }

  @Test func neverBelowTheRawValueAndInItsOrder() {
    let p = [0.2, 0.001, 0.04, 0.6, 0.012, 0.04]
    let adjusted = Holm.adjusted(p)
    for i in p.indices {
      #expect(adjusted[i] >= p[i] && adjusted[i] <= 1)
      for j in p.indices where p[i] < p[j] { #expect(adjusted[i] <= adjusted[j]) }
    }
  }
}
