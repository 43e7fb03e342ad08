/// One panel as SVG elements: title, axes, marks, direct labels.
enum SVGPanel {
  static func draw(_ layout: PanelLayout) -> String {
    var canvas = SVGCanvas(plot: layout.plot, rowHeight: layout.frame.rowHeight)
    let panel = layout.plan.panel
    let isBox = panel.frame == .box
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
    return canvas.writer.text
  }

  private static func header(_ layout: PanelLayout, _ canvas: inout SVGCanvas) {
    let panel = layout.plan.panel
    let noteWidth = TextWidth.of(panel.note, size: 12)
    var left = panel.y.rows != nil ? layout.plot.left : 0
    let right = panel.y.rows == nil && panel.frame == .axes ? layout.width : layout.plot.right
    if let series = panel.titleSeries {
      let style = "f\(SVGCanvas.number(of: series))"
      canvas.marker(series.shape, at: Point(left + 7, 11.5), radius: 4.6, style: style)
      left += 18
    }
    let title = TextWidth.fitted(
      panel.title, size: 13, width: max(right - left - noteWidth - 8, 40), isBold: true)
    if !title.isEmpty {
      let colour = panel.titleSeries.map { " f\(SVGCanvas.number(of: $0))" } ?? ""
      canvas.writer.label(
        "text", [("x", SVGWriter.number(left)), ("y", "16"), ("class", "pt" + colour)], title,
        tip: title == panel.title ? "" : panel.title)
    }
    guard !panel.note.isEmpty else { return }
    canvas.writer.label(
      "text",
      [("x", SVGWriter.number(right)), ("y", "16"), ("class", "note"), ("text-anchor", "end")], panel.note)
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
      // On top of its axis, never rotated.
      writer.label(
        "text",
        [
          ("x", SVGWriter.number(plot.left + 5)), ("y", SVGWriter.number(plot.top - 3)), ("class", "ax halo"),
        ],
        TextWidth.fitted("↑ " + vertical, size: 12, width: plot.width))
    }
  }

  private static func rowLabels(_ rows: [Row], _ layout: PanelLayout, _ canvas: inout SVGCanvas) {
    let room = layout.plot.left - 12
    for (index, row) in rows.enumerated() {
      guard let y = layout.frame.vertical(Double(index)) else { continue }
      var left = 0.0
      if let series = row.series {
        let style = "f\(SVGCanvas.number(of: series))"
        canvas.marker(series.shape, at: Point(7, y), radius: 4.6, style: style)
        left = 18
      }
      let name = TextWidth.fitted(row.name, size: 13, width: room - left + 1)
      canvas.writer.label(
        "text", [("x", SVGWriter.number(left)), ("y", SVGWriter.number(y + 4.4)), ("class", "row")], name,
        tip: name == row.name ? "" : row.name)
      if !row.note.isEmpty { note(row.note, row: index, y: y, layout, &canvas) }
    }
  }

  /// Beside the row's marks, on the side with more room.
  private static func note(
    _ text: String, row: Int, y: Double, _ layout: PanelLayout, _ canvas: inout SVGCanvas
  ) {
    let plot = layout.plot
    let width = TextWidth.of(text, size: 12)
    var extent = Extent(xIsLog: layout.plan.panel.x.isLog, yIsLog: false)
    for mark in layout.plan.panel.marks where mark.row == row { mark.measure(&extent) }
    if extent.x == nil, let zero = layout.frame.horizontal(0), plot.contains(Point(zero, y)) {
      // A row without numbers in a panel of differences: the baseline itself.
      // Left of zero, unless the names stand there.
      let fits = zero - 8 - width >= plot.left
      canvas.annotation(text, at: Point(fits ? zero - 8 : zero + 8, y + 5), alignedRight: fits)
      return
    }
    let low = extent.x.flatMap { layout.frame.horizontal($0.lowerBound) } ?? plot.left
    let high = extent.x.flatMap { layout.frame.horizontal($0.upperBound) } ?? plot.left
    if low - plot.left >= plot.right - high {
      // Rather over the marks, with a halo, than over the names.
      let end = max(max(low, plot.left) - 10, plot.left + width)
      canvas.annotation(text, at: Point(end, y + 5), alignedRight: true)
    } else {
      let start = min(min(high, plot.right) + 10, layout.width - width)
      canvas.annotation(text, at: Point(start, y + 5), alignedRight: false)
    }
  }

  private static func endLabels(_ layout: PanelLayout, _ canvas: inout SVGCanvas) {
    let left = layout.plot.right + 18
    for (label, y) in layout.endLabels {
      let start = Point(max(label.anchor.x + 5, layout.plot.right + 4), label.anchor.y)
      let leader = SVGWriter.path([start, Point(left - 3, y)])
      canvas.writer.shape("path", [("class", "lead"), ("d", leader)])
      let colour = label.series.map { " f\(SVGCanvas.number(of: $0))" } ?? ""
      let shown = TextWidth.fitted(label.text, size: 13, width: layout.width - left, isBold: true)
      canvas.writer.label(
        "text",
        [("x", SVGWriter.number(left)), ("y", SVGWriter.number(y + 4.4)), ("class", "lab" + colour)], shown,
        tip: shown == label.text ? "" : label.text)
    }
  }
}
