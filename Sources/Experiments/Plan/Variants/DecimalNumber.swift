import Diagnostics

/// An exact decimal, digits · 10^-scale: steps of 0.1 stay steps of 0.1.
struct DecimalNumber: Equatable {
  let digits: Int
  /// Decimal places, 0 or more.
  let scale: Int

  /// As written: `0.1`, `-3`, `1e-3`; nil where it is no decimal number or needs more than 18 digits.
  init?(_ text: String) {
    var mantissa = Substring(text.lowercased())
    var exponent = 0
    if let mark = mantissa.firstIndex(of: "e") {
      guard let value = Int(mantissa[mantissa.index(after: mark)...]), abs(value) <= 300 else { return nil }
      exponent = value
      mantissa = mantissa[..<mark]
    }
    var fraction = 0
    if let point = mantissa.firstIndex(of: ".") {
      let places = mantissa[mantissa.index(after: point)...]
      fraction = places.count
      mantissa = mantissa[..<point] + places
    }
    guard mantissa.contains(where: \.isASCII), var value = Int(mantissa), mantissa.count <= 18 else {
      return nil
    }
    var scale = fraction - exponent
    while scale < 0 {
      let (product, overflow) = value.multipliedReportingOverflow(by: 10)
      guard !overflow else { return nil }
      value = product
      scale += 1
    }
    while scale > 0, value % 10 == 0 {
      value /= 10
      scale -= 1
    }
    digits = value
    self.scale = scale
  }

  /// Its digits at a finer scale; nil where they are too many.
  func digits(atScale wanted: Int) -> Int? {
    var value = digits
    for _ in scale..<max(wanted, scale) {
      let (product, overflow) = value.multipliedReportingOverflow(by: 10)
      guard !overflow else { return nil }
      value = product
    }
    return value
  }

  /// The number nearest to digits · 10^-scale.
  static func double(_ digits: Int, scale: Int) -> Double {
    Double("\(digits)e-\(scale)") ?? .nan
  }
}
