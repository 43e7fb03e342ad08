import Diagnostics
import Experiments
import Learning
import OrderedCollections
import Plots
import Statistics
import Tensors

/// How weights, gradients or activations are distributed, in time: a ridge for each recorded epoch.
struct HistogramFigure: FigureOfContext {
  static let name = "histogram"
  static let summary = "Distributions of weights, gradients or activations, a ridge for each recorded epoch."
  static let keys = ["y", "scale"]
  static let leavesOutDiverged = true

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

  let context: FigureContext

  /// What the runs of a variant kept of a tensor at an epoch: a list for each seed.
  private struct Snapshot {
    let epoch: Int
    var seeds: [[Double]]

    var values: [Double] { seeds.flatMap(\.self) }
  }

  func drawing() -> FigureDrawing {
    let title = words.histogramTitle(words.listed(plan.y), experiment: results.plan.id)
    let kept = results.plan.variants.map(kept)
    let tensors = kept.map(chosen)
    let isAlone = Set(tensors.joined()).count == 1
    var panels: [Panel] = []
    var rows: [[String]] = []
    for (variant, names) in zip(results.plan.variants, tensors) {
      for tensor in names.prefix(Self.mostPanels - panels.count) {
        // Activations of different functions have ranges of their own; else variants are compared on one.
        let compared = tensor.hasPrefix("activations.") ? [kept[variant.number]] : kept
        let (panel, data) = panel(
          tensor, variant, kept[variant.number][tensor] ?? [],
          axis(tensor, compared.flatMap { $0[tensor]?.flatMap(\.values) ?? [] }), isAlone: isAlone)
        panels.append(panel)
        rows += data
      }
    }
    guard !panels.isEmpty else { return context.refused(title, words.needsRecord) }
    let left = tensors.joined().count - panels.count
    let perVariant = tensors.map(\.count).max() ?? 1
    let figure = Figure(
      id: context.id, title: title, description: words.sentences(panels.map(\.description)),
      panels: panels, panelsPerRow: min(max(perVariant > 1 ? min(perVariant, 3) : panels.count, 2), 3),
      panelHeight: plan.height.map(Double.init))
    return FigureDrawing(
      title: title, figure: figure,
      meaning: words.sentences([
        words.histogramMeaning(seeds: seeds.count), left > 0 ? words.panelsLeftOut(left) : "",
      ]),
      data: FigureData(
        heads: [words.tensor, words.epoch, words.median, words.middleHalf, words.range, words.zeros],
        rows: rows))
  }

  /// The distributions of a variant's runs by tensor, in the runs' order; their epochs ascend. Runs that diverged have no
  /// part in them, lest ridges be of other seeds than those above; only where all did they are shown, up to the epoch that
  /// all of them have.
  private func kept(_ variant: Variant) -> OrderedDictionary<String, [Snapshot]> {
    var kept: OrderedDictionary<String, [Snapshot]> = [:]
    let all = results.runs[variant.number].compactMap(\.self)
    let completed = all.filter { $0.status == .completed }
    let runs = completed.isEmpty ? all : completed
    for (name, value) in runs.flatMap(\.artifacts) {
      guard let (tensor, epoch) = Distribution.parts(ofArtifact: name), value.shape.count > 0 else {
        continue
      }
      let values = value.values.map { Double($0) }
      if let index = kept[tensor]?.firstIndex(where: { $0.epoch == epoch }) {
        kept[tensor]?[index].seeds.append(values)
      } else {
        kept[tensor, default: []].append(Snapshot(epoch: epoch, seeds: [values]))
      }
    }
    return kept.mapValues { snapshots in
      let most = snapshots.map(\.seeds.count).max() ?? 0
      return snapshots.filter { $0.seeds.count == most }.sorted { $0.epoch < $1.epoch }
    }
  }

  /// The tensors that the plot names.
  private func chosen(_ kept: OrderedDictionary<String, [Snapshot]>) -> [String] {
    let tensors = Array(kept.keys)
    guard plan.y.isEmpty else {
      return tensors.filter { tensor in plan.y.contains { tensor == $0 || tensor.hasPrefix($0 + ".") } }
    }
    // Without a wish the weights proper: biases are few.
    let weights = tensors.filter { $0.hasPrefix("weights.") && $0.hasSuffix(".weight") }
    return weights.isEmpty ? tensors : weights
  }

  private func panel(
    _ tensor: String, _ variant: Variant, _ snapshots: [Snapshot], _ axis: Axis, isAlone: Bool
  ) -> (Panel, [[String]]) {
    let hasVariants = results.plan.variants.count > 1
    let name = hasVariants ? words.commas([variant.label, tensor]) : tensor
    let scale = Domain.scale(axis, data: nil)
    var ridges: [Ridge] = []
    var data: [[String]] = []
    for snapshot in snapshots {
      let values = snapshot.values.sorted()
      let zeros = Double(values.count { $0 == 0 }) / Double(values.count)
      func quantile(_ share: Double) -> String { Format.significant(Descriptive.quantile(values, share), 3) }
      ridges.append(
        Ridge(
          words.atEpoch(snapshot.epoch), density: Self.density(snapshot.seeds, scale),
          note: zeros >= 0.005 ? words.zeroShare(Format.percent(zeros, 0)) : ""))
      data.append([
        name, String(snapshot.epoch), quantile(0.5), "\(quantile(0.25)) … \(quantile(0.75))",
        "\(quantile(0)) … \(quantile(1))", Format.percent(zeros, 0),
      ])
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

  /// From the least to the greatest value. Gradients span magnitudes and both signs.
  private func axis(_ tensor: String, _ values: [Double]) -> Axis {
    let isSymlog = plan.logX ?? tensor.hasPrefix("gradients.")
    let shown = isSymlog ? values + [0] : values
    let (low, high) = (shown.min() ?? 0, shown.max() ?? 0)
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
