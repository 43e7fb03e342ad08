import Tensors

/// Where each value of a program lies: parameters in their store, all else in one arena, whose places are used again
/// when their values are no longer needed.
struct BufferPlan {
  enum Place: Hashable {
    /// Element offset in the arena.
    case arena(Int)
    case parameter(String)
  }

  /// By node; nodes without memory (temporaries of a map, reshapes) have none.
  private(set) var places: [Int: Place] = [:]
  private(set) var arenaCount = 0
  /// Parameters to be copied into at the end, since their new values could not be written in place: (from, to).
  private(set) var copies: [(from: Int, to: Int)] = []

  private struct Lifetime {
    let node: Int
    let count: Int
    let first: Int
    var last: Int
  }

  init(graph: Graph, schedule: Schedule, outputs: [Node], updates: [Update]) {
    let steps = schedule.steps
    // Read by a later step than the one that computes it, or by another kind of step.
    var lastRead: [Int: Int] = [:]
    var stepOfNode: [Int: Int] = [:]
    var readOutside: Set<Int> = []
    var isFused = [Bool](repeating: false, count: graph.entries.count)
    for (number, step) in steps.enumerated() {
      if case .fused(let product, _) = step { isFused[product] = true }
      let nodes = step.nodes
      for node in nodes { stepOfNode[node] = number }
      for node in nodes {
        for input in schedule.inputs[node] {
          let source = graph.storage(of: input)
          lastRead[source] = number
          if stepOfNode[source] != number || source != input { readOutside.insert(source) }
        }
      }
    }
    for node in outputs {
      let source = graph.storage(of: node.index)
      lastRead[source] = steps.count
      readOutside.insert(source)
    }

    // New values go straight to their parameters where no later step reads the old ones.
    var updated: Set<Int> = []
    for update in updates {
      let parameter = update.parameter.index
      let value = update.value.index
      guard case .parameter(let name) = update.parameter.operation else { continue }
      precondition(updated.insert(parameter).inserted, "'\(name)' is updated twice")
      let isComputed = stepOfNode[value].map { lastRead[parameter, default: -1] <= $0 }
      if isComputed == true, places[value] == nil,
        !outputs.contains(where: { graph.storage(of: $0.index) == value })
      {
        places[value] = .parameter(name)
      } else {
        let source = graph.storage(of: value)
        lastRead[source] = steps.count
        readOutside.insert(source)
        copies.append((from: value, to: parameter))
      }
    }

    var lifetimes: [Lifetime] = []
    for index in graph.entries.indices where schedule.isNeeded[index] {
      let entry = graph.entries[index]
      switch entry.operation {
      case .parameter(let name):
        places[index] = .parameter(name)
      case .input, .constant:
        // Written by the caller or once, at compilation: theirs for good.
        places[index] = .arena(arenaCount)
        arenaCount += FloatMemory.rounded(entry.shape.count)
      case .reshape:
        continue
      case .elementwise, .product, .reduce, .logSoftmax, .columns, .padColumns:
        guard places[index] == nil, let first = stepOfNode[index] else { continue }
        // Temporaries of a map, and products that a map alone sees.
        if entry.isElementwise || isFused[index], !readOutside.contains(index) { continue }
        lifetimes.append(
          Lifetime(node: index, count: entry.shape.count, first: first, last: lastRead[index] ?? first))
      }
    }
    allocate(lifetimes)
  }

  /// First fit over what is free at each value's first step, in order of the steps.
  private mutating func allocate(_ lifetimes: [Lifetime]) {
    let firstFree = arenaCount
    var taken: [(start: Int, end: Int, last: Int)] = []
    for lifetime in lifetimes.sorted(by: { ($0.first, $0.node) < ($1.first, $1.node) }) {
      let size = FloatMemory.rounded(max(lifetime.count, 1))
      taken.removeAll { $0.last < lifetime.first }
      var start = firstFree
      for other in taken.sorted(by: { $0.start < $1.start }) {
        if start + size <= other.start { break }
        start = max(start, other.end)
      }
      taken.append((start, start + size, lifetime.last))
      places[lifetime.node] = .arena(start)
      arenaCount = max(arenaCount, start + size)
    }
  }
}

extension Schedule.Step {
  var nodes: [Int] {
    switch self {
    case .map(let nodes): nodes
    case .single(let node): [node]
    case .fused(let product, let map): [product] + map
    }
  }
}
