import CKernels
import Tensors
import Testing

/// Every variant against one value at a time, bit for bit.
@Suite struct MapTests {
  /// The definition of an operation.
  static func evaluate(_ op: Int, _ x: Float, _ y: Float, _ z: Float) -> Float {
    switch ck_op(UInt32(op)) {
    case CK_COPY: x
    case CK_ADD: x + y
    case CK_SUBTRACT: x - y
    case CK_MULTIPLY: x * y
    case CK_DIVIDE: x / y
    case CK_MAXIMUM: x > y || x.isNaN ? x : y
    case CK_MINIMUM: x < y || x.isNaN ? x : y
    case CK_GREATER: x > y ? 1 : 0
    case CK_GREATER_EQUAL: x >= y ? 1 : 0
    case CK_EQUAL: x == y ? 1 : 0
    case CK_SELECT: x != 0 ? y : z
    case CK_MULTIPLY_ADD: z.addingProduct(x, y)
    case CK_NEGATE: Float(bitPattern: x.bitPattern ^ 0x8000_0000)
    case CK_ABSOLUTE: Float(bitPattern: x.bitPattern & 0x7fff_ffff)
    case CK_SIGN: x > 0 ? 1 : x < 0 ? -1 : x
    case CK_SQUARE_ROOT: x.squareRoot()
    case CK_EXP: Elementary.exp(x)
    case CK_EXPM1: Elementary.expm1(x)
    case CK_LOG: Elementary.log(x)
    case CK_LOG1P: Elementary.log1p(x)
    case CK_TANH: Elementary.tanh(x)
    case CK_SIGMOID: Elementary.sigmoid(x)
    case CK_SOFTPLUS: Elementary.softplus(x)
    case CK_ERF: Elementary.erf(x)
    case CK_SIN: Elementary.sin(x)
    case CK_COS: Elementary.cos(x)
    case CK_FLUSH: x.magnitude < 1e-30 ? 0 : x
    default: preconditionFailure("operation \(op)")
    }
  }

  static let operationCount = Int(CK_OP_COUNT.rawValue)

  @Test(arguments: Kernels.available, 0..<operationCount)
  func everyLength(_ kernels: Kernels, _ op: Int) {
    var random = RandomStream(seed: 3, purpose: "map/\(op)")
    for length in Array(1...70) + [511, 512, 513, 1500] {
      let x = random.wild(length)
      let y = random.wild(length)
      let z = random.wild(length)
      var map = Map(rows: 1, columns: length)
      let operands = [x, y, z].map { map.operand(CK_FULL, $0) }
      let out = map.operand(CK_FULL, [Float](repeating: 7, count: length))
      map.step(op, to: out, operands[0], operands[1], operands[2])
      map.check(kernels, "length \(length)")
    }
  }

  /// Edges of the elementary functions, all together, so that they meet in one vector.
  @Test(arguments: Kernels.available, 0..<operationCount)
  func specialValues(_ kernels: Kernels, _ op: Int) {
    var map = Map(rows: 1, columns: wildest.count)
    let x = map.operand(CK_FULL, wildest)
    let y = map.operand(CK_FULL, wildest.reversed())
    let out = map.operand(CK_FULL, wildest)
    map.step(op, to: out, x, y, x)
    map.check(kernels, "special values")
  }

  /// A chain over every mode of operand, in place, in shapes on both sides of a tile of 512.
  @Test(
    arguments: Kernels.available,
    [
      [1, 1], [3, 5], [7, 100], [2, 1500], [600, 1], [1, 600], [513, 3], [32, 16], [5, 511], [5, 512],
      [5, 513],
      [0, 4], [4, 0], [33, 32],
    ])
  func chains(_ kernels: Kernels, _ shape: [Int]) {
    let (rows, columns) = (shape[0], shape[1])
    var random = RandomStream(seed: 4, purpose: "chain/\(rows)/\(columns)")
    var map = Map(rows: rows, columns: columns)
    let x = map.operand(CK_FULL, random.uniforms(rows * columns))
    let out = map.operand(CK_FULL, random.uniforms(rows * columns))
    let row = map.operand(CK_ROW, random.uniforms(columns))
    let column = map.operand(CK_COLUMN, random.uniforms(rows))
    let scalar = map.operand(CK_SCALAR, random.uniforms(1))
    let first = map.operand(CK_TEMPORARY, [])
    let second = map.operand(CK_TEMPORARY, [])
    func code(_ op: ck_op) -> Int { Int(op.rawValue) }
    map.step(code(CK_ADD), to: first, x, row)
    map.step(code(CK_TANH), to: second, first)
    map.step(code(CK_MULTIPLY_ADD), to: first, second, column, scalar)
    map.step(code(CK_SUBTRACT), to: x, first, x)
    map.step(code(CK_SELECT), to: out, x, second, out)
    map.step(code(CK_DIVIDE), to: first, scalar, column)
    map.step(code(CK_MULTIPLY), to: out, first, out)
    map.check(kernels, "shape \(shape)")
  }

  /// Without rows or columns to spread, elements are one line, whatever their shape.
  @Test(arguments: Kernels.available) func largestNumberOfOperands(_ kernels: Kernels) {
    var random = RandomStream(seed: 5, purpose: "many")
    var map = Map(rows: 40, columns: 30)
    let last = Int(CK_MAX_OPERANDS) - 1
    let x = map.operand(CK_FULL, random.uniforms(1200))
    for _ in 1..<last { _ = map.operand(CK_TEMPORARY, []) }
    let out = map.operand(CK_FULL, random.uniforms(1200))
    for i in 1...last { map.step(Int(CK_ADD.rawValue), to: i, i - 1, x) }
    #expect(out == last)
    map.check(kernels, "many")
  }
}

/// A map and its operands, executed by the kernels and by the definition.
struct Map {
  var rows: Int, columns: Int
  var modes: [ck_mode] = []
  var data: [[Float]] = []
  var steps: [ck_step] = []

  init(rows: Int, columns: Int) {
    self.rows = rows
    self.columns = columns
  }

  mutating func operand(_ mode: ck_mode, _ values: [Float]) -> Int {
    modes.append(mode)
    data.append(values)
    return modes.count - 1
  }

  mutating func step(_ op: Int, to: Int, _ a: Int, _ b: Int = 0, _ c: Int = 0) {
    steps.append(
      ck_step(op: UInt16(op), to: UInt16(to), a: UInt16(a), b: UInt16(b), c: UInt16(c)))
  }

  func check(_ kernels: Kernels, _ name: String) {
    let actual = run(kernels)
    let expected = reference()
    for i in data.indices where modes[i] == CK_FULL {
      if let difference = firstDifference(actual[i], expected[i]) {
        Issue.record("\(name), operation \(steps[0].op), operand \(i) \(difference)")
      }
    }
  }

  func reference() -> [[Float]] {
    var data = data
    for element in 0..<rows * columns {
      var temporaries = [Float](repeating: .nan, count: modes.count)
      func read(_ operand: UInt16) -> Float {
        let i = Int(operand)
        switch modes[i] {
        case CK_FULL: return data[i][element]
        case CK_SCALAR: return data[i][0]
        case CK_ROW: return data[i][element % columns]
        case CK_COLUMN: return data[i][element / columns]
        default: return temporaries[i]
        }
      }
      for step in steps {
        let value = MapTests.evaluate(Int(step.op), read(step.a), read(step.b), read(step.c))
        if modes[Int(step.to)] == CK_FULL {
          data[Int(step.to)][element] = value
        } else {
          temporaries[Int(step.to)] = value
        }
      }
    }
    return data
  }

  func run(_ kernels: Kernels) -> [[Float]] {
    let buffers = data.map { values in
      let buffer = UnsafeMutableBufferPointer<Float>.allocate(capacity: values.count + 1)
      for (i, value) in values.enumerated() { buffer.initializeElement(at: i, to: value) }
      buffer.initializeElement(at: values.count, to: 12345)
      return buffer
    }
    defer { for buffer in buffers { buffer.deallocate() } }
    let operands = zip(modes, buffers).map { ck_operand(data: $1.baseAddress, mode: Int32($0.rawValue)) }
    operands.withUnsafeBufferPointer { operands in
      steps.withUnsafeBufferPointer { steps in
        var map = ck_map(
          steps: steps.baseAddress, operands: operands.baseAddress, step_count: Int32(steps.count),
          operand_count: Int32(operands.count), rows: Int64(rows), columns: Int64(columns),
          compiled: -1)
        kernels.table.pointee.map(&map)
      }
    }
    for (buffer, values) in zip(buffers, data) {
      #expect(buffer[values.count] == 12345, "written beyond the end")
    }
    return zip(buffers, data).map { Array($0[..<$1.count]) }
  }
}
