import Diagnostics

/// One variant's course of training.
package struct LearningCurve: Sendable {
  package var series: Series
  /// The mean over seeds; geometric on a logarithmic axis. Empty: none.
  package var mean: [Point]
  /// A pointwise interval of the mean.
  package var band: [BandMark.Slice]
  /// Each seed's own line, drawn thin.
  package var seeds: [[Point]]
  /// Where seeds diverged, and what to say about it.
  package var failures: [(place: Point, tip: String)]

  package init(
    _ series: Series, mean: [Point], band: [BandMark.Slice] = [], seeds: [[Point]] = [],
    failures: [(place: Point, tip: String)] = []
  ) {
    self.series = series
    self.mean = mean
    self.band = band
    self.seeds = seeds
    self.failures = failures
  }
}

extension Panel {
  /// A metric over epochs or steps: bands below, then seeds, then means with labels at their ends.
  package static func learningCurves(
    title: String, note: String = "", x: Axis = .time(), y: Axis, curves: [LearningCurve]
  ) -> Panel {
    var marks: [any Mark] = []
    for curve in curves where !curve.band.isEmpty { marks.append(BandMark(curve.series, curve.band)) }
    for curve in curves {
      for (index, seed) in curve.seeds.enumerated() {
        marks.append(
          LineMark(curve.series, seed, weight: .thin, tip: "\(curve.series.name), run \(index + 1)"))
      }
    }
    for curve in curves where !curve.mean.isEmpty {
      marks.append(
        LineMark(curve.series, curve.mean, label: curve.series.name, hasMarkers: curves.count > 1))
    }
    for curve in curves {
      for failure in curve.failures {
        marks.append(FailureMark(curve.series, at: failure.place, tip: failure.tip))
      }
    }
    let ends = curves.compactMap { curve -> String? in
      guard let end = curve.mean.last(where: \.isDrawable) else { return nil }
      let value = y.numbers == .percent ? Format.percent(end.y) : Format.significant(end.y, 3)
      let failed = curve.failures.isEmpty ? "" : " (\(curve.failures.count) diverged)"
      return "\(curve.series.name) \(value)\(failed)"
    }
    return Panel(
      title: title, note: note,
      description: ends.isEmpty ? "No data." : "Last mean: " + ends.joined(separator: "; ") + ".",
      x: x, y: y, marks: marks)
  }
}
