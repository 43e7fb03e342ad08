import Diagnostics
import Experiments
import Learning
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
    let start = try #require(html.firstRange(of: "<section class=\"footnotes\""))
    let notes = html[start.lowerBound...]
    #expect(notes.contains("<p>To <span class=\"result\""))
    #expect(notes.contains("<a href=\"#tbl-final\">Table 1</a>"))
    #expect(notes.contains("<msup><mi>x</mi><mn>2</mn></msup>"))
    #expect(notes.contains("aria-label=\"Back to reference 1-2\""))

    // And once more, leading downward, for screens that are too narrow for it.
    #expect(html.contains("<figure class=\"chart\">\n<div class=\"lying\">\n<svg class=\"plot flow\""))
    #expect(html.contains("<div class=\"upright\">\n<svg class=\"plot flow\""))
    #expect(html.contains("<title id=\"chart.1.upright-title\">Flow chart</title>"))
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

  /// Whatever is written, a page comes of it.
  @Test func anyFlowChartIsSurvived() {
    let statements = [
      "a --> b", "b --> c & d", "c -- yes --> a", "d -.-> d", "subgraph one", "subgraph two [Two]", "end",
      "end",
      "direction LR", "direction BT", "e{x} ==> one", "two --> e", "one <--> two", "f((f)) ~~~ a", "g", "end",
      "a[(\"x<br>y\")]", "subgraph three", "three --> g", "f ----> a", "one", "a -->|\"<b>\"| g",
    ]
    var state: UInt64 = 5
    func next(_ count: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % count
    }
    var text = Fixture.moons
    for _ in 0..<300 {
      let lines = (0..<(1 + next(9))).map { _ in "  " + statements[next(statements.count)] }
      let chart = "flowchart \(["TD", "LR", "BT", "RL"][next(4)])\n" + lines.joined(separator: "\n") + "\n"
      guard MermaidChart.parse(chart)?.problems.allSatisfy(\.isWarning) == true else { continue }
      text += "\n```mermaid\n\(chart)```\n"
    }
    let document = Fixture.document(text)
    let html = HTMLReport(
      Report(
        name: "moons", source: "experiments/moons.md", document: document,
        results: Fixture.moonsResults(document), probe: MadeUpProbe())
    ).html
    #expect(html.split(separator: "<figure class=\"chart\">").count > 50)
  }

  @Test func limitsAreTheSame() {
    #expect(MermaidChart.maximumNodes == FlowChart.maximumNodes)
    #expect(MermaidChart.maximumEdges == FlowChart.maximumEdges)
  }

  /// A fence needs no empty lines around it; what stands in its place does.
  @Test func proseBesideBlocksStaysProse() throws {
    let source = """
      Before.
      ```yaml {#x .experiment}
      data: two_moons
      ```
      After *experiment*.
      ```yaml {#tbl-x .table}
      from: x
      ```
      After **table**.

      """
    let document = Fixture.document(source, name: "experiments/x.md")
    let plan = Fixture.plan(
      document, id: "x", factors: [],
      variants: [Variant(number: 0, label: "x", levels: [], configuration: Fixture.configuration())],
      seeds: [0])
    let runs = [[Optional(Fixture.run(accuracy: 0.9, floor: 0.1, rate: 0.1, seed: 0, name: "x", epochs: 2))]]
    let table = TablePlan(
      id: "tbl-x", range: Fixture.block(document, "tbl-x").range, from: "x", rows: [],
      columns: .metrics(["test.accuracy"]), sort: nil, caption: nil)
    let report = Report(
      name: "x", source: "experiments/x.md", document: document,
      results: FileResults(
        plan: FilePlan(experiments: [plan], tables: [table], plots: []),
        experiments: [ExperimentResults(plan: plan, runs: runs)]))
    let lines = MarkdownReport(report).markdown.components(separatedBy: "\n")
    for text in ["Before.", "After *experiment*.", "After **table**."] {
      let index = try #require(lines.firstIndex(of: text))
      if text != "Before." { #expect(lines[index - 1].isEmpty, "before \(text)") }
      #expect(lines[index + 1].isEmpty, "after \(text)")
    }
  }
}
