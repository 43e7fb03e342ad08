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

  /// Elements, one per line as they were written, without their tips.
  static func withoutTips(_ elements: String) -> String {
    let (opening, closing) = (Array("><title>".utf8), Array("</title>".utf8))
    var result: [UInt8] = []
    result.reserveCapacity(elements.utf8.count)
    for line in Array(elements.utf8).split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      if let start = line.firstRange(of: opening), let end = line[start.upperBound...].firstRange(of: closing)
      {
        result += line[..<start.lowerBound]
        let rest = line[end.upperBound...]
        // What held the tip alone is empty now.
        result += rest.starts(with: "</".utf8) ? Array("/>".utf8)[...] : [UInt8(ascii: ">")] + rest
      } else {
        result += line
      }
      result.append(UInt8(ascii: "\n"))
    }
    result.removeLast()
    return String(decoding: result, as: UTF8.self)
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

  /// `M1 2l.5-3 4 6`: a place, and the steps from each place to the next, which are shorter to write than places. Places
  /// that the rounding makes equal are written once.
  static func path(_ points: [Point], isClosed: Bool = false) -> String {
    guard let first = points.first else { return "" }
    var place = (x: tenths(first.x), y: tenths(first.y))
    var text = Array("M".utf8)
    appendStep(place.x, to: &text, isFirst: true)
    appendStep(place.y, to: &text)
    var count = 1
    for point in points.dropFirst() {
      let next = (x: tenths(point.x), y: tenths(point.y))
      if next == place { continue }
      if count == 1 { text.append(UInt8(ascii: "l")) }
      appendStep(next.x - place.x, to: &text, isFirst: count == 1)
      appendStep(next.y - place.y, to: &text)
      place = next
      count += 1
    }
    // A line of one place is a dot, for which the stroke needs a length.
    if count == 1, !isClosed { text += "h.1".utf8 }
    if isClosed { text.append(UInt8(ascii: "Z")) }
    return String(decoding: text, as: UTF8.self)
  }

  /// What lies far beyond any picture lies just as well a little nearer.
  private static func tenths(_ coordinate: Double) -> Int {
    precondition(!coordinate.isNaN, "a place in a picture that is no number")
    return Int((min(max(coordinate, -1e6), 1e6) * 10).rounded(.toNearestOrEven))
  }

  /// A number of tenths as SVG's grammar takes it: no blank before a minus sign, nor before a point where the number
  /// before it has one of its own.
  private static func appendStep(_ tenths: Int, to text: inout [UInt8], isFirst: Bool = false) {
    let (whole, rest) = tenths.magnitude.quotientAndRemainder(dividingBy: 10)
    if tenths < 0 {
      text.append(UInt8(ascii: "-"))
    } else if !isFirst {
      let isPoint = whole == 0 && rest > 0
      let number = text.reversed().prefix {
        $0 == UInt8(ascii: ".") || UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0
      }
      if !isPoint || !number.contains(UInt8(ascii: ".")) { text.append(UInt8(ascii: " ")) }
    }
    if whole > 0 || rest == 0 { text += String(whole).utf8 }
    if rest > 0 { text += [UInt8(ascii: "."), UInt8(ascii: "0") + UInt8(rest)] }
  }
}
