/// A message in Protocol Buffers' wire format, written field by field in the order of the calls: a tag (the field's number
/// and how its value is coded), then the value. What is at its default is for the caller to leave out.
///
/// Source: protobuf.dev/programming-guides/encoding.
package struct ProtobufMessage: Hashable, Sendable {
  package private(set) var bytes: [UInt8] = []

  package init() {}

  package init(_ write: (inout ProtobufMessage) -> Void) {
    write(&self)
  }

  private enum Coding: UInt64 {
    case varint = 0
    case eightBytes = 1
    case lengthDelimited = 2
    case fourBytes = 5
  }

  private mutating func append(tag field: Int, _ coding: Coding) {
    precondition((1..<1 << 29).contains(field), "a field with the number \(field)")
    append(varint: UInt64(field) << 3 | coding.rawValue)
  }

  /// Seven bits a byte, the least significant first; all but the last byte have their highest bit set.
  private mutating func append(varint value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  /// `int32`, `int64`, `bool` or an enumeration; negative ones take ten bytes.
  package mutating func append(_ value: Int, field: Int) {
    append(tag: field, .varint)
    append(varint: UInt64(bitPattern: Int64(value)))
  }

  /// `double`.
  package mutating func append(_ value: Double, field: Int) {
    append(tag: field, .eightBytes)
    bytes.append(littleEndian: value.bitPattern)
  }

  /// `float`.
  package mutating func append(_ value: Float, field: Int) {
    append(tag: field, .fourBytes)
    bytes.append(littleEndian: value.bitPattern)
  }

  /// `bytes`, or packed values.
  package mutating func append(_ value: [UInt8], field: Int) {
    append(tag: field, .lengthDelimited)
    append(varint: UInt64(value.count))
    bytes += value
  }

  /// `string`.
  package mutating func append(_ value: String, field: Int) { append(Array(value.utf8), field: field) }

  package mutating func append(_ message: ProtobufMessage, field: Int) { append(message.bytes, field: field) }

  /// An embedded message, written in place.
  package mutating func append(field: Int, _ write: (inout ProtobufMessage) -> Void) {
    append(ProtobufMessage(write), field: field)
  }
}
