/// Records in TensorFlow's file format: each is its length in eight bytes, their masked CRC-32C, the data, and theirs.
///
/// Source: TensorFlow, lib/io/record_writer.cc.
package struct TFRecordFile: Hashable, Sendable {
  package private(set) var bytes: [UInt8] = []

  package init() {}

  package mutating func append(_ record: [UInt8]) {
    var length: [UInt8] = []
    length.append(littleEndian: UInt64(record.count))
    bytes += length
    bytes.append(littleEndian: CRC32C.masked(length))
    bytes += record
    bytes.append(littleEndian: CRC32C.masked(record))
  }
}
