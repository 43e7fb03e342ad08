import Diagnostics

/// One panel in characters: header, axes, cells, labels.
struct TextPanel {
  let plan: PanelPlan
  /// Of the whole panel, labels included.
  let columns: Int
  let style: TextStyle
  /// A small panel among many.
  let isSmall: Bool
  /// Columns kept for the labels at line ends; the same for panels that share their axes.
  var labelWidth = 0

  static let longestName = 24
  private static let widestCell = 14

  var glyphs: TextGlyphs { style.glyphs }

  /// Lines without trailing spaces.
  var lines: [InkedLine] {
    let body: [InkedLine]
    if let rows = plan.panel.y.rows {
      body = rowLines(rows)
    } else if plan.panel.frame == .box {
      body = boxLines()
    } else {
      body = axesLines()
    }
    let notes = plan.omissions.isEmpty ? [] : glyphs.wrapped(plan.omissions, to: columns)
    return (header.map { InkedLine($0) } + body + notes.map { InkedLine($0) }).map(\.trimmed)
  }

  private var header: [String] {
    let panel = plan.panel
    let letter = panel.titleSeries.flatMap { style.letters[$0] }.map { "\($0) " } ?? ""
    let ownTitle = (panel.endLabelsHidden ? letter : "") + panel.title
    let parts = [ownTitle, panel.y.rows == nil ? panel.yName : ""].filter { !$0.isEmpty }
    let title = glyphs.plain(parts.joined(separator: ": "))
    let note = glyphs.plain(panel.note)
    if panel.frame == .box {
      if title.isEmpty, note.isEmpty { return [] }
      let shownNote = glyphs.fitted(note, to: max(columns * 2 / 3, 1))
      let room = columns - shownNote.displayWidth - 1
      let shown = glyphs.fitted(title, to: max(room, 4))
      return [TextLine.padded(shown, to: columns - shownNote.displayWidth) + shownNote]
    }
    let key = glyphs.key(panel.textKey)
    var head = [title, note].filter { !$0.isEmpty }.joined(separator: "  ")
    var result: [String] = []
    if !key.isEmpty, head.displayWidth + 5 + key.displayWidth <= columns {
      head += (head.isEmpty ? "" : "     ") + key
    } else if !key.isEmpty {
      result = glyphs.wrapped(key, to: columns)
    }
    return (head.isEmpty ? [] : glyphs.wrapped(head, to: columns)) + result + [""]
  }

  // MARK: Rows

  private func rowLines(_ rows: [Row]) -> [InkedLine] {
    let (names, legend) = rowNames(rows)
    let values = rows.map { row in
      glyphs.fitted(glyphs.plain(row.value.isEmpty ? row.note : row.value), to: min(26, columns / 3))
    }
    let nameWidth = (names.map(\.displayWidth).max() ?? 0) + 1
    let valueWidth = values.map(\.displayWidth).max() ?? 0
    var width = max(columns - nameWidth - 3 - (valueWidth > 0 ? valueWidth + 1 : 0), 12)
    let cells = plan.panel.marks.compactMap { $0 as? CellsMark }.flatMap(\.cells).flatMap { $0 }.compactMap(
      \.self)
    var linesPerRow = 2
    if let levels = plan.panel.x.columns?.count {
      // A wide cell says no more than one that its number fills.
      let most = width
      width = min(width, max(levels * TextPanel.widestCell, 24))
      let room = (width - 1) / max(levels, 1) - 1
      let fitting = cells.count { glyphs.plain($0.text).displayWidth + ($0.isMarked ? 1 : 0) <= room }
      if 2 * fitting < cells.count {
        // Where numbers do not fit, two characters of one line are a square.
        linesPerRow = 1
        width = min(max(2 * levels + 1, 24), most)
      }
    }
    // Shades of one line say it all.
    if style.tier == .ascii, plan.panel.marks.contains(where: { $0 is RidgeMark }) { linesPerRow = 1 }
    let height = linesPerRow * rows.count
    let frame = PanelFrame(
      x: plan.x, y: plan.y,
      plot: Rect(left: 0, top: 0, right: Double(width - 1), bottom: Double(height)))
    var canvas = TextCanvas(columns: width, rows: height, style: style, isDetailed: true)
    for mark in plan.panel.marks { mark.draw(on: &canvas, in: frame) }
    let side = InkedLine(String(glyphs.vertical), .faint)
    var lines: [InkedLine] = []
    for index in rows.indices {
      let ink = rows[index].series.map { TextInk.series($0) } ?? .plain
      for line in 0..<linesPerRow {
        let name = InkedLine(line == 0 ? names[index] : "", ink).padded(to: nameWidth, onLeft: true) + " "
        lines.append(
          name + side + canvas.line(linesPerRow * index + line) + side
            + (line == 0 ? " " + values[index] : ""))
      }
    }
    let name = plan.panel.yName
    let head =
      name.isEmpty ? [] : [InkedLine(glyphs.fitted("\(glyphs.down) \(glyphs.plain(name))", to: columns))]
    return legend + head + lines
      + baseLines(frame, width: width, indent: nameWidth + 1, end: String(glyphs.bottomRight))
      + scaleLines(cells, indent: nameWidth + 2, width: width)
  }

  /// What the ends of the shades stand for, where shades tell numbers.
  private func scaleLines(_ cells: [CellsMark.Cell], indent: Int, width: Int) -> [InkedLine] {
    let shaded = cells.filter { $0.share != nil }
    guard style.tier != .ascii, let least = shaded.min(by: { ($0.share ?? 0) < ($1.share ?? 0) }),
      let most = shaded.max(by: { ($0.share ?? 0) < ($1.share ?? 0) }), least.text != most.text
    else { return [] }
    let ramp = glyphs.shades.map { "\($0)\($0)" }.joined()
    let scale = "\(glyphs.plain(least.text)) \(ramp) \(glyphs.plain(most.text))"
    guard indent + scale.displayWidth <= columns else { return [] }
    return [InkedLine(), InkedLine(TextLine.spaces(indent) + scale)]
  }

  // MARK: Axes

  private func axesLines() -> [InkedLine] {
    var height = isSmall ? 9 : 16
    if let shape = plan.naturalShape {
      height = min(max(Int((Double(columns - 10) * shape / 2).rounded()), 8), 26)
    }
    let labels = endLabelTexts()
    let labelWidth = max(labelWidth, labels.map(\.width).max() ?? 0)
    let indent = (yTicks(plan.y, height: height).labels.map(\.displayWidth).max() ?? 0) + 1
    let width = max(columns - indent - 1 - (labelWidth > 0 ? labelWidth + 1 : 0), 12)
    // Axes whose ends are given keep them: rates beyond 0 and 1 would be worse than a plot that is not square.
    let axes = [plan.panel.x, plan.panel.y]
    let isGiven = axes.allSatisfy { $0.domain != nil && !$0.isHidden }
    let scales =
      isGiven
      ? (x: plan.x, y: plan.y) : plan.scales(forHeightPerWidth: 2 * Double(height - 1) / Double(width - 1))
    let frame = PanelFrame(
      x: scales.x, y: scales.y,
      plot: Rect(left: 0, top: 0, right: Double(width - 1), bottom: Double(height - 1)))
    let hasOneSeries = plan.panel.seriesInOrder.count == 1
    var canvas = TextCanvas(columns: width, rows: height, style: style, isDetailed: hasOneSeries)
    for mark in plan.panel.marks { mark.draw(on: &canvas, in: frame) }
    var marked = [String?](repeating: nil, count: height)
    let shownTicks = yTicks(scales.y, height: height)
    for (value, text) in zip(shownTicks.values, shownTicks.labels) {
      guard let y = frame.vertical(value) else { continue }
      let row = Int(y.rounded(.toNearestOrEven))
      if marked.indices.contains(row), marked[row] == nil { marked[row] = glyphs.number(text) }
    }
    let ends = endLabels(labels, frame)
    let legend = endNames(endLabelsInOrder).legend
    let side = plan.panel.y.isHidden ? " " : glyphs.vertical
    let lines = (0..<height).map { row in
      InkedLine(TextLine.padded(marked[row] ?? "", to: indent - 1, onLeft: true) + " ")
        + InkedLine(String(marked[row] == nil ? side : glyphs.tickOnY), .faint)
        + canvas.line(row) + " " + ends[row]
    }
    return legend + lines + baseLines(frame, width: width, indent: indent, end: "")
  }

  private func yTicks(_ scale: Scale, height: Int) -> Ticks {
    let count = max(2, height / 4)
    return Ticks.of(plan.panel.y, scale, count: count)
  }

  /// `R ReLU`: the letter on the plot, and whose it is; of a line without letters what it looks like.
  func endLabelTexts() -> [InkedLine] {
    let labels = endLabelsInOrder
    return zip(labels, endNames(labels).names).map { label, name in
      let text = glyphs.plain(label.named(name))
      return InkedLine(
        text.isEmpty ? sign(of: label) : "\(sign(of: label)) \(text)",
        label.series.map { .series($0) } ?? .faint)
    }
  }

  private var endLabelsInOrder: [EndLabel] {
    plan.panel.endLabels(
      in: PanelFrame(x: plan.x, y: plan.y, plot: Rect(left: 0, top: 0, right: 1, bottom: 1)))
  }

  private func sign(of label: EndLabel) -> String {
    style.sign(
      of: label.series.map { .series($0, dashed: false) } ?? .companion,
      hasLetters: plan.panel.seriesInOrder.count > 1)
  }

  /// The labels by row, pushed apart.
  private func endLabels(_ texts: [InkedLine], _ frame: PanelFrame) -> [InkedLine] {
    let height = Int(frame.plot.bottom) + 1
    var rows = [InkedLine](repeating: InkedLine(), count: height)
    let anchors = plan.panel.endLabels(in: frame).map(\.anchor.y)
    guard anchors.count == texts.count else { return rows }
    // In the order of their values, which rounding to rows may make equal.
    let order = anchors.indices.sorted { (anchors[$0], $0) < (anchors[$1], $1) }
    let places = Placement.pushApart(
      order.map { anchors[$0].rounded(.toNearestOrEven) }, gap: 1, low: 0, high: frame.plot.bottom)
    // Ends on one row make a cluster around a half; rounding all of it down keeps them apart.
    for (index, place) in zip(order, places) {
      var row = Int((place + 0.25).rounded(.down))
      while row < height - 1, !rows[row].isEmpty { row += 1 }
      rows[row] = texts[index]
    }
    return rows
  }

  // MARK: Box

  private func boxLines() -> [InkedLine] {
    let width = min(columns, 56) - 2
    let shape = plan.naturalShape ?? 0.75
    let wanted = Int((Double(width - 1) * shape / 2).rounded()) + 1
    let height = min(max(wanted, 6), 22)
    // The half row that rounding takes or gives is not worth an empty edge.
    let scales =
      height == wanted
      ? (x: plan.x, y: plan.y) : plan.scales(forHeightPerWidth: 2 * Double(height - 1) / Double(width - 1))
    let frame = PanelFrame(
      x: scales.x, y: scales.y,
      plot: Rect(left: 0, top: 0, right: Double(width - 1), bottom: Double(height - 1)))
    var canvas = TextCanvas(columns: width, rows: height, style: style, isDetailed: true)
    for mark in plan.panel.marks { mark.draw(on: &canvas, in: frame) }
    let edge = String(repeating: glyphs.horizontal, count: width)
    let side = InkedLine(String(glyphs.vertical), .faint)
    return [InkedLine("\(glyphs.topLeft)\(edge)\(glyphs.topRight)", .faint)]
      + (0..<height).map { side + canvas.line($0) + side }
      + [InkedLine("\(glyphs.bottomLeft)\(edge)\(glyphs.bottomRight)", .faint)]
  }

  // MARK: The x axis

  /// The base line with its ticks, their labels, and the axis' name.
  private func baseLines(_ frame: PanelFrame, width: Int, indent: Int, end: String) -> [InkedLine] {
    let axis = plan.panel.x
    let ticks = xTicks(frame, width: width)
    var base = [Character](repeating: glyphs.horizontal, count: width)
    let places = ticks.values.map { value in
      min(max(frame.horizontal(value) ?? 0, 0), Double(width - 1)).rounded(.toNearestOrEven)
    }
    if axis.columns == nil { for place in places { base[Int(place)] = glyphs.tickOnX } }
    let texts = axis.columns == nil ? ticks.labels.map(glyphs.number) : ticks.labels
    let widths = texts.map(\.displayWidth)
    // Not left of the plot, nor over its right end.
    let starts = zip(places, widths).map { place, label in
      min(max(Int(place) - label / 2, 0), max(width - label, 0))
    }
    let spans = zip(starts, widths).map { (start: Double($0), end: Double($0 + $1)) }
    var labels = ""
    for index in ticks.labelsClear(spans, gap: 1, frame.x.kind) {
      labels += TextLine.spaces(starts[index] - labels.displayWidth) + texts[index]
    }
    var lines = [InkedLine(TextLine.spaces(indent + 1) + labels)]
    if !plan.panel.y.isHidden {
      lines.insert(
        InkedLine(TextLine.spaces(indent)) + InkedLine("\(glyphs.bottomLeft)" + String(base) + end, .faint),
        at: 0)
    }
    let name = glyphs.plain(axis.fullLabel)
    if !name.isEmpty {
      let arrow = " " + glyphs.arrow
      let shown = glyphs.fitted(name, to: max(indent + 1 + width - arrow.displayWidth, 4)) + arrow
      lines.append(InkedLine(TextLine.padded(shown, to: indent + 1 + width, onLeft: true)))
    }
    return lines
  }

  private func xTicks(_ frame: PanelFrame, width: Int) -> Ticks {
    let axis = plan.panel.x
    if let columns = axis.columns {
      let cell = width / max(columns.count, 1) - 1
      // Of narrow columns only some are labelled.
      let room = cell < 3 ? 8 : cell
      return Ticks.columns(DistinctLabels.columns(room, glyphs).shortenedOrCut(columns.map(glyphs.plain)))
    }
    // Numbers under rows are read off; times only need bearings.
    let count = max(2, width / (plan.panel.y.rows == nil ? 11 : 7))
    return Ticks.of(axis, frame.x, count: count)
  }
}
