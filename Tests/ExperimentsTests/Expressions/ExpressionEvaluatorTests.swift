import Experiments
import Testing

@Suite struct ExpressionEvaluatorTests {
  @Test(arguments: [
    ("1 + 2 * 3", 7), ("-(2 - 5)", 3), ("7 / 2", 3.5), ("sqrt(9) + abs(-2)", 5), ("log(1) + exp(0)", 1),
    ("95 % - 0.5", 0.45), ("mean(test.accuracy[tanh])", 0.83), ("min(test.loss[relu])", 0.25),
    ("max(test.loss[relu])", 2), ("median(test.loss[relu])", 0.75), ("count(test.loss[relu])", 4),
    ("std(test.loss[tanh])", 0), ("mean(test.accuracy[relu] - test.accuracy[tanh])", 0.085),
    ("mean(test.loss[relu] * 2)", 1.875), ("mean(2 / test.loss[relu])", 3.75),
    ("mean(best(test.accuracy[relu]))", 0.965), ("mean(at(test.accuracy[relu], 2))", 0.85),
    ("mean(epochs_to(test.accuracy[relu], 89 %))", 2.5), ("mean(epochs_to(test.loss[relu], 0.1))", 2.75),
    ("mean(weights.output.1.1[relu])", 0), ("mean(abs(weights.output.1.1[relu]))", 1.5),
  ])
  func numbers(text: String, expected: Double) throws {
    guard case .number(let value) = try evaluate(text).value else {
      Issue.record("no number")
      return
    }
    #expect((value - expected).magnitude < 1e-12)
  }

  @Test func samplesSeedBySeed() throws {
    guard case .sample(let sample) = try evaluate("test.accuracy[relu] - test.accuracy[sigmoid]").value else {
      Issue.record("no sample")
      return
    }
    #expect(sample.seeds == [0, 1, 2, 3])
    #expect(sample.values[1] == nil)
    #expect(sample.values[0] == 0.90 - 0.5)
    #expect(sample.missingCount == 1)
    #expect(sample.absence == .failed)
  }

  @Test(arguments: [
    ("1 < 2", true), ("2 <= 2 and 2 >= 2", true), ("1 == 2 or 1 != 2", true), ("not 1 > 2", true),
    ("1 == 1.05 within 0.1", true), ("1 == 1.2 within 10 %", false),
    ("mean(test.accuracy[relu]) > mean(test.accuracy[tanh])", true),
    ("all(test.accuracy[relu] > 0.9)", false), ("all(test.accuracy[relu] >= 0.9)", true),
    ("all(test.accuracy[relu] > test.accuracy[tanh])", true), ("all(0.8 <= test.accuracy[tanh])", true),
    ("all(test.accuracy[relu] > 0.8 and test.accuracy[tanh] < 0.9)", true),
    ("all(not test.accuracy[relu] > 0.95)", true), ("all(test.accuracy[relu] > 0.95 or 1 < 2)", true),
    ("all(test.accuracy[relu] == test.accuracy[tanh] within 0.11)", true),
    ("all(test.accuracy[relu] == test.accuracy[tanh] within 0.09)", false),
    // A failed seed cannot fulfil anything, nor its contrary.
    ("all(test.accuracy[sigmoid] > 0)", false), ("all(not test.accuracy[sigmoid] < 0)", false),
    ("mean(test.loss[sigmoid]) < 1", false), ("mean(test.loss[sigmoid]) != 1", false),
  ])
  func truths(text: String, expected: Bool) throws {
    #expect(try evaluate(text).value == .truth(expected))
  }

  @Test(arguments: [
    ("test.accuracy[relu]", 4, 0), ("test.accuracy[sigmoid]", 4, 1), ("mean(test.accuracy[sigmoid])", 4, 1),
    ("all(test.accuracy[sigmoid] > 0)", 4, 1), ("test.accuracy[relu] - test.accuracy[sigmoid]", 4, 1),
    ("mean(test.accuracy[relu]) - mean(test.loss[sigmoid])", 4, 4), ("count(test.accuracy[sigmoid])", 0, 0),
    ("1 + 1", 0, 0), ("mean(log(weights.output.1.1[relu]))", 4, 2),
  ])
  func missingSeeds(text: String, seeds: Int, missing: Int) throws {
    let evaluation = try evaluate(text)
    #expect(evaluation.seeds == seeds)
    #expect(evaluation.missingSeeds == missing)
  }

  @Test(arguments: [
    ("sqrt(weights.output.1.1[sigmoid])", Sample.Absence.undefined),
    ("1 / weights.output.1.1[tanh]", .undefined),
    ("exp(test.loss[relu] * 1000)", .undefined), ("epochs_to(test.loss[tanh], 0.1)", .notReached),
    ("epochs_to(test.accuracy[sigmoid], 0.9)", .failed), ("test.loss[sigmoid] / 2", .failed),
    ("log(test.accuracy[sigmoid] - 0.6)", .failed),
  ])
  func reasons(text: String, expected: Sample.Absence) throws {
    let evaluation = try evaluate(text)
    #expect(evaluation.missingSeeds > 0)
    #expect(evaluation.absence == expected)
  }

  @Test(arguments: ["1 / (2 - 2)", "log(0)", "sqrt(-1)", "exp(1000)", "exp(1000) - exp(1000)", "log(-1) + 1"])
  func numbersWithoutAValue(text: String) throws {
    guard case .number(let value) = try evaluate(text).value else {
      Issue.record("no number")
      return
    }
    #expect(value.isNaN)
  }

  @Test func valuesThatAreNotFiniteAreNone() {
    let sample = Sample(experiment: "x", seeds: [0, 1, 2], values: [.nan, .infinity, 1])
    #expect(sample.values == [nil, nil, 1])
    #expect(sample.present == [1])
  }

  @Test func sidesOfAClaim() throws {
    let parsed = try Expression(parsing: "test.accuracy[relu] > test.accuracy[tanh] + 5 %")
    let checked = try CheckedExpression(parsed, names: MadeUpResults.moons)
    #expect(checked.type == .verdict)
    guard case .comparison(.greater, let left, let right) = parsed.root.kind else {
      Issue.record("no comparison")
      return
    }
    #expect(try checked.evaluate(left, over: MadeUpResults.moons).seeds == 4)
    guard case .sample(let sample) = try checked.evaluate(right, over: MadeUpResults.moons).value else {
      Issue.record("no sample")
      return
    }
    #expect((sample.present[0] - 0.85).magnitude < 1e-12)
  }
}
