import Diagnostics

/// Elements of an SVG, one per line, attributes in the order given, all text escaped.
struct SVGWriter {
  private var bytes: [UInt8] = []

  var text: String { String(decoding: bytes, as: UTF8.self) }

  mutating func open(_ name: String, _ attributes: [(String, String)] = []) {
    tag(name, attributes)
    append(">\n")
  }

  mutating func close(_ name: String) {
    append("</")
    append(name)
    append(">\n")
  }

  /// An element that holds only a tip, or nothing.
  mutating func shape(_ name: String, _ attributes: [(String, String)], tip: String = "") {
    tag(name, attributes)
    guard !tip.isEmpty else { return append("/>\n") }
    append("><title>")
    appendEscaped(tip)
    append("</title></")
    append(name)
    append(">\n")
  }

  /// An element that holds text, and perhaps a tip with the whole of it.
  mutating func label(
    _ name: String, _ attributes: [(String, String)], _ content: String, tip: String = ""
  ) {
    tag(name, attributes)
    append(">")
    if !tip.isEmpty {
      append("<title>")
      appendEscaped(tip)
      append("</title>")
    }
    appendEscaped(content)
    append("</")
    append(name)
    append(">\n")
  }

  mutating func append(_ piece: String) { bytes.append(contentsOf: piece.utf8) }

  private mutating func tag(_ name: String, _ attributes: [(String, String)]) {
    append("<")
    append(name)
    for (name, value) in attributes {
      append(" ")
      append(name)
      append("=\"")
      appendEscaped(value)
      append("\"")
    }
  }

  private mutating func appendEscaped(_ text: String) {
    // Nearly all is numbers and plain words.
    append(text.utf8.allSatisfy(Self.isPlain) ? text : Self.escaped(text))
  }

  /// Whether the byte stands for itself. 0xEF may begin a character that XML forbids.
  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""), UInt8(ascii: "'"): false
    default: byte >= 0x20 && byte != 0xEF
    }
  }

  /// For text and for attributes in double quotes. Characters that XML forbids become U+FFFD.
  static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      case "\t", "\n", "\r": result += " "
      default:
        let isForbidden = scalar.value < 0x20 || scalar.value == 0xFFFE || scalar.value == 0xFFFF
        result.unicodeScalars.append(isForbidden ? "\u{FFFD}" : scalar)
      }
    }
    return result
  }

  /// A coordinate: at most one decimal, no `.0`, no `-0`.
  static func number(_ value: Double) -> String {
    var text: [UInt8] = []
    append(value, to: &text)
    return String(decoding: text, as: UTF8.self)
  }

  private static func append(_ number: Double, to text: inout [UInt8]) {
    Format.appendFixed(number, 1, to: &text)
    // Ends in the point and one digit, but for what is not finite.
    if text[text.count - 1] == UInt8(ascii: "0") { text.removeLast(2) }
  }

  /// `M1 2 3 4 5 6`: further pairs are lines. Places that the rounding makes equal are written once.
  static func path(_ points: [Point], isClosed: Bool = false) -> String {
    var text = Array("M".utf8)
    var last = text.endIndex..<text.endIndex
    var count = 0
    for point in points {
      let end = text.count
      if count > 0 { text.append(UInt8(ascii: " ")) }
      let start = text.count
      append(point.x, to: &text)
      text.append(UInt8(ascii: " "))
      append(point.y, to: &text)
      if text[start...].elementsEqual(text[last]) {
        text.removeLast(text.count - end)
        continue
      }
      last = start..<text.count
      count += 1
    }
    guard count > 0 else { return "" }
    // A line of one place is a dot, for which the stroke needs a length.
    if count == 1, !isClosed { text += "h0.1".utf8 }
    if isClosed { text.append(UInt8(ascii: "Z")) }
    return String(decoding: text, as: UTF8.self)
  }
}
