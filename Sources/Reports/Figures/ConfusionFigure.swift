import Diagnostics
import Experiments
import Learning
import Plots

/// Which classes were taken for which, as a heat map for each variant.
struct ConfusionFigure: FigureType {
  static let name = "confusion"
  static let summary = "True against predicted classes: counts, shaded by their share of the true class."
  static let keys: [String] = []
  static let needsParameters = true

  /// More classes than this are a list of pairs.
  private static let mostClasses = 20

  static func decode(_ plot: inout PlotPlan, from block: inout PlotBlock) {
    block.checkClasses("a confusion matrix counts classes")
  }

  static func drawing(_ context: FigureContext) -> FigureDrawing {
    let (results, words) = (context.results, context.words)
    let title = words.confusionTitle(results.plan.id)
    guard let table = ConfusionTable(results, mostClasses: mostClasses, probe: context.probe) else {
      return context.refused(title, words.noWeights)
    }
    let meaning = words.sentences([
      words.confusionMeaning(part: table.part, seeds: table.seeds), context.leftOut,
    ])
    let data = FigureData(heads: table.heads(words), rows: table.cells)
    guard table.pairs.isEmpty else {
      return FigureDrawing(
        title: title, figure: nil, meaning: words.confusionPairsMeaning(table.classes.count), data: data)
    }
    var panels: [Panel] = []
    for variant in context.variants {
      let name = table.hasVariants ? variant.label : ""
      let rows = table.rows.filter { $0.variant == name }
      guard !rows.isEmpty else { continue }
      let all = rows.flatMap(\.counts)
      let cells = rows.enumerated().map { truth, row -> [CellsMark.Cell?] in
        let texts = ConfusionTable.counts(row.counts, alike: all)
        let total = row.counts.reduce(0, +)
        return row.counts.enumerated().map { predicted, count in
          let share = total > 0 ? count / total : nil
          return CellsMark.Cell(
            share: share, text: texts[predicted], isOutlined: truth == predicted,
            tip: words.confusionTip(
              row.label, table.classes[predicted], texts[predicted],
              share.map { Format.percent($0) } ?? "–"))
        }
      }
      let right = rows.enumerated().reduce(0) { $0 + $1.element.counts[$1.offset] }
      let total = all.reduce(0, +)
      let recalls = rows.map { words.labelled($0.label, $0.recall.map { Format.percent($0) } ?? "–") }
      let head = name.isEmpty ? title : name
      panels.append(
        Panel.heatMap(
          title: name.isEmpty ? words.trueByPredicted : name,
          note: total > 0 ? words.rightShare(Format.percent(right / total)) : "",
          rows: table.classes, rowName: words.trueClass, columns: table.classes,
          columnName: words.predictedClass, cells: cells,
          description: words.enumeration(head, ["\(words.recall) \(words.commas(recalls))"]),
          textKey: words.diagonalKey))
    }
    let figure = Figure(
      id: context.id, title: title, description: words.sentences(panels.map(\.description)),
      panels: panels, panelsPerRow: panels.count > 1 && table.classes.count <= 6 ? 2 : 1,
      panelHeight: context.plan.height.map(Double.init))
    return FigureDrawing(title: title, figure: figure, meaning: meaning, data: data)
  }
}

extension PlotBlock {
  /// Tells that a plot about classes shows an experiment without any: `a confusion matrix counts classes`.
  mutating func checkClasses(_ purpose: String) {
    guard let first = experiment?.variants.first?.configuration else { return }
    // Of some data the task is known only when they are read.
    if first.model.isAdversarial || first.task.map({ $0.classes == nil }) ?? false {
      error("\(purpose), and '\(experimentID)' has none", at: "type", hints: ["for instance type: curve"])
    }
  }

  /// Tells that a plot of probabilities shows a variant whose loss gives none.
  mutating func checkProbabilities(_ purpose: String) {
    for variant in experiment?.variants ?? [] {
      let configuration = variant.configuration
      guard let task = configuration.task, task.classes != nil,
        !Losses.row(configuration.loss).givesProbabilities(for: task, configuration.loss)
      else { continue }
      let fitting = Losses.catalog.rows.filter { $0.givesProbabilities(for: task, $0.defaultComponent) }
      error(
        "\(purpose), and the loss '\(configuration.loss.name)' gives none", at: "type",
        hints: ["one of: \(fitting.map(\.name).joined(separator: ", "))"])
      return
    }
  }
}
