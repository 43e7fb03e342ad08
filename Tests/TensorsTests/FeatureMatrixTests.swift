import Tensors
import Testing

@Suite struct FeatureMatrixTests {
  private static let raw = (0..<15).map { UInt8(17 * $0) }
  private static let numbers = Tensor([5, 3], raw.map { Float($0) / 255 })
  /// The same numbers, held in both ways, and as rows among others.
  private static let matrices: [FeatureMatrix] = {
    let around = [UInt8](repeating: 9, count: 6)
    let among = around + raw + around
    return [
      FeatureMatrix(numbers), FeatureMatrix(rows: 5, columns: 3, bytes: raw),
      FeatureMatrix(rows: 9, columns: 3, bytes: among).rows(2..<7),
      FeatureMatrix(Tensor([9, 3], among.map { Float($0) / 255 })).rows(2..<7),
    ]
  }()

  @Test(arguments: matrices) func numbers(_ x: FeatureMatrix) {
    #expect(x.rows == 5 && x.columns == 3 && x.shape == [5, 3])
    #expect(x.tensor == Self.numbers)
    #expect(x.byteCount == (x.isBytes ? 15 : 60))
    #expect(x[1, 2] == 85.0 / 255)
    #expect(Array(x.row(4)) == Array(Self.numbers.row(4)))
    #expect(Array(x.values(ofRows: 1..<3)) == Array(Self.numbers.values[3..<9]))
    #expect(x.column(1) == (0..<5).map { Self.numbers[$0, 1] })
    #expect(x.firstNonFinite == nil)
  }

  @Test(arguments: matrices) func rows(_ x: FeatureMatrix) {
    let gathered = x.rows(at: [4, 0, 0])
    #expect(gathered.tensor == Self.numbers.rows(at: [4, 0, 0]) && gathered.isBytes == x.isBytes)
    #expect(x.rows(1..<4).rows(1..<3).tensor == Self.numbers.rows(at: [2, 3]))
    #expect(x.rows(2..<2).tensor == Tensor([0, 3], []))
  }

  /// In one cycle, in several, and not at all; what shares the memory stays as it was.
  @Test(arguments: matrices, [[1, 2, 3, 4, 0], [1, 0, 2, 4, 3], [0, 1, 2, 3, 4]])
  func arranged(_ x: FeatureMatrix, _ order: [Int]) {
    var y = x
    y.arrange(order)
    #expect(y == x.rows(at: order) && y.isBytes == x.isBytes)
    #expect(x.tensor == Self.numbers)
  }

  @Test(arguments: matrices) func changedInBinary32(_ x: FeatureMatrix) {
    var y = x
    y.change { $0.values[3] = -.infinity }
    #expect(!y.isBytes && y[1, 0] == -.infinity && y.row(0) == x.row(0))
    let place = y.rows(1..<5).firstNonFinite
    #expect(place?.row == 0 && place?.column == 0)
    #expect(x.tensor == Self.numbers)
  }

  @Test(arguments: matrices, matrices) func equality(_ x: FeatureMatrix, _ y: FeatureMatrix) {
    #expect(x == y && x.hashValue == y.hashValue)
    #expect(x != y.rows(0..<4) && x.rows(0..<4) != y.rows(1..<5))
    #expect(FeatureMatrix(rows: 3, columns: 5, bytes: Self.raw) != x)
  }

  @Test(arguments: Kernels.available, matrices) func written(_ kernels: Kernels, _ x: FeatureMatrix) {
    var memory = [Float](repeating: 7, count: 9)
    memory.withUnsafeMutableBufferPointer { x.write(rows: 2..<5, to: $0, kernels) }
    #expect(memory == Array(Self.numbers.values[6...]))
  }
}
