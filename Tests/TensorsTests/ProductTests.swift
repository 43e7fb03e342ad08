import CKernels
import Tensors
import Testing

/// Every variant against a plain loop over k, bit for bit.
@Suite struct ProductTests {
  struct Case {
    var form: Int32, m, n, k: Int
    // Beyond the shortest rows that hold the operands.
    var padA = 0, padB = 0, padC = 0
    var accumulate = false
  }

  @Test(arguments: Kernels.available) func randomShapes(_ kernels: Kernels) {
    var random = RandomStream(seed: 1, purpose: "shapes")
    for trial in 0..<400 {
      let size = { (largest: Int) in random.integer(below: largest + 1) }
      let wide = trial % 4 == 0
      check(
        kernels,
        Case(
          form: Int32(trial % 3), m: size(wide ? 45 : 20), n: size(wide ? 100 : 40), k: size(wide ? 40 : 70),
          padA: size(3), padB: size(3), padC: size(3), accumulate: trial % 2 == 0))
    }
  }

  /// Each number of rows and of columns that has code of its own.
  @Test(arguments: Kernels.available) func everyTile(_ kernels: Kernels) {
    for form in Int32(0)..<3 {
      for m in 0...30 { check(kernels, Case(form: form, m: m, n: 33, k: 5)) }
      for n in 0...66 { check(kernels, Case(form: form, m: 3, n: n, k: 4, padC: 1)) }
      for k in 0...35 { check(kernels, Case(form: form, m: 5, n: 18, k: k, accumulate: true)) }
    }
  }

  /// Operands that are packed: strides of whole kibibytes, and a k of more than one block.
  @Test(arguments: Kernels.available) func packedOperands(_ kernels: Kernels) {
    for form in Int32(0)..<3 {
      check(kernels, Case(form: form, m: 17, n: 256, k: 40))
      check(kernels, Case(form: form, m: 16, n: 40, k: 1100, accumulate: true))
      check(kernels, Case(form: form, m: 15, n: 35, k: 600, padB: 221, padC: 2))
      check(kernels, Case(form: form, m: 15, n: 35, k: 1030, padB: 221, padC: 2, accumulate: true))
    }
  }

  /// Fewer columns than a vector has lanes, where vectors run over the rows.
  @Test(arguments: Kernels.available) func fewColumns(_ kernels: Kernels) {
    for form in Int32(0)..<3 {
      for n in 1...13 {
        for m in [1, 15, 16, 17, 40, 530] {
          for k in [1, 2, 8, 15, 16, 37] { check(kernels, Case(form: form, m: m, n: n, k: k)) }
        }
        check(kernels, Case(form: form, m: 33, n: n, k: 20, padA: 2, padB: 3, padC: 1))
        check(kernels, Case(form: form, m: 33, n: n, k: 20, accumulate: true))
      }
    }
  }

  /// Fewer rows than hide an instruction's latency, and many columns.
  @Test(arguments: Kernels.available) func fewRows(_ kernels: Kernels) {
    for form in Int32(0)..<3 {
      for m in 1...3 {
        for n in [31, 64, 128, 200] { check(kernels, Case(form: form, m: m, n: n, k: 9, padB: 1, padC: 2)) }
      }
    }
  }

  /// Both operands packed, in several blocks of rows and of k.
  @Test(arguments: Kernels.available) func largeOperands(_ kernels: Kernels) {
    for form in Int32(0)..<3 {
      check(kernels, Case(form: form, m: 130, n: 70, k: 256))
      check(kernels, Case(form: form, m: 121, n: 40, k: 768, accumulate: true))
      check(kernels, Case(form: form, m: 30, n: 256, k: 1024, padC: 3))
    }
  }

  /// An infinity or a NaN stays in its row and column.
  @Test(arguments: Kernels.available) func specialValues(_ kernels: Kernels) {
    for form in Int32(0)..<3 { check(kernels, Case(form: form, m: 9, n: 21, k: 7), wild: true) }
  }

  private func check(_ kernels: Kernels, _ c: Case, wild: Bool = false) {
    var random = RandomStream(seed: 2, purpose: "product/\(c.form)/\(c.m)/\(c.n)/\(c.k)")
    let lda = max(c.form == 1 ? c.m : c.k, 1) + c.padA
    let ldb = max(c.form == 2 ? c.k : c.n, 1) + c.padB
    let ldc = max(c.n, 1) + c.padC
    let countA = (c.form == 1 ? c.k : c.m) * lda
    let countB = (c.form == 2 ? c.n : c.k) * ldb
    let a = wild ? random.wild(countA + 1) : random.uniforms(countA + 1)
    let b = wild ? random.wild(countB + 1) : random.uniforms(countB + 1)
    let before = random.uniforms(c.m * ldc + 1)
    var expected = before
    for i in 0..<c.m {
      for j in 0..<c.n {
        var sum = c.accumulate ? before[i * ldc + j] : 0
        for p in 0..<c.k {
          let x = c.form == 1 ? a[p * lda + i] : a[i * lda + p]
          let y = c.form == 2 ? b[j * ldb + p] : b[p * ldb + j]
          sum.addProduct(x, y)
        }
        expected[i * ldc + j] = sum
      }
    }
    // What lies between and after the rows of C stays as it was.
    var actual = before
    kernels.table.pointee.product(
      c.form, Int64(c.m), Int64(c.n), Int64(c.k), a, Int64(lda), b, Int64(ldb), &actual, Int64(ldc),
      c.accumulate ? 1 : 0)
    if let difference = firstDifference(actual, expected) {
      Issue.record("\(c): \(difference)")
    }
  }
}
