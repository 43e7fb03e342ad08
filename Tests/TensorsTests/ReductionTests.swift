import CKernels
import Tensors
import Testing

@Suite struct ReductionTests {
  static let shapes = [
    [1, 1], [3, 0], [0, 3], [1, 15], [2, 16], [3, 17], [5, 10], [4, 31], [70, 33], [33, 70], [100, 1],
    [1, 1000],
    [130, 10], [17, 64],
  ]

  @Test(arguments: Kernels.available, shapes) func sums(_ kernels: Kernels, _ shape: [Int]) {
    let x = Matrix(shape, purpose: "sums")
    let rows = x.rowResults { kernels.table.pointee.sum_rows($0, $1, $2, $3) }
    #expect(firstDifference(rows, x.rows.map { sum16($0) }) == nil)
    let columns = x.columnResults { kernels.table.pointee.sum_columns($0, $1, $2, $3) }
    #expect(firstDifference(columns, x.columns.map { sum16($0) }) == nil)
  }

  @Test(arguments: Kernels.available, shapes) func maxima(_ kernels: Kernels, _ shape: [Int]) {
    for values in [Matrix.Values.plain, .wild, .zeros] {
      let x = Matrix(shape, purpose: "maxima", values)
      let rows = x.rowResults { kernels.table.pointee.max_rows($0, $1, $2, $3) }
      #expect(firstDifference(rows, x.rows.map { maximum($0) }) == nil, "\(values)")
      let columns = x.columnResults { kernels.table.pointee.max_columns($0, $1, $2, $3) }
      #expect(firstDifference(columns, x.columns.map { maximum($0) }) == nil, "\(values)")
    }
  }

  @Test(arguments: Kernels.available, shapes) func logSoftmax(_ kernels: Kernels, _ shape: [Int]) {
    for values in [Matrix.Values.plain, .wild, .zeros] {
      let x = Matrix(shape, purpose: "softmax", values)
      let expected = x.rows.flatMap { row in
        let largest = maximum(row)
        let differences = row.map { $0 - largest }
        let logarithm = Elementary.log(sum16(differences.map { Elementary.exp($0) }))
        return differences.map { $0 - logarithm }
      }
      var actual = [Float](repeating: 7, count: x.values.count + 1)
      kernels.table.pointee.log_softmax_rows(&actual, x.values, Int64(shape[0]), Int64(shape[1]))
      #expect(actual.popLast() == 7)
      #expect(firstDifference(actual, expected) == nil, "\(values)")
    }
  }

  @Test(arguments: Kernels.available) func gatheredRows(_ kernels: Kernels) {
    let x = Matrix([20, 7], purpose: "gather")
    let index: [Int32] = [3, 0, 19, 3, 3, 11]
    var actual = [Float](repeating: 0, count: index.count * 7)
    kernels.table.pointee.gather_rows(&actual, x.values, index, Int64(index.count), 7)
    #expect(actual == index.flatMap { x.rows[Int($0)] })
  }

  /// Rows of all widths around those of vectors, which lie at every distance from a boundary. Every byte is among them,
  /// and nothing beyond the last row is written.
  @Test(arguments: Kernels.available, Array(1...35) + [255, 256, 257, 784])
  func gatheredBytes(_ kernels: Kernels, _ columns: Int) {
    let bytes = (0..<9 * columns).map { UInt8(truncatingIfNeeded: $0) }
    let values = bytes.map { Float($0) / 255 }
    let index: [Int32] = [3, 0, 8, 3, 3, 7]
    var actual = [Float](repeating: 7, count: index.count * columns + 1)
    kernels.table.pointee.gather_bytes(&actual, bytes, index, Int64(index.count), Int64(columns))
    #expect(actual.popLast() == 7)
    let expected = index.flatMap { values[Int($0) * columns..<(Int($0) + 1) * columns] }
    #expect(firstDifference(actual, expected) == nil)

    var all = [Float](repeating: 7, count: values.count + 1)
    kernels.table.pointee.byte_values(&all, bytes, Int64(bytes.count))
    #expect(all.popLast() == 7)
    #expect(firstDifference(all, values) == nil)
  }

  struct Matrix {
    enum Values { case plain, wild, zeros }

    let shape: [Int]
    let values: [Float]

    init(_ shape: [Int], purpose: String, _ values: Values = .plain) {
      self.shape = shape
      var random = RandomStream(seed: 6, purpose: "\(purpose)/\(shape)")
      let count = shape[0] * shape[1]
      self.values =
        switch values {
        case .plain: random.uniforms(count)
        case .wild: random.wild(count)
        // The maximum is a zero, whose sign depends on the order.
        case .zeros: (0..<count).map { _ in random.integer(below: 2) == 0 ? 0 : -0.0 }
        }
    }

    var rows: [[Float]] { (0..<shape[0]).map { r in Array(values[r * shape[1]..<(r + 1) * shape[1]]) } }

    var columns: [[Float]] {
      (0..<shape[1]).map { c in (0..<shape[0]).map { values[$0 * shape[1] + c] } }
    }

    typealias Reduction = (UnsafeMutablePointer<Float>?, UnsafePointer<Float>?, Int64, Int64) -> Void

    func rowResults(_ reduce: Reduction) -> [Float] { results(shape[0], reduce) }
    func columnResults(_ reduce: Reduction) -> [Float] { results(shape[1], reduce) }

    private func results(_ count: Int, _ reduce: Reduction) -> [Float] {
      var out = [Float](repeating: 7, count: count + 1)
      reduce(&out, values, Int64(shape[0]), Int64(shape[1]))
      #expect(out.popLast() == 7, "written beyond the end")
      return out
    }
  }
}
