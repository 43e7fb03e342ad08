import Diagnostics
import Experiments
import Learning
import Plots
import Statistics

/// Figures of a plane: the data, and what networks learned on it.
struct PlaneFigures {
  let results: ExperimentResults
  let plan: PlotPlan
  let id: String
  let words: Words
  let probe: (any ModelProbe)?

  /// Points of a grid along each axis.
  private static let gridCount = 49
  /// At most so many panels.
  private static let mostPanels = 12
  private static let mostPoints = 400

  private var seeds: [Int] { results.plan.seeds }

  // MARK: Scatter

  /// The training points of the first seed, by class.
  func scatter() -> FigureDrawing {
    let title = words.scatterTitle(results.plan.id)
    let variant = results.plan.baseline
    guard let seed = seeds.first,
      let data = probe?.points(experiment: results.plan.id, variant: variant, seed: seed)
    else { return FigureDrawing(title: title, figure: nil, meaning: words.onlyFor(words.needsTwoInputs)) }
    let classes = classes(of: data)
    let panel = Panel(
      description: description(classes, data),
      x: Axis(data.xName), y: Axis(data.yName),
      marks: classes.enumerated().map { PointsMark($1.points, .classMember($0)) }, equalAspect: data.isPlane)
    let key = classes.count > 1 ? classes.enumerated().map { KeyItem(.point(.classMember($0)), $1.name) } : []
    let figure = Figure(
      id: id, title: title, description: panel.description, panels: [panel], panelsPerRow: 2, key: key,
      panelHeight: plan.height.map(Double.init))
    return FigureDrawing(
      title: title, figure: figure, meaning: words.pointsMeaning(data.points.count, seed: seed))
  }

  private func description(_ classes: [(name: String, points: [Point])], _ data: ProbedPoints) -> String {
    guard classes.count > 1 else { return words.points(data.points.count) + "." }
    return classes.map { "\($0.name): \(words.points($0.points.count))" }.joined(separator: "; ") + "."
  }

  /// The points by class, evenly thinned; one list without a name where there are no classes.
  private func classes(of data: ProbedPoints, limit: Int = .max) -> [(name: String, points: [Point])] {
    let stride = data.points.count > limit ? (data.points.count - 1) / limit + 1 : 1
    let kept = Swift.stride(from: 0, to: data.points.count, by: stride)
    guard let labels = data.labels else { return [("", kept.map { data.points[$0] })] }
    let count = max(data.classNames.count, (labels.max() ?? 0) + 1)
    return (0..<count).map { label in
      let name = data.classNames.indices.contains(label) ? data.classNames[label] : String(label)
      return (words.classLabel(name), kept.filter { labels[$0] == label }.map { data.points[$0] })
    }
  }

  // MARK: Decision boundary

  /// For each variant the mean probability in grey, the boundary of every seed, and the points of the first.
  func decisionBoundary() -> FigureDrawing {
    let title = words.boundaryTitle(results.plan.id)
    func refused(_ reason: String) -> FigureDrawing {
      FigureDrawing(title: title, figure: nil, meaning: words.onlyFor(reason))
    }
    guard let probe, let seed = seeds.first,
      let first = probe.points(experiment: results.plan.id, variant: results.plan.baseline, seed: seed),
      first.isPlane, first.labels != nil, let frame = Self.frame(first.points)
    else { return refused(words.needsTwoInputs) }
    let grid = Self.grid(frame)
    let metric = MetricChoice.table(results.metrics).first
    let precision = metric.map { metric in
      Precision(
        column: results.plan.variants.compactMap { Self.values(metric, $0.number, results).interval })
    }
    var panels: [Panel] = []
    var isBinary = true
    for variant in results.plan.variants.prefix(Self.mostPanels) {
      let series = Series(variant.label, variant.number)
      let data = probe.points(experiment: results.plan.id, variant: variant.number, seed: seed) ?? first
      var contours: [any Mark] = []
      var means: [ScalarField] = []
      var drawn = 0
      for (index, seed) in seeds.enumerated()
      where results.run(variant: variant.number, seed: index)?.status == .completed {
        guard
          let predictions = probe.predictions(
            experiment: results.plan.id, variant: variant.number, seed: seed, inputs: grid)
        else { continue }
        let tip = "\(variant.label), \(words.seedTip(seed))"
        if predictions.width > 2 { isBinary = false }
        for (field, level) in Self.boundaries(predictions, in: frame) {
          contours.append(ContourMark(field, level: level, role: .boundary(series), tip: tip))
        }
        if predictions.width <= 2 {
          means.append(Self.field(predictions.last, in: frame))
        }
        drawn += 1
      }
      let classes = classes(of: data, limit: Self.mostPoints)
      var marks: [any Mark] = []
      if let mean = ScalarField.mean(of: means) { marks.append(FieldMark(mean)) }
      for (index, group) in classes.enumerated() {
        marks.append(PointsMark(group.points, .classMember(index)))
      }
      marks += contours
      let cell = metric.map { Self.values($0, variant.number, results) }
      let note =
        if let interval = cell?.interval, let precision { precision.text(interval.mean) } else {
          words.failedWord
        }
      panels.append(
        Panel(
          title: variant.label, note: note, titleSeries: series,
          description: "\(variant.label): \(words.boundaries(drawn)), \(metric ?? "") \(note).",
          x: Axis(domain: frame.x), y: Axis(domain: frame.y), marks: marks, equalAspect: true, frame: .box))
    }
    guard panels.contains(where: { $0.marks.contains { $0 is ContourMark } }) else {
      return refused(words.noWeights)
    }
    let names = classes(of: first)
    var key = names.enumerated().map { KeyItem(.point(.classMember($0)), $1.name) }
    if isBinary, names.count > 1 { key.append(KeyItem(.field, words.meanProbability(names[1].name))) }
    let figure = Figure(
      id: id, title: title, description: panels.map(\.description).joined(separator: " "), panels: panels,
      panelsPerRow: min(max(panels.count, 2), 4), sharedAxes: true, key: key)
    let meaning =
      isBinary
      ? words.boundaryMeaning(seeds: seeds.count, metric: metric ?? "")
      : words.boundaryMeaningMany(seeds: seeds.count, metric: metric ?? "")
    return FigureDrawing(title: title, figure: figure, meaning: meaning)
  }

  /// Fields whose contours are where the predicted class changes: the probability at one half, or for more classes how
  /// far each leads all others, at zero. The last class' borders are the others' already.
  private static func boundaries(
    _ predictions: ProbedOutputs, in frame: Frame
  ) -> [(field: ScalarField, level: Double)] {
    if predictions.width <= 2 { return [(field(predictions.last, in: frame), 0.5)] }
    return (0..<(predictions.width - 1)).map { label in
      let lead = (0..<predictions.count).map { index in
        let row = predictions[index]
        let own = row.startIndex + label
        let others = max(row[..<own].max() ?? -.infinity, row[(own + 1)...].max() ?? -.infinity)
        return row[own] - others
      }
      return (field(lead, in: frame), 0)
    }
  }

  // MARK: Generated samples

  /// A generator's samples at some epochs, over what they should look like; a row of panels for each variant.
  func samples() -> FigureDrawing {
    let title = words.samplesTitle(results.plan.id)
    guard let seed = seeds.first else {
      return FigureDrawing(title: title, figure: nil, meaning: words.onlyFor(words.needsSamples))
    }
    let target = probe?.points(experiment: results.plan.id, variant: results.plan.baseline, seed: seed)
    var snapshots: [(variant: Variant, epochs: [(epoch: Int, points: [Point])])] = []
    for variant in results.plan.variants.prefix(Self.mostPanels) {
      let run = results.run(variant: variant.number, seed: 0)
      let kept = (run?.artifacts ?? []).compactMap { name, tensor -> (epoch: Int, points: [Point])? in
        guard name.hasPrefix("samples/"), let epoch = Int(name.dropFirst("samples/".count)),
          tensor.shape.rank == 2, tensor.columns == 2
        else { return nil }
        return (epoch, (0..<tensor.rows).map { Point(Double(tensor[$0, 0]), Double(tensor[$0, 1])) })
      }.sorted { $0.epoch < $1.epoch }
      if !kept.isEmpty { snapshots.append((variant, Self.spread(kept, count: 4))) }
    }
    let shown = snapshots.flatMap { $0.epochs.flatMap(\.points) }.filter { $0.x.isFinite && $0.y.isFinite }
    guard !snapshots.isEmpty,
      let frame = Self.frame((target?.points ?? []).isEmpty ? shown : target?.points ?? [])
    else { return FigureDrawing(title: title, figure: nil, meaning: words.onlyFor(words.needsSamples)) }

    var panels: [Panel] = []
    for (variant, epochs) in snapshots {
      let series = Series(variant.label, variant.number)
      let run = results.run(variant: variant.number, seed: 0)
      for (column, (epoch, points)) in epochs.enumerated() {
        let note = quality(of: run, at: epoch)
        let place = snapshots.count > 1 ? "\(variant.label), \(words.atEpoch(epoch))" : words.atEpoch(epoch)
        // The variant's name stands once, at the head of its row, and needs the whole line.
        let isHead = snapshots.count > 1 && column == 0
        panels.append(
          Panel(
            title: isHead ? place : words.atEpoch(epoch), note: isHead ? "" : note,
            description: "\(place): \(words.points(points.count))\(note.isEmpty ? "" : ", " + note).",
            x: Axis(domain: frame.x), y: Axis(domain: frame.y),
            marks: Self.targetMarks(target, in: frame)
              + [PointsMark(Self.spread(points, count: Self.mostPoints), .series(series, filled: true))],
            equalAspect: true, frame: .box))
      }
    }
    let targetKey = target.map {
      [KeyItem($0.mixture == nil ? .point(.classMember(0)) : .line(.outline), words.target)]
    }
    let generated = KeyItem(.point(.series(Series(words.generated, 0), filled: true)), words.generated)
    let figure = Figure(
      id: id, title: title, description: panels.map(\.description).joined(separator: " "), panels: panels,
      panelsPerRow: min(max(snapshots.map(\.epochs.count).max() ?? 1, 2), 4), sharedAxes: true,
      key: (targetKey ?? []) + (snapshots.count == 1 ? [generated] : []))
    return FigureDrawing(title: title, figure: figure, meaning: words.samplesMeaning(seed: seed))
  }

  /// `8 modes, 0.94 near one`
  private func quality(of run: RunResult?, at epoch: Int) -> String {
    var parts: [String] = []
    if let modes = run?["samples.modes"]?.value(at: epoch) {
      parts.append(words.modes(Format.significant(modes, 3)))
    }
    if let share = run?["samples.quality"]?.value(at: epoch), share.isFinite {
      parts.append(Format.percent(share, 0))
    }
    return parts.joined(separator: ", ")
  }

  /// Contours one and two standard deviations around each centre, or the points themselves.
  private static func targetMarks(_ target: ProbedPoints?, in frame: Frame) -> [any Mark] {
    guard let target else { return [] }
    guard let mixture = target.mixture else {
      return [PointsMark(spread(target.points, count: mostPoints), .classMember(0))]
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

  // MARK: Grid

  private struct Frame {
    var x: ClosedRange<Double>
    var y: ClosedRange<Double>
  }

  /// The points' rectangle with a margin; nil without any area.
  private static func frame(_ points: [Point]) -> Frame? {
    let xs = points.map(\.x).filter(\.isFinite)
    let ys = points.map(\.y).filter(\.isFinite)
    guard let left = xs.min(), let right = xs.max(), let low = ys.min(), let high = ys.max(), left < right,
      low < high
    else { return nil }
    let margin = 0.1 * max(right - left, high - low)
    return Frame(x: (left - margin)...(right + margin), y: (low - margin)...(high + margin))
  }

  /// Row-major, lowest y first, as `ScalarField` has it.
  private static func grid(_ frame: Frame) -> [Point] {
    let last = Double(gridCount - 1)
    return (0..<gridCount).flatMap { row in
      (0..<gridCount).map { column in
        Point(
          frame.x.lowerBound + Double(column) / last * (frame.x.upperBound - frame.x.lowerBound),
          frame.y.lowerBound + Double(row) / last * (frame.y.upperBound - frame.y.lowerBound))
      }
    }
  }

  private static func field(_ values: [Double], in frame: Frame) -> ScalarField {
    ScalarField(columns: gridCount, rows: gridCount, x: frame.x, y: frame.y, values: values)
  }

  private static func values(_ metric: String, _ variant: Int, _ results: ExperimentResults) -> SeedValues {
    SeedValues(metric, of: VariantGroup(labels: [], variants: [variant]), in: results)
  }

  /// At most `count`, evenly spread, the first and the last among them.
  private static func spread<Element>(_ all: [Element], count: Int) -> [Element] {
    guard all.count > count, count > 1 else { return all }
    return (0..<count).map { all[$0 * (all.count - 1) / (count - 1)] }
  }
}
