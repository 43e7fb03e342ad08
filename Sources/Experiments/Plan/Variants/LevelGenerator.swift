import Diagnostics
import Notebooks
import Tensors

/// Makes levels: `range(start, stop, step)`, `linspace(a, b, n)`, `logspace(a, b, n)`, and random draws.
enum LevelGenerator {
  static let largestCount = 10_000

  private static let signatures = [
    (name: "range", form: "range(start, stop, step), the stop left out"),
    (name: "linspace", form: "linspace(first, last, count)"),
    (name: "logspace", form: "logspace(first, last, count), of the values themselves"),
  ]

  static var names: [String] { signatures.map(\.name) }

  /// The numbers of a text like `range(0.1, 0.4, 0.1)`; nil where it is no call at all.
  static func numbers(of text: String) throws(ExpressionError) -> [Double]? {
    let whole = 0..<text.count
    guard let open = text.firstIndex(of: "("), let last = text.last, last == ")" else { return nil }
    let name = String(text[..<open].filter { !$0.isWhitespace })
    guard !name.isEmpty, name.allSatisfy({ $0.isLetter || $0 == "_" }) else { return nil }
    guard let signature = signatures.first(where: { $0.name == name }) else {
      throw ExpressionError(
        "unknown generator '\(name)'", at: 0..<name.count,
        hint: Suggestion.hintOrList(for: name, in: signatures.map(\.name)))
    }
    let words = text[text.index(after: open)...].dropLast().split(
      separator: ",", omittingEmptySubsequences: false
    )
    .map { String($0.filter { !$0.isWhitespace }) }
    guard words.count == 3 else {
      throw ExpressionError(
        "\(name) takes three numbers, not \(words.count)", at: whole, hint: "write \(signature.form)")
    }
    var decimals: [DecimalNumber] = []
    for word in words {
      guard let decimal = DecimalNumber(word) else {
        throw ExpressionError(
          "'\(word)' in \(name) is not a number", at: whole, hint: "write \(signature.form)")
      }
      decimals.append(decimal)
    }
    switch name {
    case "range": return try range(decimals, words, at: whole)
    default: return try spaced(decimals, words, isLogarithmic: name == "logspace", at: whole)
    }
  }

  /// start, start + step, … before stop, in exact decimal arithmetic.
  private static func range(
    _ parts: [DecimalNumber], _ words: [String], at whole: Range<Int>
  ) throws(ExpressionError) -> [Double] {
    let scale = parts.map(\.scale).max() ?? 0
    let digits = parts.compactMap { $0.digits(atScale: scale) }
    guard digits.count == 3, digits.allSatisfy({ $0.magnitude < 1 << 60 }) else {
      throw ExpressionError("range needs too many digits", at: whole)
    }
    let (start, stop, step) = (digits[0], digits[1], digits[2])
    guard step != 0 else { throw ExpressionError("range's step must not be 0", at: whole) }
    guard start != stop, (stop > start) == (step > 0) else {
      throw ExpressionError(
        "range(\(words.joined(separator: ", "))) is empty: the step leads away from the stop", at: whole,
        hint: "it begins at \(words[0]) and ends before \(words[1])")
    }
    let count = ((stop - start).magnitude + step.magnitude - 1) / step.magnitude
    guard count <= largestCount else { throw tooMany(Int(count), at: whole) }
    return (0..<Int(count)).map { DecimalNumber.double(start + $0 * step, scale: scale) }
  }

  /// Evenly spaced numbers, or such powers, from first to last; those between are rounded to as many digits
  /// as the bounds have, and six at least.
  private static func spaced(
    _ parts: [DecimalNumber], _ words: [String], isLogarithmic: Bool, at whole: Range<Int>
  ) throws(ExpressionError) -> [Double] {
    let name = isLogarithmic ? "logspace" : "linspace"
    guard parts[2].scale == 0, parts[2].digits >= 2 else {
      throw ExpressionError("\(name)'s count must be a whole number from 2, not \(words[2])", at: whole)
    }
    let count = parts[2].digits
    guard count <= largestCount else { throw tooMany(count, at: whole) }
    let (a, b) = (
      DecimalNumber.double(parts[0].digits, scale: parts[0].scale),
      DecimalNumber.double(parts[1].digits, scale: parts[1].scale)
    )
    guard a != b else { throw ExpressionError("\(name)'s bounds are equal", at: whole) }
    guard !isLogarithmic || (a > 0 && b > 0) else {
      throw ExpressionError("logspace's bounds must be greater than 0", at: whole)
    }
    let figures = max(6, String(parts[0].digits.magnitude).count, String(parts[1].digits.magnitude).count)
    return (0..<count).map { i in
      if i == 0 { return a }
      if i == count - 1 { return b }
      let t = Double(i) / Double(count - 1)
      let value =
        isLogarithmic
        ? Elementary.exp(Elementary.log(a) * (1 - t) + Elementary.log(b) * t) : a * (1 - t) + b * t
      return rounded(value, figures)
    }
  }

  /// Draws for a factor, seeded by its path, each with four significant digits, no two equal.
  static func draws(
    path: String, from a: Double, to b: Double, count: Int, isLogarithmic: Bool
  ) -> [Double]? {
    var stream = RandomStream(seed: 0, purpose: "vary/\(path)")
    var values: [Double] = []
    for _ in 0..<(count * 20 + 100) where values.count < count {
      let u = stream.uniformDouble()
      let value =
        isLogarithmic
        ? Elementary.exp(Elementary.log(a) + (Elementary.log(b) - Elementary.log(a)) * u) : a + (b - a) * u
      let draw = min(max(rounded(value, 4), a), b)
      if !values.contains(draw) { values.append(draw) }
    }
    return values.count == count ? values : nil
  }

  private static func rounded(_ value: Double, _ figures: Int) -> Double {
    Double(Format.significant(value, figures)) ?? value
  }

  private static func tooMany(_ count: Int, at whole: Range<Int>) -> ExpressionError {
    ExpressionError(
      "\(Format.grouped(count)) levels; at most \(Format.grouped(largestCount)) are allowed", at: whole)
  }

  /// A number as a level, as if it had been written out.
  static func node(_ value: Double, range: SourceRange) -> PlanNode {
    let text = Format.shortest(value)
    let yaml: YAMLValue = Int(exactly: value).map { .integer($0) } ?? .number(value)
    return PlanNode(.scalar(YAMLNode(yaml, range: range, scalarText: text)), range: range)
  }
}
