/// Where the parts of a panel lie in its picture.
struct PanelLayout {
  let plan: PanelPlan
  let width: Double
  let height: Double
  let frame: PanelFrame
  let xTicks: Ticks
  let yTicks: Ticks
  /// Every other name of a column stands on a second line.
  let namesInTwoLines: Bool

  static let tickSize = 12.0
  static let labelSize = 13.0
  /// Distance of the two lines of names of columns.
  static let nameLine = 14.0
  /// Least distance of direct labels.
  static let labelGap = 17.0

  var plot: Rect { frame.plot }

  /// The picture is `width` wide and as high as asked, or as its content needs.
  init(_ plan: PanelPlan, width: Double, height wanted: Double? = nil) {
    let panel = plan.panel
    let isSmall = width < 300
    let hasHeader = !panel.title.isEmpty || !panel.note.isEmpty || panel.titleSeries != nil
    let namesY = !panel.yName.isEmpty && panel.frame == .axes
    // Room for the first of them, which rises above its row.
    let ridge = panel.marks.contains { $0 is RidgeMark } ? 14.0 : 0
    let header = (hasHeader ? (isSmall ? 27.0 : 30.0) : 10.0) + (namesY ? 15 : 0) + ridge
    let isBox = panel.frame == .box
    let hasLabel = !panel.x.fullLabel.isEmpty
    // Names of columns that have no room beside each other stand on two lines in turn.
    let roomForNames = width - 12 - (panel.y.rows == nil ? 40 : PanelLayout.rowNames(panel, width: width))
    let pitch = roomForNames / Double(max(panel.x.columns?.count ?? 1, 1))
    let namesInTwoLines =
      !isBox
      && (panel.x.columns ?? []).contains { TextWidth.of($0, size: PanelLayout.tickSize) > pitch - 6 }
    let footer = isBox ? 1.0 : (hasLabel ? 40.0 : 22.0) + (namesInTwoLines ? PanelLayout.nameLine : 0)
    let top = header
    var right = width - 12
    var left = 1.0
    var plotHeight = wanted.map { max($0 - header - footer, 40) }
    if let rows = panel.y.rows {
      left = PanelLayout.rowNames(panel, width: width)
      if plotHeight == nil {
        plotHeight = PanelLayout.rowHeight(plan, width: right - left) * Double(max(rows.count, 1))
      }
    } else if isBox {
      right = width - 1
    } else {
      right = min(right, width - PanelLayout.labelRoom(plan))
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
    self.width = width
    self.height = plot.bottom + footer
    self.yTicks = yTicks
    frame = PanelFrame(x: scales.x, y: scales.y, plot: plot)
    xTicks =
      isBox
      ? .none
      : PanelLayout.ticks(
        panel.x, scales.x, length: plot.width * (namesInTwoLines ? 2 : 1),
        pitch: panel.y.rows == nil ? 62 : 50)
    self.namesInTwoLines = namesInTwoLines
  }

  /// Width of the names of rows.
  private static func rowNames(_ panel: Panel, width: Double) -> Double {
    let rows = panel.y.rows ?? []
    let widest = rows.map { TextWidth.of($0.name, size: PanelLayout.labelSize) }.max() ?? 0
    return min(widest, width * 0.36) + (rows.contains { $0.series != nil } ? 20.0 : 0) + 12
  }

  private static func ticks(_ axis: Axis, _ scale: Scale, length: Double, pitch: Double) -> Ticks {
    if let columns = axis.columns {
      let width = length / Double(max(columns.count, 1)) - 6
      return .columns(columns.map { TextWidth.fitted($0, size: tickSize, width: width) })
    }
    let count = max(2, Int((length / pitch).rounded()))
    return Ticks.of(axis, scale, count: count)
  }

  /// Width of the column of direct labels, with its leaders.
  private static func labelRoom(_ plan: PanelPlan) -> Double {
    let probe = PanelFrame(x: plan.x, y: plan.y, plot: Rect(left: 0, top: 0, right: 1, bottom: 1))
    let widths = plan.panel.endLabels(in: probe).map(\.text).map {
      min(TextWidth.of($0, size: labelSize, isBold: true), 130)
    }
    return widths.max().map { $0 + 22 } ?? 12
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

  /// Labels at line ends, pushed apart.
  var endLabels: [(label: EndLabel, y: Double)] {
    let labels = plan.panel.endLabels(in: frame)
    let places = Placement.pushApart(
      labels.map(\.anchor.y), gap: PanelLayout.labelGap, low: plot.top + 4, high: plot.bottom - 4)
    return zip(labels, places).map { ($0, $1) }
  }

  /// Tick labels of x that keep clear of each other, with their places.
  var xLabels: [(text: String, x: Double, isLabelled: Bool)] {
    let texts = xTicks.labels.map { plan.panel.x.columns == nil ? Typography.signs($0) : $0 }
    let widths = texts.map { TextWidth.of($0, size: PanelLayout.tickSize) / 1.2 * 1.1 }
    // Inside the picture.
    let places = zip(xTicks.values, widths).map { value, width in
      min(max(frame.horizontal(value) ?? 0, width / 2), self.width - width / 2)
    }
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
