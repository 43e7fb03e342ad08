import CKernels
import Tensors

/// Turns a group of elementwise nodes into a kernel map: which operands it reads and writes, in which steps.
///
/// A value that only the group reads lives in a tile buffer, which is used again when its last reader is past.
struct MapBuilder {
  enum Operand: Hashable {
    case memory(BufferPlan.Place, Broadcast)
    /// The product that the map follows.
    case block
    case temporary(Int)
  }

  private(set) var operands: [Operand] = []
  private(set) var steps: [ck_step] = []

  private var indices: [Operand: UInt16] = [:]
  private var operandOfNode: [Int: UInt16] = [:]
  private var freeTemporaries: [Int] = []
  private var temporaryCount = 0

  init(
    nodes: [Int], product: Int? = nil, graph: Graph, schedule: Schedule, places: [Int: BufferPlan.Place]
  ) {
    var lastReader: [Int: Int] = [:]
    for node in nodes {
      for input in schedule.inputs[node] { lastReader[input] = node }
    }
    let members = Set(nodes)
    var delayed: [(from: UInt16, to: UInt16)] = []

    for node in nodes {
      guard case .elementwise(let operation) = graph.entries[node].operation else {
        preconditionFailure("\(graph.entries[node].operation) in a map")
      }
      let shape = graph.entries[node].shape
      let read = schedule.inputs[node].map { input -> UInt16 in
        if members.contains(input), let operand = operandOfNode[input] { return operand }
        let source = graph.storage(of: input)
        if source == product, places[source] == nil { return operand(.block) }
        guard let place = places[source],
          let broadcast = Broadcast(of: graph.entries[input].shape, to: shape)
        else {
          preconditionFailure(
            "node \(input) of shape \(graph.entries[input].shape) has no memory for \(operation)")
        }
        return operand(.memory(place, broadcast))
      }

      // Temporaries whose last reader this is may hold its result: within a step, elements are read before written.
      for input in Set(schedule.inputs[node]).sorted() where lastReader[input] == node { release(input) }

      let to: UInt16
      if let place = places[node] {
        let target = operand(.memory(place, .full))
        // A parameter that a later node still reads is written at the end.
        let isReadLater = nodes.contains { later in
          later > node
            && schedule.inputs[later].contains { places[graph.storage(of: $0)] == place && $0 != node }
        }
        if isReadLater {
          to = temporary()
          delayed.append((to, target))
        } else {
          to = target
        }
      } else {
        to = temporary()
      }
      operandOfNode[node] = to
      let b = read.count > 1 ? read[1] : read[0]
      steps.append(
        ck_step(op: operation.rawValue, to: to, a: read[0], b: b, c: read.count > 2 ? read[2] : read[0]))
    }
    for (from, to) in delayed {
      steps.append(ck_step(op: UInt16(CK_COPY.rawValue), to: to, a: from, b: from, c: from))
    }
    precondition(operands.count <= CK_MAX_OPERANDS, "a map of \(operands.count) operands")

    func release(_ input: Int) {
      guard members.contains(input), places[input] == nil, let index = operandOfNode[input],
        case .temporary(let number) = operands[Int(index)]
      else { return }
      freeTemporaries.append(number)
    }
  }

  /// By which the kernels find a map that is compiled as one loop: the modes of its operands and its steps.
  var key: String {
    let modes = operands.map { operand in
      switch operand {
      case .memory(_, .full): "F"
      case .memory(_, .scalar): "S"
      case .memory(_, .row): "R"
      case .memory(_, .column): "C"
      case .block: "B"
      case .temporary: "T"
      }
    }
    return modes.joined()
      + steps.map { step in
        let read = [step.a, step.b, step.c].prefix(Elementwise(rawValue: step.op)?.arity ?? 3)
        return " " + ([step.op, step.to] + read).map(String.init).joined(separator: ".")
      }.joined()
  }

  private mutating func operand(_ operand: Operand) -> UInt16 {
    if let index = indices[operand] { return index }
    let index = UInt16(operands.count)
    operands.append(operand)
    indices[operand] = index
    return index
  }

  private mutating func temporary() -> UInt16 {
    if let free = freeTemporaries.popLast() { return operand(.temporary(free)) }
    temporaryCount += 1
    return operand(.temporary(temporaryCount - 1))
  }
}
