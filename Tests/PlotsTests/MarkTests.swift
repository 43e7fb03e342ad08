import Tensors
import Testing

@testable import Plots

/// Where marks ask a canvas to draw.
@Suite struct MarkTests {
  private let series = Series("a", 0)

  private func frame(_ x: Scale, _ y: Scale, width: Double, height: Double = 100) -> PanelFrame {
    PanelFrame(x: x, y: y, plot: Rect(left: 0, top: 0, right: width, bottom: height))
  }

  private func unit(width: Double) -> PanelFrame {
    frame(Scale(.linear, low: 0, high: 1), Scale(.linear, low: 0, high: 1), width: width)
  }

  /// As a ROC curve's: where the curve rises in a step, no neighbour widens a slice.
  @Test(arguments: [200.0, 264, 400])
  func aSteppedBandKeepsEachSlice(_ width: Double) throws {
    let slices = (0...100).map { index -> BandMark.Slice in
      let step = Double(index / 10) / 10
      return BandMark.Slice(Double(index) / 100, step * 0.8, 0.1 + step * 0.9)
    }
    let frame = unit(width: width)
    var canvas = RecordingCanvas(leastStep: 1)
    BandMark(series, slices).draw(on: &canvas, in: frame)
    let band = try #require(canvas.bands.first)
    #expect(canvas.bands.count == 1)
    #expect(band.upper == slices.compactMap { frame.place(Point($0.x, $0.high)) })
    #expect(band.lower == slices.compactMap { frame.place(Point($0.x, $0.low)) })
  }

  /// Nearer than a pixel the widest stands for all, and a spike is not lost.
  @Test func slicesWithinAPixelAreOne() throws {
    var slices = (0...10_000).map { BandMark.Slice(Double($0) / 10_000, 0.4, 0.6) }
    slices[4321] = BandMark.Slice(0.4321, 0.1, 0.9)
    var canvas = RecordingCanvas(leastStep: 1)
    BandMark(series, slices).draw(on: &canvas, in: unit(width: 200))
    let band = try #require(canvas.bands.first)
    #expect((190...201).contains(band.upper.count))
    #expect(band.upper.contains { abs($0.y - 10) < 1e-9 } && band.lower.contains { abs($0.y - 90) < 1e-9 })
    #expect(zip(band.upper, band.upper.dropFirst()).allSatisfy { $1.x - $0.x >= 1 })
  }

  @Test func whereASliceIsMissingABandIsBroken() {
    let slices = [0, 0.25, 0.5, 0.75, 1].map { BandMark.Slice($0, $0 == 0.5 ? -.infinity : 0.2, 0.8) }
    var canvas = RecordingCanvas(leastStep: 1)
    BandMark(series, slices).draw(on: &canvas, in: unit(width: 200))
    #expect(canvas.bands.map(\.upper.count) == [2, 2])
  }

  @Test func intervalsReachTheEndOfALogarithmicAxis() {
    let frame = frame(Scale(.log, low: 0.01, high: 1), Scale(.rows(1), low: 0, high: 1), width: 200)
    for low in [-0.3, 0] {
      let mark = IntervalMark(series, row: 0, low: low, mean: 0.1, high: 1)
      var canvas = RecordingCanvas()
      mark.draw(on: &canvas, in: frame)
      #expect(canvas.intervals == [.init(low: 0, mean: 100, high: 200)])
      var extent = Extent(xIsLog: true, yIsLog: false)
      mark.measure(&extent)
      #expect(extent.x == 0.1...1 && extent.droppedX == 0)
    }
    // A mean that has no place is told; what has no upper end is no interval.
    let mark = IntervalMark(series, row: 0, low: -2, mean: -1, high: 0)
    var canvas = RecordingCanvas()
    mark.draw(on: &canvas, in: frame)
    #expect(canvas.intervals == [.init(low: 0, mean: nil, high: nil)])
    var extent = Extent(xIsLog: true, yIsLog: false)
    mark.measure(&extent)
    #expect(extent.droppedX == 1)
  }

  @Test func boxesReachTheEndOfALogarithmicAxis() {
    let frame = frame(Scale(.log, low: 0.01, high: 1), Scale(.rows(1), low: 0, high: 1), width: 200)
    let box = BoxMark.Box(median: 0.1, quartiles: 0...1, whiskers: -1...1, outliers: [-2])
    var canvas = RecordingCanvas()
    BoxMark(series, row: 0, box: box).draw(on: &canvas, in: frame)
    #expect(canvas.boxes == [BoxMark.Box(median: 100, quartiles: 0...200, whiskers: 0...200)])
  }
}

/// Keeps what it is told to draw.
struct RecordingCanvas: Canvas {
  struct Interval: Equatable {
    var low, mean, high: Double?
  }

  var linePrecision = Int.max
  var contextTolerance = 0.0
  var leastStep = 0.0
  var lines: [[Point]] = []
  var bands: [(upper: [Point], lower: [Point])] = []
  var intervals: [Interval] = []
  var boxes: [BoxMark.Box] = []
  var labels: [(text: String, place: Point)] = []

  mutating func stroke(_ lines: [[Point]], _ role: StrokeRole, tip: String) { self.lines += lines }
  mutating func band(upper: [Point], lower: [Point], series: Series) { bands.append((upper, lower)) }
  mutating func points(_ points: [Point], _ style: PointStyle, tips: [String]) {}
  mutating func lineMarkers(_ points: [Point], series: Series) {}
  mutating func interval(
    low: Double?, mean: Double?, high: Double?, row: Double, series: Series, tip: String
  ) {
    intervals.append(Interval(low: low, mean: mean, high: high))
  }
  mutating func dots(_ places: [Double], row: Double, series: Series, tips: [String]) {}
  mutating func field(_ field: ScalarField, levels: [Double], in frame: PanelFrame) {}
  mutating func failure(at place: Point, series: Series, tip: String) {}
  mutating func cell(_ cell: CellsMark.Cell, at place: Rect) {}
  mutating func box(_ box: BoxMark.Box, row: Double, series: Series, tip: String) { boxes.append(box) }
  mutating func ridge(_ shares: [Point], row: Double, series: Series, tip: String) {}
  mutating func image(_ image: GreyImage, at place: Rect, tip: String) {}
  mutating func label(_ text: String, at place: Point, width: Double, isStrong: Bool) {
    labels.append((text, place))
  }
}

/// What makes pictures small.
@Suite struct PictureSizeTests {
  @Test func tipsAreForPages() {
    let elements = """
      <g>
      <path class="seed k1" d="M1 2l3 4"><title>relu, seed 1: 0.9</title></path>
      <text x="1" y="2"><title>a long name</title>a lo…</text>
      <circle r="2"/>
      </g>

      """
    #expect(
      SVGWriter.withoutTips(elements) == """
        <g>
        <path class="seed k1" d="M1 2l3 4"/>
        <text x="1" y="2">a lo…</text>
        <circle r="2"/>
        </g>

        """)
    #expect(SVGWriter.withoutTips("") == "")
  }

  /// A thin line keeps every place that is more than a unit off the rest, and no others.
  @Test func thinLinesAreSimple() throws {
    var points = (0...300).map { Point(Double($0), Double($0) / 300) }
    points[150].y = 5
    let figure = Figure(
      id: "x", title: "x",
      panels: [
        Panel(
          x: Axis("x"), y: Axis("y"),
          marks: [LineMark(Series("a", 0), points, weight: .thin), LineMark(Series("b", 1), points)])
      ])
    let svg = figure.svg(.light)
    let thin = try #require(svg.firstMatch(of: /class="thin k1" d="M([^"]*)"/)?.output.1)
    let thick = try #require(svg.firstMatch(of: /class="ln k2" d="M([^"]*)"/)?.output.1)
    #expect(thin.count < 80 && thick.count > 1000, "\(thin)")
  }

  /// With ten seeds of three hundred epochs each in two colours a panel stays below 30 KiB.
  @Test func panelsStaySmall() {
    var stream = RandomStream(seed: 3, purpose: "sizes")
    var marks: [any Mark] = []
    for index in 0..<20 {
      var level = 1.0
      let points = (0...300).map { epoch in
        level *= 0.997
        return Point(Double(epoch), level + 0.04 * stream.normalDouble())
      }
      marks.append(LineMark(Series("s", index % 2), points, weight: .thin, tip: "seed \(index)"))
    }
    let figure = Figure(id: "x", title: "x", panels: [Panel(x: Axis.time(), y: Axis("loss"), marks: marks)])
    // With its style, which is no part of a panel.
    #expect(figure.svg(.light).utf8.count < 32 << 10, "\(figure.svg(.light).utf8.count)")
  }
}

/// Where lines and their names lie in text.
@Suite struct TextEndLabelTests {
  /// On one row names stand in the order of the values, and axes whose ends are given end there.
  @Test func namesFollowTheirLines() throws {
    let ends = [("low", 0.500), ("high", 0.504), ("middle", 0.502)]
    let marks = ends.enumerated().map { index, end in
      LineMark(Series(end.0, index), [Point(0, 0.1), Point(1, end.1)], label: end.0)
    }
    let text = Figure(
      id: "x", title: "x",
      panels: [
        Panel(
          x: Axis("rate", domain: 0...1.04), y: Axis("share", domain: 0...1.04), marks: marks,
          equalAspect: true)
      ]
    ).text(TextFormat(columns: 72))
    let places = try ["high", "middle", "low"].map { try #require(text.firstRange(of: $0)).lowerBound }
    #expect(places == places.sorted(), "\(text)")
    #expect(!text.contains("1.2") && !text.contains("-0.2"), "\(text)")
  }
}
