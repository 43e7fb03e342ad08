/// Places what a plan holds. It computes in a frame of its own, in which x goes across the arrows and y with them, and
/// turns the picture at the end.
struct FlowChartLayout {
  private let plan: FlowChartPlan
  private let isVertical: Bool
  private let graph: LayeredGraph
  private let places: [Int]
  /// Per layer, where what is in it begins and ends along the arrows.
  private var bands: [(top: Double, bottom: Double)] = []
  /// Per group, how far its frame reaches beyond its first and last layer.
  private var margins: [(top: Double, bottom: Double)]

  private(set) var scene = FlowChartScene()

  private static let loopReach = 30.0
  private static let tipLength = 8.0

  init(_ plan: FlowChartPlan) {
    self.plan = plan
    isVertical = plan.chart.direction.isVertical
    let isVertical = isVertical
    var input = LayeredGraph.Input(nodes: [], edges: [], parents: plan.parents)
    for (index, (item, group)) in plan.items.enumerated() {
      let size = FlowChartLayout.size(of: item)
      let half = Int((isVertical ? size.x : size.y) / 2)
      let loops = FlowChartLayout.loopExtent(plan.loops[index] ?? [], isVertical)
      input.nodes.append(
        .init(
          before: half, after: half + Int(loops.x.rounded(.up)),
          depth: Int(max(isVertical ? size.y : size.x, loops.y).rounded(.up)), group: group))
    }
    for (edge, from, to) in plan.edges {
      let lines = FlowChartLayout.labelLines(edge)
      let size = FlowChartLayout.labelSize(lines)
      let (across, along) = isVertical ? (size.x, size.y) : (size.y, size.x)
      input.edges.append(
        .init(
          from: from, to: to, length: edge.length,
          label: lines.isEmpty ? nil : (Int((across / 2).rounded(.up)), Int(along.rounded(.up)))))
    }
    var graph = LayeredGraph(input)
    var spacing = LayerPlaces.Spacing()
    if !isVertical {
      spacing.nodes = 20
      spacing.leading = Int(FlowChartScene.titleHeight) - 4
    }
    let widths = plan.groups.map {
      isVertical ? Int((FlowChartScene.titleWidth($0.title) + 2 * FlowChartScene.padding).rounded(.up)) : 0
    }
    var best: (layers: [[Int]], ports: [(upper: Int, lower: Int)], places: LayerPlaces)?
    for layers in LayerOrder.orders(graph) {
      graph.layers = layers
      let ports = FlowChartLayout.ports(graph, input)
      let found = LayerPlaces(graph, ports: ports, spacing: spacing, groupWidths: widths)
      if best.map({ found.cost < $0.places.cost }) ?? true { best = (layers, ports, found) }
    }
    guard let best else { preconditionFailure("no order of \(graph.vertices.count) vertices") }
    graph.layers = best.layers
    let ports = best.ports
    places = best.places.places
    self.graph = graph
    margins = Array(repeating: (0, 0), count: plan.groups.count)
    setMargins()
    setBands()
    build(ports)
  }

  // MARK: - Sizes

  private static func size(of item: FlowChartPlan.Item) -> Point {
    switch item {
    case .node(let outline): return Point(outline.width, outline.height)
    case .scene(let title, let scene):
      let width = max(scene.width, FlowChartScene.titleWidth(title)) + 2 * FlowChartScene.padding
      let height = scene.height + 2 * FlowChartScene.padding + FlowChartScene.titleHeight
      return Point((width / 2).rounded(.up) * 2, (height / 2).rounded(.up) * 2)
    }
  }

  private static func labelLines(_ edge: FlowChart.Edge) -> [String] {
    edge.label.isEmpty
      ? [] : NodeOutline.broken(edge.label, width: 160, size: FlowChartScene.labelSize)
  }

  private static func labelSize(_ lines: [String]) -> Point {
    let width = lines.map { TextWidth.of($0, size: FlowChartScene.labelSize) }.max() ?? 0
    return Point(width + 8, Double(lines.count) * FlowChartScene.labelHeight + 4)
  }

  /// What loops take beside their node, and along.
  private static func loopExtent(_ loops: [FlowChart.Edge], _ isVertical: Bool) -> Point {
    var extent = Point(0, 0)
    for edge in loops {
      let lines = labelLines(edge)
      let label = lines.isEmpty ? Point(0, 0) : labelSize(lines)
      extent.x += loopReach + (isVertical ? label.x : label.y)
      extent.y = max(extent.y, 36, isVertical ? label.y : label.x)
    }
    return extent
  }

  /// An edge that leads up begins and ends beside those that lead down.
  private static func ports(_ graph: LayeredGraph, _ input: LayeredGraph.Input) -> [(upper: Int, lower: Int)]
  {
    var position = [Int](repeating: 0, count: graph.vertices.count)
    for layer in graph.layers { for (place, vertex) in layer.enumerated() { position[vertex] = place } }
    var below: [Int: [Int]] = [:]
    var above: [Int: [Int]] = [:]
    for path in graph.paths where !path.isReversed {
      let vertices = path.vertices
      below[vertices[0], default: []].append(position[vertices[1]])
      above[vertices[vertices.count - 1], default: []].append(position[vertices[vertices.count - 2]])
    }
    func offset(_ vertex: Int, _ others: [Int]?, _ place: Int) -> Int {
      guard let others, !others.isEmpty else { return 0 }
      let room = min((graph.vertices[vertex].before) / 2, 18)
      return place * others.count >= others.reduce(0, +) ? room : -room
    }
    var ports: [(upper: Int, lower: Int)] = []
    for path in graph.paths {
      let vertices = path.vertices
      for index in 0..<(vertices.count - 1) {
        var port = (upper: 0, lower: 0)
        if path.isReversed, index == 0 {
          port.upper = offset(vertices[0], below[vertices[0]], position[vertices[1]])
        }
        if path.isReversed, index == vertices.count - 2 {
          port.lower = offset(vertices[index + 1], above[vertices[index + 1]], position[vertices[index]])
        }
        ports.append(port)
      }
    }
    return ports + Array(repeating: (0, 0), count: graph.links.count - ports.count)
  }

  // MARK: - Along the arrows

  /// Innermost groups first: a frame goes around those that begin or end with it.
  private mutating func setMargins() {
    let title = FlowChartScene.titleHeight
    let isUp = plan.chart.direction == .up
    let depth = plan.parents.indices.map { graph.ancestors($0).count }
    for group in plan.parents.indices.sorted(by: { (depth[$1], $0) < (depth[$0], $1) }) {
      var inner = (top: 0.0, bottom: 0.0)
      for child in plan.parents.indices where plan.parents[child] == group {
        if graph.spans[child].lowerBound == graph.spans[group].lowerBound {
          inner.top = max(inner.top, margins[child].top)
        }
        if graph.spans[child].upperBound == graph.spans[group].upperBound {
          inner.bottom = max(inner.bottom, margins[child].bottom)
        }
      }
      let padding = FlowChartScene.padding
      margins[group] = (
        inner.top + padding + (isVertical && !isUp ? title - 4 : 0),
        inner.bottom + padding + (isVertical && isUp ? title - 4 : 0)
      )
    }
  }

  private mutating func setBands() {
    var depths = graph.layers.map { layer in Double(layer.map { graph.vertices[$0].depth }.max() ?? 0) }
    bands = stacked(depths)
    guard !isVertical else { return }
    // Titles need their length along the arrows.
    for (group, span) in graph.spans.enumerated() {
      let wanted = FlowChartScene.titleWidth(plan.groups[group].title) + 2 * FlowChartScene.padding
      let rest =
        wanted - (bands[span.upperBound].bottom - bands[span.lowerBound].top) - margins[group].top
        - margins[group].bottom
      guard rest > 0 else { continue }
      depths[span.upperBound] += rest
      bands = stacked(depths)
    }
  }

  private func stacked(_ depths: [Double]) -> [(top: Double, bottom: Double)] {
    let base = (isVertical ? 40.0 : 46.0) * (graph.isDoubled ? 0.5 : 1)
    // Steep ways need room to swing.
    var swing = [Double](repeating: 0, count: depths.count)
    for link in graph.links {
      let layer = graph.vertices[link.upper].layer
      swing[layer] = max(swing[layer], Double(abs(places[link.upper] - places[link.lower])))
    }
    var above = [Double](repeating: 0, count: depths.count + 1)
    var below = above
    for (group, span) in graph.spans.enumerated() {
      above[span.lowerBound] = max(above[span.lowerBound], margins[group].top)
      below[span.upperBound] = max(below[span.upperBound], margins[group].bottom)
    }
    var bands: [(top: Double, bottom: Double)] = []
    var y = 0.0
    for (layer, depth) in depths.enumerated() {
      if layer > 0 {
        y += max(base, min(base + 30, swing[layer - 1] * 0.3).rounded()) + below[layer - 1]
      }
      y += above[layer]
      bands.append((y, y + depth))
      y += depth
    }
    return bands
  }

  private func rect(of group: Int) -> Rect {
    var rect = Rect(
      left: 0, top: bands[graph.spans[group].lowerBound].top - margins[group].top, right: 0,
      bottom: bands[graph.spans[group].upperBound].bottom + margins[group].bottom)
    for (vertex, place) in places.enumerated() {
      guard case .border(group, let isRight) = graph.vertices[vertex].kind else { continue }
      if isRight { rect.right = Double(place) } else { rect.left = Double(place) }
    }
    return rect
  }

  // MARK: - The picture

  private mutating func build(_ ports: [(upper: Int, lower: Int)]) {
    let frames = plan.groups.indices.map(rect(of:))
    let top = min(bands.first?.top ?? 0, frames.map(\.top).min() ?? .infinity)
    let bottom = max(bands.last?.bottom ?? 0, frames.map(\.bottom).max() ?? 0)
    let left = min(0, frames.map(\.left).min() ?? 0)
    let right = max(
      places.indices.map { Double(places[$0] + graph.vertices[$0].after) }.max() ?? 0,
      frames.map(\.right).max() ?? 0)
    let (across, along) = (right - left, bottom - top)
    let direction = plan.chart.direction
    let turn = { (point: Point) -> Point in
      let (x, y) = (point.x - left, point.y - top)
      return switch direction {
      case .down: Point(x, y)
      case .up: Point(x, along - y)
      case .right: Point(y, x)
      case .left: Point(along - y, x)
      }
    }
    (scene.width, scene.height) = isVertical ? (across, along) : (along, across)

    for (group, rect) in zip(plan.groups, frames) {
      let (a, b) = (turn(Point(rect.left, rect.top)), turn(Point(rect.right, rect.bottom)))
      scene.frames.append(
        .init(
          title: group.title,
          rect: Rect(left: min(a.x, b.x), top: min(a.y, b.y), right: max(a.x, b.x), bottom: max(a.y, b.y))))
    }
    for (index, (item, _)) in plan.items.enumerated() { add(item, middle: turn(middle(of: index))) }
    var firstLink = 0
    for (index, path) in graph.paths.enumerated() {
      let links = firstLink..<(firstLink + path.vertices.count - 1)
      firstLink = links.upperBound
      guard plan.edges[index].edge.stroke != .invisible else { continue }
      let ends = (upper: ports[links.lowerBound].upper, lower: ports[links.upperBound - 1].lower)
      scene.arrows.append(turned(arrow(index, path, ends, frames), turn))
    }
    for index in plan.items.indices {
      for arrow in loops(index) { scene.arrows.append(turned(arrow, turn)) }
    }
  }

  private func turned(_ arrow: FlowChartScene.Arrow, _ turn: (Point) -> Point) -> FlowChartScene.Arrow {
    var arrow = arrow
    arrow.pieces = arrow.pieces.map { $0.map { $0.mapped(turn) } }
    arrow.tips = arrow.tips.map { tip, place, toward in
      let (a, b) = (turn(place), turn(Point(place.x + toward.x, place.y + toward.y)))
      return (tip, a, Point(b.x - a.x, b.y - a.y))
    }
    arrow.labelMiddle = turn(arrow.labelMiddle)
    return arrow
  }

  /// Items are the graph's first vertices.
  private func middle(of item: Int) -> Point {
    let band = bands[graph.vertices[item].layer]
    return Point(Double(places[item]), (band.top + band.bottom) / 2)
  }

  private mutating func add(_ item: FlowChartPlan.Item, middle: Point) {
    switch item {
    case .node(let outline): scene.boxes.append(.init(outline: outline, middle: middle))
    case .scene(let title, let inner):
      let size = FlowChartLayout.size(of: item)
      let rect = Rect(
        left: middle.x - size.x / 2, top: middle.y - size.y / 2, right: middle.x + size.x / 2,
        bottom: middle.y + size.y / 2)
      scene.frames.append(.init(title: title, rect: rect))
      scene.add(
        inner,
        by: Point(
          middle.x - inner.width / 2,
          rect.top + FlowChartScene.padding + FlowChartScene.titleHeight))
    }
  }

  /// How far a node reaches along the arrows, beside its middle.
  private func reach(_ item: Int, offset: Double) -> Double {
    switch plan.items[item].item {
    case .node(let outline): outline.reach(offset: offset, isVertical: isVertical)
    case .scene:
      (isVertical
        ? FlowChartLayout.size(of: plan.items[item].item).y
        : FlowChartLayout.size(of: plan.items[item].item).x) / 2
    }
  }

  private func arrow(
    _ index: Int, _ path: LayeredGraph.Path, _ ports: (upper: Int, lower: Int), _ frames: [Rect]
  ) -> FlowChartScene.Arrow {
    let (edge, from, to) = plan.edges[index]
    let (upperEnd, lowerEnd) = path.isReversed ? (to, from) : (from, to)
    let (upperTip, lowerTip) =
      path.isReversed ? (edge.endTip, edge.startTip) : (edge.startTip, edge.endTip)
    let vertices = path.vertices
    func x(_ position: Int) -> Double {
      let port = position == 0 ? ports.upper : position == vertices.count - 1 ? ports.lower : 0
      return Double(places[vertices[position]] + port)
    }
    let startY: Double
    switch upperEnd {
    case .node(let item): startY = middle(of: item).y + reach(item, offset: Double(ports.upper))
    case .group(let group): startY = frames[group].bottom
    }
    let endY: Double
    switch lowerEnd {
    case .node(let item): endY = middle(of: item).y - reach(item, offset: Double(ports.lower))
    case .group(let group): endY = frames[group].top
    }
    let tip = FlowChartLayout.tipLength
    let lineStart = startY + (upperTip == .none ? 0 : tip - 1)
    let lineEnd = endY - (lowerTip == .none ? 0 : tip - 1)

    var arrow = FlowChartScene.Arrow(
      edge: edge, pieces: [], tips: [], label: FlowChartLayout.labelLines(edge), labelMiddle: Point(0, 0))
    var steps: [FlowChartScene.Step] = [.move(Point(x(0), lineStart))]
    var last = Point(x(0), max(bands[graph.vertices[vertices[0]].layer].bottom, lineStart))
    if last.y > lineStart { steps.append(.line(last)) }
    for position in 1..<vertices.count {
      let vertex = graph.vertices[vertices[position]]
      let band = bands[vertex.layer]
      let isEnd = position == vertices.count - 1
      // Where nothing is beside it, a bend is none.
      if !isEnd, band.top == band.bottom { continue }
      var next = Point(x(position), isEnd ? min(band.top, lineEnd) : band.top)
      var labelled: (top: Double, bottom: Double)?
      if case .label = vertex.kind {
        let middle = (band.top + band.bottom) / 2
        arrow.labelMiddle = Point(next.x, middle)
        let half = Double(vertex.depth) / 2
        labelled = (middle - half, middle + half)
      }
      if next.x == last.x {
        if next.y > last.y { steps.append(.line(next)) }
      } else {
        let middle = (last.y + next.y) / 2
        steps.append(.curve(Point(last.x, middle), Point(next.x, middle), next))
      }
      if let labelled {
        if labelled.top > next.y { steps.append(.line(Point(next.x, labelled.top))) }
        arrow.pieces.append(steps)
        steps = [.move(Point(next.x, labelled.bottom))]
        next.y = labelled.bottom
      }
      let bottom = isEnd ? lineEnd : band.bottom
      if bottom > next.y {
        next.y = bottom
        steps.append(.line(next))
      }
      last = next
    }
    arrow.pieces.append(steps)
    if upperTip != .none { arrow.tips.append((upperTip, Point(x(0), startY), Point(0, -1))) }
    if lowerTip != .none {
      arrow.tips.append((lowerTip, Point(x(vertices.count - 1), endY), Point(0, 1)))
    }
    return arrow
  }

  /// From a node's side back to it.
  private func loops(_ item: Int) -> [FlowChartScene.Arrow] {
    guard let edges = plan.loops[item] else { return [] }
    let middle = middle(of: item)
    let size = FlowChartLayout.size(of: plan.items[item].item)
    var side = middle.x + (isVertical ? size.x : size.y) / 2
    let inset =
      switch plan.items[item].item {
      case .node(let outline):
        (isVertical ? size.x : size.y) / 2 - outline.reach(offset: 9, isVertical: !isVertical)
      case .scene: 0.0
      }
    return edges.map { edge in
      let start = middle.x + (isVertical ? size.x : size.y) / 2 - inset
      let lines = FlowChartLayout.labelLines(edge)
      let label = lines.isEmpty ? Point(0, 0) : FlowChartLayout.labelSize(lines)
      let peak = side + FlowChartLayout.loopReach
      let begin = start + (edge.startTip == .none ? 0 : FlowChartLayout.tipLength - 1)
      let finish = start + (edge.endTip == .none ? 0 : FlowChartLayout.tipLength - 1)
      var arrow = FlowChartScene.Arrow(
        edge: edge,
        pieces: [
          [
            .move(Point(begin, middle.y - 9)),
            .curve(Point(peak, middle.y - 9), Point(peak, middle.y + 9), Point(finish, middle.y + 9)),
          ]
        ], tips: [], label: lines,
        labelMiddle: Point(peak - 4 + (isVertical ? label.x : label.y) / 2, middle.y))
      if edge.startTip != .none {
        arrow.tips.append((edge.startTip, Point(start, middle.y - 9), Point(-1, 0)))
      }
      if edge.endTip != .none { arrow.tips.append((edge.endTip, Point(start, middle.y + 9), Point(-1, 0))) }
      side = peak + (isVertical ? label.x : label.y)
      return arrow
    }
  }
}
