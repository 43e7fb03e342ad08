import CKernels
import Tensors

/// A graph compiled for its shapes: a flat list of instructions over memory laid out once. Executing it allocates,
/// locks and looks up nothing.
///
/// A program belongs to one run and is used by one thread at a time.
package final class Program {
  /// What was compiled, to be taken apart where its numbers go wrong.
  private let graph: Graph
  private let outputNodes: [Node]
  private let updates: [Update]
  let kernels: Kernels
  private let arena: FloatMemory
  /// Keeps the parameters' memory alive.
  private let parameters: [FloatMemory]
  /// Pointers into `arena` and the parameters' memory, which the program keeps alive.
  private var instructions = UnsafeMutableBufferPointer<ck_instruction>(start: nil, count: 0)
  private var maps: [UnsafeMutablePointer<ck_map>] = []
  /// Of the maps in their order, by which compiled loops are found; for those who compile them.
  package private(set) var mapKeys: [String] = []
  private var inputs: [(name: String, memory: UnsafeMutableBufferPointer<Float>)] = []
  private var outputs: [UnsafeBufferPointer<Float>] = []

  /// Compiles what `outputs` and `updates` need of `graph`. Parameters must be in `store` under their names, with the
  /// graph's shapes.
  package init(
    _ graph: Graph, outputs: [Node], updates: [Update] = [], parameters store: ParameterStore,
    kernels: Kernels = .current
  ) {
    self.kernels = kernels
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
    var instructions: [ck_instruction] = []
    for step in schedule.steps {
      switch step {
      case .map(let nodes):
        let map = makeMap(nodes, schedule: schedule, plan: plan, pointer: pointer)
        instructions.append(ck_instruction(CK_RUN_MAP, map: map))
      case .fused(let product, let nodes):
        let map = makeMap(nodes, after: product, schedule: schedule, plan: plan, pointer: pointer)
        var instruction = single(product)
        instruction.map = UnsafePointer(map)
        instructions.append(instruction)
      case .single(let node):
        instructions.append(single(node))
      }
    }
    for (from, to) in plan.copies {
      let count = graph.entries[to].shape.count
      instructions.append(
        ck_instruction(CK_RUN_COPY, out: pointer(to), a: pointer(from), rows: 1, columns: count, lda: count))
    }

    func single(_ node: Int) -> ck_instruction {
      let entry = graph.entries[node]
      let x = entry.inputs[0]
      let (rows, columns) = graph.entries[x].shape.matrix
      // A product that only a map reads has no memory.
      let out = plan.places[node].map(pointer)
      switch entry.operation {
      case .product(let form):
        let (a, b) = (graph.entries[x].shape, graph.entries[entry.inputs[1]].shape)
        return ck_instruction(
          CK_RUN_PRODUCT, form: form, out: out, a: pointer(x), b: pointer(entry.inputs[1]),
          rows: entry.shape[0], columns: entry.shape[1], depth: form == .atb ? a[0] : a[1], lda: a[1],
          ldb: b[1])
      case .reduce(let reduction, let axis):
        return ck_instruction(reduction, axis, out: out, a: pointer(x), rows: rows, columns: columns)
      case .logSoftmax:
        return ck_instruction(CK_RUN_LOG_SOFTMAX, out: out, a: pointer(x), rows: rows, columns: columns)
      case .columns(let offset):
        return ck_instruction(
          CK_RUN_COPY, out: out, a: pointer(x) + offset, rows: rows, columns: entry.shape.matrix.columns,
          lda: columns)
      case .padColumns(let offset):
        return ck_instruction(
          CK_RUN_PAD, out: out, a: pointer(x), rows: rows, columns: columns, depth: offset,
          ldb: entry.shape.matrix.columns)
      case .input, .parameter, .constant, .elementwise, .reshape:
        preconditionFailure("no instruction for \(entry.operation)")
      }
    }
    self.instructions = .allocate(capacity: instructions.count)
    _ = self.instructions.initialize(from: instructions)
    self.outputs = outputs.map { UnsafeBufferPointer(start: pointer($0.index), count: $0.shape.count) }
  }

  deinit {
    instructions.deallocate()
    for map in maps {
      map.pointee.steps.deallocate()
      map.pointee.operands.deallocate()
      map.deallocate()
    }
  }

  private func makeMap(
    _ nodes: [Int], after product: Int? = nil, schedule: Schedule, plan: BufferPlan,
    pointer: (BufferPlan.Place) -> UnsafeMutablePointer<Float>
  ) -> UnsafeMutablePointer<ck_map> {
    let builder = MapBuilder(
      nodes: nodes, product: product, graph: graph, schedule: schedule, places: plan.places)
    let steps = UnsafeMutablePointer<ck_step>.allocate(capacity: builder.steps.count)
    steps.initialize(from: builder.steps, count: builder.steps.count)
    let operands = UnsafeMutablePointer<ck_operand>.allocate(capacity: builder.operands.count)
    for (i, operand) in builder.operands.enumerated() {
      switch operand {
      case .temporary:
        (operands + i).initialize(to: ck_operand(data: nil, mode: Int32(CK_TEMPORARY.rawValue)))
      case .block:
        (operands + i).initialize(to: ck_operand(data: nil, mode: Int32(CK_BLOCK.rawValue)))
      case .memory(let place, let broadcast):
        (operands + i).initialize(to: ck_operand(data: pointer(place), mode: broadcast.mode))
      }
    }
    let key = builder.key
    let (rows, columns) = graph.entries[nodes[0]].shape.matrix
    let map = UnsafeMutablePointer<ck_map>.allocate(capacity: 1)
    map.initialize(
      to: ck_map(
        steps: steps, operands: operands, step_count: Int32(builder.steps.count),
        operand_count: Int32(builder.operands.count), rows: Int64(rows), columns: Int64(columns),
        compiled: ck_compiled_map(key)))
    maps.append(map)
    mapKeys.append(key)
    return map
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

  /// Writes consecutive rows of a matrix.
  package func setInput(_ name: String, rows: Range<Int>, of matrix: FeatureMatrix) {
    guard let memory = input(name) else { return }
    matrix.write(rows: rows, to: memory, kernels)
  }

  /// Writes rows of a matrix [n, columns] into the input: `out[i] = x[indices[i]]`. Indices must lie in the matrix.
  package func gatherInput(
    _ name: String, from x: FeatureMatrix.Memory, rows indices: UnsafeBufferPointer<Int32>, columns: Int
  ) {
    guard let memory = input(name), let out = memory.baseAddress, let rows = indices.baseAddress
    else { return }
    precondition(memory.count == indices.count * columns, "'\(name)' takes \(memory.count) values")
    let (count, columns) = (Int64(indices.count), Int64(columns))
    switch x {
    case .floats(let x):
      x.baseAddress.map { kernels.table.pointee.gather_rows(out, $0, rows, count, columns) }
    case .bytes(let x):
      x.baseAddress.map { kernels.table.pointee.gather_bytes(out, $0, rows, count, columns) }
    }
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
      updates: updates, values: values, kernels: kernels)
  }

  /// For tests and for those who want to know what was compiled.
  package var instructionCount: Int { instructions.count }
  /// Bytes of the arena: inputs, constants and all that is computed.
  package var arenaBytes: Int { arena.count * MemoryLayout<Float>.stride }

  package func execute() {
    guard let base = instructions.baseAddress else { return }
    kernels.table.pointee.execute(base, Int64(instructions.count), kernels.team?.pointer)
  }

  /// The instructions, which live as long as the program.
  var list: UnsafeBufferPointer<ck_instruction> { UnsafeBufferPointer(instructions) }
}

extension ck_instruction {
  fileprivate init(
    _ kind: ck_kind, form: ProductForm = .ab, out: UnsafeMutablePointer<Float>? = nil,
    a: UnsafePointer<Float>? = nil, b: UnsafePointer<Float>? = nil, rows: Int = 0, columns: Int = 0,
    depth: Int = 0, lda: Int = 0, ldb: Int = 0, map: UnsafeMutablePointer<ck_map>? = nil
  ) {
    self.init(
      kind: Int32(kind.rawValue), form: form.rawValue, out: out, a: a, b: b, rows: Int64(rows),
      columns: Int64(columns), depth: Int64(depth), lda: Int64(lda), ldb: Int64(ldb), map: map)
  }

  fileprivate init(
    _ reduction: Reduction, _ axis: ReductionAxis, out: UnsafeMutablePointer<Float>?, a: UnsafePointer<Float>,
    rows: Int, columns: Int
  ) {
    let (kind, rows, columns) =
      switch (reduction, axis) {
      case (.sum, .all): (CK_RUN_SUM_ROWS, 1, rows * columns)
      case (.sum, .columns): (CK_RUN_SUM_ROWS, rows, columns)
      case (.sum, .rows): (CK_RUN_SUM_COLUMNS, rows, columns)
      case (.maximum, .all): (CK_RUN_MAX_ROWS, 1, rows * columns)
      case (.maximum, .columns): (CK_RUN_MAX_ROWS, rows, columns)
      case (.maximum, .rows): (CK_RUN_MAX_COLUMNS, rows, columns)
      }
    self.init(kind, out: out, a: a, rows: rows, columns: columns)
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
