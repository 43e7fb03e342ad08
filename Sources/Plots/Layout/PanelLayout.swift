/// Where the parts of a panel lie in its picture.
struct PanelLayout {
  let plan: PanelPlan
  let header: PanelHeader
  let width: Double
  /// Without the footnotes, which only some of the panels beside each other have.
  let bodyHeight: Double
  let frame: PanelFrame
  let xTicks: Ticks
  let yTicks: Ticks
  /// Every other name of a column stands on a second line.
  let namesInTwoLines: Bool
  let rowNames: [String]
  /// At the ends of lines.
  let labelTexts: [(whole: String, shown: String)]
  /// The notes of the rows, a line each.
  let rowNotes: [[String]]
  /// What is not shown, below everything.
  let footnotes: [String]

  static let tickSize = 12.0
  static let labelSize = 13.0
  /// Distance of the two lines of names of columns.
  static let nameLine = 14.0
  /// From the plot's end to the direct labels, with the leaders.
  static let labelOffset = 18.0
  /// Least distance of direct labels.
  static let labelGap = 17.0
  /// Distance of lines of notes.
  static let noteLine = 15.0

  var plot: Rect { frame.plot }
  var height: Double { bodyHeight + (footnotes.isEmpty ? 0 : Double(footnotes.count) * Self.noteLine + 6) }

  /// The picture is `width` wide and as high as asked, or as its content needs, and its footnotes.
  ///
  /// - Parameter headerHeight: of the panels beside it, too; nil: as its own header needs.
  init(
    _ plan: PanelPlan, width: Double, header: PanelHeader? = nil, headerHeight: Double? = nil,
    height wanted: Double? = nil
  ) {
    let panel = plan.panel
    let isSmall = width < 300
    let header = header ?? PanelHeader(panel, width: width)
    let top = headerHeight ?? header.height
    let isBox = panel.frame == .box
    let hasLabel = !panel.x.fullLabel.isEmpty
    let (rowNames, namesWidth) = PanelLayout.rowNames(panel, width: width)
    let roomForColumns = width - 12 - (panel.y.rows == nil ? 40 : namesWidth)
    let namesInTwoLines = !isBox && PanelLayout.needsTwoLines(panel.x.columns ?? [], width: roomForColumns)
    let footer = isBox ? 1.0 : (hasLabel ? 40.0 : 22.0) + (namesInTwoLines ? PanelLayout.nameLine : 0)
    var right = width - 12
    var left = 1.0
    var plotHeight = wanted.map { max($0 - top - footer, 40) }
    var rowNotes: [[String]] = []
    labelTexts = panel.y.rows != nil || isBox ? [] : PanelLayout.labelTexts(plan, width: width)
    if let rows = panel.y.rows {
      left = namesWidth
      rowNotes = PanelLayout.notes(
        of: rows, room: max(min(width * 0.34, width - left - max(110, width * 0.34)), 40))
      let widest = rowNotes.joined().map { TextWidth.of($0, size: PanelLayout.tickSize) }.max()
      if let widest { right = width - widest - 10 }
      if plotHeight == nil {
        plotHeight = PanelLayout.rowHeight(plan, width: right - left) * Double(max(rows.count, 1))
      }
    } else if isBox {
      right = width - 1
    } else {
      let widest = labelTexts.map { TextWidth.of($0.shown, size: PanelLayout.labelSize, isBold: true) }.max()
      if let widest { right = min(right, width - widest - PanelLayout.labelOffset - 4) }
    }
    let shape = plan.naturalShape.map { panel.fitsContent ? $0 : min(max($0, 0.6), isBox ? 1.2 : 1) }
    var lowest = plotHeight ?? shape.map { (right - left) * $0 } ?? (isSmall ? 134 : 222)
    var yTicks = Ticks.none
    if panel.y.rows == nil, !isBox {
      yTicks = PanelLayout.ticks(panel.y, plan.y, length: lowest, pitch: isSmall ? 38 : 45)
      let widest = yTicks.labels.map { TextWidth.of($0, size: PanelLayout.tickSize) }.max() ?? 0
      left = widest + 9
      if plotHeight == nil, let shape { lowest = (right - left) * shape }
    }
    let plot = Rect(left: left, top: top, right: max(right, left + 40), bottom: top + lowest)
    let scales = plan.scales(forHeightPerWidth: plot.height / plot.width)
    if panel.equalAspect, panel.y.rows == nil, !isBox {
      yTicks = PanelLayout.ticks(panel.y, scales.y, length: plot.height, pitch: isSmall ? 38 : 45)
    }
    self.plan = plan
    self.header = header
    self.width = width
    self.bodyHeight = plot.bottom + footer
    self.yTicks = yTicks
    self.rowNames = rowNames
    self.rowNotes = rowNotes
    footnotes =
      plan.omissions.isEmpty
      ? [] : TextWidth.wrapped(plan.omissions, size: PanelLayout.tickSize, width: width)
    frame = PanelFrame(x: scales.x, y: scales.y, plot: plot)
    xTicks =
      isBox
      ? .none
      : PanelLayout.ticks(
        panel.x, scales.x, length: plot.width * (namesInTwoLines ? 2 : 1),
        pitch: panel.y.rows == nil ? 62 : 50)
    self.namesInTwoLines = namesInTwoLines
  }

  /// The names of rows in the room that they have, and the width of their column.
  static func rowNames(_ panel: Panel, width: Double) -> (names: [String], width: Double) {
    let rows = panel.y.rows ?? []
    let names = DistinctLabels.picture(width: width * 0.36, size: labelSize).shortenedOrCut(rows.map(\.name))
    let widest = names.map { TextWidth.of($0, size: labelSize) }.max() ?? 0
    return (names, widest + (rows.contains { $0.series != nil } ? 20.0 : 0) + 12)
  }

  /// In a column of their own right of the plot, on two lines where they are long.
  private static func notes(of rows: [Row], room: Double) -> [[String]] {
    rows.map { row in
      row.note.isEmpty ? [] : TextWidth.lines(row.note, size: tickSize, widths: [room, room])
    }
  }

  /// Whether names of columns, which have no room beside each other, have it on two lines in turn. Where they have not
  /// even that, some are left out.
  private static func needsTwoLines(_ columns: [String], width: Double) -> Bool {
    let pitch = width / Double(max(columns.count, 1))
    return columns.contains { TextWidth.of($0, size: tickSize) > pitch - 6 }
      && DistinctLabels.picture(width: 2 * pitch - 6, size: tickSize).shortened(columns) != nil
  }

  private static func ticks(_ axis: Axis, _ scale: Scale, length: Double, pitch: Double) -> Ticks {
    if let columns = axis.columns {
      let width = length / Double(max(columns.count, 1)) - 6
      let shortener = DistinctLabels.picture(width: width, size: tickSize)
      return .columns(
        shortener.shortened(columns) ?? columns.map { TextWidth.fitted($0, size: tickSize, width: 80) })
    }
    let count = max(2, Int((length / pitch).rounded()))
    return Ticks.of(axis, scale, count: count)
  }

  /// The direct labels in the room that they may take.
  private static func labelTexts(
    _ plan: PanelPlan, width: Double
  ) -> [(whole: String, shown: String)] {
    let probe = PanelFrame(x: plan.x, y: plan.y, plot: Rect(left: 0, top: 0, right: 1, bottom: 1))
    let labels = plan.panel.endLabels(in: probe)
    let values = labels.map {
      $0.value.isEmpty ? 0 : TextWidth.of(" " + $0.value, size: labelSize, isBold: true)
    }
    let names = DistinctLabels.picture(
      width: max(130, width * 0.42) - (values.max() ?? 0), size: labelSize, isBold: true
    ).shortenedOrCut(labels.map(\.name))
    return zip(labels, names).map { ($0.text, $0.named($1)) }
  }

  /// Room for a name, an interval and the deepest stack of seeds.
  private static func rowHeight(_ plan: PanelPlan, width: Double) -> Double {
    let frame = PanelFrame(x: plan.x, y: plan.y, plot: Rect(left: 0, top: 0, right: width, bottom: 1))
    let deepest = plan.panel.marks.compactMap { $0 as? SeedDotsMark }.map { mark in
      let places = mark.values.compactMap { frame.horizontal($0) }.sorted()
      return Placement.stack(places, size: 6.4).max() ?? 0
    }.max()
    guard let deepest else { return 34 }
    return max(52, 42 + SVGCanvas.dotPitch * Double(min(deepest, 7)))
  }

  /// Labels at line ends, pushed apart, with the text that there is room for.
  var endLabels: [(label: EndLabel, text: String, y: Double)] {
    let labels = plan.panel.endLabels(in: frame)
    let places = Placement.pushApart(
      labels.map(\.anchor.y), gap: PanelLayout.labelGap, low: plot.top + 4, high: plot.bottom - 4)
    return zip(labels, places).map { label, place in
      (label, labelTexts.first { $0.whole == label.text }?.shown ?? label.text, place)
    }
  }

  /// Tick labels of x that keep clear of each other, with their places.
  var xLabels: [(text: String, x: Double, isLabelled: Bool)] {
    let texts = xTicks.labels.map { plan.panel.x.columns == nil ? Typography.signs($0) : $0 }
    let widths = texts.map { TextWidth.of($0, size: PanelLayout.tickSize) / 1.2 * 1.1 }
    // Inside the picture.
    let places = zip(xTicks.values, widths).map { value, width in
      min(max(frame.horizontal(value) ?? 0, width / 2), self.width - width / 2)
    }
    let spans = zip(places, widths).map { (start: $0 - $1 / 2, end: $0 + $1 / 2) }
    let kept =
      namesInTwoLines ? Array(texts.indices) : xTicks.labelsClear(spans, gap: 5, frame.x.kind)
    return texts.indices.map { (texts[$0], places[$0], kept.contains($0)) }
  }
}

/// Signs as print sets them.
enum Typography {
  /// A true minus sign in front of a number or exponent.
  static func signs(_ number: String) -> String {
    number.utf8.contains(UInt8(ascii: "-")) ? String(number.map { $0 == "-" ? "−" : $0 }) : number
  }
}
