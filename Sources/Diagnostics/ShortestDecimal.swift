/// A finite number as the shortest decimal that gives the same bits back: ±significand × 10^exponent. The significand has
/// at most 17 digits and no trailing zeros; zero is 0 × 10⁰ without a sign.
struct ShortestDecimal {
  private(set) var isNegative: Bool
  private(set) var significand: UInt64
  private(set) var exponent: Int

  /// nil where the number is not finite.
  init?(_ value: Double) {
    guard value.isFinite else { return nil }
    let magnitude = value.magnitude
    isNegative = value < 0
    exponent = 0
    if magnitude < 0x1p53, Double(UInt64(magnitude)) == magnitude {
      // Whole numbers this small are all different, so that none of their digits can be spared.
      significand = UInt64(magnitude)
    } else {
      // Swift's description is that decimal; take it apart.
      significand = 0
      var isAfterPoint = false
      var characters = magnitude.description.utf8[...]
      while let character = characters.popFirst() {
        switch character {
        case UInt8(ascii: "."): isAfterPoint = true
        case UInt8(ascii: "e"):
          exponent += Self.exponent(characters)
          characters = characters.suffix(0)
        default:
          significand = 10 * significand + UInt64(character - UInt8(ascii: "0"))
          if isAfterPoint { exponent -= 1 }
        }
      }
    }
    trim()
  }

  private init(isNegative: Bool, significand: UInt64, exponent: Int) {
    self.isNegative = isNegative
    self.significand = significand
    self.exponent = exponent
    trim()
  }

  /// The number rounded to a multiple of 10^-decimals as `ShortestDecimal(value)?.rounded(toExponent: -decimals)` is, but
  /// without finding all its digits first; nil where that needs them: near halves and for large numbers.
  ///
  /// value and its shortest decimal are half a unit in the last place apart at most, and so is the product below from
  /// the exact one. Below 2³⁰ the three are within 2⁻²¹ of one another, so that they round alike where that is far
  /// from a half.
  init?(_ value: Double, roundedTo decimals: Int) {
    guard (0...9).contains(decimals) else { return nil }
    let scaled = value.magnitude * Double(Self.power(decimals))
    guard scaled < 0x1p30 else { return nil }
    let whole = UInt64(scaled)
    let fraction = scaled - Double(whole)
    guard (fraction - 0.5).magnitude > 0x1p-20 else { return nil }
    self.init(isNegative: value < 0, significand: fraction > 0.5 ? whole + 1 : whole, exponent: -decimals)
  }

  /// `-5`, `+21`.
  private static func exponent(_ characters: Substring.UTF8View) -> Int {
    var value = 0
    for character in characters where character != UInt8(ascii: "+") && character != UInt8(ascii: "-") {
      value = 10 * value + Int(character - UInt8(ascii: "0"))
    }
    return characters.first == UInt8(ascii: "-") ? -value : value
  }

  private static func power(_ exponent: Int) -> UInt64 {
    (0..<exponent).reduce(1) { power, _ in 10 * power }
  }

  private mutating func trim() {
    guard significand != 0 else {
      exponent = 0
      isNegative = false
      return
    }
    while significand % 10 == 0 {
      significand /= 10
      exponent += 1
    }
  }

  private static func digitCount(_ number: UInt64) -> Int {
    var count = 1
    var rest = number / 10
    while rest != 0 {
      rest /= 10
      count += 1
    }
    return count
  }

  /// The power of ten of the first digit.
  var leadingExponent: Int { exponent + Self.digitCount(significand) - 1 }

  /// Times 10^power.
  func shifted(by power: Int) -> ShortestDecimal {
    ShortestDecimal(isNegative: isNegative, significand: significand, exponent: exponent + power)
  }

  /// To a multiple of 10^target, halves to even.
  func rounded(toExponent target: Int) -> ShortestDecimal {
    let dropped = target - exponent
    guard dropped > 0 else { return self }
    // More digits than there are, by one at least: less than a half.
    guard dropped <= 17 else { return ShortestDecimal(isNegative: false, significand: 0, exponent: 0) }
    let unit = Self.power(dropped)
    var (kept, rest) = significand.quotientAndRemainder(dividingBy: unit)
    if rest > unit / 2 || (rest == unit / 2 && kept % 2 == 1) { kept += 1 }
    return ShortestDecimal(isNegative: isNegative, significand: kept, exponent: target)
  }

  // MARK: Text

  /// With `decimals` digits after the point, of which there must be no fewer than the number has.
  func appendFixed(decimals: Int, to text: inout [UInt8]) {
    if isNegative { text.append(UInt8(ascii: "-")) }
    // Digits behind the point at the end of the significand, some of which may be zeros that it does not have.
    let places = max(-exponent, 0)
    let unit = Self.power(min(places, 19))
    let (whole, fraction) =
      places < 20 ? significand.quotientAndRemainder(dividingBy: unit) : (0, significand)
    Self.appendDigits(whole, to: &text)
    if exponent > 0 { Self.appendZeros(exponent, to: &text) }
    guard decimals > 0 else { return }
    text.append(UInt8(ascii: "."))
    if places > 0 { Self.appendDigits(fraction, count: places, to: &text) }
    Self.appendZeros(decimals - places, to: &text)
  }

  static func appendDigits(_ number: UInt64, to text: inout [UInt8]) {
    appendDigits(number, count: digitCount(number), to: &text)
  }

  /// With zeros in front, where it has fewer than `count` digits.
  private static func appendDigits(_ number: UInt64, count: Int, to text: inout [UInt8]) {
    appendZeros(count, to: &text)
    var rest = number
    var position = text.count
    while rest != 0 {
      position -= 1
      text[position] += UInt8(rest % 10)
      rest /= 10
    }
  }

  private static func appendZeros(_ count: Int, to text: inout [UInt8]) {
    for _ in 0..<count { text.append(UInt8(ascii: "0")) }
  }

  /// As people write it, `1.2e-5` outside 1e-4 to 1e15.
  func appendPlainOrScientific(to text: inout [UInt8]) {
    let leading = leadingExponent
    if significand == 0 || (-4..<15).contains(leading) {
      appendFixed(decimals: max(0, -exponent), to: &text)
      return
    }
    ShortestDecimal(isNegative: isNegative, significand: significand, exponent: exponent - leading)
      .appendFixed(decimals: leading - exponent, to: &text)
    text.append(UInt8(ascii: "e"))
    text.append(contentsOf: String(leading).utf8)
  }
}
