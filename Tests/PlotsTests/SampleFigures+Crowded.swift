import Tensors

@testable import Plots

/// Figures whose words have less room than they need, and whose numbers have no place on their axis.
extension SampleFigures {
  static let factorial = ["0.00464159", "0.0215443"].flatMap { rate in
    ["16", "32"].map { batch in "adam, \(rate), \(batch), xavier_uniform" }
  }.enumerated().map { Series($1, $0) }

  /// Variants that differ in the middle of their names, with numbers behind them, and a title that names one.
  static var crowdedNames: Figure {
    let curves = zip(factorial, curves(factorial, accuracy: false)).map { series, curve in
      LineMark(series, curve.mean, label: series.name, labelValue: "0.9\(series.index)41")
    }
    let alike = ["seed 1", "seed 2"].enumerated().map {
      Series("a name whose beginning is the same (\($1)) and whose end, too", $0)
    }
    let lines = zip(alike, self.curves(alike, accuracy: false)).map { series, curve in
      LineMark(series, Array(curve.mean.prefix(30)), label: series.name)
    }
    return Figure(
      id: "fig-crowded", title: "Crowded names",
      panels: [
        Panel(
          title: "Difference from \(factorial[0].name) at its learning rate, same seeds", note: "log scale",
          description: "Four variants.", x: .time(), y: Axis("test.loss", scale: .log), marks: curves),
        Panel(
          title: "test.loss", description: "Two variants.", x: Axis("epoch", domain: 0...50),
          y: Axis("test.loss", scale: .log), marks: lines),
      ])
  }

  /// An interval that reaches below zero, and seeds that lie there.
  static var logarithmicDots: Figure {
    let rows = [
      SeedDotsRow(
        factorial[0], mean: 0.2, low: 0.05, high: 0.9, values: [0.1, 0.2, 0.4, 0.15],
        note: "better on 6 of 8 seeds and worse on the others"),
      SeedDotsRow(
        factorial[1], mean: 0.02, low: -0.1, high: 0.14, values: [0.002, 0.1, 0, 0.01], note: "baseline"),
    ]
    let levels = Panel.seedDots(title: "Final test.loss", x: Axis("test.loss", scale: .log), rows: rows)
    return .seedDots(
      id: "fig-log-dots", title: "Final values on a logarithmic axis", levels: levels,
      differences: .seedDots(
        title: "Difference", x: Axis("difference", numbers: .signed), rows: rows, zeroLine: true))
  }

  /// Curves that end before their axis does, and a count in every bin.
  static var calibration: Figure {
    let curves = [relu, sigmoid].map { series -> LineMark in
      let end = series == relu ? 9 : 5
      return LineMark(
        series,
        (0...end).map {
          Point(0.05 + 0.1 * Double($0), 0.02 + 0.1 * Double($0) - 0.02 * Double(series.index))
        },
        label: series.name)
    }
    return Figure(
      id: "fig-calibration", title: "Calibration",
      panels: [
        Panel(
          title: "reliability", description: "Nearly calibrated.", x: Axis("confidence", domain: 0...1.04),
          y: Axis("share right", domain: 0...1.04), marks: [RuleMark(.diagonal)] + curves, equalAspect: true)
      ])
  }
}
