import CKernels
import Tensors

/// Executes nodes one by one, and lets each result be noted with what it was computed from. The numbers are
/// the reference's, and so a program's, bit for bit; products come from the kernels, whose bits are the same,
/// since the reference's loop is too slow for a network of ordinary size.
struct TracedExecution {
  struct Operand<Note> {
    let node: Int
    let shape: Shape
    let values: [Float]
    let note: Note?
  }

  private let graph: Graph
  private let values: [String: [Float]]
  private let kernels: Kernels

  init(_ graph: Graph, values: [String: [Float]], kernels: Kernels) {
    self.graph = graph
    self.values = values
    self.kernels = kernels
  }

  /// All that `nodes` need, in order of execution. A value and its note are kept until the last node that
  /// reads it is past; the notes of `nodes` are given back.
  func run<Note>(
    _ nodes: [Int], note: (_ node: Int, _ result: [Float], _ operands: [Operand<Note>]) -> Note?
  ) -> [Int: Note] {
    let isNeeded = graph.ancestors(of: nodes)
    var lastReader: [Int: Int] = [:]
    for (index, entry) in graph.entries.enumerated() where isNeeded[index] {
      for input in entry.inputs { lastReader[input] = index }
    }
    let executor = ReferenceExecutor<Float>(graph)
    let targets = Set(nodes)
    var notes: [Int: Note] = [:]
    var live: [Int: (values: [Float], note: Note?)] = [:]
    for (index, entry) in graph.entries.enumerated() where isNeeded[index] {
      let operands = entry.inputs.map { input -> Operand<Note> in
        guard let (values, note) = live[input] else {
          preconditionFailure("node \(input) is gone before \(index)")
        }
        return Operand(node: input, shape: graph.entries[input].shape, values: values, note: note)
      }
      let result =
        if case .product(let form) = entry.operation {
          product(form, operands[0], operands[1], entry.shape)
        } else {
          executor.compute(entry, operands.map { ($0.shape, $0.values) }, values)
        }
      let noted = note(index, result, operands)
      for input in entry.inputs where lastReader[input] == index { live[input] = nil }
      if lastReader[index] != nil { live[index] = (result, noted) }
      if targets.contains(index) { notes[index] = noted }
    }
    return notes
  }

  private func product<Note>(
    _ form: ProductForm, _ a: Operand<Note>, _ b: Operand<Note>, _ shape: Shape
  ) -> [Float] {
    let k = form == .atb ? a.shape[0] : a.shape[1]
    // The kernel reads and writes matrices of these shapes, and nothing is empty: it is not called otherwise.
    guard shape.count > 0, k > 0 else { return Array(repeating: 0, count: shape.count) }
    return [Float](unsafeUninitializedCapacity: shape.count) { result, count in
      a.values.withUnsafeBufferPointer { left in
        b.values.withUnsafeBufferPointer { right in
          kernels.table.pointee.product(
            form.rawValue, Int64(shape[0]), Int64(shape[1]), Int64(k), left.baseAddress, Int64(a.shape[1]),
            right.baseAddress, Int64(b.shape[1]), result.baseAddress, Int64(shape[1]), 0)
        }
      }
      count = shape.count
    }
  }
}
