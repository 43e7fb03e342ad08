/// MathML as a tree of what is drawn, written so that two converters can be compared: rows within rows are one row,
/// attributes that only repeat the operator dictionary or choose the space around signs are gone.
struct MathTree: CustomStringConvertible {
  private var name: String
  private var attributes: [String: String] = [:]
  private var children: [MathTree] = []
  private var text = ""

  /// nil where the tags do not match.
  init?(_ document: String) {
    var stack = [MathTree(name: "")]
    // By scalars: a combining accent would be one character with the bracket before it.
    var rest = document.unicodeScalars[...]
    while let start = rest.firstIndex(of: "<") {
      stack[stack.count - 1].text += String(rest[..<start])
      guard let end = rest[start...].firstIndex(of: ">") else { return nil }
      let tag = String(rest[rest.index(after: start)..<end])
      rest = rest[rest.index(after: end)...]
      if tag.hasPrefix("/") {
        guard stack.count > 1, stack[stack.count - 1].name == tag.dropFirst() else { return nil }
        let node = stack.removeLast()
        stack[stack.count - 1].children.append(node)
        continue
      }
      let isEmpty = tag.hasSuffix("/")
      var node = MathTree(name: String(tag.prefix { $0 != " " && $0 != "/" }))
      for match in tag.matches(of: /([a-z]+)="([^"]*)"/) {
        node.attributes[String(match.1)] = String(match.2)
      }
      if isEmpty { stack[stack.count - 1].children.append(node) } else { stack.append(node) }
    }
    guard stack.count == 1 else { return nil }
    self = MathTree(name: "math", children: stack[0].children.flatMap(\.normalized))
  }

  private init(name: String, children: [MathTree] = []) {
    self.name = name
    self.children = children
  }

  // MARK: - Normal form

  private static let rows: Set = ["mrow", "math", "mtd", "msqrt", "semantics", "mstyle"]
  private static let delimiters = "()[]{}|‖⟨⟩⌈⌉⌊⌋↑↓↕⇑⇓"

  private var normalized: [MathTree] {
    switch name {
    case "annotation": return []
    case "math", "semantics":
      return children.flatMap(\.normalized).flatMap { $0.name == "mrow" ? $0.children : [$0] }
    case "mspace":
      // One without width keeps a sign from being taken for a prefix.
      let margin = attributes["style"]?.split(separator: ":").last.map { $0.filter { !" ;".contains($0) } }
      guard let width = attributes["width"] ?? margin else { return [] }
      return [Self.space(width)]
    case "mi", "mn", "mo", "mtext": return leaf
    default: break
    }
    var node = MathTree(name: name)
    node.children = children.map { child in
      let parts = child.normalized
      return parts.count == 1 ? parts[0] : MathTree(name: "mrow", children: parts)
    }
    if Self.rows.contains(name) {
      node.children = node.children.flatMap { $0.name == "mrow" ? $0.children : [$0] }
    }
    switch name {
    case "mrow": return node.children.count == 1 ? node.children : [node]
    case "mfrac":
      if attributes["linethickness"] == "0" { node.name += " no line" }
      if let isDisplay = attributes["displaystyle"] {
        return [MathTree(name: "mstyle \(isDisplay)", children: [node])]
      }
    case "mstyle": node.name += " \(attributes["displaystyle"] ?? "")"
    default: break
    }
    return [node]
  }

  /// Of a width in em, to three decimals.
  private static func space(_ width: String) -> MathTree {
    let value = Double(width.replacing("em", with: "")) ?? .nan
    return MathTree(name: "space \((value * 1000).rounded() / 1000)")
  }

  private var leaf: [MathTree] {
    var node = MathTree(name: name)
    node.text = text
    for (entity, sign) in [
      ("&lt;", "<"), ("&gt;", ">"), ("&ApplyFunction;", "\u{2061}"), ("&amp;", "&"), ("\u{A0}", " "),
    ] {
      node.text = node.text.replacing(entity, with: sign)
    }
    // A function's name and what follows it: the space is what is drawn.
    if node.text == "\u{2061}" { return attributes["lspace"].map { [Self.space($0)] } ?? [] }
    // What closes a fence that has no sign.
    if name == "mo", node.text.isEmpty || node.text == "\u{2063}" { return [] }
    // Selects one of two shapes of script letters and of the empty set where a font has both.
    node.text = String(String.UnicodeScalarView(node.text.unicodeScalars.filter { $0 != "\u{FE00}" }))
    if name == "mi", attributes["mathvariant"] == "normal", Self.isSlanted(node.text) {
      node.name += " upright"
    }
    // A function's name under which limits stand: as an operator it moves them beside itself in running text.
    if name == "mo", node.text.count > 1, node.text.allSatisfy({ $0.isLetter || $0.isWhitespace }) {
      node.name = "mi"
    }
    if name == "mo", let sign = node.text.first, Self.delimiters.contains(sign) {
      node.name += attributes["stretchy"] == "false" ? " still" : ""
      // TeX gives heights in points, from which each has derived its own in em.
      if attributes["minsize"] != nil { node.name = "mo sized" }
    }
    return [node]
  }

  /// Whether `mi` slants the character by itself: letters of the Latin and Greek alphabets and their kin.
  private static func isSlanted(_ text: String) -> Bool {
    guard text.unicodeScalars.count == 1, let scalar = text.unicodeScalars.first else { return false }
    switch scalar {
    case "A"..."Z", "a"..."z", "\u{391}"..."\u{3A9}", "\u{3B1}"..."\u{3C9}", "∂", "∇", "ϵ", "ϑ", "ϰ", "ϕ",
      "ϱ", "ϖ",
      "ı", "ȷ":
      return true
    default: return false
    }
  }

  var description: String {
    if !text.isEmpty { return "\(name)'\(text)'" }
    return children.isEmpty ? name : "\(name)(\(children.map(\.description).joined(separator: " ")))"
  }
}
