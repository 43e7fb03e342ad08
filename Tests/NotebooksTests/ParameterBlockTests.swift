import Diagnostics
import Testing

@testable import Notebooks

@Suite struct ParameterBlockTests {
  @Test func readsTheExampleOfTheFormat() throws {
    let parsed = Parsed(
      """
      ---
      title: Which activation learns two moons best?
      seeds: 8
      params: {lr: 0.01}
      ---

      Saturating activations should learn more slowly.

      ```yaml {#moons .experiment}
      data: {name: two_moons, samples: 1000, noise: 0.2}
      optimizer: {name: adam, learning_rate: ${lr}}
      vary:
        model.activation: [relu, tanh, sigmoid, gelu]
      ```

      ```yaml {#fig-curves .plot}
      from: moons
      ```

      ReLU ends at `= test.accuracy[relu]`, sigmoid at `= test.accuracy[sigmoid]` (@fig-curves).

      ```yaml {.claims}
      ReLU is accurate:                    test.accuracy[relu] > 0.95
      ```
      """)
    #expect(parsed.messages == [])
    #expect(parsed.document.metadata.title == "Which activation learns two moons best?")
    #expect(parsed.document.metadata.seeds == [0, 1, 2, 3, 4, 5, 6, 7])
    let blocks = parsed.document.parameterBlocks
    #expect(blocks.map(\.kind) == [.experiment, .plot, .claims])
    #expect(blocks.map(\.id) == ["moons", "fig-curves", nil])
    let rate = try #require(blocks[0].root["optimizer"]?.value["learning_rate"])
    #expect(rate.value.number == 0.01)
    #expect(parsed.text(rate.value.range) == "${lr}")
    #expect(blocks[0].root["vary"]?.value["model.activation"]?.value.text == "[relu, tanh, sigmoid, gelu]")
    #expect(
      parsed.document.results.map { parsed.text($0.range) } == [
        "test.accuracy[relu]", "test.accuracy[sigmoid]",
      ])
    #expect(parsed.document.results.map { parsed.text($0.spanRange) }.first == "`= test.accuracy[relu]`")
    #expect(parsed.document.references.map(\.id) == ["fig-curves"])
    #expect(parsed.document.references.map { parsed.text($0.range) } == ["@fig-curves"])
    let claim = try #require(blocks[2].root.mapping?.first)
    #expect(claim.key == "ReLU is accurate")
    #expect(parsed.text(claim.value.range) == "test.accuracy[relu] > 0.95")
    #expect(parsed.text(claim.value.range(ofCharacters: 5..<13)) == "accuracy")
  }

  @Test(arguments: [
    ("{#a .experimnt}", "1:14: unknown kind of block 'experimnt' | did you mean 'experiment'?"),
    ("{#a .foo}", "1:14: unknown kind of block 'foo' | one of: experiment, claims, table, plot"),
    ("{#a}", "1:9: this block has no kind | one of: .experiment, .claims, .table, .plot"),
    ("{#a .plot", "1:9: the attributes' '{' is never closed | end them with '}'"),
    ("{#a #b .plot}", "1:14: a block has one id, not 'a' and 'b'"),
    ("{.table .plot}", "1:18: a block has one kind, not 'table' and 'plot'"),
    ("{#ä:b .plot}", "1:10: invalid id 'ä:b' | an id has letters, digits, '-' and '_'"),
    ("{# .plot}", "1:10: '#' must be followed by an id | an id has letters, digits, '-' and '_'"),
    (
      "{a .plot}", "1:10: unexpected 'a' among the attributes | attributes are '#id', '.kind' and 'key=value'"
    ),
    ("{.plot} x", "1:17: unexpected text after the attributes"),
    ("{.plot w=\"1 2}", "1:16: this value's quote is never closed"),
    ("{.plot w=1 w=2}", "1:20: attribute 'w' stands twice | it stands first in column 16"),
  ])
  func tellsOfWrongAttributes(attributes: String, message: String) {
    let parsed = Parsed(block("a: 1", attributes))
    #expect(parsed.messages.first == message)
    #expect(parsed.document.parameterBlocks.isEmpty)
  }

  @Test func keepsFurtherAttributes() throws {
    let parsed = Parsed(block("a: 1", "{.plot #x width=\"3 cm\"}"))
    #expect(parsed.messages == ["1:19: warning: attribute 'width' has no effect"])
    let attribute = try #require(parsed.document.parameterBlocks.first?.attributes.first)
    #expect(attribute.value == "3 cm")
    #expect(parsed.text(attribute.valueRange) == "3 cm")
  }

  @Test(arguments: [
    "```yaml\na: 1\n```", "```python {.plot2}\na\n```", "```\na\n```", "    yaml {.plot}\n",
    "~~~ yaml\na: 1\n~~~",
  ])
  func leavesOtherCodeAlone(text: String) {
    let parsed = Parsed(text)
    #expect(parsed.messages == [])
    #expect(parsed.document.parameterBlocks.isEmpty)
    guard case .codeBlock = parsed.document.blocks.first?.kind else {
      Issue.record("no code block")
      return
    }
  }

  @Test(arguments: [
    ("```{.yaml .plot}\na: 1\n```", "1:4: a parameter block's language is 'yaml' | write: yaml {… .plot}"),
    ("```yml {.plot}\na: 1\n```", "1:4: a parameter block's language is 'yaml' | write: yaml {… .plot}"),
    (
      "```yaml .plot\na: 1\n```",
      "1:4: warning: this block is shown as code, not read | for a parameter block write: yaml {.plot}"
    ),
    (
      "```yaml {.plot}\na: 1",
      "1:4: this block is never closed | end it with a line of ```, indented like its first line"
    ),
    (
      "> ~~~yaml {.plot}\n> a: 1\n\ntext",
      "1:6: this block is never closed | end it with a line of ~~~, indented like its first line"
    ),
    ("```yaml {.plot}\njust text\n```", "2:1: a block of kind 'plot' holds 'key: value' lines, not a string"),
    (
      "```yaml {.plot}\nlr:0.1\n```",
      "2:1: a block of kind 'plot' holds 'key: value' lines, not a string | a colon is followed by a space: 'key: value'"
    ),
  ])
  func tellsOfNearMisses(text: String, message: String) {
    #expect(Parsed(text).messages == [message])
  }

  @Test func takesAnEmptyBlockForAnEmptyMapping() {
    let parsed = Parsed("```yaml {#a .plot}\n```\n\n```yaml {#b .plot}\n# nothing\n```")
    #expect(parsed.messages == [])
    #expect(parsed.document.parameterBlocks.map { $0.root.mapping?.count } == [0, 0])
  }

  @Test func wantsUniqueIDs() {
    let parsed = Parsed(block("a: 1", "{#a .plot}") + "\n" + block("a: 1", "{#a .table}"))
    #expect(parsed.messages == ["5:11: id 'a' stands twice | it stands first in line 1"])
  }

  @Test func wantsIDsOfSeveralExperiments() {
    #expect(Parsed(block("a: 1", "{.experiment}")).messages == [])
    let parsed = Parsed(block("a: 1", "{.experiment}") + block("a: 1", "{#b .experiment}"))
    #expect(
      parsed.messages == [
        "1:11: this experiment needs an id, since the file has 2 experiments | write: yaml {#some-name .experiment}"
      ])
  }

  @Test(arguments: [
    ("- item\n\n  ```yaml {#a .plot}\n  ö: 1\n    bä: ü\n  ```\n", 4),
    ("> ```yaml {#a .plot}\n> ö: 1\n>   bä: ü\n> ```\n", 2),
    ("1. a\n   > - ```yaml {#a .plot}\n   >   ö: 1\n   >     bä: ü\n   >   ```\n", 3),
    ("  ```yaml {#a .plot}\n  ö: 1\nx:\n    bä: ü\n```\n", 2),
  ])
  func countsColumnsOfTheFileInListsAndQuotes(text: String, line: Int) throws {
    // Two lines with a wrong key in each, so that every place can be read off the file.
    let parsed = Parsed(text)
    if let root = parsed.root {
      for entry in root.mapping ?? [] {
        #expect(parsed.text(entry.keyRange) == entry.key)
        for inner in entry.value.mapping ?? [] { #expect(parsed.text(inner.keyRange) == inner.key) }
      }
      #expect(root.mapping?.first?.keyRange.start.line == line)
    } else {
      // 'ö: 1' with an indented line behind it is an error, at the second line's key.
      let range = try #require(parsed.diagnostics.first?.range)
      #expect(range.start.line == line + 1)
      #expect(parsed.text(range).first == ":")
    }
  }

  @Test func keepsTheBlocksTextAndRange() throws {
    let parsed = Parsed("- x\n\n  ```yaml {.plot}\n  a: ${b}\n  ```\n")
    #expect(parsed.messages.count == 1)
    let good = Parsed("- x\n\n  ```yaml {.plot}\n  a: 1\n  ```\n\nend")
    let block = try #require(good.document.parameterBlocks.first)
    #expect(block.text == "a: 1\n")
    #expect(
      block.range == SourceRange(SourceLocation(line: 3, column: 3), SourceLocation(line: 5, column: 6)))
  }
}
