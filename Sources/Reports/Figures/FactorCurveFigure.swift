import Diagnostics
import Experiments
import Learning
import Plots
import Statistics

/// Final metrics against a factor whose levels are numbers: a mean with its band for each series, and the seeds.
struct FactorCurveFigure {
  let results: ExperimentResults
  let plan: PlotPlan
  /// The factor along x.
  let factor: Int
  let id: String
  let words: Words

  /// More thin lines than this say nothing.
  private static let mostSeedLines = 10

  private struct Group {
    let series: Series
    /// Level and variants, the levels ascending.
    let levels: [(number: Double, label: String, values: SeedValues)]
  }

  private var path: Factor { results.plan.factors[factor] }

  func drawing() -> FigureDrawing {
    let metrics = plan.y.isEmpty ? MetricChoice.table(results.metrics).prefix(1) + [] : plan.y
    let title = words.factorCurveTitle(words.listed(metrics), path.name)
    var panels: [Panel] = []
    var rows: [[String]] = []
    for metric in metrics {
      let groups = groups(metric)
      guard groups.contains(where: { $0.levels.contains { $0.values.interval != nil } }) else { continue }
      panels.append(panel(metric, groups))
      rows += self.rows(groups).map { (metrics.count > 1 ? [metric] : []) + $0 }
    }
    guard !panels.isEmpty else { return FigureDrawing(title: title, figure: nil, meaning: words.noData) }
    let figure = Figure(
      id: id, title: title, description: words.sentences(panels.map(\.description)), panels: panels,
      panelHeight: plan.height.map(Double.init))
    return FigureDrawing(
      title: title, figure: figure,
      meaning: words.sentences([
        words.factorCurveMeaning(
          seeds: results.plan.seeds.count, hasBand: plan.band, hasLines: showsSeeds, averaged: averaged),
        results.divergedNote(words) ?? "",
      ]),
      data: FigureData(
        heads: (metrics.count > 1 ? [words.metric] : []) + [path.name]
          + (series.count > 1 ? series.map(\.name) : [words.mean]),
        rows: rows))
  }

  // MARK: Series

  /// The factor that tells the series apart; nil for one series.
  private var colour: Int? {
    let others = results.plan.factors.indices.filter { $0 != factor }
    if let asked = plan.color { return others.first { results.plan.factors[$0].path == asked } }
    return others.count == 1 ? others[0] : nil
  }

  /// Factors that the points average over.
  private var averaged: [String] {
    results.plan.factors.indices.filter { $0 != factor && $0 != colour }.map { results.plan.factors[$0].name }
  }

  private var showsSeeds: Bool { (2...Self.mostSeedLines).contains(results.plan.seeds.count) }

  private var series: [Series] {
    guard let colour else { return [Series(path.name, 0)] }
    return results.plan.factors[colour].levels.enumerated().map { Series($1.label, $0) }
  }

  private func groups(_ metric: String) -> [Group] {
    let variants = results.plan.variants
    return series.enumerated().map { index, series in
      let members = colour.map { colour in variants.filter { $0.levels[colour] == index } } ?? variants
      let levels = path.levels.enumerated().compactMap { index, level -> (Double, String, SeedValues)? in
        let numbers = members.filter { $0.levels[factor] == index }.map(\.number)
        guard let number = level.number, !numbers.isEmpty else { return nil }
        return (
          number, level.label,
          SeedValues(metric, of: VariantGroup(labels: [], variants: numbers), in: results)
        )
      }
      return Group(series: series, levels: levels.sorted { $0.0 < $1.0 })
    }
  }

  // MARK: Panels

  private func panel(_ metric: String, _ groups: [Group]) -> Panel {
    var marks: [any Mark] = []
    let seeds = results.plan.seeds
    if plan.showsBand(seeds: seeds.count) {
      for group in groups {
        let slices = group.levels.compactMap { level -> BandMark.Slice? in
          guard let interval = level.values.interval, interval.isBounded else { return nil }
          return BandMark.Slice(level.number, interval.low, interval.high)
        }
        if slices.count > 1 { marks.append(BandMark(group.series, slices)) }
      }
    }
    if showsSeeds {
      for group in groups {
        for (index, seed) in seeds.enumerated() {
          let points = group.levels.compactMap { level in
            level.values.values[index].map { Point(level.number, $0) }
          }
          marks.append(LineMark(group.series, points, weight: .thin, tip: words.seedTip(seed)))
        }
      }
    }
    for group in groups {
      let means = group.levels.compactMap { level in
        level.values.interval.map { Point(level.number, $0.mean) }
      }
      marks.append(
        LineMark(group.series, means, label: groups.count > 1 ? group.series.name : nil, hasMarkers: true))
    }
    let isLog = plan.logX == true || path.levels.compactMap(\.number).spanMagnitudes
    return Panel(
      title: metric, description: description(metric, groups),
      x: Axis(path.name, scale: isLog ? .log : .linear),
      y: Axis("", scale: plan.logY == true ? .log : .linear),
      marks: marks)
  }

  private func description(_ metric: String, _ groups: [Group]) -> String {
    let precision = Precision(column: groups.flatMap { $0.levels.compactMap { $0.values.interval } })
    let parts = groups.flatMap { group in
      group.levels.map { level in
        words.labelled(
          words.commas((groups.count > 1 ? [group.series.name] : []) + [level.label]),
          (level.values.interval.map { ValueText.plain($0, precision) } ?? words.failedWord)
            + (level.values.failures(words, runs: level.values.runCount).map(words.bracketed) ?? ""))
      }
    }
    return words.enumeration(words.factorCurveTitle(metric, path.name), parts)
  }

  private func rows(_ groups: [Group]) -> [[String]] {
    let precision = Precision(column: groups.flatMap { $0.levels.compactMap { $0.values.interval } })
    let levels = path.levels.filter { $0.number != nil }.sorted { ($0.number ?? 0) < ($1.number ?? 0) }
    return levels.map { level in
      [level.label]
        + groups.map { group in
          guard let found = group.levels.first(where: { $0.label == level.label }) else { return "–" }
          return found.values.interval.map { ValueText.plain($0, precision) } ?? words.failedWord
        }
    }
  }
}

extension [Double] {
  /// Whether they are all positive and so far apart that they belong on a logarithmic axis.
  var spanMagnitudes: Bool {
    guard let low = self.min(), let high = self.max() else { return false }
    return low > 0 && high / low >= 20
  }
}
