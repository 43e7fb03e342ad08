import Diagnostics

/// What a generator produced at one time, against what it should.
package struct SampleSnapshot: Sendable {
  package var title: String
  package var note: String
  package var points: [Point]

  /// - Parameters:
  ///   - title: `step 4 000`.
  ///   - note: `8 of 8 modes, 94 % near one`.
  package init(title: String, note: String = "", points: [Point]) {
    self.title = title
    self.note = note
    self.points = points
  }
}

/// The distribution that samples should follow.
package enum SampleTarget: Sendable {
  case none
  /// Given lines: the circles of a ring of Gaussians.
  case outline([[Point]])
  /// Contours of a density.
  case density(ScalarField, levels: [Double])
  /// Observations, in grey ink.
  case observations([Point])

  fileprivate var marks: [any Mark] {
    switch self {
    case .none: []
    case .outline(let lines): [OutlineMark(lines)]
    case .density(let field, let levels): levels.map { ContourMark(field, level: $0, role: .outline) }
    case .observations(let points): [PointsMark(points, .classMember(0))]
    }
  }
}

extension Figure {
  /// Snapshots in a row, the target underneath, the same limits everywhere.
  ///
  /// - Parameter domain: limits of both axes; nil: from the target and the samples.
  package static func samples(
    id: String, title: String, series: Series, target: SampleTarget, snapshots: [SampleSnapshot],
    x: ClosedRange<Double>? = nil, y: ClosedRange<Double>? = nil, panelsPerRow: Int? = nil
  ) -> Figure {
    let panels = snapshots.map { snapshot in
      let count = Format.grouped(snapshot.points.filter(\.isDrawable).count)
      let note = snapshot.note.isEmpty ? "" : ", \(snapshot.note)"
      return Panel(
        title: snapshot.title, note: snapshot.note,
        description: "\(snapshot.title): \(count) samples\(note).",
        x: Axis(domain: x), y: Axis(domain: y),
        marks: target.marks + [PointsMark(snapshot.points, .series(series, filled: true))], equalAspect: true,
        frame: .box)
    }
    var key = [KeyItem(.point(.series(series, filled: true)), series.name)]
    switch target {
    case .none: break
    case .outline, .density: key.append(KeyItem(.line(.outline), "target"))
    case .observations: key.append(KeyItem(.point(.classMember(0)), "target"))
    }
    return Figure(
      id: id, title: title, description: panels.map(\.description).joined(separator: " "), panels: panels,
      panelsPerRow: panelsPerRow ?? min(max(panels.count, 1), 4), sharedAxes: true, key: key)
  }
}
