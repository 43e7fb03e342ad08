/// One panel as SVG elements: title, axes, marks, direct labels.
enum SVGPanel {
  static func draw(_ layout: PanelLayout) -> String {
    var canvas = SVGCanvas(plot: layout.plot, rowHeight: layout.frame.rowHeight)
    let panel = layout.plan.panel
    let isBox = panel.frame == .box
    canvas.keepsPointsInside = isBox
    // A panel's picture is to stay below 30 KiB.
    let thin = panel.marks.reduce(0) { sum, mark in
      if let line = mark as? LineMark, line.weight == .thin { sum + line.points.count } else { sum }
    }
    canvas.contextTolerance = min(max(1, Double(thin) / 2800), 2.5)
    if !isBox { axes(layout, &canvas.writer) }
    header(layout, &canvas)
    for mark in panel.marks { mark.draw(on: &canvas, in: layout.frame) }
    if isBox {
      let plot = layout.plot
      canvas.writer.shape(
        "rect",
        [
          ("class", "frame"), ("x", SVGWriter.number(plot.left)), ("y", SVGWriter.number(plot.top)),
          ("width", SVGWriter.number(plot.width)), ("height", SVGWriter.number(plot.height)), ("rx", "2"),
        ])
    }
    if let rows = panel.y.rows { rowLabels(rows, layout, &canvas) }
    endLabels(layout, &canvas)
    footnotes(layout, &canvas.writer)
    return canvas.writer.text
  }

  private static func header(_ layout: PanelLayout, _ canvas: inout SVGCanvas) {
    let panel = layout.plan.panel
    let header = layout.header
    if let series = panel.titleSeries {
      let style = "f\(SVGCanvas.number(of: series))"
      canvas.marker(
        series.shape, at: Point(header.left - PanelHeader.sign + 7, 11.5), radius: 4.6, style: style)
    }
    let colour = panel.titleSeries.map { " f\(SVGCanvas.number(of: $0))" } ?? ""
    for (line, text) in header.title.enumerated() {
      let baseline = PanelHeader.baseline + Double(line) * PanelHeader.lineHeight
      canvas.writer.label(
        "text",
        [
          ("x", SVGWriter.number(header.left)), ("y", SVGWriter.number(baseline)), ("class", "pt" + colour),
        ], text, tip: header.isCut ? panel.title : "")
    }
    guard !header.note.isEmpty else { return }
    var place = [
      ("x", SVGWriter.number(header.noteEnd ?? header.left)),
      ("y", SVGWriter.number(header.noteBaseline)), ("class", "note"),
    ]
    if header.noteEnd != nil { place.append(("text-anchor", "end")) }
    canvas.writer.label("text", place, header.note, tip: header.note == panel.note ? "" : panel.note)
  }

  private static func axes(_ layout: PanelLayout, _ writer: inout SVGWriter) {
    let plot = layout.plot
    let panel = layout.plan.panel
    let hasRows = panel.y.rows != nil
    var grid = ""
    if hasRows, panel.x.columns == nil {
      for value in layout.xTicks.values {
        guard let x = layout.frame.horizontal(value) else { continue }
        grid += SVGWriter.path([Point(x, plot.top), Point(x, plot.bottom)])
      }
    }
    for value in layout.yTicks.values {
      guard let y = layout.frame.vertical(value) else { continue }
      grid += SVGWriter.path([Point(plot.left, y), Point(plot.right, y)])
    }
    if !grid.isEmpty { writer.shape("path", [("class", "grid"), ("d", grid)]) }
    let hasBase = !hasRows && !panel.y.isHidden
    var base =
      hasBase ? SVGWriter.path([Point(plot.left, plot.bottom), Point(plot.right, plot.bottom)]) : ""
    if hasBase {
      for value in layout.xTicks.values {
        guard let x = layout.frame.horizontal(value) else { continue }
        base += SVGWriter.path([Point(x, plot.bottom), Point(x, plot.bottom + 4)])
      }
    }
    for value in layout.xTicks.minor {
      guard let x = layout.frame.horizontal(value) else { continue }
      base += SVGWriter.path([Point(x, plot.bottom), Point(x, plot.bottom + 2.5)])
    }
    for value in layout.yTicks.minor {
      guard let y = layout.frame.vertical(value) else { continue }
      base += SVGWriter.path([Point(plot.left - 4, y), Point(plot.left, y)])
    }
    if !base.isEmpty { writer.shape("path", [("class", "base"), ("d", base)]) }
    let second = layout.namesInTwoLines ? PanelLayout.nameLine : 0
    for (index, label) in layout.xLabels.enumerated() where label.isLabelled {
      let baseline = plot.bottom + 17 + (index % 2 == 1 ? second : 0)
      writer.label(
        "text",
        [
          ("x", SVGWriter.number(label.x)), ("y", SVGWriter.number(baseline)), ("class", "tick"),
          ("text-anchor", "middle"),
        ], label.text)
    }
    for (value, text) in zip(layout.yTicks.values, layout.yTicks.labels) {
      guard let y = layout.frame.vertical(value) else { continue }
      writer.label(
        "text",
        [
          ("x", SVGWriter.number(plot.left - 7)), ("y", SVGWriter.number(y + 4.2)), ("class", "tick"),
          ("text-anchor", "end"),
        ], Typography.signs(text))
    }
    axisNames(layout, &writer)
  }

  private static func axisNames(_ layout: PanelLayout, _ writer: inout SVGWriter) {
    let plot = layout.plot
    let label = layout.plan.panel.x.fullLabel
    if !label.isEmpty {
      let shown = TextWidth.fitted(label + " →", size: 12, width: plot.right + 4)
      writer.label(
        "text",
        [
          ("x", SVGWriter.number(plot.right)),
          ("y", SVGWriter.number(plot.bottom + 35 + (layout.namesInTwoLines ? PanelLayout.nameLine : 0))),
          ("class", "ax"),
          ("text-anchor", "end"),
        ], shown)
    }
    let vertical = layout.plan.panel.yName
    if !vertical.isEmpty {
      // On top of its axis, or of the names of its rows, never rotated.
      let hasRows = layout.plan.panel.y.rows != nil
      writer.label(
        "text",
        [
          ("x", SVGWriter.number(hasRows ? 0 : plot.left + 5)),
          ("y", SVGWriter.number(plot.top - (hasRows ? 5 : 3))),
          ("class", "ax halo"),
        ],
        TextWidth.fitted(
          (hasRows ? "↓ " : "↑ ") + vertical, size: 12, width: hasRows ? layout.width : plot.width))
    }
  }

  private static func rowLabels(_ rows: [Row], _ layout: PanelLayout, _ canvas: inout SVGCanvas) {
    for (index, row) in rows.enumerated() {
      guard let y = layout.frame.vertical(Double(index)) else { continue }
      var left = 0.0
      if let series = row.series {
        let style = "f\(SVGCanvas.number(of: series))"
        canvas.marker(series.shape, at: Point(7, y), radius: 4.6, style: style)
        left = 18
      }
      let name = layout.rowNames[index]
      canvas.writer.label(
        "text", [("x", SVGWriter.number(left)), ("y", SVGWriter.number(y + 4.4)), ("class", "row")], name,
        tip: name == row.name ? "" : row.name)
    }
    for (index, lines) in layout.rowNotes.enumerated() {
      guard let y = layout.frame.vertical(Double(index)) else { continue }
      let first = y + 4.2 - Double(lines.count - 1) * PanelLayout.noteLine / 2
      let isCut = lines.joined().contains("…")
      for (line, text) in lines.enumerated() {
        canvas.writer.label(
          "text",
          [
            ("x", SVGWriter.number(layout.plot.right + 10)),
            ("y", SVGWriter.number(first + Double(line) * PanelLayout.noteLine)), ("class", "note"),
          ], text, tip: isCut ? rows[index].note : "")
      }
    }
  }

  /// What is not shown, below all of the panel.
  private static func footnotes(_ layout: PanelLayout, _ writer: inout SVGWriter) {
    for (line, text) in layout.footnotes.enumerated() {
      let baseline = layout.bodyHeight + 14 + Double(line) * PanelLayout.noteLine
      writer.label(
        "text", [("x", "0"), ("y", SVGWriter.number(baseline)), ("class", "note")], text)
    }
  }

  private static func endLabels(_ layout: PanelLayout, _ canvas: inout SVGCanvas) {
    let left = layout.plot.right + PanelLayout.labelOffset
    for (label, text, y) in layout.endLabels {
      // From the end of the curve, which may lie before the plot's.
      let leader = SVGWriter.path([Point(label.anchor.x + 5, label.anchor.y), Point(left - 3, y)])
      canvas.writer.shape("path", [("class", "lead"), ("d", leader)])
      let colour = label.series.map { " f\(SVGCanvas.number(of: $0))" } ?? ""
      canvas.writer.label(
        "text",
        [("x", SVGWriter.number(left)), ("y", SVGWriter.number(y + 4.4)), ("class", "lab" + colour)], text,
        tip: text == label.text ? "" : label.text)
    }
  }
}
