/// The places of a layered graph's vertices across the arrows' direction: links as straight as they can be,
/// everything apart from its neighbours, groups as narrow as what is in them.
struct LayerPlaces {
  struct Spacing {
    /// Between nodes, between a node and a bend, between bends.
    var nodes = 28
    var bends = 14
    /// Between a group's side and what is next to it, inside and outside.
    var inside = 16
    var outside = 18
    /// In addition, inside the left side: room for a title.
    var leading = 0
  }

  /// Middle of each vertex; the left and right sides of groups at their borders.
  private(set) var places: [Int]

  private let graph: LayeredGraph
  private let spacing: Spacing
  /// Where links leave and enter a node, from its middle.
  private let ports: [(upper: Int, lower: Int)]
  private let variable: [Int]
  private let variableCount: Int

  /// - Parameters:
  ///   - ports: per link, how far from the middles it begins and ends
  ///   - groupWidths: per group, its least width
  init(
    _ graph: LayeredGraph, ports: [(upper: Int, lower: Int)], spacing: Spacing, groupWidths: [Int]
  ) {
    self.graph = graph
    self.spacing = spacing
    self.ports = ports
    var variable: [Int] = []
    var borders: [Int: Int] = [:]
    var count = 0
    for vertex in graph.vertices {
      if case .border(let group, let isRight) = vertex.kind {
        let key = 2 * group + (isRight ? 1 : 0)
        if let known = borders[key] {
          variable.append(known)
          continue
        }
        borders[key] = count
      }
      variable.append(count)
      count += 1
    }
    self.variable = variable
    variableCount = count
    places = []
    solve(groupWidths, borders)
    centre()
    let least = graph.vertices.indices.map { places[$0] - graph.vertices[$0].before }.min() ?? 0
    for vertex in places.indices { places[vertex] -= least }
  }

  private mutating func solve(_ groupWidths: [Int], _ borders: [Int: Int]) {
    var arcs: [NetworkSimplex.Arc] = []
    var total = variableCount
    for layer in graph.layers {
      for (left, right) in zip(layer, layer.dropFirst()) {
        arcs.append(.init(tail: variable[left], head: variable[right], length: gap(left, right), weight: 0))
      }
    }
    for (group, width) in groupWidths.enumerated() {
      guard let left = borders[2 * group], let right = borders[2 * group + 1] else { continue }
      arcs.append(.init(tail: left, head: right, length: width, weight: 2))
    }
    for (link, port) in zip(graph.links, ports) where !graph.isBorder(link.upper) {
      // A variable left of both ends: its distances from them are least where the link is straight.
      arcs.append(
        .init(tail: total, head: variable[link.upper], length: -port.upper, weight: link.weight))
      arcs.append(
        .init(tail: total, head: variable[link.lower], length: -port.lower, weight: link.weight))
      total += 1
    }
    let values = NetworkSimplex.solve(count: total, arcs: arcs)
    places = variable.map { values[$0] }
  }

  /// Least distance between the middles of neighbours.
  private func gap(_ left: Int, _ right: Int) -> Int {
    let (a, b) = (graph.vertices[left], graph.vertices[right])
    func room(_ kind: LayeredGraph.Kind) -> Int {
      switch kind {
      case .node: spacing.nodes
      case .bend: spacing.bends
      case .label: spacing.bends + 4
      case .border: 0
      }
    }
    switch (a.kind, b.kind) {
    case (.border(_, let isRight), .border(_, let isNextRight)):
      if isRight != isNextRight { return isRight ? spacing.outside : 2 * spacing.inside + spacing.leading }
      return spacing.inside + (isRight ? 0 : spacing.leading)
    case (.border(_, let isRight), _):
      return b.before + (isRight ? spacing.outside : spacing.inside + spacing.leading)
    case (_, .border(_, let isRight)):
      return a.after + (isRight ? spacing.inside : spacing.outside)
    default:
      return a.after + b.before + (room(a.kind) + room(b.kind)) / 2
    }
  }

  /// How far links are from straight, all together.
  var cost: Int {
    zip(graph.links, ports).reduce(0) { sum, item in
      let (link, port) = item
      return sum + link.weight * abs(places[link.upper] + port.upper - places[link.lower] - port.lower)
    }
  }

  // MARK: - Centring

  /// A fork may be anywhere between its branches at equal cost: it is put into the middle, with the straight chain that
  /// leads to it.
  private mutating func centre() {
    var lower = [[Int]](repeating: [], count: graph.vertices.count)
    var upper = lower
    for (index, link) in graph.links.enumerated() where !graph.isBorder(link.upper) {
      lower[link.upper].append(index)
      upper[link.lower].append(index)
    }
    var neighbours = [(left: Int, right: Int)](repeating: (-1, -1), count: graph.vertices.count)
    for layer in graph.layers {
      for (a, b) in zip(layer, layer.dropFirst()) {
        neighbours[a].right = b
        neighbours[b].left = a
      }
    }
    for round in 0..<4 {
      var moved = false
      let layers = round % 2 == 0 ? Array(graph.layers.indices.reversed()) : Array(graph.layers.indices)
      for layer in layers {
        for vertex in graph.layers[layer] where !graph.isBorder(vertex) {
          for isDown in [true, false] {
            let outward = isDown ? lower : upper
            let back = isDown ? upper : lower
            guard outward[vertex].count > 1 else { continue }
            var block = [vertex]
            while let last = block.last, back[last].count == 1, let link = back[last].first, isStraight(link)
            {
              let next = isDown ? graph.links[link].upper : graph.links[link].lower
              guard outward[next].count == 1 else { break }
              block.append(next)
            }
            // What pulls at the chain's far end must not be stretched.
            if let last = block.last, !back[last].isEmpty { continue }
            let target = middle(outward[vertex], of: vertex, isDown)
            let shift = clamped(target - places[vertex], block, neighbours)
            guard shift != 0 else { continue }
            for member in block { places[member] += shift }
            moved = true
          }
        }
      }
      guard moved else { return }
    }
  }

  /// The middle of the places at which the links' distances cost least together.
  private func middle(_ links: [Int], of vertex: Int, _ isDown: Bool) -> Int {
    let wishes = links.map { (place: wish($0, of: vertex, isDown), weight: graph.links[$0].weight) }
      .sorted { $0.place < $1.place }
    let total = wishes.reduce(0) { $0 + $1.weight }
    var sum = 0
    for (index, wish) in wishes.enumerated() {
      sum += wish.weight
      if 2 * sum > total { return wish.place }
      if 2 * sum == total { return (wish.place + wishes[index + 1].place) / 2 }
    }
    return places[vertex]
  }

  private func isStraight(_ link: Int) -> Bool {
    places[graph.links[link].upper] + ports[link].upper == places[graph.links[link].lower] + ports[link].lower
  }

  /// Where a vertex would be for a link of it to be straight.
  private func wish(_ link: Int, of vertex: Int, _ isDown: Bool) -> Int {
    let (own, other) =
      isDown ? (ports[link].upper, ports[link].lower) : (ports[link].lower, ports[link].upper)
    return places[isDown ? graph.links[link].lower : graph.links[link].upper] + other - own
  }

  private func clamped(_ shift: Int, _ block: [Int], _ neighbours: [(left: Int, right: Int)]) -> Int {
    var shift = shift
    for vertex in block {
      let (left, right) = neighbours[vertex]
      if left >= 0 { shift = max(shift, places[left] + gap(left, vertex) - places[vertex]) }
      if right >= 0 { shift = min(shift, places[right] - gap(vertex, right) - places[vertex]) }
    }
    return shift
  }
}
