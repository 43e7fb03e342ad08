import CKernels
import Tensors

/// A graph compiled for its shapes: a flat list of instructions over memory laid out once. Executing it allocates,
/// locks and looks up nothing.
///
/// A program belongs to one run and is used by one thread at a time.
package final class Program {
  /// Pointers into `arena` and the parameters' memory, which the program keeps alive.
  private enum Instruction {
    case map(UnsafePointer<ck_map>)
    case product(
      ProductForm, m: Int, n: Int, k: Int, a: UnsafePointer<Float>, lda: Int, b: UnsafePointer<Float>,
      ldb: Int, c: UnsafeMutablePointer<Float>)
    case reduce(
      Reduction, ReductionAxis, out: UnsafeMutablePointer<Float>, x: UnsafePointer<Float>, rows: Int,
      columns: Int)
    case logSoftmax(out: UnsafeMutablePointer<Float>, x: UnsafePointer<Float>, rows: Int, columns: Int)
    case copy(out: UnsafeMutablePointer<Float>, x: UnsafePointer<Float>, count: Int)
    /// Row by row, `count` elements of a row of x [rows, stride]; x starts at the first of them.
    case columns(
      out: UnsafeMutablePointer<Float>, x: UnsafePointer<Float>, rows: Int, count: Int, stride: Int)
    /// Row by row, zeros before and after `count` elements of x.
    case padColumns(
      out: UnsafeMutablePointer<Float>, x: UnsafePointer<Float>, rows: Int, before: Int, count: Int,
      after: Int)
  }

  /// What was compiled, to be taken apart where its numbers go wrong.
  private let graph: Graph
  private let outputNodes: [Node]
  private let updates: [Update]
  private let kernels: UnsafePointer<ck_kernels>
  private let arena: FloatMemory
  /// Keeps the parameters' memory alive.
  private let parameters: [FloatMemory]
  private var instructions: ContiguousArray<Instruction> = []
  private var maps: [UnsafeMutablePointer<ck_map>] = []
  private var inputs: [(name: String, memory: UnsafeMutableBufferPointer<Float>)] = []
  private var outputs: [UnsafeBufferPointer<Float>] = []

  /// Compiles what `outputs` and `updates` need of `graph`. Parameters must be in `store` under their names, with the
  /// graph's shapes.
  package init(
    _ graph: Graph, outputs: [Node], updates: [Update] = [], parameters store: ParameterStore,
    kernels: Kernels = .current
  ) {
    self.kernels = kernels.table
    // An update that takes a value over as it is becomes a computation like all others.
    let updates = updates.map { update in
      graph.entries[update.value.index].isElementwise
        ? update
        : Update(update.parameter, graph.add(.elementwise(.copy), [update.value], update.value.shape))
    }
    self.graph = graph
    outputNodes = outputs
    self.updates = updates
    let schedule = Schedule(graph: graph, outputs: outputs, updates: updates)
    let plan = BufferPlan(graph: graph, schedule: schedule, outputs: outputs, updates: updates)
    let arena = FloatMemory(count: plan.arenaCount)
    self.arena = arena

    var memories: [String: FloatMemory] = [:]
    for update in updates { remember(update.parameter.index) }
    for index in graph.entries.indices where schedule.isNeeded[index] { remember(index) }
    parameters = memories.keys.sorted().compactMap { memories[$0] }

    func remember(_ index: Int) {
      guard case .parameter(let name) = graph.entries[index].operation else { return }
      memories[name] = store.memory(name, graph.entries[index].shape)
    }
    func pointer(_ place: BufferPlan.Place) -> UnsafeMutablePointer<Float> {
      switch place {
      case .arena(let offset): return arena.base + offset
      case .parameter(let name):
        guard let memory = memories[name] else { preconditionFailure("no memory for '\(name)'") }
        return memory.base
      }
    }
    func pointer(_ node: Int) -> UnsafeMutablePointer<Float> {
      guard let place = plan.places[graph.storage(of: node)] else {
        preconditionFailure("node \(node), \(graph.entries[node].operation), has no memory")
      }
      return pointer(place)
    }

    for index in graph.entries.indices where schedule.isNeeded[index] {
      switch graph.entries[index].operation {
      case .input(let name):
        let memory = UnsafeMutableBufferPointer(
          start: pointer(index), count: graph.entries[index].shape.count)
        inputs.append((name, memory))
      case .constant(let bits):
        pointer(index).pointee = Float(bitPattern: bits)
      default:
        break
      }
    }
    for step in schedule.steps {
      switch step {
      case .map(let nodes):
        addMap(nodes, graph: graph, schedule: schedule, plan: plan, pointer: pointer)
      case .single(let node):
        let entry = graph.entries[node]
        let x = entry.inputs[0]
        let (rows, columns) = graph.entries[x].shape.matrix
        switch entry.operation {
        case .product(let form):
          let (a, b) = (graph.entries[x].shape, graph.entries[entry.inputs[1]].shape)
          instructions.append(
            .product(
              form, m: entry.shape[0], n: entry.shape[1], k: form == .atb ? a[0] : a[1], a: pointer(x),
              lda: a[1], b: pointer(entry.inputs[1]), ldb: b[1], c: pointer(node)))
        case .reduce(let reduction, let axis):
          instructions.append(
            .reduce(reduction, axis, out: pointer(node), x: pointer(x), rows: rows, columns: columns))
        case .logSoftmax:
          instructions.append(.logSoftmax(out: pointer(node), x: pointer(x), rows: rows, columns: columns))
        case .columns(let offset):
          instructions.append(
            .columns(
              out: pointer(node), x: pointer(x) + offset, rows: rows, count: entry.shape.matrix.columns,
              stride: columns))
        case .padColumns(let offset):
          instructions.append(
            .padColumns(
              out: pointer(node), x: pointer(x), rows: rows, before: offset, count: columns,
              after: entry.shape.matrix.columns - offset - columns))
        case .input, .parameter, .constant, .elementwise, .reshape:
          preconditionFailure("no instruction for \(entry.operation)")
        }
      }
    }
    for (from, to) in plan.copies {
      instructions.append(.copy(out: pointer(to), x: pointer(from), count: graph.entries[to].shape.count))
    }
    self.outputs = outputs.map { UnsafeBufferPointer(start: pointer($0.index), count: $0.shape.count) }
  }

  deinit {
    for map in maps {
      map.pointee.steps.deallocate()
      map.pointee.operands.deallocate()
      map.deallocate()
    }
  }

  private func addMap(
    _ nodes: [Int], graph: Graph, schedule: Schedule, plan: BufferPlan,
    pointer: (BufferPlan.Place) -> UnsafeMutablePointer<Float>
  ) {
    let builder = MapBuilder(nodes: nodes, graph: graph, schedule: schedule, places: plan.places)
    let steps = UnsafeMutablePointer<ck_step>.allocate(capacity: builder.steps.count)
    steps.initialize(from: builder.steps, count: builder.steps.count)
    let operands = UnsafeMutablePointer<ck_operand>.allocate(capacity: builder.operands.count)
    for (i, operand) in builder.operands.enumerated() {
      switch operand {
      case .temporary:
        (operands + i).initialize(to: ck_operand(data: nil, mode: Int32(CK_TEMPORARY.rawValue)))
      case .memory(let place, let broadcast):
        (operands + i).initialize(to: ck_operand(data: pointer(place), mode: broadcast.mode))
      }
    }
    let (rows, columns) = graph.entries[nodes[0]].shape.matrix
    let map = UnsafeMutablePointer<ck_map>.allocate(capacity: 1)
    map.initialize(
      to: ck_map(
        steps: steps, operands: operands, step_count: Int32(builder.steps.count),
        operand_count: Int32(builder.operands.count), rows: Int64(rows), columns: Int64(columns)))
    maps.append(map)
    instructions.append(.map(map))
  }

  /// The memory of an input, to be written before each execution. nil where no output needs the input.
  package func input(_ name: String) -> UnsafeMutableBufferPointer<Float>? {
    inputs.first { $0.name == name }?.memory
  }

  /// Names of the inputs that outputs or updates need.
  package var inputNames: [String] { inputs.map(\.name) }

  /// Writes an input that the program may not need.
  package func setInput(_ name: String, _ values: some Collection<Float>) {
    guard let memory = input(name) else { return }
    precondition(memory.count == values.count, "'\(name)' takes \(memory.count) values, not \(values.count)")
    _ = memory.update(fromContentsOf: values)
  }

  /// Writes rows of a matrix [n, columns] into the input: `out[i] = x[indices[i]]`. Indices must lie in the matrix.
  package func gatherInput(
    _ name: String, from x: UnsafeBufferPointer<Float>, rows indices: UnsafeBufferPointer<Int32>, columns: Int
  ) {
    guard let memory = input(name), let out = memory.baseAddress, let x = x.baseAddress,
      let rows = indices.baseAddress
    else { return }
    precondition(memory.count == indices.count * columns, "'\(name)' takes \(memory.count) values")
    kernels.pointee.gather_rows(out, x, rows, Int64(indices.count), Int64(columns))
  }

  package var outputCount: Int { outputs.count }

  /// The values of output `index`, as of the last execution.
  package func output(_ index: Int) -> UnsafeBufferPointer<Float> { outputs[index] }

  /// Where the first NaN or infinity of the last execution arose: it is executed once more, node by node, on its
  /// inputs and the parameters that it began with. nil where all that it computes is finite.
  ///
  /// - Parameter hasLoss: whether output 0 is a loss, which tells the forward from the backward pass.
  package func nonFiniteOrigin(from parameters: ParameterStore.Snapshot, hasLoss: Bool = true)
    -> NonFiniteOrigin?
  {
    var values = parameters.valuesByName
    for (name, memory) in inputs { values[name] = Array(memory) }
    return NonFiniteOrigin.find(
      in: graph, loss: hasLoss ? outputNodes.first : nil,
      outputs: Array(outputNodes.dropFirst(hasLoss ? 1 : 0)),
      updates: updates, values: values, kernels: Kernels(table: kernels))
  }

  /// For tests and for those who want to know what was compiled.
  package var instructionCount: Int { instructions.count }
  /// Bytes of the arena: inputs, constants and all that is computed.
  package var arenaBytes: Int { arena.count * MemoryLayout<Float>.stride }

  package func execute() {
    for instruction in instructions {
      switch instruction {
      case .map(let map):
        kernels.pointee.map(map)
      case .product(let form, let m, let n, let k, let a, let lda, let b, let ldb, let c):
        kernels.pointee.product(
          form.rawValue, Int64(m), Int64(n), Int64(k), a, Int64(lda), b, Int64(ldb), c, Int64(n), 0)
      case .reduce(let reduction, let axis, let out, let x, let rows, let columns):
        reduce(reduction, axis, out, x, Int64(rows), Int64(columns))
      case .logSoftmax(let out, let x, let rows, let columns):
        kernels.pointee.log_softmax_rows(out, x, Int64(rows), Int64(columns))
      case .copy(let out, let x, let count):
        out.update(from: x, count: count)
      case .columns(let out, let x, let rows, let count, let stride):
        for row in 0..<rows { (out + row * count).update(from: x + row * stride, count: count) }
      case .padColumns(let out, let x, let rows, let before, let count, let after):
        let total = before + count + after
        for row in 0..<rows {
          let start = out + row * total
          start.update(repeating: 0, count: before)
          (start + before).update(from: x + row * count, count: count)
          (start + before + count).update(repeating: 0, count: after)
        }
      }
    }
  }

  private func reduce(
    _ reduction: Reduction, _ axis: ReductionAxis, _ out: UnsafeMutablePointer<Float>,
    _ x: UnsafePointer<Float>,
    _ rows: Int64, _ columns: Int64
  ) {
    switch (reduction, axis) {
    case (.sum, .all): kernels.pointee.sum_rows(out, x, 1, rows * columns)
    case (.sum, .columns): kernels.pointee.sum_rows(out, x, rows, columns)
    case (.sum, .rows): kernels.pointee.sum_columns(out, x, rows, columns)
    case (.maximum, .all): kernels.pointee.max_rows(out, x, 1, rows * columns)
    case (.maximum, .columns): kernels.pointee.max_rows(out, x, rows, columns)
    case (.maximum, .rows): kernels.pointee.max_columns(out, x, rows, columns)
    }
  }
}

extension Broadcast {
  fileprivate var mode: Int32 {
    switch self {
    case .full: Int32(CK_FULL.rawValue)
    case .scalar: Int32(CK_SCALAR.rawValue)
    case .row: Int32(CK_ROW.rawValue)
    case .column: Int32(CK_COLUMN.rawValue)
    }
  }
}
