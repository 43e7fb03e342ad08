import Experiments
import Testing

@Suite struct CheckedExpressionTests {
  private func type(_ text: String, over results: MadeUpResults = .moons) throws -> ExpressionType {
    try CheckedExpression(Expression(parsing: text, experiments: results.experiments), names: results).type
  }

  @Test(arguments: [
    ("1 + 2", ExpressionType.number), ("mean(test.loss[relu])", .number), ("1 < 2", .truth),
    ("test.loss[relu]", .sample(experiment: "moons")), ("test.loss[relu] * 2", .sample(experiment: "moons")),
    ("log(test.loss[relu])", .sample(experiment: "moons")),
    ("best(test.loss[relu])", .sample(experiment: "moons")),
    ("test.loss[relu] < 1", .verdict), ("test.loss[relu] == test.loss[tanh] within 0.1", .verdict),
    ("1 < 2 and test.loss[relu] < 1", .verdict), ("not test.loss[relu] < 1", .verdict),
    ("all(test.loss[relu] < 1)", .truth), ("all(test.loss[relu] < 1 and 1 < 2)", .truth),
    ("all(test.loss[relu] < 1) and 1 < 2", .truth), ("max(test.loss[relu]) == 2 within 0.1", .truth),
  ])
  func types(text: String, expected: ExpressionType) throws {
    #expect(try type(text) == expected)
  }

  @Test func metricsInTheirOrder() throws {
    let parsed = try Expression(parsing: "moons.test.loss[tanh] / test.accuracy[model.activation=relu]")
    let checked = try CheckedExpression(parsed, names: MadeUpResults.moons)
    #expect(checked.metrics.map(\.metric) == ["test.loss", "test.accuracy"])
    #expect(checked.metrics.map(\.variant) == [1, 0])
    #expect(checked.metrics.map(\.range.lowerBound) == [0, 24])
    #expect(checked.type(of: parsed.root.children[0]) == .sample(experiment: "moons"))
  }

  struct Bad: Sendable, CustomTestStringConvertible {
    var text: String
    var message: String
    var range: Range<Int>
    var hint: String?

    init(_ text: String, _ message: String, _ range: Range<Int>, _ hint: String? = nil) {
      self.text = text
      self.message = message
      self.range = range
      self.hint = hint
    }

    var testDescription: String { text }
  }

  @Test(arguments: [
    Bad("1 + test.acuracy[relu]", "unknown metric 'test.acuracy'", 4..<16, "did you mean 'test.accuracy'?"),
    Bad("accuracy[relu]", "unknown metric 'accuracy'", 0..<8, "did you mean 'test.accuracy'?"),
    Bad(
      "speed[relu]", "unknown metric 'speed'", 0..<5, "one of: test.accuracy, test.loss, weights.output.1.1"),
    Bad("moons.test.los[relu]", "unknown metric 'test.los'", 6..<14, "did you mean 'test.loss'?"),
    Bad("mons.test.loss[relu]", "unknown experiment 'mons'", 0..<4, "did you mean 'moons'?"),
    Bad("moons", "'moons' is an experiment; a metric must follow", 0..<5, "as in moons.test.accuracy"),
    Bad("test.loss[rellu]", "unknown variant 'rellu'", 9..<16, "did you mean 'relu'?"),
    Bad("test.loss[gelu, x]", "unknown variant 'gelu, x'", 9..<18, "one of: relu, tanh, sigmoid"),
    Bad(
      "test.loss", "'test.loss' needs a variant, since 'moons' has 3", 0..<9,
      "write test.loss[relu]; the variants are relu, tanh, sigmoid"),
    Bad(
      "test.loss[activation=relu]", "unknown factor 'activation'", 10..<20, "did you mean 'model.activation'?"
    ),
    Bad(
      "test.loss[model.activation=tan]", "unknown level 'tan' of 'model.activation'", 27..<30,
      "did you mean 'tanh'?"),
    Bad("mean(3)", "mean takes a sample, and this is a number", 5..<6),
    Bad("mean(test.loss[relu] < 1)", "mean takes numbers, and this is a claim", 5..<24),
    Bad("1 + (2 < 3)", "'+' takes numbers, and this is true or false", 4..<11),
    Bad("-(2 < 3)", "'-' takes numbers, and this is true or false", 1..<8),
    Bad("not 3", "'not' takes conditions, and this is a number", 4..<5),
    Bad("1 < 2 and 3", "'and' takes conditions, and this is a number", 10..<11),
    Bad(
      "test.loss[relu] or 1 < 2",
      "'or' takes conditions, and this is a sample (one number per seed)", 0..<15),
    Bad("(1 < 2) == (2 < 3)", "'==' takes numbers, and this is true or false", 0..<7),
    Bad("1 / 0", "division by zero", 4..<5),
    Bad("1 == 2 within test.loss[relu]", "a margin is a number, not a sample", 14..<29),
    Bad("1 == 2 within -1", "a margin is not negative", 14..<16),
    Bad("best(1)", "best takes a metric", 5..<6, "best(metric)"),
    Bad("at(test.loss[relu], 2.5)", "an epoch is a whole number", 20..<23),
    Bad("at(test.loss[relu], 51)", "epoch 51 lies beyond the last, 50", 20..<23 - 1),
    Bad("epochs_to(test.loss[relu], test.loss[relu])", "a threshold is a number, not a sample", 27..<42),
    Bad("all(1 < 2)", "all asks something of every seed, and this holds no sample", 4..<9),
    Bad("all(test.loss[relu])", "all takes conditions, and this is a sample (one number per seed)", 4..<19),
  ])
  func errors(bad: Bad) throws {
    let error = try #require(errorOf(bad.text))
    #expect(error.message == bad.message)
    #expect(error.range == bad.range)
    #expect(error.hints == (bad.hint.map { [$0] } ?? []))
  }

  @Test(arguments: [
    Bad(
      "test.accuracy[relu]", "'test.accuracy' needs its experiment, since the file has several", 0..<13,
      "write moons.test.accuracy; the experiments are moons, two-rings"),
    Bad(
      "two-rings.test.loss[x]", "unknown metric 'test.loss' of experiment 'two-rings'", 10..<19,
      "one of: test.accuracy"),
    Bad(
      "two-rings.test.accuracy[mse]", "'mse' fits 2 variants", 23..<28, "one of: '0.01, mse', '0.1, mse'"),
    Bad(
      "two-rings.test.accuracy[loss=mse]", "'loss=mse' fits 2 variants", 23..<33,
      "name one in full: [optimizer.learning_rate=0.01, loss=mse]"),
    Bad(
      "two-rings.test.accuracy[optimizer.learning_rate=0.01, loss=mae]",
      "no variant has optimizer.learning_rate=0.01 and loss=mae", 23..<63),
    Bad(
      "moons.test.accuracy[relu] - two-rings.test.accuracy[mae]",
      "samples of 'moons' and 'two-rings' are not paired by seed", 0..<56,
      "compare numbers over the seeds, such as mean(…)"),
    Bad("mons.test.accuracy[relu]", "unknown experiment 'mons'", 0..<4, "did you mean 'moons'?"),
    Bad("circles.test.accuracy[x]", "unknown experiment 'circles'", 0..<7, "one of: moons, two-rings"),
  ])
  func errorsAmongSeveralExperiments(bad: Bad) throws {
    let error = try #require(errorOf(bad.text, over: .two))
    #expect(error.message == bad.message)
    #expect(error.range == bad.range)
    #expect(error.hints == (bad.hint.map { [$0] } ?? []))
  }

  @Test func noExperimentAtAll() throws {
    let error = try #require(errorOf("test.loss", over: MadeUpResults(all: [])))
    #expect(error.message == "'test.loss' needs an experiment, and the file has none")
  }

  @Test(arguments: [
    ("two-rings.test.accuracy[0.01, mse]", 0), ("two-rings.test.accuracy[mse, 0.01]", 0),
    ("two-rings.test.accuracy[0.01]", 0), ("two-rings.test.accuracy[mae]", 2),
    ("two-rings.test.accuracy[optimizer.learning_rate=1e-2]", 0),
    ("two-rings.test.accuracy[loss=mse, optimizer.learning_rate=0.10]", 1),
    ("two-rings.test.accuracy[\"0.1,mae\"]", 2),
  ])
  func waysToNameAVariant(text: String, variant: Int) throws {
    let results = MadeUpResults.two
    let parsed = try Expression(parsing: text, experiments: results.experiments)
    #expect(try CheckedExpression(parsed, names: results).metrics[0].variant == variant)
  }

  @Test func givenExperimentIsTheDefault() throws {
    let evaluation = try evaluate("mean(test.accuracy[mae])", over: .two, experiment: "two-rings")
    #expect(evaluation.value == .number(0.55))
  }

  @Test func labelsThatLookLikeLevels() throws {
    var results = MadeUpResults.moons
    results.all[0].variants = ["lr=0.1", "a, b", "x"].map { VariantName(label: $0) }
    for (selector, variant) in [("lr=0.1", 0), ("a, b", 1), ("\"a, b\"", 1), ("x", 2)] {
      let parsed = try Expression(parsing: "test.loss[\(selector)]")
      #expect(try CheckedExpression(parsed, names: results).metrics[0].variant == variant)
    }
  }

  @Test func labelsThatAreTaken() throws {
    var results = MadeUpResults.two
    results.all[1].variants[2] = VariantName(
      label: "0.1, mse", levels: [.init("optimizer.learning_rate", "0.1"), .init("loss", "mae")])
    let error = try #require(errorOf("two-rings.test.accuracy[0.1, mse]", over: results))
    #expect(error.message == "2 variants are called '0.1, mse'")
    #expect(error.hints == ["name it by its factors: optimizer.learning_rate=0.1, loss=mse"])
  }
}
