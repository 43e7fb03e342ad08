import Diagnostics
import Experiments
import Statistics

/// The numbers behind the verdict on one comparison, named, and why it is open.
package struct ClaimEvidence: Sendable {
  package struct Number: Sendable {
    package let name: String
    package let value: String
    /// The name is an expression of the author's, to be set as code.
    let isExpression: Bool
  }

  /// The comparison as written; nil where it is all of the claim.
  package let heading: String?
  package let verdict: Verdict
  package let numbers: [Number]
  /// Why it is inconclusive, and what would settle it.
  package let reason: String?

  init(_ comparison: ComparisonJudgement, isWhole: Bool, words: Words) {
    verdict = comparison.verdict
    heading = isWhole ? nil : comparison.text
    var numbers: [Number] = []
    let printer = ResultPrinter(words: words.results)
    var format = InlineFormat()
    // Of a question to every seed the mean says nothing.
    if case .everySeed = comparison.evidence { format.form = .range }
    for side in comparison.sides where !side.isLiteral && !numbers.contains(where: { $0.name == side.text }) {
      let fits = format.form == nil || side.isSample
      numbers.append(
        Number(
          name: side.text, value: printer.text(side.evaluation, format: fits ? format : InlineFormat()),
          isExpression: true))
    }
    func add(_ name: String, _ value: String) {
      numbers.append(Number(name: name, value: value, isExpression: false))
    }
    switch comparison.evidence {
    case .plain:
      // So that its badge is not taken for a test's.
      if comparison.verdict != .inconclusive, comparison.sides.contains(where: { !$0.isLiteral }) {
        add(words.judged, words.plainTruth)
      }
    case .everySeed(let truths):
      add(words.trueOf, words.ratio(Double(truths.count { $0 == true }), of: truths.count))
    case .tested(let test):
      let paired = test.paired
      add(Self.difference(comparison, words), Self.text(paired, test.interval, words))
      // That equal samples are equal needs no test.
      if paired.ties < paired.count {
        if let p = test.p { add(words.adjustedP, Precision.p(p)) }
        if let p = test.adjustedP, test.family > 1 { add(words.pAfterHolm(test.family), Precision.p(p)) }
      }
      add(words.seedsWon, words.ratio(test.won, of: paired.count))
    case .equivalence(let test):
      add(
        Self.difference(comparison, words),
        Self.text(test.paired, test.interval, words, against: test.margin))
      add(words.margin, "±" + Format.significant(test.margin, 4))
    }
    // Where nothing is missing, what was never reached took part in the test.
    if comparison.missingSeeds == 0, let most = comparison.sides.map(\.neverCount).max(), most > 0 {
      add(words.neverReached, words.ratio(Double(most), of: comparison.seeds))
    }
    if comparison.missingSeeds > 0 {
      add(words.failedSeeds, words.ratio(Double(comparison.missingSeeds), of: comparison.seeds))
    }
    self.numbers = numbers
    reason = comparison.reason.map { words.reason($0, comparison) }
  }

  /// `difference from 0.95` where the right side is a number that the author wrote.
  private static func difference(_ comparison: ComparisonJudgement, _ words: Words) -> String {
    guard let right = comparison.sides.last, right.isLiteral else { return words.difference }
    return words.differenceFromNumber(right.text)
  }

  /// `+0.099 (95 % interval +0.086 to +0.114)`
  ///
  /// - Parameter margin: what the ends are compared with: they get digits enough to be told from it.
  private static func text(
    _ paired: PairedComparison, _ interval: Interval, _ words: Words, against margin: Double? = nil
  ) -> String {
    guard interval.isBounded, let half = interval.halfWidth, half > 1e-12 * paired.difference.magnitude else {
      return ValueText.signed(paired.difference, Precision(values: [paired.difference], significantDigits: 3))
    }
    var precision = Precision(interval).telling(interval)
    if let margin {
      while precision.decimals < 12,
        [interval.low, interval.high].contains(where: {
          $0.magnitude != margin && precision.text($0.magnitude) == precision.text(margin)
        })
      {
        precision = Precision(decimals: precision.decimals + 1)
      }
    }
    let bounds = ValueText.bounds(interval.low...interval.high, precision, words)
    return ValueText.signed(paired.difference, precision) + words.inBrackets(interval, bounds)
  }
}
