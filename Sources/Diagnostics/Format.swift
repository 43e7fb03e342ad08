/// The one printer of numbers in reports, messages and plots: no locale, no libc, the same characters everywhere.
///
/// A number is rounded as the decimal that people would read off it (the shortest that gives the same bits back),
/// halves to even: `fixed(2.675, 2)` is `2.68`. A zero has no sign. `nan`, `inf` and `-inf` are printed as such.
package enum Format {
  /// With exactly `decimals` digits after the point: `fixed(0.5, 2)` is `0.50`.
  package static func fixed(_ value: Double, _ decimals: Int) -> String {
    text { appendFixed(value, decimals, to: &$0) }
  }

  /// The same at the end of a text in UTF-8.
  package static func appendFixed(_ value: Double, _ decimals: Int, to text: inout [UInt8]) {
    let decimals = max(decimals, 0)
    guard
      let number = ShortestDecimal(value, roundedTo: decimals)
        ?? ShortestDecimal(value)?.rounded(toExponent: -decimals)
    else { return appendSpecial(value, to: &text) }
    number.appendFixed(decimals: decimals, to: &text)
  }

  /// With `count` significant digits, trailing zeros dropped; as `1.2e-5` outside 1e-4 to 1e15.
  package static func significant(_ value: Double, _ count: Int) -> String {
    text { text in
      guard let number = ShortestDecimal(value) else { return appendSpecial(value, to: &text) }
      number.rounded(toExponent: number.leadingExponent - max(count, 1) + 1)
        .appendPlainOrScientific(to: &text)
    }
  }

  /// The shortest decimal that gives the same `Double` back: `0.1`, `1e-5`, `30`.
  package static func shortest(_ value: Double) -> String {
    text { appendShortest(value, to: &$0) }
  }

  /// The same at the end of a text in UTF-8.
  package static func appendShortest(_ value: Double, to text: inout [UInt8]) {
    // Within this range Swift's description is that decimal as it is to be printed, but for the `.0` of whole numbers.
    if (1e-4..<1e15).contains(value.magnitude) {
      var description = value.description
      description.withUTF8 { text.append(contentsOf: $0) }
      if text[text.count - 1] == UInt8(ascii: "0"), text[text.count - 2] == UInt8(ascii: ".") {
        text.removeLast(2)
      }
      return
    }
    guard let number = ShortestDecimal(value) else { return appendSpecial(value, to: &text) }
    number.appendPlainOrScientific(to: &text)
  }

  /// `value` × 100 with `decimals` digits and a per cent sign: `96.5 %`. The point is shifted in decimal.
  package static func percent(_ value: Double, _ decimals: Int = 1) -> String {
    text { text in
      guard let number = ShortestDecimal(value) else { return appendSpecial(value, to: &text) }
      let decimals = max(decimals, 0)
      number.shifted(by: 2).rounded(toExponent: -decimals).appendFixed(decimals: decimals, to: &text)
      text.append(contentsOf: " %".utf8)
    }
  }

  /// A whole number's digits at the end of a text in UTF-8.
  package static func appendWhole(_ value: Int, to text: inout [UInt8]) {
    if value < 0 { text.append(UInt8(ascii: "-")) }
    ShortestDecimal.appendDigits(UInt64(value.magnitude), to: &text)
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
    guard value != 0, let number = ShortestDecimal(value) else { return nil }
    return number.leadingExponent
  }

  private static func appendSpecial(_ value: Double, to text: inout [UInt8]) {
    text.append(contentsOf: (value.isNaN ? "nan" : value < 0 ? "-inf" : "inf").utf8)
  }

  private static func text(_ write: (inout [UInt8]) -> Void) -> String {
    var text: [UInt8] = []
    text.reserveCapacity(24)
    write(&text)
    return String(decoding: text, as: UTF8.self)
  }
}
