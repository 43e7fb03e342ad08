import Diagnostics
import Experiments
import Learning
import Plots
import Statistics

extension CurveFigure: FigureType {
  static let name = "curve"
  static let summary = "A metric over training: mean, interval and seeds of each variant; or over a factor."
  static let keys = ["x", "y", "color", "facet", "band", "scale"]
  private static let times = ["epoch", "step"]

  static func decode(_ plot: inout PlotPlan, from block: inout PlotBlock) {
    plot.x = block.factor("x", also: times)
    if let x = plot.x, let factor = block.experiment?.factors.first(where: { $0.path == x }),
      !factor.isNumeric
    {
      block.error(
        "the levels of '\(x)' are no numbers, so no curve can run along them", at: "x",
        hints: ["write type: dot, or x: epoch"])
    }
    plot.y = block.metrics("y")
    plot.color = block.factor("color")
    plot.facet = block.factor("facet")
    plot.band = block.band()
    block.scale(&plot)
  }

  static func drawing(_ context: FigureContext) -> FigureDrawing {
    let (results, plan) = (context.results, context.plan)
    if let x = plan.x, let factor = results.plan.factors.firstIndex(where: { $0.path == x }) {
      return FactorCurveFigure(
        results: results, plan: plan, factor: factor, id: context.id, words: context.words
      ).drawing()
    }
    return CurveFigure(results: results, plan: plan, id: context.id, words: context.words).drawing()
  }
}

/// Learning curves: for each series the mean over seeds, its pointwise interval, and the seeds themselves.
struct CurveFigure {
  let results: ExperimentResults
  let plan: PlotPlan
  let id: String
  let words: Words

  /// More thin lines than this say nothing.
  private static let mostSeedLines = 10
  private static let mostRowsOfData = 11

  /// One line of a panel.
  private struct Group {
    let series: Series
    let variants: [Int]
  }

  /// The curves of one group: by seed, and their summary at each epoch.
  private struct Summary {
    var seeds: [(seed: Int, points: [Point], divergence: Point?)]
    var mean: [Point]
    var band: [BandMark.Slice]
    var last: Interval?
    var at: [Int: Interval]
  }

  func drawing() -> FigureDrawing {
    let metrics = plan.y.isEmpty ? MetricChoice.curves(results.metrics) : plan.y
    let title = words.curveTitle(words.listed(metrics), experiment: results.plan.id)
    let facets = facets
    var panels: [Panel] = []
    var descriptions: [String] = []
    var scales: Set<Bool> = []
    var tables: [Table] = []
    var intervals = MeanIntervals()
    for metric in metrics {
      for (facet, variants) in facets {
        let groups = groups(of: variants)
        let isLog = usesLog(metric, of: metrics, variants: variants)
        let summaries = groups.map { summary($0, metric: metric, isLog: isLog, &intervals) }
        guard summaries.contains(where: { !$0.mean.isEmpty || !$0.seeds.isEmpty }) else { continue }
        scales.insert(isLog)
        let description = description(metric, facet: facet, groups, summaries, isLog: isLog)
        descriptions.append(description)
        panels.append(panel(metric, facet: facet, groups, summaries, isLog: isLog, description: description))
        tables.append(
          Table(
            panel: panels[panels.count - 1].title, names: groups.map(\.series.name), rows: rows(summaries)))
      }
    }
    guard !panels.isEmpty else {
      return FigureDrawing(title: title, figure: nil, meaning: words.noData)
    }
    let figure = Figure(
      id: id, title: title, description: words.sentences(descriptions), panels: panels,
      panelsPerRow: panels.count > 2 ? 3 : 2, sharedAxes: facets.count > 1 && metrics.count == 1,
      panelHeight: plan.height.map(Double.init))
    return FigureDrawing(
      title: title, figure: figure, meaning: meaning(scales), data: data(tables))
  }

  // MARK: What is drawn

  /// The levels of the facet's factor with their variants; one without a name where there is none.
  private var facets: [(name: String, variants: [Variant])] {
    let all = results.plan.variants
    guard let path = plan.facet, let factor = results.plan.factors.firstIndex(where: { $0.path == path })
    else {
      return [("", all)]
    }
    return results.plan.factors[factor].levels.enumerated().map { index, level in
      (level.label, all.filter { $0.levels[factor] == index })
    }.filter { !$0.variants.isEmpty }
  }

  private func groups(of variants: [Variant]) -> [Group] {
    let factors = results.plan.factors
    if let path = plan.color, let factor = factors.firstIndex(where: { $0.path == path }) {
      return factors[factor].levels.indices.compactMap { level in
        let members = variants.filter { $0.levels[factor] == level }.map(\.number)
        guard !members.isEmpty else { return nil }
        return Group(series: Series(factors[factor].levels[level].label, level), variants: members)
      }
    }
    // Within a facet its own level goes without saying.
    guard let path = plan.facet, factors.count == 2,
      let facet = factors.firstIndex(where: { $0.path == path })
    else { return variants.map { Group(series: Series($0.label, $0.number), variants: [$0.number]) } }
    return variants.map { variant in
      let other = variant.levels[1 - facet]
      let label = other.map { factors[1 - facet].levels[$0].label } ?? variant.label
      return Group(series: Series(label, other ?? variant.number), variants: [variant.number])
    }
  }

  /// Losses that span magnitudes; where one of several does, all that can: curves beside each other are compared.
  private func usesLog(_ metric: String, of metrics: [String], variants: [Variant]) -> Bool {
    if let asked = plan.logY { return asked }
    guard let span = lossSpan(metric, variants), span.low > 0 else { return false }
    return metrics.compactMap { lossSpan($0, variants) }.contains { $0.low > 0 && $0.high / $0.low >= 5 }
  }

  /// The least and the greatest value of a loss; nil for other metrics.
  private func lossSpan(_ metric: String, _ variants: [Variant]) -> (low: Double, high: Double)? {
    let name = MetricName(metric)
    guard name.isLoss, name.hasDirection else { return nil }
    var (low, high) = (Double.infinity, 0.0)
    for variant in variants {
      for seed in results.plan.seeds.indices {
        for value in results.run(variant: variant.number, seed: seed)?[metric]?.values ?? []
        where value.isFinite {
          low = min(low, value)
          high = max(high, value)
        }
      }
    }
    return low <= high ? (low, high) : nil
  }

  private func summary(
    _ group: Group, metric: String, isLog: Bool, _ intervals: inout MeanIntervals
  ) -> Summary {
    var lines: [(seed: Int, points: [Point], divergence: Point?)] = []
    /// At each epoch the values of the seeds whose runs all went well.
    var columns: [Int: [Double]] = [:]
    for (index, seed) in results.plan.seeds.enumerated() {
      var curves: [Curve] = []
      var divergence: Point?
      var isComplete = true
      for variant in group.variants {
        guard let run = results.run(variant: variant, seed: index), let curve = run[metric] else {
          isComplete = false
          continue
        }
        curves.append(curve)
        if case .diverged(let epoch, _) = run.status {
          isComplete = false
          divergence = Point(Double(epoch), .nan)
        }
      }
      let points = points(of: curves, variants: group.variants.count)
      if !points.isEmpty || divergence != nil { lines.append((seed, points, divergence)) }
      if isComplete {
        for point in points { columns[Int(point.x), default: []].append(point.y) }
      }
    }
    var summary = Summary(seeds: lines, mean: [], band: [], last: nil, at: [:])
    for epoch in columns.keys.sorted() {
      guard let values = columns[epoch] else { continue }
      let interval =
        isLog ? intervals.geometricMean(of: values) ?? intervals.mean(of: values) : intervals.mean(of: values)
      summary.mean.append(Point(Double(epoch), interval.mean))
      if interval.isBounded {
        summary.band.append(BandMark.Slice(Double(epoch), interval.low, interval.high))
      }
      summary.at[epoch] = interval
      summary.last = interval
    }
    return summary
  }

  /// The mean of a seed's curves over the variants; of several only epochs that all of them have.
  private func points(of curves: [Curve], variants: Int) -> [Point] {
    if variants == 1, let curve = curves.first {
      return zip(curve.epochs, curve.values).filter { $0.1.isFinite }.map { Point(Double($0.0), $0.1) }
    }
    var values: [Int: [Double]] = [:]
    for curve in curves {
      for (epoch, value) in zip(curve.epochs, curve.values) where value.isFinite {
        values[epoch, default: []].append(value)
      }
    }
    return values.keys.sorted().compactMap { epoch in
      guard let values = values[epoch], values.count == variants else { return nil }
      return Point(Double(epoch), Descriptive.mean(values))
    }
  }

  private func panel(
    _ metric: String, facet: String, _ groups: [Group], _ summaries: [Summary], isLog: Bool,
    description: String
  ) -> Panel {
    var marks: [any Mark] = []
    let seeds = results.plan.seeds.count
    let showsBand = plan.showsBand(seeds: seeds)
    let showsSeeds = showsSeedLines
    if showsBand {
      for (group, summary) in zip(groups, summaries) where summary.band.count > 1 {
        marks.append(BandMark(group.series, summary.band))
      }
    }
    for (group, summary) in zip(groups, summaries) {
      for line in summary.seeds where showsSeeds || line.divergence != nil {
        let tip = words.commas([group.series.name, words.seedTip(line.seed)])
        marks.append(LineMark(group.series, line.points, weight: .thin, tip: tip))
      }
    }
    for (group, summary) in zip(groups, summaries) where !summary.mean.isEmpty {
      marks.append(
        LineMark(
          group.series, summary.mean, label: groups.count > 1 ? group.series.name : nil,
          hasMarkers: groups.count > 1))
    }
    for (group, summary) in zip(groups, summaries) {
      for line in summary.seeds {
        guard let divergence = line.divergence else { continue }
        let tip = words.labelled(
          words.commas([group.series.name, words.seedTip(line.seed)]), words.divergedAt(Int(divergence.x)))
        let place = line.points.last.map { Point($0.x, $0.y) } ?? divergence
        marks.append(FailureMark(group.series, at: place, tip: tip))
      }
    }
    return Panel(
      title: facet.isEmpty ? metric : words.commas([metric, facet]), description: description,
      x: .time(words.epoch, scale: plan.logX == true ? .log : .linear),
      y: Axis("", scale: isLog ? .log : .linear), marks: marks)
  }

  private var showsSeedLines: Bool {
    let seeds = results.plan.seeds.count
    return seeds > 1 && seeds <= Self.mostSeedLines
  }

  // MARK: What is said of it

  /// - Parameter scales: whether panels are logarithmic
  private func meaning(_ scales: Set<Bool>) -> String {
    var text = words.curveMeaning(
      seeds: results.plan.seeds.count, scales: scales, hasBand: plan.band, hasLines: showsSeedLines)
    if let note = results.divergedNote(words) { text += words.space + note }
    return text
  }

  private func description(
    _ metric: String, facet: String, _ groups: [Group], _ summaries: [Summary], isLog: Bool
  ) -> String {
    let precision = Precision(column: summaries.compactMap(\.last))
    let parts = zip(groups, summaries).map { group, summary -> String in
      guard let last = summary.last, let end = summary.mean.last, let start = summary.mean.first else {
        return words.labelled(group.series.name, words.noValue)
      }
      // About a geometric mean an interval is not symmetric, and magnitudes have no common decimals.
      if isLog {
        let bounds =
          last.isBounded
          ? words.bracketed(Format.significant(last.low, 2) + words.to + Format.significant(last.high, 2))
          : ""
        return words.fromTo(
          group.series.name, Format.significant(start.y, 3), Format.significant(last.mean, 3) + bounds,
          epoch: Int(end.x))
      }
      return words.fromTo(
        group.series.name, precision.text(start.y), ValueText.plain(last, precision), epoch: Int(end.x))
    }
    let place = facet.isEmpty ? metric : words.commas([metric, facet])
    return words.enumeration(place, parts)
  }

  /// The numbers of one panel: an epoch and a value of each series in each row.
  private struct Table {
    let panel: String
    let names: [String]
    let rows: [(epoch: Int, values: [String])]
  }

  /// Mean and half-width at about ten epochs.
  private func rows(_ summaries: [Summary]) -> [(epoch: Int, values: [String])] {
    var epochs = Set(summaries.flatMap { $0.at.keys }).sorted()
    if epochs.count > Self.mostRowsOfData {
      let last = epochs.count - 1
      epochs = (0..<Self.mostRowsOfData).map { epochs[$0 * last / (Self.mostRowsOfData - 1)] }
    }
    let precisions = summaries.map { summary in Precision(column: epochs.compactMap { summary.at[$0] }) }
    return epochs.map { epoch in
      (
        epoch,
        zip(summaries, precisions).map { summary, precision in
          summary.at[epoch].map { ValueText.plain($0, precision) } ?? "–"
        }
      )
    }
  }

  /// All panels beneath each other; a series that a panel lacks has no value there.
  private func data(_ tables: [Table]) -> FigureData {
    var names: [String] = []
    for name in tables.flatMap(\.names) where !names.contains(name) { names.append(name) }
    return FigureData(
      heads: (tables.count > 1 ? [words.metric] : []) + [words.epoch] + names,
      rows: tables.flatMap { table in
        table.rows.map { row in
          (tables.count > 1 ? [table.panel] : []) + [String(row.epoch)]
            + names.map { name in table.names.firstIndex(of: name).map { row.values[$0] } ?? "–" }
        }
      })
  }
}
