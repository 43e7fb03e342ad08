import Diagnostics

/// Elements of an SVG, one per line, attributes in the order given, all text escaped.
struct SVGWriter {
  private(set) var text = ""

  mutating func open(_ name: String, _ attributes: [(String, String)] = []) {
    text += tag(name, attributes) + ">\n"
  }

  mutating func close(_ name: String) { text += "</\(name)>\n" }

  /// An element that holds only a tip, or nothing.
  mutating func shape(_ name: String, _ attributes: [(String, String)], tip: String = "") {
    text += tag(name, attributes)
    text += tip.isEmpty ? "/>\n" : "><title>\(SVGWriter.escaped(tip))</title></\(name)>\n"
  }

  /// An element that holds text, and perhaps a tip with the whole of it.
  mutating func label(
    _ name: String, _ attributes: [(String, String)], _ content: String, tip: String = ""
  ) {
    text += tag(name, attributes) + ">"
    if !tip.isEmpty { text += "<title>\(SVGWriter.escaped(tip))</title>" }
    text += "\(SVGWriter.escaped(content))</\(name)>\n"
  }

  mutating func append(_ piece: String) { text += piece }

  private func tag(_ name: String, _ attributes: [(String, String)]) -> String {
    attributes.reduce("<" + name) { $0 + " \($1.0)=\"\(SVGWriter.escaped($1.1))\"" }
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
    let text = Format.fixed(value, 1)
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  /// `M1 2 3 4 5 6`: further pairs are lines. Places that the rounding makes equal are written once.
  static func path(_ points: [Point], isClosed: Bool = false) -> String {
    var last: (String, String)?
    var pairs: [String] = []
    for point in points {
      let pair = (number(point.x), number(point.y))
      if let last, last == pair { continue }
      pairs.append(pair.0 + " " + pair.1)
      last = pair
    }
    // A line of one place is a dot, for which the stroke needs a length.
    if pairs.count == 1, !isClosed { return "M\(pairs[0])h0.1" }
    return pairs.isEmpty ? "" : "M" + pairs.joined(separator: " ") + (isClosed ? "Z" : "")
  }
}
