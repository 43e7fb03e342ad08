/// A flow chart cut into layers, in a frame of its own in which all arrows lead down: every edge leads from
/// one layer to the next, longer ones by bends, and groups are cells between two borders in each of their layers.
///
/// Source: K. Sugiyama, S. Tagawa, M. Toda, "Methods for Visual Understanding of Hierarchical System
/// Structures", IEEE Transactions on Systems, Man, and Cybernetics 11 (1981).
struct LayeredGraph {
  /// What is to be laid out.
  struct Input {
    struct Node {
      /// Half of what it takes across the arrows' direction, to the left and to the right; a loop is part of it.
      var before: Int
      var after: Int
      /// Along the arrows' direction.
      var depth: Int
      /// Index of the innermost group, -1 for none.
      var group: Int
    }

    enum End {
      case node(Int)
      case group(Int)
    }

    struct Edge {
      var from: End
      var to: End
      var length: Int
      /// Half of the label's extent across, and its extent along; nil for none.
      var label: (half: Int, depth: Int)?
    }

    var nodes: [Node]
    var edges: [Edge]
    /// Per group, the index of the one around it or -1. Every group has a node.
    var parents: [Int]
  }

  enum Kind: Equatable {
    case node(Int)
    case bend
    /// An edge's label.
    case label(Int)
    /// The sides of a group.
    case border(group: Int, isRight: Bool)
  }

  struct Vertex {
    var kind: Kind
    var layer: Int
    var group: Int
    var before = 0
    var after = 0
    var depth = 0
  }

  /// From a vertex to one of the next layer.
  struct Link {
    var upper: Int
    var lower: Int
    /// How much its straightness matters.
    var weight: Int
  }

  /// An edge's way through the layers.
  struct Path {
    /// From the upper end down.
    var vertices: [Int]
    /// The edge leads up: it closes a circle.
    var isReversed: Bool
  }

  let input: Input
  private(set) var vertices: [Vertex] = []
  private(set) var links: [Link] = []
  /// Per edge.
  private(set) var paths: [Path] = []
  /// Per group, its first and last layer.
  private(set) var spans: [ClosedRange<Int>] = []
  /// Vertices from left to right.
  var layers: [[Int]] = []
  /// Layers for labels lie between those of nodes.
  let isDoubled: Bool

  init(_ input: Input) {
    self.input = input
    isDoubled = input.edges.contains { $0.label != nil } || LayeredGraph.hasParallels(input)
    let (layerOfNode, reversed) = assignLayers()
    let chains = LayeredGraph.members(input)
    for group in input.parents.indices {
      let own = chains[group].map { layerOfNode[$0] }
      spans.append((own.min() ?? 0)...(own.max() ?? 0))
    }
    layers = Array(repeating: [], count: (layerOfNode.max() ?? 0) + 1)
    for (index, node) in input.nodes.enumerated() {
      add(
        Vertex(
          kind: .node(index), layer: layerOfNode[index], group: node.group, before: node.before,
          after: node.after, depth: node.depth))
    }
    for (index, edge) in input.edges.enumerated() {
      let (from, to) = reversed[index] ? (edge.to, edge.from) : (edge.from, edge.to)
      let upper = representative(from, chains, layerOfNode, isLast: true)
      let lower = representative(to, chains, layerOfNode, isLast: false)
      route(index, upper, lower, isReversed: reversed[index])
    }
    for (group, span) in spans.enumerated() {
      for layer in span {
        for isRight in [false, true] {
          add(Vertex(kind: .border(group: group, isRight: isRight), layer: layer, group: group))
        }
      }
    }
    straightenForks()
    addBorderLinks()
  }

  /// A label of a fork's branch stands over where the branch leads, any other under where it comes from.
  private mutating func straightenForks() {
    var count = [Int](repeating: 0, count: vertices.count)
    for link in links { count[link.upper] += 1 }
    for index in links.indices {
      let isFork = count[links[index].upper] > 1
      if case .label = vertices[links[index].lower].kind {
        if !isFork { links[index].weight += 1 }
        if isFork, links.indices.contains(index + 1) { links[index + 1].weight += 1 }
      }
    }
  }

  /// Group and all around it, innermost first.
  func ancestors(_ group: Int) -> [Int] {
    var result: [Int] = []
    var current = group
    while current >= 0 {
      result.append(current)
      current = input.parents[current]
    }
    return result
  }

  private mutating func add(_ vertex: Vertex) {
    layers[vertex.layer].append(vertices.count)
    vertices.append(vertex)
  }

  private static func hasParallels(_ input: Input) -> Bool {
    var seen: Set<[Int]> = []
    for edge in input.edges {
      guard case .node(let a) = edge.from, case .node(let b) = edge.to else { continue }
      if !seen.insert([min(a, b), max(a, b)]).inserted { return true }
    }
    return false
  }

  /// All nodes in each group, those of inner groups too.
  private static func members(_ input: Input) -> [[Int]] {
    var members = [[Int]](repeating: [], count: input.parents.count)
    for (index, node) in input.nodes.enumerated() {
      var group = node.group
      while group >= 0 {
        members[group].append(index)
        group = input.parents[group]
      }
    }
    return members
  }

  // MARK: - Layers

  /// Variables are the nodes, then the top and the bottom of every group.
  private func assignLayers() -> (layers: [Int], reversed: [Bool]) {
    let count = input.nodes.count
    func top(_ group: Int) -> Int { count + 2 * group }
    func bottom(_ group: Int) -> Int { count + 2 * group + 1 }
    var arcs: [NetworkSimplex.Arc] = []
    for (index, node) in input.nodes.enumerated() where node.group >= 0 {
      arcs.append(.init(tail: top(node.group), head: index, length: 0, weight: 0))
      arcs.append(.init(tail: index, head: bottom(node.group), length: 0, weight: 0))
    }
    for (group, parent) in input.parents.enumerated() {
      arcs.append(.init(tail: top(group), head: bottom(group), length: 0, weight: 1))
      guard parent >= 0 else { continue }
      arcs.append(.init(tail: top(parent), head: top(group), length: 0, weight: 0))
      arcs.append(.init(tail: bottom(group), head: bottom(parent), length: 0, weight: 0))
    }
    let total = count + 2 * input.parents.count
    var next = [[Int]](repeating: [], count: total)
    for arc in arcs { next[arc.tail].append(arc.head) }
    var reversed: [Bool] = []
    var seen = [Int](repeating: -1, count: total)
    for (index, edge) in input.edges.enumerated() {
      func start(_ end: Input.End) -> Int {
        switch end {
        case .node(let node): node
        case .group(let group): bottom(group)
        }
      }
      func finish(_ end: Input.End) -> Int {
        switch end {
        case .node(let node): node
        case .group(let group): top(group)
        }
      }
      // The edge that closes a circle, in the order of writing, is the one that leads up.
      var pending = [finish(edge.to)]
      var closes = false
      while let vertex = pending.popLast() {
        if vertex == start(edge.from) {
          closes = true
          break
        }
        guard seen[vertex] != index else { continue }
        seen[vertex] = index
        pending += next[vertex]
      }
      let (tail, head) =
        closes ? (start(edge.to), finish(edge.from)) : (start(edge.from), finish(edge.to))
      reversed.append(closes)
      next[tail].append(head)
      arcs.append(.init(tail: tail, head: head, length: length(edge), weight: closes ? 1 : 2))
    }
    let values = NetworkSimplex.solve(count: total, arcs: arcs)
    // Parts that nothing joins begin in the first layer, as the solver has it; a group's top may lie above all nodes.
    let nodes = Array(values.prefix(count))
    let least = nodes.min() ?? 0
    return (nodes.map { $0 - least }, reversed)
  }

  private func length(_ edge: Input.Edge) -> Int { max(edge.length, 1) * (isDoubled ? 2 : 1) }

  /// The node at which an edge of a group begins or ends: the middle one of its last or first layer.
  private func representative(
    _ end: Input.End, _ members: [[Int]], _ layerOfNode: [Int], isLast: Bool
  ) -> Int {
    switch end {
    case .node(let node): return node
    case .group(let group):
      let layer = isLast ? spans[group].upperBound : spans[group].lowerBound
      let candidates = members[group].filter { layerOfNode[$0] == layer }
      return candidates[candidates.count / 2]
    }
  }

  // MARK: - Paths

  private mutating func route(_ index: Int, _ upper: Int, _ lower: Int, isReversed: Bool) {
    let edge = input.edges[index]
    let (first, last) = (vertices[upper].layer, vertices[lower].layer)
    var path = [upper]
    let middle = (first + last) / 2
    for layer in stride(from: first + 1, to: last, by: 1) {
      var vertex = Vertex(
        kind: .bend, layer: layer, group: group(at: layer, vertices[upper].group, vertices[lower].group))
      if layer == middle, let label = edge.label {
        vertex.kind = .label(index)
        (vertex.before, vertex.after, vertex.depth) = (label.half, label.half, label.depth)
      }
      path.append(vertices.count)
      add(vertex)
    }
    path.append(lower)
    let isShort = last - first == length(edge) && !isReversed
    for (a, b) in zip(path, path.dropFirst()) {
      let isInner = [a, b].allSatisfy { if case .node = vertices[$0].kind { false } else { true } }
      links.append(Link(upper: a, lower: b, weight: (isInner ? 8 : 4) * (isShort ? 2 : 1)))
    }
    paths.append(Path(vertices: path, isReversed: isReversed))
  }

  /// The innermost group in which an edge passes a layer: it stays in those of its upper end while they last,
  /// and enters those of its lower end when they have begun.
  private func group(at layer: Int, _ upper: Int, _ lower: Int) -> Int {
    let lowerAncestors = ancestors(lower)
    for group in ancestors(upper) where !lowerAncestors.contains(group) {
      if spans[group].upperBound >= layer { return group }
    }
    let upperAncestors = ancestors(upper)
    for group in lowerAncestors where !upperAncestors.contains(group) {
      if spans[group].lowerBound <= layer { return group }
    }
    return lowerAncestors.first { upperAncestors.contains($0) } ?? -1
  }

  /// The sides of groups are lines that edges had better not cross.
  private mutating func addBorderLinks() {
    var last: [Int: Int] = [:]
    for (index, vertex) in vertices.enumerated() {
      guard case .border(let group, let isRight) = vertex.kind else { continue }
      let side = 2 * group + (isRight ? 1 : 0)
      if let upper = last[side] { links.append(Link(upper: upper, lower: index, weight: 8)) }
      last[side] = index
    }
  }
}
