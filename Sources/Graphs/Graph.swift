import Tensors

/// A static graph of operations over tensors of fixed shapes. Nodes are only ever added, each after its inputs, so the
/// order of their numbers is an order of execution. An expression that was built before is given back, not built again.
package final class Graph {
  package struct Entry: Sendable {
    package let operation: Operation
    package let inputs: [Int]
    package let shape: Shape
    /// The part of the model it belongs to (`hidden1`), for messages about where a value went wrong.
    package let scope: String
  }

  private struct Key: Hashable {
    let operation: Operation
    let inputs: [Int]
    let shape: Shape
  }

  package private(set) var entries: [Entry] = []
  private var known: [Key: Int] = [:]
  /// Given to the nodes that are built while it is set.
  package var scope = ""

  package init() {}

  /// Values that the caller provides for each execution.
  package func input(_ name: String, _ shape: Shape) -> Node {
    leaf(.input(name: name), shape)
  }

  /// Values that last from execution to execution.
  package func parameter(_ name: String, _ shape: Shape) -> Node {
    leaf(.parameter(name: name), shape)
  }

  package func constant(_ value: Float) -> Node {
    add(.constant(bitPattern: value.bitPattern), [], .scalar)
  }

  private func leaf(_ operation: Operation, _ shape: Shape) -> Node {
    for (index, entry) in entries.enumerated() where entry.operation == operation {
      precondition(entry.shape == shape, "\(operation) has shape \(entry.shape), not \(shape)")
      return Node(graph: self, index: index)
    }
    return add(operation, [], shape)
  }

  func add(_ operation: Operation, _ inputs: [Node], _ shape: Shape) -> Node {
    precondition(inputs.allSatisfy { $0.graph === self }, "nodes of two graphs meet in \(operation)")
    let indices = inputs.map(\.index)
    let key = Key(operation: operation, inputs: indices, shape: shape)
    if let index = known[key] { return Node(graph: self, index: index) }
    entries.append(Entry(operation: operation, inputs: indices, shape: shape, scope: scope))
    known[key] = entries.count - 1
    return Node(graph: self, index: entries.count - 1)
  }

  /// Builds nodes that belong to the part `name` of the model.
  package func scoped<Result>(_ name: String, _ build: () throws -> Result) rethrows -> Result {
    let outer = scope
    scope = name
    defer { scope = outer }
    return try build()
  }

  package func node(_ index: Int) -> Node { Node(graph: self, index: index) }

  /// Which nodes `nodes` are computed from, themselves among them.
  func ancestors(of nodes: [Int]) -> [Bool] {
    var isNeeded = [Bool](repeating: false, count: entries.count)
    for node in nodes { isNeeded[node] = true }
    for index in entries.indices.reversed() where isNeeded[index] {
      for input in entries[index].inputs { isNeeded[input] = true }
    }
    return isNeeded
  }
}

/// A value of a graph. Operators and functions on nodes add nodes; nothing is computed until a `Program` runs.
package struct Node {
  package let graph: Graph
  package let index: Int

  package var shape: Shape { graph.entries[index].shape }
  package var operation: Operation { graph.entries[index].operation }

  var inputs: [Node] { graph.entries[index].inputs.map(graph.node) }

  var constant: Float? {
    if case .constant(let bits) = operation { Float(bitPattern: bits) } else { nil }
  }
}
