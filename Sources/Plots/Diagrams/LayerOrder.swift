/// Orders the vertices of each layer so that few links cross, groups stay together, and two groups lie the same way
/// round in all layers that they share: by barycentres, sweeping down and up.
struct LayerOrder {
  private let graph: LayeredGraph
  private var layers: [[Int]]
  private var position: [Int]
  private let above: [[Int]]
  private let below: [[Int]]
  private let weight: [[Int]]

  /// At least one order of all layers; several where none has fewer crossings than the others.
  static func orders(_ graph: LayeredGraph) -> [[[Int]]] {
    var order = LayerOrder(graph)
    return order.best()
  }

  private init(_ graph: LayeredGraph) {
    self.graph = graph
    layers = graph.layers
    position = [Int](repeating: 0, count: graph.vertices.count)
    var above = [[Int]](repeating: [], count: graph.vertices.count)
    var below = above
    var weight = above
    for link in graph.links {
      above[link.lower].append(link.upper)
      below[link.upper].append(link.lower)
      weight[link.upper].append(graph.isBorder(link.upper) ? 4 : 1)
    }
    self.above = above
    self.below = below
    self.weight = weight
  }

  /// Of several beginnings, which differ in the side on which long edges pass the nodes, the orders with the fewest
  /// crossings.
  private mutating func best() -> [[[Int]]] {
    var edge = [Int](repeating: -1, count: graph.vertices.count)
    var longEdges = 0
    for path in graph.paths where path.vertices.count > (graph.isDoubled ? 3 : 2) {
      for vertex in path.vertices.dropFirst().dropLast() { edge[vertex] = longEdges }
      longEdges += 1
    }
    var best: [[[Int]]] = []
    var fewest = Int.max
    let starts = graph.vertices.count <= 600 ? 1 << min(longEdges, 3) : 1
    for start in 0..<starts {
      for layer in layers.indices {
        sort(layer) { vertex in
          let isLeft = edge[vertex] >= 0 && (start >> (edge[vertex] % 3)) & 1 == 1
          return isLeft ? -Double(vertex) : Double(vertex)
        }
      }
      var (found, count) = (layers, Int.max)
      sweep(&found, &count)
      if count < fewest { (best, fewest) = ([], count) }
      if count == fewest, !best.contains(found) { best.append(found) }
    }
    return best
  }

  private mutating func sweep(_ best: inout [[Int]], _ fewest: inout Int) {
    alignGroups()
    var least = crossings()
    if least < fewest { (best, fewest) = (layers, least) }
    var idle = 0
    // Of very large charts nobody will follow every arrow.
    let rounds = graph.vertices.count <= 10_000 ? 24 : 2
    for round in 0..<rounds where least > 0 && idle < 6 {
      let isDown = round % 2 == 0
      for layer in isDown ? Array(layers.indices.dropFirst()) : layers.indices.dropLast().reversed() {
        let neighbours = isDown ? above : below
        let position = position
        sort(layer) { vertex in
          let around = neighbours[vertex]
          guard !around.isEmpty else { return nil }
          return Double(around.reduce(0) { $0 + position[$1] }) / Double(around.count)
        }
      }
      alignGroups()
      if graph.vertices.count <= 1500 { transpose() }
      let count = crossings()
      idle = count < least ? 0 : idle + 1
      least = min(least, count)
      if count < fewest { (best, fewest) = (layers, count) }
    }
  }

  /// Sorts a layer by what each vertex wants; who wants nothing keeps its place. Groups are sorted as wholes.
  private mutating func sort(_ layer: Int, _ wanted: (Int) -> Double?) {
    var wish: [Int: Double] = [:]
    for (place, vertex) in layers[layer].enumerated() where !graph.isBorder(vertex) {
      wish[vertex] = wanted(vertex) ?? Double(place)
    }
    layers[layer] = arranged(layers[layer], in: -1, depth: 0, wish)
    for (place, vertex) in layers[layer].enumerated() { position[vertex] = place }
  }

  private func arranged(_ members: [Int], in group: Int, depth: Int, _ wish: [Int: Double]) -> [Int] {
    var items: [(wish: Double, vertices: [Int])] = []
    var inner: [Int: Int] = [:]
    var left: [Int] = []
    var right: [Int] = []
    for vertex in members {
      let own = graph.vertices[vertex].group
      if own == group {
        switch graph.vertices[vertex].kind {
        case .border(_, let isRight): if isRight { right.append(vertex) } else { left.append(vertex) }
        default: items.append((wish[vertex] ?? 0, [vertex]))
        }
      } else {
        let ancestors = graph.ancestors(own)
        let child = ancestors[ancestors.count - 1 - depth]
        if let index = inner[child] {
          items[index].vertices.append(vertex)
        } else {
          inner[child] = items.count
          items.append((0, [vertex]))
        }
      }
    }
    for (child, index) in inner {
      let wishes = items[index].vertices.compactMap { wish[$0] }
      items[index].wish = wishes.reduce(0, +) / Double(max(wishes.count, 1))
      items[index].vertices = arranged(items[index].vertices, in: child, depth: depth + 1, wish)
    }
    let sorted = items.enumerated().sorted { ($0.element.wish, $0.offset) < ($1.element.wish, $1.offset) }
    return left + sorted.flatMap(\.element.vertices) + right
  }

  /// Puts groups into one order in all layers: that of their middles. They exchange the places that they have.
  private mutating func alignGroups() {
    let groups = graph.input.parents.count
    guard groups > 1 else { return }
    var sum = [Double](repeating: 0, count: groups)
    var count = [Double](repeating: 0, count: groups)
    for layer in layers {
      for (place, vertex) in layer.enumerated() where graph.isBorder(vertex) {
        sum[graph.vertices[vertex].group] += (Double(place) + 0.5) / Double(layer.count)
        count[graph.vertices[vertex].group] += 1
      }
    }
    let middle = zip(sum, count).map { $0 / max($1, 1) }
    for layer in layers.indices {
      layers[layer] = aligned(layers[layer], in: -1, depth: 0, middle)
      for (place, vertex) in layers[layer].enumerated() { position[vertex] = place }
    }
  }

  private func aligned(_ members: [Int], in group: Int, depth: Int, _ middle: [Double]) -> [Int] {
    var items: [(group: Int, vertices: [Int])] = []
    for vertex in members {
      let own = graph.vertices[vertex].group
      if own == group {
        items.append((-1, [vertex]))
      } else {
        let ancestors = graph.ancestors(own)
        let child = ancestors[ancestors.count - 1 - depth]
        if items.last?.group == child {
          items[items.count - 1].vertices.append(vertex)
        } else {
          items.append((child, [vertex]))
        }
      }
    }
    let places = items.indices.filter { items[$0].group >= 0 }
    let sorted = places.map { items[$0] }.sorted {
      (middle[$0.group], $0.group) < (middle[$1.group], $1.group)
    }
    for (place, item) in zip(places, sorted) {
      items[place] = (item.group, aligned(item.vertices, in: item.group, depth: depth + 1, middle))
    }
    return items.flatMap(\.vertices)
  }

  /// Exchanges neighbours of one group where that saves crossings.
  private mutating func transpose() {
    for _ in 0..<4 {
      var improved = false
      for layer in layers.indices {
        for place in layers[layer].indices.dropLast() {
          let (a, b) = (layers[layer][place], layers[layer][place + 1])
          guard graph.vertices[a].group == graph.vertices[b].group, !graph.isBorder(a), !graph.isBorder(b),
            crossings(a, b) > crossings(b, a)
          else { continue }
          layers[layer].swapAt(place, place + 1)
          position[a] = place + 1
          position[b] = place
          improved = true
        }
      }
      guard improved else { return }
    }
  }

  /// Between the links of two vertices of a layer, the first one on the left.
  private func crossings(_ a: Int, _ b: Int) -> Int {
    func count(_ neighbours: [[Int]]) -> Int {
      neighbours[a].reduce(0) { sum, x in sum + neighbours[b].count { position[$0] < position[x] } }
    }
    return count(above) + count(below)
  }

  private func crossings() -> Int {
    var total = 0
    for layer in layers.dropLast() {
      var ends: [(place: Int, weight: Int)] = []
      for vertex in layer {
        let own = zip(below[vertex], weight[vertex]).map { (place: position[$0], weight: $1) }
        ends += own.sorted { $0.place < $1.place }
      }
      // Links that end left of earlier ones, by a tree of partial sums.
      var tree = [Int](repeating: 0, count: (ends.map(\.place).max() ?? 0) + 2)
      var sum = 0
      for end in ends {
        var index = end.place + 1
        var before = 0
        while index > 0 {
          before += tree[index]
          index -= index & -index
        }
        total += (sum - before) * end.weight
        index = end.place + 1
        while index < tree.count {
          tree[index] += end.weight
          index += index & -index
        }
        sum += end.weight
      }
    }
    return total
  }
}

extension LayeredGraph {
  func isBorder(_ vertex: Int) -> Bool {
    if case .border = vertices[vertex].kind { true } else { false }
  }
}
