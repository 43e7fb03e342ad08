/// The look of flow charts: rules beside those of `SVGStyle`, for pages and within standalone files.
enum FlowChartStyle {
  static func rules(_ colour: (PlotColour) -> String) -> String {
    [
      ".node{fill:\(colour(.paper));stroke:\(colour(.series1));stroke-width:1.3}",
      ".edgeless{fill:none}",
      ".group{fill:\(colour(.field));fill-opacity:.06;stroke:\(colour(.line));stroke-dasharray:4 3}",
      ".word{font-size:13px;text-anchor:middle}",
      ".name{font-size:12px;font-weight:600;fill:\(colour(.muted))}",
      ".way{fill:none;stroke:\(colour(.muted));stroke-width:1.4}",
      ".dotted{stroke-dasharray:2 4;stroke-linecap:round}",
      ".thick{stroke-width:3}",
      ".tip{fill:\(colour(.muted));stroke:\(colour(.muted));stroke-width:1.4;stroke-linejoin:round}",
      ".open{fill:none}",
      ".says{font-size:12px;text-anchor:middle;fill:\(colour(.muted))}",
    ].map { ".flow \($0)\n" }.joined()
  }

  /// In a page a chart keeps its own size where there is room, and shrinks where there is less.
  static let pageRules = """
    svg.plot.flow{width:auto;max-width:100%;margin:0 auto}
    .upright{display:none}
    @media screen and (max-width:640px){.lying{display:none}.upright{display:block}}

    """
}

extension FlowChart {
  /// For a page that holds `SVGStyle.stylesheet`: the chart, and where it is wide beside it the same chart leading
  /// downward, which is shown instead on screens that are too narrow to read it.
  package func responsiveSVG() -> String {
    let isLying = direction == .right || direction == .left
    guard isLying, FlowChartScene(self).width > 400 else { return svg(.inline) }
    var upright = self
    upright.id = id + ".upright"
    upright.direction = .down
    return
      "<div class=\"lying\">\n\(svg(.inline))</div>\n<div class=\"upright\">\n\(upright.svg(.inline))</div>\n"
  }

  /// The chart as one `<svg>`: `.light` and `.dark` can be files, `.inline` is for a page that holds
  /// `SVGStyle.stylesheet`.
  package func svg(_ skin: SVGSkin) -> String {
    let scene = FlowChartScene(self)
    let margin = skin == .inline ? 3.0 : 14.0
    let width = (scene.width + 2 * margin).rounded(.up)
    let height = (scene.height + 2 * margin).rounded(.up)
    var writer = SVGWriter()
    let isFile = skin != .inline
    var attributes = isFile ? [("xmlns", "http://www.w3.org/2000/svg")] : []
    attributes += SVGFigure.root(width: width, height: height, slug: id, name: "plot flow")
    if isFile { attributes.append(("font-family", SVGStyle.fontFamily)) }
    writer.open("svg", attributes)
    writer.label("title", [("id", id + "-title")], title)
    writer.label("desc", [("id", id + "-desc")], effectiveDescription)
    if isFile {
      let isDark = skin == .dark
      let own = FlowChartStyle.rules { isDark ? $0.dark : $0.light }
      writer.append("<style>\n\(isDark ? SVGStyle.dark : SVGStyle.light)\(own)</style>\n")
      writer.shape(
        "rect",
        [("class", "paper"), ("width", SVGWriter.number(width)), ("height", SVGWriter.number(height))])
    }
    writer.open("g", [("transform", "translate(\(SVGWriter.number(margin)) \(SVGWriter.number(margin)))")])
    scene.draw(into: &writer)
    writer.close("g")
    writer.close("svg")
    return writer.text
  }
}

extension FlowChartScene {
  func draw(into writer: inout SVGWriter) {
    func number(_ value: Double) -> String { SVGWriter.number(value) }
    for frame in frames {
      writer.shape(
        "rect",
        [
          ("class", "group"), ("x", number(frame.rect.left)), ("y", number(frame.rect.top)),
          ("width", number(frame.rect.width)), ("height", number(frame.rect.height)), ("rx", "8"),
        ])
    }
    for arrow in arrows {
      let stroke =
        switch arrow.edge.stroke {
        case .dotted: " dotted"
        case .thick: " thick"
        case .solid, .invisible: ""
        }
      let data = arrow.pieces.map { $0.map(FlowChartScene.data).joined() }.joined()
      writer.shape("path", [("class", "way" + stroke), ("d", data)])
      for tip in arrow.tips { FlowChartScene.draw(tip.tip, tip.place, tip.toward, into: &writer) }
    }
    for box in boxes {
      box.outline.draw(box.middle, into: &writer)
      FlowChartScene.words(
        box.outline.lines, box.middle, style: "word", lineHeight: NodeOutline.lineHeight, rise: 4.5,
        into: &writer)
    }
    for arrow in arrows {
      FlowChartScene.words(
        arrow.label, arrow.labelMiddle, style: "says halo", lineHeight: FlowChartScene.labelHeight, rise: 4,
        into: &writer)
    }
    for frame in frames where !frame.title.isEmpty {
      let room = frame.rect.width - 2 * FlowChartScene.padding + 2
      let shown = TextWidth.fitted(frame.title, size: FlowChartScene.labelSize, width: room, isBold: true)
      writer.label(
        "text",
        [
          ("class", "name"), ("x", number(frame.rect.left + FlowChartScene.padding - 2)),
          ("y", number(frame.rect.top + 18)),
        ], shown, tip: shown == frame.title ? "" : frame.title)
    }
  }

  private static func data(_ step: Step) -> String {
    func pair(_ point: Point) -> String { "\(SVGWriter.number(point.x)) \(SVGWriter.number(point.y))" }
    return switch step {
    case .move(let point): "M" + pair(point)
    case .line(let point): "L" + pair(point)
    case .curve(let a, let b, let c): "C\(pair(a)) \(pair(b)) \(pair(c))"
    }
  }

  private static func words(
    _ lines: [String], _ middle: Point, style: String, lineHeight: Double, rise: Double,
    into writer: inout SVGWriter
  ) {
    let first = middle.y - lineHeight * Double(lines.count - 1) / 2 + rise
    for (index, line) in lines.enumerated() where !line.isEmpty {
      writer.label(
        "text",
        [
          ("class", style), ("x", SVGWriter.number(middle.x)),
          ("y", SVGWriter.number(first + lineHeight * Double(index))),
        ], line)
    }
  }

  /// - Parameter toward: of length 1, where the tip points
  private static func draw(
    _ tip: FlowChart.Tip, _ place: Point, _ toward: Point, into writer: inout SVGWriter
  ) {
    func at(_ back: Double, _ side: Double) -> Point {
      Point(place.x - toward.x * back - toward.y * side, place.y - toward.y * back + toward.x * side)
    }
    switch tip {
    case .none: break
    case .arrow:
      writer.shape(
        "path",
        [("class", "tip"), ("d", SVGWriter.path([at(1, 0), at(8, 3.6), at(8, -3.6)], isClosed: true))])
    case .circle:
      let middle = at(4, 0)
      writer.shape(
        "circle",
        [
          ("class", "tip"), ("cx", SVGWriter.number(middle.x)), ("cy", SVGWriter.number(middle.y)),
          ("r", "3.4"),
        ])
    case .cross:
      let strokes = [[at(1, 3.5), at(8, -3.5)], [at(1, -3.5), at(8, 3.5)]]
      writer.shape(
        "path", [("class", "tip open"), ("d", strokes.map { SVGWriter.path($0) }.joined())])
    }
  }
}
