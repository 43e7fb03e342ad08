import Diagnostics
import Testing

@testable import Plots

/// What must hold for any figure, whatever its data.
@Suite struct FigureTests {
  private func check(_ figure: Figure, sourceLocation: Testing.SourceLocation = #_sourceLocation) {
    for skin in [SVGSkin.inline, .light, .dark] {
      let svg = figure.svg(skin)
      #expect(SVGInspector(svg).complaints == [], "\(figure.id) \(skin)", sourceLocation: sourceLocation)
      #expect(svg.contains("role=\"img\""))
      #expect(svg.contains("aria-labelledby=\"\(figure.id)"))
    }
    for tier in TextTier.allCases {
      for columns in [72, 50] { checkLines(figure, columns, tier, sourceLocation: sourceLocation) }
    }
  }

  private func checkLines(
    _ figure: Figure, _ columns: Int, _ tier: TextTier,
    sourceLocation: Testing.SourceLocation = #_sourceLocation
  ) {
    let text = figure.text(columns: columns, tier: tier)
    #expect(text.hasSuffix("\n") && !text.contains("\t"), sourceLocation: sourceLocation)
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      #expect(
        String(line).displayWidth <= columns && line.last != " ", "\(tier) \(columns): \(line)",
        sourceLocation: sourceLocation)
    }
  }

  @Test(arguments: SampleFigures.all)
  func widths(_ figure: Figure) {
    for tier in TextTier.allCases {
      for columns in 40...100 { checkLines(figure, columns, tier) }
    }
  }

  @Test(arguments: SampleFigures.all)
  func samples(_ figure: Figure) {
    check(figure)
    // Only names keep letters of their own.
    let own = Set(figure.words.joined().filter { $0.isLetter || $0.isWide })
    #expect(figure.text().allSatisfy { $0.isASCII || own.contains($0) })
    #expect(figure.svg(.light) == figure.svg(.light))
  }

  @Test(arguments: SampleFigures.all)
  func sizes(_ figure: Figure) {
    for panel in figure.svg(.inline).split(separator: "</svg>") { #expect(panel.utf8.count < 30 * 1024) }
  }

  static let extremeData: [[Point]] = {
    var data: [[Point]] = [[], [Point(0, 0)]]
    data.append([Point(3, 5), Point(3, 5), Point(3, 5)])
    data.append([Point(0, 7), Point(1, 7)])
    data.append([Point(.nan, .nan)])
    data.append([Point(0, .nan), Point(1, 2), Point(2, .infinity), Point(3, 4)])
    data.append([Point(0, 1e-300), Point(1, 1e300)])
    data.append([Point(-1e300, -1e300), Point(1e300, 1e300)])
    data.append([Point(0, .leastNonzeroMagnitude), Point(1, .greatestFiniteMagnitude)])
    data.append([Point(1e-300, 1), Point(2e-300, 2)])
    data.append([Point(0, 0.1), Point(1, 0.1 + 1e-16)])
    data.append([Point(1e15, 1), Point(1e15 + 1, 2)])
    data.append((0..<10_000).map { Point(Double($0), Double(($0 * 7919) % 1009)) })
    data.append((0..<10_000).map { Point(Double($0), $0 % 2 == 0 ? .nan : 1) })
    return data
  }()

  @Test func hostileNames() {
    let name = "<script>alert(\"x\")</script> & 'y' ]]> \u{1}\n"
    let series = Series(name, 0)
    let points = [Point(0, 1), Point(1, 2)]
    let curve = LearningCurve(
      series, mean: points, seeds: [points, points], failures: [(place: Point(1, 2), tip: name)])
    let figure = Figure(
      id: name, title: name, description: name,
      panels: [
        .learningCurves(title: name, note: name, x: Axis(name), y: Axis(name), curves: [curve]),
        .seedDots(
          title: name, x: Axis(name),
          rows: [
            SeedDotsRow(
              series, mean: 1, low: 0, high: 2, values: [1], seedNames: [name], note: name, value: name)
          ], meaning: name),
        .scatter(title: name, x: Axis(name), y: Axis(name), groups: [(series: series, points: points)]),
      ],
      key: [KeyItem(.series(series), name), KeyItem(.field, name), KeyItem(.line(.outline), name)])
    for skin in [SVGSkin.inline, .light, .dark] {
      let svg = figure.svg(skin)
      #expect(SVGInspector(svg).complaints == [])
      #expect(!svg.contains("<script"))
      #expect(svg.contains("&lt;script&gt;"))
    }
    #expect(figure.id.allSatisfy { $0.isLetter || $0 == "-" })
    let boundary = Figure.decisionBoundaries(
      id: "b", title: name, panels: [BoundaryPanel(series, note: name, seeds: [], classes: [points])],
      classNames: [name])
    check(boundary)
  }

  @Test(arguments: FigureTests.extremeData)
  func extremes(_ points: [Point]) {
    let series = (0..<2).map { Series("series \($0)", $0) }
    let classes = [points, points.reversed()]
    for scale in [Axis.Scale.linear, .log] {
      let curves = series.map {
        LearningCurve(
          $0, mean: points, band: points.map { BandMark.Slice($0.x, $0.y / 2, $0.y * 2) },
          seeds: [points, points],
          failures: points.suffix(1).map { (place: $0, tip: "diverged") })
      }
      check(
        Figure(
          id: "curves", title: "Curves",
          panels: [
            .learningCurves(
              title: "Loss", x: .time(scale: scale), y: Axis("loss", scale: scale), curves: curves)
          ]))
      check(
        .scatter(
          id: "scatter", title: "Scatter",
          panel: .scatter(
            title: "Scatter", x: Axis("x", scale: scale), y: Axis("y", scale: scale),
            groups: series.map { (series: $0, points: points) })))
    }
    let rows = series.map { series in
      SeedDotsRow(
        series, mean: points.first?.y, low: points.map(\.y).min(), high: points.last?.y,
        values: points.prefix(1000).map(\.y))
    }
    check(
      .seedDots(
        id: "dots", title: "Dots", levels: .seedDots(title: "Dots", x: Axis("value"), rows: rows),
        differences: .seedDots(
          title: "Differences", x: Axis("difference", numbers: .signed), rows: [], zeroLine: true)))
    check(
      .samples(
        id: "samples", title: "Samples", series: series[0], target: .observations(points),
        snapshots: [SampleSnapshot(title: "one", points: points), SampleSnapshot(title: "none", points: [])]))
    check(
      .decisionBoundaries(
        id: "boundary", title: "Boundary",
        panels: [BoundaryPanel(series[0], seeds: [], classes: classes)]))
  }

  @Test func flatAndBrokenFields() {
    for value in [0.0, 0.5, 1, .nan, .infinity] {
      let field = ScalarField(columns: 5, rows: 5, x: 0...1, y: 0...1) { x, _ in x > 0.6 ? value : 0.2 }
      check(
        .decisionBoundaries(
          id: "flat", title: "Flat",
          panels: [BoundaryPanel(Series("a", 0), seeds: [field, field], classes: [])]))
    }
  }

  @Test func emptyFigures() {
    check(Figure(id: "none", title: "None", panels: [Panel()]))
    #expect(SVGInspector(Figure(id: "none", title: "None", panels: []).svg(.light)).complaints == [])
    #expect(Figure(id: "none", title: "None", panels: []).text() == "\n")
  }

  /// The layout of the seed-dot plot, character by character.
  @Test func seedDotsInCharacters() {
    let panel = Panel.seedDots(
      title: "Test accuracy, %", x: Axis(domain: 82...98), rows: SampleFigures.levelRows,
      meaning: "mean and 95% t interval")
    let expected = """
      Test accuracy, %     o seed    [--#--] mean and 95% t interval

          ReLU |                                     [-#--]   | 96.0 +/- 1.1
               |                               o       oo32   |
          SiLU |                                   [---#---]  | 95.9 +/- 1.3
               |                              o     oo   o22  |
          Tanh |                             [-----#-----]    | 94.5 +/- 2.2
               |                       o  o       o   ooooo   |
       Sigmoid |         [--#--]                              | 86.2 +/- 1.0
               |    o    o ooo2o                              |
               ++-----+----+-----+----+-----+-----+----+-----++
                82   84   86    88   90    92    94   96    98

      """
    #expect(Figure(id: "dots", title: "Dots", panels: [panel]).text(columns: 70) == expected)
  }
}
