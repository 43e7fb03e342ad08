import Diagnostics
import Experiments
import Testing

@Suite struct ExpressionParserTests {
  @Test(arguments: [
    ("1 + 2 * 3", "(1.0 + (2.0 * 3.0))"),
    ("1 - 2 - 3", "((1.0 - 2.0) - 3.0)"),
    ("8 / 4 / 2", "((8.0 / 4.0) / 2.0)"),
    ("(1 + 2) * 3", "((1.0 + 2.0) * 3.0)"),
    ("-2 * 3", "((-2.0) * 3.0)"),
    ("2 * -3", "(2.0 * (-3.0))"),
    ("- - 2", "(-(-2.0))"),
    ("+2 - +3", "(2.0 - 3.0)"),
    ("a.b-c.d", "(a.b - c.d)"),
    ("1 + 2 < 3 * 4", "((1.0 + 2.0) < (3.0 * 4.0))"),
    ("a.b < 1 and b.c > 2 or c.d == 3", "(((a.b < 1.0) and (b.c > 2.0)) or (c.d == 3.0))"),
    ("1 < 2 or 2 < 3 and 3 < 4", "((1.0 < 2.0) or ((2.0 < 3.0) and (3.0 < 4.0)))"),
    ("not a.b < 1 and 2 < 3", "((not (a.b < 1.0)) and (2.0 < 3.0))"),
    ("not not 1 < 2", "(not (not (1.0 < 2.0)))"),
    ("1 < 2 and not 2 < 3", "((1.0 < 2.0) and (not (2.0 < 3.0)))"),
    ("(1 < 2) == 3", "((1.0 < 2.0) == 3.0)"),
    ("a.b == c.d within 1 % + 2 and 1 < 2", "((a.b == c.d within (0.01 + 2.0)) and (1.0 < 2.0))"),
    ("mean(a.b[x]) - at(c.d, 3) / 2", "(mean(a.b) - (at(c.d, 3.0) / 2.0))"),
    ("1 ≤ 2", "(1.0 <= 2.0)"), ("1 ≥ 2", "(1.0 >= 2.0)"), ("1 ≠ 2", "(1.0 != 2.0)"), ("1 − 2", "(1.0 - 2.0)"),
    ("2×3÷4", "((2.0 * 3.0) / 4.0)"),
    ("weights.output.1.1 * 2", "(weights.output.1.1 * 2.0)"),
  ])
  func precedence(text: String, expected: String) throws {
    #expect(grouped(try Expression(parsing: text).root) == expected)
  }

  @Test(arguments: [
    ("12", 12), ("0.5", 0.5), (".5", 0.5), ("5.", 5), ("1e-3", 1e-3), ("1E+2", 100), ("95 %", 0.95),
    ("95%", 0.95),
    ("99.9 %", 0.999), ("0.1 %", 0.001), ("2e1 %", 0.2), ("12.5e-1 %", 0.0125), ("1e-9999999999999", 0),
  ])
  func numbers(text: String, expected: Double) throws {
    #expect(try Expression(parsing: text).root.kind == .number(expected))
  }

  @Test func metricsAndSelectors() throws {
    let root = try Expression(parsing: " moons.test.accuracy[ relu ] ").root
    guard case .metric(let reference) = root.kind else {
      Issue.record("no metric")
      return
    }
    #expect(reference.name == "moons.test.accuracy")
    #expect(reference.nameRange == 1..<20)
    #expect(reference.range == 1..<28)
    #expect(reference.selector?.kind == .label("relu"))
    #expect(reference.selector?.range == 20..<28)
  }

  @Test(arguments: [
    ("[relu]", "relu"), ("[two words]", "two words"), ("[a-b_c.d 2]", "a-b_c.d 2"), ("[\"a, b\"]", "a, b"),
    ("['a = b']", "a = b"), ("[relu, mse]", "relu, mse"), ("[[32, 32]]", "[32, 32]"), ("[Adam's]", "Adam's"),
    ("[学习率 高]", "学习率 高"), ("[\"say \\]\"]", "say \\]"), ("[0.01]", "0.01"), ("[a | b]", "a | b"),
  ])
  func labels(selector: String, label: String) throws {
    guard case .metric(let reference) = try Expression(parsing: "m.x" + selector).root.kind else {
      Issue.record("no metric")
      return
    }
    #expect(reference.selector?.kind == .label(label))
  }

  @Test func levels() throws {
    let text = "m.x[model.activation=relu, model.hidden = [32, 32], name=\"a, b\"]"
    guard case .metric(let reference) = try Expression(parsing: text).root.kind,
      case .levels(let levels) = reference.selector?.kind
    else {
      Issue.record("no levels")
      return
    }
    #expect(levels.map(\.factor) == ["model.activation", "model.hidden", "name"])
    #expect(levels.map(\.value) == ["relu", "[32, 32]", "a, b"])
    #expect(levels[0].factorRange == 4..<20)
    #expect(levels[1].valueRange == 42..<50)
  }

  @Test func hyphensOfKnownExperimentsAreNotMinus() throws {
    let text = "two-rings.test.loss - two-rings.test.loss"
    let known = try Expression(parsing: text, experiments: ["two", "two-rings"])
    #expect(grouped(known.root) == "(two-rings.test.loss - two-rings.test.loss)")
    #expect(grouped(try Expression(parsing: "two-rings.test.loss").root) == "(two - rings.test.loss)")
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
    Bad("", "something is missing at the end", 0..<0),
    Bad("1 +", "something is missing at the end", 3..<3),
    Bad("1 2", "unexpected number", 2..<3),
    Bad("a.b c.d", "unexpected 'c.d'", 4..<7),
    Bad("(1 + 2", "'(' without its ')'", 0..<1),
    Bad("1 + 2)", "unexpected ')'", 5..<6),
    Bad("mean(a.b", "'(' without its ')'", 4..<5),
    Bad("* 2", "unexpected '*'", 0..<1),
    Bad("1 = 2", "unexpected '='", 2..<3, "did you mean '=='?"),
    Bad("1 < 2 && 2 < 3", "unexpected '&&'", 6..<8, "did you mean 'and'?"),
    Bad("1 < 2 || 2 < 3", "unexpected '||'", 6..<8, "did you mean 'or'?"),
    Bad("!(1 < 2)", "unexpected '!'", 0..<1, "did you mean 'not'?"),
    Bad("2 ** 3", "unexpected '**'", 2..<4, "there is no power; x * x squares x"),
    Bad("a.b @ 2", "unexpected '@'", 4..<5),
    Bad("2 % 3", "unexpected number", 4..<5),
    Bad("95 % %", "unexpected '%'", 5..<6, "a percentage is a number and '%': 95 %"),
    Bad("a.b %", "unexpected '%'", 4..<5, "a percentage is a number and '%': 95 %"),
    Bad("1.2.3", "'1.2.3' is not a number", 0..<5),
    Bad("2x", "'2x' is not a number", 0..<2),
    Bad("1e999", "'1e999' is too large a number", 0..<5),
    Bad("a.b[relu", "'[' without its ']'", 3..<4),
    Bad("a.b[]", "empty brackets: they name a variant, as in [relu]", 3..<5),
    Bad("[relu]", "brackets without a metric before them", 0..<6),
    Bad("mean(a.b)[relu]", "brackets without a metric before them", 9..<15),
    Bad(
      "a.b[x=1, tanh]", "'tanh' names no factor", 9..<13,
      "levels are written as in [model.activation=relu, loss=mse]"),
    Bad(
      "a.b[x=]", "'=' needs a factor before it and a level after it", 5..<6,
      "levels are written as in [model.activation=relu, loss=mse]"),
    Bad("meen(a.b)", "unknown function 'meen'", 0..<4, "did you mean 'mean'?"),
    Bad("mean()", "mean takes one argument, not 0", 0..<6, "mean(sample)"),
    Bad("at(a.b)", "at takes two arguments, not 1", 0..<7, "at(metric, epoch)"),
    Bad("1 < 2 < 3", "comparisons do not chain", 6..<7, "join two with 'and': a < b and b < c"),
    Bad("1 < 2 within 3", "'within' goes with '==', not '<'", 6..<12),
    Bad("1 + not 2 < 3", "'not' needs parentheses here", 4..<7, "write (not …)"),
    Bad(
      "a.b | percent", "unexpected '|'", 4..<5, "a form such as '| percent' stands in inline results only"),
  ])
  func errors(bad: Bad) {
    do {
      _ = try Expression(parsing: bad.text)
      Issue.record("'\(bad.text)' was parsed")
    } catch {
      #expect(error.message == bad.message)
      #expect(error.range == bad.range)
      #expect(error.hints == (bad.hint.map { [$0] } ?? []))
    }
  }

  @Test func deepNestingIsAnErrorAndNoCrash() {
    for text in [
      String(repeating: "(", count: 5000) + "1" + String(repeating: ")", count: 5000 - 1),
      String(repeating: "-", count: 9000) + "1", String(repeating: "not ", count: 2000) + "1 < 2",
      String(repeating: "abs(", count: 2000), "1" + String(repeating: " + 1", count: 2000),
    ] {
      do {
        _ = try Expression(parsing: text)
        Issue.record("was parsed")
      } catch {
        #expect(error.message == "the expression is too deep; at most 200 levels are allowed")
      }
    }
  }

  @Test func reasonableLengthsAreFine() throws {
    _ = try Expression(parsing: "1" + String(repeating: " + 1", count: 190))
    _ = try Expression(
      parsing: String(repeating: "(", count: 150) + "1" + String(repeating: ")", count: 150))
    do {
      _ = try Expression(parsing: String(repeating: " ", count: 10_001))
      Issue.record("was parsed")
    } catch {
      #expect(error.message == "an expression of 10001 characters; at most 10000 are allowed")
    }
  }

  @Test func placesInTheFile() {
    do {
      _ = try Expression(parsing: "1 + é.b é")
      Issue.record("was parsed")
    } catch {
      let diagnostic = error.diagnostic(expressionAt: SourceLocation(line: 14, column: 7), file: "x.md")
      #expect(diagnostic.range == SourceRange(line: 14, column: 15, length: 1))
      #expect(diagnostic.message == "unexpected 'é'")
      #expect(diagnostic.file == "x.md")
    }
  }

  /// No text, however garbled, does anything but parse or throw with a place inside of it.
  @Test func garbledTextNeverTraps() {
    let pieces = [
      "(", ")", "[", "]", "\"", "'", "mean", "at", "and", "not", "within", "==", "<", "=", "%", "|", ",", "1",
      ".5",
      "e", "a.b", ".", "-", "*", " ", "{", "é", "\n", "1e", "{x=",
    ]
    var state: UInt64 = 1
    for _ in 0..<20_000 {
      var text = ""
      for _ in 0..<(Int(state >> 60) + 1) {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        text += pieces[Int((state >> 33) % UInt64(pieces.count))]
      }
      do {
        let inline = try InlineResult(parsing: text, experiments: ["a"])
        #expect(inline.expression.root.range.upperBound <= text.count)
      } catch {
        #expect(error.range.lowerBound >= 0 && error.range.upperBound <= text.count, "\(text): \(error)")
      }
    }
  }
}
