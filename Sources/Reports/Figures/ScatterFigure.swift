import Diagnostics
import Experiments
import Learning
import Plots
import Statistics

/// A cloud of points: the training data by class, or, where the block names metrics, a point for every run.
struct ScatterFigure: FigureOfContext {
  static let name = "scatter"
  static let summary = "The data by class; with x and y, one metric of every run against another."
  static let keys = ["x", "y", "scale"]

  static func decode(_ plot: inout PlotPlan, from block: inout PlotBlock) {
    plot.x = block.metric("x")
    plot.y = block.metrics("y")
    block.scale(&plot)
    for (key, other) in [("x", "y"), ("y", "x")] where block.has(key) && !block.has(other) {
      block.error(
        "a metric on one axis needs another on the other: '\(other)' is missing", at: key,
        hints: ["without both, the data themselves are drawn"])
    }
    if plot.y.count > 1 {
      block.error("a scatter plot has one metric upward, not \(plot.y.count)", at: "y")
    }
  }

  let context: FigureContext

  func drawing() -> FigureDrawing {
    guard let x = plan.x, let y = plan.y.first else { return data() }
    return runs(x, y)
  }

  // MARK: Runs

  /// One metric against another: a point for every run that has both, in its variant's colour and shape.
  private func runs(_ x: String, _ y: String) -> FigureDrawing {
    let title = words.metricScatterTitle(x, y, experiment: results.plan.id)
    var marks: [any Mark] = []
    var key: [KeyItem] = []
    var parts: [String] = []
    var rows: [[String]] = []
    let variants = results.plan.variants
    for variant in variants {
      let series = Series(variant.label, variant.number)
      let (first, second) = (
        results.lastValues(of: x, variant: variant.number), results.lastValues(of: y, variant: variant.number)
      )
      var points: [Point] = []
      var tips: [String] = []
      for (index, pair) in zip(first, second).enumerated() {
        guard let a = pair.0, let b = pair.1 else { continue }
        points.append(Point(a, b))
        let numbers = [Format.significant(a, 5), Format.significant(b, 5)]
        let run = words.commas([variant.label, words.seedTip(seeds[index])])
        tips.append(words.labelled(run, words.commas(numbers)))
        rows.append([run] + numbers)
      }
      guard !points.isEmpty else { continue }
      marks.append(PointsMark(points, .series(series, filled: true), tips: tips))
      key.append(KeyItem(.series(series), variant.label))
      parts.append(words.labelled(variant.label, words.runCount(points.count)))
    }
    guard !marks.isEmpty else { return FigureDrawing(title: title, figure: nil, meaning: words.noData) }
    let panel = Panel(
      title: y, description: words.enumeration(title, parts),
      x: Axis(x, scale: plan.logX == true ? .log : .linear),
      y: Axis("", scale: plan.logY == true ? .log : .linear),
      marks: marks)
    let figure = Figure(
      id: context.id, title: title, description: panel.description, panels: [panel], panelsPerRow: 1,
      key: variants.count > 1 ? key : [], panelHeight: plan.height.map(Double.init))
    return FigureDrawing(
      title: title, figure: figure,
      meaning: words.sentences([words.metricScatterMeaning, results.divergedNote(words) ?? ""]),
      data: FigureData(heads: [words.run, x, y], rows: rows))
  }

  // MARK: Data

  /// The training points of the first seed, by class.
  private func data() -> FigureDrawing {
    let title = words.scatterTitle(results.plan.id)
    let variant = results.plan.baseline
    guard let seed = seeds.first,
      let data = probe?.points(experiment: results.plan.id, variant: variant, seed: seed)
    else { return FigureDrawing(title: title, figure: nil, meaning: words.onlyFor(words.needsTwoInputs)) }
    let classes = data.byClass(words)
    let panel = Panel(
      description: description(classes, data),
      x: Axis(data.xName), y: Axis(data.yName),
      marks: classes.enumerated().map { PointsMark($1.points, .classMember($0)) }, equalAspect: data.isPlane)
    let key = classes.count > 1 ? classes.enumerated().map { KeyItem(.point(.classMember($0)), $1.name) } : []
    let figure = Figure(
      id: context.id, title: title, description: panel.description, panels: [panel], panelsPerRow: 2,
      key: key,
      panelHeight: plan.height.map(Double.init))
    return FigureDrawing(
      title: title, figure: figure, meaning: words.pointsMeaning(data.points.count, seed: seed),
      data: FigureData(
        heads: [words.classWord, words.pointCount, data.xName, data.yName],
        rows: classes.map { name, points in
          [name, Format.grouped(points.count), Self.extent(points.map(\.x)), Self.extent(points.map(\.y))]
        }))
  }

  /// `-1.2 … 2.3`
  private static func extent(_ values: [Double]) -> String {
    let ends = [values.min(), values.max()].compactMap { $0.map { Format.significant($0, 3) } }
    return ends.joined(separator: " … ")
  }

  private func description(_ classes: [(name: String, points: [Point])], _ data: ProbedPoints) -> String {
    guard classes.count > 1 else { return words.sentence(words.points(data.points.count)) }
    return words.sentence(
      words.semicolons(classes.map { words.labelled($0.name, words.points($0.points.count)) }))
  }
}
