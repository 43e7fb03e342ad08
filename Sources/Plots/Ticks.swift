import Diagnostics
import Tensors

/// Where an axis is marked, and with what.
package struct Ticks: Hashable, Sendable {
  package var values: [Double]
  /// With ASCII signs; canvases set them.
  package var labels: [String]
  /// Unlabelled marks, on logarithmic axes.
  package var minor: [Double]

  static let none = Ticks(values: [], labels: [], minor: [])

  /// The names of a column axis.
  static func columns(_ names: [String]) -> Ticks {
    Ticks(values: names.indices.map(Double.init), labels: names, minor: [])
  }

  /// About `count` multiples of 1, 2 or 5 × 10ᵏ inside low…high, as integer × step or integer ÷ inverse step,
  /// so that no rounding error adds up. Heckbert's nice numbers with the thresholds √50, √10, √2 of d3-array.
  package static func linear(
    _ low: Double, _ high: Double, count: Int, numbers: Axis.NumberStyle = .plain, whole: Bool = false
  ) -> Ticks {
    guard low.isDrawable, high.isDrawable, low <= high, count > 0 else { return .none }
    guard low < high else {
      return Ticks(values: [low], labels: [label(low, step: nil, numbers)], minor: [])
    }
    var step = Step.nice(span: high - low, count: Double(count))
    if whole, step.power < 0 { step = Step(digit: 1, power: 0) }
    var first = step.index(low).rounded(.up)
    var last = step.index(high).rounded(.down)
    // An end that is a tick must not be lost to the division above.
    if step.value(first - 1) >= low { first -= 1 }
    if step.value(last + 1) <= high { last += 1 }
    guard first <= last, last - first < 1000 else { return .none }
    let values = stride(from: first, through: last, by: 1).map { step.value($0) }
    // The labels' magnitude decides once for all of them whether they are written with an exponent.
    let largest = max(values.first?.magnitude ?? 0, values.last?.magnitude ?? 0)
    return Ticks(
      values: values,
      labels: values.map { label($0, step: step.shifted(numbers), numbers, largest: largest) }, minor: [])
  }

  /// Ticks of a logarithmic axis: below one decade 1-2-5 × 10ᵏ are labelled and the other digits are minor;
  /// up to five decades the powers of ten, with 2…9 as minor ticks; beyond, every k-th power, about `count`
  /// of them.
  package static func log(_ low: Double, _ high: Double, count: Int) -> Ticks {
    guard low > 0, high.isDrawable, low <= high else { return .none }
    let bottom = Format.leadingExponent(low) ?? 0
    let top = Format.leadingExponent(high) ?? 0
    // Not of the quotient, which may overflow.
    let decades = (Elementary.log(high) - Elementary.log(low)) / Elementary.log(10.0)
    var ticks = Ticks.none
    func add(_ digit: Int, _ power: Int, labelled: Bool) {
      // Read as a decimal: the nearest number for any power.
      guard let value = Double("\(digit)e\(power)") else { return }
      guard value >= low, value <= high else { return }
      if labelled {
        ticks.values.append(value)
        ticks.labels.append(logLabel(digit, power, bottom, top))
      } else {
        ticks.minor.append(value)
      }
    }
    if decades < 1.3 {
      for power in bottom...top {
        for digit in 1...9 { add(digit, power, labelled: digit == 1 || digit == 2 || digit == 5) }
      }
      // Within half an octave not even 1-2-5 gives two labels: the axis is straight enough for linear ticks.
      return ticks.values.count >= 2 ? ticks : linear(low, high, count: count)
    }
    if decades <= 5 {
      let sparse = decades <= 2.3 && count >= 4
      for power in bottom...top {
        for digit in 1...9 {
          add(digit, power, labelled: digit == 1 || (sparse && (digit == 2 || digit == 5)))
        }
      }
      return ticks
    }
    let every = max(1, Int((decades / Double(max(count, 2))).rounded(.up)))
    let first = Int((Double(bottom) / Double(every)).rounded(.down)) * every
    for power in stride(from: first, through: top, by: every) { add(1, power, labelled: true) }
    return ticks
  }

  /// Ticks of an axis that is linear within ± `threshold` and logarithmic beyond: 0 and, on either side, every k-th
  /// power of ten from the threshold on, about `count` in all.
  package static func symlog(_ low: Double, _ high: Double, threshold: Double, count: Int) -> Ticks {
    guard low.isDrawable, high.isDrawable, low < high, threshold > 0 else { return .none }
    let bottom = Format.leadingExponent(threshold) ?? 0
    let top = Format.leadingExponent(max(low.magnitude, high.magnitude)) ?? 0
    let sides = low < 0 && high > 0 ? 2 : 1
    let every = max(1, (sides * (top - bottom + 1) + count / 2) / max(count, 1))
    var values: [(value: Double, label: String)] = low <= 0 && high >= 0 ? [(0, "0")] : []
    for power in stride(from: top, through: bottom, by: -every) {
      guard let value = Double("1e\(power)") else { continue }
      let label = logLabel(1, power, bottom, top)
      if value <= high, value >= low { values.append((value, label)) }
      if -value >= low, -value <= high { values.append((-value, "-" + label)) }
    }
    values.sort { $0.value < $1.value }
    return Ticks(values: values.map(\.value), labels: values.map(\.label), minor: [])
  }

  /// About `count` ticks of an axis without categories.
  static func of(_ axis: Axis, _ scale: Scale, count: Int) -> Ticks {
    if axis.isHidden { return .none }
    return switch scale.kind {
    case .log: log(scale.low, scale.high, count: count)
    case .symlog(let threshold): symlog(scale.low, scale.high, threshold: threshold, count: count)
    case .linear, .rows:
      linear(scale.low, scale.high, count: count, numbers: axis.numbers, whole: axis.wholeNumbers)
    }
  }

  private static func logLabel(_ digit: Int, _ power: Int, _ bottom: Int, _ top: Int) -> String {
    guard bottom >= -3, top <= 5 else { return "\(digit)e\(power)" }
    if power >= 4 { return Format.grouped(Int(Double(digit).scaledByTen(power))) }
    // One decimal throughout where no label needs two: 1.0, 0.5, 0.2.
    let decimals = bottom == -1 && top <= 0 ? 1 : max(0, -power)
    return Format.fixed(Double(digit).scaledByTen(power), decimals)
  }

  /// `decimals = max(0, −⌊log₁₀ step⌋)`; with an exponent where the numbers are large or the steps tiny.
  private static func label(
    _ value: Double, step: Step?, _ numbers: Axis.NumberStyle, largest: Double = 0
  ) -> String {
    let isPercent = numbers == .percent || numbers == .signedPercent
    let shown = isPercent ? (value * 100).roundedForDrawing : value
    guard let step else { return Format.significant(shown, 4) }
    let limit = isPercent ? largest * 100 : largest
    var text: String
    if limit >= 1e6 || step.power < -4 {
      let power = Format.leadingExponent(shown) ?? 0
      text =
        shown == 0 ? "0" : Format.fixed(shown.scaledByTen(-power), max(0, power - step.power)) + "e\(power)"
    } else if step.power >= 0, limit >= 10_000 {
      text = Format.grouped(Int(shown))
    } else {
      text = Format.fixed(shown, max(0, -step.power))
    }
    if numbers == .signed || numbers == .signedPercent, shown > 0 { text = "+" + text }
    return text
  }
}

extension Ticks {
  /// The labels that are shown where not all have room, as indices, such that `gap` stays between each two. Those that
  /// are left keep one distance: every second, every third, … counted from zero, or from the roundest number. On
  /// logarithmic axes the powers of ten stay first.
  ///
  /// - Parameter spans: where each label would start and end.
  func labelsClear(_ spans: [(start: Double, end: Double)], gap: Double, _ kind: Scale.Kind) -> [Int] {
    func isClear(_ kept: [Int]) -> Bool {
      zip(kept, kept.dropFirst()).allSatisfy { spans[$1].start - spans[$0].end >= gap }
    }
    var kept = Array(labels.indices)
    if isClear(kept) { return kept }
    var anchor = 0
    switch kind {
    case .rows: break
    case .log:
      let powers = kept.filter { index in
        Format.leadingExponent(values[index]).flatMap { Double("1e\($0)") } == values[index]
      }
      if powers.count > 1 { kept = powers }
    case .linear, .symlog: anchor = values.firstIndex(of: 0) ?? roundest
    }
    let all = kept
    var stride = 1
    while !isClear(kept), kept.count > 1 {
      stride += 1
      kept = all.enumerated().filter { ($0.offset - anchor) % stride == 0 }.map(\.element)
    }
    return kept
  }

  /// The first label with the fewest digits: 0.80 between 0.78 and 0.82.
  private var roundest: Int {
    func digits(_ label: String) -> Int {
      let end = label.utf8.lastIndex { $0 != UInt8(ascii: "0") }
      return label.contains(".")
        ? end.map { label.utf8.distance(from: label.startIndex, to: $0) } ?? 0 : label.count
    }
    return labels.indices.min { digits(labels[$0]) < digits(labels[$1]) } ?? 0
  }
}

/// A tick distance: digit × 10^power with the digit 1, 2 or 5.
struct Step: Hashable {
  var digit: Double
  var power: Int

  /// The one whose ticks come closest to `count` per `span` on a logarithmic scale.
  static func nice(span: Double, count: Double) -> Step {
    let rough = span / count
    let power = Format.leadingExponent(rough) ?? 0
    let error = rough.scaledByTen(-power)
    if error >= 50.0.squareRoot() { return Step(digit: 1, power: power + 1) }
    if error >= 10.0.squareRoot() { return Step(digit: 5, power: power) }
    if error >= 2.0.squareRoot() { return Step(digit: 2, power: power) }
    return Step(digit: 1, power: power)
  }

  /// The number `index` × step.
  func value(_ index: Double) -> Double {
    // index × digit is an exact integer, and dividing by an exact power of ten rounds once.
    (index * digit).scaledByTen(power)
  }

  /// How many steps `value` is.
  func index(_ value: Double) -> Double { value.scaledByTen(-power) / digit }

  func shifted(_ numbers: Axis.NumberStyle) -> Step {
    numbers == .percent || numbers == .signedPercent ? Step(digit: digit, power: power + 2) : self
  }
}
