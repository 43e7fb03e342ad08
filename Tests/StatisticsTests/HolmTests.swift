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

  @Test func neverBelowTheRawValueAndInItsOrder() {
    let p = [0.2, 0.001, 0.04, 0.6, 0.012, 0.04]
    let adjusted = Holm.adjusted(p)
    for i in p.indices {
      #expect(adjusted[i] >= p[i] && adjusted[i] <= 1)
      for j in p.indices where p[i] < p[j] { #expect(adjusted[i] <= adjusted[j]) }
    }
  }
}
