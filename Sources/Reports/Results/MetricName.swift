import Experiments
import Learning

/// What a metric's name tells: `test.accuracy` is the accuracy on the test part.
package struct MetricName: Hashable {
  package let text: String

  /// The catalog's row of the metric, or of the one that the expression takes at another time.
  private let row: MetricRow?
  private let countsEpochs: Bool

  /// The name of a metric, or an expression over metrics that a table's column shows.
  package init(_ text: String) {
    self.text = text
    // What is computed from metrics has neither a unit nor a better side.
    let name = ColumnExpression.isExpression(text) ? ColumnExpression.metric(of: text) : text
    row = name.flatMap { Metrics.row(ofCurve: $0) }
    countsEpochs = ColumnExpression.countsEpochs(text)
  }

  package static func == (a: MetricName, b: MetricName) -> Bool { a.text == b.text }
  package func hash(into hasher: inout Hasher) { hasher.combine(text) }

  /// `accuracy` of `test.accuracy`.
  package var quantity: Substring { text.split(separator: ".").last ?? Substring(text) }

  /// `test` of `test.accuracy`; empty where there is none.
  package var part: Substring {
    guard let point = text.firstIndex(of: ".") else { return "" }
    return text[..<point]
  }

  /// Whether a smaller value is better; so too for what the catalog does not know.
  package var isLowerBetter: Bool { !(row?.higherIsBetter ?? false) }

  /// Whether it is a share from 0 to 1, whose differences are told in percentage points.
  package var isShare: Bool {
    if let row, case .share = row.unit { true } else { false }
  }

  /// Whether it is a loss, which a logarithmic axis suits if its values allow it.
  package var isLoss: Bool {
    if let row, case .loss = row.measure { true } else { false }
  }

  /// Whether one value is better than another. A generator's and a discriminator's losses pull against one another, and
  /// what is recorded beside the metrics is neither good nor bad.
  package var hasDirection: Bool {
    countsEpochs || row != nil && !Metrics.players.contains(String(part))
  }
}

/// Which of an experiment's metrics tables and figures show where nobody says so.
package enum MetricChoice {
  /// At most four for a table, the one that variants are compared by first: of the test part, else of validation, else
  /// of training; accuracies before losses. For a generative model what its samples are worth.
  package static func table(_ metrics: [String]) -> [String] {
    let samples = metrics.filter { MetricName($0).part == "samples" }
    if !samples.isEmpty {
      // The share of good samples says most, the number of modes alone the least.
      let order = ["samples.quality", "samples.modes"]
      return order.filter(samples.contains) + samples.filter { !order.contains($0) }.prefix(2)
    }
    for part in Metrics.splits.reversed() {
      let names = metrics.filter { MetricName($0).part == part[...] }
      guard !names.isEmpty else { continue }
      return Array(
        (names.filter { !MetricName($0).isLoss } + names.filter { MetricName($0).isLoss }).prefix(4))
    }
    return Array(metrics.prefix(4))
  }

  /// The metrics whose learning curves are shown: the validation loss; for a generative model both losses and the modes.
  package static func curves(_ metrics: [String]) -> [String] {
    let players = Metrics.players.map { "\($0).loss" }.filter(metrics.contains)
    if !players.isEmpty { return players + ["samples.modes"].filter(metrics.contains) }
    let order = ["validation.loss", "test.loss", "train.loss"]
    return order.first(where: metrics.contains).map { [$0] } ?? Array(metrics.prefix(1))
  }
}
