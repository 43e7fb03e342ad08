import Testing

@testable import Notebooks

private func html(_ markdown: String) -> String {
  ProseHTML().html(Parsed(markdown).document.blocks)
}

@Suite struct FootnoteTests {
  @Test func numbersLinksAndNotes() {
    let text = """
      Trained once[^b], tested twice[^a] and again[^b].

      [^a]: The *test* set.
      [^b]: Adam.

          A second paragraph, $x^2$ and `code`.

      After.
      """
    #expect(Parsed(text).messages == [])
    #expect(
      html(text) == """
        <p>Trained once<sup class="noteref"><a href="#fn:1" id="fnref:1" role="doc-noteref">1</a></sup>, tested \
        twice<sup class="noteref"><a href="#fn:2" id="fnref:2" role="doc-noteref">2</a></sup> and again\
        <sup class="noteref"><a href="#fn:1" id="fnref:1-2" role="doc-noteref">1</a></sup>.</p>
        <p>After.</p>
        <section class="footnotes" role="doc-endnotes" aria-label="Footnotes">
        <ol>
        <li id="fn:1">
        <p>Adam.</p>
        <p>A second paragraph, \(formula("x^2")) and <code>code</code>. \
        <a href="#fnref:1" role="doc-backlink" aria-label="Back to reference 1">↩</a> \
        <a href="#fnref:1-2" role="doc-backlink" aria-label="Back to reference 1-2">↩<sup>2</sup></a></p>
        </li>
        <li id="fn:2">
        <p>The <em>test</em> set. <a href="#fnref:2" role="doc-backlink" aria-label="Back to reference 2">↩</a></p>
        </li>
        </ol>
        </section>

        """)
  }

  private func formula(_ tex: String) -> String {
    guard case .success(let text) = MathML.convert(tex, display: false) else { return "" }
    return text
  }

  @Test func codeMathAndEscapesStay() {
    let text = "`[^1]` \\[^1] $y[^1]$\n\n    [^1]\n\n```\n[^1]: x\n```\n\nref[^1]\n\n[^1]: note\n"
    let shown = html(text)
    #expect(shown.contains("<code>[^1]</code> [^1] <math"))
    #expect(shown.contains("<code>[^1]\n</code>"))
    #expect(shown.contains("<code>[^1]: x\n</code>"))
    #expect(shown.components(separatedBy: "noteref\"><a").count == 2)
  }

  @Test(arguments: [
    (
      "a[^x]\n", "1:2: warning: footnote 'x' is not defined, so '[^x]' stays as it is | define it: [^x]: text"
    ),
    (
      "- item\n\n  - [^x]: no definition\n",
      "3:5: warning: footnote 'x' is not defined, so '[^x]' stays as it is | a definition begins its line, outside of lists and tables"
    ),
    (
      "a[^nott]\n\n[^note]: b\n",
      "1:2: warning: footnote 'nott' is not defined, so '[^nott]' stays as it is | did you mean 'note'?;3:1: warning: nothing refers to footnote 'note', so it is left out | refer to it with [^note]"
    ),
    ("a[^x]\n\n[^x]: b\n[^X]: c\n", "4:1: footnote 'x' is defined twice | it is defined first in line 3"),
    (
      "é[^数]\n\n[^数]: b `= `\n",
      "3:9: an expression is missing behind '=' | for example `= test.accuracy[relu]`"
    ),
    ("a[^x]\n\n[^x]: $\\fraq$\n", "3:8: unknown macro '\\fraq' | did you mean '\\frac'?"),
    ("[^x](https://a.b) \\[^y]\n", ""), ("a[^ x] [^]\n", ""),
  ])
  func problemsAreLocated(text: String, expected: String) {
    #expect(Parsed(text).messages.joined(separator: ";") == expected)
  }

  @Test func undefinedStaysLiteral() {
    #expect(html("a[^x] b\n") == "<p>a[^x] b</p>\n")
  }

  @Test func resultsInNotesHaveTheirPlaces() throws {
    let text = "a[^1]\n\n  [^1]: ends at `= test.loss`\n    and (@fig-a) `= x`,\n\n    then `= y`.\n"
    let parsed = Parsed(text)
    #expect(parsed.document.results.map { parsed.text($0.range) } == ["test.loss", "x", "y"])
    #expect(parsed.document.results.map { parsed.text($0.spanRange) } == ["`= test.loss`", "`= x`", "`= y`"])
    #expect(parsed.document.references.map { parsed.text($0.range) } == ["@fig-a"])
  }

  @Test func theFormsThatNotesTake() {
    // Right behind a paragraph, in a quote, with a list, without a space, empty at first, case.
    let text =
      "a[^1]b[^2]c[^3]d[^E]\n[^1]: one\nlazy\n\n> [^2]: two\n\n[^3]:\n    three\n\n    - item\n\n[^e]:four\n"
    let parsed = Parsed(text)
    #expect(parsed.messages == [])
    #expect(parsed.document.blocks.footnotes.map(\.key) == ["1", "2", "3", "e"])
    let shown = html(text)
    #expect(shown.contains("<li id=\"fn:1\">\n<p>one\nlazy "))
    #expect(shown.contains("<p>two "))
    #expect(shown.contains("<p>three</p>\n<ul>\n<li>item</li>\n</ul>\n<p><a href=\"#fnref:3\""))
    #expect(shown.contains("<p>four "))
  }

  @Test func listsBesideNotesStayLists() {
    let shown = html("1) a\n2) b[^1]\n\n[^1]: note\n\n3) c\n")
    #expect(shown.components(separatedBy: "<ol").count == 4)
    #expect(shown.contains("<ol start=\"4\">") || shown.contains("<ol start=\"3\">"))
  }

  @Test func notesReferToNotesAndTablesAndHeadingsToThem() {
    let text = """
      # Title[^1]

      | a |
      |---|
      | b[^2] |

      See [a link[^3]](https://a.b).

      [^1]: See also[^4].
      [^2]: two
      [^3]: three
      [^4]: itself[^4]
      """
    #expect(Parsed(text).messages == [])
    let shown = html(text)
    #expect(shown.contains("<h1 id=\"title\">Title<sup"))
    #expect(shown.contains("<td>b<sup"))
    #expect(shown.contains("<a href=\"https://a.b\">a link</a><sup"))
    #expect(shown.contains("See also<sup class=\"noteref\"><a href=\"#fn:4\" id=\"fnref:4\""))
    #expect(shown.contains("itself<sup class=\"noteref\"><a href=\"#fn:4\" id=\"fnref:4-2\""))
  }
}
