import Tensors

/// Memory for binary32 values, aligned to a cache line and zero at first. Owned by one run and used by one thread at a
/// time, as are the stores and programs made of it.
final class FloatMemory {
  let base: UnsafeMutablePointer<Float>
  let count: Int

  init(count: Int) {
    self.count = count
    let bytes = max(count, 1) * MemoryLayout<Float>.stride
    let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes, alignment: 64)
    LargePages.prefer(memory)
    guard let start = memory.baseAddress else { preconditionFailure("no memory of \(bytes) bytes") }
    base = start.bindMemory(to: Float.self, capacity: max(count, 1))
    base.initialize(repeating: 0, count: max(count, 1))
  }

  deinit {
    base.deallocate()
  }

  /// Buffers start on cache lines.
  static func rounded(_ count: Int) -> Int { (count + 15) & ~15 }
}

/// The parameters and optimizer state of a run, by name: what lasts between executions and is shared by its programs
/// (training on full and on shorter batches, evaluation, a generator's and a discriminator's step).
package final class ParameterStore {
  private struct Slot {
    let name: String
    let shape: Shape
    let memory: FloatMemory
  }

  private var slots: [Slot] = []
  private var index: [String: Int] = [:]

  package init() {}

  package var names: [String] { slots.map(\.name) }

  /// Adds a parameter with its first value. A name stands once.
  package func add(_ name: String, _ value: Tensor) {
    precondition(index[name] == nil, "parameter '\(name)' stands twice")
    let memory = FloatMemory(count: value.shape.count)
    for (i, element) in value.values.enumerated() { memory.base[i] = element }
    index[name] = slots.count
    slots.append(Slot(name: name, shape: value.shape, memory: memory))
  }

  package func contains(_ name: String) -> Bool { index[name] != nil }

  /// A copy of the present value.
  package subscript(name: String) -> Tensor {
    get {
      let slot = slot(name)
      return Tensor(slot.shape, Array(UnsafeBufferPointer(start: slot.memory.base, count: slot.shape.count)))
    }
    set {
      let slot = slot(name)
      precondition(slot.shape == newValue.shape, "'\(name)' has shape \(slot.shape), not \(newValue.shape)")
      for (i, element) in newValue.values.enumerated() { slot.memory.base[i] = element }
    }
  }

  private func slot(_ name: String) -> Slot {
    guard let position = index[name] else {
      preconditionFailure("no parameter '\(name)' among \(names.joined(separator: ", "))")
    }
    return slots[position]
  }

  /// Whether no value of any parameter is NaN or infinite.
  package var isFinite: Bool {
    slots.allSatisfy { slot in
      UnsafeBufferPointer(start: slot.memory.base, count: slot.shape.count).allSatisfy(\.isFinite)
    }
  }

  /// The values of all parameters at one time.
  package struct Snapshot: Sendable {
    fileprivate var names: [String] = []
    fileprivate var counts: [Int] = []
    /// All values in the order of the names.
    fileprivate var values: [Float] = []

    package init() {}

    /// By name, as the reference executor takes them.
    package var valuesByName: [String: [Float]] {
      var start = 0
      var result: [String: [Float]] = [:]
      for (name, count) in zip(names, counts) {
        result[name] = Array(values[start..<start + count])
        start += count
      }
      return result
    }
  }

  /// A copy of all present values, to be put back by `restore`.
  package func snapshot() -> Snapshot {
    var snapshot = Snapshot()
    self.snapshot(into: &snapshot)
    return snapshot
  }

  /// Overwrites a snapshot with the present values: no memory is allocated where it is one of the same
  /// parameters.
  package func snapshot(into snapshot: inout Snapshot) {
    if !fits(snapshot) {
      snapshot.names = names
      snapshot.counts = slots.map(\.shape.count)
      snapshot.values = Array(repeating: 0, count: snapshot.counts.reduce(0, +))
    }
    snapshot.values.withUnsafeMutableBufferPointer { values in
      guard var target = values.baseAddress else { return }
      // The counts add up to the buffer's.
      for slot in slots {
        target.update(from: slot.memory.base, count: slot.shape.count)
        target += slot.shape.count
      }
    }
  }

  /// Puts the values of a snapshot of this store, or of one with the same parameters, back. No parameter may
  /// have come since: it would keep a value of another time.
  package func restore(_ snapshot: Snapshot) {
    precondition(
      fits(snapshot),
      "a snapshot of '\(snapshot.names.joined(separator: ", "))' for '\(names.joined(separator: ", "))'"
    )
    snapshot.values.withUnsafeBufferPointer { values in
      guard var source = values.baseAddress else { return }
      for slot in slots {
        slot.memory.base.update(from: source, count: slot.shape.count)
        source += slot.shape.count
      }
    }
  }

  private func fits(_ snapshot: Snapshot) -> Bool {
    snapshot.names.count == slots.count
      && slots.indices.allSatisfy {
        snapshot.names[$0] == slots[$0].name && snapshot.counts[$0] == slots[$0].shape.count
      }
  }

  func memory(_ name: String, _ shape: Shape) -> FloatMemory {
    let slot = slot(name)
    precondition(slot.shape == shape, "'\(name)' has shape \(slot.shape), the graph says \(shape)")
    return slot.memory
  }
}
