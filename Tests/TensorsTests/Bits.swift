import CKernels
import Tensors
import Testing

extension Kernels: CustomTestStringConvertible {
  package var testDescription: String { name }
}

/// Where two lists of numbers differ in their bits, any NaN counting as any other; nil if nowhere.
func firstDifference(_ a: [Float], _ b: [Float]) -> String? {
  guard a.count == b.count else { return "\(a.count) and \(b.count) values" }
  for i in a.indices where a[i].bitPattern != b[i].bitPattern && !(a[i].isNaN && b[i].isNaN) {
    return "[\(i)]: \(a[i]) and \(b[i])"
  }
  return nil
}

extension RandomStream {
  mutating func uniforms(_ count: Int, _ low: Float = -1, _ high: Float = 1) -> [Float] {
    (0..<count).map { _ in uniform(low, high) }
  }

  /// Numbers of every size, with zeros, infinities, NaN, denormals and edges of functions among them.
  mutating func wild(_ count: Int) -> [Float] {
    (0..<count).map { _ in
      switch integer(below: 8) {
      case 0: wildest[integer(below: wildest.count)]
      case 1: Float(bitPattern: nextUInt32())
      case 2: uniform(-110, 110)
      default: uniform(-3, 3)
      }
    }
  }
}

let wildest: [Float] = [
  0, -0.0, 1, -1, .infinity, -.infinity, .nan, .leastNonzeroMagnitude, -.leastNonzeroMagnitude,
  .leastNormalMagnitude, -.leastNormalMagnitude, .greatestFiniteMagnitude, -.greatestFiniteMagnitude, 0x1p-24,
  0x1p-13, 0.9, -0.9, 65536, 65537, 1e-30, -1e-30, 0.99e-30, 88.72284, 88.72283, -87.33655, -103.97208, -104,
  0x1p24, 1e20, 3.1415927, 1.5707964,
]

/// The 16 lanes and their tree, as the kernels define them.
func sum16(_ x: some Sequence<Float>) -> Float {
  var lanes = [Float](repeating: 0, count: 16)
  for (i, value) in x.enumerated() { lanes[i % 16] += value }
  for half in [8, 4, 2, 1] {
    for l in 0..<half { lanes[l] += lanes[l + half] }
  }
  return lanes[0]
}

func maximum(_ x: some Sequence<Float>) -> Float {
  x.reduce(-.infinity) { $0 > $1 || $0.isNaN ? $0 : $1 }
}
