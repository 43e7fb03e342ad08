/// The one printer of numbers in reports, messages and plots: no locale, no libc, the same characters everywhere.
///
/// A number is rounded as the decimal that people would read off it (the shortest that gives the same bits back),
/// halves to even: `fixed(2.675, 2)` is `2.68`. A zero has no sign. `nan`, `inf` and `-inf` are printed as such.
package enum Format {
  /// With exactly `decimals` digits after the point: `fixed(0.5, 2)` is `0.50`.
  package static func fixed(_ value: Double, _ decimals: Int) -> String {
    guard let digits = Decimal(value) else { return special(value) }
    return digits.rounded(toExponent: -max(decimals, 0)).fixed(decimals: max(decimals, 0))
  }

  /// With `count` significant digits, trailing zeros dropped; as `1.2e-5` outside 1e-4 to 1e15.
  package static func significant(_ value: Double, _ count: Int) -> String {
    guard let digits = Decimal(value) else { return special(value) }
    return digits.rounded(toExponent: digits.leadingExponent - max(count, 1) + 1).plainOrScientific
  }

  /// The shortest decimal that gives the same `Double` back: `0.1`, `1e-5`, `30`.
  package static func shortest(_ value: Double) -> String {
    guard let digits = Decimal(value) else { return special(value) }
    return digits.plainOrScientific
  }

  /// `value` × 100 with `decimals` digits and a per cent sign: `96.5 %`. The point is shifted in decimal.
  package static func percent(_ value: Double, _ decimals: Int = 1) -> String {
    guard let digits = Decimal(value) else { return special(value) }
    var shifted = digits
    shifted.exponent += 2
    return shifted.rounded(toExponent: -max(decimals, 0)).fixed(decimals: max(decimals, 0)) + " %"
  }

  /// `12,345`: groups of three.
  package static func grouped(_ value: Int) -> String {
    let digits = String(value.magnitude)
    var text = ""
    for (offset, digit) in digits.enumerated() {
      if offset > 0, (digits.count - offset) % 3 == 0 { text += "," }
      text.append(digit)
    }
    return (value < 0 ? "-" : "") + text
  }

  /// The power of ten of the first significant digit: 2 for 123, -3 for 0.00123; nil for 0 and for what is not finite.
  package static func leadingExponent(_ value: Double) -> Int? {
    guard value != 0, let digits = Decimal(value) else { return nil }
    return digits.leadingExponent
  }

  private static func special(_ value: Double) -> String {
    value.isNaN ? "nan" : value < 0 ? "-inf" : "inf"
  }

  /// A finite number as decimal digits: ±d₁d₂…dₙ × 10^exponent, without leading or trailing zeros; zero has no digits.
  private struct Decimal {
    var negative: Bool
    var digits: [UInt8]
    var exponent: Int

    init?(_ value: Double) {
      guard value.isFinite else { return nil }
      negative = value < 0
      digits = []
      exponent = 0
      // Swift's description is the shortest decimal that reads back the same; take its digits apart.
      var afterPoint = false
      var characters = Substring(value.magnitude.description)
      if let mark = characters.firstIndex(of: "e") {
        exponent = Int(characters[characters.index(after: mark)...])!
        characters = characters[..<mark]
      }
      for character in characters {
        if character == "." {
          afterPoint = true
        } else {
          digits.append(UInt8(character.wholeNumberValue!))
          if afterPoint { exponent -= 1 }
        }
      }
      trim()
    }

    var leadingExponent: Int { exponent + digits.count - 1 }

    private mutating func trim() {
      while digits.last == 0 {
        digits.removeLast()
        exponent += 1
      }
      digits.removeFirst(digits.prefix { $0 == 0 }.count)
      if digits.isEmpty {
        exponent = 0
        negative = false
      }
    }

    /// To a multiple of 10^target, halves to even.
    func rounded(toExponent target: Int) -> Decimal {
      let dropped = target - exponent
      guard dropped > 0, !digits.isEmpty else { return self }
      var result = self
      if dropped > digits.count {
        result.digits = []
        result.trim()
        return result
      }
      let kept = digits.count - dropped
      result.digits = Array(digits[..<kept])
      result.exponent = target
      let next = digits[kept]
      let exactHalf = next == 5 && digits[(kept + 1)...].allSatisfy { $0 == 0 }
      let lastKept = kept > 0 ? digits[kept - 1] : 0
      if next > 5 || (next == 5 && (!exactHalf || lastKept % 2 == 1)) {
        var position = kept - 1
        while position >= 0, result.digits[position] == 9 {
          result.digits[position] = 0
          position -= 1
        }
        if position >= 0 { result.digits[position] += 1 } else { result.digits.insert(1, at: 0) }
      }
      result.trim()
      return result
    }

    /// The digit of 10^power.
    private func digit(at power: Int) -> Character {
      let position = leadingExponent - power
      guard digits.indices.contains(position) else { return "0" }
      return Character(String(digits[position]))
    }

    func fixed(decimals: Int) -> String {
      var text = negative ? "-" : ""
      let top = digits.isEmpty ? 0 : max(leadingExponent, 0)
      for power in stride(from: top, through: 0, by: -1) { text.append(digit(at: power)) }
      if decimals > 0 {
        text += "."
        for power in 1...decimals { text.append(digit(at: -power)) }
      }
      return text
    }

    var plainOrScientific: String {
      if digits.isEmpty { return "0" }
      if (-4..<15).contains(leadingExponent) { return fixed(decimals: max(0, -exponent)) }
      var text = (negative ? "-" : "") + String(digits[0])
      if digits.count > 1 { text += "." + digits.dropFirst().map { String($0) }.joined() }
      return text + "e\(leadingExponent)"
    }
  }
}
