// Numbers as bytes, the least significant first.

extension [UInt8] {
  mutating func append(littleEndian value: some FixedWidthInteger & UnsignedInteger) {
    var rest = value
    for _ in 0..<value.bitWidth / 8 {
      append(UInt8(truncatingIfNeeded: rest))
      rest >>= 8
    }
  }

  /// The number at a place that is known to lie within the array.
  func littleEndian<Value: FixedWidthInteger & UnsignedInteger>(at offset: Int, as: Value.Type) -> Value {
    var value: Value = 0
    for i in (0..<Value.bitWidth / 8).reversed() { value = value << 8 | Value(self[offset + i]) }
    return value
  }
}

extension [Int] {
  /// The product of a shape that comes from a file; nil where it overflows or a dimension is negative.
  var elementCount: Int? {
    var count = 1
    for dimension in self {
      guard dimension >= 0 else { return nil }
      let (product, overflow) = count.multipliedReportingOverflow(by: dimension)
      // A zero among the dimensions must not hide that the others overflow.
      if overflow { return nil }
      count = dimension == 0 ? 0 : product
    }
    return count
  }
}
