import Diagnostics
import Statistics

/// Numbers of tables and captions as text, with the hyphen as minus sign; HTML puts the real one in.
package enum ValueText {
  /// `0.913 ± 0.004`, or the mean alone where there is no interval.
  package static func plain(_ interval: Interval, _ precision: Precision) -> String {
    guard let half = interval.halfWidth else { return precision.text(interval.mean) }
    // So small beside the column's others that all of its digits would be zeros.
    if interval.mean != 0, !precision.text(interval.mean).contains(where: { ("1"..."9").contains($0) }),
      !precision.text(half).contains(where: { ("1"..."9").contains($0) })
    {
      return Format.significant(interval.mean, 2) + " ± " + Format.significant(half, 1)
    }
    return "\(precision.text(interval.mean)) ± \(halfWidth(half, precision))"
  }

  package static func halfWidth(_ half: Double, _ precision: Precision) -> String {
    half == 0 ? "0" : precision.text(half)
  }

  /// `+0.02`, `-0.02`, `0.00`
  package static func signed(_ value: Double, _ precision: Precision) -> String {
    let text = precision.text(value)
    let isZero = !text.contains { $0.isNumber && $0 != "0" }
    return value > 0 && !isZero ? "+" + text : text
  }

  /// `-0.03 to +0.01`; nil without bounds.
  package static func bounds(_ interval: Interval, _ precision: Precision, _ words: Words) -> String? {
    interval.isBounded
      ? bounds(interval.low...interval.high, precision.telling(interval), words) : nil
  }

  package static func bounds(_ range: ClosedRange<Double>, _ precision: Precision, _ words: Words) -> String {
    signed(range.lowerBound, precision) + words.to + signed(range.upperBound, precision)
  }

  /// With U+2212 for a minus sign.
  package static func typographic(_ text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "-")) else { return text }
    var result = ""
    var previous: Character?
    for character in text {
      // A hyphen before a digit that does not stand within a word.
      result.append(character)
      if character.isNumber, previous == "-",
        result.dropLast(2).last.map({ !$0.isLetter && !$0.isNumber }) ?? true
      {
        result.removeLast(2)
        result += "\u{2212}" + String(character)
      }
      previous = character
    }
    return result
  }
}
