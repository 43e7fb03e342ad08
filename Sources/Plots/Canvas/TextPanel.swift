import Diagnostics

/// One panel in characters: header, axes, cells, labels.
struct TextPanel {
  let plan: PanelPlan
  /// Of the whole panel, labels included.
  let columns: Int
  let letters: SeriesLetters
  /// A small panel among many.
  let isSmall: Bool
  /// Columns kept for the labels at line ends; the same for panels that share their axes.
  var labelWidth = 0

  private static let longestName = 20
  private static let widestCell = 14

  /// Lines without trailing spaces.
  var lines: [String] {
    let body: [String]
    if let rows = plan.panel.y.rows {
      body = rowLines(rows)
    } else if plan.panel.frame == .box {
      body = boxLines()
    } else {
      body = axesLines()
    }
    let notes = plan.omissions.isEmpty ? [] : TextLine.wrapped(plan.omissions, to: columns)
    return (header + body + notes).map(TextLine.trimmed)
  }

  private var header: [String] {
    let panel = plan.panel
    let letter = panel.titleSeries.flatMap { letters[$0] }.map { "\($0) " } ?? ""
    let ownTitle = (panel.endLabelsHidden ? letter : "") + panel.title
    let parts = [ownTitle, panel.yName].filter { !$0.isEmpty }
    let title = TextLine.plain(parts.joined(separator: ": "))
    let note = TextLine.plain(panel.note)
    if panel.frame == .box {
      let room = columns - note.displayWidth - 1
      let shown = TextLine.fitted(title, to: max(room, 1))
      if title.isEmpty, note.isEmpty { return [] }
      return [TextLine.padded(shown, to: columns - note.displayWidth) + note]
    }
    let key = TextLine.plain(panel.textKey)
    var head = [title, note].filter { !$0.isEmpty }.joined(separator: "  ")
    var result: [String] = []
    if !key.isEmpty, head.displayWidth + 5 + key.displayWidth <= columns {
      head += (head.isEmpty ? "" : "     ") + key
    } else if !key.isEmpty {
      result = TextLine.wrapped(key, to: columns)
    }
    return (head.isEmpty ? [] : TextLine.wrapped(head, to: columns)) + result + [""]
  }

  // MARK: Rows

  private func rowLines(_ rows: [Row]) -> [String] {
    let names = rows.map { row in
      TextLine.fitted(TextLine.plain(row.name), to: min(TextPanel.longestName, columns / 4))
    }
    let values = rows.map { row in
      TextLine.fitted(TextLine.plain(row.value.isEmpty ? row.note : row.value), to: min(26, columns / 3))
    }
    let nameWidth = (names.map(\.displayWidth).max() ?? 0) + 1
    let valueWidth = values.map(\.displayWidth).max() ?? 0
    var width = max(columns - nameWidth - 3 - (valueWidth > 0 ? valueWidth + 1 : 0), 12)
    // A wide cell says no more than one that its number fills.
    if let cells = plan.panel.x.columns { width = min(width, max(cells.count * TextPanel.widestCell, 24)) }
    let frame = PanelFrame(
      x: plan.x, y: plan.y,
      plot: Rect(left: 0, top: 0, right: Double(width - 1), bottom: Double(2 * rows.count)))
    var canvas = TextCanvas(columns: width, rows: 2 * rows.count, letters: letters, isDetailed: true)
    for mark in plan.panel.marks { mark.draw(on: &canvas, in: frame) }
    var lines: [String] = []
    for index in rows.indices {
      lines.append(
        TextLine.padded(names[index], to: nameWidth, onLeft: true) + " |" + canvas.line(2 * index) + "| "
          + values[index])
      lines.append(TextLine.spaces(nameWidth + 1) + "|" + canvas.line(2 * index + 1) + "|")
    }
    return lines + baseLines(frame, width: width, indent: nameWidth + 1, end: "+")
  }

  // MARK: Axes

  private func axesLines() -> [String] {
    var height = isSmall ? 9 : 16
    if let shape = plan.naturalShape {
      height = min(max(Int((Double(columns - 10) * shape / 2).rounded()), 8), 26)
    }
    let labels = endLabelTexts()
    let labelWidth = max(labelWidth, labels.map(\.displayWidth).max() ?? 0)
    let indent = (yTicks(plan.y, height: height).labels.map(\.count).max() ?? 0) + 1
    let width = max(columns - indent - 1 - (labelWidth > 0 ? labelWidth + 1 : 0), 12)
    let scales = plan.scales(forHeightPerWidth: 2 * Double(height - 1) / Double(width - 1))
    let frame = PanelFrame(
      x: scales.x, y: scales.y,
      plot: Rect(left: 0, top: 0, right: Double(width - 1), bottom: Double(height - 1)))
    let hasOneSeries = plan.panel.seriesInOrder.count == 1
    var canvas = TextCanvas(
      columns: width, rows: height, letters: letters, isDetailed: hasOneSeries)
    for mark in plan.panel.marks { mark.draw(on: &canvas, in: frame) }
    var marked = [String?](repeating: nil, count: height)
    let shownTicks = yTicks(scales.y, height: height)
    for (value, text) in zip(shownTicks.values, shownTicks.labels) {
      guard let y = frame.vertical(value) else { continue }
      let row = Int(y.rounded(.toNearestOrEven))
      if marked.indices.contains(row), marked[row] == nil { marked[row] = text }
    }
    let ends = endLabels(labels, frame)
    let lines = (0..<height).map { row in
      TextLine.padded(marked[row] ?? "", to: indent - 1, onLeft: true) + (marked[row] == nil ? " |" : " +")
        + canvas.line(row) + " " + ends[row]
    }
    return lines + baseLines(frame, width: width, indent: indent, end: "")
  }

  private func yTicks(_ scale: Scale, height: Int) -> Ticks {
    let count = max(2, height / 4)
    return Ticks.of(plan.panel.y, scale, count: count)
  }

  /// `R ReLU`: the letter on the plot, and whose it is.
  func endLabelTexts() -> [String] {
    let probe = PanelFrame(x: plan.x, y: plan.y, plot: Rect(left: 0, top: 0, right: 1, bottom: 1))
    return plan.panel.endLabels(in: probe).map { label in
      let name = TextLine.fitted(TextLine.plain(label.text), to: min(TextPanel.longestName, columns / 4))
      return "\(label.series.flatMap { letters[$0] } ?? ".") \(name)"
    }
  }

  /// The labels by row, pushed apart.
  private func endLabels(_ texts: [String], _ frame: PanelFrame) -> [String] {
    let height = Int(frame.plot.bottom) + 1
    var rows = [String](repeating: "", count: height)
    let anchors = plan.panel.endLabels(in: frame).map(\.anchor.y)
    guard anchors.count == texts.count else { return rows }
    let places = Placement.pushApart(
      anchors.map { $0.rounded(.toNearestOrEven) }, gap: 1, low: 0, high: frame.plot.bottom)
    // Ends on one row make a cluster around a half; rounding all of it down keeps them apart.
    for (text, place) in zip(texts, places) {
      var row = Int((place + 0.25).rounded(.down))
      while row < height - 1, !rows[row].isEmpty { row += 1 }
      rows[row] = text
    }
    return rows
  }

  // MARK: Box

  private func boxLines() -> [String] {
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
    var canvas = TextCanvas(columns: width, rows: height, letters: letters, isDetailed: true)
    for mark in plan.panel.marks { mark.draw(on: &canvas, in: frame) }
    let border = "+" + String(repeating: "-", count: width) + "+"
    return [border] + (0..<height).map { "|" + canvas.line($0) + "|" } + [border]
  }

  // MARK: The x axis

  /// The base line with its ticks, their labels, and the axis' name.
  private func baseLines(_ frame: PanelFrame, width: Int, indent: Int, end: String) -> [String] {
    let axis = plan.panel.x
    // Numbers under rows are read off; times only need bearings.
    let count = max(2, width / (plan.panel.y.rows == nil ? 11 : 7))
    let ticks =
      axis.columns.map { columns in
        let room = max(width / max(columns.count, 1) - 1, 3)
        return Ticks.columns(columns.map { TextLine.fitted(TextLine.plain($0), to: room) })
      }
      ?? Ticks.of(axis, frame.x, count: count)
    var base = [Character](repeating: "-", count: width)
    let places = ticks.values.map { value in
      min(max(frame.horizontal(value) ?? 0, 0), Double(width - 1)).rounded(.toNearestOrEven)
    }
    if axis.columns == nil { for place in places { base[Int(place)] = "+" } }
    let kept = ticks.labelsClear(
      places: places, widths: ticks.labels.map { Double($0.count) }, gap: 1, isLog: frame.x.isUneven)
    var labels = ""
    for index in kept {
      let text = ticks.labels[index]
      // Not left of the plot, nor over its right end.
      let start = min(max(Int(places[index]) - text.count / 2, 0), max(width - text.count, 0))
      if start < labels.count + (labels.isEmpty ? 0 : 1) { continue }
      labels += TextLine.spaces(start - labels.count) + text
    }
    var lines = [
      TextLine.spaces(indent) + "+" + String(base) + end, TextLine.spaces(indent + 1) + labels,
    ]
    let name = TextLine.plain(axis.fullLabel)
    if !name.isEmpty {
      let shown = TextLine.fitted(name, to: max(indent + width - 2, 4)) + " ->"
      lines.append(TextLine.padded(shown, to: indent + 1 + width, onLeft: true))
    }
    return lines
  }
}
