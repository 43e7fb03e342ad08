import Diagnostics
import Experiments
import Learning
import Plots
import Statistics
import Tensors

/// How weights, gradients or activations are distributed, in time: a ridge for each recorded epoch.
struct HistogramFigure: FigureType {
  static let name = "histogram"
  static let summary = "Distributions of weights, gradients or activations, a ridge for each recorded epoch."
  static let keys = ["y", "scale"]

  private static let kinds = ["weights", "gradients", "activations"]
  /// At most so many panels.
  private static let mostPanels = 12
  private static let bins = 40

  /// `y` names kinds (`weights`), or tensors (`weights.hidden1.weight`).
  static func decode(_ plot: inout PlotPlan, from block: inout PlotBlock) {
    guard let first = block.experiment?.variants.first?.configuration else { return }
    guard !first.record.isEmpty else {
      block.error(
        "a histogram shows what was recorded, and '\(block.experimentID)' keeps nothing", at: "type",
        hints: ["add to the experiment for instance: record: {weights: true}"])
      return
    }
    var tensors: [String] = []
    for variant in block.experiment?.variants ?? [] {
      for name in variant.configuration.recordedTensors where !tensors.contains(name) { tensors.append(name) }
    }
    let known = kinds.filter { kind in tensors.contains { $0.hasPrefix(kind + ".") } }
    plot.y = block.words("y", of: known + tensors, meaning: "a recorded tensor")
    block.scale(&plot)
  }

  static func drawing(_ context: FigureContext) -> FigureDrawing {
    HistogramFigure(context: context).drawing()
  }

  let context: FigureContext
  private var results: ExperimentResults { context.results }
  private var words: Words { context.words }

  private func drawing() -> FigureDrawing {
    let title = words.histogramTitle(words.listed(context.plan.y), experiment: results.plan.id)
    var panels: [Panel] = []
    var left = 0
    var rows: [[String]] = []
    let isAlone = Set(results.plan.variants.flatMap(tensors)).count == 1
    for variant in results.plan.variants {
      for tensor in tensors(of: variant) {
        guard panels.count < Self.mostPanels else {
          left += 1
          continue
        }
        guard let (panel, data) = panel(tensor, variant, isAlone: isAlone) else { continue }
        panels.append(panel)
        rows += data
      }
    }
    guard !panels.isEmpty else { return context.refused(title, words.needsRecord) }
    let perVariant = results.plan.variants.map { tensors(of: $0).count }.max() ?? 1
    let figure = Figure(
      id: context.id, title: title, description: words.sentences(panels.map(\.description)),
      panels: panels, panelsPerRow: min(max(perVariant > 1 ? min(perVariant, 3) : panels.count, 2), 3),
      panelHeight: context.plan.height.map(Double.init))
    return FigureDrawing(
      title: title, figure: figure,
      meaning: words.histogramMeaning(seeds: results.plan.seeds.count)
        + (left > 0 ? words.space + words.panelsLeftOut(left) : ""),
      data: FigureData(
        heads: [words.tensor, words.epoch, words.median, words.middleHalf, words.range, words.zeros],
        rows: rows))
  }

  /// Recorded tensors that the plot names, in the runs' order.
  private func tensors(of variant: Variant) -> [String] {
    var names: [String] = []
    for run in results.runs[variant.number] {
      for (name, _) in run?.artifacts ?? [] {
        guard let tensor = Distribution.parts(ofArtifact: name)?.tensor, !names.contains(tensor),
          context.plan.y.isEmpty
            || context.plan.y.contains(where: { tensor == $0 || tensor.hasPrefix($0 + ".") })
        else { continue }
        names.append(tensor)
      }
    }
    // Without a wish the weights proper: biases are few.
    let weights = names.filter { $0.hasPrefix("weights.") && $0.hasSuffix(".weight") }
    return context.plan.y.isEmpty && !weights.isEmpty ? weights : names
  }

  /// What the runs of a variant kept of a tensor, by epoch and seed.
  private func samples(_ tensor: String, _ variant: Variant) -> [(epoch: Int, seeds: [[Double]])] {
    var samples: [(epoch: Int, seeds: [[Double]])] = []
    for run in results.runs[variant.number] {
      for (name, value) in run?.artifacts ?? [] {
        guard let parts = Distribution.parts(ofArtifact: name), parts.tensor == tensor else { continue }
        let values = value.values.map { Double($0) }
        guard !values.isEmpty else { continue }
        if let index = samples.firstIndex(where: { $0.epoch == parts.epoch }) {
          samples[index].seeds.append(values)
        } else {
          samples.append((parts.epoch, [values]))
        }
      }
    }
    return samples.sorted { $0.epoch < $1.epoch }
  }

  private func panel(_ tensor: String, _ variant: Variant, isAlone: Bool) -> (Panel, [[String]])? {
    let samples = samples(tensor, variant)
    guard !samples.isEmpty, let axis = axis(tensor, variant), let domain = axis.domain else { return nil }
    let kind: Scale.Kind =
      if case .symlog(let threshold) = axis.scale { .symlog(threshold: threshold) } else { .linear }
    let scale = Scale(kind, low: domain.lowerBound, high: domain.upperBound)
    let ridges = samples.map { sample in
      let pooled = sample.seeds.flatMap(\.self)
      let zeros = Double(pooled.count { $0 == 0 }) / Double(pooled.count)
      return Ridge(
        words.atEpoch(sample.epoch), density: Self.density(sample.seeds, scale),
        note: zeros >= 0.005 ? words.zeroShare(Format.percent(zeros, 0)) : "")
    }
    let hasVariants = results.plan.variants.count > 1
    let name = hasVariants ? words.commas([variant.label, tensor]) : tensor
    let data = samples.map { sample in
      let values = sample.seeds.flatMap(\.self).sorted()
      func quantile(_ share: Double) -> String { Format.significant(Descriptive.quantile(values, share), 3) }
      return [
        name, String(sample.epoch), quantile(0.5), "\(quantile(0.25)) … \(quantile(0.75))",
        "\(quantile(0)) … \(quantile(1))",
        Format.percent(Double(values.count { $0 == 0 }) / Double(values.count), 0),
      ]
    }
    let description = words.distributionSummary(
      name, data.first.map { ($0[1], $0[3]) }, data.last.map { ($0[1], $0[3]) })
    return (
      // The tensor stands below the axis.
      Panel.ridges(
        title: !hasVariants ? tensor : isAlone ? variant.label : name,
        series: Series(variant.label, variant.number), x: axis, ridges: ridges, description: description),
      data
    )
  }

  /// The same for all variants, so that they can be compared; but activations of different functions have ranges of
  /// their own. Gradients span magnitudes and both signs.
  private func axis(_ tensor: String, _ variant: Variant) -> Axis? {
    let variants = tensor.hasPrefix("activations.") ? [variant] : results.plan.variants
    let values = variants.flatMap { samples(tensor, $0).flatMap { $0.seeds.joined() } }
    guard var low = values.min(), var high = values.max() else { return nil }
    let isSymlog = context.plan.logX ?? tensor.hasPrefix("gradients.")
    if isSymlog { (low, high) = (min(low, 0), max(high, 0)) }
    let domain = low < high ? low...high : (low - 1)...(high + 1)
    let label = words.valuesOf(tensor)
    guard isSymlog else { return Axis(label, domain: domain) }
    // Linear where the smallest tenth of them are.
    let sizes = values.map(\.magnitude).filter { $0 > 0 }
    let smallest = sizes.isEmpty ? 1 : Descriptive.quantile(sizes, 0.1)
    let threshold = Format.leadingExponent(smallest).flatMap { Double("1e\($0)") } ?? 1
    return Axis(label, scale: .symlog(threshold: threshold), domain: domain)
  }

  /// The mean over seeds of the share of values in each bin of the axis.
  private static func density(_ seeds: [[Double]], _ scale: Scale) -> [Point] {
    var shares = [Double](repeating: 0, count: bins)
    for values in seeds {
      for value in values {
        guard let fraction = scale.fraction(value) else { continue }
        let bin = min(max(Int(fraction * Double(bins)), 0), bins - 1)
        shares[bin] += 1 / Double(values.count * seeds.count)
      }
    }
    // Each bin with half of itself and a quarter of its neighbours: what a few hundred values can tell.
    shares = shares.indices.map { index in
      let before = index > 0 ? shares[index - 1] : shares[index]
      let after = index + 1 < bins ? shares[index + 1] : shares[index]
      return (before + 2 * shares[index] + after) / 4
    }
    // From the middle of a bin to that of the next, with feet at both ends.
    let middles = shares.enumerated().map { index, share in
      Point(scale.value(at: (Double(index) + 0.5) / Double(bins)), share)
    }
    return [Point(scale.low, 0)] + middles + [Point(scale.high, 0)]
  }
}
