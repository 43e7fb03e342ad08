/// Numbers in a shape: binary32, row-major, contiguous.
///
/// Two tensors are equal where their shapes and all their values are (so a NaN differs from itself).
package struct Tensor: Hashable, Sendable {
  package let shape: Shape
  package var values: [Float]

  package init(_ shape: Shape, _ values: [Float]) {
    precondition(values.count == shape.count, "\(values.count) values for shape \(shape)")
    self.shape = shape
    self.values = values
  }

  package init(repeating value: Float, _ shape: Shape) {
    self.init(shape, [Float](repeating: value, count: shape.count))
  }

  /// The first dimension of a tensor of rank 2.
  package var rows: Int {
    precondition(shape.rank == 2, "rows of shape \(shape)")
    return shape[0]
  }

  /// The second dimension of a tensor of rank 2.
  package var columns: Int {
    precondition(shape.rank == 2, "columns of shape \(shape)")
    return shape[1]
  }

  package subscript(row: Int, column: Int) -> Float {
    get { values[offset(row, column)] }
    set { values[offset(row, column)] = newValue }
  }

  private func offset(_ row: Int, _ column: Int) -> Int {
    precondition(
      row >= 0 && row < rows && column >= 0 && column < columns, "(\(row), \(column)) in shape \(shape)")
    return row * columns + column
  }

  package func row(_ i: Int) -> ArraySlice<Float> {
    precondition(i >= 0 && i < rows, "row \(i) of shape \(shape)")
    return values[i * columns..<(i + 1) * columns]
  }

  /// The rows of these indices, in their order; an index may come more than once.
  package func rows(at indices: [Int]) -> Tensor {
    var gathered: [Float] = []
    gathered.reserveCapacity(indices.count * columns)
    for i in indices { gathered += row(i) }
    return Tensor([indices.count, columns], gathered)
  }
}
