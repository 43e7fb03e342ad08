import Diagnostics
import Experiments
import Learning
import Plots
import Statistics

/// Whether predicted probabilities are what they say: the share that is right against the confidence.
struct CalibrationFigure: FigureType {
  static let name = "calibration"
  static let summary = "Reliability diagram: the share of right predictions against their confidence."
  static let keys = ["band"]
  static let needsParameters = true

  /// Bins of confidence.
  private static let bins = 10
  /// A share of fewer predictions, over all seeds, says nothing.
  private static let fewest = 5

  static func decode(_ plot: inout PlotPlan, from block: inout PlotBlock) {
    plot.band = block.band()
    block.checkClasses("calibration is about probabilities of classes")
    block.checkProbabilities("calibration is about probabilities of classes")
  }

  static func drawing(_ context: FigureContext) -> FigureDrawing {
    let (results, words) = (context.results, context.words)
    let title = words.calibrationTitle(results.plan.id)
    guard let probe = context.probe else { return context.refused(title, words.noWeights) }
    var part = ""
    var groups: [(series: Series, runs: [[ReliabilityBin]])] = []
    for variant in context.variants {
      let runs = results.plan.seeds.compactMap { seed -> [ReliabilityBin]? in
        guard let asked = probe.part(experiment: results.plan.id, variant: variant.number, seed: seed) else {
          return nil
        }
        part = asked.name
        return asked.predictions.reliability(bins: bins)
      }
      if !runs.isEmpty { groups.append((Series(variant.label, variant.number), runs)) }
    }
    guard !groups.isEmpty else { return context.refused(title, words.noWeights) }
    let errors = groups.map { group in Interval.mean(of: group.runs.map(\.calibrationError)) }
    let precision = Precision(column: errors)
    var marks: [any Mark] = [RuleMark(.diagonal)]
    var lines: [any Mark] = []
    for group in groups {
      var mean: [Point] = []
      var band: [BandMark.Slice] = []
      for bin in 0..<bins {
        let filled = group.runs.map { $0[bin] }.filter { $0.count > 0 }
        guard filled.reduce(0, { $0 + $1.count }) >= fewest else { continue }
        let rows = filled.map { Double($0.count) }
        let place = filled.reduce(0) { $0 + $1.confidence } / rows.reduce(0, +)
        // All predictions alike, as the calibration error counts them; seeds are clusters of them.
        let interval = Interval.ratio(of: filled.map { Double($0.right) }, to: rows)
        mean.append(Point(place, interval.mean))
        if interval.isBounded {
          band.append(BandMark.Slice(place, max(interval.low, 0), min(interval.high, 1)))
        }
      }
      if context.plan.showsBand(seeds: results.plan.seeds.count), band.count > 1 {
        marks.append(BandMark(group.series, band))
      }
      lines.append(LineMark(group.series, mean, label: groups.count > 1 ? group.series.name : nil))
    }
    let numbers = zip(groups, errors).map { words.labelled($0.series.name, ValueText.plain($1, precision)) }
    let curves = Panel(
      title: words.reliability, description: words.enumeration(words.calibrationError, numbers),
      x: Axis(words.confidence, domain: 0...1.04), y: Axis(words.shareRight, domain: 0...1.04),
      marks: marks + lines, equalAspect: true)
    // Where the predictions are: mean counts of all bins.
    let counts = groups.map { group in
      (0..<bins).map { bin in
        group.runs.reduce(0) { $0 + Double($1[bin].count) } / Double(group.runs.count)
      }
    }
    let heads = (0..<bins).map { Format.fixed(Double($0 + 1) / Double(bins), 1) }
    let cells = zip(groups, counts).map { group, counts -> [CellsMark.Cell?] in
      let total = counts.reduce(0, +)
      return counts.enumerated().map { bin, count in
        CellsMark.Cell(
          share: total > 0 ? count / total : nil, text: ConfusionTable.count(count),
          tip: words.labelled(
            words.commas([group.series.name, "≤ \(heads[bin])"]), ConfusionTable.count(count)))
      }
    }
    let strip = Panel.heatMap(
      title: words.rowsByConfidence, rows: groups.map(\.series.name), columns: heads,
      columnName: words.confidenceUpTo, cells: cells,
      description: words.enumeration(
        words.rowsByConfidence,
        zip(groups, counts).map { group, counts in
          words.labelled(group.series.name, words.listed(counts.map(ConfusionTable.count)))
        }))
    let figure = Figure(
      id: context.id, title: title, description: words.sentences([curves.description, strip.description]),
      panels: [curves, strip])
    return FigureDrawing(
      title: title, figure: figure,
      meaning: words.sentences([
        words.calibrationMeaning(
          part: part, seeds: results.plan.seeds.count, bins: bins, fewest: fewest,
          hasBand: context.plan.band), context.leftOut,
      ]),
      data: FigureData(
        heads: [words.variant, words.calibrationError] + heads.map { "≤ \($0)" },
        rows: groups.indices.map { index in
          [groups[index].series.name, ValueText.plain(errors[index], precision)]
            + (0..<bins).map { bin in
              let filled = groups[index].runs.map { $0[bin] }.filter { $0.count > 0 }
              guard !filled.isEmpty else { return "–" }
              let right = filled.reduce(0) { $0 + $1.right }
              let all = filled.reduce(0) { $0 + $1.count }
              return Format.percent(Double(right) / Double(all), 0)
                + words.bracketed(ConfusionTable.count(counts[index][bin]))
            }
        }))
  }
}
