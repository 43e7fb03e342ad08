import Diagnostics
import Experiments
import Learning
import Plots

/// Functions of one number with their derivatives: activations and losses.
struct FunctionFigure: FigureType {
  static let name = "function"
  static let summary = "Activations and losses with their derivatives; needs no experiment."
  static let keys = ["x", "y"]
  static let needsExperiment = false

  /// At most so many panels.
  private static let mostPanels = 16

  /// `y` names components, `x` are the ends of the axis. Without `y` the functions of the experiment that `from` names.
  static func decode(_ plot: inout PlotPlan, from block: inout PlotBlock) {
    plot.domain = block.domain("x")
    plot.components =
      block.has("y")
      ? block.functions("y") {
        sketch($0, over: nil) == nil ? "'\($0.name)' is no function of one number that could be drawn" : nil
      } : block.experiment.map(components) ?? []
    if plot.components.count > mostPanels {
      block.error(
        "\(plot.components.count) functions are more than a figure holds", at: "y",
        hints: ["at most \(mostPanels)"])
    }
    if plot.components.isEmpty, !block.has("y"), !block.has("from") {
      block.error(
        "a plot of functions needs 'y', the names of activations or losses", at: "type",
        hints: ["for instance y: [relu, gelu]"])
    }
  }

  /// What an experiment compares: its losses where it varies them, else its activations.
  private static func components(of plan: ExperimentPlan) -> [Component] {
    var found: [Component] = []
    let variesLoss = plan.factors.contains { $0.path == "loss" || $0.path.hasPrefix("loss.") }
    for variant in plan.variants {
      let configuration = variant.configuration
      let own: [Component] =
        if variesLoss { [configuration.loss] } else {
          switch configuration.model {
          case .network(let network): network.layers
          case .adversarial(let generator, let discriminator, _): generator.layers + discriminator.layers
          }
        }
      for component in own where !found.contains(component) && sketch(component, over: nil) != nil {
        found.append(component)
      }
    }
    return Array(found.prefix(mostPanels))
  }

  private static func sketch(
    _ component: Component, over range: ClosedRange<Double>?, words: Words = Words()
  ) -> FunctionSketch? {
    if Activations.catalog[component.name] != nil {
      return FunctionSketch.activation(component, over: range, words: words)
    }
    return Losses.catalog[component.name].flatMap { _ in
      FunctionSketch.loss(component, over: range, words: words)
    }
  }

  static func drawing(_ context: FigureContext) -> FigureDrawing {
    let words = context.words
    let sketches = context.plan.components.compactMap { component in
      sketch(component, over: context.plan.domain, words: words).map { ($0, component) }
    }
    let names = sketches.map { label($0.1, among: context.plan.components, words) }
    let title = words.functionTitle(words.listed(names))
    guard let first = sketches.first?.0 else {
      return FigureDrawing(title: title, figure: nil, meaning: words.noData)
    }
    let low = sketches.map { $0.0.domain.lowerBound }.min() ?? first.domain.lowerBound
    let high = sketches.map { $0.0.domain.upperBound }.max() ?? first.domain.upperBound
    var panels: [FunctionPanel] = []
    for (index, entry) in sketches.enumerated() {
      var panel = entry.0.panel(Series(names[index], index))
      panel.note = ""
      // The key says which line is which.
      panel.functionLabel = ""
      panel.derivativeLabel = ""
      panels.append(panel)
    }
    var figure = Figure.functions(
      id: context.id, title: title, x: Axis("x", domain: low...high), panels: panels,
      key: [
        KeyItem(.line(.series(Series("", 0), dashed: false)), words.function),
        KeyItem(.line(.companion), words.derivative),
      ])
    for (index, entry) in sketches.enumerated() {
      figure.panels[index].description = words.enumeration(names[index], [entry.0.note])
    }
    figure.description = words.sentences(figure.panels.map(\.description))
    figure.panelHeight = context.plan.height.map(Double.init)
    return FigureDrawing(
      title: title, figure: figure, meaning: words.functionMeaning,
      data: FigureData(
        heads: [words.function, words.slope],
        rows: zip(names, sketches).map { [$0, $1.0.note] }))
  }

  /// A name, with its options where the plot has another of that name.
  private static func label(_ component: Component, among all: [Component], _ words: Words) -> String {
    guard all.count(where: { $0.name == component.name }) > 1 else { return component.name }
    let options = component.options.map { "\($0.key) \($0.value.text)" }
    return component.name + words.bracketed(words.commas(options))
  }
}
