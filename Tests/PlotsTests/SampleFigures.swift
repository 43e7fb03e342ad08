import Tensors

@testable import Plots

/// Figures of every builder over made-up data without a random number, for snapshots.
enum SampleFigures {
  static let relu = Series("ReLU", 0)
  static let silu = Series("SiLU", 1)
  static let tanh = Series("Tanh", 2)
  static let sigmoid = Series("Sigmoid", 3)
  static let variants = [relu, silu, tanh, sigmoid]

  static let all: [Figure] = [
    seedDots, singleSeedDots, learningCurves, manySeries, scatter, decisionBoundaries, samples, functions,
    heatMap, wideHeatMap, oneCurve, wideNames, boxes, ridges, images, parallel, confusion, roc, gradientFlow,
    crowdedNames, logarithmicDots, calibration,
  ]

  /// The accuracies of eight seeds, in per cent, of the vectors for the paired tests.
  static let accuracies: [[Double]] = [
    [96.55, 96.825, 96.175, 93.075, 96.45, 97.075, 95.725, 96.475],
    [96.875, 96.875, 92.575, 95.15, 96.55, 97.175, 94.975, 97.125],
    [95.8, 97.075, 95.65, 91.075, 94.125, 96.45, 90.1, 96.1],
    [87.275, 85.975, 87, 85.275, 86.4, 83.6, 87.1, 86.8],
  ]
  static let halves = [1.058126, 1.318, 2.171340, 1.012]

  static var levelRows: [SeedDotsRow] {
    variants.indices.map { index in
      let mean = accuracies[index].reduce(0, +) / 8
      return SeedDotsRow(
        variants[index], mean: mean, low: mean - halves[index], high: mean + halves[index],
        values: accuracies[index], value: ["96.0 ± 1.1", "95.9 ± 1.3", "94.5 ± 2.2", "86.2 ± 1.0"][index])
    }
  }

  /// Two factors, of which one combination was left out and one failed; two cells are ringed.
  static var heatMap: Figure {
    let means: [[Double?]] = [[0.912, 0.954, nil], [0.871, 0.949, 0.803], [0.65, 0.702, 0.5]]
    let cells = means.enumerated().map { row, means in
      means.enumerated().map { column, mean -> CellsMark.Cell? in
        if row == 2, column == 2 { return CellsMark.Cell(share: nil, text: "failed", tip: "8 of 8 failed") }
        return mean.map { mean in
          CellsMark.Cell(
            share: (mean - 0.65) / (0.954 - 0.65), text: "\(mean)", isMarked: mean > 0.94, tip: "mean \(mean)"
          )
        }
      }
    }
    return Figure(
      id: "fig-heat", title: "Accuracy by rate and initializer", description: "Best at 0.01.",
      panels: [
        .heatMap(
          title: "test.accuracy", note: "darker is better",
          rows: ["he_normal", "xavier_uniform", "constant"],
          rowName: "initializer", columns: ["0.001", "0.01", "a very long label of a level"],
          columnName: "learning_rate",
          cells: cells,
          description: "Accuracy by rate and initializer.",
          textKey: "* the best and what can't be told from it")
      ])
  }

  static var seedDots: Figure {
    let levels = Panel.seedDots(
      title: "Final test accuracy", x: Axis("test accuracy, %"), rows: levelRows,
      meaning: "mean and 95% t interval")
    let intervals: [(Double, Double)] = [(0, 0), (-1.6375, 1.0625), (-3.125, -0.25), (-11.375, -8.566667)]
    let notes = ["baseline", "better on 6 of 8", "worse on 7 of 8", "worse on 8 of 8"]
    let rows = variants.indices.map { index in
      let differences = zip(accuracies[index], accuracies[0]).map { $0 - $1 }
      return SeedDotsRow(
        variants[index], mean: index == 0 ? nil : differences.reduce(0, +) / 8,
        low: index == 0 ? nil : intervals[index].0, high: index == 0 ? nil : intervals[index].1,
        values: index == 0 ? [] : differences, note: notes[index])
    }
    let differences = Panel.seedDots(
      title: "Paired difference, same seeds", x: Axis("difference from ReLU, points", numbers: .signed),
      rows: rows, zeroLine: true, meaning: "mean and 95% sign-flip interval")
    return .seedDots(
      id: "fig-final", title: "Final test accuracy by activation", levels: levels, differences: differences)
  }

  /// Fractions as per cent, ties, failures, a long name.
  static var singleSeedDots: Figure {
    let rows = [
      SeedDotsRow(
        Series("batch normalisation, momentum 0.9 and a long name", 0), mean: 0.91, low: 0.9, high: 0.92,
        values: [0.9, 0.91, 0.91, 0.91, 0.91, 0.92, 0.9, 0.92]),
      SeedDotsRow(
        Series("学習率 0.1", 1), mean: 0.88, low: 0.87, high: 0.89, values: [0.88, .nan, 0.87, 0.89, .infinity]),
      SeedDotsRow(Series("all failed", 2), mean: nil, low: nil, high: nil, values: [.nan, .nan]),
    ]
    let panel = Panel.seedDots(title: "Accuracy", x: Axis("accuracy", numbers: .percent), rows: rows)
    return .seedDots(id: "fig-single", title: "Accuracy", levels: panel)
  }

  /// A smooth decline with a ripple per seed.
  static func loss(_ epoch: Double, _ variant: Int, _ seed: Int) -> Double {
    let floor = [0.1, 0.09, 0.12, 0.28][variant]
    let rate = [0.09, 0.1, 0.08, 0.05][variant]
    let ripple = 0.12 * Elementary.sin(epoch * 0.7 + Double(seed) * 2.1 + Double(variant))
    return (floor + 0.6 * Elementary.exp(-rate * epoch * 3))
      * Elementary.exp(
        (ripple + 0.06 * Double(seed - 3)) * epoch / 50)
  }

  static func curves(_ variants: [Series], accuracy: Bool) -> [LearningCurve] {
    variants.enumerated().map { number, series in
      let seeds = (0..<8).map { seed in
        (0...50).map { epoch -> Point in
          let value = loss(Double(epoch), number % 4, seed)
          return Point(Double(epoch), accuracy ? 1 - 0.45 * value : value * (1 + 0.1 * Double(number / 4)))
        }
      }
      let mean = (0...50).map { epoch in
        Point(Double(epoch), seeds.reduce(0) { $0 + $1[epoch].y } / 8)
      }
      let band = (0...50).map { epoch in
        BandMark.Slice(
          Double(epoch), seeds.map { $0[epoch].y }.sorted()[1], seeds.map { $0[epoch].y }.sorted()[6])
      }
      let failures: [(place: Point, tip: String)] =
        series == tanh ? [(Point(23, 0.42), "Tanh, seed 5 diverged in epoch 23")] : []
      return LearningCurve(
        series, mean: mean, band: band, seeds: seeds, failures: accuracy ? [] : failures)
    }
  }

  static var learningCurves: Figure {
    let loss = Panel.learningCurves(
      title: "Test loss (cross-entropy, log scale)", y: Axis(scale: .log),
      curves: curves(variants, accuracy: false))
    let accuracy = Panel.learningCurves(
      title: "Test accuracy, %", y: Axis(numbers: .percent), curves: curves(variants, accuracy: true))
    return Figure(id: "fig-curves", title: "Loss and accuracy during training", panels: [loss, accuracy])
  }

  static var manySeries: Figure {
    let series = (0..<8).map {
      Series("rate \(["0.3", "0.1", "0.03", "0.01", "3e-3", "1e-3", "3e-4", "1e-4"][$0])", $0)
    }
    let panel = Panel.learningCurves(
      title: "Validation loss", y: Axis(scale: .log), curves: curves(series, accuracy: false))
    return Figure(id: "fig-many", title: "Validation loss by learning rate", panels: [panel], panelsPerRow: 1)
  }

  static var scatter: Figure {
    let groups = variants.prefix(3).enumerated().map { index, series in
      let points = (0..<40).map { k -> Point in
        let angle = Double(k) * 2.399963
        let radius = Double(k).squareRoot() / 5
        return Point(
          Double(index) + radius * Elementary.cos(angle),
          10 * Double(index % 2) + 8 * radius * Elementary.sin(angle))
      }
      return (series: series, points: points)
    }
    return .scatter(
      id: "fig-scatter", title: "Sharpness and test loss",
      panel: .scatter(
        title: "Sharpness and test loss", x: Axis("sharpness"), y: Axis("test loss"), groups: groups))
  }

  static let moons: [[Point]] = (0..<2).map { label in
    (0..<60).map { k -> Point in
      let t = Elementary.pi * Double(k) / 59
      let jitter = 0.16 * Elementary.sin(Double(k) * 12.9898 + Double(label))
      let other = 0.16 * Elementary.sin(Double(k) * 78.233 + 2 * Double(label))
      return label == 0
        ? Point(Elementary.cos(t) + jitter, Elementary.sin(t) + other)
        : Point(1 - Elementary.cos(t) + jitter, 0.5 - Elementary.sin(t) + other)
    }
  }

  static var decisionBoundaries: Figure {
    let panels = variants.enumerated().map { index, series in
      let seeds = (0..<8).map { seed in
        ScalarField(columns: 49, rows: 41, x: -1.6...2.6, y: -1.3...1.8) { x, y in
          let bend = [1.5, 1.4, 1.1, 0.1][index] + 0.05 * Double(seed - 4)
          let edge = 0.25 + bend * Elementary.sin(2.2 * (x - 0.5) + 0.04 * Double(seed)) * -0.5
          return 1 / (1 + Elementary.exp(6 * (y - edge - 0.15 * (x - 0.5) - 0.02 * Double(seed))))
        }
      }
      return BoundaryPanel(
        series, note: ["96.0 %", "95.9 %", "94.5 %", "86.2 %"][index], seeds: seeds, classes: moons)
    }
    return .decisionBoundaries(
      id: "fig-boundary", title: "Decision boundaries", panels: panels, classNames: ["class 0", "class 1"])
  }

  static func ring(_ count: Int, spread: Double, modes: Int) -> [Point] {
    (0..<count).map { k in
      let mode = Elementary.pi / 4 * Double(k % modes)
      let radius = spread * Double((k * 7) % 13) / 13
      let angle = Double(k) * 2.399963
      return Point(
        2 * Elementary.cos(mode) + radius * Elementary.cos(angle),
        2 * Elementary.sin(mode) + radius * Elementary.sin(angle))
    }
  }

  static var samples: Figure {
    let circles = (0..<8).map { mode -> [Point] in
      (0...24).map { k in
        let angle = Elementary.pi / 12 * Double(k)
        return Point(
          2 * Elementary.cos(Elementary.pi / 4 * Double(mode)) + 0.25 * Elementary.cos(angle),
          2 * Elementary.sin(Elementary.pi / 4 * Double(mode)) + 0.25 * Elementary.sin(angle))
      }
    }
    return .samples(
      id: "fig-samples", title: "Samples of the generator", series: Series("generator", 1),
      target: .outline(circles),
      snapshots: [
        SampleSnapshot(title: "step 0", note: "0 of 8 modes", points: ring(120, spread: 1.4, modes: 1)),
        SampleSnapshot(title: "step 2,000", note: "3 of 8 modes", points: ring(120, spread: 0.5, modes: 3)),
        SampleSnapshot(title: "step 20,000", note: "8 of 8 modes", points: ring(120, spread: 0.25, modes: 8)),
      ])
  }

  static var functions: Figure {
    let xs = (0...80).map { Double($0) / 10 - 4 }
    func logistic(_ x: Double) -> Double { 1 / (1 + Elementary.exp(-x)) }
    let bodies: [(Double) -> (Double, Double)] = [
      { ($0 > 0 ? $0 : 0, $0 > 0 ? 1 : $0 < 0 ? 0 : .nan) },
      { ($0 * logistic($0), logistic($0) * (1 + $0 * (1 - logistic($0)))) },
      { (Elementary.tanh($0), 1 - Elementary.tanh($0) * Elementary.tanh($0)) },
      { (logistic($0), logistic($0) * (1 - logistic($0))) },
    ]
    return .functions(
      id: "fig-functions", title: "Activations and their derivatives", y: Axis(domain: -1.2...2.2),
      panels: variants.enumerated().map { index, series in
        FunctionPanel(
          series, note: "max f′ = \(["1", "1.10", "1", "0.25"][index])",
          function: xs.map { Point($0, bodies[index]($0).0) },
          derivative: xs.map { Point($0, bodies[index]($0).1) })
      })
  }
}

extension Figure {
  /// Everything in it that somebody wrote.
  var words: [String] {
    var words = key.map(\.label)
    for panel in panels {
      words += [panel.title, panel.note, panel.x.label, panel.y.label, panel.textKey]
      words += panel.seriesInOrder.map(\.name) + (panel.x.columns ?? [])
      for row in panel.y.rows ?? [] { words += [row.name, row.note, row.value] }
      for mark in panel.marks {
        guard let mark = mark as? CellsMark else { continue }
        words += mark.cells.joined().compactMap { $0?.text }
      }
    }
    return words
  }
}
