import Diagnostics
import Experiments
import Learning
import Statistics

/// The verdicts of a results table as a sentence: `SiLU cannot be told from ReLU on 10 seeds; sigmoid is lower by 9.9
/// points (8.6 to 11.4)`.
struct ComparisonText {
  let words: Words
  /// The factor whose levels are numbers, so that they are not read as results; nil where labels stand for themselves.
  var numberedFactor: String?

  init(words: Words, of plan: ExperimentPlan) {
    self.words = words
    if plan.factors.count == 1, let factor = plan.factors.first, factor.isNumeric {
      numberedFactor = factor.name
    }
  }

  /// More names than this are counted.
  private static let mostNamed = 4
  /// Of more rows than this only the best are named.
  private static let mostInWords = 8

  /// - Parameter over: what the rows average over, in words; empty where they are single variants.
  /// - Returns: nil where there is nothing to compare.
  func sentence(_ table: ResultTable, over pooled: [String] = []) -> String? {
    guard let baseline = table.baseline, let metric = table.columns.first?.metric,
      table.rows.contains(where: { $0.comparison != nil })
    else { return nil }
    let lead = words.comparedBy(metric, over: pooled)
    if table.isExploratory {
      return lead
        + words.exploratoryComparison(
          baseline: quoted(baseline), seeds: table.seeds, fewest: table.fewestSeeds)
    }
    if table.rows.count > Self.mostInWords { return lead + many(table, metric) }
    func rows(_ verdict: RowComparison.Verdict) -> [ResultTable.Row] {
      table.rows.filter { $0.comparison?.verdict == verdict }.sorted {
        let (a, b) = ($0.comparison?.paired.difference ?? 0, $1.comparison?.paired.difference ?? 0)
        return (b.magnitude, $0.order) < (a.magnitude, $1.order)
      }
    }
    let higher = rows(.higher)
    let lower = rows(.lower)
    let same = rows(.noDifference)
    let untested = table.rows.filter {
      !$0.isBaseline && ($0.comparison?.verdict ?? .notTested) == .notTested
    }
    var parts: [String] = []
    if !same.isEmpty {
      parts.append(
        words.cannotBeTold(
          named(same.sorted { $0.order < $1.order }.map(\.label)), quoted(baseline), seeds: table.seeds,
          isAll: same.count == table.rows.count - 1 && same.count > 1))
    }
    for (rows, isHigher) in [(higher, true), (lower, false)] where !rows.isEmpty {
      parts.append(
        differing(rows, table, isHigher: isHigher, baseline: same.isEmpty ? quoted(baseline) : nil))
    }
    if !untested.isEmpty { parts.append(words.untested(named(untested.map(\.label)), count: untested.count)) }
    return lead + words.sentence(words.semicolons(parts))
  }

  /// Of more variants than anybody keeps apart: the best ones by name, the others by number.
  private func many(_ table: ResultTable, _ metric: MetricName) -> String {
    func count(_ verdict: RowComparison.Verdict) -> Int {
      table.rows.count { $0.comparison?.verdict == verdict }
    }
    let counts = words.counts(
      baseline: quoted(table.baseline ?? ""), higher: count(.higher), lower: count(.lower),
      same: count(.noDifference),
      untested: table.rows.count { !$0.isBaseline && ($0.comparison?.verdict ?? .notTested) == .notTested })
    let best = table.rows.filter(\.isBest).sorted { a, b in
      let (x, y) = (a.cells[0].interval?.mean ?? 0, b.cells[0].interval?.mean ?? 0)
      return metric.isLowerBetter ? x < y : x > y
    }
    guard let first = best.first, let interval = first.cells[0].interval,
      let precision = table.columns.first?.precision
    else { return counts }
    let value = ValueText.plain(interval, precision)
    let lead = words.best(
      "\(quoted(first.label)) \(value)", equals: best.count > 1 ? named(best.dropFirst().map(\.label)) : nil)
    return words.semicolons([lead, counts])
  }

  private func differing(
    _ rows: [ResultTable.Row], _ table: ResultTable, isHigher: Bool, baseline: String?
  ) -> String {
    let unit = table.columns[0].metric
    let pieces = rows.prefix(Self.mostNamed).compactMap { row in
      row.comparison.map { (name: quoted(row.label), amount: amount($0.paired, unit)) }
    }
    let more = rows.count - pieces.count
    return words.differ(pieces, more: more, isHigher: isHigher, baseline: baseline)
  }

  /// `9.9 points (8.6 to 11.4)`, without signs.
  private func amount(_ paired: PairedComparison, _ metric: MetricName) -> String {
    let scale = metric.isShare ? 100.0 : 1
    let sign = paired.difference < 0 ? -scale : scale
    let ends = [paired.interval.low * sign, paired.interval.high * sign].sorted()
    let difference = paired.difference * sign
    // Differences that are equal but for rounding need no interval.
    guard paired.interval.isBounded, ends[1] - ends[0] > 1e-12 * difference.magnitude else {
      return words.amount(Format.significant(difference, 3), isShare: metric.isShare)
    }
    let interval = Interval(
      mean: difference, low: ends[0], high: ends[1], count: paired.count, level: paired.interval.level)
    let precision = Precision(interval).telling(interval)
    return words.amount(precision.text(difference), isShare: metric.isShare)
      + words.bracketed(precision.text(ends[0]) + words.to + precision.text(ends[1]))
  }

  private func named(_ labels: [String]) -> String {
    let labels = labels.map(quoted)
    guard labels.count > Self.mostNamed else { return words.list(labels) }
    return words.list(Array(labels.prefix(Self.mostNamed - 1)), more: labels.count - Self.mostNamed + 1)
  }

  /// In quotes where a comma of its own could be taken for one between names.
  private func quoted(_ label: String) -> String {
    // A name that the author gave to a level says enough.
    if let numberedFactor, Double(label) != nil { return "\(numberedFactor) \(label)" }
    return label.contains(",") ? words.quoted(label) : label
  }

  // MARK: Many data sets

  /// Mean ranks, whether they differ at all, and which pairs.
  func sentence(_ ranks: DataSetRanks) -> String {
    let named = ranks.order.map {
      "\(quoted(ranks.labels[$0])) \(Format.fixed(ranks.friedman.meanRanks[$0], 2))"
    }
    let cliques = ranks.pairwise.indistinguishable.map { words.list($0.map { quoted(ranks.labels[$0]) }) }
    return words.dataSetRanks(
      named, dataSets: ranks.dataSets, p: Precision.p(ranks.friedman.fP),
      isDifferent: ranks.friedman.fP < ranks.alpha,
      alike: cliques, criticalDifference: Format.fixed(ranks.criticalDifference, 2))
  }

  // MARK: Two factors

  /// Each factor averaged over the other, and whether they interact.
  func sentences(_ effects: FactorEffects) -> [String] {
    let main = effects.main.compactMap { effect in
      var text = self
      text.numberedFactor = effect.factor.isNumeric ? effect.factor.name : nil
      return text.sentence(effect.table, over: [effect.over])
    }
    // Where one's effect depends on the other, that must be known before averages are read.
    let isDetected = effects.strongest.map { $0.p < effects.alpha } ?? false
    return isDetected ? [interaction(effects)] + main : main + [interaction(effects)]
  }

  private func interaction(_ effects: FactorEffects) -> String {
    let (rows, columns) = (effects.rowName, effects.columnName)
    guard !effects.interactions.isEmpty else {
      return words.interactionUntested(rows, columns, fewest: effects.fewestSeeds)
    }
    guard let strongest = effects.strongest, strongest.p < effects.alpha else {
      return words.noInteraction(rows, columns, cells: effects.interactions.count)
    }
    return words.interaction(
      rows, columns, row: quoted(strongest.row), rowBase: quoted(effects.rowBase),
      column: quoted(strongest.column),
      columnBase: quoted(effects.columnBase), amount: amount(strongest.paired, MetricName(effects.metric)),
      isHigher: strongest.paired.difference > 0, p: Precision.p(strongest.p),
      significant: effects.interactions.count { $0.p < effects.alpha }, all: effects.interactions.count)
  }
}
