import Diagnostics
import Experiments
import Learning
import OrderedCollections
import Plots

/// Rows that are images: what a classifier gets most confidently wrong, what a generator makes, or the data.
struct ImagesFigure: FigureOfContext {
  static let name = "images"
  static let summary =
    "Image grids: most confident mistakes of a classifier, samples of a generator, or inputs."
  static let keys = ["y"]
  static let needsParameters = true

  private static let choices = ["mistakes", "samples", "inputs"]
  private static let columns = 4
  private static let rows = 2
  private static let mostPanels = 6

  static func decode(_ plot: inout PlotPlan, from block: inout PlotBlock) {
    plot.y = block.words("y", of: choices, meaning: "a choice of images")
    if plot.y.count > 1 { block.error("a plot shows one choice of images", at: "y") }
    guard let first = block.experiment?.variants.first?.configuration else { return }
    let isAdversarial = first.model.isAdversarial
    if plot.y.isEmpty { plot.y = [isAdversarial ? "samples" : "mistakes"] }
    if plot.y == ["samples"], !isAdversarial {
      block.error(
        "samples are what a generator makes, and '\(block.experimentID)' has none", at: "y",
        hints: ["one of: mistakes, inputs"])
    }
    if plot.y == ["mistakes"] { block.checkClasses("mistakes are about classes") }
  }

  let context: FigureContext

  func drawing() -> FigureDrawing {
    let choice = context.plan.y.first ?? "inputs"
    let title = words.imagesTitle(choice, experiment: results.plan.id)
    guard let probe = context.probe, let seed = results.plan.seeds.first else {
      return context.refused(title, words.noWeights)
    }
    guard
      probe.images(
        experiment: results.plan.id, variant: results.plan.baseline, seed: seed, ofTraining: true, rows: [0])
        != nil
    else { return context.refused(title, words.needsImages) }
    var panels: [Panel] = []
    var rows: [[String]] = []
    switch choice {
    case "mistakes":
      for variant in results.plan.variants.prefix(Self.mostPanels) {
        guard let (panel, data) = mistakes(of: variant, seed: seed, probe) else { continue }
        panels.append(panel)
        rows += data
      }
    case "samples": (panels, rows) = samples(seed: seed, probe)
    default:
      if let (panel, data) = inputs(seed: seed, probe) { (panels, rows) = ([panel], data) }
    }
    guard !panels.isEmpty else {
      return context.refused(title, choice == "samples" ? words.needsSamples : words.noMistakes)
    }
    let figure = Figure(
      id: context.id, title: title, description: words.sentences(panels.map(\.description)),
      panels: panels, panelsPerRow: min(max(panels.count, 2), 3))
    let heads =
      switch choice {
      case "mistakes": [words.variant, words.trueClass, words.predictedClass, words.confidence]
      case "samples": [words.variant, words.epoch, words.imagesWord]
      default: [words.classWord, words.imagesWord]
      }
    return FigureDrawing(
      title: title, figure: figure, meaning: words.imagesMeaning(choice, seed: seed),
      data: rows.isEmpty ? nil : FigureData(heads: heads, rows: rows))
  }

  private struct Mistake {
    let row: Int
    let truth: String
    let guess: String
    let confidence: Double
  }

  /// Of those that are wrong the ones that the network is surest of.
  private func mistakes(of variant: Variant, seed: Int, _ probe: any ModelProbe) -> (Panel, [[String]])? {
    guard let part = probe.part(experiment: results.plan.id, variant: variant.number, seed: seed) else {
      return nil
    }
    let decisions = part.predictions.decisions
    var wrong: [Mistake] = []
    for (row, decision) in decisions.enumerated() {
      guard let decision, decision.truth != decision.guess else { continue }
      wrong.append(
        Mistake(
          row: row, truth: part.className(decision.truth), guess: part.className(decision.guess),
          confidence: decision.confidence))
    }
    wrong.sort { a, b in a.confidence == b.confidence ? a.row < b.row : a.confidence > b.confidence }
    let shown = Array(wrong.prefix(Self.columns * Self.rows))
    guard !shown.isEmpty,
      let images = probe.images(
        experiment: results.plan.id, variant: variant.number, seed: seed, ofTraining: false,
        rows: shown.map(\.row))
    else { return nil }
    let pictures = Self.pictures(images)
    func confidence(_ value: Double) -> String {
      part.predictions.isProbability ? Format.percent(value) : Format.significant(value, 3)
    }
    let data = shown.map { [variant.label, $0.truth, $0.guess, confidence($0.confidence)] }
    let tiles = zip(pictures, data).map { picture, cells in
      ImagesMark.Tile(
        picture, caption: [cells[1], "→ \(cells[2])"],
        tip: words.commas(["\(cells[1]) → \(cells[2])", cells[3]]))
    }
    let note = words.wrongOf(wrong.count, decisions.count)
    let pairs = data.map { "\($0[1]) → \($0[2])" + words.bracketed($0[3]) }
    let panel = Panel.images(
      title: variant.label, note: note,
      series: results.plan.variants.count > 1 ? Series(variant.label, variant.number) : nil, tiles: tiles,
      columns: Self.columns,
      description: words.enumeration(words.labelled(variant.label, note), [words.listed(pairs)]))
    return (panel, data)
  }

  /// The first samples of the first seed at some epochs.
  private func samples(seed: Int, _ probe: any ModelProbe) -> ([Panel], [[String]]) {
    guard
      let shape = probe.images(
        experiment: results.plan.id, variant: results.plan.baseline, seed: seed, ofTraining: true, rows: [0])
    else { return ([], []) }
    var panels: [Panel] = []
    var data: [[String]] = []
    for variant in results.plan.variants {
      let kept = (results.run(variant: variant.number, seed: 0)?.samples ?? [])
        .filter { $0.rows.columns == shape.width * shape.height }
        .map { epoch, rows in
          (
            epoch: epoch,
            rows: (0..<min(rows.rows, Self.columns * Self.rows)).map { rows.row($0).map { Double($0) } }
          )
        }
      for (epoch, rows) in kept.spread(over: 3) where panels.count < Self.mostPanels {
        let images = ProbedImages(width: shape.width, height: shape.height, rows: rows)
        let name =
          results.plan.variants.count > 1
          ? words.commas([variant.label, words.atEpoch(epoch)]) : words.atEpoch(epoch)
        data.append([variant.label, String(epoch), String(rows.count)])
        panels.append(
          Panel.images(
            title: name, tiles: Self.pictures(images).map { ImagesMark.Tile($0) }, columns: Self.columns,
            description: words.enumeration(name, [words.imageCount(rows.count)])))
      }
    }
    return (panels, data)
  }

  /// The first rows of the training part, and how many there are of each class.
  private func inputs(seed: Int, _ probe: any ModelProbe) -> (Panel, [[String]])? {
    guard
      let images = probe.images(
        experiment: results.plan.id, variant: results.plan.baseline, seed: seed, ofTraining: true,
        rows: Array(0..<(2 * Self.columns * Self.rows)))
    else { return nil }
    let tiles = Self.pictures(images).enumerated().map { index, picture in
      ImagesMark.Tile(picture, caption: images.labels.indices.contains(index) ? [images.labels[index]] : [])
    }
    let panel = Panel.images(
      title: words.trainingRows, tiles: tiles, columns: Self.columns * 2,
      description: words.enumeration(words.trainingRows, [words.listed(images.labels)]))
    var counts: OrderedDictionary<String, Int> = [:]
    for label in images.labels { counts[label, default: 0] += 1 }
    if counts.isEmpty { counts["–"] = tiles.count }
    return (panel, counts.map { [$0.key, String($0.value)] })
  }

  /// In shades from the least to the greatest number of all of them.
  private static func pictures(_ images: ProbedImages) -> [GreyImage] {
    let all = images.rows.joined().filter(\.isFinite)
    guard let low = all.min(), let high = all.max() else { return [] }
    return images.rows.map {
      GreyImage(width: images.width, height: images.height, values: $0, range: low...high)
    }
  }
}
