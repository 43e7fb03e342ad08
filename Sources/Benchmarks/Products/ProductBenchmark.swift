import CBenchmarks
import CKernels
import Tensors

/// Times matrix products, ours and OpenBLAS's in turn, on one thread, operands in cache as far as they fit.
struct ProductBenchmark {
  struct Result {
    let shape: ProductShape
    /// Operations a second.
    let ours: Spread
    let openBLAS: Spread?
    /// The largest difference of an element to OpenBLAS's, relative to the largest element.
    let difference: Double?
  }

  /// What one measurement takes at least.
  private static let leastSeconds = 0.01

  let repetitions: Int
  var kernels = Kernels.current
  var openBLAS = OpenBLAS()

  func run(_ shape: ProductShape) -> Result {
    var stream = RandomStream(seed: 0, purpose: "product")
    let a = (0..<shape.m * shape.k).map { _ in stream.normal() }
    let b = (0..<shape.k * shape.n).map { _ in stream.normal() }
    var c = [Float](repeating: 0, count: shape.m * shape.n)
    var d = c
    let calls = calls { multiply(shape, a, b, &c) }
    let otherCalls = openBLAS.map { library in self.calls { library.multiply(shape, a, b, &d) } }
    var ours: [Double] = []
    var theirs: [Double] = []
    for _ in 0..<repetitions {
      ours.append(rate(shape, calls) { multiply(shape, a, b, &c) })
      guard let openBLAS, let otherCalls else { continue }
      theirs.append(rate(shape, otherCalls) { openBLAS.multiply(shape, a, b, &d) })
    }
    let largest = c.map(\.magnitude).max() ?? 0
    let difference = zip(c, d).map { ($0 - $1).magnitude }.max() ?? 0
    return Result(
      shape: shape, ours: Spread(ours), openBLAS: theirs.isEmpty ? nil : Spread(theirs),
      difference: theirs.isEmpty ? nil : Double(difference / largest))
  }

  private func multiply(_ shape: ProductShape, _ a: [Float], _ b: [Float], _ c: inout [Float]) {
    let strides = shape.strides
    kernels.table.pointee.product(
      shape.form.rawValue, Int64(shape.m), Int64(shape.n), Int64(shape.k), a, Int64(strides.a), b,
      Int64(strides.b), &c, Int64(strides.c), 0)
  }

  /// How many make a measurement; afterwards everything is warm.
  private func calls(_ work: () -> Void) -> Int {
    var count = 1
    while true {
      let seconds = Elapsed.of { for _ in 0..<count { work() } }.seconds
      if seconds >= Self.leastSeconds { return count }
      count = max(2 * count, Int(1.2 * Double(count) * Self.leastSeconds / max(seconds, 1e-6)))
    }
  }

  private func rate(_ shape: ProductShape, _ calls: Int, _ work: () -> Void) -> Double {
    shape.operations * Double(calls) / Elapsed.of { for _ in 0..<calls { work() } }.seconds
  }

  /// Operations a second that a core makes with fused multiply-adds alone; nil where it has none.
  static func peak(repetitions: Int) -> Spread? {
    let rounds: Int64 = 20_000_000
    guard cb_multiply_adds(rounds / 10) > 0 else { return nil }
    return Spread(
      (0..<repetitions).map { _ in
        var operations: Int64 = 0
        let seconds = Elapsed.of { operations = cb_multiply_adds(rounds) }.seconds
        return Double(operations) / seconds
      })
  }
}
