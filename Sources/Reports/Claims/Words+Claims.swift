import Diagnostics
import Experiments
import Statistics

/// Words for claims and what the results say of them.
extension Words {
  package func verdict(_ verdict: Verdict) -> String {
    switch verdict {
    case .holds: text("claim.holds")
    case .refuted: text("claim.refuted")
    case .inconclusive: text("claim.inconclusive")
    }
  }

  /// A sign that tells verdicts apart without colour, with the word: `✓ holds`.
  package func badge(_ verdict: Verdict) -> String {
    "\(Self.mark(verdict)) \(self.verdict(verdict))"
  }

  package static func mark(_ verdict: Verdict) -> String {
    switch verdict {
    case .holds: "✓"
    case .refuted: "✗"
    case .inconclusive: "?"
    }
  }

  /// `3 of 5 claims hold: 1 refuted, 1 inconclusive`
  package func claimCount(_ count: ClaimCount) -> String {
    let all =
      switch count.all {
      case 1: count.holds == 1 ? text("claims.one.holds") : text("claims.one.fails")
      case 2 where count.allHold: text("claims.both")
      case _ where count.allHold: text("claims.all", ["all": count.all])
      default: text("claims.some", ["holds": count.holds, "all": count.all])
      }
    let others = [(count.refuted, Verdict.refuted), (count.inconclusive, .inconclusive)]
      .filter { $0.0 > 0 }.map { text("claims.verdict", ["count": $0.0, "verdict": verdict($0.1)]) }
    return others.isEmpty ? all : text("claims.verdicts", ["claims": all, "verdicts": commas(others)])
  }

  func holding(_ count: Int) -> String { plural("claims.holding", count) }

  // MARK: Evidence

  func pAfterHolm(_ family: Int) -> String { text("evidence.p.holm", ["count": family]) }
  var seedsWon: String { text("evidence.won") }
  var judged: String { text("evidence.judged") }
  var plainTruth: String { text("evidence.plain") }
  var neverReached: String { text("evidence.never") }
  var trueOf: String { text("evidence.true") }
  func differenceFromNumber(_ number: String) -> String {
    text("evidence.difference", ["number": number])
  }
  var failedSeeds: String { text("evidence.failed") }
  var margin: String { text("evidence.margin") }
  func ratio(_ part: Double, of all: Int) -> String {
    text("evidence.ratio", ["part": Format.shortest(part), "all": all])
  }
  /// ` (95 % interval +0.086 to +0.114)`
  func inBrackets(_ interval: Interval, _ bounds: String) -> String {
    // The level of an exact test's interval is that of its nearest possible p.
    let level = Format.significant(interval.level * 100, 3)
    return text("evidence.interval", ["level": level, "bounds": bounds])
  }

  // MARK: Why it is open

  func cannotJudge(_ error: ExpressionError) -> String {
    let reason =
      switch error.obstacle {
      case .notRun(let experiment, let missing): labelled(notRun(experiment), self.missing(missing))
      case .noResults(let experiment): text("open.judged.results", ["experiment": experiment])
      case .negativeMargin(let margin):
        text("open.judged.margin", ["margin": Format.significant(margin, 4)])
      // What is wrong with the text itself is told before anything is judged.
      case nil: error.message
      }
    return sentence(text("open.judged", ["reason": reason]))
  }
  private func notRun(_ experiment: String) -> String {
    text("open.judged.run", ["experiment": experiment])
  }

  func reason(_ reason: ComparisonJudgement.Reason, _ comparison: ComparisonJudgement) -> String {
    switch reason {
    case .missingSeeds(let missing, let all, let absence):
      let seeds =
        switch absence {
        case .failed: text("open.seeds.failed", ["missing": missing, "all": all])
        case .notRun: text("open.seeds.run", ["missing": missing, "all": all])
        case .notReached: text("open.seeds.reached", ["missing": missing, "all": all])
        case .undefined: text("open.seeds.undefined", ["missing": missing, "all": all])
        }
      return text("open.seeds", ["seeds": seeds])
    case .undefined: return text("open.side")
    case .tooFewSeeds(let count, let fewest): return plural("open.few", count, ["fewest": fewest])
    case .undecided(let likely?): return text("open.likely", ["count": Format.grouped(likely)])
    case .undecided(nil): return text("open.unlikely")
    case .identical: return text("open.identical")
    }
  }
}
