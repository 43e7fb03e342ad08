import Diagnostics
import Testing

@Suite struct FormatTests {
  @Test(arguments: [
    (2.675, 2, "2.68"), (0.125, 2, "0.12"), (0.375, 2, "0.38"), (-0.001, 2, "0.00"), (0, 1, "0.0"),
    (999.96, 1, "1000.0"), (0.05, 1, "0.0"), (0.06, 1, "0.1"), (123456.789, 0, "123457"), (1e-7, 3, "0.000"),
    (1e21, 1, "1000000000000000000000.0"), (-12.5, 0, "-12"), (.nan, 2, "nan"), (-.infinity, 2, "-inf"),
  ])
  func fixed(_ value: Double, _ decimals: Int, _ text: String) {
    #expect(Format.fixed(value, decimals) == text)
  }

  @Test(arguments: [
    (0.123456, 4, "0.1235"), (1_234_567, 4, "1235000"), (0.00001234, 3, "1.23e-5"), (99.996, 4, "100"),
    (0, 4, "0"), (1e15, 4, "1e15"), (-0.5, 4, "-0.5"),
  ])
  func significant(_ value: Double, _ count: Int, _ text: String) {
    #expect(Format.significant(value, count) == text)
  }

  @Test func otherForms() {
    #expect(Format.percent(0.9655) == "96.6 %")
    #expect(Format.percent(0.57, 0) == "57 %")
    #expect(Format.shortest(0.1) == "0.1")
    #expect(Format.shortest(30) == "30")
    #expect(Format.shortest(1e-5) == "1e-5")
    #expect(Format.grouped(1_234_567) == "1,234,567")
    #expect(Format.grouped(-1234) == "-1,234")
    #expect(Format.leadingExponent(0.00123) == -3)
    #expect(Format.leadingExponent(0) == nil)
  }

  @Test func textsAreAppended() {
    var text = Array("x".utf8)
    Format.appendFixed(-0.25, 1, to: &text)
    Format.appendShortest(10, to: &text)
    Format.appendShortest(0.1, to: &text)
    for value in [0, 7, 10, 99, 100, -1_234_567, .min, .max] { Format.appendWhole(value, to: &text) }
    #expect(
      String(decoding: text, as: UTF8.self)
        == "x-0.2100.10710991 00-1234567-92233720368547758089223372036854775807"
        .replacing(" ", with: ""))
  }

  /// Whichever way it was found: against the digits of the shortest decimal, rounded one by one.
  @Test func roundingIsThatOfTheDecimal() {
    // SplitMix64.
    var state: UInt64 = 7
    func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return z ^ (z >> 31)
    }
    for step in 0..<20_000 {
      let scale = [1.0, 1000, 1_000_000, 1e12][step % 4]
      var value = (Double(next() >> 11) * 0x1p-53 - 0.5) * scale
      // Halves too, and their neighbours.
      if step % 3 == 0 { value = (value * 20).rounded() / 20 }
      if step % 9 == 0 { value = value.nextUp }
      let decimals = step % 7
      #expect(Format.fixed(value, decimals) == Self.rounded(value, decimals), "\(value), \(decimals)")
    }
  }

  /// The description's digits, all of them behind one another, with the place of the point.
  private static func rounded(_ value: Double, _ decimals: Int) -> String {
    var text = value.magnitude.description
    var shift = 0
    if let mark = text.firstIndex(of: "e") {
      shift = Int(text[text.index(after: mark)...])!
      text = String(text[..<mark])
    }
    let parts = text.split(separator: ".")
    var digits = parts.joined().map { Int(String($0))! }
    var point = parts[0].count + shift
    while point < 1 {
      digits.insert(0, at: 0)
      point += 1
    }
    while digits.count < point + decimals + 1 { digits.append(0) }
    let rest = digits[(point + decimals)...]
    digits = [0] + digits[..<(point + decimals)]
    let isHalf = rest.first == 5 && rest.dropFirst().allSatisfy { $0 == 0 }
    if rest.first! > 5 || (rest.first == 5 && (!isHalf || digits.last! % 2 == 1)) {
      var index = digits.count - 1
      while digits[index] == 9 {
        digits[index] = 0
        index -= 1
      }
      digits[index] += 1
    }
    var whole = digits[...point].map(String.init).joined()
    while whole.count > 1, whole.hasPrefix("0") { whole.removeFirst() }
    let fraction = digits[(point + 1)...].map(String.init).joined()
    let sign = value < 0 && digits.contains { $0 != 0 } ? "-" : ""
    return sign + whole + (decimals > 0 ? "." + fraction : "")
  }
}
