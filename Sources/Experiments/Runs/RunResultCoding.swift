import Datasets
import Foundation
import Learning
import Tensors

/// Run results as bytes for the store: a version, then every field in order, little-endian, strings and lists behind
/// their counts. Numbers keep every bit. The parameters are a record of their own: they are most of it, and most reports
/// have no use for them.
enum RunResultCoding {
  private static let version: UInt8 = 4
  /// Before it, parameters stood within the record.
  private static let firstWithoutParameters: UInt8 = 3
  /// Before it, notes were sentences.
  private static let firstWithNotesAsData: UInt8 = 4
  private static let oldest: UInt8 = 2

  struct CorruptData: Error {}

  static func encode(_ result: RunResult) -> (record: Data, parameters: Data) {
    var writer = Writer()
    writer.byte(version)
    switch result.status {
    case .completed:
      writer.byte(0)
    case .diverged(let epoch, let step):
      writer.byte(1)
      writer.integer(epoch)
      writer.integer(step)
    }
    writer.list(result.curves) { writer, entry in
      writer.string(entry.name)
      writer.list(Array(zip(entry.curve.epochs, entry.curve.values))) { writer, point in
        writer.integer(point.0)
        writer.bits(point.1.bitPattern)
      }
    }
    writer.tensors(result.artifacts)
    writer.integer(result.steps)
    writer.integer(result.parameterCount)
    writer.list(result.notes) { $0.piece(json($1)) }
    writer.list(result.classNames) { $0.string($1) }
    writer.list(result.divergence.map { [$0] } ?? []) { $0.divergence($1) }
    // Written only where there is one: records without it are read as those of runs that ended in the ordinary way.
    if let end = result.end { for number in [end.planned, end.epochs, end.kept] { writer.integer(number) } }
    var parameters = Writer()
    parameters.tensors(result.parameters)
    return (writer.data, parameters.data)
  }

  /// - Parameter parameters: their record; nil where they are not asked for.
  static func decode(_ record: Data, parameters: Data?) throws(CorruptData) -> RunResult {
    var reader = Reader(record)
    let version = try reader.byte()
    guard (oldest...Self.version).contains(version) else { throw CorruptData() }
    let status: RunStatus
    switch try reader.byte() {
    case 0: status = .completed
    case 1: status = .diverged(epoch: try reader.integer(), step: try reader.integer())
    default: throw CorruptData()
    }
    var result = RunResult(status: status)
    for _ in 0..<(try reader.count(of: 16)) {
      let name = try reader.string()
      result.curves.append((name, try reader.curve()))
    }
    if version < firstWithoutParameters {
      result.parameters = try reader.tensors()
    } else if let parameters {
      var reader = Reader(parameters)
      result.parameters = try reader.tensors()
      guard reader.isAtEnd else { throw CorruptData() }
    }
    result.artifacts = try reader.tensors()
    result.steps = try reader.integer()
    result.parameterCount = try reader.integer()
    let notes = try reader.count(of: 8)
    // Nobody can tell which data a sentence was made of.
    guard notes == 0 || version >= firstWithNotesAsData else { throw CorruptData() }
    for _ in 0..<notes { result.notes.append(try note(try reader.piece())) }
    for _ in 0..<(try reader.count(of: 8)) { result.classNames.append(try reader.string()) }
    for _ in 0..<(try reader.count(of: 8)) { result.divergence = try reader.divergence() }
    if !reader.isAtEnd {
      result.end = TrainingEnd(
        planned: try reader.integer(), epochs: try reader.integer(), kept: try reader.integer())
    }
    guard reader.isAtEnd else { throw CorruptData() }
    return result
  }

  private static func json(_ note: DataNote) -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    // What is not finite stays itself.
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    guard let data = try? encoder.encode(note) else { preconditionFailure("a note that is no JSON: \(note)") }
    return data
  }

  private static func note(_ data: Data) throws(CorruptData) -> DataNote {
    let decoder = JSONDecoder()
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    guard let note = try? decoder.decode(DataNote.self, from: data) else { throw CorruptData() }
    return note
  }

  private struct Writer {
    var data = Data()

    mutating func byte(_ value: UInt8) { data.append(value) }

    mutating func bits<Value: FixedWidthInteger>(_ value: Value) {
      withUnsafeBytes(of: value.littleEndian) { data.append(contentsOf: $0) }
    }

    mutating func integer(_ value: Int) { bits(Int64(value)) }

    mutating func string(_ text: String) { piece(text.utf8) }

    mutating func piece(_ bytes: some Collection<UInt8>) {
      integer(bytes.count)
      data.append(contentsOf: bytes)
    }

    mutating func divergence(_ divergence: Divergence) {
      integer(divergence.epoch)
      integer(divergence.step)
      for text in [divergence.phase.rawValue, divergence.layer, divergence.operation] { string(text) }
      bits(divergence.value.bitPattern)
      list(divergence.index) { $0.integer($1) }
      integer(divergence.badCount)
      integer(divergence.count)
      list(divergence.operands) { writer, operand in
        writer.string(operand.source)
        for value in [operand.low ?? .nan, operand.high ?? .nan, operand.largest] {
          writer.bits(value.bitPattern)
        }
      }
    }

    mutating func tensors(_ tensors: [(name: String, value: Tensor)]) {
      list(tensors) { writer, entry in
        writer.string(entry.name)
        writer.list(entry.value.shape.dimensions) { $0.integer($1) }
        writer.list(entry.value.values) { $0.bits($1.bitPattern) }
      }
    }

    mutating func list<Element>(_ elements: [Element], _ write: (inout Writer, Element) -> Void) {
      integer(elements.count)
      for element in elements { write(&self, element) }
    }
  }

  private struct Reader {
    private let bytes: [UInt8]
    private var position = 0

    init(_ data: Data) { bytes = Array(data) }

    var isAtEnd: Bool { position == bytes.count }

    /// Where the next `count` bytes are.
    private mutating func take(_ count: Int) throws(CorruptData) -> Range<Int> {
      guard count >= 0, count <= bytes.count - position else { throw CorruptData() }
      position += count
      return (position - count)..<position
    }

    mutating func byte() throws(CorruptData) -> UInt8 { try bits() }

    mutating func bits<Value: FixedWidthInteger & BitwiseCopyable>() throws(CorruptData) -> Value {
      let range = try take(MemoryLayout<Value>.size)
      return Value(
        littleEndian: bytes.span.bytes.unsafeLoadUnaligned(fromByteOffset: range.lowerBound, as: Value.self))
    }

    /// The next `count` numbers.
    private mutating func floats(_ count: Int) throws(CorruptData) -> [Float] {
      let start = try take(4 * count).lowerBound
      let raw = bytes.span.bytes
      return (0..<count).map { index in
        let bits = raw.unsafeLoadUnaligned(fromByteOffset: start + 4 * index, as: UInt32.self)
        return Float(bitPattern: UInt32(littleEndian: bits))
      }
    }

    mutating func integer() throws(CorruptData) -> Int {
      let value: Int64 = try bits()
      return Int(value)
    }

    /// How many elements follow; never more than bytes of at least `size` each are left.
    mutating func count(of size: Int) throws(CorruptData) -> Int {
      let count = try integer()
      guard count >= 0, count <= (bytes.count - position) / size else { throw CorruptData() }
      return count
    }

    mutating func string() throws(CorruptData) -> String { String(decoding: try slice(), as: UTF8.self) }

    mutating func piece() throws(CorruptData) -> Data { Data(try slice()) }

    private mutating func slice() throws(CorruptData) -> ArraySlice<UInt8> {
      let length = try count(of: 1)
      return bytes[try take(length)]
    }

    private mutating func float() throws(CorruptData) -> Float {
      let bits: UInt32 = try bits()
      return Float(bitPattern: bits)
    }

    mutating func curve() throws(CorruptData) -> Curve {
      let count = try count(of: 16)
      var curve = Curve()
      curve.epochs.reserveCapacity(count)
      curve.values.reserveCapacity(count)
      for _ in 0..<count {
        let epoch = try integer()
        curve.append(Double(bitPattern: try bits()), epoch: epoch)
      }
      return curve
    }

    mutating func divergence() throws(CorruptData) -> Divergence {
      let (epoch, step) = (try integer(), try integer())
      guard let phase = Divergence.Phase(rawValue: try string()) else { throw CorruptData() }
      let (layer, operation) = (try string(), try string())
      let value = try float()
      var index: [Int] = []
      for _ in 0..<(try count(of: 8)) { index.append(try integer()) }
      let (badCount, count) = (try integer(), try integer())
      var operands: [Divergence.Operand] = []
      for _ in 0..<(try self.count(of: 20)) {
        let source = try string()
        let (low, high, largest) = (try float(), try float(), try float())
        operands.append(
          Divergence.Operand(
            source: source, low: low.isNaN ? nil : low, high: high.isNaN ? nil : high, largest: largest))
      }
      return Divergence(
        epoch: epoch, step: step, phase: phase, layer: layer, operation: operation, value: value,
        index: index,
        badCount: badCount, count: count, operands: operands)
    }

    mutating func tensors() throws(CorruptData) -> [(name: String, value: Tensor)] {
      var tensors: [(name: String, value: Tensor)] = []
      for _ in 0..<(try count(of: 24)) {
        let name = try string()
        var dimensions: [Int] = []
        for _ in 0..<(try count(of: 8)) { dimensions.append(try integer()) }
        let values = try floats(try count(of: 4))
        guard dimensions.allSatisfy({ $0 >= 0 }), Shape(dimensions).count == values.count else {
          throw CorruptData()
        }
        tensors.append((name, Tensor(Shape(dimensions), values)))
      }
      return tensors
    }
  }
}
