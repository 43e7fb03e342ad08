import Diagnostics
import Experiments
import Learning
import Plots
import Statistics

/// What networks learned on a plane.
struct DecisionBoundaryFigure: FigureOfContext {
  static let name = "decision_boundary"
  static let summary =
    "What networks learned on two inputs: the boundary of every seed over the mean probability."
  static let keys: [String] = []
  static let needsParameters = true

  static func decode(_ plot: inout PlotPlan, from block: inout PlotBlock) {
    guard let first = block.experiment?.variants.first?.configuration else { return }
    if first.model.isAdversarial || first.task == .regression {
      block.error(
        "a decision boundary lies between classes, and '\(block.experimentID)' has none", at: "type",
        hints: ["for instance type: curve"])
    }
  }

  let context: FigureContext

  private static let mostPoints = 400

  /// For each variant the mean probability in grey, the boundary of every seed, and the points of the first.
  func drawing() -> FigureDrawing {
    let title = words.boundaryTitle(results.plan.id)
    guard let probe, let seed = seeds.first,
      let first = probe.points(experiment: results.plan.id, variant: results.plan.baseline, seed: seed),
      first.isPlane, first.labels != nil, let frame = PlaneGrid(around: first.points)
    else { return context.refused(title, words.needsTwoInputs) }
    let grid = frame.points
    let metric = MetricChoice.table(results.metrics).first
    let precision = metric.map { metric in
      Precision(
        column: results.plan.variants.compactMap { values(metric, $0.number).interval })
    }
    var panels: [Panel] = []
    var rows: [[String]] = []
    var isBinary = true
    for variant in context.variants {
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
        let tip = words.commas([variant.label, words.seedTip(seed)])
        if predictions.width > 2 { isBinary = false }
        for (field, level) in Self.boundaries(predictions, in: frame) {
          contours.append(ContourMark(field, level: level, role: .boundary(series), tip: tip))
        }
        if predictions.width <= 2 {
          means.append(frame.field(predictions.last))
        }
        drawn += 1
      }
      let classes = data.byClass(words, limit: Self.mostPoints)
      var marks: [any Mark] = []
      if let mean = ScalarField.mean(of: means) { marks.append(FieldMark(mean)) }
      for (index, group) in classes.enumerated() {
        marks.append(PointsMark(group.points, .classMember(index)))
      }
      marks += contours
      let cell = metric.map { values($0, variant.number) }
      let note =
        if let interval = cell?.interval, let precision { precision.text(interval.mean) } else {
          words.failedWord
        }
      let value =
        if let interval = cell?.interval, let precision { ValueText.plain(interval, precision) } else { note }
      rows.append([variant.label, value, String(drawn)])
      panels.append(
        Panel(
          title: variant.label, note: note, titleSeries: series,
          description: words.enumeration(
            variant.label, [words.commas([words.boundaries(drawn), "\(metric ?? "") \(note)"])]),
          x: Axis(domain: frame.x), y: Axis(domain: frame.y), marks: marks, equalAspect: true, frame: .box))
    }
    guard panels.contains(where: { $0.marks.contains { $0 is ContourMark } }) else {
      return context.refused(title, words.noWeights)
    }
    let names = first.byClass(words)
    var key = names.enumerated().map { KeyItem(.point(.classMember($0)), $1.name) }
    if isBinary, names.count > 1 { key.append(KeyItem(.field, words.meanProbability(names[1].name))) }
    let figure = Figure(
      id: context.id, title: title, description: words.sentences(panels.map(\.description)),
      panels: panels,
      panelsPerRow: min(max(panels.count, 2), 4), sharedAxes: true, key: key)
    let meaning =
      isBinary
      ? words.boundaryMeaning(seeds: seeds.count, metric: metric ?? "")
      : words.boundaryMeaningMany(seeds: seeds.count, metric: metric ?? "")
    return FigureDrawing(
      title: title, figure: figure, meaning: words.sentences([meaning, context.leftOut]),
      data: FigureData(heads: [words.variant, metric ?? words.metric, words.boundaryCount], rows: rows))
  }

  /// Fields whose contours are where the predicted class changes: the probability at one half, or for more classes how
  /// far each leads all others, at zero. The last class' borders are the others' already.
  private static func boundaries(
    _ predictions: ProbedOutputs, in frame: PlaneGrid
  ) -> [(field: ScalarField, level: Double)] {
    if predictions.width <= 2 { return [(frame.field(predictions.last), 0.5)] }
    return (0..<(predictions.width - 1)).map { label in
      let lead = (0..<predictions.count).map { index in
        let row = predictions[index]
        let own = row.startIndex + label
        let others = max(row[..<own].max() ?? -.infinity, row[(own + 1)...].max() ?? -.infinity)
        return row[own] - others
      }
      return (frame.field(lead), 0)
    }
  }

  private func values(_ metric: String, _ variant: Int) -> SeedValues {
    SeedValues(metric, of: VariantGroup(labels: [], variants: [variant]), in: results)
  }
}
