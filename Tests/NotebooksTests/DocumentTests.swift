import Diagnostics
import Testing

@testable import Notebooks

/// A document in one line per block and inline, with ranges, for comparison.
private func outline(_ blocks: [Block], _ indent: String = "") -> String {
  blocks.map { block in
    let place = " \(block.range.start)-\(block.range.end)\n"
    switch block.kind {
    case .heading(let level, let content, let anchor):
      return "\(indent)heading \(level) #\(anchor)\(place)" + outline(content, indent + "  ")
    case .paragraph(let content): return "\(indent)paragraph\(place)" + outline(content, indent + "  ")
    case .blockQuote(let children): return "\(indent)quote\(place)" + outline(children, indent + "  ")
    case .list(let style, let items):
      return
        "\(indent)list \(style.isOrdered ? "\(style.start)" : "-")\(style.isTight ? " tight" : "")\(place)"
        + items.map { "\(indent)  item\n" + outline($0, indent + "    ") }.joined()
    case .codeBlock(let info, let text): return "\(indent)code '\(info)' '\(text)'\(place)"
    case .thematicBreak: return "\(indent)rule\(place)"
    case .htmlBlock: return "\(indent)html\(place)"
    case .table(let table): return "\(indent)table \(table.alignments)\(place)"
    case .parameters(let block): return "\(indent)\(block.kind)\(place)"
    case .footnote(let note):
      return "\(indent)footnote \(note.key)\(place)" + outline(note.content, indent + "  ")
    }
  }.joined()
}

private func outline(_ inlines: [Inline], _ indent: String) -> String {
  inlines.map { inline in
    let place = " \(inline.range.start)-\(inline.range.end)\n"
    switch inline.kind {
    case .text(let text): return "\(indent)'\(text)'\(place)"
    case .code(let text): return "\(indent)code '\(text)'\(place)"
    case .emphasis(let children): return "\(indent)em\(place)" + outline(children, indent + "  ")
    case .strong(let children): return "\(indent)strong\(place)" + outline(children, indent + "  ")
    case .link(let to, _, let children):
      return "\(indent)link \(to)\(place)" + outline(children, indent + "  ")
    case .image(let to, _, let children):
      return "\(indent)image \(to)\(place)" + outline(children, indent + "  ")
    case .softBreak: return "\(indent)soft\n"
    case .lineBreak: return "\(indent)break\n"
    case .html(let text): return "\(indent)html '\(text)'\(place)"
    case .result(let result): return "\(indent)result '\(result.expression)' \(result.range.start)\(place)"
    case .reference(let id): return "\(indent)@\(id)\(place)"
    case .footnote(let key): return "\(indent)^\(key)\(place)"
    case .math(let tex, let display): return "\(indent)math\(display ? " display" : "") '\(tex)'\(place)"
    }
  }.joined()
}

@Suite struct DocumentTests {
  @Test func readsBlocksAndInlinesWithTheirPlaces() {
    let parsed = Parsed(
      """
      # Größe `= a` *x* ##

      Ein *süßer* **Satz**
         mit [Link](b.md) `code`\\
      und ![Bild](c.png) 🎉 `= b`

      > zitat `= c`
      lazy `= d`

      3. eins `= e`
         zwei @fig-a.

         ~~~python
         x
         ~~~
      4. vier

      ***
      """)
    #expect(
      outline(parsed.document.blocks) == """
        heading 1 #größe-a-x 1:1-1:21
          'Größe ' 1:3-1:9
          result 'a' 1:12 1:9-1:14
          ' ' 1:14-1:15
          em 1:15-1:18
            'x' 1:16-1:17
        paragraph 3:1-5:27
          'Ein ' 3:1-3:5
          em 3:5-3:12
            'süßer' 3:6-3:11
          ' ' 3:12-3:13
          strong 3:13-3:21
            'Satz' 3:15-3:19
          soft
          'mit ' 4:4-4:8
          link b.md 4:8-4:20
            'Link' 4:9-4:13
          ' ' 4:20-4:21
          code 'code' 4:21-4:27
          break
          'und ' 5:1-5:5
          image c.png 5:5-5:19
            'Bild' 5:7-5:11
          ' 🎉 ' 5:19-5:22
          result 'b' 5:25 5:22-5:27
        quote 7:1-8:11
          paragraph 7:3-8:11
            'zitat ' 7:3-7:9
            result 'c' 7:12 7:9-7:14
            soft
            'lazy ' 8:1-8:6
            result 'd' 8:9 8:6-8:11
        list 3 10:1-16:8
          item
            paragraph 10:4-11:16
              'eins ' 10:4-10:9
              result 'e' 10:12 10:9-10:14
              soft
              'zwei ' 11:4-11:9
              @fig-a 11:9-11:15
              '.' 11:15-11:16
            code 'python' 'x
        ' 13:4-15:7
          item
            paragraph 16:4-16:8
              'vier' 16:4-16:8
        rule 18:1-18:4

        """)
  }

  /// Every result must be found again in the file at the place that it tells.
  @Test(arguments: [
    "`= x`", "ä `= x` 数 `= x`", "   a\n  b `= x`\n c `= x`", "- a\n  - b\n    c `= x`\n- `= x`",
    "> a\n> > b `= x`\n> c `= x`",
    "> - a\n>   b `= x`\n>\n>   c\n>   `= x`", "a\n`= x`\n===", "## `= x` ##", "*a `= x`*\n**b\n`= x`**",
    "`` = x ``",
    "[r]: http://a.b\na `= x`\nb `= x`", "[r]:\n  http://a.b\n  'title'\n  ä `= x`\n b `= x`",
    "`a\nb` c `= x`", "<b\nc> `= x`",
    "[a `= x`](b)\n![c `= x`](d) `= x`", "a  \nb `= x`\\\nc `= x`", "&amp; \\* `= x`",
    "ä | b\n--|--\n`= x` | ü \\| `= x`\n | `= x` |",
    "> | a |\n> |---|\n> | 数 `= x` |", "$\\alpha$ ä `= x` $b$ `= x`\n$$c$$ `= x`", "$$\na\n$$ `= x`",
    "- a\n\n\t`= x`", "a\\\nb\\\n  c `= x`\n  d `= x`\\\n*e\\\nf `= x`* `= x`",
    "> a\\\n> [b\\\n> c `= x`](d\n> ) `= x`\n> `= x`", "a [b\nc `= x`](d\n'e') `= x`",
    "`a\\\nb` `= x`\\\n`= x`", "1) a\n\n\tb `= x`",
    "a `` b\n= x`` `= x`", "é\u{301}e\u{301} 👩‍👩‍👧 `= x`", "a\r\nb `= x`\r\n\r\n- c `= x`",
    "[a]: b\n[c]: d\n\n> [e]: f\n> g `= x`", "* * * a\n\n- - `= x`",
  ])
  func findsEveryResult(text: String) {
    let parsed = Parsed(text)
    #expect(parsed.diagnostics.allSatisfy { $0.message.contains("raw HTML") })
    #expect(!parsed.document.results.isEmpty)
    for result in parsed.document.results {
      #expect(result.expression == "x")
      #expect(parsed.text(result.range) == "x")
      let span = parsed.text(result.spanRange)
      #expect(span.first == "`" && span.last == "`" && span.contains("= x"))
    }
  }

  @Test func takesOtherCodeForCode() {
    let parsed = Parsed("`=x` `x = 1` `== 2` ` = y `")
    #expect(parsed.document.results.map(\.expression) == ["y"])
    #expect(
      Parsed("a `=` b").messages == [
        "1:3: an expression is missing behind '=' | for example `= test.accuracy[relu]`"
      ])
  }

  @Test func readsAResultOverTwoLines() throws {
    let parsed = Parsed("> a `= test.loss -\n>   train.loss`")
    let result = try #require(parsed.document.results.first)
    #expect(result.expression == "test.loss - train.loss" || result.expression == "test.loss -   train.loss")
    #expect(result.range.start == SourceLocation(line: 1, column: 8))
    #expect(result.range.end == SourceLocation(line: 2, column: 15))
  }

  @Test(arguments: [
    ("see @fig-a, @tbl-b-2. And (@fig-c)", ["fig-a", "tbl-b-2", "fig-c"]),
    ("mail x@fig-a.de `@fig-b` @fig- @figure @fig-ü_1*", ["fig-ü_1"]),
    ("*@fig-a*@tbl-b", ["fig-a", "tbl-b"]),
    ("\\@fig-a", ["fig-a"]),
    ("# @fig-a\n\n| @fig-b |\n|---|\n| @tbl-c @fig-b |", ["fig-a", "fig-b", "tbl-c", "fig-b"]),
  ])
  func findsReferences(text: String, ids: [String]) {
    let parsed = Parsed(text)
    #expect(parsed.document.references.map(\.id) == ids)
    for (id, range) in parsed.document.references { #expect(parsed.text(range) == "@" + id) }
  }

  @Test func readsPipeTables() throws {
    let parsed = Parsed(
      "a | *b* | c | d\n:-- | :-: | --: | ---\n1 | `x\\|y` | # no\n| - 2 | 1. | \\| | > | zu viel\n\nend")
    #expect(
      parsed.messages == [
        "4:23: warning: this row has 5 cells, the table 4 columns; what is beyond is left out"
      ])
    guard case .table(let table) = parsed.document.blocks.first?.kind else {
      Issue.record("no table: \(outline(parsed.document.blocks))")
      return
    }
    #expect(table.alignments == [.left, .center, .right, .none])
    #expect(table.header.map(plainText) == ["a", "b", "c", "d"])
    #expect(table.rows.map { $0.map(plainText) } == [["1", "x|y", "# no", ""], ["- 2", "1.", "|", ">"]])
    #expect(parsed.text(table.rows[0][1][0].range) == "`x\\|y`")
  }

  @Test(arguments: [
    "a | b\nc | d", "a | b\n--- | --- | ---", "a\n| --- | --- |", "a | b\n-x- | ---", "a | b",
  ])
  func takesOtherPipesForText(text: String) {
    guard case .paragraph = Parsed(text).document.blocks.first?.kind else {
      Issue.record("no paragraph")
      return
    }
  }

  @Test func usesLinkDefinitionsInTables() {
    let parsed = Parsed("| [x] |\n|---|\n| [y][x] |\n\n[x]: http://a.b\n")
    guard case .table(let table) = parsed.document.blocks.first?.kind,
      case .link(let to, _, _) = table.rows[0][0][0].kind
    else {
      Issue.record("no link")
      return
    }
    #expect(to == "http://a.b")
  }

  @Test(arguments: [
    ("a $x_1$ b", ["x_1"]), ("$a*b*c$ and $\\\\ d_e_$.", ["a*b*c", "\\\\ d_e_"]), ("costs $5 and $6", []),
    ("a \\$x$ b", []), ("US$5, 6$ x", []), ("`$x$` and ``a $b$ ``", []), ("$ x$ $x $", []),
    ("$`a_b`$, $`c`$", ["a_b", "c"]),
    ("x $$a_b$$ y", ["$a_b"]), ("$$\na_b \\\\\n+ c\n$$", ["$\na_b \\\\\n+ c\n"]),
    ("> $$\n> a\n> $$ z", ["$\na\n"]),
    ("```\n$a$\n```\n\n    $b$\n\n<p title=\"$c$\">\n", []), ("[$a$](http://x/$b$)", ["a"]),
    ("| $|x|$ |\n|---|\n| $y$ |", ["|x|", "y"]),
    ("*$a$*\n# $b$", ["a", "b"]), ("$$ $$ $$x", []), ("$a$$b$", []), ("${lr} ${x}", []),
  ])
  func findsFormulas(text: String, formulas: [String]) {
    let parsed = Parsed(text)
    let found = parsed.document.blocks.allInlines.compactMap { inline -> String? in
      guard case .math(let tex, let display) = inline.kind else { return nil }
      return (display ? "$" : "") + tex
    }
    #expect(found == formulas)
    #expect(!outline(parsed.document.blocks).unicodeScalars.contains { $0.value >= 0xF0000 })
  }

  @Test func putsFormulasInTheirPlaces() {
    let parsed = Parsed("ä $x$ b $`y`$ c\n$$\nz\n$$ d $w$")
    #expect(
      outline(parsed.document.blocks) == """
        paragraph 1:1-4:9
          'ä ' 1:1-1:3
          math 'x' 1:3-1:6
          ' b ' 1:6-1:9
          math 'y' 1:9-1:14
          ' c' 1:14-1:16
          soft
          math display '
        z
        ' 2:1-4:3
          ' d ' 4:3-4:6
          math 'w' 4:6-4:9

        """)
  }

  @Test func makesAnchorsLikeGitHub() {
    let parsed = Parsed(
      "# Hello, World!\n\n## hello world\n\n# `a_b` – Ärger & *x*-y\n\n# ?\n\n# Hello world-1\n\n# 数据 集")
    let anchors = parsed.document.blocks.compactMap { block -> String? in
      if case .heading(_, _, let anchor) = block.kind { anchor } else { nil }
    }
    #expect(
      anchors == ["hello-world", "hello-world-1", "a_b--ärger--x-y", "section", "hello-world-1-1", "数据-集"])
  }

  @Test(arguments: [
    "", "\n", "---", "---\n", "---\n---", "\u{FEFF}", "```", "```yaml {.plot}", "|", "$", "$$", "`", "[",
    "\r", "`= ", "@", "@fig-", "\0",
  ])
  func survivesLittle(text: String) {
    _ = Parsed(text)
  }

  @Test(arguments: [
    String(repeating: ">", count: 10_000), String(repeating: "- ", count: 3000) + "a",
    String(repeating: "*", count: 9999) + "a",
    String(repeating: "[", count: 20_000), String(repeating: "*a **b ", count: 3000),
    String(repeating: "![", count: 5000) + "](a)",
    String(repeating: "[a](b ", count: 3000), String(repeating: "`a", count: 9999),
    String(repeating: "$a ", count: 20_000),
    String(repeating: "$a$ ", count: 5000),
    String(repeating: "> - ", count: 2000) + "x\n" + String(repeating: "y\n", count: 50),
  ])
  func survivesDeepNesting(text: String) {
    let parsed = Parsed(text)
    _ = ProseHTML().html(parsed.document.blocks)
  }

  @Test func tellsOfDeepNesting() {
    let parsed = Parsed(String(repeating: "> ", count: 500) + "a")
    #expect(parsed.diagnostics.map(\.message) == ["this text is nested too deeply"])
  }

  @Test func readsHugeLists() {
    let parsed = Parsed(String(repeating: "- `= a` ü\n", count: 20_000))
    #expect(parsed.document.results.count == 20_000)
    #expect(parsed.document.results.last?.range.start == SourceLocation(line: 20_000, column: 6))
  }

  @Test func dropsAByteOrderMark() {
    let parsed = Parsed("\u{FEFF}---\ntitle: x\nfoo: 1\n---\n")
    #expect(parsed.document.metadata.title == "x")
    #expect(parsed.messages.first?.hasPrefix("3:1: unknown key 'foo'") == true)
  }

  @Test func readsEveryKindOfLineEnd() throws {
    for end in ["\n", "\r\n", "\r"] {
      let text = ["---", "params: {a: 1}", "---", "", "```yaml {.plot}", "x: ${a}", "ö: {z: 2", "}", "```"]
        .joined(separator: end)
      let parsed = Parsed(text)
      #expect(parsed.messages == [])
      let value = try #require(parsed.root?["ö"]?.value["z"])
      #expect(value.value.range.start == SourceLocation(line: 7, column: 8))
    }
  }

  @Test func tellsOfNULs() {
    #expect(Parsed("ä\0b").messages == ["1:2: a NUL character is not allowed in a text file"])
  }

  @Test(
    arguments: [
      ([0x61, 0x0A, 0xC3, 0xA4, 0xFF], "2:2: the byte 0xFF is not UTF-8"),
      ([0xFF, 0xFE, 0x61, 0], "this file is UTF-16, not UTF-8"),
      ([0x61, 0xC3], "1:2: the byte 0xC3 is not UTF-8"),
      ([0x0D, 0x0A, 0xED, 0xA0, 0x80], "2:1: the byte 0xED is not UTF-8"),
    ] as [([UInt8], String)])
  func wantsUTF8(bytes: [UInt8], message: String) {
    var collector = DiagnosticCollector(file: "a.md")
    #expect(SourceText(name: "a.md", bytes: bytes, collector: &collector) == nil)
    let found = collector.diagnostics.map { ($0.range.map { "\($0.start): " } ?? "") + $0.message }
    #expect(found == [message])
  }

  @Test func decodesBytes() {
    var collector = DiagnosticCollector(file: "a.md")
    let source = SourceText(name: "a.md", bytes: [0xEF, 0xBB, 0xBF, 0xC3, 0xA4], collector: &collector)
    #expect(source?.text == "ä")
    #expect(collector.diagnostics.isEmpty)
  }

  @Test func putsValuesIntoTheAuthorsMarkdown() throws {
    let parsed = Parsed("# T\n\n> *Größe* `= a` und\n> `= b` 🎉 @fig-x.\n\nend")
    let quote = try #require(parsed.document.blocks.dropFirst().first)
    var replacements = parsed.document.results.map { ($0.spanRange, "<\($0.expression)>") }
    replacements += parsed.document.references.map { ($0.range, "Figure 1") }
    #expect(
      parsed.document.markdown(of: quote.range, replacing: replacements)
        == "> *Größe* <a> und\n> <b> 🎉 Figure 1.")
    let whole = SourceRange(SourceLocation(line: 1, column: 1), SourceLocation(line: 6, column: 4))
    #expect(parsed.document.markdown(of: whole) == parsed.document.source.text)
  }
}
