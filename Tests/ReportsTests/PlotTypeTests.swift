import Diagnostics
import Experiments
import Foundation
import Learning
import Notebooks
import Plots
import Reports
import Tensors
import Testing

/// A figure of every type, from made-up runs: read what they say of themselves in the difference.
@Suite struct PlotTypeTests {
  private static let types = FigureTypes.plotTypes.map { $0.name }

  @Test func markdown() {
    expectSnapshot(MarkdownReport(Self.report()).markdown, "types.md")
  }

  /// The captions and the data behind the figures; the pictures are tested where they are drawn.
  @Test func chinese() {
    let markdown = MarkdownReport(Self.report(lang: "zh")).markdown
    expectSnapshot(markdown, "types.zh.md")
  }

  @Test func everyTypeIsDrawn() throws {
    let json = JSONReport(Self.report()).file.text
    for type in Self.types {
      #expect(json.contains("\"id\": \"fig-\(type)\""), "no figure of type \(type)")
    }
    let markdown = MarkdownReport(Self.report()).markdown
    for type in Self.types {
      #expect(markdown.contains("src=\"types/fig-\(type)-light.svg\""), "\(type) is not drawn")
    }
  }

  /// Behind every figure stand its numbers.
  @Test(arguments: ["en", "zh"]) func everyFigureHasData(lang: String) {
    let report = Self.report(lang: lang)
    let html = HTMLReport(report).html
    for number in report.figures.indices.map({ $0 + 1 }) {
      let label = lang == "zh" ? "图 \(number) 的数据" : "Data behind Figure \(number)"
      #expect(html.contains("<summary>\(label)</summary>"), "\(label)")
    }
  }

  /// Without networks to ask and without records, figures say why they are not drawn.
  @Test func whatCannotBeDrawnIsTold() {
    let markdown = MarkdownReport(Self.report(isBare: true)).markdown
    for type in ["confusion", "roc", "calibration", "images", "histogram", "gradient_flow", "model"] {
      #expect(!markdown.contains("types/fig-\(type)-light.svg"), "\(type) is drawn")
      #expect(markdown.contains("<a id=\"fig-\(type)\"></a>"))
    }
    #expect(markdown.components(separatedBy: "Not drawn: ").count == 9)
  }

  /// An article of the project shows each of them.
  @Test func everyTypeStandsInAnArticle() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let folder = root.appending(path: "experiments")
    var text = ""
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) where name.hasSuffix(".md") {
      text += try String(contentsOf: folder.appending(path: name), encoding: .utf8)
    }
    let manual = try String(contentsOf: root.appending(path: "README.md"), encoding: .utf8)
    for type in Self.types { #expect(manual.contains("\n| `\(type)` "), "README has no row for \(type)") }
    for type in Self.types where type != "curve" {
      #expect(text.contains("\ntype: \(type)\n"), "no article has a plot of type \(type)")
    }
  }

  // MARK: The report

  private static func report(lang: String = "en", isBare: Bool = false) -> Report {
    var text = "---\ntitle: Types\nlang: \(lang)\n---\n\n"
    for id in ["pair", "many", "ring"] {
      text += "```yaml {#\(id) .experiment}\ndata: two_moons\nmodel: {hidden: [8]}\n```\n\n"
    }
    for type in types { text += "```yaml {#fig-\(type) .plot}\ntype: \(type)\n```\n\n" }
    let document = Fixture.document(text, name: "experiments/types.md")
    let pair = pair(document)
    let many = many(document)
    let ring = Fixture.plan(
      document, id: "ring", factors: [],
      variants: [
        Variant(number: 0, label: "ring", levels: [], configuration: Fixture.configuration(adversarial: true))
      ], seeds: [0, 1])
    var plots: [PlotPlan] = []
    for type in types {
      let from = ["parallel", "heatmap"].contains(type) ? "many" : type == "samples" ? "ring" : "pair"
      var plot = PlotPlan(
        id: "fig-\(type)", range: Fixture.block(document, "fig-\(type)").range, type: FigureTypes.type(type),
        from: type == "function" ? "" : from)
      switch type {
      case "scatter": (plot.x, plot.y) = ("train.loss", ["test.loss"])
      case "heatmap": (plot.x, plot.rows) = ("train.batch_size", "optimizer.learning_rate")
      case "images": plot.y = ["mistakes"]
      case "function":
        plot.components = ["relu", "tanh"].compactMap { Activations.catalog[$0]?.defaultComponent }
      default: break
      }
      plots.append(plot)
    }
    let results = FileResults(
      plan: FilePlan(experiments: [pair, many, ring], tables: [], plots: plots),
      experiments: [
        ExperimentResults(plan: pair, runs: pair.variants.map { runs(pair, $0, isBare: isBare) }),
        ExperimentResults(plan: many, runs: many.variants.map { runs(many, $0, isBare: true) }),
        ExperimentResults(plan: ring, runs: [ring.seeds.map { Fixture.gan($0) }]),
      ])
    return Report(
      name: "types", source: "experiments/types.md", document: document, results: results,
      probe: isBare ? nil : MadeUpProbe())
  }

  private static func pair(_ document: Document) -> ExperimentPlan {
    let labels = ["relu", "sigmoid"]
    return Fixture.plan(
      document, id: "pair",
      factors: [
        Factor(path: "model.activation", levels: labels.map { Factor.Level(label: $0, number: nil) })
      ],
      variants: labels.enumerated().map {
        Variant(number: $0, label: $1, levels: [$0], configuration: Fixture.configuration($1))
      })
  }

  private static func many(_ document: Document) -> ExperimentPlan {
    let factors = [
      ("optimizer.learning_rate", [0.001, 0.1]), ("train.batch_size", [8.0, 64]), ("data.noise", [0.1, 0.3]),
    ].map { path, levels in
      Factor(path: path, levels: levels.map { Factor.Level(label: Format.shortest($0), number: $0) })
    }
    let variants = (0..<8).map { number in
      let levels = [number >> 2 & 1, number >> 1 & 1, number & 1]
      return Variant(
        number: number, label: zip(factors, levels).map { $0.levels[$1].label }.joined(separator: ", "),
        levels: levels, configuration: Fixture.configuration())
    }
    return Fixture.plan(document, id: "many", factors: factors, variants: variants, seeds: [0, 1, 2])
  }

  /// With gradients, and distributions of a weight at two epochs.
  private static func runs(_ plan: ExperimentPlan, _ variant: Variant, isBare: Bool) -> [RunResult?] {
    plan.seeds.map { seed in
      var run = Fixture.run(
        accuracy: 0.95 - 0.02 * Double(variant.number), floor: 0.1 + 0.03 * Double(variant.number), rate: 0.1,
        seed: seed, name: variant.label, epochs: 20)
      guard !isBare else { return run }
      var stream = RandomStream(seed: UInt64(seed), purpose: "types/\(variant.label)")
      for epoch in [0, 20] {
        let values = (0..<40).map { _ in
          Float(stream.normalDouble()) * (epoch == 0 ? 0.4 : 0.7)
        }.sorted()
        run.artifacts.append(
          (Distribution.artifact("weights.hidden1.weight", epoch: epoch), Tensor([40], values)))
      }
      for (index, layer) in ["hidden1", "output"].enumerated() {
        for part in ["weight", "bias"] {
          let size = (index == 0 ? 0.1 : 0.3) / Double(variant.number * 4 + 1)
          run.curves.append(
            (
              "gradients.\(layer).\(part).norm",
              Curve(epochs: [1, 2, 3], values: [size, size / 2, size * (1 + 0.1 * Double(seed))])
            ))
        }
      }
      return run
    }
  }
}
