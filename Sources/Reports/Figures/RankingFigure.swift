import Diagnostics
import Experiments
import Learning
import Plots
import Statistics

/// How well scores rank: the ROC curve and the curve of precision against recall.
struct RankingFigure: FigureOfContext {
  static let name = "roc"
  static let summary = "ROC and precision-recall curves, averaged over seeds, on the test part."
  static let keys = ["band"]
  static let needsParameters = true

  /// Points of a curve.
  private static let grid = (0...100).map { Double($0) / 100 }

  static func decode(_ plot: inout PlotPlan, from block: inout PlotBlock) {
    plot.band = block.band()
    block.checkClasses("a ROC curve is about classes")
  }

  let context: FigureContext

  /// The curves of a variant's runs.
  private struct Curves {
    let series: Series
    var rates: [[Double]] = []
    var precisions: [[Double]] = []
    var areas: [Double] = []
    var averages: [Double] = []
    var prevalences: [Double] = []
  }

  private var showsBand: Bool { plan.showsBand(seeds: seeds.count) }

  func drawing() -> FigureDrawing {
    let title = words.rankingTitle(results.plan.id)
    guard let probe = context.probe else { return context.refused(title, words.noWeights) }
    var all: [Curves] = []
    var part = ""
    var classes = 2
    for variant in context.variants {
      var curves = Curves(series: Series(variant.label, variant.number))
      for seed in results.plan.seeds {
        guard let asked = probe.part(experiment: results.plan.id, variant: variant.number, seed: seed) else {
          continue
        }
        part = asked.name
        guard let rates = asked.predictions.truePositiveRates(at: Self.grid),
          let precisions = asked.predictions.precisions(atRecalls: Self.grid)
        else { continue }
        classes = asked.predictions.classCount
        if let prevalence = asked.predictions.prevalence { curves.prevalences.append(prevalence) }
        curves.rates.append(rates)
        curves.precisions.append(precisions)
        curves.areas.append(asked.predictions.areaUnderROC)
        curves.averages.append(asked.predictions.averagePrecision)
      }
      if !curves.rates.isEmpty { all.append(curves) }
    }
    guard !all.isEmpty else {
      return context.refused(title, part.isEmpty ? words.noWeights : words.needsClasses(in: part))
    }
    // What a random score has depends on the data, which may be varied: then there is no one line for it.
    let prevalences = all.map { Descriptive.mean($0.prevalences) }
    let prevalence = prevalences.first.flatMap { first in
      prevalences.allSatisfy { ($0 - first).magnitude < 1e-9 } ? first : nil
    }
    let areas = all.map { Interval.mean(of: $0.areas) }
    let averages = all.map { Interval.mean(of: $0.averages) }
    let precision = Precision(column: areas + averages)
    func panel(
      _ title: String, _ x: String, _ y: String, _ values: [Interval], _ rule: RuleMark?,
      _ lines: KeyPath<Curves, [[Double]]>
    ) -> Panel {
      var marks: [any Mark] = rule.map { [$0] } ?? []
      var thick: [any Mark] = []
      for (curves, value) in zip(all, values) {
        let (mean, band) = Self.average(curves[keyPath: lines])
        if showsBand, !band.isEmpty { marks.append(BandMark(curves.series, band)) }
        thick.append(
          LineMark(
            curves.series, mean, label: all.count > 1 ? curves.series.name : nil,
            labelValue: precision.text(value.mean)))
      }
      let numbers = zip(all, values).map { words.labelled($0.series.name, ValueText.plain($1, precision)) }
      return Panel(
        title: title, note: all.count > 1 ? "" : only(values),
        description: words.enumeration(title, numbers),
        // Room above a line at 1, and as much to its right, so that the panel stays square.
        x: Axis(x, domain: 0...1.04), y: Axis(y, domain: 0...1.04), marks: marks + thick, equalAspect: true)
    }
    /// Of one curve there is no label; which variant's it is goes without saying where the experiment has no other.
    func only(_ values: [Interval]) -> String {
      guard let value = values.first, let curves = all.first else { return "" }
      let text = ValueText.plain(value, precision)
      return results.plan.variants.count > 1 ? words.labelled(curves.series.name, text) : text
    }
    let panels = [
      panel(
        words.areaUnderROC, words.falsePositiveRate, words.truePositiveRate, areas, RuleMark(.diagonal),
        \.rates),
      panel(
        words.averagePrecision, words.recall, words.precision, averages,
        prevalence.map { RuleMark(.horizontal(y: $0)) }, \.precisions),
    ]
    let figure = Figure(
      id: context.id, title: title, description: words.sentences(panels.map(\.description)),
      panels: panels)
    return FigureDrawing(
      title: title, figure: figure,
      meaning: words.sentences([
        words.rankingMeaning(
          part: part, seeds: seeds.count, classes: classes, hasBand: plan.band,
          hasPrevalence: prevalence != nil), context.leftOut,
      ]),
      data: FigureData(
        heads: [words.variant, words.areaUnderROC, words.averagePrecision],
        rows: all.indices.map { index in
          [
            all[index].series.name, ValueText.plain(areas[index], precision),
            ValueText.plain(averages[index], precision),
          ]
        }))
  }

  /// Mean and interval at each place of the grid.
  private static func average(_ curves: [[Double]]) -> (mean: [Point], band: [BandMark.Slice]) {
    var intervals = MeanIntervals()
    var mean: [Point] = []
    var band: [BandMark.Slice] = []
    for (index, x) in grid.enumerated() {
      let interval = intervals.mean(of: curves.map { $0[index] })
      mean.append(Point(x, interval.mean))
      guard interval.isBounded else { continue }
      band.append(BandMark.Slice(x, max(interval.low, 0), min(interval.high, 1)))
    }
    return (mean, band)
  }
}
