import Graphs
import Tensors

/// The noise inputs of a program, filled before each training step. Each has a stream of its own for each step, named
/// by purpose and place (`rrelu/hidden1/17`), so it does not depend on what else is drawn.
struct StepNoise {
  static let prefix = "noise/"

  private let inputs: [(purpose: String, memory: UnsafeMutableBufferPointer<Float>)]

  /// The program must outlive it: the memory is the program's.
  init(_ program: Program) {
    inputs = program.inputNames.filter { $0.hasPrefix(Self.prefix) }.compactMap { name in
      program.input(name).map { (String(name.dropFirst(Self.prefix.count)), $0) }
    }
  }

  /// Uniform on [0, 1).
  func fill(seed: UInt64, step: Int, record: StepRecord? = nil) {
    for (purpose, memory) in inputs {
      var stream = RandomStream(seed: seed, purpose: "\(purpose)/\(step)")
      for index in memory.indices { memory[index] = stream.uniform() }
      record?.keep(noise: memory, purpose, step: step)
    }
  }

  /// How many steps may be taken as one call, where each draws so many floats: they are laid ready.
  static func mostSteps(drawing count: Int) -> Int { max(1, (1 << 18) / max(count, 1)) }

  /// Floats that a step draws.
  var count: Int { inputs.reduce(0) { $0 + $1.memory.count } }

  /// The draws of many steps, the first of them of this number: one input after the other, each step by step.
  func draws(seed: UInt64, first: Int, steps: Int) -> [Float] {
    var all: [Float] = []
    all.reserveCapacity(count * steps)
    for (purpose, memory) in inputs {
      let purpose = RandomStream.Purpose("\(purpose)/")
      for step in first..<first + steps {
        var stream = RandomStream(seed: seed, purpose: purpose.appending(step))
        for _ in memory.indices { all.append(stream.uniform()) }
      }
    }
    return all
  }

  /// With the draws of `draws`, which must live as long as the feeds.
  func feeds(_ draws: UnsafeBufferPointer<Float>, steps: Int) -> [StepFeed] {
    var start = 0
    return inputs.compactMap { _, memory in
      defer { start += memory.count * steps }
      return draws.baseAddress.flatMap { StepFeed(memory, values: $0 + start) }
    }
  }
}
