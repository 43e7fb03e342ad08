import Tensors

@testable import Plots

/// Figures of rows, pictures, parallel axes, square panels and columns.
extension SampleFigures {
  /// Boxes with outliers, and a median alone.
  static var boxes: Figure {
    let boxes = [
      BoxMark.Box(median: 0.6, quartiles: 0.55...0.66, whiskers: 0.41...0.72, outliers: [0.39]),
      BoxMark.Box(median: 0.42, quartiles: 0.38...0.48, whiskers: 0.28...0.59, outliers: [0.19, 0.2, 0.7]),
      BoxMark.Box(median: 0.35),
    ]
    let panel = Panel(
      title: "test.loss", description: "Losses of 30 seeds.", x: Axis("test.loss"),
      y: Axis(
        scale: .rows(
          zip(variants, ["0.60", "0.42", "0.35"]).map { Row($0.name, series: $0, value: "median \($1)") })),
      marks: boxes.enumerated().map { BoxMark(variants[$0], row: $0, box: $1) },
      textKey: "|--[==#==]--| whiskers, quartiles, median    o beyond")
    return Figure(id: "fig-boxes", title: "Losses over seeds", panels: [panel], panelsPerRow: 1)
  }

  /// Distributions in time, one panel of weights on a linear axis and one of gradients of both signs and many magnitudes.
  static var ridges: Figure {
    func hill(_ center: Double, _ width: Double, _ x: Double) -> Double {
      Elementary.exp(-(x - center) * (x - center) / (2 * width * width)) / width
    }
    let weights = (0..<5).map { epoch in
      Ridge(
        "epoch \(epoch * 10)",
        density: stride(from: -2.0, through: 2, by: 0.1).map { x in
          Point(x, hill(-0.2 * Double(epoch), 0.5, x) + hill(0.25 * Double(epoch), 0.3, x))
        }, note: epoch == 4 ? "12 % zeros" : "")
    }
    let gradients = (0..<5).map { epoch in
      let places = [-1, -0.3, -0.1, -0.03, -0.01, -0.003, -0.001, 0, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1]
      return Ridge(
        "epoch \(epoch * 10 + 10)",
        density: places.enumerated().map { Point($1, hill(7, 4 - 0.6 * Double(epoch), Double($0))) })
    }
    return Figure(
      id: "fig-ridges", title: "Weights and gradients over training",
      panels: [
        .ridges(
          title: "weights.hidden1.weight", series: relu, x: Axis("value"), ridges: weights,
          description: "The weights part in two."),
        .ridges(
          title: "gradients.hidden1.weight", series: relu,
          x: Axis("value", scale: .symlog(threshold: 0.001), domain: -1...1), ridges: gradients,
          description: "The gradients shrink."),
      ])
  }

  /// Pictures of rings, with captions of two lines.
  static var images: Figure {
    let tiles = (0..<6).map { index in
      let radius = 3 + Double(index) * 0.8
      let pixels = (0..<256).map { pixel -> UInt8 in
        let (x, y) = (Double(pixel % 16) - 7.5, Double(pixel / 16) - 7.5)
        let distance = ((x * x + y * y).squareRoot() - radius).magnitude
        return UInt8(max(0, 255 - 90 * distance))
      }
      return ImagesMark.Tile(
        GreyImage(width: 16, height: 16, pixels: pixels),
        caption: ["ring \(index)", index == 2 ? "→ a disc of another name" : "→ disc"], tip: "\(90 - index) %"
      )
    }
    return Figure(
      id: "fig-images", title: "Most confident mistakes",
      panels: [
        .images(
          title: "ReLU", note: "6 of 100 wrong", series: relu, tiles: tiles, columns: 3,
          description: "Six rings taken for discs."),
        .images(
          title: "Tanh", series: tanh, tiles: Array(tiles.prefix(2)), columns: 3, description: "Two rings."),
      ])
  }

  /// Four axes, one line of eight in colour.
  static var parallel: Figure {
    let lines = (0..<8).map { index -> (series: Series, places: [Double], isStrong: Bool, tip: String) in
      let bits = [index & 1, index >> 1 & 1, index >> 2 & 1].map(Double.init)
      return (relu, bits + [bits.reduce(0, +) / 3], index == 7, "variant \(index)")
    }
    return Figure(
      id: "fig-parallel", title: "Loss over all factors",
      panels: [
        .parallel(
          title: "test.loss",
          axes: [
            ("learning_rate", "0.001", "0.1"), ("batch_size", "8", "64"), ("width", "16", "128"),
            ("test.loss", "0.6", "0.15"),
          ], lines: lines, description: "The largest of all is best.")
      ], panelsPerRow: 1)
  }

  /// Ten classes, whose names have no room beside each other.
  static var confusion: Figure {
    let names = [
      "T-shirt/top", "trouser", "pullover", "dress", "coat", "sandal", "shirt", "sneaker", "bag",
      "ankle boot",
    ]
    let cells = (0..<10).map { row in
      (0..<10).map { column -> CellsMark.Cell? in
        let count = row == column ? 900 - 20 * row : (row * 7 + column * 3) % 11
        // Of the last class there are no rows.
        return CellsMark.Cell(
          share: row == 9 ? nil : Double(count) / 1000, text: row == 9 ? "0" : "\(count)",
          isOutlined: row == column, tip: names[row])
      }
    }
    return Figure(
      id: "fig-confusion", title: "Confusion of classes",
      panels: [
        .heatMap(
          title: "true (down) and predicted (across)", note: "81 % right", rows: names, rowName: "true class",
          columns: names,
          columnName: "predicted", cells: cells, description: "Mostly right.", textKey: "[n] told right")
      ], panelsPerRow: 1)
  }

  /// Square panels with a diagonal and a level line, and curves that end in one corner.
  static var roc: Figure {
    let grid = (0...50).map { Double($0) / 50 }
    func rates(_ power: Double, _ x: Double) -> Double {
      1 - Elementary.exp(power * Elementary.log1p(-x * 0.999))
    }
    func panel(
      _ title: String, _ x: String, _ y: String, _ rule: RuleMark, _ value: (Double, Double) -> Double
    )
      -> Panel
    {
      let curves = zip([relu, tanh, sigmoid], [9.0, 6, 2])
      let bands = curves.map { series, power in
        BandMark(
          series,
          grid.map { BandMark.Slice($0, max(value(power, $0) - 0.04, 0), min(value(power, $0) + 0.03, 1)) })
      }
      let lines = curves.map { series, power in
        LineMark(
          series, grid.map { Point($0, value(power, $0)) }, label: "\(series.name) 0.\(80 + Int(power))")
      }
      return Panel(
        title: title, description: title, x: Axis(x, domain: 0...1.04), y: Axis(y, domain: 0...1.04),
        marks: [rule] as [any Mark] + bands + lines, equalAspect: true)
    }
    return Figure(
      id: "fig-roc", title: "ROC and precision-recall curves",
      panels: [
        panel("ROC, area under it", "false positive rate", "true positive rate", RuleMark(.diagonal)) {
          rates($0, $1)
        },
        panel("average precision", "recall", "precision", RuleMark(.horizontal(y: 0.5))) {
          1 - 0.5 * (1 - rates($0, 1 - $1))
        },
      ])
  }

  /// Ribbons over columns on a logarithmic axis.
  static var gradientFlow: Figure {
    let layers = ["hidden1", "hidden2", "hidden3", "output"]
    let norms = [[0.2, 0.21, 0.22, 0.24], [0.002, 0.011, 0.06, 0.25]]
    let bands = zip([relu, sigmoid], norms).map { series, norms in
      BandMark(series, norms.enumerated().map { BandMark.Slice(Double($0), $1 / 5, $1 * 4) })
    }
    let lines = zip([relu, sigmoid], norms).map { series, norms in
      LineMark(series, norms.enumerated().map { Point(Double($0), $1) }, label: series.name)
    }
    return Figure(
      id: "fig-flow", title: "Gradients by layer",
      panels: [
        Panel(
          title: "norm of the gradient", description: "Sigmoids pass on a tenth per layer.",
          x: Axis("layer, input to output", scale: .columns(layers)), y: Axis("", scale: .log),
          marks: bands as [any Mark] + lines)
      ], panelsPerRow: 1)
  }
}
