import Diagnostics

/// What an inline code span `= expression | form` holds: an expression, and how to print it.
package struct InlineResult: Hashable, Sendable {
  package let expression: Expression
  package let format: InlineFormat

  /// What a code span must begin with to be an inline result; the rest is parsed.
  package static let marker = "= "

  /// Reads what follows the marker. Places in errors count the characters of `text`.
  package init(parsing text: String, experiments: [String] = []) throws(ExpressionError) {
    var parser = try ExpressionParser(text, experiments: experiments)
    let (root, formatStart) = try parser.beforeBar()
    expression = Expression(text: text, root: root)
    format =
      try formatStart.map { start throws(ExpressionError) in
        try InlineFormat(parsing: Array(text), from: start)
      } ?? InlineFormat()
  }

  /// Looks up names and types, and whether the form fits the type.
  package func checked(
    names: any ResultNames, experiment: String? = nil
  ) throws(ExpressionError) -> CheckedExpression {
    let checked = try CheckedExpression(expression, names: names, experiment: experiment)
    switch checked.type {
    case .verdict, .seedwiseTruth:
      throw ExpressionError(
        "a comparison of samples is for claims", at: expression.root.range,
        hint: "in the text compare numbers, such as mean(…), or ask it of every seed: all(…)")
    case .truth:
      if let range = format.range { throw ExpressionError("a truth value has no form", at: range) }
    case .number:
      if let form = format.form, let range = format.range {
        throw ExpressionError("'\(form.rawValue)' needs a sample, and this is a number", at: range)
      }
    case .sample: break
    }
    return checked
  }
}

/// How an inline result is printed: `| percent .2f mean`, in any order.
package struct InlineFormat: Hashable, Sendable {
  /// Which numbers of a sample; by default its mean and the half-width of its 95 % interval.
  package enum Form: String, CaseIterable, Sendable {
    /// The mean alone.
    case mean
    /// The smallest and the largest.
    case range
    /// The ends of the 95 % interval.
    case interval
  }

  package var form: Form?
  package var isPercent = false
  /// Digits after the point; by default from the interval, or four significant ones.
  package var decimals: Int?
  /// Where it stands in the text.
  package var range: Range<Int>?

  package init() {}

  /// Reads the words after the first `|`; further bars only separate.
  init(parsing characters: [Character], from start: Int) throws(ExpressionError) {
    var position = start
    while position < characters.count {
      guard !characters[position].isWhitespace, characters[position] != "|" else {
        position += 1
        continue
      }
      let first = position
      while position < characters.count, !characters[position].isWhitespace, characters[position] != "|" {
        position += 1
      }
      try read(String(characters[first..<position]), at: first..<position)
      range = (range?.lowerBound ?? first)..<position
    }
    if range == nil {
      throw ExpressionError(
        "no form stands after '|'", at: (start - 1)..<start, hint: "one of: \(Self.words)")
    }
  }

  private static let words = (["percent", ".3f"] + Form.allCases.map(\.rawValue)).joined(separator: ", ")

  private mutating func read(_ word: String, at place: Range<Int>) throws(ExpressionError) {
    if let known = Form(rawValue: word) {
      guard form == nil else { throw ExpressionError("a second form, '\(word)'", at: place) }
      form = known
    } else if word == "percent" || word == "%" {
      isPercent = true
    } else if word.hasPrefix(".") {
      let digits = word.dropFirst().prefix { $0.isDigit }
      let rest = word.dropFirst(1 + digits.count)
      guard let count = Int(digits), rest.isEmpty || rest == "f" else { throw Self.unknown(word, at: place) }
      guard count <= 15 else { throw ExpressionError("at most 15 decimals, not \(count)", at: place) }
      guard decimals == nil else {
        throw ExpressionError("a second number of decimals, '\(word)'", at: place)
      }
      decimals = count
    } else {
      throw Self.unknown(word, at: place)
    }
  }

  private static func unknown(_ word: String, at place: Range<Int>) -> ExpressionError {
    ExpressionError(
      "unknown form '\(word)'", at: place,
      hint: Suggestion.hint(for: word, in: ["percent"] + Form.allCases.map(\.rawValue)) ?? "one of: \(words)")
  }
}
