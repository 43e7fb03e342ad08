import Tensors

/// An array in NumPy's `.npy` format, version 1.0: the bytes `\x93NUMPY`, 1, 0, the header's length in two
/// bytes, the header (a Python dictionary literal, padded with spaces and a line feed so that the data start
/// on a multiple of 64), and the elements, little-endian, row by row.
///
/// Written are the bytes that `numpy.save` writes. Not read are Fortran order, big-endian and structured
/// types, objects, and types other than four.
///
/// Source: numpy.lib.format.
package struct NPYFile: Hashable, Sendable {
  package enum Values: Hashable, Sendable {
    case float32([Float])
    case float64([Double])
    case int32([Int32])
    case int64([Int64])
  }

  package let shape: Shape
  /// Row by row.
  package let values: Values

  package init(_ shape: Shape, _ values: Values) {
    precondition(values.count == shape.count, "\(values.count) values for shape \(shape)")
    self.shape = shape
    self.values = values
  }

  package init(_ tensor: Tensor) {
    self.init(tensor.shape, .float32(tensor.values))
  }

  private static let magic: [UInt8] = [0x93] + Array("NUMPY".utf8)

  // MARK: - Writing

  package var bytes: [UInt8] {
    let dimensions = shape.dimensions.map { "\($0)" }.joined(separator: ", ")
    let tuple = "(\(dimensions)\(shape.rank == 1 ? "," : ""))"
    var header = Array(
      "{'descr': '\(values.type.descriptor)', 'fortran_order': False, 'shape': \(tuple), }".utf8)
    let unpadded = Self.magic.count + 4 + header.count + 1
    header += [UInt8](repeating: UInt8(ascii: " "), count: (64 - unpadded % 64) % 64)
    header.append(UInt8(ascii: "\n"))
    precondition(header.count <= UInt16.max, "a header of \(header.count) bytes for shape \(shape)")
    var bytes = Self.magic + [1, 0]
    bytes.reserveCapacity(bytes.count + 2 + header.count + values.count * values.type.size)
    bytes.append(littleEndian: UInt16(header.count))
    bytes += header
    switch values {
    case .float32(let values): for value in values { bytes.append(littleEndian: value.bitPattern) }
    case .float64(let values): for value in values { bytes.append(littleEndian: value.bitPattern) }
    case .int32(let values):
      for value in values { bytes.append(littleEndian: UInt32(bitPattern: value)) }
    case .int64(let values):
      for value in values { bytes.append(littleEndian: UInt64(bitPattern: value)) }
    }
    return bytes
  }

  // MARK: - Reading

  /// Throws where the bytes are not exactly one array of a type that is read.
  package init(reading bytes: [UInt8]) throws(ExchangeError) {
    guard bytes.starts(with: Self.magic) else {
      throw .notThisFormat(".npy", start: Array(bytes.prefix(Self.magic.count)))
    }
    guard bytes.count >= 10 else { throw .truncated(needed: 10, found: bytes.count) }
    guard bytes[6] == 1, bytes[7] == 0 else { throw .version(major: Int(bytes[6]), minor: Int(bytes[7])) }
    let start = 10 + Int(bytes.littleEndian(at: 8, as: UInt16.self))
    guard bytes.count >= start else { throw .truncated(needed: start, found: bytes.count) }

    let header = try NPYHeader(parsing: bytes[10..<start])
    guard let type = ElementType.allCases.first(where: { $0.descriptor == header.descriptor }) else {
      throw .elementType(header.descriptor, tensor: nil, read: ElementType.allCases.map(\.descriptor))
    }
    if header.isFortranOrder { throw .fortranOrder }
    guard let count = header.shape.elementCount, count <= (Int.max - start) / type.size else {
      throw .shapeTooLarge(header.shape)
    }
    let end = start + count * type.size
    guard bytes.count >= end else { throw .truncated(needed: end, found: bytes.count) }
    guard bytes.count == end else { throw .surplus(bytes: bytes.count - end) }

    func elements<Bits: FixedWidthInteger & UnsignedInteger, Value>(_ convert: (Bits) -> Value) -> [Value] {
      (0..<count).map { convert(bytes.littleEndian(at: start + $0 * type.size, as: Bits.self)) }
    }
    let values: Values =
      switch type {
      case .float32: .float32(elements { Float(bitPattern: $0) })
      case .float64: .float64(elements { Double(bitPattern: $0) })
      case .int32: .int32(elements { Int32(bitPattern: $0) })
      case .int64: .int64(elements { Int64(bitPattern: $0) })
      }
    self.init(Shape(header.shape), values)
  }
}

private enum ElementType: CaseIterable {
  case float32, float64, int32, int64

  /// As NumPy writes it: byte order, kind, bytes.
  var descriptor: String {
    switch self {
    case .float32: "<f4"
    case .float64: "<f8"
    case .int32: "<i4"
    case .int64: "<i8"
    }
  }

  var size: Int {
    switch self {
    case .float32, .int32: 4
    case .float64, .int64: 8
    }
  }
}

extension NPYFile.Values {
  package var count: Int {
    switch self {
    case .float32(let values): values.count
    case .float64(let values): values.count
    case .int32(let values): values.count
    case .int64(let values): values.count
    }
  }

  fileprivate var type: ElementType {
    switch self {
    case .float32: .float32
    case .float64: .float64
    case .int32: .int32
    case .int64: .int64
    }
  }
}
