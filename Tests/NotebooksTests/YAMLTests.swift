import Diagnostics
import Testing

@testable import Notebooks

@Suite struct YAMLTests {
  @Test(arguments: [
    ("1e-3", "number 0.001"), ("1e3", "number 1000.0"), (".5", "number 0.5"), ("-.5", "number -0.5"),
    ("1.", "number 1.0"), ("+1", "integer 1"), ("-3", "integer -3"), ("0777", "integer 777"),
    ("0x1F", "integer 31"),
    ("-.inf", "number -inf"), (".Inf", "number inf"), (".nan", "number nan"), ("1E+2", "number 100.0"),
    ("99999999999999999999", "number 1e+20"),
    ("true", "boolean true"), ("False", "boolean false"), ("null", "null"), ("~", "null"),
    ("no", "string no"), ("yes", "string yes"), ("on", "string on"), ("off", "string off"), ("y", "string y"),
    ("1:30", "string 1:30"), ("0o17", "string 0o17"), ("2024-01-31", "string 2024-01-31"),
    ("1_000", "string 1_000"), ("1e", "string 1e"), (".", "string ."), ("+", "string +"), ("-", "string -"),
    ("0x", "string 0x"), ("0x-1", "string 0x-1"), ("inf", "string inf"), ("tRUE", "string tRUE"),
    ("１", "string １"),
  ])
  func readsPlainScalars(text: String, expected: String) {
    let found: String =
      switch YAMLScalar.value(ofPlain: text) {
      case .null: "null"
      case .boolean(let value): "boolean \(value)"
      case .integer(let value): "integer \(value)"
      case .number(let value): "number \(value)"
      case .string(let value): "string \(value)"
      default: "a collection"
      }
    #expect(found == expected)
  }

  @Test func keepsScalarsAsWritten() throws {
    let root = try #require(Parsed(block("a: 1e-3\nb: '5'\nc: \"x\\ty\"\nd: 1.50\ne:\nf: [1e-3, 0.10]")).root)
    #expect(root["a"]?.value.text == "1e-3")
    #expect(root["a"]?.value.number == 0.001)
    #expect(root["b"]?.value.string == "5")
    #expect(root["c"]?.value.string == "x\ty")
    #expect(root["d"]?.value.text == "1.50")
    #expect(root["e"]?.value.isNull == true)
    #expect(root["f"]?.value.text == "[1e-3, 0.10]")
  }

  @Test func locatesEverything() throws {
    let parsed = Parsed(
      block(
        """
        größe: 'sü''ß'   # 🎉 comment
        数据: {名: "a\\"b", x: [1, "]", 🎉🇩🇪e]}
        list:
          - é1
          - &anchor {k: v}
        other: !!str 12
        lines: a b
          c d
        folded: >
          one
          two
        last: x
        """))
    #expect(parsed.messages == [])
    let root = try #require(parsed.root)
    func written(_ node: YAMLNode?) -> String { node.map { parsed.text($0.range) } ?? "none" }
    for entry in root.mapping ?? [] { #expect(parsed.text(entry.keyRange) == entry.key) }
    #expect(written(root["größe"]?.value) == "'sü''ß'")
    let data = try #require(root["数据"]?.value)
    #expect(written(data) == #"{名: "a\"b", x: [1, "]", 🎉🇩🇪e]}"#)
    #expect(written(data["名"]?.value) == #""a\"b""#)
    #expect(written(data["x"]?.value) == #"[1, "]", 🎉🇩🇪e]"#)
    #expect(written(data["x"]?.value.sequence?.last) == "🎉🇩🇪e")
    #expect(written(root["list"]?.value.sequence?.first) == "é1")
    #expect(written(root["list"]?.value.sequence?.last) == "{k: v}")
    #expect(root["other"]?.value.string == "12")
    #expect(written(root["other"]?.value) == "12")
    let lines = try #require(root["lines"]?.value)
    #expect(lines.string == "a b c d")
    #expect(lines.range.start == SourceLocation(line: 8, column: 8))
    #expect(lines.range.end == SourceLocation(line: 9, column: 6))
    #expect(parsed.text(lines.range(ofCharacters: 4..<7)) == "c d")
    #expect(root["folded"]?.value.string == "one two\n")
    #expect(root["folded"]?.value.range.end == SourceLocation(line: 12, column: 6))
    #expect(written(root["last"]?.value) == "x")
    #expect(parsed.text(root["größe"]!.value.range(ofCharacters: 2..<3)) == "''")
    #expect(parsed.text(root["größe"]!.value.range(ofCharacters: 3..<4)) == "ß")
  }

  @Test func tellsOfAllKeysGivenTwice() {
    let parsed = Parsed(block("lr: 1\nx: {ä: 1, b: 2, 'ä': 3}\n\"lr\": 2\nlr: 3\ny: 0\ny: 0"))
    #expect(
      parsed.messages == [
        "3:17: key 'ä' stands twice | it stands first in line 3",
        "4:1: key 'lr' stands twice | it stands first in line 2",
        "5:1: key 'lr' stands twice | it stands first in line 2",
        "7:1: key 'y' stands twice | it stands first in line 6",
      ])
  }

  @Test(arguments: [
    (
      "a: b: c",
      "2:5: unexpected ':' | put a text that holds ': ' in quotes, or check the indentation of this line"
    ),
    ("a: 1\nlr:0.1\nb: 2", "3:3: a space is missing after this colon | write 'key: value'"),
    ("lr:0.1\nb: 2", "2:3: a space is missing after this colon | write 'key: value'"),
    ("a: {name:adam}", "2:5: 'name:adam' has no value | a space is missing after the colon: 'name: adam'"),
    ("a:\n\tb: 1", "3:1: a tab cannot indent YAML | use spaces"),
    ("a: @x", "2:4: a value cannot begin with '@' | put the value in quotes"),
    ("a: `x`", "2:4: a value cannot begin with '`' | put the value in quotes"),
    ("a: \"x", "2:4: this quote is never closed"),
    ("a: *x", "2:4: unknown alias '*x' | put a text that begins with '*' in quotes"),
    ("a: *", "2:4: a value cannot begin with '*' or '&' | put it in quotes"),
    ("a: \"\\q\"", "2:5: unknown escape '\\q' | in single quotes a backslash is a backslash"),
    ("a: 1\n---\nb: 2", "3:1: only one YAML document can stand here"),
    ("a: - b", "2:4: a list's '-' cannot stand here | begin the list on a line of its own"),
    ("a: !foo b", "2:4: unknown tag '!foo' | values need no tags here"),
    ("a: !!int b", "2:4: 'b' is not what its tag '!!int' says"),
    ("a: !!set {b}", "2:4: unknown tag '!!set' | values need no tags here"),
    ("? [a]\n: 1", "2:3: a key must be a word, not a list or mapping"),
    ("'': 1", "2:1: a key is missing here"),
    (
      "a: 1\n b: 2",
      "3:3: unexpected ':' | put a text that holds ': ' in quotes, or check the indentation of this line"
    ),
    ("a: 'x\u{1}'", "2:6: the character U+0001 is not allowed in YAML"),
    ("a:\n  b: 1\n c: 2", "4:2: expected a key here | check the indentation of this line"),
  ])
  func explainsErrors(yaml: String, message: String) {
    #expect(Parsed(block(yaml)).messages == [message])
  }

  @Test func explainsUnclosedCollections() {
    #expect(
      Parsed(block("ö: 1\na: [1, 2\nb: 3")).messages.first?.hasPrefix(
        "3:4: this list is not closed, or a comma is missing in it") == true)
    #expect(
      Parsed(block("a: {b: 1, c: 2\nd: 3")).messages.first?.hasPrefix(
        "2:4: this mapping is not closed, or a comma is missing in it") == true)
  }

  @Test func resolvesAliases() throws {
    let root = try #require(Parsed(block("a: &x {k: [1, 2]}\nb: *x\nc: [*x, *x]")).root)
    #expect(root["b"]?.value.flowText == "{k: [1, 2]}")
    #expect(root["c"]?.value.sequence?.count == 2)
  }

  @Test func refusesAliasBombs() {
    var bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    for level in 1...9 {
      let alias = "*a\(level - 1)"
      bomb += "a\(level): &a\(level) [" + Array(repeating: alias, count: 10).joined(separator: ", ") + "]\n"
    }
    #expect(
      Parsed(block(bomb)).messages.first?.contains("too many values") == true)
    // The same in a key, which the library would compare by all it holds.
    #expect(
      Parsed(block(bomb + "*a9 : 1\n*a9 : 2")).messages.first?.contains("a key must be a plain word") == true)
    #expect(
      Parsed(block(bomb + "? *a9\n: 1")).messages.first?.contains("a key must be a plain word") == true)
    #expect(
      Parsed(block(bomb + "? [*a9]\n: 1")).messages.first?.contains("a key must be a plain word") == true)
    #expect(
      Parsed(block(bomb + "[*a9] : 1")).messages.first?.contains("a key must be a plain word") == true)
  }

  @Test(arguments: ["[", "{a: ", "- ", "? "])
  func survivesDeepNesting(opening: String) {
    let parsed = Parsed(block("a:\n  " + String(repeating: opening, count: 5000)))
    #expect(parsed.diagnostics.contains { $0.severity == .error })
  }

  @Test func limitsDepth() {
    let deep = String(repeating: "[", count: 150) + String(repeating: "]", count: 150)
    #expect(Parsed(block("a: " + deep)).messages.first?.contains("nested too deeply") == true)
  }

  @Test(arguments: [
    "relu", "1e-3", "[1, 2]", "{a: 1, b: [x, y]}", "'no comment'", "\"5\"", "'true'", "\"\"", "'a: b'",
    "'#x'", "'a #b'",
    "'- x'", "'[x'", "\"tab\\t\\\"\"", "x y", "null", "~", "-.inf", "'~'", "0777", "'0777'", "'a:'", "' x '",
    "a:b", "'---'",
    "\"\\u0085\\u2028\"", "'=x'", "'*'", "a'b",
  ])
  func writesFlowTextThatReadsBackTheSame(text: String) throws {
    let first = try #require(Parsed(block("a: \(text)")).root?["a"]?.value)
    let written = first.flowText
    let second = try #require(Parsed(block("a: [\(written)]")).root?["a"]?.value.sequence?.first)
    #expect(second.flowText == written)
    #expect(second.typeName == first.typeName)
    #expect(second.scalarText == first.scalarText)
  }
}
