import Diagnostics
import Experiments
import Learning
import Plots
import Statistics

/// What a generator makes, in time.
struct SamplesFigure: FigureOfContext {
  static let name = "samples"
  static let summary = "What a generator makes at some epochs, over what it should look like."
  static let keys: [String] = []

  static func decode(_ plot: inout PlotPlan, from block: inout PlotBlock) {
    guard let first = block.experiment?.variants.first?.configuration, !first.model.isAdversarial else {
      return
    }
    block.error(
      "a plot of samples shows what a generator makes, and '\(block.experimentID)' has none", at: "type",
      hints: ["for instance type: curve"])
  }

  let context: FigureContext

  private static let mostPoints = 300

  /// A generator's samples at some epochs, over what they should look like; a row of panels for each variant.
  func drawing() -> FigureDrawing {
    let title = words.samplesTitle(results.plan.id)
    guard let seed = seeds.first else {
      return FigureDrawing(title: title, figure: nil, meaning: words.onlyFor(words.needsSamples))
    }
    let target = probe?.points(experiment: results.plan.id, variant: results.plan.baseline, seed: seed)
    var snapshots: [(variant: Variant, epochs: [(epoch: Int, points: [Point])])] = []
    for variant in context.variants {
      let run = results.run(variant: variant.number, seed: 0)
      let kept = (run?.samples ?? []).filter { $0.rows.columns == 2 }.map { epoch, rows in
        (epoch: epoch, points: (0..<rows.rows).map { Point(Double(rows[$0, 0]), Double(rows[$0, 1])) })
      }
      if !kept.isEmpty { snapshots.append((variant, kept.spread(over: 4))) }
    }
    let shown = snapshots.flatMap { $0.epochs.flatMap(\.points) }.filter { $0.x.isFinite && $0.y.isFinite }
    guard !snapshots.isEmpty,
      let frame = PlaneGrid(around: (target?.points ?? []).isEmpty ? shown : target?.points ?? [])
    else { return FigureDrawing(title: title, figure: nil, meaning: words.onlyFor(words.needsSamples)) }

    var panels: [Panel] = []
    var rows: [[String]] = []
    for (variant, epochs) in snapshots {
      let series = Series(variant.label, variant.number)
      let run = results.run(variant: variant.number, seed: 0)
      for (column, (epoch, points)) in epochs.enumerated() {
        let note = quality(of: run, at: epoch)
        let place =
          snapshots.count > 1 ? words.commas([variant.label, words.atEpoch(epoch)]) : words.atEpoch(epoch)
        rows.append(
          [variant.label, String(epoch), Format.grouped(points.count)]
            + Self.qualities.map { metric in
              run?[metric]?.value(at: epoch).map { Format.significant($0, 4) } ?? "–"
            })
        // The variant's name stands once, at the head of its row, and needs the whole line.
        let isHead = snapshots.count > 1 && column == 0
        panels.append(
          Panel(
            title: isHead ? place : words.atEpoch(epoch), note: isHead ? "" : note,
            description: words.enumeration(
              place, [words.commas([words.points(points.count)] + (note.isEmpty ? [] : [note]))]),
            x: Axis(domain: frame.x), y: Axis(domain: frame.y),
            marks: Self.targetMarks(target)
              + [PointsMark(points.spread(over: Self.mostPoints), .series(series, filled: true))],
            equalAspect: true, frame: .box))
      }
    }
    let targetKey = target.map {
      [KeyItem($0.mixture == nil ? .point(.classMember(0)) : .line(.outline), words.target)]
    }
    // In the colours of the variants, which of several the key names.
    let generated = snapshots.map { variant, _ in
      KeyItem(
        .point(.series(Series(variant.label, variant.number), filled: true)),
        snapshots.count > 1 ? words.labelled(words.generated, variant.label) : words.generated)
    }
    let figure = Figure(
      id: context.id, title: title, description: words.sentences(panels.map(\.description)),
      panels: panels,
      panelsPerRow: min(max(snapshots.map(\.epochs.count).max() ?? 1, 2), 4), sharedAxes: true,
      key: (targetKey ?? []) + generated)
    return FigureDrawing(
      title: title, figure: figure,
      meaning: words.sentences([words.samplesMeaning(seed: seed), context.leftOut]),
      data: FigureData(heads: [words.variant, words.epoch, words.pointCount] + Self.qualities, rows: rows))
  }

  /// What samples are worth, as runs measure it.
  private static let qualities = ["samples.modes", "samples.quality"]

  /// `8 modes, 0.94 near one`
  private func quality(of run: RunResult?, at epoch: Int) -> String {
    var parts: [String] = []
    if let modes = run?["samples.modes"]?.value(at: epoch) {
      parts.append(words.modes(Format.significant(modes, 3)))
    }
    if let share = run?["samples.quality"]?.value(at: epoch), share.isFinite {
      parts.append(Format.percent(share, 0))
    }
    return words.commas(parts)
  }

  /// Contours one and two standard deviations around each centre, or the points themselves.
  private static func targetMarks(_ target: ProbedPoints?) -> [any Mark] {
    guard let target else { return [] }
    guard let mixture = target.mixture else {
      return [PointsMark(target.points.spread(over: mostPoints), .classMember(0))]
    }
    let circles = mixture.centers.flatMap { center in
      [1.0, 2.0].map { radius in circle(around: center, radius: radius * mixture.spread) }
    }
    return [OutlineMark(circles)]
  }

  /// A polygon of 48 sides, by turning a vector again and again.
  private static func circle(around center: Point, radius: Double) -> [Point] {
    // cos and sin of 7.5°, to the last digit of a Double.
    let (cosine, sine) = (0.9914448613738104, 0.13052619222005157)
    var (x, y) = (radius, 0.0)
    return (0...48).map { _ in
      defer { (x, y) = (x * cosine - y * sine, x * sine + y * cosine) }
      return Point(center.x + x, center.y + y)
    }
  }

}
