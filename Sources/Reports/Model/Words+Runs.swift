import Diagnostics
import Learning

/// Words for what became of runs: where they diverged, and which classes they confused.
extension Words {
  // MARK: Divergence

  var firstNonFinite: String { choose("First NaN or infinity", "首个 NaN 或无穷") }

  /// `step 93 (epoch 3), forward pass, layer hidden2: exp gave +∞ in 3 of 512 values, first at [4, 17], from 89.2
  /// (negate: -3.1 to 89.2)`
  package func divergence(_ divergence: Divergence) -> String {
    func number(_ value: Float) -> String {
      value.isNaN
        ? "NaN"
        : value.isInfinite ? (value > 0 ? "+∞" : "-∞") : Format.significant(Double(value), 4)
    }
    let phase =
      switch divergence.phase {
      case .forward: choose("forward pass", "前向")
      case .backward: choose("backward pass", "反向")
      case .update: choose("update", "更新")
      case .evaluation: choose("evaluation", "评估")
      }
    let layer =
      divergence.layer.isEmpty
      ? ""
      : choose(", \(isLayer(divergence.layer) ? "layer " : "")\(divergence.layer)", "，\(divergence.layer)")
    let place = divergence.index.isEmpty ? "" : choose(", first at ", "，首个位于 ") + "\(divergence.index)"
    let operands = divergence.operands.map { operand -> String in
      let behind = number(operand.largest)
      guard let low = operand.low, let high = operand.high else { return "\(operand.source) \(behind)" }
      return low == high
        ? "\(operand.source) \(behind)"
        : "\(operand.source) \(behind) " + choose("of ", "，范围 ") + "\(number(low))…\(number(high))"
    }
    let from = operands.isEmpty ? "" : choose("; operands: ", "；操作数：") + operands.joined(separator: ", ")
    return choose(
      "step \(divergence.step) (epoch \(divergence.epoch)), \(phase)\(layer): \(divergence.operation) gave"
        + " \(number(divergence.value)) in \(divergence.badCount) of \(divergence.count) values\(place)\(from)",
      "第 \(divergence.step) 步（第 \(divergence.epoch) 轮），\(phase)\(layer)：\(divergence.operation) 得到"
        + " \(number(divergence.value))，\(divergence.count) 个值中 \(divergence.badCount) 个\(place)\(from)")
  }

  private func isLayer(_ name: String) -> Bool { name != "loss" && name != "optimizer" }

  // MARK: Ends

  /// `3 of 5 stopped early, after epochs 12–17; weights of epochs 7–12`; nil where all runs went on to their end and kept
  /// their last weights.
  package func ended(_ ends: [TrainingEnd], of runs: Int) -> String? {
    func span(_ numbers: [Int]) -> String {
      guard let low = numbers.min(), let high = numbers.max() else { return "" }
      return low == high ? "\(low)" : "\(low)–\(high)"
    }
    var parts: [String] = []
    let stopped = ends.filter(\.stoppedEarly).map(\.epochs)
    if !stopped.isEmpty {
      parts.append(
        choose(
          "\(stopped.count) of \(runs) stopped early, after epoch \(span(stopped))",
          "\(runs) 次运行中 \(stopped.count) 次提前停止，止于第 \(span(stopped)) 轮"))
    }
    let kept = ends.filter { $0.kept < $0.epochs }.map(\.kept)
    if !kept.isEmpty {
      parts.append(
        choose(
          "\(kept.count) of \(runs) ended with the weights of epoch \(span(kept))",
          "\(runs) 次运行中 \(kept.count) 次以第 \(span(kept)) 轮的权重结束"))
    }
    return parts.isEmpty ? nil : parts.joined(separator: choose("; ", "；"))
  }

  // MARK: Confusion matrices

  var confusionCaption: String { choose("Confusion matrix.", "混淆矩阵。") }
  var trueClass: String { choose("true", "真实") }
  var predictedClass: String { choose("predicted", "预测") }
  var meanCount: String { choose("mean count", "平均次数") }
  var recall: String { choose("recall", "召回率") }
  func confusionMeaning(_ table: ConfusionTable) -> String {
    let rows = choose(
      "Rows of the \(table.part) part at the end of the runs: how many of each true class were taken for which"
        + "\(table.seeds > 1 ? ", mean over \(table.seeds) seeds" : "").",
      "运行结束时 \(table.part) 部分各行：每个真实类别被判为哪一类的数量"
        + "\(table.seeds > 1 ? "，为 \(table.seeds) 个种子的均值" : "")。")
    guard !table.pairs.isEmpty else { return rows }
    return rows + space
      + choose(
        "Of \(table.classes.count) classes, the pairs that are confused most often.",
        "共 \(table.classes.count) 类，仅列最常混淆的类别对。")
  }
  func andMore(_ count: Int) -> String { choose("and \(count) more", "另有 \(count) 处") }
}
