import Statistics
import Testing

@Suite struct PrecisionTests {
  private func interval(_ mean: Double, _ half: Double) -> Interval {
    Interval(mean: mean, low: mean - half, high: mean + half, count: 8, level: 0.95)
  }

  @Test(arguments: [
    (0.004, 3), (0.0042, 3), (0.0142, 3), (0.0196, 3), (0.02, 2), (0.096, 2), (0.13, 2), (0.9, 1), (1.7, 1),
    (2.3, 0),
    (17, 0), (230, 0), (1e-7, 8), (4e-7, 7),
  ])
  func ofOneInterval(half: Double, decimals: Int) {
    #expect(Precision(Interval(mean: 0, low: -half, high: half, count: 8, level: 0.95)).decimals == decimals)
  }

  @Test func meanToTheSamePlace() {
    let value = interval(0.91342, 0.0042)
    #expect(Precision(value).text(value.mean) == "0.913")
    #expect(Precision(value).text(0.0042) == "0.004")
  }

  @Test func withoutHalfWidth() {
    #expect(Precision(.unbounded(mean: 0.953333333, count: 1)).decimals == 4)
    #expect(Precision(.unbounded(mean: 12, count: 1)).decimals == 0)
    #expect(Precision(interval(1, 0)).decimals == 0)
    #expect(Precision(interval(0, 0)).decimals == 0)
    #expect(Precision(interval(0.5, 0)).decimals == 1)
  }

  @Test func column() {
    let rows = [interval(0.913, 0.004), interval(0.92, 0.013), interval(0.95, 0.03)]
    #expect(Precision(column: rows).decimals == 3)
    // One row that hardly varies gains one digit, not four.
    #expect(
      Precision(column: [interval(0.9, 0.02), interval(0.8, 0.03), interval(0.7, 0.000_003)]).decimals == 3)
    // One row that varies wildly takes none away.
    #expect(Precision(column: [interval(0.9, 0.003), interval(0.8, 0.004), interval(5, 40)]).decimals == 3)
    // Rows without a half-width follow the others.
    #expect(
      Precision(column: [interval(1, 0), interval(0.9, 0.02), .unbounded(mean: 0.12345, count: 1)]).decimals
        == 2)
    #expect(Precision(column: [interval(1, 0), interval(0.95, 0)]).decimals == 2)
    #expect(Precision(column: []).decimals == 0)
  }

  @Test func plainNumbers() {
    #expect(Precision(values: [12, 0.5, 0.25]).decimals == 2)
    #expect(Precision(values: [0.123456]).decimals == 4)
    #expect(Precision(values: [.nan, .infinity, 3]).decimals == 0)
  }

  @Test(arguments: [
    (0.015625, "0.016"), (0.859375, "0.86"), (0.5, "0.50"), (1, "1.00"), (0.0078125, "0.0078"),
    (0.001953125, "0.0020"),
    (0.001, "0.0010"), (0.00099, "< 0.001"), (0, "< 0.001"), (0.0999, "0.100"),
  ])
  func p(value: Double, text: String) {
    #expect(Precision.p(value) == text)
  }
}
