import Diagnostics

/// Words for the sentences that say how variants differ. Only what a test bears out is called higher or lower.
extension Words {
  var comparisonInFull: String { text("comparison.full") }

  /// `By test.accuracy: `
  func comparedBy(_ metric: MetricName, over pooled: [String]) -> String {
    let averaged = pooled.isEmpty ? "" : text("comparison.averaged", ["factors": list(pooled)])
    let direction =
      metric.hasDirection ? bracketed(metric.isLowerBetter ? betterLower : better) : ""
    return text(
      "comparison.by", ["metric": metric.text, "direction": direction, "averaged": averaged])
  }

  func exploratoryComparison(baseline: String, seeds: Int, fewest: Int) -> String {
    plural("comparison.few", seeds, ["baseline": baseline, "fewest": fewest])
  }

  /// `SiLU cannot be told from ReLU on 10 seeds`
  func cannotBeTold(_ names: String, _ baseline: String, seeds: Int, isAll: Bool) -> String {
    isAll
      ? text("comparison.none", ["baseline": baseline, "seeds": seeds])
      : text("comparison.same", ["names": names, "baseline": baseline, "seeds": seeds])
  }

  /// `sigmoid is lower by 9.9 points (8.6 to 11.4)`, `higher than relu: silu by 1 point and gelu by 2 points`
  func differ(_ pieces: [(name: String, amount: String)], more: Int, isHigher: Bool, baseline: String?)
    -> String
  {
    let direction = directionWord(isHigher)
    let than = baseline.map { text("comparison.than", ["baseline": $0]) } ?? ""
    if pieces.count == 1, more == 0 {
      return text(
        "comparison.differs",
        ["name": pieces[0].name, "direction": direction, "than": than, "amount": pieces[0].amount])
    }
    let names = list(
      pieces.map { text("comparison.amount", ["name": $0.name, "amount": $0.amount]) }, more: more)
    return text("comparison.differ", ["direction": direction, "than": than, "names": names])
  }

  /// Before an amount.
  private func directionWord(_ isHigher: Bool) -> String {
    isHigher ? text("comparison.higher") : text("comparison.lower")
  }

  func untested(_ names: String, count: Int) -> String {
    plural("comparison.untested", count, ["names": names])
  }

  /// `9.9 points`
  func amount(_ number: String, isShare: Bool) -> String {
    let number = ValueText.typographic(number)
    return isShare ? text("comparison.points", ["number": number]) : number
  }

  func best(_ variant: String, equals: String?) -> String {
    guard let equals else { return text("comparison.best", ["variant": variant]) }
    return text("comparison.best.equals", ["variant": variant, "names": equals])
  }

  func counts(baseline: String, higher: Int, lower: Int, same: Int, untested: Int) -> String {
    let counts = [
      (higher, self.higher), (lower, self.lower), (same, text("comparison.counts.same")),
      (untested, notTested),
    ].filter { $0.0 > 0 }.map { text("comparison.counts.count", ["count": $0.0, "direction": $0.1]) }
    return text("comparison.counts", ["baseline": baseline, "counts": commas(counts)])
  }

  func cannotReach(comparisons: Int, fewest: Int) -> String {
    text("comparison.reach", ["comparisons": comparisons, "fewest": fewest])
  }

  // MARK: Many data sets

  func dataSetRanks(
    _ ranks: [String], dataSets: Int, p: String, isDifferent: Bool, alike: [String],
    criticalDifference: String
  ) -> String {
    let means = text("ranks.means", ["count": dataSets, "ranks": commas(ranks)])
    guard isDifferent else { return sentences([means, text("ranks.same", ["p": p])]) }
    let groups =
      alike.isEmpty
      ? text("ranks.pairs.all") : text("ranks.pairs.alike", ["names": semicolons(alike)])
    return sentences([
      means, text("ranks.differ", ["p": p, "groups": groups, "difference": criticalDifference]),
    ])
  }

  // MARK: Two factors

  func noInteraction(_ rows: String, _ columns: String, cells: Int) -> String {
    plural("interaction.none", cells, ["rows": rows, "columns": columns])
  }

  func interactionUntested(_ rows: String, _ columns: String, fewest: Int) -> String {
    text("interaction.untested", ["rows": rows, "columns": columns, "fewest": fewest])
  }

  /// - Parameter amount: of the difference of differences, without its sign
  func interaction(
    _ rows: String, _ columns: String, row: String, rowBase: String, column: String, columnBase: String,
    amount: String, isHigher: Bool, p: String, significant: Int, all: Int
  ) -> String {
    plural(
      "interaction.found", all,
      [
        "rows": rows, "columns": columns, "row": row, "rowbase": rowBase, "column": column,
        "columnbase": columnBase, "direction": directionWord(isHigher), "amount": amount, "p": p,
        "significant": significant,
      ])
  }
}
