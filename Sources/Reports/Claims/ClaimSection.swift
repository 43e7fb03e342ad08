import Diagnostics
import Experiments

/// A block of claims: sentences with their verdicts and the numbers behind them.
struct ClaimSection: Sendable {
  let anchor: String
  let claims: [JudgedClaim]
}

/// A claim with what the results say of it, in the words that every form of the report uses.
package struct JudgedClaim: Sendable {
  package let sentence: String
  package let expression: String
  /// Where the sentence stands in the file.
  package let range: SourceRange
  package let judgement: ClaimJudgement
  /// Where links to it lead.
  package let anchor: String
  /// The numbers behind the verdict, comparison by comparison.
  package let evidence: [ClaimEvidence]
  /// Why it is open, where it could not be computed.
  let obstacle: String?

  package var verdict: Verdict { judgement.verdict }

  init(_ plan: ClaimPlan, _ judgement: ClaimJudgement, anchor: String, words: Words) {
    sentence = plan.sentence
    expression = plan.expression.expression.text
    range = plan.sentenceRange
    self.judgement = judgement
    self.anchor = anchor
    evidence = judgement.comparisons.map { comparison in
      ClaimEvidence(comparison, isWhole: judgement.comparisons.count == 1, words: words)
    }
    obstacle = judgement.obstacle.map { words.cannotJudge($0) }
  }

  /// Why it does not hold, each in a sentence.
  package var reasons: [String] { [obstacle].compactMap(\.self) + evidence.compactMap(\.reason) }

  /// For the terminal, beneath the place of the sentence; nil where it holds.
  package func diagnostic(file: String) -> Diagnostic? {
    guard verdict != .holds else { return nil }
    let numbers = evidence.map { piece in
      ([piece.heading].compactMap(\.self) + piece.numbers.map { "\($0.name): \($0.value)" }).joined(
        separator: "; ")
    }
    return Diagnostic(
      .error,
      verdict == .refuted ? "the results refute this claim" : "the results do not settle this claim",
      file: file, range: range, hints: [expression] + numbers.filter { !$0.isEmpty } + reasons)
  }
}
