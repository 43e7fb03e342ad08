import Diagnostics

extension MathParser {
  /// Macros with arguments, for suggestions.
  private static let names =
    [
      "frac", "dfrac", "tfrac", "binom", "sqrt", "text", "operatorname", "left", "right", "middle", "begin",
      "end", "not", "overset", "underset", "bmod", "limits", "nolimits", "displaystyle", "textstyle",
    ] + accents.map(\.name) + sizes.map(\.name)
    + ["mathrm", "mathbf", "mathit", "mathbb", "mathcal", "mathfrak", "mathsf", "mathtt", "boldsymbol"]

  private static let accents: [(name: String, mark: String, isUnder: Bool, stretches: Bool)] = [
    ("hat", "ˆ", false, false), ("bar", "¯", false, false), ("tilde", "˜", false, false),
    ("vec", "→", false, false), ("dot", "˙", false, false), ("ddot", "¨", false, false),
    ("check", "ˇ", false, false), ("breve", "˘", false, false), ("mathring", "˚", false, false),
    ("overline", "‾", false, true), ("underline", "_", true, true), ("widehat", "ˆ", false, true),
    ("widetilde", "˜", false, true), ("overrightarrow", "→", false, true), ("overbrace", "⏞", false, true),
    ("underbrace", "⏟", true, true),
  ]

  private static let sizes = [
    (name: "big", em: "1.2"), (name: "Big", em: "1.8"), (name: "bigg", em: "2.4"), (name: "Bigg", em: "3"),
  ]

  /// What the macro at hand and its arguments stand for.
  mutating func macro(_ name: String) throws(MathError) -> MathNode {
    let offset = token.offset
    if name == "left" { return try fenced(offset) }
    if name == "text" || name == "textrm" || name == "mbox" || name == "operatorname" {
      return try textual(name)
    }
    if name == "begin" { return try environment(offset) }
    if let size = Self.sizes.first(where: {
      [$0.name, $0.name + "l", $0.name + "r", $0.name + "m"].contains(name)
    }) {
      let character = try delimiter(of: name)
      let kind: MathClass =
        name.hasSuffix("l") || "([{⟨⌈⌊".contains(character)
        ? .opening : name.hasSuffix("r") || ")]}⟩⌉⌋".contains(character) ? .closing : .ordinary
      return .sized(character, size: size.em, kind)
    }
    advance()
    if let node = MathSymbols.node(ofMacro: name) { return node.written(in: alphabet) }
    if let width = MathSymbols.spaces[name] { return .space(width) }
    if let alphabet = MathAlphabet.macros[name] {
      let outer = self.alphabet
      self.alphabet = alphabet
      defer { self.alphabet = outer }
      return try argument(of: "\\" + name)
    }
    if let accent = Self.accents.first(where: { $0.name == name }) {
      return .accent(
        try argument(of: "\\" + name), mark: accent.mark, isUnder: accent.isUnder, stretches: accent.stretches
      )
    }
    switch name {
    case "frac", "dfrac", "tfrac", "cfrac", "binom":
      let upper = try argument(of: "\\" + name)
      let lower = try argument(of: "\\" + name)
      switch name {
      case "frac": return .fraction(upper, lower, hasLine: true)
      case "binom": return .fenced("(", .fraction(upper, lower, hasLine: false), ")")
      default: return .style(isDisplay: name != "tfrac", .fraction(upper, lower, hasLine: true))
      }
    case "sqrt":
      var index: MathNode?
      if token.kind == .character("[") {
        let start = token.offset
        advance()
        index = .row(try row(until: .bracket(start)))
        advance()
      }
      return .root(try argument(of: "\\sqrt"), index: index)
    case "overset", "stackrel":
      let upper = try argument(of: "\\" + name)
      return .scripts(try argument(of: "\\" + name), lower: nil, upper: upper, areLimits: true)
    case "underset":
      let lower = try argument(of: "\\underset")
      return .scripts(try argument(of: "\\underset"), lower: lower, upper: nil, areLimits: true)
    case "bmod": return .symbol("mod", .binary)
    case "not":
      let start = token.offset
      guard case .symbol(let text, .relation) = try argument(of: "\\not") else {
        throw MathError("'\\not' crosses out relations like = only", at: start)
      }
      return .symbol(Self.negated[text] ?? text + "\u{338}", .relation)
    default: throw unknown(name, offset)
    }
  }

  private static let negated = [
    "=": "≠", "∈": "∉", "≤": "≰", "≥": "≱", "⊂": "⊄", "⊆": "⊈", "∣": "∤", "∼": "≁",
  ]

  private func unknown(_ name: String, _ offset: Int) -> MathError {
    switch name {
    case "": return MathError("the formula ends with a backslash", at: offset)
    case "limits", "nolimits":
      return MathError("'\\\(name)' follows an operator like \\sum", at: offset)
    case "right", "middle": return MathError("'\\\(name)' has no '\\left'", at: offset)
    case "argmax", "argmin":
      return MathError("unknown macro '\\\(name)'", at: offset, hint: "write \\operatorname*{\(name)}")
    case "\\", "end", "displaystyle", "textstyle":
      return MathError("'\\\(name)' cannot stand here", at: offset)
    default: break
    }
    guard name.first?.isTeXLetter == true else {
      return MathError("unknown macro '\\\(name)'", at: offset)
    }
    let known = (Self.names + MathSymbols.names).filter { $0.first?.isTeXLetter == true }
    // \Gama means \Gamma, not \gamma.
    let sameCase = known.filter { $0.first?.isUppercase == name.first?.isUppercase }
    let near = Suggestion.nearest(to: name, in: sameCase) ?? Suggestion.nearest(to: name, in: known)
    return MathError(
      "unknown macro '\\\(name)'", at: offset,
      hint: near.map { "did you mean '\\\($0)'?" } ?? "write \\operatorname{\(name)} for a function")
  }

  // MARK: - Text

  private mutating func textual(_ name: String) throws(MathError) -> MathNode {
    advance()
    var isStarred = false
    if name == "operatorname", token.kind == .character("*") {
      isStarred = true
      advance()
    }
    let text = try tokenizer.text(from: token.offset, of: name)
    advance()
    return name == "operatorname" ? .function(text, hasLimits: isStarred) : .text(text)
  }

  // MARK: - Delimiters

  private mutating func fenced(_ offset: Int) throws(MathError) -> MathNode {
    let left = try delimiter(of: "left")
    let body = try row(until: .right(offset))
    return .fenced(left, .row(body), try delimiter(of: "right"))
  }

  /// The delimiter behind the macro at hand; empty for `.`.
  mutating func delimiter(of macro: String) throws(MathError) -> String {
    advance()
    let found: String? =
      switch token.kind {
      case .character("."): ""
      case .character("<"): "⟨"
      case .character(">"): "⟩"
      case .character(let character) where "()[]|/⟨⟩⌈⌉⌊⌋‖".contains(character): String(character)
      case .macro(let name):
        if case .symbol(let text, let kind)? = MathSymbols.node(ofMacro: name),
          (kind != .relation && kind != .binary && "{}[]⟨⟩⌈⌉⌊⌋|‖\\".contains(text)) || "↑↓↕⇑⇓".contains(text)
        {
          text
        } else {
          nil
        }
      default: nil
      }
    guard let found else {
      throw MathError(
        "'\\\(macro)' needs a delimiter", at: token.offset, hint: "like ( ] \\{ | \\rangle, or . for none")
    }
    advance()
    return found
  }

  // MARK: - Tables

  private mutating func environment(_ offset: Int) throws(MathError) -> MathNode {
    let name = try environmentName(of: "begin")
    guard let environment = MathEnvironment(name) else {
      throw MathError(
        "unknown environment '\(name)'", at: offset,
        hint: Suggestion.hintOrList(for: name, in: MathEnvironment.names))
    }
    let outer = alphabet
    alphabet = .plain
    defer { alphabet = outer }
    var rows: [[MathNode]] = [[]]
    while true {
      let cell = try row(until: .cell(offset, environment: name))
      let end = token
      switch end.kind {
      case .ampersand:
        rows[rows.count - 1].append(.row(cell))
        advance()
      case .macro("\\"):
        rows[rows.count - 1].append(.row(cell))
        rows.append([])
        advance()
      default:
        // Nothing behind the last \\ is no row.
        if !cell.isEmpty || !rows[rows.count - 1].isEmpty || rows.count == 1 {
          rows[rows.count - 1].append(.row(cell))
        } else {
          rows.removeLast()
        }
        let closing = try environmentName(of: "end")
        guard closing == name else {
          throw MathError(
            "'\\end{\(closing)}' does not close '\\begin{\(name)}'", at: end.offset,
            hint: "write \\end{\(name)}")
        }
        return .table(rows, environment)
      }
    }
  }

  private mutating func environmentName(of macro: String) throws(MathError) -> String {
    advance()
    let name = try tokenizer.text(from: token.offset, of: macro)
    advance()
    return name
  }
}
