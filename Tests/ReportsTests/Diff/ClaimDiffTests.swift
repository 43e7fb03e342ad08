import Reports
import Testing

@Suite struct ClaimDiffTests {
  private typealias Claim = SampleReport.Claim

  @Test(arguments: [
    ("holds", "refuted", "worse"), ("holds", "inconclusive", "worse"), ("inconclusive", "refuted", "worse"),
    ("refuted", "holds", "better"), ("inconclusive", "holds", "better"),
    ("refuted", "inconclusive", "better"),
    (nil, "refuted", "judged"), ("holds", nil, "no longer judged"),
    ("refuted", "refuted", nil), (nil, nil, nil),
  ])
  func verdictsThatChangedAreTold(_ old: String?, _ new: String?, _ change: String?) throws {
    let diff = try SampleDiff(.claims(Claim(verdict: old)), .claims(Claim(verdict: new)))
    #expect(try diff.changes("claims") == [change].compactMap(\.self))
    #expect(diff.diff.hasFlipForTheWorse == (change == "worse"))
  }

  @Test func aClaimDoesNotEscapeByBeingRewordedOrByAnotherExpression() throws {
    let before = SampleReport.claims(Claim(verdict: "holds"))
    let reworded = try SampleDiff(before, .claims(Claim(sentence: "ReLU is good", verdict: "refuted")))
    #expect(reworded.diff.hasFlipForTheWorse)
    #expect(reworded.text.contains("holds -> refuted: ReLU is good\n"))
    #expect(reworded.text.contains("reworded from  ReLU wins\n"))

    let other = try SampleDiff(before, .claims(Claim(expression: "1 > 2", verdict: "inconclusive")))
    #expect(other.diff.hasFlipForTheWorse)
    #expect(other.text.contains("claimed before  test.accuracy[relu] > 0.9\n"))
    #expect(other.text.contains("claims          1 > 2\n"))

    let edited = try SampleDiff(before, .claims(Claim(expression: "1 > 2", verdict: "holds")))
    #expect(try edited.changes("claims") == ["edited"])
    #expect(!edited.diff.hasFlipForTheWorse)
  }

  @Test func claimsThatCameOrWentAreNoFlips() throws {
    let held = SampleReport.claims(Claim(verdict: "holds"))
    let other = SampleReport.claims(Claim(sentence: "Tanh wins", expression: "1 > 0", verdict: "refuted"))
    let diff = try SampleDiff(held, other)
    #expect(try diff.changes("claims") == ["came", "went"])
    #expect(!diff.diff.hasFlipForTheWorse)
    // One that held is bad news, one that did not is none.
    #expect(diff.text.contains("old -> new: 1 claim that held is gone\n"))
    #expect(!(try SampleDiff(other, held)).text.contains("that held is gone"))
    #expect(try SampleDiff(held, nil).text.contains("1 claim that held is gone"))
  }

  @Test func claimsOfOneSentenceArePairedInOrder() throws {
    func file(_ verdicts: [String]) -> SampleReport {
      SampleReport(claims: verdicts.map { Claim(verdict: $0) })
    }
    let diff = try SampleDiff(file(["holds", "refuted"]), file(["holds", "holds"]))
    #expect(try diff.changes("claims") == ["better"])
  }

  @Test func theNumbersBehindAVerdictAreShown() throws {
    func claim(_ verdict: String, _ mean: Double, _ p: Double) -> SampleReport {
      .claims(
        Claim(
          verdict: verdict,
          rest: """
            , "reason": "About 30 seeds would settle it.", "values": {}, "comparisons": [{"text": "a > b",
             "difference": {"mean": \(mean), "low": \(mean - 0.02), "high": \(mean + 0.02)}, "p": 0.01,
             "p_adjusted": \(p), "won": 7.5, "seeds": 8, "failed_seeds": 1, "seeds_needed": 30}]
            """))
    }
    let text = try SampleDiff(claim("holds", 0.05, 0.02), claim("inconclusive", 0.01, 0.4)).text
    #expect(
      text.contains("before  difference +0.05 (+0.03 to +0.07), p 0.020, won 7.5 of 8 seeds, 1 failed\n"))
    #expect(
      text.contains("now     difference +0.01 (-0.01 to +0.03), p 0.40, won 7.5 of 8 seeds, 1 failed\n"))
    #expect(text.contains("reason  About 30 seeds would settle it.\n"))
  }
}
