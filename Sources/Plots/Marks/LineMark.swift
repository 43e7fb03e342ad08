/// A polyline through data, broken where a value is missing.
package struct LineMark: Mark {
  package enum Weight: Hashable, Sendable {
    /// A summary, with the shape of its series along it.
    case thick
    /// A single seed.
    case thin
    /// One of the other series behind a highlighted one.
    case context
    /// A neutral companion of another line, such as a derivative.
    case companion
  }

  private let owner: Series
  package let label: String?
  package let labelValue: String
  package let points: [Point]
  package let weight: Weight
  package let isDashed: Bool
  package let hasMarkers: Bool
  package let tip: String

  package var series: Series? { owner }

  /// - Parameters:
  ///   - points: in the order in which they are joined.
  ///   - label: at the line's end; nil: none.
  ///   - labelValue: a number behind the label, which stays whole where the label has no room.
  ///   - hasMarkers: the shapes along a thick line; off where the panel has one series only.
  package init(
    _ series: Series, _ points: [Point], label: String? = nil, labelValue: String = "",
    weight: Weight = .thick, isDashed: Bool = false, hasMarkers: Bool = true, tip: String = ""
  ) {
    owner = series
    self.points = points
    self.label = label
    self.labelValue = labelValue
    self.weight = weight
    self.isDashed = isDashed
    self.hasMarkers = hasMarkers
    self.tip = tip
  }

  package func measure(_ extent: inout Extent) {
    for point in points { extent.add(point) }
  }

  package func draw(on canvas: inout some Canvas, in frame: PanelFrame) {
    let runs = Decimation.runs(
      of: points.map { frame.place($0) }, in: frame.plot, columns: canvas.linePrecision)
    var lines = runs.flatMap { Clip.line($0, to: frame.plot) }
    // There are many of them, and each is there for the whole of them.
    if weight == .thin { lines = lines.map { Simplify.line($0, tolerance: canvas.contextTolerance) } }
    let role: StrokeRole =
      switch weight {
      case .thick: .series(owner, dashed: isDashed)
      case .thin: .seed(owner)
      case .context: .context
      case .companion: .companion
      }
    canvas.stroke(lines, role, tip: tip.isEmpty && weight == .thick ? owner.name : tip)
    guard weight == .thick, hasMarkers else { return }
    canvas.lineMarkers(markers(on: lines.flatMap { $0 }, in: frame), series: owner)
  }

  /// About one shape per fifth of the width, staggered by series, and one at the end.
  private func markers(on points: [Point], in frame: PanelFrame) -> [Point] {
    guard let last = points.last else { return [] }
    if points.count <= 8 { return points }
    var chosen: [Point] = []
    let pitch = frame.plot.width / 5
    let phase = (0.3 + 0.19 * Double(owner.index % 4)) * pitch
    var next = frame.plot.left + phase
    for (index, point) in points.enumerated() where point.x >= next {
      // The nearer of the two neighbours, and none on top of the one at the end.
      let before = index > 0 ? points[index - 1] : point
      let nearest = next - before.x < point.x - next ? before : point
      if last.x - nearest.x > pitch * 0.3 { chosen.append(nearest) }
      while next <= point.x { next += pitch }
    }
    return chosen + [last]
  }

  package func endLabel(in frame: PanelFrame) -> EndLabel? {
    guard let label, !label.isEmpty,
      let last = points.reversed().lazy.compactMap({ frame.place($0) }).first(where: {
        frame.plot.contains($0, slack: 1)
      })
    else { return nil }
    return EndLabel(
      name: label, value: labelValue, series: weight == .companion ? nil : owner, anchor: last)
  }

  package var asContext: (any Mark)? {
    weight == .thick ? LineMark(owner, points, weight: .context, tip: owner.name) : nil
  }
}
