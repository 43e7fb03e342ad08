/// A flow chart laid out: everything in its place, for any skin to draw.
struct FlowChartScene {
  struct Box {
    var outline: NodeOutline
    var middle: Point
  }

  struct Frame {
    var title: String
    var rect: Rect
  }

  struct Arrow {
    var edge: FlowChart.Edge
    /// In pieces, since a label interrupts it.
    var pieces: [[Step]]
    var tips: [(tip: FlowChart.Tip, place: Point, toward: Point)]
    var label: [String]
    var labelMiddle: Point
  }

  enum Step {
    case move(Point)
    case line(Point)
    case curve(Point, Point, Point)

    func mapped(_ map: (Point) -> Point) -> Step {
      switch self {
      case .move(let point): .move(map(point))
      case .line(let point): .line(map(point))
      case .curve(let a, let b, let c): .curve(map(a), map(b), map(c))
      }
    }
  }

  var width = 0.0
  var height = 0.0
  var boxes: [Box] = []
  /// The outer ones first.
  var frames: [Frame] = []
  var arrows: [Arrow] = []

  static let labelSize = 12.0
  static let labelHeight = 15.0
  static let titleHeight = 22.0
  /// Between a frame and what is in it.
  static let padding = 14.0

  init(_ chart: FlowChart) {
    let plan = FlowChartPlan(chart)
    guard !plan.items.isEmpty else { return }
    let layout = FlowChartLayout(plan)
    self = layout.scene
  }

  init() {}

  static func titleWidth(_ title: String) -> Double {
    title.isEmpty ? 0 : TextWidth.of(title, size: labelSize, isBold: true)
  }

  /// Takes in a chart that was laid out by itself, moved.
  mutating func add(_ scene: FlowChartScene, by offset: Point) {
    func moved(_ point: Point) -> Point { Point(point.x + offset.x, point.y + offset.y) }
    boxes += scene.boxes.map { Box(outline: $0.outline, middle: moved($0.middle)) }
    frames += scene.frames.map { frame in
      let (a, b) = (
        moved(Point(frame.rect.left, frame.rect.top)), moved(Point(frame.rect.right, frame.rect.bottom))
      )
      return Frame(title: frame.title, rect: Rect(left: a.x, top: a.y, right: b.x, bottom: b.y))
    }
    arrows += scene.arrows.map { arrow in
      var arrow = arrow
      arrow.pieces = arrow.pieces.map { $0.map { $0.mapped(moved) } }
      arrow.tips = arrow.tips.map { ($0.tip, moved($0.place), $0.toward) }
      arrow.labelMiddle = moved(arrow.labelMiddle)
      return arrow
    }
  }
}

/// A flow chart as it is laid out: groups with a direction of their own that no arrow leads into or out of are laid out by
/// themselves first, and stand in it as boxes.
struct FlowChartPlan {
  enum Item {
    case node(NodeOutline)
    case scene(title: String, FlowChartScene)
  }

  let chart: FlowChart
  /// With the index of the group that each is in, or -1.
  private(set) var items: [(item: Item, group: Int)] = []
  private(set) var groups: [FlowChart.Group] = []
  private(set) var parents: [Int] = []
  /// Without those that lead from a node to itself.
  private(set) var edges: [(edge: FlowChart.Edge, from: LayeredGraph.Input.End, to: LayeredGraph.Input.End)] =
    []
  /// By item.
  private(set) var loops: [Int: [FlowChart.Edge]] = [:]

  init(_ chart: FlowChart) {
    self.chart = chart
    let parent = Dictionary(uniqueKeysWithValues: chart.groups.map { ($0.id, $0.parent) })
    func chain(_ group: String?) -> [String] {
      var result: [String] = []
      var current = group
      while let id = current {
        guard let next = parent[id] else {
          preconditionFailure("no group '\(id)' in flow chart '\(chart.id)'")
        }
        precondition(!result.contains(id), "group '\(id)' lies in itself")
        result.append(id)
        current = next
      }
      return result
    }
    var around: [String: [String]] = [:]
    for group in chart.groups { around[group.id] = chain(group.id) }
    for node in chart.nodes { around[node.id] = chain(node.group) }
    var filled: Set<String> = []
    for node in chart.nodes { filled.formUnion(chain(node.group)) }

    /// The outermost group around it that is laid out by itself.
    var standIn: [String: String] = [:]
    var alone: Set<String> = []
    for group in chart.groups where filled.contains(group.id) {
      guard let direction = group.direction, direction != chart.direction else { continue }
      let isCut = chart.edges.contains { edge in
        let isFromInside = edge.from != group.id && around[edge.from]?.contains(group.id) == true
        let isToInside = edge.to != group.id && around[edge.to]?.contains(group.id) == true
        return isFromInside != isToInside
      }
      if !isCut { alone.insert(group.id) }
    }
    for (id, groups) in around {
      if let outer = groups.last(where: { alone.contains($0) }) { standIn[id] = outer }
    }

    var groupIndex: [String: Int] = [:]
    for group in chart.groups where filled.contains(group.id) && standIn[group.id] == nil {
      groupIndex[group.id] = groups.count
      groups.append(group)
    }
    parents = groups.map { $0.parent.flatMap { groupIndex[$0] } ?? -1 }
    var itemIndex: [String: Int] = [:]
    func add(_ id: String, _ item: Item, in group: String?) {
      itemIndex[id] = items.count
      items.append((item, group.flatMap { groupIndex[$0] } ?? -1))
    }
    for node in chart.nodes {
      if let group = standIn[node.id] {
        guard itemIndex[group] == nil else { continue }
        add(group, FlowChartPlan.inside(group, chart, around), in: parent[group] ?? nil)
      } else {
        add(node.id, .node(NodeOutline(node)), in: node.group)
      }
    }
    for group in chart.groups where !filled.contains(group.id) && standIn[group.id] == nil {
      let node = FlowChart.Node(group.id, group.title, shape: .rectangle)
      add(group.id, .node(NodeOutline(node)), in: group.parent)
    }
    func end(_ id: String) -> LayeredGraph.Input.End {
      if let item = itemIndex[standIn[id] ?? id] { return .node(item) }
      guard let group = groupIndex[id] else {
        preconditionFailure("an edge of flow chart '\(chart.id)' names '\(id)', which it lacks")
      }
      return .group(group)
    }
    for edge in chart.edges {
      if edge.from != edge.to, let group = standIn[edge.from], group == standIn[edge.to] { continue }
      let (from, to) = (end(edge.from), end(edge.to))
      if case .node(let a) = from, case .node(let b) = to, a == b {
        if standIn[edge.from] == nil || edge.from == standIn[edge.from] { loops[a, default: []].append(edge) }
        continue
      }
      let isInside =
        edge.from == edge.to
        || around[edge.from]?.dropFirst(groupIndex[edge.from] == nil ? 0 : 1)
          .contains(edge.to) == true
        || around[edge.to]?.dropFirst(groupIndex[edge.to] == nil ? 0 : 1).contains(edge.from) == true
      precondition(!isInside, "an edge leads from '\(edge.from)' to '\(edge.to)', which frames it")
      edges.append((edge, from, to))
    }
  }

  private static func inside(_ id: String, _ chart: FlowChart, _ around: [String: [String]]) -> Item {
    func isInside(_ other: String) -> Bool { other != id && around[other]?.contains(id) == true }
    let group = chart.groups.first { $0.id == id }
    var inner = FlowChart(id: chart.id, title: "", direction: group?.direction ?? chart.direction)
    inner.nodes = chart.nodes.filter { isInside($0.id) }
    inner.groups = chart.groups.filter { isInside($0.id) }
    for index in inner.nodes.indices where inner.nodes[index].group == id { inner.nodes[index].group = nil }
    for index in inner.groups.indices where inner.groups[index].parent == id {
      inner.groups[index].parent = nil
    }
    inner.edges = chart.edges.filter { isInside($0.from) && isInside($0.to) }
    return .scene(title: group.map { $0.title } ?? "", FlowChartScene(inner))
  }
}
