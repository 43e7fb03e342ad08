import Diagnostics
import Experiments
import Learning
import Notebooks
import Reports
import Testing

/// What reports say of variants by themselves, over results that are made up so that it is known.
@Suite struct ComparisonTests {
  /// The report of an experiment whose runs end with the values that `value` gives for a variant's levels and a seed; nil
  /// for a run that diverged.
  private func markdown(
    _ block: String, seeds: Int = 8, alpha: String = "0.05", views: String = "", claims: String = "",
    metric: String = "test.accuracy", value: ([Int], Int) -> Double?
  ) throws -> String {
    let text = """
      ---
      seeds: \(seeds)
      alpha: \(alpha)
      ---

      ```yaml {#x .experiment}
      \(block.split(separator: "\n").joined(separator: "\n"))
      ```
      \(views)\(claims)
      """
    var collector = DiagnosticCollector(file: "x.md")
    let document = Document.parse(SourceText(name: "x.md", text: text), collector: &collector)
    let plan = FilePlan.decode(document, stem: "x", plotTypes: FigureTypes.plotTypes, collector: &collector)
    let file = try #require(plan, "\(collector.diagnostics)")
    let experiment = file.experiments[0]
    let runs = experiment.variants.map { variant in
      experiment.seeds.indices.map { seed -> RunResult? in
        guard let value = value(variant.levels.map { $0 ?? 0 }, seed) else {
          return RunResult(status: .diverged(epoch: 1, step: 3))
        }
        return RunResult(
          status: .completed,
          curves: [
            ("validation.loss", Curve(epochs: [0, 1, 2], values: [1, 0.3, 0.5])),
            (metric, Curve(epochs: [0, 1, 2], values: [0, value + 0.01, value])),
          ])
      }
    }
    let report = Report(
      name: "x", source: "experiments/x.md", document: document,
      results: FileResults(plan: file, experiments: [ExperimentResults(plan: experiment, runs: runs)]))
    return MarkdownReport(report).markdown
  }

  private static let one = """
    data: two_moons
    model: {hidden: [4], activation: relu}
    vary: {model.activation: [relu, tanh, sigmoid]}
    """
  private static let grid = """
    data: two_moons
    model: {hidden: [4], activation: relu}
    vary: {model.activation: [relu, tanh], loss: [cross_entropy, mse]}
    """
  private static func wobble(_ seed: Int) -> Double { 0.002 * Double(seed * 5 % 8) }

  // MARK: One factor

  @Test func sentencesSayOnlyWhatTheTestBearsOut() throws {
    let text = try markdown(Self.one) { levels, seed in
      // tanh above and below the same on alternate seeds, sigmoid ten points lower.
      0.9 + Self.wobble(seed) + (levels[0] == 1 ? (seed % 2 == 0 ? 0.01 : -0.01) : 0)
        - (levels[0] == 2 ? 0.1 : 0)
    }
    #expect(
      text.contains(
        "> By test.accuracy (higher is better): tanh cannot be told from relu on 8 seeds; sigmoid is lower by 10"
          + " points."))
  }

  @Test func whereAllDifferTheBaselineIsNamed() throws {
    let text = try markdown(Self.one) { levels, seed in
      0.5 + Self.wobble(seed) * Double(levels[0] + 1) + 0.1 * Double(levels[0])
    }
    #expect(
      text.contains(
        "higher than relu: sigmoid by 21.4 points (20.5 to 22.3) and tanh by 10.7 points (10.3 to"))
  }

  @Test func noneDiffers() throws {
    let text = try markdown(Self.one) { levels, seed in
      0.9 + (seed % 2 == 0 ? 0.01 : -0.01) * Double(levels[0])
    }
    #expect(text.contains("(higher is better): none can be told from relu on 8 seeds."))
  }

  @Test func aLossThatFallsIsLower() throws {
    let text = try markdown(Self.one, metric: "test.loss") { levels, seed in
      0.5 - 0.1 * Double(levels[0]) + Self.wobble(seed)
    }
    #expect(
      text.contains("> By test.loss (lower is better): lower than relu: sigmoid by 0.2 and tanh by 0.1."))
  }

  @Test func tooFewSeedsAndFailedOnesAreNoVerdict() throws {
    let few = try markdown(Self.one, seeds: 5) { levels, seed in 0.9 - 0.1 * Double(levels[0]) }
    #expect(few.contains("5 seeds are too few to tell any variant from relu; a test needs 6."))
    let failed = try markdown(Self.one) { levels, seed in
      levels[0] == 2 && seed == 3 ? nil : 0.9 - 0.1 * Double(levels[0]) + Self.wobble(seed)
    }
    #expect(
      failed.contains("tanh is lower than relu by 10 points; sigmoid is not tested, since seeds failed."))
  }

  // MARK: Two factors

  @Test func factorsThatOnlyAddUpDoNotInteract() throws {
    let text = try markdown(Self.grid) { levels, seed in
      0.5 + 0.1 * Double(levels[0]) + 0.05 * Double(levels[1]) + Self.wobble(seed)
        + (seed % 2 == 0 ? 0.001 : -0.001) * Double(levels[0] * levels[1])
    }
    #expect(text.contains("averaged over loss: tanh is higher than relu by 10.00 points"))
    #expect(
      text.contains("averaged over activation: mse is higher than cross\\_entropy by 5.00 points")
        || text.contains("averaged over activation: mse is higher than cross_entropy by 5.00 points"))
    #expect(
      text.contains(
        "No interaction of activation and loss can be detected: the difference of differences cannot be told from 0."
      ))
    for id in ["tbl-x-cross", "fig-x-heatmap", "fig-x-differences"] {
      #expect(text.contains("<a id=\"\(id)\">"), "\(id)")
    }
  }

  @Test func whatDependsOnTheOtherFactorInteracts() throws {
    let text = try markdown(Self.grid) { levels, seed in
      0.5 + 0.2 * Double(levels[0] * levels[1]) + Self.wobble(seed) * Double(1 + levels[0] * levels[1])
    }
    #expect(
      text.contains(
        "activation and loss interact: the change from cross_entropy to mse is higher for tanh than for relu, by"
          + " 20.7 points (20.3 to 21.1) (p 0.0078 after Holm; 1 of 1 difference of differences can be told from 0)."
      ))
  }

  @Test func aFailedSeedLeavesTheInteractionUntested() throws {
    let text = try markdown(Self.grid) { levels, seed in
      levels == [1, 1] && seed == 0 ? nil : 0.5 + Self.wobble(seed)
    }
    #expect(text.contains("Whether activation and loss interact is not tested"))
  }

  // MARK: Numbers and data sets

  @Test func aFactorOfNumbersHasACurve() throws {
    let block = """
      data: two_moons
      model: {hidden: [4], activation: relu}
      optimizer: {name: adam, learning_rate: 0.1}
      vary: {optimizer.learning_rate: [0.001, 0.01, 0.1, 1]}
      """
    let text = try markdown(block) { levels, seed in 0.6 + 0.1 * Double(levels[0]) + Self.wobble(seed) }
    #expect(text.contains("<a id=\"fig-x-response\">"))
    #expect(text.contains("Final test.accuracy against learning_rate"))
    // The author's own takes its place.
    let own = "\n```yaml {#fig-own .plot}\nx: optimizer.learning_rate\ny: test.accuracy\n```\n"
    let placed = try markdown(block, views: own) { levels, seed in 0.6 + 0.1 * Double(levels[0]) }
    #expect(!placed.contains("fig-x-response"))
    #expect(placed.contains("<a id=\"fig-own\">"))
    #expect(placed.contains("<summary>The comparison in full</summary>"))
  }

  @Test func manyDataSetsAreRanked() throws {
    let block = """
      model: {hidden: [4], activation: relu}
      data: two_moons
      vary:
        data: [two_moons, circles, xor, iris, {name: spirals, samples: 90}, {name: blobs, samples: 90}]
        model.activation: [relu, tanh, sigmoid]
      """
    let text = try markdown(block) { levels, seed in
      // relu is best everywhere, by more or less; tanh and sigmoid take turns.
      0.5 + 0.05 * Double(levels[0]) + (levels[1] == 0 ? 0.04 : levels[1] == levels[0] % 2 + 1 ? 0.01 : 0)
        + Self.wobble(seed)
    }
    #expect(text.contains("Over 6 data sets, mean ranks (1 is best): relu 1.00, tanh 2.50, sigmoid 2.50."))
    #expect(text.contains("tanh and sigmoid"))
  }

  // MARK: Tables of expressions

  @Test func cellsAreExpressions() throws {
    let table = """

      ```yaml {#tbl-own .table}
      columns: ["best(test.accuracy)", "epochs_to(test.accuracy, 0.7)", "test.accuracy - test.accuracy[relu]"]
      ```
      """
    let text = try markdown(Self.one, views: table) { levels, seed in
      levels[0] == 2 ? 0.5 : 0.8 + Self.wobble(seed)
    }
    #expect(text.contains("best(test.accuracy) ↑"))
    #expect(text.contains("epochs_to(test.accuracy, 0.7) ↓"))
    // At the best validation loss, epoch 1, each metric stands 0.01 higher.
    #expect(text.contains("| sigmoid    |") && text.contains("0.510"))
    #expect(text.contains("never"))
    #expect(text.contains("| -0.307 ") || text.contains(" -0.307 ±"))
  }

  /// What is computed from metrics has no better side: nothing is best, and the sentence names no direction.
  @Test(arguments: ["1 - test.accuracy", "0 - validation.loss", "test.accuracy - validation.loss"])
  func arithmeticHasNoDirection(column: String) throws {
    let table = "\n```yaml {#tbl-own .table}\ncolumns: \"\(column)\"\n```\n"
    let text = try markdown(Self.one, views: table) { levels, seed in
      0.9 - 0.1 * Double(levels[0]) + Self.wobble(seed)
    }
    #expect(text.contains("> By \(column): "))
    #expect(!text.contains("\(column) ↑") && !text.contains("\(column) ↓"))
    #expect(text.contains("| relu       |"))
  }

  /// Six seeds can tell two variants apart, but after Holm's correction no eight of them.
  @Test func tooManyComparisonsForTheSeedsAreTold() throws {
    let block = """
      data: two_moons
      model: {hidden: [4], activation: relu}
      vary: {model.activation: [relu, tanh, sigmoid, gelu, silu, elu, selu, mish]}
      """
    let text = try markdown(block, seeds: 6) { levels, seed in
      0.5 + 0.05 * Double(levels[0]) + Self.wobble(seed)
    }
    #expect(text.contains("With 7 comparisons nothing can be told apart on fewer than 9 seeds (Holm)."))
  }

  @Test func theLevelRulesHowManySeedsItTakes() throws {
    let strict = try markdown(Self.one, seeds: 7, alpha: "0.01") { levels, seed in
      0.9 - 0.1 * Double(levels[0])
    }
    #expect(strict.contains("7 seeds are too few to tell any variant from relu; a test needs 8."))
    let lax = try markdown(Self.one, seeds: 5, alpha: "0.2") { levels, seed in
      0.9 - 0.1 * Double(levels[0]) + Self.wobble(seed)
    }
    #expect(lax.contains("lower than relu: sigmoid by 20 points and tanh by 10 points."))
  }

  @Test func claimsStandAtTheHead() throws {
    let claims = """

      ```yaml {.claims}
      It is good: test.accuracy[relu] > 0.5
      It is better: test.accuracy[tanh] > test.accuracy[relu]
      ```
      """
    let text = try markdown(Self.one, claims: claims) { levels, seed in
      0.9 - 0.1 * Double(levels[0]) + Self.wobble(seed)
    }
    #expect(text.contains("**✗ 1 of 2 claims hold: 1 refuted.**\n\n- ✗ refuted: [It is better](#claim-2)\n"))
    #expect(text.contains("<a id=\"claim-2\"></a>**✗ refuted**: It is better"))
  }
}
