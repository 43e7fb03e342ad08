import Diagnostics

extension Panel {
  /// Observations of one or more series over two numbers.
  package static func scatter(
    title: String, note: String = "", x: Axis, y: Axis, groups: [(series: Series, points: [Point])],
    isFilled: Bool = true
  ) -> Panel {
    let counts = groups.map { group in
      "\(group.series.name) \(Format.grouped(group.points.filter(\.isDrawable).count)) points"
    }
    return Panel(
      title: title, note: note, description: "\(title): " + counts.joined(separator: "; ") + ".", x: x, y: y,
      marks: groups.map { PointsMark($0.points, .series($0.series, filled: isFilled)) })
  }
}

extension Figure {
  /// A scatter with its key.
  package static func scatter(id: String, title: String, panel: Panel) -> Figure {
    let series = panel.seriesInOrder
    return Figure(
      id: id, title: title, description: panel.description, panels: [panel], panelsPerRow: 1,
      key: series.count > 1 ? series.map { KeyItem(.series($0), $0.name) } : [])
  }
}
