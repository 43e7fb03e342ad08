import Experiments
import Learning
import Plots
import Reports
import Testing

/// Tables on the vectors of known numbers.
@Suite struct ResultTableTests {
  // Accuracies of eight seeds with their statistics, checked with SciPy 1.17.1 and by enumerating all 256 sign flips.
  static let relu = [0.9655, 0.96825, 0.96175, 0.93075, 0.9645, 0.97075, 0.95725, 0.96475]
  static let tanh = [0.958, 0.97075, 0.9565, 0.91075, 0.94125, 0.9645, 0.901, 0.961]
  static let silu = [0.96875, 0.96875, 0.92575, 0.9515, 0.9655, 0.97175, 0.94975, 0.97125]
  static let sigmoid = [0.87275, 0.85975, 0.87, 0.85275, 0.864, 0.836, 0.871, 0.868]

  static func results(_ values: [(String, [Double?])], metric: String = "test.accuracy") -> ExperimentResults
  {
    let document = Fixture.document("```yaml {#x .experiment}\n```\n")
    let factor = Factor(
      path: "model.activation", levels: values.map { Factor.Level(label: $0.0, number: nil) })
    let variants = values.indices.map {
      Variant(number: $0, label: values[$0].0, levels: [$0], configuration: Fixture.configuration())
    }
    let seeds = Array(0..<values[0].1.count)
    let plan = Fixture.plan(document, id: "x", factors: [factor], variants: variants, seeds: seeds)
    let runs = values.map { _, values in
      values.map { value -> RunResult? in
        guard let value else { return RunResult(status: .diverged(epoch: 3, step: 66)) }
        return RunResult(status: .completed, curves: [(metric, Curve(epochs: [1], values: [value]))])
      }
    }
    return ExperimentResults(plan: plan, runs: runs)
  }

  @Test func comparesWithTheBaseline() throws {
    let results = Self.results([
      ("relu", Self.relu), ("silu", Self.silu), ("tanh", Self.tanh), ("sigmoid", Self.sigmoid),
    ])
    let table = ResultTable(results, metrics: ["test.accuracy"], alpha: 0.05)
    #expect(table.baseline == "relu")
    #expect(table.rows[0].isBaseline && table.rows[0].comparison == nil)
    let p = table.rows.dropFirst().compactMap { $0.comparison?.p }
    #expect(zip(p, [0.859375, 0.03125, 0.0234375]).allSatisfy { ($0 - $1).magnitude < 1e-12 })
    #expect(table.rows.dropFirst().map { $0.comparison?.verdict } == [.noDifference, .lower, .lower])
    let tanh = try #require(table.rows[2].comparison)
    #expect((tanh.paired.difference + 0.01496875).magnitude < 1e-9)
    #expect((tanh.paired.interval.low + 0.03125).magnitude < 1e-9)
    #expect(table.rows[0].cells[0].interval.map { ($0.mean - 0.9604375).magnitude < 1e-9 } == true)
    // relu and silu cannot be told apart, the other two can.
    #expect(table.rows.map(\.isBest) == [true, true, false, false])
  }

  /// Without a better side a row is merely higher.
  @Test func withoutADirectionHigherCounts() throws {
    let results = Self.results(
      [("small", [1, 2, 3, 4, 5, 6]), ("large", [2, 3, 4, 5, 6, 6])], metric: "gradients.hidden1.weight.norm")
    let table = ResultTable(results, metrics: ["gradients.hidden1.weight.norm"], alpha: 0.05)
    #expect(table.rows[1].comparison?.won == 5.5)
    let loss = ResultTable(
      Self.results([("small", [1, 2, 3, 4, 5, 6]), ("large", [2, 3, 4, 5, 6, 6])], metric: "test.loss"),
      metrics: ["test.loss"], alpha: 0.05)
    #expect(loss.rows[1].comparison?.won == 0.5)
  }

  /// Of a run that ended with an earlier epoch's weights, that epoch's value counts, in tables and in expressions.
  @Test func valuesAreOfTheWeightsThatWereKept() throws {
    let plain = Self.results([("relu", Self.relu), ("tanh", Self.tanh)])
    let runs = plain.runs.map { runs in
      runs.map { run -> RunResult? in
        guard var run else { return nil }
        run.append(0.1, to: "test.accuracy", epoch: 2)
        run.end = TrainingEnd(planned: 9, epochs: 2, kept: 1)
        return run
      }
    }
    let stopped = ExperimentResults(plan: plain.plan, runs: runs)
    let table = ResultTable(stopped, metrics: ["test.accuracy"], alpha: 0.05)
    let same = ResultTable(plain, metrics: ["test.accuracy"], alpha: 0.05)
    #expect(table.rows.map { $0.cells[0].interval } == same.rows.map { $0.cells[0].interval })
    #expect(stopped.lastValues(of: "test.accuracy", variant: 0) == Self.relu)
    #expect(
      Words(.en).ended(runs[0].compactMap { $0?.end }, of: 8)
        == "8 of 8 stopped early, after epoch 2; 8 of 8 ended with the weights of epoch 1")
  }

  @Test func lowerIsBetterForLosses() {
    let results = Self.results([("a", Self.relu), ("b", Self.sigmoid)], metric: "test.loss")
    let table = ResultTable(results, metrics: ["test.loss"], alpha: 0.05)
    #expect(table.rows.map(\.isBest) == [false, true])
    #expect(table.rows[1].comparison?.isImprovement == true)
    #expect(table.rows[1].comparison?.won == 8)
  }

  @Test func nobodyIsMarkedWhereNobodyDiffers() {
    let results = Self.results([("relu", Self.relu), ("silu", Self.silu)])
    let table = ResultTable(results, metrics: ["test.accuracy"], alpha: 0.05)
    #expect(!table.marksBest)
  }

  @Test func fewSeedsGiveNoVerdict() {
    let results = Self.results([
      ("relu", Array(Self.relu.prefix(5))), ("sigmoid", Array(Self.sigmoid.prefix(5))),
    ])
    let table = ResultTable(results, metrics: ["test.accuracy"], alpha: 0.05)
    #expect(table.isExploratory)
    #expect(table.rows[1].comparison?.verdict == .exploratory)
    #expect(table.rows[1].comparison?.p == nil)
    #expect(!table.marksBest)
  }

  @Test func failedSeedsAreCountedAndNotTested() {
    var failing: [Double?] = Self.sigmoid
    failing[2] = nil
    let results = Self.results([("relu", Self.relu), ("sigmoid", failing), ("tanh", Self.tanh)])
    let table = ResultTable(results, metrics: ["test.accuracy"], alpha: 0.05)
    #expect(table.rows[1].comparison?.verdict == .notTested)
    #expect(table.rows[1].comparison?.paired.count == 7)
    #expect(table.rows[1].cells[0].failures(Words(), runs: 8) == "1 of 8 diverged (epoch 3)")
    // The family still counts it.
    #expect(table.rows[2].comparison?.p == 0.03125)
  }

  @Test func allSeedsFailed() {
    let results = Self.results([("relu", Self.relu), ("x", [Double?](repeating: nil, count: 8))])
    let table = ResultTable(results, metrics: ["test.accuracy"], alpha: 0.05)
    #expect(table.rows[1].cells[0].interval == nil)
    #expect(TableText.absence(table.rows[1].cells[0], Words(), runs: 8) == "8 of 8 diverged (epoch 3)")
  }

  @Test func sortsByAMetricWithFailuresLast() {
    let results = Self.results([
      ("x", [Double?](repeating: nil, count: 8)), ("sigmoid", Self.sigmoid), ("relu", Self.relu),
    ])
    let down = ResultTable(results, metrics: ["test.accuracy"], sort: ("test.accuracy", true), alpha: 0.05)
    #expect(down.rows.map(\.label) == ["relu", "sigmoid", "x"])
    let up = ResultTable(results, metrics: ["test.accuracy"], sort: ("test.accuracy", false), alpha: 0.05)
    #expect(up.rows.map(\.label) == ["sigmoid", "relu", "x"])
  }

  @Test(arguments: [
    ("-0.5 to +0.2", "\u{2212}0.5 to +0.2"), ("e-5", "e-5"), ("a-1", "a-1"), ("x -1", "x \u{2212}1"),
    ("-", "-"),
    ("1e-7 ± 2e-8", "1e-7 ± 2e-8"),
  ])
  func minusSigns(_ text: String, _ expected: String) {
    #expect(ValueText.typographic(text) == expected)
  }

  @Test func jsonReadsBack() {
    let value = JSONValue.object([
      ("a\"\\\n", .array([.integer(1), .double(.nan), .double(0.1), .boolean(true)])), ("b", .object([])),
      ("c", .array([.object([("d", .string("\u{2028}"))])])),
    ])
    #expect(JSONValue(parsing: value.text)?.text == value.text)
    #expect(JSONValue(parsing: "{\"a\":") == nil)
    #expect(JSONValue(parsing: "[1,]") == nil)
    #expect(JSONValue(parsing: "") == nil)
  }

  @Test func listsOfNumbersAreWrittenAsOthers() {
    let (wholes, numbers) = ([0, 10, -3, 123_456], [0.1, 20, .nan, 1e-7, -1e300, .infinity])
    #expect(JSONValue.integers(wholes).text == JSONValue.array(wholes.map { .integer($0) }).text)
    #expect(JSONValue.doubles(numbers).text == "[0.1, 20, null, 1e-7, -1e300, null]\n")
    #expect(JSONValue.array([.doubles([]), .integers([1])]).text == "[\n  [],\n  [1]\n]\n")
  }

  @Test func base64() {
    #expect(
      ["", "f", "fo", "foo", "foob"].map { Base64.text(Array($0.utf8)) } == [
        "", "Zg==", "Zm8=", "Zm9v", "Zm9vYg==",
      ])
  }
}
