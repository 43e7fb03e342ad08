import Diagnostics

/// Reads TeX into a tree: rows, atoms with their scripts, and groups. What macros mean stands in
/// `MathParser+Macros`.
struct MathParser {
  /// What a row of atoms ends with, and where it began.
  enum RowEnd {
    case end
    case brace(Int)
    case bracket(Int)
    case right(Int)
    case cell(Int, environment: String)
  }

  var tokenizer: MathTokenizer
  /// The next word.
  private(set) var token: MathToken
  var alphabet = MathAlphabet.plain
  private var depth = 0

  init(_ tex: String) {
    tokenizer = MathTokenizer(tex)
    token = tokenizer.next()
  }

  mutating func formula() throws(MathError) -> [MathNode] {
    try row(until: .end)
  }

  mutating func advance() {
    token = tokenizer.next()
  }

  private mutating func enter(_ offset: Int) throws(MathError) {
    depth += 1
    if depth > MathML.maximumDepth {
      throw MathError("the formula nests more than \(MathML.maximumDepth) deep", at: offset)
    }
  }

  // MARK: - Rows

  /// Atoms up to the row's end, which is not read over.
  mutating func row(until end: RowEnd) throws(MathError) -> [MathNode] {
    var nodes: [MathNode] = []
    while true {
      switch (token.kind, end) {
      case (.end, .end), (.close, .brace), (.character("]"), .bracket), (.macro("right"), .right),
        (.ampersand, .cell), (.macro("\\"), .cell), (.macro("end"), .cell):
        return nodes
      case (.end, _), (.close, _), (.ampersand, _), (.macro("\\"), _), (.macro("right"), _),
        (.macro("end"), _):
        throw misplaced(in: end)
      case (.macro("displaystyle"), _), (.macro("textstyle"), _):
        let isDisplay = token.kind == .macro("displaystyle")
        try enter(token.offset)
        advance()
        nodes.append(.style(isDisplay: isDisplay, .row(try row(until: end))))
        depth -= 1
        return nodes
      case (.macro("middle"), .right):
        nodes.append(.middle(try delimiter(of: "middle")))
      default:
        nodes.append(try scripted())
      }
    }
  }

  /// Why a row cannot end here.
  private func misplaced(in end: RowEnd) -> MathError {
    switch (token.kind, end) {
    case (.end, .brace(let start)): return MathError("'{' is never closed", at: start)
    case (.end, .bracket(let start)): return MathError("'[' is never closed", at: start)
    case (.end, .right(let start)), (_, .right(let start)):
      return MathError(
        "'\\left' has no '\\right'", at: start, hint: "'\\right.' closes it without a delimiter")
    case (.end, .cell(let start, let name)), (.close, .cell(let start, let name)):
      return MathError("'\\begin{\(name)}' has no '\\end{\(name)}'", at: start)
    case (.close, _): return MathError("'}' closes nothing", at: token.offset)
    case (.macro("right"), _): return MathError("'\\right' has no '\\left'", at: token.offset)
    case (.macro("end"), _): return MathError("'\\end' has no '\\begin'", at: token.offset)
    case (.ampersand, _):
      return MathError(
        "'&' stands outside of a table", at: token.offset, hint: "write \\& for the character itself")
    default:
      return MathError(
        "'\\\\' stands outside of a table", at: token.offset,
        hint: "put the lines between \\begin{aligned} and \\end{aligned}")
    }
  }

  /// What stands between `{` and `}`.
  private mutating func group() throws(MathError) -> MathNode {
    let start = token.offset
    try enter(start)
    advance()
    let nodes = try row(until: .brace(start))
    advance()
    depth -= 1
    // A sign alone in braces has no space around it: {,} or ^{*}.
    if nodes.count == 1, case .symbol(let text, let kind) = nodes[0], kind != .sum, kind != .integral {
      return .symbol(text, .ordinary)
    }
    return nodes.count == 1 ? nodes[0] : .row(nodes)
  }

  // MARK: - Scripts

  /// An atom with its primes, superscript and subscript.
  private mutating func scripted() throws(MathError) -> MathNode {
    var base: MathNode =
      switch token.kind {
      case .superscript, .subscript, .character("'"), .character("’"): .row([])
      default: try atom()
      }
    var lower: MathNode?
    var upper: MathNode?
    var primes = 0
    var areLimits = base.takesLimits
    while true {
      let offset = token.offset
      switch token.kind {
      case .character("'"), .character("’"):
        guard upper == nil else { throw MathError("a prime stands behind the superscript", at: offset) }
        primes += 1
        advance()
      case .superscript:
        guard upper == nil else {
          throw MathError("two superscripts at one atom", at: offset, hint: "write {x^a}^b or x^{a b}")
        }
        advance()
        upper = try argument(of: "^")
      case .subscript:
        guard lower == nil else {
          throw MathError("two subscripts at one atom", at: offset, hint: "write {x_a}_b or x_{a b}")
        }
        advance()
        lower = try argument(of: "_")
      case .macro("limits"):
        advance()
        areLimits = true
        base = base.withFixedLimits
      case .macro("nolimits"):
        advance()
        areLimits = false
      default:
        if primes > 0 {
          let marks = MathNode.symbol(Self.primes(primes), .ordinary)
          upper = upper.map { .row([marks, $0]) } ?? marks
        }
        guard lower != nil || upper != nil else { return base }
        return .scripts(base, lower: lower, upper: upper, areLimits: areLimits)
      }
    }
  }

  private static func primes(_ count: Int) -> String {
    switch count {
    case 1: "′"
    case 2: "″"
    case 3: "‴"
    default: String(repeating: "′", count: count)
    }
  }

  /// A group or one atom: of a number its first digit, as in TeX.
  mutating func argument(of macro: String) throws(MathError) -> MathNode {
    switch token.kind {
    case .open: return try group()
    case .end, .close, .ampersand, .superscript, .subscript, .macro("\\"), .macro("right"), .macro("end"):
      throw MathError("'\(macro)' lacks an argument", at: token.offset, hint: "write \(macro){…}")
    default: return try atom(isSingle: true)
    }
  }

  // MARK: - Atoms

  mutating func atom(isSingle: Bool = false) throws(MathError) -> MathNode {
    let offset = token.offset
    try enter(offset)
    defer { depth -= 1 }
    switch token.kind {
    case .open: return try group()
    case .macro(let name): return try macro(name)
    case .character(let character):
      advance()
      return try self.character(character, offset, isSingle: isSingle)
    case .close, .end, .ampersand, .superscript, .subscript:
      throw MathError("something is missing here", at: offset)
    }
  }

  private mutating func character(
    _ character: Character, _ offset: Int, isSingle: Bool
  ) throws(MathError) -> MathNode {
    if character.isTeXDigit || (character == "." && nextIsDigit(behind: offset) && !isSingle) {
      return .number(number(character, isSingle: isSingle))
    }
    if character.isTeXLetter { return letters(character, isSingle: isSingle) }
    switch character {
    case "~": return .space("0.3333")
    case "'", "’": return .symbol("′", .ordinary)
    case "%", "#", "$":
      throw MathError(
        "'\(character)' has a meaning of its own in TeX", at: offset,
        hint: "write \\\(character) for the character itself")
    default: break
    }
    if let node = MathSymbols.node(of: character) { return node.written(in: alphabet) }
    return character.isLetter ? .identifier(String(character), isUpright: false) : .text(String(character))
  }

  private func nextIsDigit(behind offset: Int) -> Bool {
    offset + 1 < tokenizer.characters.count && tokenizer.characters[offset + 1].isTeXDigit
  }

  private mutating func number(_ first: Character, isSingle: Bool) -> String {
    var digits = String(alphabet.character(first))
    var hasPoint = first == "."
    while !isSingle, case .character(let character) = token.kind {
      if character == ".", !hasPoint, nextIsDigit(behind: token.offset) {
        hasPoint = true
      } else if !character.isTeXDigit {
        break
      }
      digits.append(alphabet.character(character))
      advance()
    }
    return digits
  }

  private mutating func letters(_ first: Character, isSingle: Bool) -> MathNode {
    var word = String(alphabet.character(first))
    while !isSingle, alphabet.joinsLetters, case .character(let character) = token.kind,
      character.isTeXLetter || character.isTeXDigit
    {
      word.append(alphabet.character(character))
      advance()
    }
    return .identifier(word, isUpright: alphabet == .roman)
  }
}

extension MathNode {
  /// Whether scripts stand below and above it where there is room.
  fileprivate var takesLimits: Bool {
    switch self {
    case .symbol(_, .sum), .function(_, hasLimits: true): true
    case .accent(_, let mark, _, _): mark == "⏟" || mark == "⏞"
    default: false
    }
  }

  /// Itself, but so that its limits stay below and above in running text.
  fileprivate var withFixedLimits: MathNode {
    switch self {
    case .symbol(let text, .sum): .symbol(text, .integral)
    case .function(let name, _): .function(name, hasLimits: false)
    default: self
    }
  }

  /// A letter in an alphabet; everything else as it is.
  func written(in alphabet: MathAlphabet) -> MathNode {
    guard case .identifier(let text, let isUpright) = self, let character = text.first else { return self }
    let mapped = alphabet.character(character)
    if mapped != character { return .identifier(String(mapped), isUpright: false) }
    return .identifier(text, isUpright: isUpright || alphabet == .roman)
  }
}
