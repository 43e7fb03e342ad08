/// A density of one row of a ridge plot.
package struct Ridge: Sendable {
  package let name: String
  /// Places in data units, ascending, with the density there.
  package let density: [Point]
  /// At the row's right end: `12 % zeros`.
  package let note: String

  package init(_ name: String, density: [Point], note: String = "") {
    self.name = name
    self.density = density
    self.note = note
  }
}

extension Panel {
  /// Densities over each other, the first on top, all on one scale of height.
  package static func ridges(
    title: String, note: String = "", series: Series, x: Axis, ridges: [Ridge], description: String
  ) -> Panel {
    let highest = ridges.flatMap { $0.density.map(\.y) }.filter(\.isDrawable).max() ?? 0
    let marks = ridges.enumerated().map { index, ridge in
      RidgeMark(
        series, row: index,
        shares: ridge.density.map { Point($0.x, highest > 0 ? $0.y / highest : 0) },
        tip: "\(title), \(ridge.name)")
    }
    return Panel(
      title: title, note: note, titleSeries: nil, description: description, x: x,
      y: Axis(scale: .rows(ridges.map { Row($0.name, note: $0.note) })), marks: marks)
  }

  /// Small pictures in a grid.
  package static func images(
    title: String, note: String = "", series: Series? = nil, tiles: [ImagesMark.Tile], columns: Int,
    description: String
  ) -> Panel {
    let mark = ImagesMark(tiles, columns: columns)
    var panel = Panel(
      title: title, note: note, titleSeries: series, description: description,
      x: Axis(domain: 0...Double(columns)),
      y: Axis(domain: (-Double(max(mark.rows, 1)) * mark.tileHeight)...0), marks: [mark], equalAspect: true,
      frame: .box)
    panel.fitsContent = true
    return panel
  }

  /// Lines across parallel axes, each between 0 and 1 of its own, with the values at their ends.
  ///
  /// - Parameters:
  ///   - axes: name, and what stands at the lower and the upper end.
  ///   - lines: with a place for each axis, 0 at its lower end; those to look at are strong.
  package static func parallel(
    title: String, axes: [(name: String, low: String, high: String)],
    lines: [(series: Series, places: [Double], isStrong: Bool, tip: String)], description: String
  ) -> Panel {
    var marks: [any Mark] = axes.indices.map { RuleMark(.upright(x: Double($0), from: 0, to: 1)) }
    for isStrong in [false, true] {
      for line in lines where line.isStrong == isStrong {
        let points = line.places.enumerated().map { Point(Double($0), $1) }
        marks.append(
          LineMark(
            line.series, points, weight: isStrong ? .thick : .context, hasMarkers: false, tip: line.tip))
      }
    }
    for (index, axis) in axes.enumerated() {
      marks.append(LabelMark(axis.low, at: Point(Double(index), -0.1)))
      marks.append(LabelMark(axis.high, at: Point(Double(index), 1.1)))
    }
    return Panel(
      title: title, description: description, x: Axis(scale: .columns(axes.map(\.name))),
      y: Axis(domain: -0.15...1.15, isHidden: true), marks: marks)
  }
}
