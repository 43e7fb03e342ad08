/// The words of an expression, one at a time.
struct ExpressionToken: Hashable, Sendable {
  enum Kind: Hashable, Sendable {
    case number(Double)
    /// `test.accuracy`, `mean`, `and`
    case name(String)
    /// All from `[` to its `]`.
    case selector(VariantSelector)
    /// An operator or bracket, in its plain spelling: `<=`, `(`.
    case symbol(String)
    case end
  }

  let kind: Kind
  let range: Range<Int>
}

/// Splits an expression into tokens. Positions count characters.
struct ExpressionLexer {
  private let characters: [Character]
  /// Names of experiments that hold a hyphen, which else is a minus.
  private let hyphenated: [[Character]]
  private(set) var position = 0

  init(_ characters: [Character], experiments: [String]) {
    self.characters = characters
    hyphenated = experiments.filter { $0.contains("-") }.map(Array.init).sorted { $0.count > $1.count }
  }

  mutating func next() throws(ExpressionError) -> ExpressionToken {
    while position < characters.count, characters[position].isWhitespace { position += 1 }
    let start = position
    guard start < characters.count else { return ExpressionToken(kind: .end, range: start..<start) }
    let first = characters[start]
    if first.isDigit || (first == "." && peek(1)?.isDigit == true) { return try number() }
    if first.isNameStart { return name() }
    if first == "[" { return try selector() }
    return try symbol()
  }

  private func peek(_ offset: Int) -> Character? {
    characters.indices.contains(position + offset) ? characters[position + offset] : nil
  }

  // MARK: Numbers

  /// `12`, `0.5`, `.5`, `1e-3`, each with a per cent sign after it or not.
  private mutating func number() throws(ExpressionError) -> ExpressionToken {
    let start = position
    skipDigits()
    if peek(0) == "." {
      position += 1
      skipDigits()
    }
    let mantissa = String(characters[start..<position])
    var exponent = 0
    if peek(0) == "e" || peek(0) == "E" {
      let signed = peek(1) == "-" || peek(1) == "+"
      if peek(signed ? 2 : 1)?.isDigit == true {
        position += signed ? 2 : 1
        let digits = position
        skipDigits()
        // Anything longer is zero or infinite anyway.
        let magnitude = Int(String(characters[digits..<position].suffix(9))) ?? 0
        exponent = characters[digits - 1] == "-" ? -magnitude : magnitude
      }
    }
    if let next = peek(0), next.isNameStart || next == "." {
      while let next = peek(0), next.isNamePart || next == "." { position += 1 }
      throw ExpressionError("'\(String(characters[start..<position]))' is not a number", at: start..<position)
    }
    let end = position
    while peek(0)?.isWhitespace == true { position += 1 }
    if peek(0) == "%" {
      position += 1
      exponent -= 2
    } else {
      position = end
    }
    // The per cent sign shifts the point before the one rounding: 99.9 % is 0.999 exactly as written so.
    guard let value = Double("\(mantissa)e\(exponent)"), value.isFinite else {
      throw ExpressionError(
        "'\(String(characters[start..<position]))' is too large a number", at: start..<position)
    }
    return ExpressionToken(kind: .number(value), range: start..<position)
  }

  private mutating func skipDigits() {
    while peek(0)?.isDigit == true { position += 1 }
  }

  // MARK: Names

  /// Parts joined by single points; parts after the first may begin with a digit (`weights.output.1.1`).
  private mutating func name() -> ExpressionToken {
    let start = position
    for experiment in hyphenated
    where characters[start...].starts(with: experiment)
      && characters.dropFirst(start + experiment.count).first == "."
    {
      position += experiment.count
      break
    }
    while let character = peek(0) {
      if character.isNamePart || (character == "." && peek(1)?.isNamePart == true) {
        position += 1
      } else {
        break
      }
    }
    return ExpressionToken(kind: .name(String(characters[start..<position])), range: start..<position)
  }

  // MARK: Symbols

  private static let spellings: [(written: String, plain: String)] = [
    ("<=", "<="), (">=", ">="), ("==", "=="), ("!=", "!="), ("≤", "<="), ("≥", ">="), ("≠", "!="),
    ("<", "<"), (">", ">"), ("+", "+"), ("-", "-"), ("−", "-"), ("*", "*"), ("×", "*"), ("·", "*"),
    ("/", "/"), ("÷", "/"), ("(", "("), (")", ")"), (",", ","), ("|", "|"), ("%", "%"),
  ]

  private static let wrongSpellings: [(written: String, hint: String)] = [
    ("&&", "did you mean 'and'?"), ("||", "did you mean 'or'?"), ("=", "did you mean '=='?"),
    ("!", "did you mean 'not'?"), ("**", "there is no power; x * x squares x"),
    ("^", "there is no power; x * x squares x"), ("\"", "quotes stand in brackets only: [\"a label\"]"),
    ("'", "quotes stand in brackets only: ['a label']"),
  ]

  private mutating func symbol() throws(ExpressionError) -> ExpressionToken {
    let start = position
    let correct = Self.spellings.first { startsHere($0.written) }
    let wrong = Self.wrongSpellings.first { startsHere($0.written) }
    if let wrong, wrong.written.count > (correct?.written.count ?? 0) {
      let range = start..<(start + wrong.written.count)
      throw ExpressionError("unexpected '\(wrong.written)'", at: range, hint: wrong.hint)
    }
    guard let correct else {
      throw ExpressionError("unexpected '\(characters[start])'", at: start..<(start + 1))
    }
    position += correct.written.count
    return ExpressionToken(kind: .symbol(correct.plain), range: start..<position)
  }

  private func startsHere(_ text: String) -> Bool {
    characters[position...].starts(with: text)
  }

  // MARK: Selectors

  private mutating func selector() throws(ExpressionError) -> ExpressionToken {
    let start = position
    let scanned = try VariantSelectorScanner.scan(characters, from: start)
    position = scanned.range.upperBound
    return ExpressionToken(kind: .selector(scanned), range: scanned.range)
  }
}

extension Character {
  var isDigit: Bool { isASCII && isNumber }
  var isNameStart: Bool { isLetter || self == "_" }
  var isNamePart: Bool { isNameStart || isDigit }
}
