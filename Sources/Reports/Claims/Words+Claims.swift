import Diagnostics
import Experiments
import Statistics

/// Words for claims and what the results say of them.
extension Words {
  package func verdict(_ verdict: Verdict) -> String {
    switch verdict {
    case .holds: choose("holds", "成立")
    case .refuted: choose("refuted", "被推翻")
    case .inconclusive: choose("inconclusive", "未定")
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
    let parts = [(count.refuted, Verdict.refuted), (count.inconclusive, .inconclusive)]
      .filter { $0.0 > 0 }.map { "\($0.0) \(verdict($0.1))" }
    let rest = parts.isEmpty ? "" : choose(": ", "：") + parts.joined(separator: choose(", ", "，"))
    let all =
      count.all == 1
      ? choose(
        count.holds == 1 ? "The claim holds" : "The claim does not hold", count.holds == 1 ? "论断成立" : "论断不成立")
      : count.allHold
        ? choose(count.all == 2 ? "Both claims hold" : "All \(count.all) claims hold", "\(count.all) 条论断全部成立")
        : choose("\(count.holds) of \(count.all) claims hold", "\(count.all) 条论断中 \(count.holds) 条成立")
    return all + rest
  }

  func holding(_ count: Int) -> String {
    choose(count == 1 ? "The one that holds" : "The \(count) that hold", "成立的 \(count) 条")
  }

  // MARK: Evidence

  func pAfterHolm(_ family: Int) -> String {
    choose("p after Holm (\(family) comparisons)", "Holm 校正后 p（\(family) 个比较）")
  }
  var seedsWon: String { choose("seeds won", "胜出种子") }
  var judged: String { choose("judged", "判定方式") }
  var plainTruth: String { choose("as numbers, without a test", "按数值，未检验") }
  var neverReached: String {
    choose("never reached, taken as later than all others", "从未达到，视为晚于其他所有种子")
  }
  var trueOf: String { choose("true of seeds", "成立的种子") }
  func differenceFromNumber(_ number: String) -> String {
    choose("difference from \(number)", "与 \(number) 之差")
  }
  var failedSeeds: String { choose("seeds without a value", "无数值的种子") }
  var margin: String { choose("margin", "界限") }
  func ratio(_ part: Double, of all: Int) -> String {
    choose("\(Format.shortest(part)) of \(all)", "\(all) 中 \(Format.shortest(part))")
  }
  /// ` (95 % interval +0.086 to +0.114)`
  func inBrackets(_ interval: Interval, _ bounds: String) -> String {
    // The level of an exact test's interval is that of its nearest possible p.
    let level = Format.significant(interval.level * 100, 3)
    return choose(" (\(level) % interval \(bounds))", "（\(level) % 区间 \(bounds)）")
  }

  // MARK: Why it is open

  func cannotJudge(_ message: String) -> String { choose("Not judged: \(message).", "未判定：\(message)。") }

  func reason(_ reason: ComparisonJudgement.Reason, _ comparison: ComparisonJudgement) -> String {
    switch reason {
    case .missingSeeds(let missing, let all, let absence):
      let what =
        switch absence {
        case .failed: choose("\(missing) of \(all) seeds failed", "\(all) 个种子中 \(missing) 个失败")
        case .notRun: choose("\(missing) of \(all) seeds were not run", "\(all) 个种子中 \(missing) 个未运行")
        case .notReached:
          choose("\(missing) of \(all) seeds never reach the threshold", "\(all) 个种子中 \(missing) 个从未达到阈值")
        case .undefined:
          choose("\(missing) of \(all) seeds have no value", "\(all) 个种子中 \(missing) 个无数值")
        }
      return choose("\(what): a claim over them cannot hold.", "\(what)：涉及它们的论断不能成立。")
    case .undefined:
      return choose("A side has no value.", "一侧没有数值。")
    case .tooFewSeeds(let count, let fewest):
      return choose(
        "\(count) \(count == 1 ? "seed is" : "seeds are") too few: below \(fewest) no test can reach the level.",
        "\(count) 个种子太少：少于 \(fewest) 个时检验不可能达到显著性水平。")
    case .undecided(let likely?):
      return choose(
        "About \(Format.grouped(likely)) seeds would probably (80 %) settle it, were the difference as seen.",
        "若差异如所见，约 \(Format.grouped(likely)) 个种子很可能（80 %）足以判定。")
    case .undecided(nil):
      return choose(
        "Even 10,000 seeds would hardly settle it, were the difference as seen.",
        "若差异如所见，即使 10,000 个种子也难以判定。")
    case .identical:
      return choose(
        "Both sides agree on every seed: no number of seeds tells them apart.",
        "两侧在每个种子上都相同：再多种子也无法区分。")
    }
  }
}
