import Tensors
import Testing

@Suite struct ShapeTests {
  @Test func counts() {
    let shape: Shape = [32, 10]
    #expect(shape.count == 320 && shape.rank == 2 && shape[1] == 10)
    #expect(Shape.scalar.count == 1 && Shape.scalar.rank == 0)
    #expect(Shape([4, 0]).count == 0)
    #expect("\(shape) \(Shape.scalar)" == "[32, 10] []")
  }

  @Test func elementsOfATensor() {
    var x = Tensor([2, 3], [1, 2, 3, 4, 5, 6])
    #expect(x.rows == 2 && x.columns == 3 && x[1, 0] == 4)
    x[0, 2] = 9
    #expect(Array(x.row(0)) == [1, 2, 9])
    #expect(x.rows(at: [1, 0, 1]) == Tensor([3, 3], [4, 5, 6, 1, 2, 9, 4, 5, 6]))
    #expect(x.rows(at: []).shape == [0, 3])
    #expect(Tensor(repeating: 2, [2]).values == [2, 2])
  }
}
