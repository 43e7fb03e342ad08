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

  /// The comparison as written with its own verdict; nil where it is all of the claim.
  package let heading: String?
  package let verdict: Verdict
  package let numbers: [Number]
  /// Why it is inconclusive, and what would settle it.
  package let reason: String?

  init(_ comparison: ComparisonJudgement, isWhole: Bool, words: Words) {
    verdict = comparison.verdict
    heading = isWhole ? nil : "\(comparison.text): \(words.verdict(comparison.verdict))"
    var numbers: [Number] = []
    let printer = ResultPrinter(words: words.results)
    for side in comparison.sides where !side.isLiteral && !numbers.contains(where: { $0.name == side.text }) {
      numbers.append(Number(name: side.text, value: printer.text(side.evaluation), isExpression: true))
    }
    func add(_ name: String, _ value: String) {
      numbers.append(Number(name: name, value: value, isExpression: false))
    }
    switch comparison.evidence {
    case .plain, .everySeed: break
    case .tested(let test):
      let paired = test.paired
      add(words.difference, Self.text(paired, paired.interval, words))
      if let p = test.p { add(words.adjustedP, Precision.p(p)) }
      if let p = test.adjustedP, test.family > 1 { add(words.pAfterHolm(test.family), Precision.p(p)) }
      add(words.seedsWon, words.ratio(test.won, of: paired.count))
    case .equivalence(let test):
      add(words.difference, Self.text(test.paired, test.interval, words))
      add(words.margin, "±" + Format.shortest(test.margin))
    }
    if comparison.missingSeeds > 0 {
      add(words.failedSeeds, words.ratio(Double(comparison.missingSeeds), of: comparison.seeds))
    }
    self.numbers = numbers
    reason = comparison.reason.map { words.reason($0, comparison) }
  }

  /// `+0.099 (95 % interval +0.086 to +0.114)`
  private static func text(_ paired: PairedComparison, _ interval: Interval, _ words: Words) -> String {
    guard interval.isBounded, let half = interval.halfWidth, half > 1e-12 * paired.difference.magnitude else {
      return ValueText.signed(paired.difference, Precision(values: [paired.difference], significantDigits: 3))
    }
    let precision = Precision(interval)
    let bounds = ValueText.bounds(interval.low...interval.high, precision, words)
    return ValueText.signed(paired.difference, precision) + words.inBrackets(interval, bounds)
  }
}
