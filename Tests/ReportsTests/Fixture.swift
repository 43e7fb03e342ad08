import Datasets
import Diagnostics
import Experiments
import Learning
import Notebooks
import Plots
import Reports
import Tensors

/// Made-up results of made-up experiments, the same on every machine: no training, only arithmetic and Philox.
enum Fixture {
  static let seeds = Array(0..<8)

  /// Three activations under eight seeds, of which one run diverged.
  static let moons = """
    ---
    title: Which activation learns two moons best?
    description: ReLU and SiLU can't be told apart; the sigmoid never learns to bend the boundary.
    authors: [Ada Lovelace]
    tags: [activations, classification]
    date: "2026-02-03"
    ---

    # Which activation learns two moons best?

    Saturating activations should learn *more slowly*: see @fig-curves and @tbl-final. ReLU ends at
    `= test.accuracy[relu]`, sigmoid at `= test.accuracy[sigmoid]`.

    ```yaml {#moons .experiment}
    data: {name: two_moons, samples: 1000, noise: 0.2}
    model: {hidden: [32, 32], activation: relu}
    train: {epochs: 50, batch_size: 32}
    vary:
      model.activation: [relu, silu, sigmoid]
    ```

    ## Final accuracy

    ```yaml {#tbl-final .table}
    from: moons
    columns: [test.accuracy, test.loss]
    caption: Results after 50 epochs.
    ```

    ```yaml {#fig-final .plot}
    from: moons
    type: dot
    caption: The sigmoid is ten points behind; the rest are within two.
    ```

    ## Learning curves

    ```yaml {#fig-curves .plot}
    from: moons
    ```

    The first 10 epochs say little.

    - A list with `code` and a value, `= mean(test.loss[relu])`.
    - And a [link](https://example.org).

    > A quotation.

    ## What is claimed

    ```yaml {.claims}
    ReLU is accurate: test.accuracy[relu] > 0.95
    ReLU beats sigmoid: test.accuracy[relu] > test.accuracy[sigmoid]
    ```

    ## The data and the boundaries

    ```yaml {#fig-data .plot}
    from: moons
    type: scatter
    ```

    ```yaml {#fig-boundary .plot}
    from: moons
    type: decision_boundary
    ```
    """

  /// With `lang: zh` in its front matter.
  static func chinese(_ text: String) -> String {
    let text = text.replacing("lang: en\n", with: "")
    return text.hasPrefix("---\n")
      ? "---\nlang: zh" + text.dropFirst(3) : "---\nlang: zh\n---\n\n" + text
  }

  static func document(_ text: String, name: String = "experiments/moons.md") -> Document {
    var collector = DiagnosticCollector(file: name)
    let document = Document.parse(SourceText(name: name, text: text), collector: &collector)
    precondition(!collector.hasErrors, "\(collector.diagnostics)")
    return document
  }

  static func configuration(_ activation: String = "relu", adversarial: Bool = false) -> Configuration {
    let dense = Component("dense", options: ["units": .integer(32)])
    let network = NetworkConfiguration(layers: [dense, Component(activation)])
    return Configuration(
      data: Component(adversarial ? "gaussian_ring" : "two_moons"),
      model: adversarial
        ? .adversarial(generator: network, discriminator: network, latent: 2) : .network(network),
      loss: Component(adversarial ? "adversarial" : "cross_entropy"),
      optimizer: .single(Component("adam", options: ["learning_rate": .number(0.01)])),
      training: TrainingConfiguration(length: .epochs(50)),
      metrics: adversarial
        ? ["modes", "quality", "mmd"].map { Component($0) } : [Component("loss"), Component("accuracy")])
  }

  static func plan(
    _ document: Document, id: String, factors: [Factor], variants: [Variant], seeds: [Int] = seeds,
    settings: [Setting] = []
  ) -> ExperimentPlan {
    let block = document.parameterBlocks.first { $0.id == id }
    guard let block else { preconditionFailure("no block '\(id)'") }
    return ExperimentPlan(
      id: id, range: block.range, factors: factors, variants: variants, baseline: 0, seeds: seeds,
      settings: settings)
  }

  static func block(_ document: Document, _ id: String) -> ParameterBlock {
    guard let block = document.parameterBlocks.first(where: { $0.id == id }) else {
      preconditionFailure("no block '\(id)'")
    }
    return block
  }

  /// A run whose loss falls from 0.7 towards `floor` at `rate`, with noise from the seed.
  static func run(
    accuracy: Double, floor: Double, rate: Double, seed: Int, name: String, epochs: Int = 50,
    divergesAt: Int? = nil
  ) -> RunResult {
    var stream = RandomStream(seed: UInt64(seed), purpose: "fixture/\(name)")
    let shift = stream.normalDouble() * 0.012
    let slow = 1 + 0.3 * stream.normalDouble()
    var losses: [String: Curve] = [:]
    let names = [
      "train.loss", "validation.loss", "test.loss", "train.accuracy", "validation.accuracy", "test.accuracy",
    ]
    var level = 1.0
    for epoch in 0...epochs {
      if let divergesAt, epoch > divergesAt { break }
      for (index, name) in names.enumerated() {
        let noise = 1 + 0.03 * stream.normalDouble()
        let loss = floor + (0.7 - floor) * level
        let value =
          index < 3
          ? loss * noise * (1 + 0.05 * Double(index))
          : (min(accuracy + shift, 1) - (accuracy - 0.5) * level) * (1 - 0.003 * (noise - 1).magnitude)
        losses[name, default: Curve()].append((value * 1e6).rounded() / 1e6, epoch: epoch)
      }
      level *= 1 - rate * slow
    }
    return RunResult(
      status: divergesAt.map { .diverged(epoch: $0, step: $0 * 22) } ?? .completed,
      curves: names.map { ($0, losses[$0] ?? Curve()) }, steps: 1100, parameterCount: 1218,
      notes: [
        .fitted("standardize", [.init(.feature("x0"), .moments(mean: 0.5, std: 0.875))]),
        DataNote(.dropped(step: "drop_missing", rows: 1), part: .training),
      ])
  }

  static func moonsResults(_ document: Document) -> FileResults {
    let labels = ["relu", "silu", "sigmoid"]
    let factor = Factor(
      path: "model.activation", levels: labels.map { Factor.Level(label: $0, number: nil) })
    let variants = labels.enumerated().map { index, label in
      Variant(number: index, label: label, levels: [index], configuration: configuration(label))
    }
    let plan = plan(
      document, id: "moons", factors: [factor], variants: variants,
      settings: [
        Setting(path: "data", value: "two_moons", isGiven: true),
        Setting(path: "data.samples", value: "1000", isGiven: true),
        Setting(path: "data.noise", value: "0.2", isGiven: true),
        Setting(path: "model.hidden", value: "[32, 32]", isGiven: true),
        Setting(path: "model.activation", value: nil, isGiven: true),
        Setting(path: "train.epochs", value: "50", isGiven: true),
        Setting(path: "optimizer", value: "adam", isGiven: false),
        Setting(path: "optimizer.learning_rate", value: "0.001", isGiven: false),
      ])
    let shape: [(Double, Double, Double)] = [(0.965, 0.09, 0.10), (0.961, 0.095, 0.09), (0.862, 0.30, 0.03)]
    let runs = labels.indices.map { variant in
      seeds.map { seed -> RunResult? in
        let (accuracy, floor, rate) = shape[variant]
        return run(
          accuracy: accuracy, floor: floor, rate: rate, seed: seed, name: labels[variant],
          divergesAt: variant == 1 && seed == 5 ? 12 : nil)
      }
    }
    func plot(_ id: String, _ type: String, caption: String? = nil) -> PlotPlan? {
      guard let block = document.parameterBlocks.first(where: { $0.id == id }) else { return nil }
      var plot = PlotPlan(id: id, range: block.range, type: FigureTypes.type(type), from: "moons")
      plot.caption = caption
      return plot
    }
    let table = document.parameterBlocks.first { $0.kind == .table }.map {
      TablePlan(
        id: $0.id, range: $0.range, from: "moons", rows: [],
        columns: .metrics(["test.accuracy", "test.loss"]), sort: nil, caption: "Results after 50 epochs.")
    }
    let file = FilePlan(
      experiments: [plan], tables: table.map { [$0] } ?? [],
      plots: [
        plot("fig-final", "dot", caption: "The sigmoid is ten points behind; the rest are within two."),
        plot("fig-curves", "curve"), plot("fig-data", "scatter"), plot("fig-boundary", "decision_boundary"),
      ].compactMap(\.self), claims: claims(document, [plan]))
    return FileResults(plan: file, experiments: [ExperimentResults(plan: plan, runs: runs)])
  }

  /// The claims of a document as its plan has them.
  static func claims(_ document: Document, _ plans: [ExperimentPlan]) -> [ClaimPlan] {
    document.parameterBlocks.filter { $0.kind == .claims }.flatMap { block in
      (block.root.mapping ?? []).map { entry in
        do {
          let expression = try Expression(parsing: entry.value.scalarText, experiments: plans.map(\.id))
          return ClaimPlan(
            sentence: entry.key, expression: try CheckedExpression(expression, names: PlanNames(plans)),
            sentenceRange: entry.keyRange, range: entry.value.range, blockRange: block.range)
        } catch {
          preconditionFailure("\(error)")
        }
      }
    }
  }

  static func moonsReport(inChinese: Bool = false) -> Report {
    let document = document(inChinese ? chinese(moons) : moons)
    return Report(
      name: "moons", source: "experiments/moons.md", document: document, results: moonsResults(document),
      probe: MadeUpProbe())
  }
}

/// Two half circles with noise, and networks that draw a wave between them.
struct MadeUpProbe: ModelProbe {
  func points(experiment: String, variant: Int, seed: Int) -> ProbedPoints? {
    var stream = RandomStream(seed: UInt64(seed), purpose: "fixture/points")
    if experiment == "ring" {
      let centers = (0..<8).map { index in
        let angle = Double(index) * Elementary.pi / 4
        return Point(2 * Elementary.cos(angle), 2 * Elementary.sin(angle))
      }
      let points = (0..<200).map { index in
        Point(
          centers[index % 8].x + 0.1 * stream.normalDouble(),
          centers[index % 8].y + 0.1 * stream.normalDouble())
      }
      return ProbedPoints(points: points, mixture: (centers, 0.1))
    }
    var points: [Point] = []
    var labels: [Int] = []
    for index in 0..<140 {
      let angle = Elementary.pi * stream.uniformDouble()
      let (x, y) = (Elementary.cos(angle), Elementary.sin(angle))
      let label = index % 2
      let place = label == 0 ? Point(x, y) : Point(1 - x, 0.5 - y)
      points.append(Point(place.x + 0.15 * stream.normalDouble(), place.y + 0.15 * stream.normalDouble()))
      labels.append(label)
    }
    return ProbedPoints(points: points, labels: labels, classNames: ["upper", "lower"])
  }

  func predictions(experiment: String, variant: Int, seed: Int, inputs: [Point]) -> ProbedOutputs? {
    let bend = variant == 2 ? 0.1 : 0.55
    let shift = 0.04 * Double(seed) - 0.14
    let values = inputs.map { point in
      let wave = 0.25 + bend * Elementary.cos(Elementary.pi * (point.x + shift)) - 0.1 * shift
      return 1 / (1 + Elementary.exp(6 * (point.y - wave)))
    }
    return ProbedOutputs(width: 1, values: values)
  }

  /// Scores that rank well, the better the lower the variant, and are too sure.
  func part(experiment: String, variant: Int, seed: Int) -> ProbedPart? {
    var stream = RandomStream(seed: UInt64(seed), purpose: "fixture/part")
    let labels = (0..<60).map { $0 % 2 }
    let scores = labels.map { label in
      let place = (label == 1 ? 1.5 : -1.5) / Double(variant + 1) + stream.normalDouble()
      return Float(1 / (1 + Elementary.exp(-3 * place)))
    }
    return ProbedPart(
      name: "test",
      predictions: Predictions(
        values: Tensor([60, 1], scores), targets: Tensor([60, 1], labels.map { Float($0) }), kind: .indicator),
      classNames: ["upper", "lower"])
  }

  /// Bars, one pixel further on from row to row.
  func images(experiment: String, variant: Int, seed: Int, ofTraining: Bool, rows: [Int]) -> ProbedImages? {
    guard rows.allSatisfy({ $0 < 60 }) else { return nil }
    return ProbedImages(
      width: 8, height: 8, rows: rows.map { row in (0..<64).map { $0 % 8 == row % 8 ? 1 : 0 } },
      labels: rows.map { $0 % 2 == 0 ? "upper" : "lower" })
  }

  func models(experiment: String, variant: Int) -> [ModelSpec] {
    let layers = [
      DenseLayers.dense(8), Activations.catalog["relu"]?.defaultComponent, DenseLayers.dense(1),
    ].compactMap { $0 }
    return [try? ModelSpec(layers: layers, inputWidth: 2, outputWidths: [1])].compactMap { $0 }
  }
}

private enum DenseLayers {
  static func dense(_ units: Int) -> Component? {
    Layers.catalog["dense"]?.component(["units": .integer(units)])
  }
}
