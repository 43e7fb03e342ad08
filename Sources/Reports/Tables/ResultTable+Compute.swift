import Experiments
import Statistics

extension ResultTable {
  /// - Parameters:
  ///   - rows: paths of factors; all of them where empty.
  ///   - metrics: columns; the first is what rows are compared by.
  ///   - alpha: what Holm's p must be below for a verdict.
  package init(
    _ results: ExperimentResults, rows rowPaths: [String] = [], metrics: [String],
    sort: (metric: String, descending: Bool)? = nil, alpha: Double
  ) {
    let plan = results.plan
    let paths = rowPaths.isEmpty ? plan.factors.map(\.path) : rowPaths
    let factors = paths.compactMap { path in plan.factors.firstIndex { $0.path == path } }
    let groups = VariantGroup.groups(of: plan, by: factors)
    let cells = groups.map { group in metrics.map { SeedValues($0, of: group, in: results) } }
    let baseline = groups.count > 1 ? groups.firstIndex { $0.variants.contains(plan.baseline) } : nil

    let first = metrics.first.map(MetricName.init)
    let comparisons: [RowComparison?]
    if let baseline, let first {
      comparisons = Self.compare(
        cells.map { $0[0] }, with: baseline, metric: first, seeds: plan.seeds.count, alpha: alpha)
    } else {
      comparisons = groups.map { _ in nil }
    }
    var best: Set<Int> = []
    if let first, first.hasDirection, plan.seeds.count >= Power.fewestSeeds(alpha: alpha) {
      best = Self.bestSet(cells.map { $0[0] }, lowerIsBetter: first.isLowerBetter, alpha: alpha)
    }

    var rows = groups.indices.map { index in
      Row(
        group: groups[index], order: index, isBaseline: index == baseline, isBest: best.contains(index),
        cells: cells[index], comparison: comparisons[index])
    }
    if let sort {
      let key: [Double?] = groups.map { SeedValues(sort.metric, of: $0, in: results).interval?.mean }
      rows.sort { a, b in
        switch (key[a.order], key[b.order]) {
        // Rows without a mean come last either way; equal ones stay in order.
        case (nil, _): false
        case (_, nil): true
        case (let x?, let y?): sort.descending ? x > y : x < y
        }
      }
    }

    experiment = plan.id
    self.alpha = alpha
    let isLabelled = groups.allSatisfy { $0.labels.count == factors.count }
    heads = isLabelled && !factors.isEmpty ? factors.map { plan.factors[$0].name } : []
    columns = metrics.indices.map { index in
      Column(
        metric: MetricName(metrics[index]),
        precision: Precision(column: cells.compactMap { $0[index].interval }))
    }
    self.rows = rows
    seeds = plan.seeds.count
    self.baseline = baseline.map { groups[$0].label }
    differencePrecision = Precision(
      column: comparisons.compactMap(\.self).map { comparison in
        comparison.paired.interval.isBounded
          ? comparison.paired.interval
          : Interval(
            mean: comparison.paired.difference, low: comparison.range.lowerBound,
            high: comparison.range.upperBound, count: comparison.paired.count, level: 1)
      })
    pooled = plan.factors.indices.filter { !factors.contains($0) }.map { plan.factors[$0].name }
    self.comparisons = comparisons.count { $0 != nil }
  }

  /// Every row against the baseline; Holm's family are all of them, tested or not.
  private static func compare(
    _ cells: [SeedValues], with baseline: Int, metric: MetricName, seeds: Int, alpha: Double
  ) -> [RowComparison?] {
    var pairs: [(row: Int, paired: PairedComparison, isTested: Bool, values: [(own: Double, base: Double)])] =
      []
    for row in cells.indices where row != baseline {
      let values = zip(cells[row].values, cells[baseline].values).compactMap { a, b in
        if let a, let b { (own: a, base: b) } else { nil }
      }
      let differences = values.map { $0.own - $0.base }
      guard !differences.isEmpty else { continue }
      let isTested = seeds >= Power.fewestSeeds(alpha: alpha) && differences.count == seeds
      pairs.append((row, PairedComparison(differences: differences), isTested, values))
    }
    // One that was not tested counts as one that failed to show anything.
    let adjusted = Holm.adjusted(pairs.map { $0.isTested ? $0.paired.p : 1 })
    var result: [RowComparison?] = cells.map { _ in nil }
    for (pair, p) in zip(pairs, adjusted) {
      let paired = pair.paired
      let isHigher = paired.difference > 0
      let verdict: RowComparison.Verdict =
        if seeds < Power.fewestSeeds(alpha: alpha) {
          .exploratory
        } else if !pair.isTested {
          .notTested
        } else if p < alpha {
          isHigher ? .higher : .lower
        } else {
          .noDifference
        }
      let wins =
        Double(metric.hasDirection && metric.isLowerBetter ? paired.losses : paired.wins) + 0.5
        * Double(paired.ties)
      result[pair.row] = RowComparison(
        paired: paired, p: pair.isTested ? p : nil, verdict: verdict, won: wins,
        isImprovement: metric.hasDirection && isHigher != metric.isLowerBetter,
        a12: EffectSize.a12(pair.values.map(\.own), pair.values.map(\.base)),
        correlation: Descriptive.correlation(pair.values.map(\.own), pair.values.map(\.base)))
    }
    return result
  }

  /// The best row and those that the paired test, Holm-adjusted, can't tell from it. Empty where that is every row: a
  /// mark on all says nothing. Rows with failed seeds take no part.
  static func bestSet(_ cells: [SeedValues], lowerIsBetter: Bool, alpha: Double) -> Set<Int> {
    let complete = cells.indices.filter { cells[$0].isComplete && cells[$0].interval != nil }
    guard complete.count > 1 else { return [] }
    let means = cells.map { $0.interval?.mean ?? .nan }
    let best = complete.reduce(complete[0]) { found, row in
      (lowerIsBetter ? means[row] < means[found] : means[row] > means[found]) ? row : found
    }
    let others = complete.filter { $0 != best }
    let p = Holm.adjusted(
      others.map { other in
        PairedComparison.p(differences: zip(cells[other].present, cells[best].present).map { $0 - $1 })
      })
    let equals = zip(others, p).filter { $0.1 >= alpha }.map(\.0)
    return equals.count == others.count ? [] : Set(equals + [best])
  }
}
