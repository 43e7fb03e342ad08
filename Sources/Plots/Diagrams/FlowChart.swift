/// A flow chart: boxes with words in them, arrows between them, and frames around some. It is laid out in
/// layers along its direction; the same chart gives the same picture on every machine.
///
///     var chart = FlowChart(id: "model", title: "The model", direction: .right)
///     chart.nodes = [.init("in", "input 2"), .init("h", "dense 32\nrelu"), .init("out", "dense 2")]
///     chart.edges = [.init("in", "h", label: "2 · 96"), .init("h", "out", label: "32 · 66")]
///     chart.svg(.light)   // also .dark, .inline
///     chart.text()        // [input 2] -2 · 96-> [dense 32 relu] -32 · 66-> [dense 2]
package struct FlowChart: Hashable, Sendable {
  /// Where arrows lead.
  package enum Direction: Hashable, Sendable {
    case down, up, right, left

    var isVertical: Bool { self == .down || self == .up }
  }

  package enum Shape: String, CaseIterable, Hashable, Sendable {
    case rectangle, rounded, stadium, subroutine, cylinder, circle, doubleCircle, diamond, hexagon
    /// Parallelograms: leaning to the right, `/…/`, and to the left, `\…\`.
    case leaningRight, leaningLeft
    /// Wider below, `/…\`, and wider above, `\…/`.
    case trapezoid, invertedTrapezoid
    /// A box with a notch on its left.
    case flag
  }

  package enum Stroke: Hashable, Sendable {
    case solid, dotted, thick
    /// Keeps its ends apart, and is not drawn.
    case invisible
  }

  /// What an end of an arrow carries.
  package enum Tip: Hashable, Sendable {
    case none, arrow, circle, cross
  }

  package struct Node: Hashable, Sendable {
    /// Unique among nodes and groups.
    package var id: String
    /// Lines end with `\n`; longer ones are broken at spaces.
    package var label: String
    package var shape: Shape
    /// The id of the innermost group that frames it.
    package var group: String?

    package init(_ id: String, _ label: String, shape: Shape = .rounded, group: String? = nil) {
      self.id = id
      self.label = label
      self.shape = shape
      self.group = group
    }
  }

  package struct Edge: Hashable, Sendable {
    /// Ids of nodes or groups.
    package var from: String
    package var to: String
    /// Lines end with `\n`; empty for none.
    package var label: String
    package var stroke: Stroke
    package var startTip: Tip
    package var endTip: Tip
    /// How many layers it leads on at least.
    package var length: Int

    package init(
      _ from: String, _ to: String, label: String = "", stroke: Stroke = .solid, startTip: Tip = .none,
      endTip: Tip = .arrow, length: Int = 1
    ) {
      self.from = from
      self.to = to
      self.label = label
      self.stroke = stroke
      self.startTip = startTip
      self.endTip = endTip
      self.length = length
    }
  }

  /// A frame around nodes and further groups.
  package struct Group: Hashable, Sendable {
    package var id: String
    package var title: String
    /// The id of the group around it.
    package var parent: String?
    /// Of its inside, where that differs from the chart's; heeded where no arrow leads from its inside out or
    /// from outside in.
    package var direction: Direction?

    package init(_ id: String, title: String, parent: String? = nil, direction: Direction? = nil) {
      self.id = id
      self.title = title
      self.parent = parent
      self.direction = direction
    }
  }

  /// The stem of ids within the SVG, unique in the page: letters, digits, hyphens and full stops.
  package var id: String
  /// What it shows, in a few words, for those who do not see it.
  package var title: String
  /// What its arrows say, in words; empty for `description(of:)` of all edges.
  package var description: String
  package var direction: Direction
  package var nodes: [Node]
  package var edges: [Edge]
  /// A group without nodes is drawn as a rectangle.
  package var groups: [Group]

  /// Ids that an edge, a node's group or a group's parent names must exist, groups lie in no circle, and no
  /// edge leads from a group into itself: all else is a programmer's mistake, found when it is drawn.
  package init(
    id: String, title: String, description: String = "", direction: Direction = .down, nodes: [Node] = [],
    edges: [Edge] = [], groups: [Group] = []
  ) {
    self.id = id
    self.title = title
    self.description = description
    self.direction = direction
    self.nodes = nodes
    self.edges = edges
    self.groups = groups
  }

  /// The most that is laid out in reasonable time and still read by anyone.
  package static let maximumNodes = 500
  package static let maximumEdges = 1000

  /// Names of nodes and groups on one line, by id. A second `dense 32` is `dense 32 (2)`.
  package var names: [String: String] {
    var names: [String: String] = [:]
    var counts: [String: Int] = [:]
    func add(_ id: String, _ label: String) {
      let name = FlowChart.oneLine(label.isEmpty ? id : label)
      counts[name, default: 0] += 1
      let count = counts[name] ?? 1
      names[id] = count == 1 ? name : "\(name) (\(count))"
    }
    for node in nodes { add(node.id, node.label) }
    for group in groups { add(group.id, group.title) }
    return names
  }

  /// `input → dense 32 (2 × 32)`; `↔` for arrows at both ends, `—` for none.
  package func description(of edge: Edge, names: [String: String]) -> String {
    let sign =
      switch (edge.startTip, edge.endTip) {
      case (.none, .none): "—"
      case (.none, _): "→"
      case (_, .none): "←"
      default: "↔"
      }
    let label = edge.label.isEmpty ? "" : " (\(FlowChart.oneLine(edge.label)))"
    return "\(names[edge.from] ?? edge.from) \(sign) \(names[edge.to] ?? edge.to)\(label)"
  }

  /// The description, or what the edges say, else the nodes' names.
  var effectiveDescription: String {
    guard description.isEmpty else { return description }
    let names = names
    let shown = edges.filter { $0.stroke != .invisible }
    return
      (shown.isEmpty
      ? nodes.map { names[$0.id] ?? $0.id } : shown.map { description(of: $0, names: names) })
      .joined(separator: "; ") + "."
  }

  static func oneLine(_ text: String) -> String {
    text.split(whereSeparator: \.isNewline).joined(separator: " ")
  }
}
