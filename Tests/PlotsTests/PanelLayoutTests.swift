import Testing

@testable import Plots

/// Where words lie in pictures.
@Suite struct PanelLayoutTests {
  private func layout(_ panel: Panel, width: Double = 440) -> PanelLayout {
    let figure = Figure(id: "f", title: "", panels: [panel])
    return PanelLayout(PanelPlan.plans(of: figure, seriesLimit: 6)[0], width: width)
  }

  private func rows(_ notes: [String], x: Axis = Axis("x")) -> Panel {
    Panel.seedDots(
      title: "t", x: x,
      rows: notes.enumerated().map { index, note in
        SeedDotsRow(
          Series("row \(index)", index), mean: 0.5, low: -1, high: 1, values: [0, 0.4, 1], note: note)
      })
  }

  @Test(arguments: [440.0, 290, 210])
  func notesOfRowsHaveAColumnOfTheirOwn(_ width: Double) {
    let notes = ["better on 6 of 8", "worse on 7 of 8 and a note that is far too long for any column"]
    let layout = layout(rows(notes), width: width)
    #expect(layout.rowNotes[0].joined(separator: " ") == notes[0] || width < 300)
    #expect(layout.rowNotes.allSatisfy { $0.count <= 2 })
    for line in layout.rowNotes.joined() {
      #expect(layout.plot.right + 10 + TextWidth.of(line, size: 12) <= width + 0.01)
    }
    #expect(layout.plot.width >= 40)
  }

  @Test func whatIsNotShownStandsBelowThePanel() throws {
    var panel = rows(["", ""], x: Axis("x", scale: .log))
    let layout = layout(panel)
    let note = try #require(layout.footnotes.first)
    #expect(note.hasPrefix("2 values of zero or below are not shown"))
    let svg = Figure(id: "f", title: "", panels: [panel]).svg(.light)
    #expect(SVGInspector(svg).texts.contains(note))
    // Below the name of the axis, and the panel is as much higher.
    let same = PanelLayout(
      PanelPlan(panel: panel, x: layout.frame.x, y: layout.frame.y, omissions: ""), width: 440)
    #expect(layout.bodyHeight == same.height && layout.height >= same.height + PanelLayout.noteLine)
    panel.x.scale = .linear
    #expect(self.layout(panel).footnotes.isEmpty)
  }

  @Test func titlesTakeASecondLineAndAreCutInside() {
    let sentence = "Difference from the baseline, same seeds"
    #expect(PanelHeader(Panel(title: sentence), width: 440).title == [sentence])
    let narrow = PanelHeader(Panel(title: sentence), width: 210)
    #expect(narrow.title == ["Difference from the", "baseline, same seeds"] && !narrow.isCut)
    let name = String(repeating: "0.00464159, xavier_uniform, ", count: 8)
    let long = PanelHeader(Panel(title: "Difference from \(name)same seeds", note: "note"), width: 290)
    #expect(long.isCut && long.title.count == 2)
    #expect(long.title[0].hasPrefix("Difference from 0.0046") && long.title[1].hasSuffix("same seeds"))
    // With its note it has no room, alone it has.
    let noted = PanelHeader(
      Panel(title: "a title of this length", note: "a note that is as long"), width: 210)
    #expect(noted.title == ["a title of this length"] && noted.noteEnd == nil)
    #expect(noted.noteBaseline == PanelHeader.baseline + PanelHeader.lineHeight)
  }

  @Test func panelsBesideEachOtherStartAtOneHeight() {
    let line = LineMark(Series("a", 0), [Point(0, 0), Point(1, 1)])
    let figure = Figure(
      id: "f", title: "",
      panels: [
        Panel(title: "short", marks: [line]),
        Panel(title: String(repeating: "a long title ", count: 6), y: Axis("y"), marks: [line]),
      ])
    let svg = figure.svg(.light)
    let bases = svg.split(separator: "\n").filter { $0.contains("class=\"base\"") }
      .compactMap { $0.firstMatch(of: /d="M[0-9.]+ ([0-9.]+)/)?.output.1 }
    #expect(bases.count == 2 && bases[0] == bases[1])
  }

  @Test func linesOfText() {
    #expect(TextWidth.wrapped("one two three", size: 10, width: 50) == ["one two", "three"])
    #expect(TextWidth.wrapped("学习率,很大。", size: 10, width: 40) == ["学习率,", "很大。"])
    #expect(TextWidth.wrapped("", size: 10, width: 40) == [])
  }

  @Test func valuesBehindLabelsStayWhole() {
    let series = (0..<2).map { Series("a variant with quite a long name, of which there are \($0 + 2)", $0) }
    let panel = Panel(
      marks: series.map { series in
        LineMark(
          series, [Point(0, 0), Point(1, Double(series.index))], label: series.name,
          labelValue: "0.93\(series.index)")
      })
    for width in [440.0, 290, 210] {
      let texts = layout(panel, width: width).endLabels.map(\.text)
      #expect(texts.count == 2 && texts[0].hasSuffix(" 0.930") && texts[1].hasSuffix(" 0.931"))
      #expect(texts.allSatisfy { $0.contains("…") })
    }
  }

  /// A leader starts where its curve ends.
  @Test func leadersStartAtTheirCurves() throws {
    let panel = Panel(
      x: Axis(domain: 0...10), marks: [LineMark(Series("a", 0), [Point(0, 0), Point(5, 1)], label: "a")])
    let layout = layout(panel)
    let end = try #require(layout.endLabels.first?.label.anchor)
    #expect(end.x < layout.plot.right - 100)
    let start = "d=\"M\(SVGWriter.number(end.x + 5)) \(SVGWriter.number(end.y))"
    #expect(SVGPanel.draw(layout).contains("class=\"lead\" \(start)"))
  }

  @Test func parallelAxesEndAtTheirEnds() throws {
    let figure = SampleFigures.parallel
    let layout = layout(figure.panels[0])
    var canvas = RecordingCanvas()
    for mark in figure.panels[0].marks where mark is RuleMark || mark is LabelMark {
      mark.draw(on: &canvas, in: layout.frame)
    }
    let ends = canvas.lines.flatMap { $0.map(\.y) }
    let (top, bottom) = (try #require(ends.min()), try #require(ends.max()))
    #expect(canvas.labels.count == 8)
    // Half a line of text and more.
    #expect(canvas.labels.allSatisfy { $0.place.y < top - 8 || $0.place.y > bottom + 8 })
    #expect(!figure.svg(.light).contains("class=\"base\""))
  }

  @Test func rowAxesAreNamed() {
    let panel = SampleFigures.heatMap.panels[0]
    #expect(SVGInspector(SampleFigures.heatMap.svg(.light)).texts.contains("↓ initializer"))
    #expect(SampleFigures.heatMap.text().contains("\nv initializer\n"))
    #expect(SampleFigures.heatMap.text(tier: .blocks).contains("\n↓ initializer\n"))
    #expect(panel.yName == "initializer")
  }

  @Test func smallMultiplesHaveOneHeading() {
    var figure = SampleFigures.manySeries
    figure.panels[0].y.label = "cross-entropy"
    for text in [figure.svg(.inline), figure.svg(.light), figure.text()] {
      #expect(text.ranges(of: "Validation loss: cross-entropy").count == 1)
      #expect(!text.contains("↑"))
    }
    // Those of the next panel start a row of their own.
    figure.panels.append(figure.panels[0])
    figure.panels[1].title = "Again"
    figure.panels[0].marks.removeLast()
    #expect(SVGInspector(figure.svg(.light)).complaints == [])
    #expect(figure.svg(.inline).split(separator: "class=\"plot-head\"").count == 3)
  }

  @Test func pointsStayInsideAFrame() {
    let corners = [Point(0, 0), Point(1, 1), Point(0, 1), Point(1, 0)]
    var panel = Panel(
      x: Axis(domain: 0...1), y: Axis(domain: 0...1),
      marks: [PointsMark(corners, .series(Series("a", 0), filled: true))])
    func places(_ panel: Panel) -> [Double] {
      SVGPanel.draw(layout(panel)).matches(of: /cx="([0-9.]+)"/).compactMap { Double($0.output.1) }
    }
    #expect((places(panel).min() ?? 100) < layout(panel).plot.left + 0.1)
    panel.frame = .box
    #expect(places(panel).allSatisfy { $0 >= 1 + 2.9 && $0 <= 439 - 2.9 } && places(panel).count == 4)
  }

  @Test func theKeyOfAFieldNamesItsEnds() {
    let texts = SVGInspector(SampleFigures.decisionBoundaries.svg(.light)).texts
    #expect(texts.contains("0") && texts.contains("1"))
    #expect(SampleFigures.decisionBoundaries.text(tier: .blocks).contains("0 ░▒ 1 mean probability"))
  }
}
