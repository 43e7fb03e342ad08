@testable import Plots

/// Reads SVG as strictly as the tests need: balanced tags, quoted attributes, known entities, places inside
/// the viewBox. A complaint per fault.
struct SVGInspector {
  private(set) var complaints: [String] = []
  private(set) var texts: [String] = []
  private var stack: [String] = []
  private var box: (width: Double, height: Double)?
  private var offsets: [(x: Double, y: Double)] = []

  init(_ document: String) {
    var rest = document[...]
    while let start = rest.firstIndex(of: "<") {
      text(String(rest[..<start]))
      guard let end = rest[start...].firstIndex(of: ">") else {
        complaints.append("unclosed tag \(rest[start...].prefix(40))")
        return
      }
      tag(String(rest[rest.index(after: start)..<end]))
      rest = rest[rest.index(after: end)...]
    }
    text(String(rest))
    if !stack.isEmpty { complaints.append("left open: \(stack)") }
  }

  private mutating func text(_ content: String) {
    if stack.last != "style" { entities(content) }
    if content.contains(where: { !$0.isWhitespace }) { texts.append(content) }
  }

  private mutating func entities(_ content: String) {
    for piece in content.split(separator: "&", omittingEmptySubsequences: false).dropFirst()
    where !["amp;", "lt;", "gt;", "quot;", "#39;"].contains(where: { piece.hasPrefix($0) }) {
      complaints.append("bare ampersand before \(piece.prefix(20))")
    }
  }

  private mutating func tag(_ content: String) {
    if content.hasPrefix("/") {
      let name = String(content.dropFirst())
      if stack.last != name { complaints.append("</\(name)> closes \(stack.last ?? "nothing")") }
      if !stack.isEmpty { stack.removeLast() }
      if name == "g" { offsets.removeLast() }
      if name == "svg" { box = nil }
      return
    }
    let isEmpty = content.hasSuffix("/")
    let body = isEmpty ? String(content.dropLast()) : content
    let name = String(body.prefix { $0 != " " })
    var attributes: [(name: String, value: String)] = []
    var rest = body.dropFirst(name.count).drop { $0 == " " }
    while !rest.isEmpty {
      guard let equals = rest.firstIndex(of: "="), rest[rest.index(after: equals)...].first == "\"",
        let close = rest[rest.index(equals, offsetBy: 2)...].firstIndex(of: "\"")
      else {
        complaints.append("attributes of <\(name)>: \(rest)")
        return
      }
      let value = String(rest[rest.index(equals, offsetBy: 2)..<close])
      entities(value)
      if attributes.contains(where: { $0.name == rest[..<equals] }) { complaints.append("twice: \(rest)") }
      attributes.append((String(rest[..<equals]), value))
      rest = rest[rest.index(after: close)...].drop { $0 == " " }
    }
    if name == "svg", let value = attributes.first(where: { $0.name == "viewBox" })?.value {
      let numbers = SVGInspector.numbers(value)
      box = (numbers[2], numbers[3])
      offsets = []
    }
    if name == "g", !isEmpty {
      let move = attributes.first { $0.name == "transform" }.map { SVGInspector.numbers($0.value) } ?? [0, 0]
      let outer = offsets.last ?? (0, 0)
      offsets.append((outer.x + move[0], outer.y + move[1]))
    }
    for (key, value) in attributes
    where ["d", "x", "y", "cx", "cy", "r", "viewBox", "width", "height", "transform"].contains(key) {
      let words = value.split { " MLlCZh()".contains($0) }
      if let odd = words.first(where: {
        $0 == "-0" || $0.hasSuffix(".0") || $0.contains("n") && key != "transform"
      }) {
        complaints.append("number \(odd) in \(key)")
      }
    }
    place(name, attributes)
    if !isEmpty { stack.append(name) }
  }

  private mutating func place(_ name: String, _ attributes: [(name: String, value: String)]) {
    guard let box else { return }
    func value(_ key: String) -> String? { attributes.first { $0.name == key }?.value }
    var places: [(Double, Double)] = []
    if let data = value("d") {
      guard let found = SVGInspector.places(ofPath: data) else {
        complaints.append("odd path \(data.prefix(60))")
        return
      }
      places = found
    }
    for (x, y) in [("x", "y"), ("cx", "cy")] {
      if let x = value(x).flatMap(Double.init), let y = value(y).flatMap(Double.init) {
        places.append((x, y))
      }
    }
    let offset = offsets.last ?? (0, 0)
    for (x, y) in places
    where !(-2...box.width + 2).contains(x + offset.x) || !(-2...box.height + 2).contains(y + offset.y) {
      complaints.append("outside the viewBox: <\(name)> at \(x) \(y)")
      return
    }
  }

  /// Where the steps of a path lead, and the handles of its curves; nil for what is no path of these letters.
  static func places(ofPath data: String) -> [(Double, Double)]? {
    var places: [(Double, Double)] = []
    var rest = data[...]
    while let letter = rest.popFirst() {
      let piece = rest.prefix { !$0.isLetter }
      rest = rest.dropFirst(piece.count)
      // As SVG's grammar has it: a minus sign or a second point begins a new number.
      let numbers = piece.matches(of: /-?(?:\d+(?:\.\d+)?|\.\d+)/).map { Double($0.output) ?? .nan }
      guard piece.replacing(/-?(?:\d+(?:\.\d+)?|\.\d+)/, with: "").allSatisfy({ $0 == " " }) else {
        return nil
      }
      let last = places.last ?? (0, 0)
      switch letter {
      case "M", "L", "C", "l":
        guard !numbers.isEmpty, numbers.count % (letter == "C" ? 6 : 2) == 0 else { return nil }
        for index in stride(from: 0, to: numbers.count, by: 2) {
          let from = letter == "l" ? places.last ?? (0, 0) : (0, 0)
          places.append((from.0 + numbers[index], from.1 + numbers[index + 1]))
        }
      case "h":
        guard numbers.count == 1 else { return nil }
        places.append((last.0 + numbers[0], last.1))
      case "Z": guard numbers.isEmpty else { return nil }
      default: return nil
      }
    }
    return places
  }

  private static func numbers(_ text: String) -> [Double] {
    text.split { !$0.isNumber && $0 != "." && $0 != "-" }.compactMap { Double($0) }
  }
}
