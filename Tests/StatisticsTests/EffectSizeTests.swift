import Statistics
import Testing

@Suite struct EffectSizeTests {
  @Test(
    arguments: [
      ([1.0, 2, 3], [1.0, 2, 3], 0.5), ([4, 5], [1, 2, 3], 1), ([1], [2], 0), ([2], [2], 0.5),
      ([1, 3], [2, 2], 0.5),
    ] as [([Double], [Double], Double)])
  func a12(a: [Double], b: [Double], expected: Double) {
    #expect(EffectSize.a12(a, b) == expected)
    #expect(EffectSize.a12(b, a) == 1 - expected)
    #expect(EffectSize.cliffsDelta(a, b) == 2 * expected - 1)
  }
}
