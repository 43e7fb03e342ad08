import Diagnostics
import Statistics

/// Prints values of expressions in running text.
///
/// - A sample is its mean and the half-width of its 95 % t interval, with digits from the interval:
///   `0.913 ± 0.004`; a sample of one seed is that value alone.
/// - A number has four significant digits; truth is `true` or `false`.
/// - Seeds without a value are told: `0.913 ± 0.004 (7 of 8 seeds)`, `failed (0 of 8 seeds)`.
package struct ResultPrinter: Sendable {
  package var words: ResultWords

  package init(words: ResultWords = .english) {
    self.words = words
  }

  package func text(_ evaluation: Evaluation, format: InlineFormat = InlineFormat()) -> String {
    let text: String? =
      switch evaluation.value {
      case .truth(let truth): String(truth)
      case .number(let number): number.isNaN ? nil : self.text(number, format)
      case .sample(let sample): sample.present.isEmpty ? nil : self.text(sample.present, format)
      }
    guard evaluation.missingSeeds > 0 else { return text ?? words.undefined }
    let present = evaluation.seeds - evaluation.missingSeeds
    let place = words.seeds.replacing("{present}", with: String(present))
    return (text ?? absent(evaluation, present: present))
      + place.replacing("{all}", with: String(evaluation.seeds))
  }

  /// The word in place of a value.
  private func absent(_ evaluation: Evaluation, present: Int) -> String {
    // With values there it was the arithmetic that failed, as in the spread of a single value.
    if present > 0 { return words.undefined }
    return switch evaluation.absence {
    case .failed: words.failed
    case .notRun: words.notRun
    case .notReached: words.never
    case .undefined: words.undefined
    }
  }

  // MARK: Numbers

  private func text(_ number: Double, _ format: InlineFormat) -> String {
    if let decimals = format.decimals { return fixed(number, decimals, format) + unit(format) }
    guard format.isPercent else { return Format.significant(number, 4) }
    // In decimals of the share: two more than of the percentage.
    return fixed(number, Precision(values: [number]).decimals - 2, format) + unit(format)
  }

  /// With `decimals` digits, of the percentage where it is one.
  private func fixed(_ number: Double, _ decimals: Int, _ format: InlineFormat) -> String {
    format.isPercent
      ? String(Format.percent(number, max(decimals, 0)).dropLast(2)) : Format.fixed(number, max(decimals, 0))
  }

  private func unit(_ format: InlineFormat) -> String { format.isPercent ? " %" : "" }

  // MARK: Samples

  private func text(_ values: [Double], _ format: InlineFormat) -> String {
    let interval = Interval.mean(of: values)
    guard interval.isBounded else { return text(interval.mean, format) }
    // Very small and very large samples share one power of ten: (1.20 ± 0.03)e-7.
    let largest = max(interval.mean.magnitude, interval.halfWidth ?? 0)
    let exponent = Format.leadingExponent(largest) ?? 0
    if format.decimals == nil, !format.isPercent, !(-5..<15).contains(exponent) {
      let scaled = values.map { scale($0, by: -exponent) }
      let inner = plain(scaled, Interval.mean(of: scaled), format)
      return (format.form == .mean ? inner : "(\(inner))") + "e\(exponent)"
    }
    return plain(values, interval, format) + unit(format)
  }

  private func plain(_ values: [Double], _ interval: Interval, _ format: InlineFormat) -> String {
    let decimals = format.decimals ?? Precision(interval).decimals - (format.isPercent ? 2 : 0)
    func number(_ value: Double) -> String { fixed(value, decimals, format) }
    switch format.form {
    case .mean:
      return number(interval.mean)
    case .range:
      let ends = (number(values.min() ?? .nan), number(values.max() ?? .nan))
      return ends.0 == ends.1 ? ends.0 : ends.0 + words.to + ends.1
    case .interval:
      return number(interval.low) + words.to + number(interval.high)
    case nil:
      let half = interval.halfWidth ?? 0
      return number(interval.mean) + " ± " + (half == 0 ? "0" : number(half))
    }
  }

  private func scale(_ value: Double, by exponent: Int) -> Double {
    // In two steps, since 10^-324 is no number.
    let half = exponent / 2
    return value * (Double("1e\(half)") ?? 1) * (Double("1e\(exponent - half)") ?? 1)
  }
}

/// The few words that a printed result can need.
package struct ResultWords: Hashable, Sendable {
  /// What follows a value with missing seeds; `{present}` and `{all}` stand for the numbers.
  package var seeds: String
  /// Between the ends of a range.
  package var to: String
  package var failed: String
  package var notRun: String
  package var never: String
  package var undefined: String

  package init(seeds: String, to: String, failed: String, notRun: String, never: String, undefined: String) {
    self.seeds = seeds
    self.to = to
    self.failed = failed
    self.notRun = notRun
    self.never = never
    self.undefined = undefined
  }

  package static let english = ResultWords(
    seeds: " ({present} of {all} seeds)", to: " to ", failed: "failed", notRun: "not run", never: "never",
    undefined: "undefined"
  )
}
