import Diagnostics

// What the types of plots say of themselves: titles, and how to read them.

extension Words {
  // MARK: Box

  func boxTitle(_ metric: String, experiment: String) -> String {
    text("box.title", ["metric": metric, "experiment": experiment])
  }
  var stripMeaning: String { text("box.meaning.strip") }
  var boxMeaning: String { text("box.meaning.box") }
  func boxKey(isBox: Bool) -> String { isBox ? text("box.key.box") : text("box.key.strip") }
  func medianOf(_ value: String) -> String { text("box.median.of", ["value": value]) }
  var median: String { text("box.median") }
  var minimum: String { text("box.minimum") }
  var maximum: String { text("box.maximum") }
  var firstQuartile: String { text("box.quartile.first") }
  var thirdQuartile: String { text("box.quartile.third") }
  /// Least, quartiles, greatest.
  func fiveNumbers(_ numbers: [String]) -> String {
    text(
      "box.numbers",
      [
        "least": numbers[0], "first": numbers[1], "median": numbers[2], "third": numbers[3],
        "greatest": numbers[4],
      ])
  }

  // MARK: Gradient flow

  func gradientFlowTitle(_ experiment: String) -> String {
    text("gradient.title", ["experiment": experiment])
  }
  var gradientNorm: String { text("gradient.norm") }
  var layersInOrder: String { text("gradient.layers") }
  func firstToLast(_ first: String, _ last: String) -> String {
    text("gradient.ends", ["first": first, "last": last])
  }
  func gradientFlowMeaning(hasBand: Bool) -> String {
    hasBand ? text("gradient.meaning.band") : text("gradient.meaning")
  }

  // MARK: Histogram

  func histogramTitle(_ names: String, experiment: String) -> String {
    names.isEmpty
      ? text("histogram.title", ["experiment": experiment])
      : text("histogram.title.of", ["names": names, "experiment": experiment])
  }
  func histogramMeaning(seeds: Int) -> String {
    seeds > 1 ? text("histogram.meaning.seeds", ["seeds": seeds]) : text("histogram.meaning.single")
  }
  func zeroShare(_ share: String) -> String { text("histogram.zero", ["share": share]) }
  func valuesOf(_ name: String) -> String { text("histogram.values", ["name": name]) }
  func distributionSummary(
    _ name: String, _ first: (epoch: String, half: String)?, _ last: (epoch: String, half: String)?
  ) -> String {
    guard let first, let last else { return sentence(name) }
    if first.epoch == last.epoch {
      return text("histogram.summary.single", ["name": name, "first": first.half, "start": first.epoch])
    }
    return text(
      "histogram.summary",
      [
        "name": name, "first": first.half, "start": first.epoch, "last": last.half, "end": last.epoch,
      ])
  }
  var tensor: String { text("histogram.tensor") }
  var middleHalf: String { text("histogram.middle") }
  var zeros: String { text("histogram.zeros") }

  // MARK: Function

  func functionTitle(_ names: String) -> String { text("function.title", ["names": names]) }
  var functionMeaning: String { text("figure.axes") }
  var function: String { text("function.function") }
  var derivative: String { text("function.derivative") }
  var slope: String { text("function.slope") }
  var lossValue: String { text("function.loss") }
  var learningRate: String { text("function.rate") }
  var errorOfOutput: String { text("function.error") }
  var outputForTarget: String { text("function.output.target") }
  var outputForClass: String { text("function.output.class") }
  var logitOfTrueClass: String { text("function.logit") }
  func stepOf(stepsPerEpoch: Int) -> String { text("function.steps", ["steps": stepsPerEpoch]) }
  /// `slope 1`
  func constant(_ name: String, _ value: String) -> String {
    text("function.note.constant", ["name": name, "value": value])
  }
  /// `slope -0.129 to 1.13`
  func rangeOf(_ name: String, _ least: String, _ most: String) -> String {
    text("function.note.range", ["name": name, "least": least, "most": most])
  }
  func largest(at place: String) -> String { text("function.note.largest", ["place": place]) }
  func least(at place: String) -> String { text("function.note.least", ["place": place]) }

  // MARK: Confusion

  func confusionTitle(_ experiment: String) -> String {
    text("confusion.title", ["experiment": experiment])
  }
  var trueByPredicted: String { text("confusion.axes") }
  func rightShare(_ share: String) -> String { text("confusion.right", ["share": share]) }
  var diagonalKey: String { text("confusion.key") }
  func confusionTip(_ truth: String, _ predicted: String, _ count: String, _ share: String) -> String {
    text("confusion.tip", ["true": truth, "predicted": predicted, "count": count, "share": share])
  }
  func confusionMeaning(part name: String, seeds: Int) -> String {
    seeds > 1
      ? text("confusion.meaning.seeds", ["part": part(name), "seeds": seeds])
      : text("confusion.meaning.single", ["part": part(name)])
  }
  func confusionPairsMeaning(_ classes: Int) -> String {
    text("confusion.meaning.pairs", ["classes": classes])
  }

  // MARK: ROC and precision-recall

  func rankingTitle(_ experiment: String) -> String {
    text("ranking.title", ["experiment": experiment])
  }
  var areaUnderROC: String { text("ranking.roc") }
  var averagePrecision: String { text("ranking.average") }
  var falsePositiveRate: String { text("ranking.false") }
  var truePositiveRate: String { text("ranking.true") }
  var precision: String { text("ranking.precision") }
  func rankingMeaning(
    part name: String, seeds: Int, classes: Int, hasBand: Bool, hasPrevalence: Bool
  ) -> String {
    sentences([
      seeds > 1
        ? text("ranking.meaning.seeds", ["part": part(name), "seeds": seeds])
        : text("ranking.meaning.single", ["part": part(name)]),
      bandMeaning(seeds: seeds, hasBand ? text("ranking.meaning.band") : ""),
      hasPrevalence ? text("ranking.meaning.random") : text("ranking.meaning.random.roc"),
      classes > 2 ? text("ranking.meaning.classes") : "",
    ])
  }

  // MARK: Calibration

  func calibrationTitle(_ experiment: String) -> String {
    text("calibration.title", ["experiment": experiment])
  }
  var reliability: String { text("calibration.reliability") }
  var calibrationError: String { text("calibration.error") }
  var confidence: String { text("calibration.confidence") }
  var confidenceUpTo: String { text("calibration.confidence.to") }
  var shareRight: String { text("calibration.right") }
  var rowsByConfidence: String { text("calibration.rows") }
  func calibrationMeaning(part name: String, seeds: Int, bins: Int, fewest: Int, hasBand: Bool) -> String {
    sentences([
      seeds > 1
        ? text("calibration.meaning.seeds", ["part": part(name), "seeds": seeds, "bins": bins])
        : text("calibration.meaning.single", ["part": part(name), "bins": bins]),
      bandMeaning(seeds: seeds, hasBand ? text("calibration.meaning.band") : ""),
      text("calibration.meaning.diagonal", ["fewest": fewest]),
    ])
  }

  // MARK: Images

  func imagesTitle(_ choice: String, experiment: String) -> String {
    switch choice {
    case "mistakes": text("images.title.mistakes", ["experiment": experiment])
    case "samples": text("images.title.samples", ["experiment": experiment])
    default: text("images.title.inputs", ["experiment": experiment])
    }
  }
  func imagesMeaning(_ choice: String, seed: Int) -> String {
    switch choice {
    case "mistakes": text("images.meaning.mistakes", ["seed": seed])
    case "samples": text("images.meaning.samples", ["seed": seed])
    default: text("images.meaning.inputs", ["seed": seed])
    }
  }
  func wrongOf(_ wrong: Int, _ all: Int) -> String {
    text("images.wrong", ["wrong": Format.grouped(wrong), "all": Format.grouped(all)])
  }
  func imageCount(_ count: Int) -> String { plural("count.images", count) }
  var trainingRows: String { text("images.rows") }

  // MARK: Model

  func modelTitle(_ experiment: String) -> String { text("model.title", ["experiment": experiment]) }
  func modelMeaning(_ counts: String) -> String { text("model.meaning", ["counts": counts]) }
  func modelsLeftOut(_ count: Int) -> String { plural("model.more", count) }
  var noModels: String { text("figure.needs.data") }
  var samplesWord: String { text("model.samples") }
  func parameterCount(_ count: Int) -> String {
    plural("count.parameters", count, ["count": Format.grouped(count)])
  }
  func inputOf(_ width: Int) -> String { text("model.input", ["width": width]) }
  var layer: String { text("model.layer") }
  var components: String { text("model.components") }
  var inputs: String { text("model.inputs") }
  var outputs: String { text("model.outputs") }

  // MARK: Parallel coordinates

  func parallelTitle(_ metric: String, experiment: String) -> String {
    text("parallel.title", ["metric": metric, "experiment": experiment])
  }
  var bestTenth: String { text("parallel.best") }
  func logAxes(_ names: [String]) -> String { text("parallel.logarithmic", ["names": listed(names)]) }
  func parallelSummary(_ metric: String, _ count: Int, _ best: [String]) -> String {
    text("parallel.summary", ["metric": metric, "count": count, "best": semicolons(best)])
  }
  func parallelMeaning(seeds: Int, best: Int, hasDirection: Bool) -> String {
    sentences([
      seeds > 1 ? text("parallel.meaning.seeds", ["seeds": seeds]) : text("parallel.meaning.single"),
      hasDirection
        ? text("parallel.meaning.best.up", ["best": best]) : text("parallel.meaning.best", ["best": best]),
    ])
  }
}
