import Diagnostics
import Testing

@testable import Notebooks

private func matter(_ yaml: String, _ overrides: [(name: String, value: String)] = []) -> Parsed {
  Parsed("---\n\(yaml)\n---\n", overrides: overrides)
}

@Suite struct FrontMatterTests {
  @Test func readsAllKeys() {
    let parsed = matter(
      """
      title: A title
      description: |
        Two
        lines
      authors: [Ada, {x: 1}]
      tags: one
      date: 2024-01-31
      lang: zh
      seeds: [3, 1, 4]
      alpha: 0.01
      x-mine: {a: [1]}
      """)
    #expect(parsed.messages == ["6:16: authors must hold texts, not a mapping"])
    let found = parsed.document.metadata
    #expect(found.title == "A title")
    #expect(found.description == "Two\nlines\n")
    #expect(found.authors == ["Ada"])
    #expect(found.tags == ["one"])
    #expect(found.date == "2024-01-31")
    #expect(found.language == .zh)
    #expect(found.seeds == [3, 1, 4])
    #expect(found.alpha == 0.01)
  }

  @Test(arguments: [
    ("titel: x", "2:1: unknown key 'titel' in the front matter | did you mean 'title'?"),
    ("lang: de", "2:7: unknown language 'de' | one of: en, zh"),
    ("seeds: 0", "2:8: the count of seeds must be from 1 to 10000, not 0"),
    ("seeds: []", "2:8: a list of seeds holds from 1 to 10000 of them"),
    ("seeds: [1, ä, 1, -2]", "2:12: a seed must be an integer from 0, not 'ä'"),
    (
      "seeds: many",
      "2:8: seeds must be a count or a list of integers, not a string | seeds: 8 means the seeds 0 to 7"
    ),
    (
      "seeds: 2.5",
      "2:8: seeds must be a count or a list of integers, not a number | seeds: 8 means the seeds 0 to 7"
    ),
    ("alpha: 1", "2:8: alpha must lie between 0 and 1, not 1"),
    ("alpha: .nan", "2:8: alpha must lie between 0 and 1, not .nan"),
    ("alpha: x", "2:8: alpha must be a number, not a string"),
    ("title: [a]", "2:8: title must be a text, not a list"),
    ("params: [a]", "2:9: params must be a mapping of names to values, not a list"),
    ("params: {\"a b\": 1}", "2:10: invalid param name 'a b' | a name has letters, digits, '-', '_' and '.'"),
    ("title: a\ntitle: b", "3:1: key 'title' stands twice | it stands first in line 2"),
    ("- a", "2:1: the front matter holds 'key: value' lines, not a list"),
    (
      "title:x",
      "2:1: the front matter holds 'key: value' lines, not a string | a colon is followed by a space: 'key: value'"
    ),
    ("title: [", "2:9: expected a value here"),
  ])
  func tellsOfErrors(yaml: String, message: String) {
    let messages = matter(yaml).messages
    #expect(messages.first == message)
  }

  @Test func tellsOfSeedsGivenTwice() {
    #expect(
      matter("seeds: [1, 1, -2]").messages == [
        "2:12: seed 1 stands twice", "2:15: a seed must be an integer from 0, not '-2'",
      ])
  }

  @Test func takesTheFirstHeadingForTheTitle() {
    #expect(Parsed("---\ntags: a\n---\ntext\n\n## A *b* `c`\n\n# d").document.metadata.title == "A b c")
    #expect(Parsed("text").document.metadata.title == nil)
  }

  @Test(arguments: [("---\na: 1\ntext", "1:1: the front matter is never closed | end it with a line ---")])
  func wantsAnEnd(text: String, message: String) {
    #expect(Parsed(text).messages == [message])
  }

  @Test func takesALoneRuleForARule() {
    let parsed = Parsed("---\n\nText: a\n")
    #expect(parsed.messages == [])
    #expect(parsed.document.blocks.count == 2)
    #expect(Parsed("---\ntitle: x\n...\n# y").document.metadata.title == "x")
  }

  // MARK: - Params

  @Test func replacesParams() throws {
    let parsed = Parsed(
      """
      ---
      params: {lr: 1e-3, widths: [32, 32], opt: {name: adam, x: "a: b"}, s: "5", t: "#x"}
      ---
      ```yaml {.plot}
      ä: [${lr}, ${ s }]  # not ${this}
      b: {c: ${opt}, d: ${widths}}
      # nor ${that}
      e: "as $${written} $5 ${t}"
      f: x ${lr} y
      'g # ${lr}': 1
      ```
      """)
    #expect(parsed.messages == ["8:24: this quote is never closed"] || parsed.messages == [])
    let good = Parsed(parsed.document.source.text.replacing("${t}", with: "\\u0041"))
    #expect(good.messages == [])
    let root = try #require(good.root)
    #expect(root["ä"]?.value.flowText == "[1e-3, \"5\"]")
    #expect(good.text(root["ä"]!.value.range) == "[${lr}, ${ s }]")
    #expect(good.text(root["ä"]!.value.sequence![1].range) == "${ s }")
    #expect(root["b"]?.value["c"]?.value["x"]?.value.string == "a: b")
    #expect(good.text(root["b"]!.value["c"]!.value["x"]!.value.range) == "${opt}")
    #expect(good.text(root["b"]!.value["d"]!.value.range) == "${widths}")
    #expect(good.text(root["b"]!.value["d"]!.value.sequence![1].range) == "${widths}")
    #expect(root["e"]?.value.string == "as ${written} $5 A")
    let f = try #require(root["f"]?.value)
    #expect(f.string == "x 1e-3 y")
    #expect(good.text(f.range(ofCharacters: 7..<8)) == "y")
    #expect(good.text(f.range(ofCharacters: 2..<6)) == "${lr}")
    #expect(root["g # 1e-3"] != nil)
  }

  @Test func countsColumnsOfTheFileBehindParams() {
    let parsed = Parsed(
      "---\nparams: {a: [1, 2, 3, 4, 5, 6]}\n---\n- ```yaml {.plot}\n  é: [${a}, 数, x: y: z]\n  ```\n")
    #expect(parsed.messages.count == 1)
    #expect(parsed.diagnostics.first?.range?.start == SourceLocation(line: 5, column: 20))
    let twice = Parsed("---\nparams: {a: 1}\n---\n```yaml {.plot}\né: {${a}: 2, 数: 3, 数: 4}\n```\n")
    #expect(twice.messages == ["5:20: key '数' stands twice | it stands first in line 5"])
  }

  @Test(arguments: [
    ("a: ${lr2}", "5:6: unknown param 'lr2' | did you mean 'lr'?"),
    ("ä: [${x}]", "5:7: unknown param 'x' | one of: lr, width"),
    ("a: ${lr", "5:4: '${' is never closed | write ${name}, or $${ for the characters themselves"),
    ("a: ${}", "5:4: '${}' names no param"),
  ])
  func tellsOfUnknownParams(yaml: String, message: String) {
    let parsed = Parsed("---\nparams: {lr: 1, width: 2}\n---\n" + block(yaml))
    #expect(parsed.messages.first == message)
  }

  @Test func tellsWhereToDeclareParams() {
    #expect(
      Parsed(block("a: ${lr}")).messages == [
        "2:6: unknown param 'lr' | declare it in the front matter: params: {lr: …}"
      ])
  }

  @Test func overridesParams() throws {
    let parsed = Parsed(
      "---\nparams: {lr: 1, w: [1]}\n---\n" + block("a: ${lr}\nb: ${w}"),
      overrides: [("lr", "2"), ("lr", "1e-4"), ("w", "[1, {a: b}]")])
    #expect(parsed.messages == [])
    #expect(parsed.root?["a"]?.value.text == "1e-4")
    #expect(parsed.root?["b"]?.value.text == "[1, {a: b}]")
    #expect(parsed.document.parameters.entries.map(\.isOverridden) == [true, true])
    #expect(parsed.document.parameters.names == ["lr", "w"])
  }

  @Test func tellsOfWrongOverrides() {
    let parsed = matter("params: {lr: 1}", [("lrr", "2"), ("lr", "[1"), ("lr", "a: b: c")])
    #expect(parsed.diagnostics.allSatisfy { $0.range == nil })
    #expect(
      parsed.messages.map { $0.prefix(32) } == [
        "-P lrr=2: unknown param 'lrr' | ", "-P lr=[1: this list is not close",
        "-P lr=a: b: c: unexpected ':' | ",
      ])
    #expect(parsed.document.parameters["lr"]?.value.integer == 1)
  }
}
