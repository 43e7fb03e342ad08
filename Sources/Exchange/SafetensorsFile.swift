import Foundation
import Tensors

/// Named tensors in the safetensors format: the header's length in eight bytes (little-endian), the header
/// (JSON, `{"name": {"dtype": "F32", "shape": [2, 3], "data_offsets": [0, 24]}, …}`, with free texts under
/// `__metadata__`), and the elements, little-endian, row by row, one tensor after the other.
///
/// Written are tensors of type F32 in the given order, and the header padded with spaces to a multiple of 8,
/// so the same tensors always give the same bytes. The reference implementation puts larger types first and
/// those of one type in the order of their names' UTF-8 bytes: its bytes are ours for tensors given in that
/// order.
///
/// F32, F64, F16 and BF16 can be read, each rounded to the nearest binary32 number. A file may hold other
/// types beside them; asking for a tensor of such a type is an error. As in the reference implementation the
/// tensors must cover the data without gap or overlap.
///
/// Source: https://github.com/huggingface/safetensors, format.
package struct SafetensorsFile: Sendable {
  package struct Entry: Hashable, Sendable {
    package let name: String
    /// `F32`.
    package let type: String
    package let shape: [Int]
    /// Within the data.
    package let bytes: Range<Int>
  }

  /// In the order of their data.
  package let entries: [Entry]
  /// Free texts by name, in the order given; those of a file that was read by name.
  package let metadata: [(name: String, value: String)]
  private let data: [UInt8]
  private let positions: [String: Int]

  /// The largest header that is read, as in the reference implementation.
  package static let largestHeader = 100_000_000
  static let metadataName = "__metadata__"

  private init(entries: [Entry], metadata: [(name: String, value: String)], data: [UInt8]) {
    self.entries = entries
    self.metadata = metadata
    self.data = data
    positions = Dictionary(
      entries.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
  }

  package var names: [String] { entries.map(\.name) }

  // MARK: - Writing

  /// Every name once.
  package init(_ tensors: [(name: String, value: Tensor)], metadata: [(name: String, value: String)] = []) {
    var entries: [Entry] = []
    var data: [UInt8] = []
    data.reserveCapacity(tensors.reduce(0) { $0 + 4 * $1.value.shape.count })
    for (name, tensor) in tensors {
      precondition(name != Self.metadataName, "a tensor named '\(name)'")
      let start = data.count
      for value in tensor.values { data.append(littleEndian: value.bitPattern) }
      entries.append(
        Entry(
          name: name, type: TensorType.f32.rawValue, shape: tensor.shape.dimensions, bytes: start..<data.count
        ))
    }
    self.init(entries: entries, metadata: metadata, data: data)
    precondition(positions.count == entries.count, "a name stands twice among \(names)")
  }

  /// The file's content.
  package var bytes: [UInt8] {
    var header = SafetensorsHeader.text(entries, metadata: metadata)
    header += [UInt8](repeating: UInt8(ascii: " "), count: (8 - header.count % 8) % 8)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(8 + header.count + data.count)
    bytes.append(littleEndian: UInt64(header.count))
    return bytes + header + data
  }

  // MARK: - Reading

  /// Throws where the header is wrong, or the data are not what it announces.
  package init(reading bytes: [UInt8]) throws(ExchangeError) {
    guard bytes.count >= 8 else {
      throw bytes.isEmpty
        ? .notThisFormat("safetensors", start: []) : .truncated(needed: 8, found: bytes.count)
    }
    let length = bytes.littleEndian(at: 0, as: UInt64.self)
    guard length <= Self.largestHeader else {
      throw .headerTooLarge(bytes: length, limit: Self.largestHeader)
    }
    let start = 8 + Int(length)
    guard bytes.count >= start else { throw .truncated(needed: start, found: bytes.count) }
    let (entries, metadata) = try SafetensorsHeader.parse(bytes[8..<start])
    try Self.check(entries, dataCount: bytes.count - start)
    self.init(entries: entries, metadata: metadata, data: Array(bytes[start...]))
  }

  /// Entries by the order of their data, which they must cover one after the other.
  private static func check(_ entries: [Entry], dataCount: Int) throws(ExchangeError) {
    var end = 0
    for entry in entries {
      func mistake(_ mistake: ExchangeError.OffsetMistake) -> ExchangeError {
        .offsets(
          tensor: entry.name, begin: entry.bytes.lowerBound, end: entry.bytes.upperBound, mistake)
      }
      guard let type = TensorType(rawValue: entry.type) else {
        throw .elementType(entry.type, tensor: entry.name, read: TensorType.read)
      }
      guard let count = entry.shape.elementCount, count <= Int.max / type.bits else {
        throw .shapeTooLarge(entry.shape)
      }
      let needed = (count * type.bits + 7) / 8
      guard entry.bytes.count == needed, count * type.bits % 8 == 0 else {
        throw mistake(.size(needed: needed))
      }
      if entry.bytes.lowerBound < end { throw mistake(.overlap) }
      if entry.bytes.lowerBound > end { throw mistake(.gap(after: end)) }
      end = entry.bytes.upperBound
      // A file that was cut off is more common than a wrong offset; its last tensor shows it.
      if end > dataCount {
        throw entry == entries.last
          ? .truncated(needed: end, found: dataCount) : mistake(.outOfRange(bytes: dataCount))
      }
    }
    guard end == dataCount else { throw .surplus(bytes: dataCount - end) }
  }

  /// The tensor of that name, in binary32. Throws where there is none, or its type is not read.
  package func tensor(_ name: String) throws(ExchangeError) -> Tensor {
    guard let position = positions[name] else { throw .unknownTensor(name, among: names) }
    let entry = entries[position]
    let start = entry.bytes.lowerBound
    func elements(_ size: Int, _ convert: (Int) -> Float) -> Tensor {
      let values = (0..<entry.bytes.count / size).map { convert(start + $0 * size) }
      return Tensor(Shape(entry.shape), values)
    }
    switch TensorType(rawValue: entry.type) {
    case .f32: return elements(4) { Float(bitPattern: data.littleEndian(at: $0, as: UInt32.self)) }
    case .f64: return elements(8) { Float(Double(bitPattern: data.littleEndian(at: $0, as: UInt64.self))) }
    case .f16: return elements(2) { Float(halfBits: data.littleEndian(at: $0, as: UInt16.self)) }
    case .bf16:
      return elements(2) { Float(bitPattern: UInt32(data.littleEndian(at: $0, as: UInt16.self)) << 16) }
    default: throw .elementType(entry.type, tensor: name, read: TensorType.read)
    }
  }
}

/// The types of the format.
enum TensorType: String, CaseIterable {
  case f64 = "F64"
  case f32 = "F32"
  case f16 = "F16"
  case bf16 = "BF16"
  case bool = "BOOL"
  case u8 = "U8"
  case i8 = "I8"
  case u16 = "U16"
  case i16 = "I16"
  case u32 = "U32"
  case i32 = "I32"
  case u64 = "U64"
  case i64 = "I64"
  case c64 = "C64"
  case f8e5m2 = "F8_E5M2"
  case f8e4m3 = "F8_E4M3"
  case f8e5m2fnuz = "F8_E5M2FNUZ"
  case f8e4m3fnuz = "F8_E4M3FNUZ"
  case f8e8m0 = "F8_E8M0"
  case f6e2m3 = "F6_E2M3"
  case f6e3m2 = "F6_E3M2"
  case f4 = "F4"

  /// Of an element.
  var bits: Int {
    switch self {
    case .f64, .u64, .i64, .c64: 64
    case .f32, .u32, .i32: 32
    case .f16, .bf16, .u16, .i16: 16
    case .bool, .u8, .i8, .f8e5m2, .f8e4m3, .f8e5m2fnuz, .f8e4m3fnuz, .f8e8m0: 8
    case .f6e2m3, .f6e3m2: 6
    case .f4: 4
    }
  }

  static let read = [f32, f64, f16, bf16].map(\.rawValue)
}

extension Float {
  /// The value of a binary16 number, which binary32 holds exactly.
  init(halfBits bits: UInt16) {
    let sign: Float = bits >> 15 == 0 ? 1 : -1
    let exponent = Int(bits >> 10 & 0x1F)
    let fraction = Float(bits & 0x3FF)
    switch exponent {
    case 0: self = sign * fraction * 0x1p-24
    case 0x1F: self = fraction == 0 ? sign * .infinity : .nan
    default: self = sign * (1024 + fraction) * Float(sign: .plus, exponent: exponent - 25, significand: 1)
    }
  }
}
