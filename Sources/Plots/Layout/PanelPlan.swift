/// A panel with its axes settled: what every canvas starts from.
struct PanelPlan: Sendable {
  let panel: Panel
  let x: Scale
  let y: Scale
  /// What could not be drawn, in words; empty when everything is.
  let omissions: String

  /// The panels of a figure, those with more than `seriesLimit` series of lines split into one per series.
  static func plans(of figure: Figure, seriesLimit: Int) -> [PanelPlan] {
    var isSplit = false
    let panels = figure.panels.flatMap { panel -> [Panel] in
      let pieces = panel.split(over: seriesLimit, figure.words)
      if pieces.count > 1 { isSplit = true }
      return pieces
    }
    let extents = panels.map { $0.extent }
    return zip(panels, extents).map { panel, extent in
      var range = extent
      if figure.sharedAxes || isSplit {
        for (other, otherExtent) in zip(panels, extents) where other.hasSameScales(as: panel) {
          range.formUnion(otherExtent)
        }
      }
      return PanelPlan(
        panel: panel, x: Domain.scale(panel.x, data: range.x), y: Domain.scale(panel.y, data: range.y),
        omissions: extent.omissions(figure.words))
    }
  }

  /// The accessible text of the panel.
  func description(in figure: Figure) -> String {
    let own = panel.description.isEmpty ? figure.description : panel.description
    return figure.words.sentences([own, omissions])
  }

  /// Scales widened so that a unit has the same length on both axes of a plot of this shape (height ÷ width,
  /// with `cellAspect` = height ÷ width of the canvas's unit).
  func scales(forHeightPerWidth shape: Double) -> (x: Scale, y: Scale) {
    guard panel.equalAspect, x.kind == .linear, y.kind == .linear else { return (x, y) }
    let wantedHeight = (x.high - x.low) * shape
    let height = y.high - y.low
    if wantedHeight >= height {
      let room = (wantedHeight - height) / 2
      return (x, Scale(.linear, low: y.low - room, high: y.high + room))
    }
    let room = (height / shape - (x.high - x.low)) / 2
    return (Scale(.linear, low: x.low - room, high: x.high + room), y)
  }

  /// Height ÷ width that the data asks for, where a unit is to have the same length on both axes.
  var naturalShape: Double? {
    guard panel.equalAspect, x.kind == .linear, y.kind == .linear else { return nil }
    return min(max((y.high - y.low) / (x.high - x.low), 0.01), 100)
  }
}

extension Panel {
  /// The series of its lines and points, in order of appearance.
  var seriesInOrder: [Series] {
    marks.compactMap(\.series).reduce(into: []) { list, series in
      if !list.contains(series) { list.append(series) }
    }
  }

  /// Text at the ends of lines.
  func endLabels(in frame: PanelFrame) -> [EndLabel] {
    endLabelsHidden ? [] : marks.compactMap { $0.endLabel(in: frame) }
  }

  /// The name of the y axis, unless the title says it.
  var yName: String {
    if yNameHidden || y.fullLabel == title || (y.label.isEmpty && title.contains("%")) { return "" }
    return y.fullLabel
  }

  var extent: Extent {
    var extent = Extent(xIsLog: x.isLog, yIsLog: y.isLog)
    for mark in marks { mark.measure(&extent) }
    return extent
  }

  fileprivate func hasSameScales(as other: Panel) -> Bool {
    x.isLog == other.x.isLog && y.isLog == other.y.isLog && (y.rows == nil) == (other.y.rows == nil)
  }

  /// Small multiples in place of a panel with too many series: each highlights one, the others stay in the
  /// background.
  fileprivate func split(over limit: Int, _ words: FigureWords) -> [Panel] {
    let all = seriesInOrder
    guard all.count > limit, y.rows == nil else { return [self] }
    let heading = [title, yName, note].filter { !$0.isEmpty }
    return all.enumerated().map { index, series in
      var panel = self
      panel.title = series.name
      if index == 0 { panel.heading = heading.dropFirst().reduce(heading.first ?? "", words.labelled) }
      panel.note = ""
      panel.yNameHidden = true
      panel.titleSeries = series
      panel.description = words.sentence(
        title.isEmpty ? series.name : words.labelled(title, series.name))
      let background = marks.filter { $0.series != series }.compactMap(\.asContext)
      panel.marks = background + marks.filter { $0.series == series }
      panel.endLabelsHidden = true
      return panel
    }
  }
}

extension Extent {
  fileprivate func omissions(_ words: FigureWords) -> String {
    words.sentences([
      droppedX > 0 ? words.omitted(droppedX, .x) : "", droppedY > 0 ? words.omitted(droppedY, .y) : "",
    ])
  }
}
