import Diagnostics
import Experiments
import Learning
import Plots

/// The networks of an experiment as flow charts: layers, the shapes between them, and how many numbers each learns.
struct ModelFigure: FigureType {
  static let name = "model"
  static let summary = "The layers of the networks with shapes and parameter counts."
  static let keys: [String] = []

  /// More architectures than this are told in words.
  private static let mostCharts = 6
  /// A longer chain runs downward.
  private static let longestRow = 5

  static func decode(_ plot: inout PlotPlan, from block: inout PlotBlock) {}

  static func drawing(_ context: FigureContext) -> FigureDrawing {
    let (results, words) = (context.results, context.words)
    let title = words.modelTitle(results.plan.id)
    // Variants of the same layers share a chart.
    var architectures: [(labels: [String], models: [ModelSpec])] = []
    for variant in results.plan.variants {
      let models = context.probe?.models(experiment: results.plan.id, variant: variant.number) ?? []
      guard !models.isEmpty else { continue }
      if let index = architectures.firstIndex(where: { signature(of: $0.models) == signature(of: models) }) {
        architectures[index].labels.append(variant.label)
      } else {
        architectures.append(([variant.label], models))
      }
    }
    guard !architectures.isEmpty else { return context.refused(title, words.noModels) }
    let left = architectures.count - mostCharts
    let shown = architectures.prefix(mostCharts)
    let steps = shown.flatMap { $0.models.map { chain(of: $0).count + 1 } }.max() ?? 1
    var chart = FlowChart(
      id: context.id, title: title, direction: steps <= longestRow ? .right : .down)
    var rows: [[String]] = []
    var parts: [String] = []
    var sentences: [String] = []
    for (index, architecture) in shown.enumerated() {
      let name = architectures.count > 1 ? architecture.labels.joined(separator: "; ") : ""
      var group: String?
      if !name.isEmpty {
        chart.groups.append(FlowChart.Group("variant\(index)", title: name))
        group = "variant\(index)"
      }
      for (network, model) in architecture.models.enumerated() {
        let prefix = "\(index).\(network)"
        var inside = group
        if architecture.models.count > 1 {
          let player = Metrics.players.indices.contains(network) ? Metrics.players[network] : ""
          chart.groups.append(FlowChart.Group("\(prefix).network", title: player, parent: group))
          inside = "\(prefix).network"
        }
        add(model, to: &chart, prefix: prefix, group: inside, words)
        // A generator's samples are a discriminator's inputs.
        if network > 0 {
          chart.edges.append(
            FlowChart.Edge(
              "\(index).\(network - 1).end", "\(prefix).start", label: words.samplesWord, stroke: .dotted))
        }
        for step in chain(of: model) {
          let place = name.isEmpty ? step.name : words.labelled(name, step.name)
          let components = step.components.joined(separator: ", ")
          sentences.append(
            words.labelled(
              place,
              words.commas([
                components, "\(step.inputWidth) → \(step.outputWidth)", words.parameterCount(step.parameters),
              ])))
          rows.append([
            place, components, "\(step.inputWidth)", "\(step.outputWidth)", Format.grouped(step.parameters),
          ])
        }
      }
      let total = architecture.models.flatMap { chain(of: $0) }.reduce(0) { $0 + $1.parameters }
      let count = words.parameterCount(total)
      parts.append(name.isEmpty ? count : words.labelled(name, count))
    }
    chart.description = words.sentences([
      words.sentence(words.semicolons(parts)), words.sentence(words.semicolons(sentences)),
    ])
    return FigureDrawing(
      title: title, graphic: .chart(chart),
      meaning: words.sentences([
        words.modelMeaning(words.semicolons(parts)), left > 0 ? words.modelsLeftOut(left) : "",
      ]),
      data: FigureData(
        heads: [words.layer, words.components, words.inputs, words.outputs, words.parameters], rows: rows))
  }

  /// A layer that learns, with those after it that do not.
  private struct Step {
    let name: String
    var components: [String]
    let inputWidth: Int
    var outputWidth: Int
    var parameters: Int
  }

  private static func chain(of model: ModelSpec) -> [Step] {
    var steps: [Step] = []
    for layer in model.layers {
      let count = layer.parameters.reduce(0) { $0 + $1.shape.count }
      if count == 0, !steps.isEmpty, layer.inputWidth == layer.outputWidth {
        steps[steps.count - 1].components.append(layer.component.name)
        continue
      }
      let units = layer.inputWidth == layer.outputWidth && count == 0 ? "" : " \(layer.outputWidth)"
      var components = ["\(layer.component.name)\(units)"]
      if case .component(let activation)? = layer.component.options["activation"], activation.name != "linear"
      {
        components.append(activation.name)
      }
      steps.append(
        Step(
          name: layer.name, components: components, inputWidth: layer.inputWidth,
          outputWidth: layer.outputWidth, parameters: count))
    }
    return steps
  }

  /// What tells architectures apart.
  private static func signature(of models: [ModelSpec]) -> [[String]] {
    models.flatMap { model in
      chain(of: model).map { ["\($0.inputWidth)", "\($0.outputWidth)", "\($0.parameters)"] + $0.components }
    }
  }

  private static func add(
    _ model: ModelSpec, to chart: inout FlowChart, prefix: String, group: String?, _ words: Words
  ) {
    chart.nodes.append(
      FlowChart.Node("\(prefix).start", words.inputOf(model.inputWidth), shape: .stadium, group: group))
    var last = "\(prefix).start"
    let steps = chain(of: model)
    for (index, step) in steps.enumerated() {
      let id = index == steps.count - 1 ? "\(prefix).end" : "\(prefix).\(index)"
      chart.nodes.append(
        FlowChart.Node(id, "\(step.name)\n\(step.components.joined(separator: ", "))", group: group))
      let shape = "\(step.inputWidth) → \(step.outputWidth)"
      chart.edges.append(
        FlowChart.Edge(
          last, id,
          label: step.parameters > 0 ? "\(shape)\n\(words.parameterCount(step.parameters))" : shape))
      last = id
    }
  }
}
