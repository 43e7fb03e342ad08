import Diagnostics
import Experiments
import Learning
import Plots
import Statistics

/// Many numeric factors at once: an axis for each and one for the metric, a line for every variant.
struct ParallelFigure: FigureType {
  static let name = "parallel"
  static let summary =
    "Parallel coordinates: three or more numeric factors and a metric, the best tenth in colour."
  static let keys = ["y"]

  /// Below this small multiples say more.
  private static let fewestFactors = 3
  private static let fewestRuns = 20

  static func decode(_ plot: inout PlotPlan, from block: inout PlotBlock) {
    plot.y = block.metrics("y")
    if plot.y.count > 1 {
      block.error("parallel coordinates end in one metric, not \(plot.y.count)", at: "y")
    }
    guard let plan = block.experiment else { return }
    let numeric = plan.factors.filter(\.isNumeric)
    let runs = plan.variants.count * plan.seeds.count
    if numeric.count < fewestFactors || runs < fewestRuns {
      block.error(
        "parallel coordinates need \(fewestFactors) factors whose levels are numbers and \(fewestRuns) runs,"
          + " and '\(block.experimentID)' has \(numeric.count) and \(runs)", at: "type",
        hints: ["for instance type: heatmap for two factors, type: curve with 'x' for one"])
    }
  }

  static func drawing(_ context: FigureContext) -> FigureDrawing {
    let (results, words) = (context.results, context.words)
    let metric = context.plan.y.first ?? MetricChoice.table(results.metrics).first ?? ""
    let name = MetricName(metric)
    let title = words.parallelTitle(metric, experiment: results.plan.id)
    let factors = results.plan.factors.indices.filter { results.plan.factors[$0].isNumeric }
    struct Line {
      let variant: Variant
      let levels: [Double]
      let value: Double
    }
    let lines = results.plan.variants.compactMap { variant -> Line? in
      let levels = factors.compactMap { factor in
        variant.levels[factor].flatMap { results.plan.factors[factor].levels[$0].number }
      }
      let values = SeedValues(metric, of: VariantGroup(labels: [], variants: [variant.number]), in: results)
      guard levels.count == factors.count, let mean = values.interval?.mean, values.isComplete else {
        return nil
      }
      return Line(variant: variant, levels: levels, value: mean)
    }
    guard lines.count > 1 else { return FigureDrawing(title: title, figure: nil, meaning: words.noData) }
    let ranked = lines.enumerated().sorted { a, b in
      a.element.value == b.element.value
        ? a.offset < b.offset
        : name.isLowerBetter ? a.element.value < b.element.value : a.element.value > b.element.value
    }
    let best = Set(ranked.prefix(max(1, lines.count / 10)).map(\.offset))
    let left = results.plan.variants.count - lines.count

    var axes: [(name: String, low: String, high: String)] = []
    var places: [[Double]] = lines.map { _ in [] }
    var logarithmic: [String] = []
    func add(_ name: String, _ values: [Double], isFlipped: Bool) {
      let (low, high) = (values.min() ?? 0, values.max() ?? 1)
      let isLog = values.spanMagnitudes
      let scale = Scale(isLog ? .log : .linear, low: low, high: low < high ? high : low + 1)
      for (index, value) in values.enumerated() {
        let share = low < high ? scale.fraction(value) ?? 0 : 0.5
        places[index].append(isFlipped ? 1 - share : share)
      }
      let ends = [low, high].map { Format.significant($0, 3) }
      if isLog { logarithmic.append(name) }
      axes.append((name, isFlipped ? ends[1] : ends[0], isFlipped ? ends[0] : ends[1]))
    }
    for (column, factor) in factors.enumerated() {
      add(results.plan.factors[factor].name, lines.map { $0.levels[column] }, isFlipped: false)
    }
    // Better is up.
    add(metric, lines.map(\.value), isFlipped: name.hasDirection && name.isLowerBetter)
    let series = Series(words.bestTenth, 0)
    let precision = Precision(values: lines.map(\.value), significantDigits: 4)
    let panel = Panel.parallel(
      title: metric, axes: axes,
      lines: lines.indices.map { index in
        (
          series, places[index], best.contains(index),
          words.labelled(lines[index].variant.label, precision.text(lines[index].value))
        )
      },
      description: words.parallelSummary(
        metric, lines.count,
        ranked.prefix(3).map { "\($0.element.variant.label) \(precision.text($0.element.value))" }))
    let figure = Figure(
      id: context.id, title: title, description: panel.description, panels: [panel], panelsPerRow: 1,
      panelHeight: context.plan.height.map(Double.init))
    return FigureDrawing(
      title: title, figure: figure,
      meaning: words.sentences([
        words.parallelMeaning(
          seeds: results.plan.seeds.count, best: best.count, hasDirection: name.hasDirection),
        logarithmic.isEmpty ? "" : words.logAxes(logarithmic), left > 0 ? words.variantsLeftOut(left) : "",
      ]),
      data: FigureData(
        heads: [words.variant] + factors.map { results.plan.factors[$0].name } + [metric],
        rows: ranked.map { entry in
          [entry.element.variant.label] + entry.element.levels.map { Format.significant($0, 4) }
            + [precision.text(entry.element.value)]
        }))
  }
}
