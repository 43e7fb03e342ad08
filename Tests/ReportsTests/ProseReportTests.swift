import Diagnostics
import Notebooks
import Plots
import Reports
import Testing

/// Footnotes and flow charts of the author's prose, in every form of a report.
@Suite struct ProseReportTests {
  private static let prose = """

    The loss fell[^loss], and fell again[^loss].

    [^loss]: To `= mean(test.loss[relu])`, see @tbl-final.

        And $x^2$.

    ```mermaid
    flowchart LR
      data[(two moons)] --> model{{network}} -. validation .-> stop[stop]
    ```

    ```mermaid
    sequenceDiagram
      A->>B: hi
    ```
    """

  private func report(lang: String = "en") -> Report {
    let text = Fixture.moons.replacing("tags:", with: "lang: \(lang)\ntags:") + Self.prose
    let document = Fixture.document(text)
    return Report(
      name: "moons", source: "experiments/moons.md", document: document,
      results: Fixture.moonsResults(document), probe: MadeUpProbe())
  }

  @Test func html() throws {
    let html = HTMLReport(report()).html
    #expect(
      html.contains(
        "fell<sup class=\"noteref\"><a href=\"#fn:1\" id=\"fnref:1\" role=\"doc-noteref\">1</a></sup>"))
    let start = try #require(html.range(of: "<section class=\"footnotes\""))
    let notes = html[start.lowerBound...].prefix { $0 != "€" }
    #expect(notes.contains("<p>To <span class=\"result\""))
    #expect(notes.contains("<a href=\"#tbl-final\">Table 1</a>"))
    #expect(notes.contains("<msup><mi>x</mi><mn>2</mn></msup>"))
    #expect(notes.contains("aria-label=\"Back to reference 1-2\""))

    #expect(html.contains("<figure class=\"chart\">\n<svg class=\"plot flow\""))
    #expect(html.contains("<title id=\"chart.1-title\">Flow chart</title>"))
    #expect(html.contains("two moons leads to network; network leads to stop (validation)."))
    #expect(!html.contains("flowchart LR"))
    #expect(html.contains("<code class=\"language-mermaid\">sequenceDiagram"))
  }

  @Test func chinese() {
    let html = HTMLReport(report(lang: "zh")).html
    #expect(html.contains("two moons 指向 network；network 指向 stop（validation）。"))
    #expect(html.contains("aria-label=\"脚注\""))
    #expect(html.contains("aria-label=\"返回引用 1\""))
  }

  @Test func markdownKeepsBoth() {
    let text = MarkdownReport(report()).markdown
    #expect(text.contains("The loss fell[^loss], and fell again[^loss]."))
    #expect(
      text.contains(/\n\[\^loss\]: To \d[^`]*, see \[Table 1\]\(#tbl-final\)\.\n\n    And \$x\^2\$\.\n/))
    #expect(text.contains("```mermaid\nflowchart LR\n  data[(two moons)]"))
  }

  @Test func notebooksNumberNotesInPlace() {
    let text = String(decoding: NotebookReport(report()).bytes, as: UTF8.self)
    #expect(text.contains("The loss fell<sup>1</sup>, and fell again<sup>1</sup>."))
    #expect(text.contains("\"<sup>1</sup> To "))
    #expect(text.contains("\"And $x^2$.\\n\""))
    #expect(!text.contains("[^loss]"))
  }

  /// What the syntax calls shapes, the drawing has.
  @Test(arguments: [
    "A[x]", "A(x)", "A([x])", "A[[x]]", "A[(x)]", "A((x))", "A(((x)))", "A{x}", "A{{x}}",
    "A[/x/]", "A[\\x\\]", "A[/x\\]", "A[\\x/]", "A>x]",
  ])
  func everyShapeIsDrawn(text: String) throws {
    let chart = try #require(MermaidChart.parse("graph TD\n" + text)?.chart)
    #expect(FlowChart.Shape(rawValue: chart.nodes[0].shape) != nil)
  }

  @Test func limitsAreTheSame() {
    #expect(MermaidChart.maximumNodes == FlowChart.maximumNodes)
    #expect(MermaidChart.maximumEdges == FlowChart.maximumEdges)
  }
}
