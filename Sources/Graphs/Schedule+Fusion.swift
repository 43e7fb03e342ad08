// What becomes of the steps once their order is known: less that goes through memory.

extension Schedule {
  /// Moves maps up to the product that they read last: a layer's bias and activation, the way back through them, an
  /// optimizer's update behind the gradient. A map that writes parameters must not overtake a reader of the old ones.
  mutating func fuseProducts(updates: [Update]) {
    var stepOfNode = [Int](repeating: -1, count: graph.entries.count)
    for (number, step) in steps.enumerated() {
      for node in step.nodes { stepOfNode[node] = number }
    }
    var updatedParameters: [Int: [Int]] = [:]
    for update in updates {
      updatedParameters[update.value.index, default: []].append(update.parameter.index)
    }

    for (number, step) in steps.enumerated() {
      guard case .map(let nodes) = step else { continue }
      let latest = sources(of: nodes).reduce(-1) { latest, source in
        stepOfNode[source] == number ? latest : max(latest, stepOfNode[source])
      }
      guard latest >= 0, case .single(let product) = steps[latest],
        case .product = graph.entries[product].operation,
        graph.entries[product].shape.matrix == graph.entries[nodes[0]].shape.matrix
      else { continue }
      let written = nodes.flatMap { updatedParameters[$0, default: []] }
      guard
        !written.contains(where: { parameter in
          inputs[product].contains { graph.storage(of: $0) == parameter }
            || steps[(latest + 1)..<number].contains { sources(of: $0.nodes).contains(parameter) }
        })
      else { continue }
      steps[latest] = .fused(product: product, map: nodes)
      steps[number] = .map([])
      for node in nodes { stepOfNode[node] = latest }
    }
    steps.removeAll { $0.nodes.isEmpty }
  }

  /// Whose memory the nodes read.
  private func sources(of nodes: [Int]) -> [Int] {
    nodes.flatMap { inputs[$0].map(graph.storage) }
  }

  /// Moves nodes that one later map alone reads into that map, where it can read what they are computed from: a mask that
  /// the way back needs is made there, instead of being written on the way forth.
  mutating func sinkIntoReaders(outputs: [Node], updates: [Update]) {
    var kept = Set(outputs.map { graph.storage(of: $0.index) })
    kept.formUnion(updates.map(\.value.index))
    var stepOfNode = [Int](repeating: -1, count: graph.entries.count)
    // By node, the steps that read it, each once, in order.
    var readers = [[Int]](repeating: [], count: graph.entries.count)
    for (number, step) in steps.enumerated() {
      for node in step.nodes { stepOfNode[node] = number }
      for source in sources(of: step.nodes) where readers[source].last != number {
        readers[source].append(number)
      }
    }
    var maps = steps.map { step -> [Int] in
      if case .map(let nodes) = step { nodes } else { [] }
    }
    for number in maps.indices {
      for node in maps[number].reversed() where !kept.contains(node) {
        guard readers[node].count == 1, let reader = readers[node].first, reader > number,
          let other = maps[reader].first,
          graph.entries[other].shape.matrix == graph.entries[node].shape.matrix,
          // Read as it is, not through a reshape.
          maps[reader].allSatisfy({ member in
            inputs[member].allSatisfy { graph.storage(of: $0) != node || $0 == node }
          }),
          operandCount(maps[reader] + [node]) <= Self.mostOperands
        else { continue }
        let read = Set(sources(of: [node]))
        // A parameter may have been updated by then.
        guard !read.contains(where: { graph.entries[$0].isParameter }) else { continue }
        // Values of this map that would have to be kept for it, in the place of the node.
        let new = read.filter { source in
          stepOfNode[source] == number && !kept.contains(source) && readers[source] == [number]
        }
        guard new.count <= 1 else { continue }
        maps[number].removeAll { $0 == node }
        maps[reader].append(node)
        maps[reader].sort()
        stepOfNode[node] = reader
        for source in read {
          if !readers[source].contains(reader) { readers[source].append(reader) }
          if !sources(of: maps[number]).contains(source) { readers[source].removeAll { $0 == number } }
        }
      }
    }
    for (number, nodes) in maps.enumerated() {
      if case .map = steps[number] { steps[number] = .map(nodes) }
    }
    steps.removeAll { $0.nodes.isEmpty }
  }
}
