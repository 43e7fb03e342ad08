import Datasets
import Diagnostics
import Experiments
import Learning
import Notebooks
import Plots
import Reports
import Tensors

extension Fixture {
  /// Two factors, six variants, one of them left out; a table across, one that pools, and a plot with facets.
  static let grid = """
    ---
    title: Width and rate
    lang: en
    ---

    ```yaml {#sweep .experiment}
    vary:
      optimizer.learning_rate: [0.001, 0.01, 0.1]
      model.hidden: [[8], [32]]
    ```

    ```yaml {#tbl-cross .table}
    from: sweep
    columns: model.hidden
    cell: test.accuracy
    ```

    ```yaml {#tbl-pooled .table}
    from: sweep
    rows: optimizer.learning_rate
    columns: [test.accuracy]
    ```

    ```yaml {#fig-facets .plot}
    from: sweep
    facet: model.hidden
    ```
    """

  static func gridReport(seeds: [Int] = Fixture.seeds, inChinese: Bool = false) -> Report {
    let document = document(
      inChinese ? chinese(grid) : grid, name: "experiments/sweeps/grid.md")
    let rates = ["0.001", "0.01", "0.1"]
    let widths = ["[8]", "[32]"]
    let factors = [
      Factor(
        path: "optimizer.learning_rate", levels: rates.map { Factor.Level(label: $0, number: Double($0)) }),
      Factor(path: "model.hidden", levels: widths.map { Factor.Level(label: $0, number: nil) }),
    ]
    var variants: [Variant] = []
    for rate in 0..<3 {
      for width in 0..<2 where !(rate == 2 && width == 0) {
        variants.append(
          Variant(
            number: variants.count, label: "\(rates[rate]), \(widths[width])", levels: [rate, width],
            configuration: configuration()))
      }
    }
    let plan = plan(document, id: "sweep", factors: factors, variants: variants, seeds: seeds)
    let runs = variants.map { variant in
      seeds.map { seed -> RunResult? in
        let rate = Double(variant.levels[0] ?? 0)
        let width = Double(variant.levels[1] ?? 0)
        return run(
          accuracy: 0.9 + 0.03 * width - 0.02 * rate, floor: 0.2 - 0.05 * width, rate: 0.05 + 0.05 * rate,
          seed: seed,
          name: variant.label, epochs: 20, divergesAt: rate == 2 ? 3 : nil)
      }
    }
    func table(_ id: String, rows: [String], _ columns: TablePlan.Columns) -> TablePlan {
      TablePlan(
        id: id, range: block(document, id).range, from: "sweep", rows: rows, columns: columns, sort: nil,
        caption: nil)
    }
    var plot = PlotPlan(
      id: "fig-facets", range: block(document, "fig-facets").range, type: FigureTypes.type("curve"),
      from: "sweep")
    plot.facet = "model.hidden"
    let file = FilePlan(
      experiments: [plan],
      tables: [
        table(
          "tbl-cross", rows: ["optimizer.learning_rate"], .factor("model.hidden", cell: "test.accuracy")),
        table("tbl-pooled", rows: ["optimizer.learning_rate"], .metrics(["test.accuracy"])),
      ], plots: [plot])
    return Report(
      name: "sweeps/grid", source: "experiments/sweeps/grid.md", document: document,
      results: FileResults(plan: file, experiments: [ExperimentResults(plan: plan, runs: runs)]))
  }

  /// A GAN on a ring with samples kept, an experiment whose data are missing, and one with a single seed; all without
  /// tables and plots of their own, but for the samples.
  static let ring = """
    # A ring of Gaussians

    Does the ring's generator find all modes? It ends with `= ring.samples.modes` of them, the missing one with
    `= absent.test.accuracy`, and the lonely one at `= lonely.test.accuracy`.

    ```yaml {#ring .experiment}
    data: gaussian_ring
    ```

    ```yaml {#tbl-ring .table}
    from: ring
    ```

    ```yaml {#fig-losses .plot}
    from: ring
    ```

    ```yaml {#fig-samples .plot}
    from: ring
    type: samples
    ```

    ## Not here

    ```yaml {#absent .experiment}
    data: fashion_mnist
    ```

    ## Only once

    1. In a list:

       ```yaml {#lonely .experiment}
       data: xor
       ```

    2. Done.
    """

  static func ringReport(inChinese: Bool = false) -> Report {
    let document = document(
      inChinese ? chinese(ring) : ring, name: "experiments/ring.md")
    func single(_ id: String, seeds: [Int], adversarial: Bool = false) -> ExperimentPlan {
      plan(
        document, id: id, factors: [],
        variants: [
          Variant(number: 0, label: id, levels: [], configuration: configuration(adversarial: adversarial))
        ], seeds: seeds)
    }
    let ring = single("ring", seeds: [0, 1, 2], adversarial: true)
    let absent = single("absent", seeds: seeds)
    let lonely = single("lonely", seeds: [0])
    let ringRuns = ring.seeds.map { seed -> RunResult? in gan(seed) }
    var losses = PlotPlan(
      id: "fig-losses", range: block(document, "fig-losses").range, type: FigureTypes.type("curve"),
      from: "ring")
    losses.caption = "Neither player wins."
    let samples = PlotPlan(
      id: "fig-samples", range: block(document, "fig-samples").range, type: FigureTypes.type("samples"),
      from: "ring")
    let table = TablePlan(
      id: "tbl-ring", range: block(document, "tbl-ring").range, from: "ring", rows: [],
      columns: .metrics(["samples.quality", "samples.modes", "samples.mmd"]), sort: nil, caption: nil)
    let file = FilePlan(experiments: [ring, absent, lonely], tables: [table], plots: [losses, samples])
    return Report(
      name: "ring", source: "experiments/ring.md", document: document,
      results: FileResults(
        plan: file,
        experiments: [
          ExperimentResults(plan: ring, runs: [ringRuns]),
          ExperimentResults(
            plan: absent, runs: [], skipped: .fashionMNIST(file: "train-images-idx3-ubyte.gz")),
          ExperimentResults(
            plan: lonely,
            runs: [[run(accuracy: 0.99, floor: 0.05, rate: 0.1, seed: 0, name: "lonely", epochs: 30)]]),
        ]), probe: MadeUpProbe())
  }

  static func gan(_ seed: Int) -> RunResult {
    var stream = RandomStream(seed: UInt64(seed), purpose: "fixture/gan")
    let names = ["generator.loss", "discriminator.loss", "samples.modes", "samples.quality", "samples.mmd"]
    var curves = names.map { (name: $0, curve: Curve()) }
    var artifacts: [(name: String, value: Tensor)] = []
    for epoch in 0...40 {
      let share = Double(epoch) / 40
      let values = [
        0.7 + 0.5 * share + 0.05 * stream.normalDouble(), 1.4 - 0.2 * share + 0.05 * stream.normalDouble(),
        Double(Int(8 * share + 0.3)), 0.95 * share, 0.5 * (1 - share) + 0.01,
      ]
      for index in values.indices {
        curves[index].curve.append((values[index] * 1e4).rounded() / 1e4, epoch: epoch)
      }
      if epoch % 10 == 0 {
        var rows: [Float] = []
        for index in 0..<120 {
          let angle = Double(index % 8) * Elementary.pi / 4
          let spread = 0.1 + 0.9 * (1 - share)
          rows.append(Float(2 * share * Elementary.cos(angle) + spread * stream.normalDouble()))
          rows.append(Float(2 * share * Elementary.sin(angle) + spread * stream.normalDouble()))
        }
        artifacts.append(("samples/\(epoch)", Tensor([120, 2], rows)))
      }
    }
    return RunResult(
      status: .completed, curves: curves, artifacts: artifacts, steps: 2000, parameterCount: 9218)
  }

  /// Text that would act if any writer let it.
  static let hostile =
    "<script>alert(1)</script> \"x\" 'y' `z` | a & b \u{301}\"\u{301} <!-- ]]> **bold** [l](javascript:0)"

  static let hostileText: String = {
    let bad = hostile
    return """
      ---
      title: '\(bad.replacing("'", with: "''"))'
      description: '\(bad.replacing("'", with: "''"))'
      authors: ['\(bad.replacing("'", with: "''"))']
      tags: ['\(bad.replacing("'", with: "''"))']
      ---

      ## Heading \(bad)

      Prose <b>html</b> `= test.accuracy[x]`[^"><i>].

      [^"><i>]: Note <script>.

      ```mermaid
      flowchart LR
        a["\(bad.replacing("\"", with: "#quot;"))"] -->|"\(bad.replacing("\"", with: "#quot;"))"| b
        subgraph "\(bad.replacing("\"", with: "#quot;"))"
          b
        end
      ```

      ```yaml {#evil .experiment}
      data: '<script>'
      ```

      ```yaml {#tbl-evil .table}
      from: evil
      ```

      ```yaml {#fig-evil .plot}
      from: evil
      ```

      ```yaml {#fig-evil-dots .plot}
      from: evil
      ```

      ```yaml {#fig-evil-data .plot}
      from: evil
      ```

      ```yaml {.claims}
      '\(bad.replacing("'", with: "''"))': mean(test.accuracy["b"]) > 0
      ```
      """
  }()

  /// Markup in every place that a stranger can fill.
  static func hostileReport() -> Report {
    let bad = hostile
    let document = document(hostileText, name: "experiments/evil.md")
    let factor = Factor(
      path: "model.<i>", levels: [bad, "b"].map { Factor.Level(label: $0, number: nil) })
    let variants = [bad, "b"].enumerated().map { index, label in
      Variant(number: index, label: label, levels: [index], configuration: configuration())
    }
    let plan = plan(
      document, id: "evil", factors: [factor], variants: variants,
      settings: [
        Setting(path: "data", value: bad, isGiven: true), Setting(path: "loss", value: bad, isGiven: false),
      ])
    let runs = variants.map { variant in
      seeds.map { seed -> RunResult? in
        var run = run(accuracy: 0.9, floor: 0.2, rate: 0.1, seed: seed, name: "evil", epochs: 5)
        run.notes = [DataNote(.inferredTask(target: bad, task: bad))]
        return run
      }
    }
    func plot(_ id: String, _ type: String) -> PlotPlan {
      var plot = PlotPlan(
        id: id, range: block(document, id).range, type: FigureTypes.type(type), from: "evil")
      plot.caption = bad
      return plot
    }
    let table = TablePlan(
      id: "tbl-evil", range: block(document, "tbl-evil").range, from: "evil", rows: [],
      columns: .metrics(["test.accuracy"]), sort: nil, caption: bad)
    let file = FilePlan(
      experiments: [plan], tables: [table],
      plots: [
        plot("fig-evil", "curve"), plot("fig-evil-dots", "dot"), plot("fig-evil-data", "scatter"),
      ], claims: claims(document, [plan]))
    return Report(
      name: "evil", source: "experiments/evil.md", document: document,
      results: FileResults(plan: file, experiments: [ExperimentResults(plan: plan, runs: runs)]),
      probe: HostileProbe())
  }
}

struct HostileProbe: ModelProbe {
  func points(experiment: String, variant: Int, seed: Int) -> ProbedPoints? {
    ProbedPoints(
      points: [Point(0, 0), Point(1, 1)], labels: [0, 1], classNames: [Fixture.hostile, "b"],
      xName: Fixture.hostile,
      yName: Fixture.hostile)
  }

  func predictions(experiment: String, variant: Int, seed: Int, inputs: [Point]) -> ProbedOutputs? { nil }
  func part(experiment: String, variant: Int, seed: Int) -> ProbedPart? { nil }
  func images(experiment: String, variant: Int, seed: Int, ofTraining: Bool, rows: [Int]) -> ProbedImages? {
    nil
  }
  func models(experiment: String, variant: Int) -> [ModelSpec] { [] }
}
