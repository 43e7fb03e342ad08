import Notebooks
import Plots

extension FlowChart {
  /// The flow chart that a `mermaid` block writes; nil for other kinds of diagrams and where it is wrong.
  init?(mermaid text: String, id: String, words: Words) {
    guard let (chart, problems) = MermaidChart.parse(text), problems.allSatisfy(\.isWarning) else {
      return nil
    }
    self.init(
      id: id, title: chart.title.isEmpty ? words.flowChart : chart.title, description: chart.description,
      direction: Self.direction(chart.direction))
    nodes = chart.nodes.map { node in
      Node(node.id, node.label, shape: Shape(rawValue: node.shape) ?? .rectangle, group: node.group)
    }
    groups = chart.groups.map { group in
      Group(
        group.id, title: group.title, parent: group.parent, direction: group.direction.map(Self.direction))
    }
    edges = chart.edges.map { edge in
      Edge(
        edge.from, edge.to, label: edge.label, stroke: Self.stroke(edge.line), startTip: Self.tip(edge.start),
        endTip: Self.tip(edge.end), length: edge.length)
    }
    if description.isEmpty { description = words.flow(of: self) }
  }

  private static func direction(_ word: String) -> Direction {
    switch word {
    case "BT": .up
    case "LR": .right
    case "RL": .left
    default: .down
    }
  }

  private static func stroke(_ line: MermaidChart.Edge.Line) -> Stroke {
    switch line {
    case .solid: .solid
    case .dotted: .dotted
    case .thick: .thick
    case .invisible: .invisible
    }
  }

  private static func tip(_ sign: Character?) -> Tip {
    switch sign {
    case "<", ">": .arrow
    case "o": .circle
    case "x": .cross
    default: .none
    }
  }
}
