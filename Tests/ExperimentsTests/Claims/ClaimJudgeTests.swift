import Experiments
import Testing

/// Verdicts over results that are made up so that each is known.
@Suite struct ClaimJudgeTests {
  // MARK: Numbers

  @Test(arguments: [
    ("mean(acc[a]) > 0.9", Verdict.holds), ("mean(acc[a]) < 0.9", .refuted),
    ("min(acc[a]) >= 0.91", .holds), ("max(acc[a]) == 0.98", .holds), ("max(acc[a]) != 0.98", .refuted),
    ("mean(acc[a]) == 0.9 within 0.1", .holds), ("mean(acc[a]) == 0.9 within 0.01", .refuted),
    ("all(acc[a] > 0.9)", .holds), ("all(acc[a] > 0.95)", .refuted), ("all(acc[a] > acc[b])", .holds),
    ("count(acc[a] > 0.95) == 3", .holds), ("count(acc[a] > acc[b]) == 8", .holds),
    ("count(acc[failing] > 0.55) == 2", .inconclusive), ("count(acc[a] > 2) > 0", .refuted),
    ("not mean(acc[a]) < 0.9", .holds), ("mean(acc[a]) > 0.9 and mean(acc[b]) > 0.9", .refuted),
    ("mean(acc[a]) > 0.9 or mean(acc[b]) > 0.9", .holds), ("count(acc[a]) == 8", .holds),
  ])
  func numbersArePlainTruth(claim: String, verdict: Verdict) throws {
    #expect(try judge(claim).verdict == verdict)
  }

  @Test func everySeedGivesItsAnswer() throws {
    guard case .everySeed(let truths) = try judge("all(acc[a] > 0.95)").comparisons[0].evidence else {
      Issue.record("no answers")
      return
    }
    #expect(truths == [false, false, false, false, false, true, true, true])
  }

  @Test func anUndefinedNumberSettlesNothing() throws {
    let judgement = try judge("log(mean(acc[a]) - 2) > 0")
    #expect(judgement.verdict == .inconclusive)
    #expect(judgement.comparisons[0].reason == .undefined)
  }

  // MARK: A sample with a number

  @Test(arguments: [
    ("acc[a] > 0.9", Verdict.holds), ("acc[a] < 0.9", .refuted), ("0.9 < acc[a]", .holds),
    ("acc[a] >= 0.9", .holds), ("acc[a] <= 0.9", .refuted), ("acc[a] == 0.9", .refuted),
    ("acc[a] != 0.9", .holds), ("acc[a] > 0.945", .inconclusive), ("acc[a] < 0.945", .inconclusive),
    ("not acc[a] < 0.9", .holds), ("not acc[a] > 0.945", .inconclusive),
  ])
  func samplesAreTestedAgainstNumbers(claim: String, verdict: Verdict) throws {
    #expect(try judge(claim).verdict == verdict)
  }

  /// The mean lies on the claimed side, and p = 2/2⁸ on all seeds but one: 4/256.
  @Test func theTestRulesNotTheMean() throws {
    let made = results(["a": [0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, -0.05]])
    let judgement = try judge("acc[a] > 0", over: made)
    let test = try #require(judgement.comparisons[0].test)
    #expect(test.p == 4.0 / 256)
    #expect(test.adjustedP == nil)
    #expect(test.won == 7)
    #expect(judgement.verdict == .holds)
    #expect(try judge("acc[a] > 0", over: made, alpha: 0.01).verdict == .inconclusive)
  }

  // MARK: A sample with a sample

  @Test(arguments: [
    ("acc[a] > acc[b]", Verdict.holds), ("acc[b] > acc[a]", .refuted), ("acc[a] > acc[c]", .inconclusive),
    ("acc[a] - acc[b] > 0.05", .holds), ("acc[a] - acc[b] > 0.5", .refuted),
    ("acc[a] > acc[b] and acc[a] > acc[c]", .inconclusive), ("acc[a] > acc[b] or acc[a] > acc[c]", .holds),
    ("acc[b] > acc[a] and acc[a] > acc[c]", .refuted), ("acc[a] > acc[b] and mean(acc[a]) > 0.9", .holds),
    ("acc[a] > acc[b] and mean(acc[a]) > 0.99", .refuted),
  ])
  func samplesAreComparedSeedBySeed(claim: String, verdict: Verdict) throws {
    #expect(try judge(claim).verdict == verdict)
  }

  /// Two of the vectors of the statistics: Tanh − ReLU p = 4/256, sigmoid − ReLU p = 2/256, SiLU − ReLU 0.859375;
  /// after Holm 0.03125, 0.0234375, 0.859375.
  @Test func holmCoversTheClaimsOfTheFile() throws {
    let made = results([
      "relu": [96.55, 96.825, 96.175, 93.075, 96.45, 97.075, 95.725, 96.475],
      "tanh": [95.8, 97.075, 95.65, 91.075, 94.125, 96.45, 90.1, 96.1],
      "silu": [96.875, 96.875, 92.575, 95.15, 96.55, 97.175, 94.975, 97.125],
      "sigmoid": [87.275, 85.975, 87, 85.275, 86.4, 83.6, 87.1, 86.8],
    ])
    let judgements = try judge(
      ["acc[relu] > acc[silu]", "acc[relu] > acc[tanh]", "acc[sigmoid] < acc[relu]", "acc[relu] > 90"],
      over: made)
    #expect(judgements.map(\.verdict) == [.inconclusive, .holds, .holds, .holds])
    #expect(judgements.map { $0.comparisons[0].test?.p } == [0.859375, 0.015625, 0.0078125, 0.0078125])
    #expect(judgements.map { $0.comparisons[0].test?.adjustedP } == [0.859375, 0.03125, 0.0234375, nil])
    #expect(judgements[0].comparisons[0].test?.family == 3)
    let test = try #require(judgements[1].comparisons[0].test)
    #expect(abs(test.paired.difference - 1.496875) < 1e-12)
    #expect(abs(test.interval.low - 0.25) < 1e-12 && abs(test.interval.high - 3.125) < 1e-12)
  }

  /// What holds alone need not hold among many.
  @Test func manyClaimsNeedSmallerP() throws {
    let made = results(["a": [1, 1, 1, 1, 1, 1, 1, -0.5], "b": zeros, "c": [1, -1, 1, -1, 1, -1, 1, -1]])
    #expect(try judge("acc[a] > acc[b]", over: made).verdict == .holds)
    let among = try judge(
      ["acc[a] > acc[b]"] + Array(repeating: "acc[c] > acc[b]", count: 4), over: made)
    #expect(among[0].comparisons[0].test?.adjustedP == 5 * 4.0 / 256)
    #expect(among[0].verdict == .inconclusive)
  }

  /// A difference of two variants is a comparison of them however it is written.
  @Test func aDifferenceAgainstZeroIsOfTheFamily() throws {
    let judgements = try judge(["acc[a] - acc[b] > 0", "acc[a] > acc[b]", "acc[a] + acc[a] > 0"])
    #expect(judgements.map { $0.comparisons[0].test?.adjustedP != nil } == [true, true, false])
    #expect(judgements[0].comparisons[0].test?.family == 2)
  }

  // MARK: Ties and identical samples

  @Test(arguments: [
    ("acc[a] > acc[same]", Verdict.inconclusive), ("acc[a] >= acc[same]", .inconclusive),
    ("acc[a] == acc[same]", .holds), ("acc[a] != acc[same]", .refuted), ("acc[a] == acc[b]", .refuted),
    ("acc[a] != acc[b]", .holds), ("acc[a] == acc[c]", .inconclusive),
    ("acc[a] == acc[same] within 0", .holds), ("all(acc[a] == acc[same])", .holds),
  ])
  func identicalSamples(claim: String, verdict: Verdict) throws {
    #expect(try judge(claim).verdict == verdict)
  }

  @Test func identicalSamplesSayWhy() throws {
    #expect(try judge("acc[a] > acc[same]").comparisons[0].reason == .identical)
  }

  /// Vector C: ties, a zero, and p = 12/64.
  @Test func tiesCountHalf() throws {
    let made = results(["d": [0.5, -0.5, 1, 1, 2, 0]])
    let judgement = try judge("acc[d] > 0", over: made)
    let test = try #require(judgement.comparisons[0].test)
    #expect(test.p == 0.1875)
    #expect(test.won == 4.5)
    #expect(try judge("acc[d] < 0", over: made).comparisons[0].test?.won == 1.5)
    #expect(try judge("acc[d] == 0", over: made).comparisons[0].test?.won == 1)
    guard case .undecided(let likely?) = judgement.comparisons[0].reason else {
      Issue.record("\(judgement.comparisons[0].reason as Any)")
      return
    }
    // d_z = 0.6667/0.8756: statsmodels' TTestPower().solve_power(0.76139, alpha=0.05, power=0.8) gives 15.55.
    #expect(likely == 16)
  }

  // MARK: Margins

  @Test(arguments: [
    ("acc[a] == acc[near] within 0.01", Verdict.holds), ("acc[a] == acc[near] within 0.0001", .refuted),
    ("acc[a] == acc[b] within 0.01", .refuted), ("acc[a] == acc[c] within 0.01", .inconclusive),
    ("acc[a] == 0.945 within 5 %", .holds), ("acc[near] == acc[a] within 0.01", .holds),
    ("not acc[a] == acc[b] within 0.01", .holds),
  ])
  func margins(claim: String, verdict: Verdict) throws {
    #expect(try judge(claim).verdict == verdict)
  }

  @Test func marginsAreNoPartOfHolmsFamily() throws {
    let judgements = try judge(["acc[a] == acc[near] within 0.01", "acc[a] > acc[b]"])
    #expect(judgements[1].comparisons[0].test?.family == 1)
    guard case .equivalence(let test) = judgements[0].comparisons[0].evidence else {
      Issue.record("\(judgements[0].comparisons[0].evidence)")
      return
    }
    #expect(test.margin == 0.01)
    #expect(test.interval.low >= -0.01 && test.interval.high <= 0.01)
  }

  // MARK: Too few seeds

  @Test(arguments: [1, 2, 3, 4, 5])
  func belowSixSeedsNothingIsSettled(count: Int) throws {
    let made = results(["a": Array(repeating: 1, count: count), "b": Array(repeating: 0, count: count)])
    for claim in ["acc[a] > acc[b]", "acc[a] < acc[b]", "acc[a] > 0", "acc[a] == acc[a]"] {
      let judgement = try judge(claim, over: made)
      #expect(judgement.verdict == .inconclusive)
      #expect(judgement.comparisons[0].reason == .tooFewSeeds(count, fewest: 6))
    }
    // Plain truth needs no test.
    #expect(try judge("all(acc[a] > acc[b])", over: made).verdict == .holds)
    #expect(try judge("mean(acc[a]) > mean(acc[b])", over: made).verdict == .holds)
  }

  @Test func sixSeedsCanSettleOneComparisonButNotThree() throws {
    let made = results(["a": [1, 1, 1, 1, 1, 1], "b": [0, 0, 0, 0, 0, 0], "c": [0, 0.1, 0, 0.1, 0, 0.1]])
    #expect(try judge("acc[a] > acc[b]", over: made).verdict == .holds)
    let three = try judge(["acc[a] > acc[b]", "acc[a] > acc[c]", "acc[a] != acc[b]"], over: made)
    #expect(three.map(\.verdict) == [.inconclusive, .inconclusive, .inconclusive])
    #expect(three[0].comparisons[0].reason == .undecided(likely: 7))
  }

  @Test func equivalenceNeedsFiveSeeds() throws {
    let four = results(["a": [1, 1, 1, 1], "b": [1, 1, 1, 1]])
    let judgement = try judge("acc[a] == acc[b] within 1", over: four)
    #expect(judgement.comparisons[0].reason == .tooFewSeeds(4, fewest: 5))
    let five = results(["a": [1, 1, 1, 1, 1], "b": [1, 1, 1, 1, 1]])
    #expect(try judge("acc[a] == acc[b] within 1", over: five).verdict == .holds)
  }

  // MARK: Failed seeds

  @Test(arguments: [
    "acc[failing] > 0.1", "acc[failing] < 0.9", "acc[a] > acc[failing]", "acc[failing] == acc[a] within 1",
    "mean(acc[failing]) > 0.1", "max(acc[failing]) < 2", "not mean(acc[failing]) < 0.1",
    "not acc[failing] > acc[a]", "acc[a] > acc[b] or acc[failing] > acc[a]", "not all(acc[failing] > 0.9)",
  ])
  func aClaimOverFailedSeedsNeverHolds(claim: String) throws {
    let judgement = try judge(claim)
    #expect(judgement.verdict == .inconclusive)
    #expect(judgement.comparisons.contains { $0.missingSeeds == 2 })
  }

  /// What a number or a margin was computed from counts too.
  @Test(arguments: [
    "acc[a] > mean(acc[failing])", "acc[a] - mean(acc[failing]) > 0",
    "acc[a] == acc[near] within mean(acc[failing])",
    "mean(acc[a]) == mean(acc[near]) within mean(acc[failing])", "not all(acc[failing] > 0.9) or 1 < 2",
  ])
  func failedSeedsBehindANumber(claim: String) throws {
    let judgement = try judge(claim)
    #expect(judgement.verdict == .inconclusive)
    #expect(judgement.comparisons.contains { $0.reason == .missingSeeds(2, of: 8, .failed) })
  }

  @Test func marginsWithoutAValue() throws {
    let made = results([
      "a": [1, 2, 3, 4, 5, 6], "b": [1, 2, 3, 4, 5, 6], "none": [nil, nil, nil, nil, nil, nil],
    ])
    #expect(try judge("acc[a] == acc[b] within log(0)", over: made).comparisons[0].reason == .undefined)
    #expect(try judge("1 == 1 within log(0)", over: made).comparisons[0].reason == .undefined)
    let failed = try judge("acc[a] == acc[b] within mean(acc[none])", over: made)
    #expect(failed.comparisons[0].reason == .missingSeeds(6, of: 6, .failed))
    let negative = try judge("acc[a] == acc[b] within 0 - 0.1", over: made)
    #expect(negative.verdict == .inconclusive)
    #expect(negative.obstacle?.obstacle == .negativeMargin(-0.1))
  }

  /// A difference beyond the margin is settled by more seeds too: they refute it.
  @Test func beyondTheMarginMoreSeedsRefute() throws {
    let made = results(["d": [0.1, 0.3, 0.1, 0.3, 0.1, 0.3, 0.1, 0.02]])
    guard case .undecided(let likely?) = try judge("acc[d] == 0 within 0.1", over: made).comparisons[0].reason
    else {
      Issue.record("no number of seeds")
      return
    }
    #expect(likely > 8)
  }

  @Test func failedSeedsAreCountedAndNotTested() throws {
    let comparison = try judge("acc[a] > acc[failing]").comparisons[0]
    #expect(comparison.reason == .missingSeeds(2, of: 8, .failed))
    #expect(comparison.seeds == 8)
    #expect(comparison.test?.p == nil)
    #expect(comparison.test?.paired.count == 6)
  }

  @Test func failedSeedsCanRefutePlainTruth() throws {
    #expect(try judge("all(acc[failing] > 0)").verdict == .refuted)
    #expect(try judge("mean(acc[failing]) > 0.9").verdict == .refuted)
    #expect(try judge("count(acc[failing]) == 8").verdict == .refuted)
    #expect(try judge("count(acc[failing]) == 6").verdict == .holds)
  }

  @Test func noSeedLeft() throws {
    let made = results(["a": [nil, nil, nil, nil, nil, nil], "b": [1, 1, 1, 1, 1, 1]])
    for claim in ["acc[a] > acc[b]", "acc[a] > 0", "mean(acc[a]) > 0", "acc[a] == acc[b] within 1"] {
      let judgement = try judge(claim, over: made)
      #expect(judgement.verdict == .inconclusive)
      #expect(judgement.comparisons[0].reason == .missingSeeds(6, of: 6, .failed))
    }
  }

  /// A comparison that could not be tested stays in the family, so that a failure elsewhere does not make the others
  /// easier to show.
  @Test func untestedComparisonsCountInTheFamily() throws {
    let judgements = try judge(["acc[a] > acc[b]", "acc[a] > acc[failing]"])
    #expect(judgements[0].comparisons[0].test?.adjustedP == 2 * 2.0 / 256)
  }

  // MARK: Thresholds that are never reached

  /// Curves of ten epochs that reach 1 at these epochs; nil for one that never does, NaN for a run that failed.
  private func reaching(_ variants: KeyValuePairs<String, [Double?]>, lasting: [String: Int] = [:])
    -> MadeUpResults
  {
    let curves = variants.map { name, epochs in
      epochs.map { epoch -> MetricCurve? in
        if let epoch, epoch.isNaN { return nil }
        let all = Array(0...lasting[name, default: 10])
        return MetricCurve(epochs: all, values: all.map { Double($0) >= epoch ?? .infinity ? 1 : 0 })
      }
    }
    return MadeUpResults(all: [
      MadeUpResults.Experiment(
        id: "made", variants: variants.map { VariantName(label: $0.key) },
        seeds: Array(0..<(variants.first?.value.count ?? 0)), last: ["acc": variants.map(\.value)],
        curves: ["acc": curves])
    ])
  }

  @Test func neverIsLaterThanAnyEpoch() throws {
    let made = reaching([
      "fast": [2, 3, 2, 3, 2, 3], "slow": [9, nil, 8, nil, nil, 9], "never": [nil, nil, nil, nil, nil, nil],
    ])
    func verdict(_ claim: String) throws -> Verdict { try judge(claim, over: made).verdict }
    #expect(try verdict("epochs_to(acc[fast], 1) < epochs_to(acc[slow], 1)") == .holds)
    #expect(try verdict("epochs_to(acc[slow], 1) < epochs_to(acc[fast], 1)") == .refuted)
    #expect(try verdict("epochs_to(acc[never], 1) > epochs_to(acc[fast], 1)") == .holds)
    #expect(try verdict("epochs_to(acc[never], 1) > epochs_to(acc[never], 1)") == .inconclusive)
    #expect(try verdict("epochs_to(acc[never], 1) > 5") == .holds)
    #expect(try verdict("epochs_to(acc[never], 1) < 50") == .refuted)
    let comparison = try judge("epochs_to(acc[fast], 1) < epochs_to(acc[slow], 1)", over: made).comparisons[0]
    #expect(comparison.missingSeeds == 0)
    #expect(comparison.sides.map(\.neverCount) == [0, 3])
    #expect(comparison.test?.won == 6)
    // The size of such a difference is not known: no mean, no margin.
    #expect(try verdict("mean(epochs_to(acc[slow], 1)) > 5") == .inconclusive)
    #expect(try verdict("epochs_to(acc[slow], 1) == epochs_to(acc[fast], 1) within 20") == .inconclusive)
    #expect(try verdict("epochs_to(acc[slow], 1) - epochs_to(acc[fast], 1) > 0") == .inconclusive)
  }

  @Test func aFailedRunIsNotNever() throws {
    let made = reaching(["fast": [2, 3, 2, 3, 2, 3], "slow": [9, nil, 8, .nan, nil, 9]])
    let judgement = try judge("epochs_to(acc[fast], 1) < epochs_to(acc[slow], 1)", over: made)
    #expect(judgement.verdict == .inconclusive)
    #expect(judgement.comparisons[0].reason == .missingSeeds(1, of: 6, .failed))
  }

  /// Of a training that ended before the other one got there nobody knows whether it would have been later.
  @Test func aShorterTrainingIsNotLater() throws {
    let made = reaching(
      ["long": [15, 15, 15, 15, 15, 15], "short": [nil, nil, nil, nil, nil, nil]], lasting: ["long": 20])
    let judgement = try judge("epochs_to(acc[short], 1) > epochs_to(acc[long], 1)", over: made)
    #expect(judgement.comparisons[0].reason == .missingSeeds(6, of: 6, .notReached))
  }

  // MARK: Seeds that would settle it

  @Test func equalDifferencesOnFewSeedsNeedOnlyMoreOfThem() throws {
    let made = results(["a": [1, 1, 1, 1, 1, 1], "b": zeros.prefix(6) + []])
    let many = try judge(Array(repeating: "acc[a] > acc[b]", count: 40), over: made)
    // 2 · 40 / 2ⁿ < 0.05 from n = 11 on.
    #expect(many[0].comparisons[0].reason == .undecided(likely: 11))
  }

  @Test func aDifferenceOfNothingIsNeverSettled() throws {
    let made = results(["a": [1, -1, 1, -1, 1, -1, 1, -1]])
    #expect(try judge("acc[a] > 0", over: made).comparisons[0].reason == .undecided(likely: nil))
  }
}

extension ComparisonJudgement {
  var test: TestedDifference? { if case .tested(let test) = evidence { test } else { nil } }
}

private let zeros: [Double?] = Array(repeating: 0, count: 8)

/// One experiment with the metric `acc`, a variant for each name.
private func results(_ variants: KeyValuePairs<String, [Double?]>) -> MadeUpResults {
  MadeUpResults(all: [
    MadeUpResults.Experiment(
      id: "made", variants: variants.map { VariantName(label: $0.key) },
      seeds: Array(0..<(variants.first?.value.count ?? 0)), last: ["acc": variants.map(\.value)])
  ])
}

/// Around 0.945; `b` far below, `c` not to be told from it, `near` a little below, `failing` without two seeds.
private let standard = results([
  "a": [0.91, 0.92, 0.93, 0.94, 0.95, 0.96, 0.97, 0.98],
  "b": [0.81, 0.83, 0.82, 0.84, 0.85, 0.87, 0.86, 0.88],
  "c": [0.95, 0.90, 0.95, 0.93, 0.97, 0.95, 0.96, 0.975],
  "same": [0.91, 0.92, 0.93, 0.94, 0.95, 0.96, 0.97, 0.98],
  "near": [0.909, 0.918, 0.929, 0.938, 0.949, 0.958, 0.969, 0.978],
  "failing": [0.5, nil, 0.5, 0.6, 0.5, nil, 0.5, 0.6],
])

private func judge(
  _ claims: [String], over made: MadeUpResults = standard, alpha: Double = 0.05
) throws -> [ClaimJudgement] {
  let checked = try claims.map { claim in
    try CheckedExpression(Expression(parsing: claim, experiments: made.experiments), names: made)
  }
  return ClaimJudge(source: made, alpha: alpha).judge(checked)
}

private func judge(
  _ claim: String, over made: MadeUpResults = standard, alpha: Double = 0.05
) throws -> ClaimJudgement {
  try judge([claim], over: made, alpha: alpha)[0]
}
