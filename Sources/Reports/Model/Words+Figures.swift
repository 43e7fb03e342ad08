import Diagnostics
import Plots
import Statistics

/// What all figures and the older types of plots say: curves, dots, heat maps, points, boundaries and samples.
extension Words {
  func figure(_ number: Int) -> String { text("figure.number", ["number": number]) }
  var epoch: String { text("figure.epoch") }
  var run: String { text("figure.run") }
  func runCount(_ count: Int) -> String { plural("count.runs", count) }
  func dataBehind(_ number: Int) -> String { text("figure.data", ["number": number]) }
  /// What a picture shows, for those who do not see it; its title where the description does not begin with it.
  func alternative(title: String, _ description: String) -> String {
    description.hasPrefix(title) ? description : sentences([sentence(title), description])
  }
  func textVersion(_ number: Int) -> String { text("figure.text", ["number": number]) }
  func seedTip(_ seed: Int) -> String { text("figure.seed", ["seed": seed]) }
  func atEpoch(_ epoch: Int) -> String { text("figure.at.epoch", ["epoch": epoch]) }
  func classLabel(_ name: String) -> String { text("figure.class", ["name": name]) }
  /// As heads of columns.
  var classWord: String { text("figure.class.head") }
  var pointCount: String { text("figure.points") }
  var boundaryCount: String { text("figure.boundaries") }
  var imagesWord: String { text("figure.images") }
  func divergedRuns(_ runs: String) -> String { text("figure.diverged", ["runs": runs]) }
  func divergedAt(_ epoch: Int) -> String { text("figure.diverged.at", ["epoch": epoch]) }
  func seedCountOf(_ count: Int, _ all: Int) -> String {
    text("figure.some.seeds", ["count": count, "all": all])
  }
  func variantsLeftOut(_ count: Int) -> String { plural("figure.variants.left", count) }
  func panelsLeftOut(_ count: Int) -> String { plural("figure.panels.left", count) }

  /// For the pictures themselves.
  var figures: FigureWords {
    FigureWords(
      space: space, labelled: labelled, sentence: sentence,
      omitted: { count, axis in
        let values: KeyValuePairs<String, any PhraseValue> = ["count": Format.grouped(count)]
        return switch axis {
        case .x: plural("drawing.omitted.x", count, values)
        case .y: plural("drawing.omitted.y", count, values)
        }
      },
      atLeastHalf: { text("drawing.field", ["label": $0]) }, boundary: text("drawing.boundary"))
  }

  // MARK: What is not drawn

  func onlyFor(_ reason: String) -> String { text("figure.refused", ["reason": reason]) }
  var noWeights: String { text("figure.needs.weights") }
  func needsClasses(in name: String) -> String { text("figure.needs.classes", ["part": part(name)]) }
  var needsTwoInputs: String { text("figure.needs.inputs") }
  var needsSamples: String { text("figure.needs.samples") }
  var needsGradients: String { text("figure.needs.gradients") }
  var needsRecord: String { text("figure.needs.record") }
  var needsImages: String { text("figure.needs.images") }
  var noMistakes: String { text("figure.needs.mistakes") }

  // MARK: Curves

  func curveTitle(_ metric: String, experiment: String) -> String {
    text("curve.title", ["metric": metric, "experiment": experiment])
  }
  /// - Parameter scales: whether panels are logarithmic
  func curveMeaning(seeds: Int, scales: Set<Bool>, hasBand: Bool, hasLines: Bool) -> String {
    guard seeds > 1 else { return text("curve.meaning.single") }
    let line =
      switch scales {
      case [true]: text("curve.meaning.geometric", ["seeds": seeds])
      case [true, false]: text("curve.meaning.both", ["seeds": seeds])
      default: text("curve.meaning.mean", ["seeds": seeds])
      }
    return sentences([
      line,
      bandMeaning(seeds: seeds, hasBand ? text("curve.meaning.band") : ""),
      hasLines ? text("curve.meaning.lines") : "",
      text("curve.meaning.smoothing"),
    ])
  }
  /// - Parameter meaning: of the bands; empty where none are asked for
  func bandMeaning(seeds: Int, _ meaning: String) -> String {
    switch seeds {
    case ..<2: ""
    case 2: meaning.isEmpty ? "" : text("curve.meaning.two")
    default: meaning
    }
  }
  func fromTo(_ name: String, _ start: String, _ end: String, epoch: Int) -> String {
    text("curve.end", ["name": name, "start": start, "end": end, "epoch": epoch])
  }
  func factorCurveTitle(_ metric: String, _ factor: String) -> String {
    text("factor.title", ["metric": metric, "factor": factor])
  }
  func factorCurveMeaning(seeds: Int, hasBand: Bool, hasLines: Bool, averaged: [String]) -> String {
    guard seeds > 1 else { return text("factor.meaning.single") }
    return sentences([
      text("curve.meaning.mean", ["seeds": seeds]),
      bandMeaning(seeds: seeds, hasBand ? text("factor.meaning.band") : ""),
      hasLines ? text("curve.meaning.lines") : "",
      averagedOver(averaged),
    ])
  }

  // MARK: Dots

  func dotTitle(_ metric: String, experiment: String) -> String {
    text("dot.title", ["metric": metric, "experiment": experiment])
  }
  func finalValue(_ metric: String) -> String { text("dot.final", ["metric": metric]) }
  func pairedDifference(_ baseline: String) -> String { text("dot.paired", ["baseline": baseline]) }
  func differenceOf(_ metric: String) -> String { text("dot.difference", ["metric": metric]) }
  /// - Parameter comparison: one of those drawn as differences; nil where there are none
  func dotMeaning(seeds: Int, comparison: PairedComparison?, hasTies: Bool, averaged: [String]) -> String {
    guard seeds > 1 else { return text("dot.meaning.single") }
    let differences =
      switch comparison {
      case nil: ""
      case let paired? where !paired.interval.isBounded: text("dot.meaning.differences.none")
      case let paired? where paired.count > SignFlipTest.largestCount: text("dot.meaning.differences.t")
      default: text("dot.meaning.differences")
      }
    return sentences([
      seeds == 2 ? text("dot.meaning.two") : text("dot.meaning"), differences, hasTies ? tiesCountHalf : "",
      averagedOver(averaged),
    ])
  }
  /// Empty where nothing is averaged over.
  func averagedOver(_ factors: [String]) -> String {
    factors.isEmpty ? "" : text("factor.meaning.averaged", ["factors": list(factors)])
  }
  func betterOn(_ wins: Double, of all: Int, _ metric: MetricName) -> String {
    let wins = Format.shortest(wins)
    return metric.hasDirection
      ? text("dot.better", ["count": wins, "all": all]) : text("dot.higher", ["count": wins, "all": all])
  }
  func textKey(seeds: Int) -> String { seeds > 1 ? text("dot.key") : "" }

  // MARK: Heat maps

  func heatMapTitle(_ metric: String, _ rows: String, _ columns: String) -> String {
    text("heatmap.title", ["metric": metric, "rows": rows, "columns": columns])
  }
  var strongerIsBetter: String { text("heatmap.stronger") }
  func heatMapMeaning(seeds: Int, isRinged: Bool, averaged: [String]) -> String {
    sentences([
      seeds == 1 ? text("heatmap.meaning.single") : text("heatmap.meaning.seeds", ["seeds": seeds]),
      averagedOver(averaged), isRinged ? text("heatmap.meaning.ringed") : "",
    ])
  }

  // MARK: Points

  func scatterTitle(_ experiment: String) -> String {
    text("scatter.title.data", ["experiment": experiment])
  }
  func metricScatterTitle(_ x: String, _ y: String, experiment: String) -> String {
    text("scatter.title.metrics", ["x": x, "y": y, "experiment": experiment])
  }
  var metricScatterMeaning: String { text("scatter.meaning.metrics") }
  func pointsMeaning(_ count: Int, seed: Int) -> String {
    text("scatter.meaning.data", ["count": Format.grouped(count), "seed": seed])
  }
  func points(_ count: Int) -> String {
    plural("count.points", count, ["count": Format.grouped(count)])
  }

  // MARK: Decision boundaries

  func boundaryTitle(_ experiment: String) -> String {
    text("boundary.title", ["experiment": experiment])
  }
  func boundaryMeaning(seeds: Int, metric: String) -> String {
    plural("boundary.meaning.two", seeds, ["metric": metric])
  }
  func boundaryMeaningMany(seeds: Int, metric: String) -> String {
    plural("boundary.meaning.many", seeds, ["metric": metric])
  }
  func boundaries(_ count: Int) -> String { plural("count.boundaries", count) }
  func meanProbability(_ name: String) -> String { text("boundary.probability", ["name": name]) }

  // MARK: Samples

  func samplesTitle(_ experiment: String) -> String {
    text("samples.title", ["experiment": experiment])
  }
  func samplesMeaning(seed: Int) -> String { text("samples.meaning", ["seed": seed]) }
  func modes(_ count: String) -> String {
    // A mean over seeds need not be whole, and then it is not one.
    plural("count.modes", Int(count) ?? 0, ["count": count])
  }
  var target: String { text("samples.target") }
  var generated: String { text("samples.generated") }
}
