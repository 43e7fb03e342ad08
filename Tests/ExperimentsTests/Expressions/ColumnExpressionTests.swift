import Experiments
import Testing

@Suite struct ColumnExpressionTests {
  private func values(_ text: String, variant: Int) throws -> [Double?] {
    try ColumnExpression(parsing: text, experiment: "moons", variant: variant, names: MadeUpResults.moons)
      .sample(over: MadeUpResults.moons).values
  }

  /// A metric without a selector is that of the row's variant; one with a selector stays what it names.
  @Test func metricsAreTheRows() throws {
    #expect(try values("best(test.accuracy)", variant: 0) == [0.95, 0.96, 0.97, 0.98])
    #expect(try values("best(test.accuracy)", variant: 1) == [0.9, 0.9, 0.9, 0.9])
    #expect(try values("test.loss - test.loss[tanh]", variant: 0) == [-0.75, -0.5, 0, 1])
    #expect(try values("epochs_to(test.accuracy, 0.75)", variant: 0) == [3, 2, 2, 2])
    #expect(try values("epochs_to(test.accuracy, 0.5)", variant: 2) == [nil, nil, nil, nil])
  }

  @Test func whatIsNoSampleIsRefused() {
    for (text, message) in [
      ("mean(test.accuracy)", "a cell shows a value for each seed, and this is a number"),
      ("test.accuracy > 0.5", "a cell shows a value for each seed, and this is a claim"),
      ("best(test.acuracy)", "unknown metric 'test.acuracy'"),
      ("at(test.accuracy, 99)", "epoch 99 lies beyond the last, 50"),
    ] {
      do throws(ExpressionError) {
        _ = try ColumnExpression(parsing: text, experiment: "moons", variant: 0, names: MadeUpResults.moons)
        Issue.record("\(text) was taken")
      } catch {
        #expect(error.message == message)
      }
    }
  }

  @Test func plainNamesAreNoExpressions() {
    #expect(!ColumnExpression.isExpression("test.accuracy"))
    #expect(!ColumnExpression.isExpression("weights.output.weight.1.2"))
    #expect(ColumnExpression.isExpression("best(test.accuracy)"))
    #expect(ColumnExpression.metric(of: "at(test.accuracy, 3)") == "test.accuracy")
    #expect(ColumnExpression.metric(of: "test.accuracy - train.accuracy") == nil)
    #expect(ColumnExpression.countsEpochs("epochs_to(test.accuracy, 0.9)"))
  }
}
