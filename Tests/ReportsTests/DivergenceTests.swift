import Experiments
import Learning
import Reports
import Testing

/// What reports say of where a run's numbers went wrong.
@Suite struct DivergenceTests {
  static let overflow = Divergence(
    epoch: 3, step: 93, phase: .forward, layer: "hidden2", operation: "exp", value: .infinity,
    index: [4, 17],
    badCount: 3, count: 512,
    operands: [Divergence.Operand(source: "negate", low: -3.125, high: 89.25, largest: 89.25)])

  @Test func inWords() {
    #expect(
      Words().divergence(Self.overflow)
        == "step 93 (epoch 3), forward pass, layer hidden2: exp gave +∞ in 3 of 512 values, first at [4, 17];"
        + " operands: negate 89.25 of -3.125…89.25")
    var update = Self.overflow
    update.phase = .update
    update.layer = "optimizer"
    update.value = .nan
    update.index = []
    update.operands = [
      Divergence.Operand(source: "parameter output.bias", low: nil, high: nil, largest: .nan)
    ]
    #expect(
      Words().divergence(update)
        == "step 93 (epoch 3), update, optimizer: exp gave NaN in 3 of 512 values;"
        + " operands: parameter output.bias NaN")
    #expect(Words(.zh).divergence(Self.overflow).contains("前向"))
  }

  @Test func standsInEveryReport() {
    let document = Fixture.document(Fixture.moons)
    let results = Fixture.moonsResults(document)
    let experiments = results.experiments.map { experiment in
      ExperimentResults(
        plan: experiment.plan,
        runs: experiment.runs.map { runs in
          runs.map { run in
            guard var run, run.status != .completed else { return run }
            run.divergence = Self.overflow
            return run
          }
        })
    }
    let report = Report(
      name: "moons", source: "experiments/moons.md", document: document,
      results: FileResults(plan: results.plan, experiments: experiments), probe: MadeUpProbe())
    let line = "silu, seed 5: step 93 (epoch 3)"
    #expect(HTMLReport(report).html.contains(line))
    #expect(MarkdownReport(report).files[0].text.contains("- \(line)"))
    #expect(TerminalReport(report).text.contains(line))
    #expect(JSONReport(report).file.text.contains("gave +∞ in 3 of 512 values"))
  }
}
