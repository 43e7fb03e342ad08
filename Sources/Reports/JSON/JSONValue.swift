import Diagnostics

/// A JSON value whose keys keep their order.
package enum JSONValue: Sendable {
  case null
  case boolean(Bool)
  /// As written in JSON.
  case number(String)
  case string(String)
  case array([JSONValue])
  /// A list of numbers: most of what a report's JSON holds.
  case integers([Int])
  /// Likewise, each the shortest that reads back the same; null where it is not finite, which JSON can't say.
  case doubles([Double])
  case object([(key: String, value: JSONValue)])

  package static func integer(_ value: Int) -> JSONValue { .number(String(value)) }

  /// The shortest that reads back the same; null where it is not finite, which JSON can't say.
  package static func double(_ value: Double?) -> JSONValue {
    guard let value, value.isFinite else { return .null }
    return .number(Format.shortest(value))
  }

  package static func strings(_ values: [String]) -> JSONValue { .array(values.map { .string($0) }) }

  /// How it is laid out.
  package enum Style: Sendable {
    /// Indented by two spaces, lists of plain values on one line.
    case report
    /// Indented by one space, every element on its own line, no more escaped than must be: as Jupyter saves notebooks.
    case jupyter
  }

  package var bytes: [UInt8] { bytes(.report) }

  /// In UTF-8; ends in a newline.
  package func bytes(_ style: Style) -> [UInt8] {
    var writer = JSONWriter(style: style)
    writer.write(self, depth: 0)
    writer.append("\n")
    return writer.bytes
  }

  package var text: String { String(decoding: bytes, as: UTF8.self) }

  fileprivate var isPlain: Bool {
    switch self {
    case .array, .integers, .doubles, .object: false
    case .null, .boolean, .number, .string: true
    }
  }
}

private struct JSONWriter {
  let style: JSONValue.Style
  var bytes: [UInt8] = []

  init(style: JSONValue.Style) {
    self.style = style
  }

  mutating func append(_ text: StaticString) {
    text.withUTF8Buffer { bytes.append(contentsOf: $0) }
  }

  private mutating func append(text: String) { bytes.append(contentsOf: text.utf8) }

  private mutating func indent(_ depth: Int) {
    for _ in 0..<depth { append(style == .report ? "  " : " ") }
  }

  mutating func write(_ value: JSONValue, depth: Int) {
    switch value {
    case .null: append("null")
    case .boolean(true): append("true")
    case .boolean(false): append("false")
    case .number(let number): append(text: number)
    case .string(let string): quote(string)
    case .integers(let values): line(values) { Format.appendWhole($1, to: &$0.bytes) }
    case .doubles(let values):
      line(values) { writer, value in
        if value.isFinite { Format.appendShortest(value, to: &writer.bytes) } else { writer.append("null") }
      }
    case .array(let values) where values.isEmpty || style == .report && values.allSatisfy(\.isPlain):
      line(values) { $0.write($1, depth: depth) }
    case .array(let values):
      append("[\n")
      for (index, value) in values.enumerated() {
        indent(depth + 1)
        write(value, depth: depth + 1)
        if index + 1 < values.count { append(",") }
        append("\n")
      }
      indent(depth)
      append("]")
    case .object(let members):
      guard !members.isEmpty else { return append("{}") }
      append("{\n")
      for (index, member) in members.enumerated() {
        indent(depth + 1)
        quote(member.key)
        append(": ")
        write(member.value, depth: depth + 1)
        if index + 1 < members.count { append(",") }
        append("\n")
      }
      indent(depth)
      append("}")
    }
  }

  private mutating func line<Element>(
    _ elements: [Element], _ write: (inout JSONWriter, Element) -> Void
  ) {
    append("[")
    for (index, element) in elements.enumerated() {
      if index > 0 {
        bytes.append(UInt8(ascii: ","))
        bytes.append(UInt8(ascii: " "))
      }
      write(&self, element)
    }
    append("]")
  }

  private mutating func quote(_ string: String) {
    append("\"")
    defer { append("\"") }
    // Nearly all are plain words.
    if string.isPrintableASCII,
      !string.utf8.contains(where: { $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\") })
    {
      return append(text: string)
    }
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": append("\\\"")
      case "\\": append("\\\\")
      case "\n": append("\\n")
      case "\r": append("\\r")
      case "\t": append("\\t")
      case "\u{8}" where style == .jupyter: append("\\b")
      case "\u{C}" where style == .jupyter: append("\\f")
      case _ where style == .jupyter && scalar.value >= 0x20: bytes.append(contentsOf: scalar.utf8)
      // Also what ends a line for some readers, and what would end a script.
      case _
      where scalar.value < 0x20 || scalar.value == 0x7F || scalar == "\u{2028}" || scalar == "\u{2029}":
        let digits = String(scalar.value, radix: 16)
        append(text: "\\u" + String(repeating: "0", count: 4 - digits.count) + digits)
      default: bytes.append(contentsOf: scalar.utf8)
      }
    }
  }
}
