import Testing

@testable import Plots

@Suite struct TicksTests {
  // d3-array 3: ticks(0.873, 0.991, 5), ticks(-3.06, 0.07, 5), ticks(0.09, 0.11, 4), ticks(0, 10, 5),
  // ticks(-7, 1234, 4)
  @Test(arguments: [
    (0.873, 0.991, 5, ["0.88", "0.90", "0.92", "0.94", "0.96", "0.98"]),
    (-3.06, 0.07, 5, ["-3.0", "-2.5", "-2.0", "-1.5", "-1.0", "-0.5", "0.0"]),
    (0.09, 0.11, 4, ["0.090", "0.095", "0.100", "0.105", "0.110"]),
    (0, 10, 5, ["0", "2", "4", "6", "8", "10"]),
    (-7, 1634, 4, ["0", "500", "1000", "1500"]),
    (0, 60000, 3, ["0", "20,000", "40,000", "60,000"]),
    (0, 3e6, 3, ["0", "1e6", "2e6", "3e6"]),
    (0, 2.5e6, 5, ["0", "5e5", "1.0e6", "1.5e6", "2.0e6", "2.5e6"]),
    (-1e300, 1e300, 2, ["-1e300", "0", "1e300"]),
  ])
  func linear(_ low: Double, _ high: Double, _ count: Int, _ labels: [String]) {
    #expect(Ticks.linear(low, high, count: count).labels == labels)
  }

  @Test func valuesAreTheNearestDoubles() {
    #expect(Ticks.linear(0, 1, count: 10).values == [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1])
    #expect(Ticks.linear(-0.3, 0.3, count: 6).values == [-0.3, -0.2, -0.1, 0, 0.1, 0.2, 0.3])
  }

  @Test func styles() {
    #expect(Ticks.linear(0.82, 0.98, count: 4, numbers: .percent).labels == ["85", "90", "95"])
    #expect(
      Ticks.linear(-0.02, 0.02, count: 4, numbers: .signedPercent).labels == ["-2", "-1", "0", "+1", "+2"])
    #expect(Ticks.linear(-1, 1, count: 2, numbers: .signed).labels == ["-1", "0", "+1"])
    #expect(Ticks.linear(0, 3, count: 10, whole: true).labels == ["0", "1", "2", "3"])
    #expect(Ticks.linear(0.999, 1, count: 2, numbers: .percent).labels == ["99.90", "99.95", "100.00"])
  }

  @Test(arguments: [
    (0.15, 0.9, ["0.2", "0.5"]),
    (0.1, 1.0, ["0.1", "0.2", "0.5", "1.0"]),
    (0.02, 90, ["0.1", "1", "10"]),
    (0.001, 1000, ["0.001", "0.01", "0.1", "1", "10", "100", "1000"]),
    (1e-300, 1e300, ["1e-300", "1e-150", "1e0", "1e150", "1e300"]),
  ])
  func logarithmic(_ low: Double, _ high: Double, _ labels: [String]) {
    #expect(Ticks.log(low, high, count: low == 0.001 ? 7 : 4).labels == labels)
  }

  @Test func minorTicksFillADecade() {
    #expect(Ticks.log(0.1, 1, count: 4).minor == [0.3, 0.4, 0.6, 0.7, 0.8, 0.9])
    #expect(Ticks.log(1, 1000, count: 4).minor.count == 24)
  }

  private func clear(_ ticks: Ticks, _ kind: Scale.Kind, places: [Double], width: Double = 4) -> [String] {
    ticks.labelsClear(places.map { (start: $0 - width / 2, end: $0 + width / 2) }, gap: 1, kind).map {
      ticks.labels[$0]
    }
  }

  @Test func labelsThatAreLeftKeepOneDistance() {
    let ticks = Ticks.linear(0.76, 0.84, count: 5)
    #expect(ticks.labels == ["0.76", "0.78", "0.80", "0.82", "0.84"])
    #expect(clear(ticks, .linear, places: [0, 5, 10, 15, 20]) == ticks.labels)
    // The first does not fit beside the second, which is no reason to leave out only that.
    #expect(clear(ticks, .linear, places: [2, 6, 11, 16, 21]) == ["0.76", "0.80", "0.84"])
    #expect(clear(ticks, .linear, places: [0, 2, 4, 6, 8]) == ["0.80"])
    let seven = Ticks.linear(-3, 3, count: 6)
    #expect(clear(seven, .linear, places: [0, 2, 4, 6, 8, 10, 12]) == ["-3", "0", "3"])
  }

  @Test func zeroStaysOnASymmetricAxis() {
    let ticks = Ticks.symlog(-1, 1, threshold: 0.01, count: 7)
    #expect(ticks.values == [-1, -0.1, -0.01, 0, 0.01, 0.1, 1])
    let kept = clear(ticks, .symlog(threshold: 0.01), places: [0, 10, 20, 23, 26, 36, 46])
    #expect(kept.contains("0") && kept.count == 3)
    #expect(kept == [ticks.labels[1], "0", ticks.labels[5]])
  }

  @Test func powersOfTenStayOnALogarithmicAxis() {
    let ticks = Ticks.log(0.1, 10, count: 4)
    #expect(ticks.labels.count == 7)
    let places = (0..<7).map { Double($0) * 3 }
    #expect(clear(ticks, .log, places: places) == [0, 3, 6].map { ticks.labels[$0] })
    let decades = Ticks.log(0.001, 1000, count: 7)
    #expect(clear(decades, .log, places: places) == [0, 2, 4, 6].map { decades.labels[$0] })
  }

  @Test func nothingToMark() {
    #expect(Ticks.linear(.nan, 1, count: 5) == .none)
    #expect(Ticks.linear(1, 0, count: 5) == .none)
    #expect(Ticks.log(0, 1, count: 5) == .none)
    #expect(Ticks.linear(5, 5, count: 5).labels == ["5"])
  }
}
