import Reports
import Testing

@Suite struct MetricDiffTests {
  private static let level = [0.91, 0.93, 0.92, 0.95, 0.90, 0.94, 0.93, 0.92]

  private func shifted(_ by: Double) -> [Double?] {
    Self.level.enumerated().map { $1 + by + 0.001 * Double($0) }
  }

  private func change(_ before: SampleReport, _ after: SampleReport) throws -> SampleDiff.Object {
    let metrics = try SampleDiff(before, after).entries("metrics")
    #expect(metrics.count == 1)
    return metrics.first ?? [:]
  }

  @Test(arguments: [
    ("test.accuracy", -0.05, "worse"), ("test.accuracy", 0.05, "better"), ("test.loss", 0.05, "worse"),
    ("test.loss", -0.05, "better"), ("generator.loss", 0.05, "moved"),
  ])
  func whatMovedIsToldByTheMetricsDirection(_ metric: String, _ by: Double, _ change: String) throws {
    let entry = try self.change(.metric(metric, Self.level), .metric(metric, shifted(by)))
    #expect(entry["change"] as? String == change)
    // All eight of one sign: 2 of 256 choices of signs.
    #expect(entry["p"] as? Double == 2.0 / 256)
    #expect(entry["method"] as? String == "exact sign-flip test")
    #expect(entry["seeds"] as? Int == 8)
  }

  @Test func differencesAreNowLessBefore() throws {
    let entry = try change(
      .metric("test.accuracy", Self.level), .metric("test.accuracy", Self.level.map { $0 - 0.25 }))
    let difference = try #require(entry["difference"] as? Double)
    #expect(abs(difference + 0.25) < 1e-12)
    let before = try #require(entry["before"] as? Double)
    #expect(abs(before - 0.925) < 1e-12)
    // The same under every seed: an interval of no length, and no crash.
    #expect(entry["change"] as? String == "worse")
    #expect(abs(try #require(entry["low"] as? Double) + 0.25) < 1e-12)
  }

  @Test func whatIsWithinNoiseIsCountedAndListedWithAll() throws {
    var after: [Double?] = Self.level
    after[0] = 0.5
    after[1] = 0.99
    let diff = try SampleDiff(.metric("test.accuracy", Self.level), .metric("test.accuracy", after))
    #expect(try diff.changes("metrics") == ["within noise"])
    #expect(diff.text.contains("1 metric changed within noise (--all lists them)"))
    #expect(!diff.text.contains("95 % interval"))
    #expect(DiffText(diff.diff, showsAll: true).text.contains("95 % interval"))
    #expect(!diff.markdown.contains("| test.accuracy"))
    #expect(DiffMarkdown(diff.diff, showsAll: true).text.contains("| test.accuracy"))
  }

  @Test func unchangedMetricsAreNoNews() throws {
    let report = SampleReport.metric("test.accuracy", Self.level)
    #expect(try SampleDiff(report, report).text == "old -> new: no differences\n")
    // More seeds leave the shared ones as they are.
    let more = SampleReport.metric("test.accuracy", Self.level + [0.1, 0.2])
    let diff = try SampleDiff(report, more)
    #expect(try diff.entries("metrics").isEmpty)
    #expect(diff.text.contains("seeds: 0 to 7 -> 0 to 9\n"))
    #expect(diff.text.hasSuffix("1 report differs: 1 configuration line differs; 1 metric unchanged\n"))
  }

  @Test func belowSixSeedsNothingIsDecided() throws {
    let diff = try SampleDiff(
      .metric("test.accuracy", [0.9, 0.91, 0.92, 0.93, 0.94]),
      .metric("test.accuracy", [0.5, 0.52, 0.51, 0.55, 0.5]))
    #expect(try diff.changes("metrics") == ["too few seeds to tell"])
    #expect(diff.text.hasPrefix("old -> new: no claim flipped for the worse, no metric is worse"))
    #expect(diff.text.hasSuffix("1 report differs: 1 metric changed under too few seeds to tell\n"))
    #expect(diff.text.contains("range -0.44 to -0.38"))
    #expect(diff.text.contains("Below 6 seeds no test can tell."))
    let single = try SampleDiff(.metric("test.loss", [1]), .metric("test.loss", [2]))
    #expect(try single.changes("metrics") == ["too few seeds to tell"])
  }

  @Test func withoutSharedSeedsIntervalsMustNotOverlap() throws {
    let before = SampleReport.metric("test.accuracy", Self.level)
    let seeds = Array(100..<108)
    let far = try change(before, .metric("test.accuracy", shifted(-0.2), seeds: seeds))
    #expect(far["change"] as? String == "worse")
    #expect(far["p"] is Bool == false && far["p"] as? Double == nil)
    let near = try change(before, .metric("test.accuracy", shifted(-0.001), seeds: seeds))
    #expect(near["change"] as? String == "within noise")
    let one = try change(before, .metric("test.accuracy", [0.1], seeds: [100]))
    #expect(one["change"] as? String == "too few seeds to tell")
    let text = try SampleDiff(before, .metric("test.accuracy", shifted(-0.2), seeds: seeds)).text
    #expect(text.contains("none shared"))
    #expect(text.contains("the two 95 % t intervals do not overlap"))
  }

  /// The same shift in so many variants that 2/2⁸ times their number is no longer below 0.05.
  @Test func manyTestsAreCorrectedAndLargeOnesGoOverToTheTTest() throws {
    func report(_ count: Int, _ values: [Double?]) -> SampleReport {
      SampleReport(experiments: [
        .init(
          variants: (0..<count).map {
            .init(label: "v\($0)", metrics: [("test.accuracy", values)])
          })
      ])
    }
    let few = try SampleDiff(report(6, Self.level), report(6, shifted(-0.05)))
    #expect(Set(try few.changes("metrics")) == ["worse"])
    #expect(try few.entries("metrics").allSatisfy { $0["p_adjusted"] as? Double == 6 * 2.0 / 256 })

    let many = try SampleDiff(report(7, Self.level), report(7, shifted(-0.05)))
    #expect(Set(try many.changes("metrics")) == ["worse"])
    #expect(Set(try many.entries("metrics").compactMap { $0["method"] as? String }) == ["paired t test"])
    #expect(try many.json["tests"] as? Int == 7)
    // Noise stays noise.
    let noise: [Double?] = Self.level.enumerated().map { $1 + ($0 % 2 == 0 ? 0.02 : -0.015) }
    let still = try SampleDiff(report(7, Self.level), report(7, noise))
    #expect(Set(try still.changes("metrics")) == ["within noise"])
  }

  @Test func theLevelIsTheNewReports() throws {
    var after = SampleReport.metric("test.accuracy", shifted(-0.05))
    after.alpha = 0.005
    let diff = try SampleDiff(.metric("test.accuracy", Self.level), after)
    // 2/256 is above 0.005, which eight signs cannot reach: the t test decides.
    #expect(try diff.entries("metrics").first?["method"] as? String == "paired t test")
    #expect(diff.text.contains("alpha: 0.05 -> 0.005\n"))
  }

  @Test func hugeValuesAndUndefinedOnesDoNoHarm() throws {
    // Differences are numbers still, their sum is none.
    let huge: [Double?] = Self.level.map { $0 * 8e307 }
    for count in [8, 24] {
      let values = (0..<count).map { huge[$0 % 8] }
      let diff = try SampleDiff(
        .metric("test.loss", values), .metric("test.loss", values.map { -$0! }))
      #expect(try diff.entries("metrics").count == 1)
      #expect(diff.text.contains("1 metric"))
    }
    // And where they are none either, the seed counts for nothing.
    let beyond = try SampleDiff(
      .metric("test.loss", huge + [1.7e308]), .metric("test.loss", huge.map { -$0! } + [-1.7e308]))
    #expect(try beyond.entries("metrics").first?["seeds"] as? Int == 8)
    let undefined = try SampleDiff(
      .metric("test.loss", Self.level), .metric("test.loss", Self.level.map { _ in nil }))
    #expect(undefined.text.contains("metric test.loss is gone"))
    let partly = try change(
      .metric("test.loss", Self.level), .metric("test.loss", shifted(0.1).dropLast() + [nil]))
    #expect(partly["seeds"] as? Int == 7)
    #expect(partly["incomplete_seeds"] as? Int == 1)
  }
}
