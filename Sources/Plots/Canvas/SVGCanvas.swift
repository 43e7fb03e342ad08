import Diagnostics

/// Draws marks as SVG elements whose classes `SVGStyle` colours; the same for all skins.
struct SVGCanvas: Canvas {
  var writer = SVGWriter()
  let plot: Rect
  /// Height of a row of the panel's row axis.
  let rowHeight: Double
  /// Points are drawn inside the plot whole: those at its border are moved in by up to their own size, for a frame
  /// lies there.
  var keepsPointsInside = false

  var linePrecision: Int { 100 }
  /// Little more than its stroke is wide; more where there are so many lines that they make a cloud.
  var contextTolerance = 1.0
  /// About a pixel, for a panel is shown at about its own size.
  var leastStep: Double { 1 }

  static func number(of series: Series) -> Int {
    (PlotColour.series.firstIndex(of: series.colour) ?? 0) + 1
  }

  mutating func stroke(_ lines: [[Point]], _ role: StrokeRole, tip: String) {
    let data = lines.map { SVGWriter.path($0) }.joined()
    guard !data.isEmpty else { return }
    let style: String
    switch role {
    case .series(let series, let dashed):
      style = "ln k\(SVGCanvas.number(of: series))" + (dashed ? " dash" : "")
    case .seed(let series): style = "thin k\(SVGCanvas.number(of: series))"
    case .boundary(let series): style = "bnd k\(SVGCanvas.number(of: series))"
    case .context: style = "ctx"
    case .outline: style = "outline"
    case .companion: style = "comp"
    case .rule: style = "rule"
    }
    writer.shape("path", [("class", style), ("d", data)], tip: tip)
  }

  mutating func band(upper: [Point], lower: [Point], series: Series) {
    // Places that nobody would miss: half of what coordinates are rounded by.
    let borders = [upper, lower.reversed()].flatMap { Simplify.line($0, tolerance: 0.05) }
    let outline = SVGWriter.path(borders, isClosed: true)
    writer.shape("path", [("class", "band f\(SVGCanvas.number(of: series))"), ("d", outline)])
  }

  mutating func points(_ points: [Point], _ style: PointStyle, tips: [String]) {
    guard !points.isEmpty else { return }
    if points.count > 2000 {
      cloud(points, style)
      return
    }
    let shape: MarkerShape
    let group: String
    let radius: Double
    switch style {
    case .series(let series, let isFilled):
      let number = SVGCanvas.number(of: series)
      shape = series.shape
      group = isFilled ? "cloud f\(number)" : "seed k\(number)"
      radius = points.count > 300 ? 2 : 2.9
    case .classMember(let index):
      shape = MarkerShape.allCases[index / 2 % MarkerShape.allCases.count]
      group = index % 2 == 0 ? "hollow" : "full"
      radius = 2.1
    }
    writer.open("g", [("class", group)])
    for (index, point) in points.enumerated() {
      let place = keepsPointsInside ? inside(point, by: radius + 0.6) : point
      marker(shape, at: place, radius: radius, style: nil, tip: index < tips.count ? tips[index] : "")
    }
    writer.close("g")
  }

  private func inside(_ point: Point, by room: Double) -> Point {
    Point(
      min(max(point.x, plot.left + room), plot.right - room),
      min(max(point.y, plot.top + room), plot.bottom - room))
  }

  /// Too many points to draw each: a dot per cell of 4 units, larger where more points fall.
  private mutating func cloud(_ points: [Point], _ style: PointStyle) {
    let pitch = 4.0
    let columns = Int(plot.width / pitch) + 1
    let rows = Int(plot.height / pitch) + 1
    var counts = [Int](repeating: 0, count: columns * rows)
    for point in points {
      let column = min(max(Int((point.x - plot.left) / pitch), 0), columns - 1)
      let row = min(max(Int((point.y - plot.top) / pitch), 0), rows - 1)
      counts[row * columns + column] += 1
    }
    let most = Double(counts.max() ?? 1)
    let colour: String =
      if case .series(let series, _) = style { "k\(SVGCanvas.number(of: series))" } else { "kp" }
    for size in 1...4 {
      var data = ""
      for (cell, count) in counts.enumerated() where count > 0 {
        // Area grows with the count, in four steps.
        let share = (Double(count) / most).squareRoot()
        guard Int((share * 4).rounded(.up)) == size else { continue }
        let x = plot.left + (Double(cell % columns) + 0.5) * pitch
        let y = plot.top + (Double(cell / columns) + 0.5) * pitch
        data += "M\(SVGWriter.number(min(x, plot.right))) \(SVGWriter.number(min(y, plot.bottom)))h0"
      }
      guard !data.isEmpty else { continue }
      writer.shape("path", [("class", "many \(colour)"), ("stroke-width", "\(size)"), ("d", data)])
    }
  }

  mutating func lineMarkers(_ points: [Point], series: Series) {
    for point in points {
      marker(series.shape, at: point, radius: 3.9, style: "mean f\(SVGCanvas.number(of: series))")
    }
  }

  mutating func interval(
    low: Double?, mean: Double?, high: Double?, row: Double, series: Series, tip: String
  ) {
    let number = SVGCanvas.number(of: series)
    let y = row - rowHeight / 2 + 21
    if let low, let high {
      let data = SVGWriter.path([Point(low, y), Point(high, y)])
      writer.shape("path", [("class", "ci k\(number)"), ("d", data)], tip: tip)
    }
    if let mean {
      marker(series.shape, at: Point(mean, y), radius: 5.2, style: "mean f\(number)", tip: tip)
    }
  }

  /// Distance of stacked dots.
  static let dotPitch = 6.2

  mutating func dots(_ places: [Double], row: Double, series: Series, tips: [String]) {
    let levels = Placement.stack(places, size: 6.4)
    let top = row - rowHeight / 2 + 35
    let room = row + rowHeight / 2 - 5 - top
    let deepest = Double(levels.max() ?? 0)
    let pitch = deepest * SVGCanvas.dotPitch > room ? room / deepest : SVGCanvas.dotPitch
    for (index, place) in places.enumerated() {
      marker(
        series.shape, at: Point(place, top + Double(levels[index]) * pitch), radius: 2.8,
        style: "seed k\(SVGCanvas.number(of: series))", tip: index < tips.count ? tips[index] : "")
    }
  }

  mutating func field(_ field: ScalarField, levels: [Double], in frame: PanelFrame) {
    for level in levels {
      let loops = field.filledContours(from: level).map { loop in
        loop.compactMap { point in
          frame.place(point).map { place in
            // A convex border: what lies outside may be moved onto it.
            Point(
              min(max(place.x, plot.left), plot.right), min(max(place.y, plot.top), plot.bottom))
          }
        }
      }
      let data = loops.map { SVGWriter.path(Simplify.line($0, tolerance: 0.15), isClosed: true) }.joined()
      guard !data.isEmpty else { continue }
      writer.shape("path", [("class", "z"), ("d", data)])
    }
  }

  /// The darkest shade: text keeps 4.5:1 upon it in both themes.
  static let darkestCell = 0.45

  mutating func cell(_ cell: CellsMark.Cell, at place: Rect) {
    let isRinged = cell.isMarked || cell.isOutlined
    let inset = isRinged ? 1.4 : 0.8
    var attributes = [
      // Without a share there is nothing to shade.
      ("class", "cell" + (cell.share == nil ? " none" : "") + (isRinged ? " ring" : "")),
      ("x", SVGWriter.number(place.left + inset)), ("y", SVGWriter.number(place.top + inset)),
      ("width", SVGWriter.number(place.width - 2 * inset)),
      ("height", SVGWriter.number(place.height - 2 * inset)),
      ("rx", "2"),
    ]
    if let share = cell.share {
      let opacity = 0.03 + (SVGCanvas.darkestCell - 0.03) * share
      attributes.append(("fill-opacity", Format.fixed(opacity, 2)))
    }
    writer.shape("rect", attributes, tip: cell.tip)
    let text = Typography.signs(cell.text)
    // A number that its cell cannot hold is left to the tip and the table.
    guard TextWidth.of(text, size: 12) <= place.width - 4 else { return }
    writer.label(
      "text",
      [
        ("x", SVGWriter.number((place.left + place.right) / 2)),
        ("y", SVGWriter.number((place.top + place.bottom) / 2 + 4.2)),
        ("class", cell.isMarked ? "val strong" : "val"),
        ("text-anchor", "middle"),
      ], text)
  }

  mutating func failure(at place: Point, series: Series, tip: String) {
    let x = min(max(place.x, plot.left + 4), plot.right - 4)
    let y = min(max(place.y, plot.top + 4), plot.bottom - 4)
    let strokes = [[Point(x - 4, y - 4), Point(x + 4, y + 4)], [Point(x - 4, y + 4), Point(x + 4, y - 4)]]
    let data = strokes.map { SVGWriter.path($0) }.joined()
    writer.shape("path", [("class", "fail k\(SVGCanvas.number(of: series))"), ("d", data)], tip: tip)
  }

  mutating func marker(
    _ shape: MarkerShape, at place: Point, radius: Double, style: String?, tip: String = ""
  ) {
    var attributes = style.map { [("class", $0)] } ?? []
    if let corners = MarkerPath.corners(shape, at: place, radius: radius) {
      attributes.append(("d", SVGWriter.path(corners, isClosed: true)))
      writer.shape("path", attributes, tip: tip)
    } else {
      attributes.append(("cx", SVGWriter.number(place.x)))
      attributes.append(("cy", SVGWriter.number(place.y)))
      attributes.append(("r", SVGWriter.number(radius)))
      writer.shape("circle", attributes, tip: tip)
    }
  }
}
