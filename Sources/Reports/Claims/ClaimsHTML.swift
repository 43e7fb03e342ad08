import Experiments

/// Claims as HTML: a card for each, and at the head of the page how many hold.
struct ClaimsHTML {
  let words: Words

  private struct View {
    struct Number {
      var name: String
      var isExpression: Bool
      var value: String
    }
    struct Evidence {
      var heading: String?
      var part: String
      var numbers: [Number]
    }
    struct Reason {
      var text: String
    }
    struct Claim {
      var cardAnchor: String
      var sentence: String
      var expression: String
      var verdict: String
      var badge: String
      var evidence: [Evidence]
      var reasons: [Reason]
    }
    var anchor: String
    var claims: [Claim]
  }

  func html(_ section: ClaimSection) -> String {
    Templates.render(
      .claims,
      View(
        anchor: section.anchor,
        claims: section.claims.map { claim in
          View.Claim(
            cardAnchor: claim.anchor, sentence: claim.sentence, expression: claim.expression,
            verdict: claim.verdict.rawValue, badge: words.badge(claim.verdict),
            evidence: claim.evidence.map { evidence in
              View.Evidence(
                heading: evidence.heading, part: words.verdict(evidence.verdict),
                numbers: evidence.numbers.map { number in
                  View.Number(
                    name: number.name, isExpression: number.isExpression,
                    value: ValueText.typographic(number.value))
                })
            }, reasons: claim.reasons.map { View.Reason(text: $0) })
        }))
  }

  private struct Summary {
    struct Entry {
      var anchor: String
      var sentence: String
      var badge: String
      var verdict: String
    }
    var worst: String
    var text: String
    var hasFailed: Bool
    var failed: [Entry]
    var hasHolding: Bool
    var holdingLabel: String
    var holding: [Entry]
  }

  /// How many of the report's claims hold, with links to those that do not; empty where it has none.
  func summary(_ report: Report) -> String {
    let count = report.claimCount
    guard let worst = count.worst else { return "" }
    func entries(_ claims: [JudgedClaim]) -> [Summary.Entry] {
      claims.map { claim in
        Summary.Entry(
          anchor: claim.anchor, sentence: claim.sentence, badge: words.badge(claim.verdict),
          verdict: claim.verdict.rawValue)
      }
    }
    let failed = report.claims.filter { $0.verdict != .holds }
    let holding = report.claims.filter { $0.verdict == .holds }
    return Templates.render(
      .verdicts,
      Summary(
        worst: worst.rawValue, text: words.sentence("\(Words.mark(worst)) \(words.claimCount(count))"),
        hasFailed: !failed.isEmpty,
        failed: entries(failed), hasHolding: !holding.isEmpty, holdingLabel: words.holding(holding.count),
        holding: entries(holding)))
  }
}
