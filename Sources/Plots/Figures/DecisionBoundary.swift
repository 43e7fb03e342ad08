/// What one variant learned on a plane with classes.
package struct BoundaryPanel: Sendable {
  package var series: Series
  /// `96.0 %`.
  package var note: String
  /// The probability of class 1, one field per seed, all on one grid.
  package var seeds: [ScalarField]
  /// Observations, one list per class.
  package var classes: [[Point]]

  package init(_ series: Series, note: String = "", seeds: [ScalarField], classes: [[Point]]) {
    self.series = series
    self.note = note
    self.seeds = seeds
    self.classes = classes
  }
}

extension Panel {
  /// The mean probability in neutral shades, the observations, and the 0.5 contour of every seed.
  package static func decisionBoundary(_ content: BoundaryPanel) -> Panel {
    var marks: [any Mark] = []
    if let mean = ScalarField.mean(of: content.seeds) { marks.append(FieldMark(mean)) }
    for (index, points) in content.classes.enumerated() {
      marks.append(PointsMark(points, .classMember(index)))
    }
    for (index, seed) in content.seeds.enumerated() {
      marks.append(
        ContourMark(
          seed, level: 0.5, role: .boundary(content.series), tip: "\(content.series.name), run \(index + 1)"))
    }
    let note = content.note.isEmpty ? "" : ", \(content.note)"
    let lines = content.seeds.count == 1 ? "1 boundary" : "\(content.seeds.count) boundaries"
    return Panel(
      title: content.series.name, note: content.note, titleSeries: content.series,
      description: "\(content.series.name)\(note): \(lines), one per seed.", x: Axis(isPadded: false),
      y: Axis(isPadded: false),
      marks: marks, equalAspect: true,
      frame: .box)
  }
}

extension Figure {
  /// One panel per variant over the same part of the plane.
  package static func decisionBoundaries(
    id: String, title: String, panels: [BoundaryPanel], classNames: [String] = [], panelsPerRow: Int? = nil
  ) -> Figure {
    let classes = panels.map(\.classes.count).max() ?? 0
    var key = (0..<classes).map { index in
      KeyItem(.point(.classMember(index)), index < classNames.count ? classNames[index] : "class \(index)")
    }
    if panels.contains(where: { !$0.seeds.isEmpty }) {
      key.append(KeyItem(.field, "mean probability of \(classes > 1 ? key[1].label : "class 1")"))
    }
    let drawn = panels.map { Panel.decisionBoundary($0) }
    return Figure(
      id: id, title: title, description: drawn.map(\.description).joined(separator: " "), panels: drawn,
      panelsPerRow: panelsPerRow ?? min(max(panels.count, 1), 4), sharedAxes: true, key: key)
  }
}
