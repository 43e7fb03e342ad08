import Experiments
import Reports
import Testing

@Suite struct InlineResultTests {
  private func text(_ source: String, words: ResultWords = .english, over results: MadeUpResults = .moons)
    throws
    -> String
  {
    let inline = try InlineResult(parsing: source, experiments: results.experiments)
    let evaluation = try inline.checked(names: results).evaluate(over: results)
    return ResultPrinter(words: words).text(evaluation, format: inline.format)
  }

  // The half-width of [.90 .92 .91 .93] is 3.1824 × 0.012910 / 2 = 0.0205, of [.80 .82 .84 .86] 0.0411.
  @Test(arguments: [
    ("test.accuracy[relu]", "0.92 ± 0.02"), ("test.accuracy[tanh]", "0.83 ± 0.04"),
    ("test.accuracy[relu] | mean", "0.92"), ("test.accuracy[relu] | percent", "92 ± 2 %"),
    ("test.accuracy[relu] | .3f", "0.915 ± 0.021"), ("test.accuracy[relu] | .1f percent", "91.5 ± 2.1 %"),
    ("test.accuracy[relu] | percent | .1", "91.5 ± 2.1 %"), ("test.accuracy[relu]|range", "0.90 to 0.93"),
    ("test.accuracy[relu] | range percent", "90 to 93 %"), ("test.accuracy[relu] | interval", "0.89 to 0.94"),
    ("test.accuracy[relu] - test.accuracy[relu]", "0 ± 0"), ("test.loss[tanh]", "1 ± 0"),
    ("test.loss[tanh] / 3", "0.3333 ± 0"), ("test.accuracy[relu] * 1e-6", "(9.2 ± 0.2)e-7"),
    ("test.accuracy[relu] * 1e-6 | mean", "9.2e-7"), ("test.accuracy[relu] * 1000", "915 ± 21"),
    ("1 / 3", "0.3333"), ("2 * 6", "12"), ("1234567", "1235000"), ("1 / 3 | .2f", "0.33"),
    ("95 % | percent", "95 %"),
    ("1 / 3 | percent", "33.33 %"), ("1 / 3 | percent .0f", "33 %"), ("1 | percent", "100 %"),
    ("0 | percent", "0 %"),
    ("1 < 2", "true"), ("2 < 1", "false"), ("all(test.accuracy[relu] > 0.8)", "true"),
    ("mean(test.accuracy[relu])", "0.915"), ("sqrt(-1)", "undefined"),
  ])
  func printed(source: String, expected: String) throws {
    #expect(try text(source) == expected)
  }

  @Test(arguments: [
    ("test.accuracy[sigmoid]", "0.6 ± 0.2 (3 of 4 seeds)"), ("test.loss[sigmoid]", "failed (0 of 4 seeds)"),
    ("mean(test.accuracy[sigmoid])", "0.6 (3 of 4 seeds)"),
    ("mean(test.loss[sigmoid])", "failed (0 of 4 seeds)"),
    ("epochs_to(test.loss[tanh], 0.1)", "never (0 of 4 seeds)"),
    ("log(0 - test.loss[relu])", "undefined (0 of 4 seeds)"),
    ("all(test.accuracy[sigmoid] > 0)", "false (3 of 4 seeds)"), ("count(test.accuracy[sigmoid])", "3"),
    ("test.accuracy[sigmoid] | percent", "60 ± 25 % (3 of 4 seeds)"),
  ])
  func missingSeedsAreTold(source: String, expected: String) throws {
    #expect(try text(source) == expected)
  }

  @Test func oneSeedIsPrintedAlone() throws {
    var results = MadeUpResults.moons
    results.all[0].seeds = [3]
    results.all[0].last = ["test.accuracy": [[0.95333333], [1], [nil]]]
    #expect(try text("test.accuracy[relu]", over: results) == "0.9533")
    #expect(try text("test.accuracy[relu] | percent", over: results) == "95.33 %")
    #expect(try text("std(test.accuracy[relu])", over: results) == "undefined")
    results.all[0].absence = .notRun
    #expect(try text("test.accuracy[sigmoid]", over: results) == "not run (0 of 1 seeds)")
  }

  @Test func chineseWords() throws {
    #expect(try text("test.accuracy[sigmoid]", words: Words(.zh).results) == "0.6 ± 0.2（4 个种子中的 3 个）")
    #expect(try text("test.accuracy[relu] | range", words: Words(.zh).results) == "0.90 至 0.93")
  }

  @Test(arguments: [
    ("1 | prcent", "unknown form 'prcent'", 4..<10, "did you mean 'percent'?"),
    ("1 | 3d", "unknown form '3d'", 4..<6, "one of: percent, .3f, mean, range, interval"),
    ("1 | .f", "unknown form '.f'", 4..<6, "one of: percent, .3f, mean, range, interval"),
    ("1 |", "no form stands after '|'", 2..<3, "one of: percent, .3f, mean, range, interval"),
    ("1 | .99f", "at most 15 decimals, not 99", 4..<8, nil),
    ("1 | .2f .3f", "a second number of decimals, '.3f'", 8..<11, nil),
    ("test.loss[relu] | mean range", "a second form, 'range'", 23..<28, nil),
    ("1 | mean", "'mean' needs a sample, and this is a number", 4..<8, nil),
    ("1 < 2 | percent", "a truth value has no form", 8..<15, nil),
    ("(1 | percent", "'(' without its ')'", 0..<1, nil),
    (
      "test.loss[relu] < 1", "a comparison of samples is for claims", 0..<19,
      "in the text compare numbers, such as mean(…), or ask it of every seed: all(…)"
    ),
  ])
  func errors(source: String, message: String, range: Range<Int>, hint: String?) {
    do throws(ExpressionError) {
      _ = try InlineResult(parsing: source).checked(names: MadeUpResults.moons)
      Issue.record("'\(source)' was accepted")
    } catch {
      #expect(error.message == message)
      #expect(error.range == range)
      #expect(error.hints == (hint.map { [$0] } ?? []))
    }
  }
}
