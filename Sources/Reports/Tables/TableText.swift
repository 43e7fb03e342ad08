import Diagnostics
import Statistics

/// What tables say in words, the same in every form of the report.
package struct TableText {
  /// How to read it, in one line.
  package let meaning: String
  /// What is worth knowing of these results.
  package let notes: [String]

  private static let mostMissable = 3

  package init(_ table: ResultTable, words: Words) {
    var sentences = [words.tableMeaning(seeds: table.seeds, fewest: table.fewestSeeds)]
    if let baseline = table.baseline, !table.isExploratory, table.comparisons > 0 {
      sentences.append(words.comparisonMeaning(baseline: baseline, comparisons: table.comparisons))
      if table.seeds < table.fewestAfterHolm {
        sentences.append(words.cannotReach(comparisons: table.comparisons, fewest: table.fewestAfterHolm))
      }
    }
    if table.seeds > 1, table.rows.contains(where: { $0.comparison?.hasHalfWins == true }) {
      sentences.append(words.tiesCountHalf)
    }
    if !table.isExploratory, table.rows.count > 1, table.columns.first?.metric.hasDirection == true {
      // Where all diverged there is no best.
      if table.rows.contains(where: { $0.cells.first?.interval != nil }) {
        sentences.append(table.marksBest ? words.boldMeaning : words.nobodyBold)
      }
    }
    if !table.pooled.isEmpty { sentences.append(words.averaged(over: table.pooled)) }
    meaning = words.sentences(sentences)

    var notes: [String] = []
    for row in table.rows {
      if let failures = row.cells.first?.failures(words, runs: table.runs(in: row)) {
        notes.append(words.enumeration(row.label, [failures]))
      }
    }
    if !notes.isEmpty { notes.append(words.failedMeaning) }
    self.notes = notes + Self.missable(table, words)
  }

  /// What a null result could have missed, for the first few of them.
  private static func missable(_ table: ResultTable, _ words: Words) -> [String] {
    // By how many seeds there are, for it takes a while to find.
    var effects: [Int: Double?] = [:]
    var sentences: [String] = []
    for row in table.rows where sentences.count < mostMissable {
      guard let comparison = row.comparison, comparison.verdict == .noDifference else { continue }
      let count = comparison.paired.count
      let effect = effects[count] ?? Power.detectableEffect(count: count, alpha: table.alpha)
      effects[count] = effect
      let spread = Descriptive.standardDeviation(comparison.differences)
      guard let effect, spread > 0 else { continue }
      sentences.append(
        words.detectable(Format.significant(effect * spread, 2), variant: row.label, seeds: count))
    }
    return sentences
  }

  package init(_ table: CrossTable, words: Words) {
    var sentences = [
      words.sentence(TableText.title(table.metric)),
      words.tableMeaning(seeds: table.seeds, fewest: table.fewestSeeds),
    ]
    if table.seeds >= table.fewestSeeds, table.metric.hasDirection {
      sentences.append(table.marksBest ? words.boldMeaning : words.nobodyBold)
    }
    if !table.pooled.isEmpty { sentences.append(words.averaged(over: table.pooled)) }
    meaning = words.sentences(sentences)
    var notes: [String] = []
    for (label, cells) in zip(table.rowLabels, table.cells) {
      for (column, cell) in zip(table.columnLabels, cells) {
        if let failures = cell.values?.failures(words, runs: cell.runs) {
          notes.append(words.enumeration(words.commas([label, column]), [failures]))
        }
      }
    }
    self.notes = notes
  }

  /// `test.accuracy ↑`
  package static func title(_ metric: MetricName) -> String {
    metric.hasDirection ? metric.text + (metric.isLowerBetter ? " ↓" : " ↑") : metric.text
  }

  /// Why a row has no value.
  package static func absence(_ values: SeedValues, _ words: Words, runs: Int) -> String {
    values.failures(words, runs: runs)
      ?? (values.absence == .notReached
        ? words.never : values.absence == nil ? words.notMeasured : words.noValue)
  }

  package static func count(_ row: ResultTable.Row, _ table: ResultTable, _ words: Words) -> String {
    let cell = row.cells.first
    guard let cell, !cell.isComplete else { return String(table.seeds) }
    return words.seedCount(cell.present.count, of: table.seeds)
  }

  /// The interval of the difference, or its range where the seeds are too few for one.
  package static func bounds(_ comparison: RowComparison, _ table: ResultTable, _ words: Words) -> String {
    if let bounds = ValueText.bounds(comparison.paired.interval, table.differencePrecision, words) {
      return bounds
    }
    return table.isExploratory ? ValueText.bounds(comparison.range, table.differencePrecision, words) : "–"
  }

  package static func verdict(_ comparison: RowComparison, _ words: Words) -> String {
    switch comparison.verdict {
    case .higher: words.higher
    case .lower: words.lower
    case .noDifference: words.noDifference
    case .exploratory: words.exploratory
    case .notTested: words.notTested
    case .none: "–"
    }
  }

  /// `0.913 ± 0.004`, with what failed; `–` where the combination was left out.
  static func text(_ cell: CrossTable.Cell, _ precision: Precision, _ words: Words) -> String {
    guard let values = cell.values else { return "–" }
    guard let interval = values.interval else { return absence(values, words, runs: cell.runs) }
    let text = ValueText.plain(interval, precision)
    return values.isComplete
      ? text : text + words.bracketed(words.seedCount(values.present.count, of: values.values.count))
  }
}
