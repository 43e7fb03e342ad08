import Diagnostics
import Experiments
import Notebooks
import Plots
import Statistics

/// A curve as small as a word: the main learning curve of an experiment's best variant.
package struct Sparkline: Sendable {
  /// `validation.loss`
  let metric: String
  let variant: String
  /// At most `mostPoints`, evenly spaced over the epochs.
  let values: [Double]
  let lastEpoch: Int

  static let mostPoints = 24

  init(metric: String, variant: String, values: [Double], lastEpoch: Int) {
    self.metric = metric
    self.variant = variant
    self.values = values
    self.lastEpoch = lastEpoch
  }

  /// Of the first experiment that was run; nil without a curve of three points.
  init?(_ results: FileResults) {
    guard let first = results.experiments.first(where: { $0.skipped == nil }),
      let metric = MetricChoice.curves(first.metrics).first,
      let main = MetricChoice.table(first.metrics).first
    else { return nil }
    let name = MetricName(main)
    func mean(_ variant: Int, _ metric: String) -> Double? {
      let values = first.lastValues(of: metric, variant: variant).compactMap(\.self)
      return values.isEmpty ? nil : Descriptive.mean(values)
    }
    let best = first.plan.variants.indices.filter { mean($0, main) != nil }.min { a, b in
      let (x, y) = (mean(a, main) ?? 0, mean(b, main) ?? 0)
      return name.isLowerBetter ? x < y : x > y
    }
    guard let best else { return nil }
    let curves = first.runs[best].compactMap { $0?.status == .completed ? $0?[metric] : nil }
    guard let epochs = curves.first?.epochs, epochs.count > 2 else { return nil }
    let points = min(epochs.count, Self.mostPoints)
    let chosen = (0..<points).map { epochs[$0 * (epochs.count - 1) / (points - 1)] }
    let values = chosen.compactMap { epoch -> Double? in
      let found = curves.compactMap { $0.value(at: epoch) }.filter(\.isFinite)
      return found.isEmpty ? nil : Descriptive.mean(found)
    }
    guard values.count > 2 else { return nil }
    self.init(
      metric: metric, variant: first.plan.variants.count > 1 ? first.plan.variants[best].label : "",
      // Enough to draw by, and the same on every machine.
      values: values.map { Double(Format.significant($0, 4)) ?? $0 }, lastEpoch: chosen.last ?? 0)
  }

  // MARK: Drawing

  /// From 0 at the smallest value to 1 at the largest; all in the middle where they agree.
  private var shares: [Double] {
    let (low, high) = (values.min() ?? 0, values.max() ?? 0)
    return values.map { high > low ? ($0 - low) / (high - low) : 0.5 }
  }

  /// `█▆▃▂▁`
  var text: String {
    let signs = Array("▁▂▃▄▅▆▇█")
    return String(shares.map { signs[Int(($0 * 7).rounded(.toNearestOrEven))] })
  }

  /// A line of its own size, in the text's colour.
  func svg(label: String) -> String {
    let (width, height) = (112.0, 26.0)
    let step = (width - 6) / Double(max(values.count - 1, 1))
    let points = shares.enumerated().map { index, share in
      Format.fixed(3 + Double(index) * step, 1) + "," + Format.fixed(height - 4 - share * (height - 8), 1)
    }
    let last = points.last?.split(separator: ",").map(String.init) ?? ["0", "0"]
    return
      "<svg class=\"spark\" viewBox=\"0 0 112 26\" width=\"112\" height=\"26\" role=\"img\" aria-label=\""
      + HTMLText.escaped(label)
      + "\"><polyline points=\"\(points.joined(separator: " "))\"/><circle cx=\"\(last[0])\" cy=\"\(last[1])\" r=\"2.6\"/></svg>"
  }

  /// `validation.loss of relu over 50 epochs: from 0.71 to 0.08`
  func description(_ words: Words) -> String {
    words.sparkline(
      metric, variant: variant, epochs: lastEpoch, from: Format.significant(values.first ?? 0, 2),
      to: Format.significant(values.last ?? 0, 2))
  }
}

extension Sparkline {
  var json: JSONValue {
    .object([
      ("metric", .string(metric)), ("variant", .string(variant)), ("last_epoch", .integer(lastEpoch)),
      ("values", .doubles(values)),
    ])
  }

  /// Nil for what is none.
  init?(json: JSONValue?) {
    guard case .object(let members)? = json else { return nil }
    func member(_ name: String) -> JSONValue? { members.first { $0.key == name }?.value }
    guard case .string(let metric)? = member("metric"), case .string(let variant)? = member("variant"),
      case .number(let epoch)? = member("last_epoch"), let lastEpoch = Int(epoch),
      case .array(let elements)? = member("values")
    else { return nil }
    let values = elements.compactMap { element -> Double? in
      if case .number(let text) = element { Double(text) } else { nil }
    }
    guard values.count == elements.count, values.count > 2 else { return nil }
    self.init(metric: metric, variant: variant, values: values, lastEpoch: lastEpoch)
  }
}
