extension YAMLNode {
  /// The value as YAML flow text on one line: what `${name}` is replaced by. Scalars keep the text they were
  /// written with.
  package var flowText: String {
    switch value {
    case .string(let string): YAMLNode.flowText(of: string)
    case .null: scalarText.isEmpty ? "null" : scalarText
    case .boolean, .integer, .number: scalarText
    case .sequence(let nodes): "[" + nodes.map(\.flowText).joined(separator: ", ") + "]"
    case .mapping(let entries):
      "{"
        + entries.map { YAMLNode.flowText(of: $0.key) + ": " + $0.value.flowText }.joined(separator: ", ")
        + "}"
    }
  }

  /// A string as a plain scalar where that reads back as the same string, else in double quotes.
  static func flowText(of string: String) -> String {
    isPlainSafe(string) ? string : quoted(string)
  }

  private static func isPlainSafe(_ string: String) -> Bool {
    guard let first = string.unicodeScalars.first, let last = string.unicodeScalars.last else { return false }
    guard !" \t".unicodeScalars.contains(first), !" \t:".unicodeScalars.contains(last) else { return false }
    guard !"-?:,[]{}#&*!|>'\"%@`".unicodeScalars.contains(first) else { return false }
    var previous: Unicode.Scalar = " "
    for scalar in string.unicodeScalars {
      if ",[]{}".unicodeScalars.contains(scalar) || scalar.value < 0x20 { return false }
      if scalar.properties.generalCategory == .control || scalar.value == 0xFEFF { return false }
      if scalar.value == 0x2028 || scalar.value == 0x2029 { return false }
      if previous == ":" && scalar == " " { return false }
      if previous == " " && scalar == "#" { return false }
      previous = scalar
    }
    if string.hasPrefix("---") || string.hasPrefix("...") { return false }
    if case .string = YAMLScalar.value(ofPlain: string) { return true }
    return false
  }

  private static func quoted(_ string: String) -> String {
    var text = "\""
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\t": text += "\\t"
      case "\r": text += "\\r"
      default:
        let breaks = scalar.value == 0x2028 || scalar.value == 0x2029 || scalar.value == 0xFEFF
        if scalar.properties.generalCategory == .control || breaks {
          let digits = String(scalar.value, radix: 16, uppercase: true)
          text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        } else {
          text.unicodeScalars.append(scalar)
        }
      }
    }
    return text + "\""
  }
}
