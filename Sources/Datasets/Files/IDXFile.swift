import Tensors

/// An array in the IDX format of MNIST: two zero bytes, a byte for the type, one for the rank, the dimensions
/// as 32-bit numbers, and the elements, big-endian throughout; plain or gzip.
struct IDXFile: Sendable {
  enum Element: UInt8, Sendable {
    case uint8 = 0x08
    case int8 = 0x09
    case int16 = 0x0B
    case int32 = 0x0C
    case float32 = 0x0D
    case float64 = 0x0E

    var size: Int {
      switch self {
      case .uint8, .int8: 1
      case .int16: 2
      case .int32, .float32: 4
      case .float64: 8
      }
    }
  }

  let element: Element
  /// The first is the number of rows that were read.
  let dimensions: [Int]
  /// Rows that the file holds.
  let totalRows: Int
  private let bytes: [UInt8]

  /// Elements of one row.
  var rowSize: Int { dimensions.dropFirst().reduce(1, *) }

  /// The largest content that is read, 2 GiB; more is refused before anything is allocated.
  static let largest = 1 << 31

  /// `path` as the user wrote it, `resolved` as the file system takes it. Reads the first `limit` rows where
  /// one is given.
  init(path: String, resolved: String, limit: Int? = nil, option: String?) throws(DataError) {
    do throws(CompressedFile.Failure) {
      let file = try CompressedFile(path: resolved)
      let head = try file.read(4)
      guard head[0] == 0, head[1] == 0, let element = Element(rawValue: head[2]), (1...8).contains(head[3])
      else {
        throw .unreadable(
          "it is no IDX file (it begins with the bytes \(head.map { String($0) }.joined(separator: " ")))")
      }
      let lengths = try file.read(4 * Int(head[3]))
      var dimensions = (0..<Int(head[3])).map { d in
        lengths[4 * d..<4 * d + 4].reduce(0) { $0 << 8 | Int($1) }
      }
      totalRows = dimensions[0]
      dimensions[0] = min(dimensions[0], limit ?? .max)
      var size = element.size
      for dimension in dimensions {
        let (product, overflow) = size.multipliedReportingOverflow(by: dimension)
        guard !overflow, product <= Self.largest else {
          throw .unreadable(
            "it announces \(dimensions.map { String($0) }.joined(separator: " × ")) elements, more than 2 GiB"
          )
        }
        size = product
      }
      guard size > 0 else {
        throw .unreadable("it is empty (\(dimensions.map { String($0) }.joined(separator: " × ")) elements)")
      }
      bytes = try file.read(size)
      // Reading to the end lets zlib compare the checksum.
      if dimensions[0] == totalRows, try !file.isAtEnd() {
        throw .unreadable("it holds more than the \(size) bytes that it announces")
      }
      self.element = element
      self.dimensions = dimensions
    } catch {
      throw DataError(error, path: path, resolved: resolved, option: option)
    }
  }

  private func bits(_ i: Int) -> UInt64 {
    let size = element.size
    var value: UInt64 = 0
    for byte in bytes[i * size..<(i + 1) * size] { value = value << 8 | UInt64(byte) }
    return value
  }

  /// All elements, a row for each index of the first dimension. Unsigned bytes stay bytes, which count as divided by
  /// 255, so that pixels lie on [0, 1]; other types stand as they are.
  var features: FeatureMatrix {
    let values: [Float]
    switch element {
    case .uint8: return FeatureMatrix(rows: dimensions[0], columns: rowSize, bytes: bytes)
    case .int8: values = bytes.map { Float(Int8(bitPattern: $0)) }
    case .int16: values = elements { Float(Int16(truncatingIfNeeded: $0)) }
    case .int32: values = elements { Float(Int32(truncatingIfNeeded: $0)) }
    case .float32: values = elements { Float(bitPattern: UInt32($0)) }
    case .float64: values = elements { Float(Double(bitPattern: $0)) }
    }
    return FeatureMatrix(Tensor([dimensions[0], rowSize], values))
  }

  /// All elements as whole numbers; nil for types that are none.
  var integers: [Int32]? {
    switch element {
    case .uint8: bytes.map { Int32($0) }
    case .int8: bytes.map { Int32(Int8(bitPattern: $0)) }
    case .int16: elements { Int32(Int16(truncatingIfNeeded: $0)) }
    case .int32: elements { Int32(truncatingIfNeeded: $0) }
    case .float32, .float64: nil
    }
  }

  private func elements<T>(_ convert: (UInt64) -> T) -> [T] {
    (0..<dimensions.reduce(1, *)).map { convert(bits($0)) }
  }
}
