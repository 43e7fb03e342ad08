import CKernels
import Tensors
import Testing

/// Maps that are compiled as one loop against the same maps step by step, bit for bit.
@Suite struct CompiledMapTests {
  private static let keys: [String] = {
    var keys: [String] = []
    while let key = ck_compiled_map_key(Int32(keys.count)) { keys.append(String(cString: key)) }
    return keys
  }()

  @Test func keysAreFoundByTheirText() {
    #expect(Self.keys.count > 20)
    for (number, key) in Self.keys.enumerated() { #expect(ck_compiled_map(key) == Int32(number)) }
    #expect(ck_compiled_map("F 0.0.0") == -1)
    #expect(ck_compiled_map_key(-1) == nil)
  }

  @Test(arguments: Kernels.available) func compiledEqualsStepByStep(_ kernels: Kernels) {
    for (number, key) in Self.keys.enumerated() {
      for (rows, columns) in [(1, 1), (3, 5), (4, 16), (2, 37), (33, 10), (7, 64)] {
        let map = SomeMap(key, rows: rows, columns: columns, seed: UInt64(number))
        let (compiled, interpreted) = (
          map.run(kernels, compiled: Int32(number)), map.run(kernels, compiled: -1)
        )
        for (index, values) in compiled.enumerated() {
          if let difference = firstDifference(values, interpreted[index]) {
            Issue.record("\(key) over \(rows) x \(columns), operand \(index) \(difference)")
          }
        }
      }
    }
  }
}

/// A map as its key tells, over random operands.
private struct SomeMap {
  let rows: Int
  let columns: Int
  private var modes: [Character]
  private var steps: [ck_step]
  private var data: [[Float]]
  /// What a map that follows a product follows: a [rows, depth], b [depth, columns].
  private let depth = 3
  private let a: [Float]
  private let b: [Float]

  init(_ key: String, rows: Int, columns: Int, seed: UInt64) {
    self.rows = rows
    self.columns = columns
    let parts = key.split(separator: " ")
    modes = Array(parts[0])
    steps = parts.dropFirst().map { part in
      let n = part.split(separator: ".").map { UInt16($0)! }
      return ck_step(
        op: n[0], to: n[1], a: n[2], b: n.count > 3 ? n[3] : n[2], c: n.count > 4 ? n[4] : n[2])
    }
    var random = RandomStream(seed: seed, purpose: "map/\(rows)/\(columns)")
    data = modes.map { mode in
      switch mode {
      case "F": random.wild(rows * columns)
      case "R": random.wild(columns)
      case "C": random.wild(rows)
      default: random.uniforms(1)
      }
    }
    a = random.uniforms(rows * depth)
    b = random.uniforms(depth * columns)
  }

  /// The operands after the map.
  func run(_ kernels: Kernels, compiled: Int32) -> [[Float]] {
    let buffers = data.map { values in
      let buffer = UnsafeMutableBufferPointer<Float>.allocate(capacity: values.count)
      _ = buffer.initialize(from: values)
      return buffer
    }
    defer { for buffer in buffers { buffer.deallocate() } }
    let kinds: [Character: ck_mode] = [
      "F": CK_FULL, "S": CK_SCALAR, "R": CK_ROW, "C": CK_COLUMN, "B": CK_BLOCK, "T": CK_TEMPORARY,
    ]
    let operands = zip(modes, buffers).map {
      ck_operand(data: $1.baseAddress, mode: Int32(kinds[$0]!.rawValue))
    }
    operands.withUnsafeBufferPointer { operands in
      steps.withUnsafeBufferPointer { steps in
        var map = ck_map(
          steps: steps.baseAddress, operands: operands.baseAddress, step_count: Int32(steps.count),
          operand_count: Int32(operands.count), rows: Int64(rows), columns: Int64(columns), compiled: compiled
        )
        guard modes.contains("B") else { return kernels.table.pointee.map(&map) }
        a.withUnsafeBufferPointer { a in
          b.withUnsafeBufferPointer { b in
            withUnsafePointer(to: map) { map in
              var instruction = ck_instruction(
                kind: Int32(CK_RUN_PRODUCT.rawValue), form: Int32(CK_AB.rawValue), out: nil, a: a.baseAddress,
                b: b.baseAddress, rows: Int64(rows), columns: Int64(columns), depth: Int64(depth),
                lda: Int64(depth), ldb: Int64(columns), map: map)
              kernels.table.pointee.execute(&instruction, 1, nil)
            }
          }
        }
      }
    }
    return buffers.map(Array.init)
  }
}
