import Testing

@testable import Plots

@Suite struct LayoutTests {
  @Test func labelsArePushedApart() {
    #expect(Placement.pushApart([10, 50], gap: 17, low: 0, high: 100) == [10, 50])
    #expect(Placement.pushApart([50, 50, 50], gap: 17, low: 0, high: 100) == [33, 50, 67])
    #expect(Placement.pushApart([100, 2], gap: 17, low: 5, high: 95) == [95, 5])
    #expect(Placement.pushApart([99, 98], gap: 17, low: 0, high: 100) == [100, 83])
    #expect(Placement.pushApart([0, 0, 0], gap: 17, low: 0, high: 20) == [0, 10, 20])
  }

  @Test func dotsStack() {
    #expect(Placement.stack([0, 1, 2, 10, 10], size: 5) == [0, 1, 2, 0, 1])
  }

  @Test func clippingCutsAtTheBorder() {
    let plot = Rect(left: 0, top: 0, right: 10, bottom: 10)
    #expect(
      Clip.line([Point(-5, 5), Point(5, 5), Point(5, 15), Point(15, 15)], to: plot)
        == [[Point(0, 5), Point(5, 5), Point(5, 10)]])
    #expect(Clip.line([Point(20, 20), Point(30, 30)], to: plot).isEmpty)
  }

  @Test func decimationKeepsSpikesAndBreaks() {
    let plot = Rect(left: 0, top: 0, right: 100, bottom: 100)
    var places: [Point?] = (0..<10_000).map { Point(Double($0) / 100, 50) }
    places[4321] = Point(43.21, 3)
    for index in 6000..<7000 { places[index] = nil }
    let runs = Decimation.runs(of: places, in: plot, columns: 100)
    #expect(runs.count == 2)
    #expect(runs.reduce(0) { $0 + $1.count } <= 400)
    #expect(runs[0].contains(Point(43.21, 3)))
    #expect(runs[0].last?.x ?? 100 < 60)
    #expect(runs[1].first?.x ?? 0 >= 70)
  }

  @Test func contoursOfACircle() throws {
    let field = ScalarField(columns: 41, rows: 41, x: -2...2, y: -2...2) { x, y in 1 - x * x - y * y }
    let lines = field.contours(at: 0)
    #expect(lines.count == 1)
    let line = try #require(lines.first)
    #expect(line.first == line.last)
    #expect(line.allSatisfy { abs(($0.x * $0.x + $0.y * $0.y).squareRoot() - 1) < 0.01 })
  }

  @Test func filledContoursAreClosed() {
    let field = ScalarField(columns: 9, rows: 7, x: 0...8, y: 0...6) { x, _ in x }
    let loops = field.filledContours(from: 3.5)
    #expect(loops.count == 1)
    #expect(loops.allSatisfy { $0.first == $0.last })
    #expect(loops[0].map(\.x).min() == 3.5)
    #expect(loops[0].map(\.x).max() == 8)
    #expect(loops[0].map(\.y).min() == 0)
    #expect(loops[0].map(\.y).max() == 6)
  }

  @Test func contoursKeepClearOfHoles() {
    let field = ScalarField(columns: 3, rows: 3, x: 0...2, y: 0...2, values: [0, 1, 0, 1, .nan, 1, 0, 1, 0])
    #expect(field.contours(at: 0.5).isEmpty)
  }

  @Test func widths() {
    #expect(TextWidth.of("iii", size: 10) < TextWidth.of("mmm", size: 10))
    let fitted = TextWidth.fitted("a name that is far too long", size: 12, width: 60)
    #expect(fitted.hasSuffix("…"))
    #expect(TextWidth.of(fitted, size: 12) <= 60)
    // A square each, in any weight; marks add nothing, emoji a little.
    #expect(TextWidth.of("学习率", size: 10) == 30)
    #expect(TextWidth.of("学習률", size: 10, isBold: true) == 30)
    #expect(TextWidth.of("e\u{301}学", size: 10) == TextWidth.of("e", size: 10) + 10)
    #expect(TextWidth.of("🚀", size: 10) > 10)
    #expect(TextWidth.fitted("最终测试准确率", size: 10, width: 70) == "最终测试准确率")
    #expect(TextWidth.fitted("最终测试准确率", size: 10, width: 60) == "最终测试…")
  }

  @Test func lettersAreUnique() {
    let series = ["ReLU", "SiLU", "Sigmoid", "0.1", "学習", "SiS"].enumerated().map { Series($1, $0) }
    let letters = SeriesLetters(series)
    #expect(series.map { letters[$0] } == ["R", "S", "I", "A", "B", "C"])
  }
}
