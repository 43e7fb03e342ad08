import Reports
import Testing

@Suite struct ExperimentDiffTests {
  private typealias Variant = SampleReport.Variant

  private func report(_ variants: Variant..., seeds: [Int] = Array(0..<8)) -> SampleReport {
    SampleReport(experiments: [.init(seeds: seeds, variants: variants)])
  }

  // MARK: Runs

  @Test func runsThatFailOrCompleteNowAreTold() throws {
    let values: [Double?] = [1, 2, 3, 4, 5, 6, 7, 8]
    let good = report(Variant(label: "relu", metrics: [("test.loss", values)]))
    let bad = report(
      Variant(label: "relu", metrics: [("test.loss", values)], statuses: [1: "diverged", 4: "diverged"]))
    let worse = try SampleDiff(good, bad)
    #expect(try worse.changes("runs") == ["worse"])
    #expect(worse.text.contains("old -> new: 2 runs no longer complete\n"))
    #expect(worse.text.contains("relu: completed -> diverged under seeds 1, 4; epoch 3: ∞ in a loss\n"))
    // The others are as they were, and what a failed run had last is no result.
    #expect(try worse.entries("metrics").isEmpty)
    #expect(!worse.diff.hasFlipForTheWorse)
    #expect(try SampleDiff(bad, good).changes("runs") == ["better"])
    let missing = report(
      Variant(
        label: "relu", metrics: [("test.loss", values)], statuses: [1: "not carried out", 4: "diverged"]))
    #expect(try SampleDiff(bad, missing).changes("runs") == ["other"])
  }

  @Test func anExperimentThatIsNoLongerRunIsToldOnce() throws {
    let run = report(Variant(label: "a", metrics: [("test.loss", Array(repeating: 1, count: 8))]))
    var skipped = run
    skipped.experiments[0].skipped = "the data are not installed"
    let diff = try SampleDiff(run, skipped)
    #expect(diff.text.contains("old -> new: 8 runs no longer complete\n"))
    #expect(diff.text.contains("moons: run -> not run; now: the data are not installed\n"))
    #expect(try diff.entries("parts").isEmpty)
  }

  // MARK: Variants, metrics, experiments

  @Test func variantsThatCameWentOrHaveAnotherLabelAreTold() throws {
    let before = report(
      Variant(label: "relu", configuration: "{\"a\": 1}"), Variant(label: "tanh", configuration: "{\"a\": 2}")
    )
    let after = report(
      Variant(label: "ReLU", configuration: "{\"a\": 1}"),
      Variant(label: "gelu", configuration: "{\"a\": 3}", statuses: [0: "diverged"]))
    let diff = try SampleDiff(before, after)
    #expect(try diff.changes("parts") == ["renamed", "came", "went"])
    #expect(diff.text.contains("variant relu is now called ReLU\n"))
    #expect(diff.text.contains("variant gelu is new (1 of 8 runs did not complete)\n"))
    #expect(diff.text.contains("variant tanh is gone\n"))
    // The baseline is the same one by another name.
    #expect(try diff.entries("configuration").isEmpty)
  }

  @Test func metricsOfARenamedVariantAreCompared() throws {
    let values: [Double?] = [1, 2, 3, 4, 5, 6, 7, 8]
    let diff = try SampleDiff(
      report(Variant(label: "relu", metrics: [("test.loss", values)])),
      report(Variant(label: "ReLU", metrics: [("test.loss", values.map { $0! + 1 })])))
    #expect(try diff.changes("metrics") == ["worse"])
  }

  @Test func metricsAndExperimentsThatCameOrWentAreTold() throws {
    let ones: [Double?] = Array(repeating: 1, count: 8)
    let before = report(
      Variant(label: "a", metrics: [("test.loss", ones), ("test.f1", ones)]),
      Variant(label: "b", metrics: [("test.loss", ones)]))
    var after = report(
      Variant(label: "a", metrics: [("test.loss", ones)]), Variant(label: "b", metrics: [("test.loss", ones)])
    )
    after.experiments.append(.init(id: "spirals", variants: [Variant(label: "a")]))
    let diff = try SampleDiff(before, after)
    #expect(diff.text.contains("experiment spirals is new (1 variant, 8 seeds)\n"))
    #expect(diff.text.contains("metric test.f1 of moons is gone (of a)\n"))
    #expect(try SampleDiff(after, before).changes("parts") == ["came", "went"])
  }

  @Test func reportsThatCameOrWentAreTold() throws {
    let some = report(Variant(label: "a"))
    #expect(try SampleDiff(nil, some).text.contains("\nmoons  (new report)\n"))
    #expect(try SampleDiff(some, nil).text.contains("\nmoons  (report is gone)\n"))
  }

  // MARK: Configuration

  private func lines(_ before: String, _ after: String) throws -> [String] {
    let diff = try SampleDiff(
      report(Variant(label: "a", configuration: before)), report(Variant(label: "a", configuration: after)))
    let block = diff.text.split(separator: "\n\n").first { $0.contains("  Configuration\n") } ?? ""
    return block.split(separator: "\n").dropFirst().map { String($0.drop { $0 == " " }) }
  }

  @Test func linesAreToldByTheirPaths() throws {
    #expect(
      try lines(
        "{\"train\": {\"epochs\": 50, \"shuffle\": true}, \"hidden\": [16, 16], \"old\": 1}",
        "{\"train\": {\"epochs\": 60, \"shuffle\": true, \"clip\": null}, \"hidden\": [16, 8], \"x\": \"1\"}")
        == [
          "train.epochs: 50 -> 60", "hidden: [16, 16] -> [16, 8]", "new: train.clip = null, x = '1'",
          "gone: old = 1",
        ])
    // The order of keys is no difference, an option of another kind is one.
    #expect(try lines("{\"a\": 1, \"b\": 2}", "{\"b\": 2, \"a\": 1}") == [])
    #expect(try lines("{\"a\": 1e-08}", "{\"a\": 1e-8}") == [])
    #expect(try lines("{\"a\": 1}", "{\"a\": \"1\"}") == ["a: 1 -> '1'"])
  }

  @Test func anotherComponentIsOneLineAndLikePlacesAreOne() throws {
    #expect(
      try lines(
        "{\"optimizer\": {\"name\": \"adam\", \"beta1\": 0.9}}", "{\"optimizer\": {\"name\": \"sgd\"}}")
        == ["optimizer: {name: adam, beta1: 0.9} -> {name: sgd}"])
    func layers(_ gains: [Int]) -> String {
      "{\"layers\": [\(gains.map { "{\"gain\": \($0)}" }.joined(separator: ", "))]}"
    }
    #expect(try lines(layers([1, 1, 1, 5, 1]), layers([2, 2, 2, 5, 2])) == ["layers[0-2, 4].gain: 1 -> 2"])
    #expect(try lines(layers([1]), layers([1, 7])) == ["new: layers[1] = {gain: 7}"])
  }

  @Test func aLineThatChangedAlikeEverywhereIsToldOnce() throws {
    func file(_ rates: [Double], epochs: Int) -> SampleReport {
      SampleReport(experiments: [
        .init(
          variants: rates.enumerated().map {
            Variant(label: "v\($0)", configuration: "{\"rate\": \($1), \"epochs\": \(epochs)}")
          })
      ])
    }
    let diff = try SampleDiff(file([1, 1, 1], epochs: 5), file([2, 2, 1], epochs: 6))
    #expect(diff.text.contains("    epochs: 5 -> 6\n"))
    #expect(diff.text.contains("    rate: 1 -> 2 (v0; v1)\n"))
    #expect(try diff.entries("configuration").count == 2)
  }

  @Test func theBaselineIsALine() throws {
    var after = report(Variant(label: "a"), Variant(label: "b"))
    let before = after
    after.experiments[0].baseline = "b"
    #expect(try SampleDiff(before, after).text.contains("baseline: a -> b\n"))
  }
}
