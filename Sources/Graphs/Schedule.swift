import CKernels
import Tensors

/// A new value for a parameter, taken over at the end of an execution: every node reads the old ones.
package struct Update {
  package let parameter: Node
  package let value: Node

  package init(_ parameter: Node, _ value: Node) {
    guard case .parameter = parameter.operation else {
      preconditionFailure("only parameters are updated, not \(parameter.operation)")
    }
    precondition(parameter.shape == value.shape, "update of \(parameter.shape) by \(value.shape)")
    self.parameter = parameter
    self.value = value
  }
}

/// The order of work of a program: nodes that no output needs are dropped, and elementwise nodes over the same rows and
/// columns are fused into groups, each one pass over memory.
///
/// A group stays open, and takes in more nodes, until something outside needs a value of it. Open groups depend on
/// closed work alone, so they may be merged, and closed in any order. Nodes that only updates need come last, when
/// nothing reads the old parameters any more.
struct Schedule {
  enum Step {
    /// Elementwise nodes in order.
    case map([Int])
    /// A node of any other operation.
    case single(Int)
    /// A product, and elementwise nodes over its rows and columns that follow it block by block of rows, while
    /// the nearest cache holds them.
    case fused(product: Int, map: [Int])
  }

  private struct Group {
    let rows: Int
    let columns: Int
    var nodes: [Int]
    var isOpen = true
  }

  var steps: [Step] = []
  /// The inputs of each node as the program reads them: broadcasts are read where they come from.
  let inputs: [[Int]]
  let isNeeded: [Bool]

  let graph: Graph
  private var groups: [Group] = []
  /// By node; −1 for none.
  private var groupOfNode: [Int]

  /// Operands that a map may name, nodes and all that they read.
  static let mostOperands = Int(CK_MAX_OPERANDS)

  init(graph: Graph, outputs: [Node], updates: [Update]) {
    self.graph = graph
    let inputs = Self.forwarded(graph)
    self.inputs = inputs

    var isNeeded = [Bool](repeating: false, count: graph.entries.count)
    var isEarly = isNeeded
    for node in outputs {
      isNeeded[node.index] = true
      isEarly[node.index] = true
    }
    for update in updates { isNeeded[update.value.index] = true }
    for index in graph.entries.indices.reversed() where isNeeded[index] {
      if !graph.entries[index].isElementwise { isEarly[index] = true }
      for input in inputs[index] {
        isNeeded[input] = true
        if isEarly[index] { isEarly[input] = true }
      }
    }
    self.isNeeded = isNeeded
    groupOfNode = [Int](repeating: -1, count: graph.entries.count)

    for early in [true, false] {
      placeAll(graph.entries.indices.filter { isNeeded[$0] && isEarly[$0] == early })
      for group in groups.indices { close(group) }
    }
    sinkIntoReaders(outputs: outputs, updates: updates)
    fuseProducts(updates: updates)
  }

  /// Places elementwise nodes (and leaves and reshapes, which are no work) as soon as their inputs are placed, and another node only when none is left: so a loss's
  /// sum does not part the forward from the backward pass.
  private mutating func placeAll(_ nodes: [Int]) {
    var eager = nodes.filter { !graph.entries[$0].isSingle }
    var isWaiting = [Bool](repeating: false, count: graph.entries.count)
    for node in nodes { isWaiting[node] = true }
    for single in nodes.filter({ graph.entries[$0].isSingle }) + [nil] as [Int?] {
      eager.removeAll { index in
        guard inputs[index].allSatisfy({ !isWaiting[$0] }) else { return false }
        isWaiting[index] = false
        place(index)
        return true
      }
      guard let single else { continue }
      isWaiting[single] = false
      place(single)
    }
  }

  /// Follows broadcasts back to their source: an elementwise operation reads a row, column or scalar as it is.
  private static func forwarded(_ graph: Graph) -> [[Int]] {
    graph.entries.map { entry in
      guard entry.isElementwise else { return entry.inputs }
      return entry.inputs.map { input in
        var source = input
        while graph.entries[source].operation == .elementwise(.copy),
          Broadcast(of: graph.entries[graph.entries[source].inputs[0]].shape, to: entry.shape) != nil
        {
          source = graph.entries[source].inputs[0]
        }
        return source
      }
    }
  }

  private mutating func place(_ index: Int) {
    let entry = graph.entries[index]
    switch entry.operation {
    case .input, .parameter, .constant, .reshape:
      return
    case .elementwise:
      placeElementwise(index, entry)
    case .product, .reduce, .logSoftmax, .columns, .padColumns:
      for input in inputs[index] { closeGroup(of: input) }
      steps.append(.single(index))
    }
  }

  private mutating func placeElementwise(_ index: Int, _ entry: Graph.Entry) {
    let (rows, columns) = entry.shape.matrix
    var joined: [Int] = []
    for input in inputs[index] {
      guard let group = openGroup(of: input) else { continue }
      let isMember = groupOfNode[input] == group  // not through a reshape
      if isMember, groups[group].rows == rows, groups[group].columns == columns {
        if !joined.contains(group) { joined.append(group) }
      } else {
        close(group)
      }
    }
    // A group that one input joins may have been closed for another input's sake.
    joined.removeAll { !groups[$0].isOpen }
    if operandCount(joined.flatMap { groups[$0].nodes } + [index]) > Self.mostOperands {
      for group in joined { close(group) }
      joined = []
    }
    guard let target = joined.first else {
      groupOfNode[index] = groups.count
      groups.append(Group(rows: rows, columns: columns, nodes: [index]))
      return
    }
    for other in joined.dropFirst() {
      for node in groups[other].nodes { groupOfNode[node] = target }
      groups[target].nodes += groups[other].nodes
      groups[other].nodes = []
      groups[other].isOpen = false
    }
    groups[target].nodes.append(index)
    groups[target].nodes.sort()
    groupOfNode[index] = target
  }

  /// Operands that a map of these nodes would name, or more where that is no matter.
  func operandCount(_ nodes: [Int]) -> Int {
    // Few enough whatever they share, most of the time.
    let most = nodes.reduce(nodes.count) { $0 + inputs[$1].count }
    return most <= Self.mostOperands ? most : Set(nodes + nodes.flatMap { inputs[$0] }).count
  }

  private func openGroup(of index: Int) -> Int? {
    let group = groupOfNode[graph.storage(of: index)]
    return group >= 0 && groups[group].isOpen ? group : nil
  }

  private mutating func closeGroup(of index: Int) {
    if let group = openGroup(of: index) { close(group) }
  }

  private mutating func close(_ group: Int) {
    guard groups[group].isOpen else { return }
    groups[group].isOpen = false
    steps.append(.map(groups[group].nodes))
  }
}

extension Graph.Entry {
  var isParameter: Bool {
    if case .parameter = operation { true } else { false }
  }

  var isElementwise: Bool {
    if case .elementwise = operation { true } else { false }
  }

  /// Whether it is an instruction of its own.
  var isSingle: Bool {
    switch operation {
    case .product, .reduce, .logSoftmax, .columns, .padColumns: true
    case .input, .parameter, .constant, .elementwise, .reshape: false
    }
  }
}

extension Graph {
  /// The node whose memory holds the values: a reshape has none of its own.
  func storage(of index: Int) -> Int {
    var source = index
    while entries[source].operation == .reshape { source = entries[source].inputs[0] }
    return source
  }
}
