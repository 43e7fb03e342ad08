import Diagnostics
import Experiments
import Learning
import Plots
import Statistics

/// How large gradients are from layer to layer.
struct GradientFlowFigure: FigureType {
  static let name = "gradient_flow"
  static let summary = "Norms of the gradients by layer, from input to output, on a logarithmic axis."
  static let keys = ["band"]
  static let leavesOutDiverged = true

  static func decode(_ plot: inout PlotPlan, from block: inout PlotBlock) {
    plot.band = block.band()
    guard let first = block.experiment?.variants.first?.configuration, !first.record.gradients else { return }
    block.error(
      "a plot of gradients needs them recorded, and '\(block.experimentID)' keeps none", at: "type",
      hints: ["add to the experiment: record: {gradients: true}"])
  }

  static func drawing(_ context: FigureContext) -> FigureDrawing {
    let (results, words) = (context.results, context.words)
    let title = words.gradientFlowTitle(results.plan.id)
    let layers = layers(results)
    guard !layers.isEmpty else { return context.refused(title, words.needsGradients) }
    var marks: [any Mark] = []
    var lines: [any Mark] = []
    var parts: [String] = []
    var rows: [[String]] = []
    var all: [Double] = []
    let variants = context.variants
    for variant in variants {
      let series = Series(variant.label, variant.number)
      var slices: [BandMark.Slice] = []
      var middle: [Point] = []
      var cells: [String] = []
      for (index, layer) in layers.enumerated() {
        let values = norms(of: layer.parameters, results.runs[variant.number].compactMap(\.self))
        guard let low = values.min(), let high = values.max() else {
          cells.append("–")
          continue
        }
        let median = Descriptive.median(values)
        middle.append(Point(Double(index), median))
        slices.append(BandMark.Slice(Double(index), low, high))
        all += values
        cells.append(
          Format.significant(median, 3)
            + words.bracketed(words.range(Format.significant(low, 2), Format.significant(high, 2))))
      }
      guard !middle.isEmpty else { continue }
      if context.plan.band, slices.count > 1 { marks.append(BandMark(series, slices)) }
      lines.append(LineMark(series, middle, label: variants.count > 1 ? variant.label : nil))
      let ends = [middle[0].y, middle[middle.count - 1].y].map { Format.significant($0, 2) }
      parts.append(words.labelled(variant.label, words.firstToLast(ends[0], ends[1])))
      rows.append([variant.label] + cells)
    }
    guard !lines.isEmpty else { return context.refused(title, words.needsGradients) }
    let panel = Panel(
      title: words.gradientNorm, description: words.enumeration(title, parts),
      x: Axis(words.layersInOrder, scale: .columns(layers.map(\.name))), y: axis(all),
      marks: marks + lines)
    let figure = Figure(
      id: context.id, title: title, description: panel.description, panels: [panel], panelsPerRow: 1,
      panelHeight: context.plan.height.map(Double.init))
    return FigureDrawing(
      title: title, figure: figure,
      meaning: words.sentences([words.gradientFlowMeaning(hasBand: context.plan.band), context.leftOut]),
      data: FigureData(heads: [words.variant] + layers.map(\.name), rows: rows))
  }

  /// Logarithmic; where a gradient vanished, linear from 0 to the least magnitudes, so that it is seen to be 0.
  private static func axis(_ norms: [Double]) -> Axis {
    let positive = norms.filter { $0 > 0 }
    guard positive.count < norms.count, let least = positive.min() else { return Axis("", scale: .log) }
    let threshold = Format.leadingExponent(least).flatMap { Double("1e\($0)") } ?? least
    return Axis("", scale: .symlog(threshold: threshold))
  }

  private struct Layer {
    let name: String
    /// Curves of its parameters' norms.
    var parameters: [String]
  }

  /// In the order of the model: that in which the runs keep them.
  private static func layers(_ results: ExperimentResults) -> [Layer] {
    var layers: [Layer] = []
    for metric in results.metrics where metric.hasPrefix("gradients.") && metric.hasSuffix(".norm") {
      let parameter = metric.dropFirst("gradients.".count).dropLast(".norm".count)
      let name = parameter.lastIndex(of: ".").map { String(parameter[..<$0]) } ?? String(parameter)
      if let index = layers.firstIndex(where: { $0.name == name }) {
        layers[index].parameters.append(metric)
      } else {
        layers.append(Layer(name: name, parameters: [metric]))
      }
    }
    return layers
  }

  /// Of a layer's gradient at every recorded epoch of every run: the root of its parameters' squared norms.
  private static func norms(of parameters: [String], _ runs: [RunResult]) -> [Double] {
    runs.flatMap { run -> [Double] in
      let curves = parameters.compactMap { run[$0] }
      guard let first = curves.first else { return [] }
      return first.values.indices.map { index in
        curves.reduce(0) {
          $0 + ($1.values.indices.contains(index) ? $1.values[index] * $1.values[index] : 0)
        }
        .squareRoot()
      }.filter(\.isFinite)
    }
  }
}
