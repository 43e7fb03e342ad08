import Diagnostics

/// How many decimals a number deserves in print.
///
/// The half-width of an interval gets two significant digits if its first is 1, else one; the mean is printed
/// to the same place: 0.913 ± 0.004, 0.913 ± 0.014.
package struct Precision: Hashable, Sendable {
  /// Digits after the point, 0 or more.
  package let decimals: Int

  package init(decimals: Int) {
    self.decimals = max(decimals, 0)
  }

  /// Of one interval. Where all values agree, or there are no bounds, nothing tells where to stop: the mean's
  /// own digits, at most four significant ones.
  package init(_ interval: Interval) {
    self.init(decimals: Self.needed(by: interval) ?? Self.significant(interval.mean, 4))
  }

  /// One for a column of a table: the finest that any row needs, but at most one more than the (lower) median
  /// row needs, so that one row that hardly varies does not fill the column with digits that mean nothing.
  package init(column intervals: [Interval]) {
    let needed = intervals.compactMap { Self.needed(by: $0) }.sorted()
    if let finest = needed.last {
      self.init(decimals: min(finest, needed[(needed.count - 1) / 2] + 1))
    } else {
      self.init(decimals: intervals.map { Self.significant($0.mean, 4) }.max() ?? 0)
    }
  }

  /// Of plain numbers: the decimals that show each with `digits` significant digits, trailing zeros not
  /// counted.
  package init(values: [Double], significantDigits digits: Int = 4) {
    self.init(decimals: values.map { Self.significant($0, digits) }.max() ?? 0)
  }

  /// With digits enough that neither end of an interval that lies on one side of 0 reads 0: it would seem to touch it.
  package func telling(_ interval: Interval) -> Precision {
    guard interval.isBounded, interval.low > 0 || interval.high < 0 else { return self }
    let nearest = min(interval.low.magnitude, interval.high.magnitude)
    var precision = self
    while precision.decimals < decimals + 6, Double(precision.text(nearest)) == 0 {
      precision = Precision(decimals: precision.decimals + 1)
    }
    return precision
  }

  /// `value` with these decimals.
  package func text(_ value: Double) -> String {
    Format.fixed(value, decimals)
  }

  /// A p value: two digits, `0.016`, `0.50`, `1.00`, and `< 0.001` below.
  package static func p(_ p: Double) -> String {
    guard p.isFinite else { return Format.fixed(p, 2) }
    guard p >= 0.001 else { return "< 0.001" }
    return Format.fixed(p, 1 - min(Format.leadingExponent(p) ?? 0, -1))
  }

  /// The place that the rule gives; nil where the half-width is zero or there is none. May be negative.
  private static func needed(by interval: Interval) -> Int? {
    // What is left of equal values after rounding tells nothing.
    guard let half = interval.halfWidth, half > 1e-12 * interval.mean.magnitude,
      let exponent = Format.leadingExponent(half)
    else { return nil }
    let startsWithOne = Format.shortest(half).first { $0 != "0" && $0 != "." } == "1"
    return max(startsWithOne ? 1 - exponent : -exponent, 0)
  }

  /// Decimals of `value` at `digits` significant digits, without trailing zeros.
  private static func significant(_ value: Double, _ digits: Int) -> Int {
    guard let exponent = Format.leadingExponent(value) else { return 0 }
    let text = Format.fixed(value, max(digits - 1 - exponent, 0))
    guard let point = text.firstIndex(of: ".") else { return 0 }
    let places = text[text.index(after: point)...]
    return places.count - places.reversed().prefix { $0 == "0" }.count
  }
}
