import Tensors

@testable import Plots

/// Figures with names that take two columns a character, and those that text plots draw otherwise when there is
/// much or little in them.
extension SampleFigures {
  /// Chinese, Japanese and Korean names, an emoji, an accent of its own.
  static let wideVariants = [
    Series("激活函数 ReLU", 0), Series("シグモイド", 1), Series("쌍곡탄젠트", 2), Series("cafe\u{301} 🚀", 3),
  ]

  static var wideNames: Figure {
    let curves = Panel.learningCurves(
      title: "测试损失(交叉熵,对数轴)", x: .time("训练轮次"), y: Axis(scale: .log),
      curves: curves(wideVariants, accuracy: false).map { curve in
        var curve = curve
        curve.seeds = Array(curve.seeds.prefix(4))
        return curve
      })
    let rows = wideVariants.enumerated().map { index, series in
      let row = levelRows[index]
      return SeedDotsRow(
        series, mean: row.mean, low: row.low, high: row.high, values: row.values,
        note: index == 0 ? "基线" : "8 中胜 6", value: row.value)
    }
    let dots = Panel.seedDots(
      title: "最终测试准确率", x: Axis("测试准确率,%"), rows: rows, meaning: "均值与 95% 置信区间")
    let cells = (0..<3).map { row in
      (0..<3).map { column -> CellsMark.Cell? in
        if row == 1, column == 2 { return CellsMark.Cell(share: nil, text: "失败") }
        let share = Double(row + 3 * column) / 8
        return CellsMark.Cell(share: share, text: "0.8\(row)\(column)", isMarked: row == 2 && column == 2)
      }
    }
    let heat = Panel.heatMap(
      title: "准确率", note: "越深越好", rows: ["恺明正态分布初始化", "ザビエル一様", "상수"],
      columns: ["学习率 0.001", "学習率 0.01", "학습률 0.1 그리고 긴 이름"], columnName: "学习率", cells: cells,
      description: "Accuracy by rate and initializer.", textKey: "* 最佳,以及无法与之区分的")
    return Figure(
      id: "fig-wide", title: "宽字符", panels: [curves, dots, heat],
      key: wideVariants.map { KeyItem(.series($0), $0.name) } + [KeyItem(.field, "类别 1 的平均概率")])
  }

  /// More columns than numbers have room for.
  static var wideHeatMap: Figure {
    let columns = 24
    let cells = (0..<8).map { row in
      (0..<columns).map { column -> CellsMark.Cell? in
        if row == 5, column == 7 { return nil }
        let distance = Double((row - 4) * (row - 4) * 4 + (column - 12) * (column - 12))
        let share = Elementary.exp(-distance / 60)
        return CellsMark.Cell(share: share, text: "0.\(Int(1000 + 8999 * share))", isMarked: share == 1)
      }
    }
    return Figure(
      id: "fig-wide-heat", title: "Accuracy by width and rate",
      panels: [
        .heatMap(
          title: "accuracy", note: "darker is better", rows: (0..<8).map { "width \(8 << $0)" },
          columns: (0..<columns).map { "1e-\($0)" }, columnName: "learning_rate", cells: cells,
          description: "Accuracy by width and rate.")
      ])
  }

  /// A band, its seeds and a failure.
  static var oneCurve: Figure {
    var curve = curves([tanh], accuracy: false)[0]
    curve.seeds = Array(curve.seeds.prefix(3))
    let panel = Panel.learningCurves(
      title: "Test loss", y: Axis("cross-entropy", scale: .log), curves: [curve])
    return Figure(id: "fig-one", title: "Test loss of Tanh", panels: [panel], panelsPerRow: 1)
  }
}
