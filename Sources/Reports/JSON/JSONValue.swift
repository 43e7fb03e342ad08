import Diagnostics

/// A JSON value whose keys keep their order.
package enum JSONValue: Sendable {
  case null
  case boolean(Bool)
  /// As written in JSON.
  case number(String)
  case string(String)
  case array([JSONValue])
  case object([(key: String, value: JSONValue)])

  package static func integer(_ value: Int) -> JSONValue { .number(String(value)) }

  /// The shortest that reads back the same; null where it is not finite, which JSON can't say.
  package static func double(_ value: Double?) -> JSONValue {
    guard let value, value.isFinite else { return .null }
    return .number(Format.shortest(value))
  }

  package static func strings(_ values: [String]) -> JSONValue { .array(values.map { .string($0) }) }

  /// Indented by two spaces; lists of plain values on one line; ends in a newline.
  package var text: String {
    var text = ""
    write(to: &text, indent: "")
    return text + "\n"
  }

  private var isPlain: Bool {
    switch self {
    case .array, .object: false
    default: true
    }
  }

  private func write(to text: inout String, indent: String) {
    switch self {
    case .null: text += "null"
    case .boolean(let value): text += value ? "true" : "false"
    case .number(let number): text += number
    case .string(let string): text += Self.quoted(string)
    case .array(let values) where values.allSatisfy(\.isPlain):
      text += "["
      for (index, value) in values.enumerated() {
        if index > 0 { text += ", " }
        value.write(to: &text, indent: indent)
      }
      text += "]"
    case .array(let values):
      text += "[\n"
      for (index, value) in values.enumerated() {
        text += indent + "  "
        value.write(to: &text, indent: indent + "  ")
        text += index + 1 < values.count ? ",\n" : "\n"
      }
      text += indent + "]"
    case .object(let members):
      guard !members.isEmpty else {
        text += "{}"
        return
      }
      text += "{\n"
      for (index, member) in members.enumerated() {
        text += "\(indent)  \(Self.quoted(member.key)): "
        member.value.write(to: &text, indent: indent + "  ")
        text += index + 1 < members.count ? ",\n" : "\n"
      }
      text += indent + "}"
    }
  }

  private static func quoted(_ string: String) -> String {
    var text = "\""
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      // Also what ends a line for some readers, and what would end a script.
      case _
      where scalar.value < 0x20 || scalar.value == 0x7F || scalar == "\u{2028}" || scalar == "\u{2029}":
        let digits = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text + "\""
  }
}

extension JSONValue {
  /// Reads JSON that this program wrote; nil for what is not JSON.
  package init?(parsing text: String) {
    var parser = JSONParser(scalars: Array(text.unicodeScalars))
    guard let value = parser.value(depth: 0), parser.isAtEnd else { return nil }
    self = value
  }
}

private struct JSONParser {
  package let scalars: [Unicode.Scalar]
  private var position = 0

  package init(scalars: [Unicode.Scalar]) {
    self.scalars = scalars
  }

  package var isAtEnd: Bool {
    mutating get {
      skipSpace()
      return position == scalars.count
    }
  }

  package mutating func value(depth: Int) -> JSONValue? {
    guard depth < 200 else { return nil }
    skipSpace()
    guard position < scalars.count else { return nil }
    switch scalars[position] {
    case "{": return object(depth: depth)
    case "[": return array(depth: depth)
    case "\"": return string().map { .string($0) }
    case "t": return take("true") ? .boolean(true) : nil
    case "f": return take("false") ? .boolean(false) : nil
    case "n": return take("null") ? .null : nil
    default: return number()
    }
  }

  private mutating func skipSpace() {
    while position < scalars.count, " \n\r\t".unicodeScalars.contains(scalars[position]) { position += 1 }
  }

  private mutating func take(_ word: String) -> Bool {
    let letters = Array(word.unicodeScalars)
    guard scalars[position...].starts(with: letters) else { return false }
    position += letters.count
    return true
  }

  private mutating func object(depth: Int) -> JSONValue? {
    position += 1
    var members: [(key: String, value: JSONValue)] = []
    skipSpace()
    if position < scalars.count, take("}") { return .object([]) }
    while true {
      skipSpace()
      guard position < scalars.count, scalars[position] == "\"", let key = string() else { return nil }
      skipSpace()
      guard position < scalars.count, take(":"), let value = value(depth: depth + 1) else { return nil }
      members.append((key, value))
      skipSpace()
      guard position < scalars.count else { return nil }
      if take("}") { return .object(members) }
      guard take(",") else { return nil }
    }
  }

  private mutating func array(depth: Int) -> JSONValue? {
    position += 1
    var values: [JSONValue] = []
    skipSpace()
    if position < scalars.count, take("]") { return .array([]) }
    while true {
      guard let value = value(depth: depth + 1) else { return nil }
      values.append(value)
      skipSpace()
      guard position < scalars.count else { return nil }
      if take("]") { return .array(values) }
      guard take(",") else { return nil }
    }
  }

  private mutating func string() -> String? {
    position += 1
    var text = String.UnicodeScalarView()
    while position < scalars.count {
      let scalar = scalars[position]
      position += 1
      if scalar == "\"" { return String(text) }
      guard scalar == "\\" else {
        text.append(scalar)
        continue
      }
      guard position < scalars.count else { return nil }
      let escape = scalars[position]
      position += 1
      switch escape {
      case "n": text.append("\n")
      case "r": text.append("\r")
      case "t": text.append("\t")
      case "b": text.append("\u{8}")
      case "f": text.append("\u{C}")
      case "\"", "\\", "/": text.append(escape)
      case "u":
        guard position + 4 <= scalars.count else { return nil }
        var digits = ""
        digits.unicodeScalars.append(contentsOf: scalars[position..<(position + 4)])
        guard let value = UInt32(digits, radix: 16), let scalar = Unicode.Scalar(value) else { return nil }
        text.append(scalar)
        position += 4
      default: return nil
      }
    }
    return nil
  }

  private mutating func number() -> JSONValue? {
    let start = position
    while position < scalars.count, "+-.eE0123456789".unicodeScalars.contains(scalars[position]) {
      position += 1
    }
    var text = ""
    text.unicodeScalars.append(contentsOf: scalars[start..<position])
    return Double(text) == nil ? nil : .number(text)
  }
}
