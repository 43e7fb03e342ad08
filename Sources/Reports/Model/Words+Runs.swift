import Diagnostics
import Experiments
import Learning

/// Words for what became of runs: where they diverged, which have no value, and which classes they confused.
extension Words {
  // MARK: Ends

  func runsCompleted(_ completed: Int, of all: Int) -> String {
    completed == all
      ? text("runs.completed.all", ["all": all])
      : text("runs.completed", ["completed": completed, "all": all])
  }

  /// `1 of 8 diverged (epoch 3)`; at most four epochs, then their range
  func diverged(_ count: Int, of all: Int, epochs: [Int]) -> String {
    let distinct = Set(epochs).sorted()
    let places = distinct.count <= 4 ? listed(distinct.map(String.init)) : span(distinct)
    return plural("runs.diverged", distinct.count, ["diverged": count, "all": all, "epochs": places])
  }
  func notCarriedOut(_ count: Int, of all: Int) -> String {
    text("runs.failed", ["count": count, "all": all])
  }

  /// `3 of 5 stopped early, after epochs 12–17; weights of epochs 7–12`; nil where all runs went on to their end and kept
  /// their last weights.
  package func ended(_ ends: [TrainingEnd], of runs: Int) -> String? {
    let stopped = ends.filter(\.stoppedEarly).map(\.epochs)
    let kept = ends.filter { $0.kept < $0.epochs }.map(\.kept)
    var parts: [String] = []
    if !stopped.isEmpty {
      parts.append(text("runs.stopped", ["count": stopped.count, "all": runs, "epochs": span(stopped)]))
    }
    if !kept.isEmpty {
      parts.append(text("runs.kept", ["count": kept.count, "all": runs, "epochs": span(kept)]))
    }
    return parts.isEmpty ? nil : semicolons(parts)
  }

  // MARK: Missing values

  var noValue: String { text("missing.value") }
  var never: String { text("missing.never") }
  var notMeasured: String { text("missing.measured") }
  var noData: String { text("missing.data") }
  var failedWord: String { text("missing.failed") }
  var to: String { text("missing.to") }

  /// For results in the text; the printer of results fills the numbers of seeds itself.
  package var results: ResultWords {
    ResultWords(
      seeds: text("missing.seeds", ["present": "{present}", "all": "{all}"]), to: to, failed: failedWord,
      notRun: text("missing.run"), never: never, undefined: text("missing.undefined"))
  }

  // MARK: Divergence

  var firstNonFinite: String { text("divergence.title") }

  /// `step 93 (epoch 3), forward pass, layer hidden2: exp gave +∞ in 3 of 512 values, first at [4, 17]; operands: 89.2`
  package func divergence(_ divergence: Divergence) -> String {
    func number(_ value: Float) -> String {
      value.isNaN
        ? "NaN"
        : value.isInfinite ? (value > 0 ? "+∞" : "-∞") : Format.significant(Double(value), 4)
    }
    let phase =
      switch divergence.phase {
      case .forward: text("divergence.forward")
      case .backward: text("divergence.backward")
      case .update: text("divergence.update")
      case .evaluation: text("divergence.evaluation")
      }
    let operands = divergence.operands.map { operand -> String in
      let value = number(operand.largest)
      guard let low = operand.low, let high = operand.high, low != high else {
        return text("divergence.operand", ["name": operand.source, "value": value])
      }
      return text(
        "divergence.operand.range",
        ["name": operand.source, "value": value, "low": number(low), "high": number(high)])
    }
    return text(
      "divergence.text",
      [
        "step": divergence.step, "epoch": divergence.epoch, "phase": phase,
        "layer": layer(divergence.layer), "operation": divergence.operation,
        "value": number(divergence.value), "bad": divergence.badCount, "count": divergence.count,
        "place": divergence.index.isEmpty
          ? "" : text("divergence.place", ["index": "\(divergence.index)"]),
        "operands": operands.isEmpty
          ? "" : text("divergence.operands", ["operands": listed(operands)]),
      ])
  }

  private func layer(_ name: String) -> String {
    switch name {
    case "": ""
    case "loss", "optimizer": text("divergence.component", ["name": name])
    default: text("divergence.layer", ["name": name])
    }
  }

  func andMore(_ count: Int) -> String { text("divergence.more", ["count": count]) }

  // MARK: Confusion matrices

  var confusionCaption: String { text("confusion.caption") }
  var trueClass: String { text("confusion.true") }
  var predictedClass: String { text("confusion.predicted") }
  var meanCount: String { text("confusion.count") }
  var recall: String { text("confusion.recall") }
  func confusionMeaning(_ table: ConfusionTable) -> String {
    let part = self.part(table.part)
    let rows =
      table.seeds > 1
      ? text("confusion.table.seeds", ["part": part, "seeds": table.seeds])
      : text("confusion.table.single", ["part": part])
    guard !table.pairs.isEmpty else { return rows }
    return sentences([rows, text("confusion.table.pairs", ["classes": table.classes.count])])
  }
}
