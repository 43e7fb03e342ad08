import Testing

@testable import Plots

@Suite struct ScaleTests {
  @Test func linear() throws {
    let scale = Scale(.linear, low: -2, high: 6)
    #expect(scale.fraction(0) == 0.25)
    #expect(scale.fraction(.nan) == nil)
    #expect(scale.fraction(.infinity) == nil)
    #expect(scale.value(at: 0.5) == 2)
  }

  @Test func logarithmic() throws {
    let scale = Scale(.log, low: 0.01, high: 100)
    #expect(abs(try #require(scale.fraction(1)) - 0.5) < 1e-15)
    #expect(scale.fraction(0) == nil)
    #expect(scale.fraction(-1) == nil)
  }

  @Test func rowsRunDownward() {
    let frame = PanelFrame(
      x: Scale(.linear, low: 0, high: 1), y: Scale(.rows(4), low: 0, high: 4),
      plot: Rect(left: 0, top: 10, right: 100, bottom: 50))
    #expect(frame.vertical(0) == 15)
    #expect(frame.vertical(3) == 45)
    #expect(frame.rowHeight == 10)
  }

  @Test(arguments: [
    (1.23456789, 1.23457), (0.1, 0.1), (999_999.7, 1_000_000), (-123_456.5, -123_456),
    (1.234567e-20, 1.23457e-20),
    (3 * Double.leastNonzeroMagnitude, 0.0), (-0.0, 0.0),
  ])
  func sixDigits(_ value: Double, _ expected: Double) {
    #expect(value.roundedForDrawing == expected)
  }

  @Test func domains() {
    #expect(Domain.scale(Axis(), data: 3...3) == Scale(.linear, low: 2.85, high: 3.15))
    #expect(Domain.scale(Axis(numbers: .percent), data: 0.6...0.999).high == 1)
    #expect(Domain.scale(Axis(), data: 0.1...40).low == 0)
    #expect(Domain.scale(Axis(includesZero: true), data: 5...6).low == 0)
    #expect(Domain.scale(.time(), data: 0...50) == Scale(.linear, low: 0, high: 50))
    #expect(Domain.scale(Axis(scale: .log, domain: -1...10), data: 1...10).low < 1)
  }

  @Test func logarithmicAxesCountWhatTheyDrop() throws {
    let panel = Panel(
      y: Axis(scale: .log),
      marks: [
        LineMark(Series("a", 0), [Point(0, 1), Point(1, 0), Point(2, -3), Point(3, .nan), Point(4, 2)])
      ])
    let figure = Figure(id: "log", title: "Log", description: "Text.", panels: [panel])
    let sentence = "2 values of zero or below are not shown on the logarithmic y axis."
    #expect(figure.svg(.light).contains("Text. \(sentence)"))
    #expect(figure.svg(.inline).contains(sentence))
    #expect(figure.text().contains(sentence))
  }
}
