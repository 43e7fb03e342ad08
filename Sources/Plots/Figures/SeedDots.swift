import Diagnostics

/// One variant's final metric, or its differences from the baseline: a mean, an interval, a value per seed.
package struct SeedDotsRow: Sendable {
  package var series: Series
  package var mean: Double?
  package var low: Double?
  package var high: Double?
  /// One per seed; what is not finite is counted as failed.
  package var values: [Double]
  /// One per value, for tips: `seed 4`; empty: none.
  package var seedNames: [String]
  /// Beside the row in pictures: `better on 6 of 8`.
  package var note: String
  /// At the right end in text plots, and in the description: `96.0 ± 1.1`. Empty: from the mean.
  package var value: String

  package init(
    _ series: Series, mean: Double?, low: Double?, high: Double?, values: [Double],
    seedNames: [String] = [], note: String = "", value: String = ""
  ) {
    self.series = series
    self.mean = mean.flatMap { $0.isFinite ? $0 : nil }
    self.low = low.flatMap { $0.isFinite ? $0 : nil }
    self.high = high.flatMap { $0.isFinite ? $0 : nil }
    self.values = values
    self.seedNames = seedNames
    self.note = note
    self.value = value
  }
}

extension Panel {
  /// Rows of mean, interval and seeds, in the order given.
  ///
  /// - Parameter meaning: of the interval, for text plots: `mean and 95% t interval`.
  package static func seedDots(
    title: String, x: Axis, rows: [SeedDotsRow], zeroLine: Bool = false,
    meaning: String = "mean and 95% interval"
  ) -> Panel {
    var marks: [any Mark] = zeroLine ? [RuleMark(.vertical(x: 0))] : []
    var axisRows: [Row] = []
    for (index, row) in rows.enumerated() {
      func tip(_ value: Double) -> String {
        switch x.numbers {
        case .percent: Format.percent(value, 2)
        case .signedPercent: (value > 0 ? "+" : "") + Format.significant(value * 100, 3) + " points"
        case .signed: (value > 0 ? "+" : "") + Format.significant(value, 4)
        case .plain: Format.significant(value, 4)
        }
      }
      let name = row.series.name
      let tips = row.values.enumerated().map { seed, value in
        let owner = seed < row.seedNames.count ? row.seedNames[seed] : "run \(seed + 1)"
        return "\(name), \(owner): \(tip(value))"
      }
      marks.append(SeedDotsMark(row.series, row: index, values: row.values, tips: tips))
      var summary = row.mean.map { "\(name): mean \(tip($0))" } ?? name
      if let low = row.low, let high = row.high { summary += ", interval \(tip(low)) to \(tip(high))" }
      marks.append(
        IntervalMark(row.series, row: index, low: row.low, mean: row.mean, high: row.high, tip: summary))
      let failed = row.values.filter { !$0.isFinite }.count
      let failure = failed == 0 ? "" : "\(failed) of \(row.values.count) failed"
      let value = row.value.isEmpty ? row.mean.map(tip) ?? "" : row.value
      axisRows.append(
        Row(
          name, series: row.series,
          note: [row.note, failure].filter { !$0.isEmpty }.joined(separator: ", "),
          value: [value, failure].filter { !$0.isEmpty }.joined(separator: ", ")))
    }
    let numbers = axisRows.map { "\($0.name) \($0.value.isEmpty ? $0.note : $0.value)" }.joined(
      separator: "; ")
    return Panel(
      title: title, description: numbers.isEmpty ? "No data." : "\(title): \(numbers).", x: x,
      y: Axis(scale: .rows(axisRows)), marks: marks, textKey: "o seed    [--#--] \(meaning)")
  }
}

extension Figure {
  /// Final values, and beside them the paired differences from the baseline with a zero line.
  package static func seedDots(
    id: String, title: String, levels: Panel, differences: Panel? = nil
  ) -> Figure {
    let panels = [levels] + (differences.map { [$0] } ?? [])
    return Figure(
      id: id, title: title, description: panels.map(\.description).joined(separator: " "), panels: panels)
  }
}
