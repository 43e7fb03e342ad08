/// The dimensions of a tensor, outermost first: `[32, 10]` is 32 rows of 10; `[]` is one number.
package struct Shape: Hashable, Sendable, ExpressibleByArrayLiteral, CustomStringConvertible {
  package var dimensions: [Int]

  package init(_ dimensions: [Int]) {
    precondition(dimensions.allSatisfy { $0 >= 0 }, "a dimension is negative: \(dimensions)")
    self.dimensions = dimensions
  }

  package init(arrayLiteral dimensions: Int...) {
    self.init(dimensions)
  }

  /// The shape of one number.
  package static var scalar: Shape { [] }

  package var rank: Int { dimensions.count }

  /// The number of elements: the product of the dimensions, 1 for a scalar.
  package var count: Int { dimensions.reduce(1, *) }

  package subscript(i: Int) -> Int { dimensions[i] }

  package var description: String {
    "[" + dimensions.map { String($0) }.joined(separator: ", ") + "]"
  }
}
