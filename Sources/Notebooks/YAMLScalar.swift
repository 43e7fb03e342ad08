/// Plain scalars by the core schema of YAML 1.2, with the format's own rule: nothing is octal, sexagesimal
/// or a date.
///
/// - null: nothing, `~`, `null`, `Null`, `NULL`; boolean: `true`, `True`, `TRUE`, `false`, `False`, `FALSE`;
/// - integer: `[-+]?[0-9]+` (`0777` is 777), `0x` and hexadecimal digits;
/// - number: `[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?`, `.inf`, `.nan`;
/// - everything else is a string: `no`, `on`, `1:30`, `0o17`, `1_000`, `2024-01-31`.
///
/// An integer beyond 64 bits is a number.
enum YAMLScalar {
  static func value(ofPlain text: String) -> YAMLValue {
    switch text {
    case "", "~", "null", "Null", "NULL": return .null
    case "true", "True", "TRUE": return .boolean(true)
    case "false", "False", "FALSE": return .boolean(false)
    default: return number(text) ?? .string(text)
    }
  }

  private static func number(_ text: String) -> YAMLValue? {
    let bytes = Array(text.utf8)
    var position = 0
    let negative = bytes.first == UInt8(ascii: "-")
    if negative || bytes.first == UInt8(ascii: "+") { position = 1 }

    switch String(decoding: bytes[position...], as: UTF8.self) {
    case ".inf", ".Inf", ".INF": return .number(negative ? -Double.infinity : .infinity)
    case ".nan", ".NaN", ".NAN": return position == 0 ? .number(.nan) : nil
    default: break
    }
    if position == 0, text.hasPrefix("0x"), let value = Int(text.dropFirst(2), radix: 16),
      bytes[2...].allSatisfy({ $0 != UInt8(ascii: "+") && $0 != UInt8(ascii: "-") })
    {
      return .integer(value)
    }

    func digits() -> Int {
      let start = position
      while position < bytes.count, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[position]) {
        position += 1
      }
      return position - start
    }
    let whole = digits()
    if position == bytes.count, whole > 0 {
      if let integer = Int(text) { return .integer(integer) }
      return Double(text).map { .number($0) }
    }
    var fraction = 0
    if position < bytes.count, bytes[position] == UInt8(ascii: ".") {
      position += 1
      fraction = digits()
    }
    guard whole > 0 || fraction > 0 else { return nil }
    if position < bytes.count, bytes[position] == UInt8(ascii: "e") || bytes[position] == UInt8(ascii: "E") {
      position += 1
      if position < bytes.count, bytes[position] == UInt8(ascii: "-") || bytes[position] == UInt8(ascii: "+")
      {
        position += 1
      }
      guard digits() > 0 else { return nil }
    }
    guard position == bytes.count else { return nil }
    return Double(text).map { .number($0) }
  }
}
