import Experiments
import Learning
import Plots
import Reports
import Tensors
import Testing

/// Figures say what they show: which interval, over how many seeds, what they average and what is not in them.
@Suite struct FigureCaptionTests {
  /// A report of one plot over one experiment.
  private func markdown(
    _ results: ExperimentResults, _ type: String, y: [String] = [], x: String? = nil, lang: String = "en",
    probe: (any ModelProbe)? = nil
  ) -> String {
    report(results, type, y: y, x: x, lang: lang, probe: probe).text
  }

  private func report(
    _ results: ExperimentResults, _ type: String, y: [String] = [], x: String? = nil, lang: String = "en",
    probe: (any ModelProbe)? = nil
  ) -> (text: String, html: String, report: Report) {
    let document = Fixture.document(
      "---\nlang: \(lang)\n---\n\n```yaml {#fig-a .plot}\ntype: \(type)\n```\n", name: "experiments/a.md")
    var plot = PlotPlan(
      id: "fig-a", range: Fixture.block(document, "fig-a").range, type: FigureTypes.type(type), from: "x")
    (plot.y, plot.x) = (y, x)
    let report = Report(
      name: "a", source: "experiments/a.md", document: document,
      results: FileResults(
        plan: FilePlan(experiments: [results.plan], tables: [], plots: [plot]), experiments: [results]),
      probe: probe)
    return (MarkdownReport(report).markdown, HTMLReport(report).html, report)
  }

  private func pair(_ count: Int, metric: String = "test.accuracy") -> ExperimentResults {
    ResultTableTests.results(
      [
        ("a", (0..<count).map { 0.9 + 0.001 * Double($0) }),
        ("b", (0..<count).map { 0.8 + 0.002 * Double($0 % 5) }),
      ], metric: metric)
  }

  @Test(arguments: [
    (1, "A single seed: one value for each variant, exploratory.\n"), (3, "too few seeds for an interval.\n"),
    (2, "Mean (filled) and each seed (open); two seeds are too few for an interval."),
    (8, "with the exact 95 % interval, each for itself.\n"),
    (21, "with the paired 95 % t interval, each for itself.\n"),
  ])
  func dotsNameTheirInterval(seeds: Int, words: String) {
    #expect(markdown(pair(seeds), "dot").contains(words))
  }

  @Test func tiesAreTold() {
    let tied = ResultTableTests.results([("a", [1, 2, 3, 4, 5, 6]), ("b", [2, 3, 4, 5, 6, 6])])
    #expect(markdown(tied, "dot").contains("Ties count half."))
    #expect(!markdown(pair(8), "dot").contains("Ties count half."))
  }

  /// Every metric that is asked for is drawn, and stands in the data behind the figure.
  @Test(arguments: ["dot", "box", "curve"]) func everyMetricIsThere(type: String) throws {
    let plain = pair(6)
    let runs = plain.runs.map { runs in
      runs.map { run in
        var run = run
        run?.curves.append(("test.loss", Curve(epochs: [0, 1], values: [0.5, 0.4321])))
        return run
      }
    }
    let results = ExperimentResults(plan: plain.plan, runs: runs)
    let shown = report(results, type, y: ["test.accuracy", "test.loss"])
    let alternative = try #require(shown.text.firstMatch(of: /alt="([^"]*)"/)?.output.1)
    #expect(alternative.contains("test.accuracy") && alternative.contains("test.loss"))
    let data = try #require(shown.html.firstRange(of: "<table class=\"data\">"))
    let table = shown.html[data.lowerBound...]
    #expect(table.contains("0.4321") && table.contains("<th scope=\"row\">test.loss</th>"))
  }

  /// The band of two seeds would be 13 times as wide as they lie apart.
  @Test func twoSeedsHaveNoBand() {
    func curves(_ seeds: Int) -> ExperimentResults {
      let plain = pair(seeds)
      let runs = plain.runs.map { runs in
        runs.map { run in
          var run = run
          let last = run?.curves.first?.curve.values.first ?? 0
          run?.curves = [("test.accuracy", Curve(epochs: [0, 1, 2], values: [0.5, 0.7, last]))]
          return run
        }
      }
      return ExperimentResults(plan: plain.plan, runs: runs)
    }
    let two = report(curves(2), "curve", y: ["test.accuracy"])
    #expect(two.text.contains("Two seeds: too few for an interval.") && !two.text.contains("Band:"))
    #expect(!two.html.contains("class=\"band f1\""))
    let three = report(curves(3), "curve", y: ["test.accuracy"])
    #expect(
      three.text.contains("Band: pointwise 95 % t interval.") && three.html.contains("class=\"band f1\""))
  }

  /// Ridges of one panel are of the same seeds: those that went through.
  @Test func histogramsLeaveOutWhatDiverged() {
    let plain = ResultTableTests.results([("a", [0.9, nil, 0.8]), ("b", [nil, nil, nil])])
    let runs = plain.runs.map { runs in
      runs.enumerated().map { seed, run in
        var run = run
        let isCompleted = run?.status == .completed
        for epoch in isCompleted ? [0, 1] : [0] {
          run?.artifacts.append(
            (
              Distribution.artifact("weights.hidden1.weight", epoch: epoch),
              Tensor([3], [0, 1, isCompleted ? 2 : 1000])
            ))
        }
        return run
      }
    }
    let text = markdown(ExperimentResults(plan: plain.plan, runs: runs), "histogram")
    #expect(text.contains("Diverged: a, 1 of 3 seeds; b, 3 of 3 seeds."))
    let alternative = text.firstMatch(of: /alt="([^"]*)"/)?.output.1 ?? ""
    #expect(
      alternative.contains(
        "a, weights.hidden1.weight: middle half 0.25 … 1.75 at epoch 0, 0.25 … 1.75 at epoch 1"))
    // Of b there is nothing else.
    #expect(alternative.contains("b, weights.hidden1.weight: middle half 0 … 1000 at epoch 0."))
  }

  /// A gradient that vanished is drawn at 0, which a logarithmic axis does not have.
  @Test func vanishedGradientsAreDrawn() {
    let plain = ResultTableTests.results([("a", [0.9, 0.8, 0.7])])
    func flow(_ first: Double) -> (text: String, html: String, report: Report) {
      let runs = plain.runs.map { runs in
        runs.map { run in
          var run = run
          for (layer, norm) in [("hidden1", first), ("output", 0.5)] {
            run?.curves.append(("gradients.\(layer).weight.norm", Curve(epochs: [1], values: [norm])))
          }
          return run
        }
      }
      return report(ExperimentResults(plan: plain.plan, runs: runs), "gradient_flow")
    }
    let vanished = flow(0)
    #expect(vanished.text.contains("0 at the first layer, 0.5 at the last"))
    #expect(!vanished.text.contains("not shown"))
    // One line through both layers.
    let line = vanished.html.firstMatch(of: /class="ln k1"[^>]* d="M[^"l]*l[^"]+"/)
    #expect(line != nil)
  }

  /// What a random score has depends on the data; where they are varied there is no one line for it.
  @Test func prevalencesOfOtherDataAreNotDrawn() {
    struct Probe: ModelProbe {
      let isVaried: Bool
      func points(experiment: String, variant: Int, seed: Int) -> ProbedPoints? { nil }
      func predictions(experiment: String, variant: Int, seed: Int, inputs: [Point]) -> ProbedOutputs? {
        nil
      }
      func images(experiment: String, variant: Int, seed: Int, ofTraining: Bool, rows: [Int])
        -> ProbedImages?
      { nil }
      func models(experiment: String, variant: Int) -> [ModelSpec] { [] }
      func part(experiment: String, variant: Int, seed: Int) -> ProbedPart? {
        let positives = isVaried && variant == 1 ? 1 : 3
        let labels = (0..<6).map { Float($0 < positives ? 1 : 0) }
        let scores = (0..<6).map { Float($0 == 2 ? 0.2 : 0.9 - 0.1 * Float($0)) }
        return ProbedPart(
          name: "test",
          predictions: Predictions(
            values: Tensor([6, 1], scores), targets: Tensor([6, 1], labels), kind: .indicator),
          classNames: [])
      }
    }
    let same = report(pair(6), "roc", probe: Probe(isVaried: false))
    #expect(same.text.contains("Grey: a random score."))
    let varied = report(pair(6), "roc", probe: Probe(isVaried: true))
    #expect(varied.text.contains("each variant has its own, as the data differ."))
    let rules = { (html: String) in html.matches(of: /class="rule"/).count }
    #expect(rules(same.html) == rules(varied.html) + 1)
  }

  /// A plot that nobody sees is told of where it stands, in English whatever the report's language.
  @Test(arguments: ["en", "zh"]) func plotsThatShowNothingAreWarnedOf(lang: String) throws {
    let report = report(pair(6), "gradient_flow", lang: lang).report
    let diagnostic = try #require(report.diagnostics.first)
    #expect(diagnostic.message == "a plot of type 'gradient_flow' shows nothing")
    #expect(diagnostic.severity == .warning && diagnostic.range?.start.line == 6)
    #expect(diagnostic.hints == ["Not drawn: the runs recorded no gradients."])
  }
}
