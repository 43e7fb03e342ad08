import Testing

@testable import Notebooks

@Suite struct MermaidTests {
  private func chart(_ text: String) throws -> MermaidChart {
    let (chart, problems) = try #require(MermaidChart.parse(text))
    #expect(problems.filter { !$0.isWarning } == [])
    return chart
  }

  /// `a:rectangle:label`, and the group where there is one.
  private func nodes(_ text: String) throws -> [String] {
    try chart(text).nodes.map { node in
      ([node.id, node.shape, node.label] + (node.group.map { [$0] } ?? [])).joined(separator: ":")
    }
  }

  private func edges(_ text: String) throws -> [String] {
    try chart(text).edges.map { edge in
      let (start, end) = (edge.start.map(String.init) ?? "", edge.end.map(String.init) ?? "")
      let label = edge.label.isEmpty ? "" : " '\(edge.label)'"
      return "\(edge.from) \(start)\(edge.line)\(edge.length)\(end) \(edge.to)\(label)"
    }
  }

  @Test(arguments: [
    ("A[a b]", "rectangle"), ("A(a b)", "rounded"), ("A([a b])", "stadium"), ("A[[a b]]", "subroutine"),
    ("A[(a b)]", "cylinder"), ("A((a b))", "circle"), ("A(((a b)))", "doubleCircle"), ("A{a b}", "diamond"),
    ("A{{a b}}", "hexagon"), ("A[/a b/]", "leaningRight"), ("A[\\a b\\]", "leaningLeft"),
    ("A[/a b\\]", "trapezoid"), ("A[\\a b/]", "invertedTrapezoid"), ("A>a b]", "flag"),
    ("A@{ shape: diam, label: \"a b\" }", "diamond"), ("A[\"a b\"]:::hot", "rectangle"),
  ])
  func shapes(text: String, shape: String) throws {
    #expect(try nodes("flowchart LR\n  \(text)") == ["A:\(shape):a b"])
  }

  @Test(arguments: [
    ("A --> B", "A solid1> B"), ("A-->B", "A solid1> B"), ("A --- B", "A solid1 B"),
    ("A -.-> B", "A dotted1> B"), ("A -.- B", "A dotted1 B"), ("A ==> B", "A thick1> B"),
    ("A === B", "A thick1 B"), ("A ~~~ B", "A invisible1 B"), ("A <--> B", "A <solid1> B"),
    ("A o--o B", "A osolid1o B"), ("A x--x B", "A xsolid1x B"), ("A --o B", "A solid1o B"),
    ("A ---> B", "A solid2> B"), ("A ----- B", "A solid3 B"), ("A -..-> B", "A dotted2> B"),
    ("A ====> B", "A thick3> B"), ("A -- yes no --> B", "A solid1> B 'yes no'"),
    ("A --yes--> B", "A solid1> B 'yes'"), ("A -->|yes| B", "A solid1> B 'yes'"),
    ("A-->|\"f(x) | y\"|B", "A solid1> B 'f(x) | y'"), ("A -- a-b ---> B", "A solid2> B 'a-b'"),
    ("A -. maybe .-> B", "A dotted1> B 'maybe'"), ("A == sure ==> B", "A thick1> B 'sure'"),
    ("A -- text --- B", "A solid1 B 'text'"), ("a-b --> c.d", "a-b solid1> c.d"),
    ("数据-->模型", "数据 solid1> 模型"),
  ])
  func arrows(text: String, expected: String) throws {
    #expect(try edges("graph TD\n\(text)") == [expected])
  }

  @Test func chainsAndSeveralAtOnce() throws {
    #expect(
      try edges("graph TD; A & B --> C[x] & D --> E; E --> A %% back") == [
        "A solid1> C", "A solid1> D", "B solid1> C", "B solid1> D", "C solid1> E", "D solid1> E",
        "E solid1> A %% back".replacing(" %% back", with: ""),
      ])
  }

  @Test func subgraphs() throws {
    let text = """
      %%{init: {"theme": "dark"}}%%
      flowchart TB
        subgraph one [First part]
          direction LR
          a --> b
          subgraph two["Inner <b>part</b>"]
            c
          end
        end
        subgraph Two words
          d
        end
        b --> d
        one --> d
      """
    let chart = try chart(text)
    #expect(chart.direction == "TB")
    #expect(
      chart.groups == [
        .init(id: "one", title: "First part", parent: nil, direction: "LR"),
        .init(id: "two", title: "Inner part", parent: "one", direction: nil),
        .init(id: "Two words", title: "Two words", parent: nil, direction: nil),
      ])
    #expect(chart.nodes.map(\.id) == ["a", "b", "c", "d"])
    #expect(chart.nodes.map(\.group) == ["one", "one", "two", "Two words"])
  }

  @Test func titlesAndWords() throws {
    let chart = try chart(
      "---\ntitle: \"The loop\"\n---\ngraph LR\naccDescr: What is done.\nA[\"a<br/>b#quot;c#35;\"]\nB[x &lt; y\\nz]\nC[fa:fa-cog Set]"
    )
    #expect(chart.title == "The loop")
    #expect(chart.description == "What is done.")
    #expect(chart.nodes.map(\.label) == ["a\nb\"c#", "x < y\nz", "Set"])
  }

  @Test(arguments: ["sequenceDiagram\n  A->>B: hi", "", "pie\n", "graphic\n", "%% only a comment"])
  func otherKindsAreNone(text: String) {
    #expect(MermaidChart.parse(text) == nil)
  }

  @Test(arguments: [
    ("graph XY\nA", "2:7: unknown direction 'XY' | one of: TB, TD, BT, LR, RL"),
    ("graph TD\nA[f(x)]", "3:4: '(' in a label needs quotes around the label | write [\"…\"]"),
    ("graph TD\nA[x --> B", "3:2: '[' is not closed | ']' closes it"),
    ("graph TD\nA[\"x]", "3:3: this quote is never closed"),
    ("graph TD\nA --> ", "3:7: a box is missing | arrows are written A --> B"),
    ("graph TD\nA -> B", "3:3: '-' is no arrow | arrows are written A --> B"),
    ("graph TD\nA -- yes B", "3:3: this arrow has no end | with a label it ends with -->"),
    ("graph TD\nA -->|yes B", "3:6: this '|' is never closed | write A -->|text| B"),
    ("graph TD\nA B", "3:3: 'B' is not understood here | arrows are written A --> B, boxes A[label]"),
    ("graph TD\nsubgraph x\nA", "3:1: this subgraph has no 'end' | close it with a line 'end'"),
    ("graph TD\nA\nend", "4:1: this 'end' closes no subgraph"),
    (
      "graph TD\nsubgraph x\nA --> x\nend",
      "4:3: an arrow cannot lead from a subgraph into itself | let it begin and end at boxes"
    ), ("graph TD\n", "2:1: this flow chart has no boxes | for example A[data] --> B[model]"),
    (
      "graph TD\nA --> B\nstyle A fill:#f00\nstyle B fill:#f00",
      "4:1: warning: colours and links of flow charts are left out of HTML reports"
    ), ("graph TD\nA@{ shape: diamnd }", "3:12: unknown shape 'diamnd' | did you mean 'diam'?"),
  ])
  func problemsAreLocated(text: String, expected: String) {
    #expect(Parsed("```mermaid\n\(text)\n```\n").messages == [expected])
  }

  @Test func placesInQuotesAndLists() {
    #expect(
      Parsed("> - a\n>\n>   ```mermaid\n>   graph TD\n>   A é[f(x)]\n>   ```\n").messages == [
        "5:7: 'é[f(x)]' is not understood here | arrows are written A --> B, boxes A[label]"
      ])
  }

  @Test func tooManyAreAnError() {
    let nodes = (0...500).map { "n\($0)" }.joined(separator: "\n")
    #expect(
      Parsed("```mermaid\ngraph TD\n\(nodes)\n```").messages == [
        "503:1: a flow chart of more than 500 boxes is not drawn | cut it into several"
      ])
    let many = Array(repeating: "a & b & c & d & e --> f & g & h & i & j", count: 50).joined(separator: "\n")
    #expect(Parsed("```mermaid\ngraph TD\n\(many)\n```").messages.count == 1)
  }
}
