import Datasets
import Diagnostics
import Experiments
import Learning
import Plots
import Synchronization
import Tensors

/// Answers a figure's questions from the stored weights: prepares the data again and runs the trained networks forward.
package final class StoredProbe: ModelProbe {
  private let results: FileResults
  private let baseDirectory: String
  private let environment: [String: String]
  private struct Known {
    let data: Component
    let seed: Int
    let prepared: PreparedData?
  }

  /// The last data asked for: figures ask variant by variant for all seeds.
  private let known = Mutex<[Known]>([])
  /// How many are kept, and how many numbers in all of them but the last.
  private static let mostKnown = 32
  private static let mostNumbers = 1 << 26

  private struct Question: Hashable {
    let experiment: String
    let variant: Int
    let seed: Int
  }
  /// Several figures ask the same networks about the same rows.
  private let answers = Mutex<[Question: ProbedPart?]>([:])

  /// - Parameter baseDirectory: the folder of the experiment file.
  package init(_ results: FileResults, baseDirectory: String, environment: [String: String]) {
    self.results = results
    self.baseDirectory = baseDirectory
    self.environment = environment
  }

  package func points(experiment: String, variant: Int, seed: Int) -> ProbedPoints? {
    guard let configuration = configuration(experiment, variant) else { return nil }
    return data(configuration, seed: seed).flatMap { ProbedPoints($0) }
  }

  package func predictions(experiment: String, variant: Int, seed: Int, inputs: [Point])
    -> ProbedOutputs?
  {
    guard let (model, data) = model(experiment, variant, seed), (1...2).contains(data.inputWidth) else {
      return nil
    }
    var values: [Float] = []
    values.reserveCapacity(inputs.count * data.inputWidth)
    for point in inputs {
      values.append(Float(point.x))
      if data.inputWidth == 2 { values.append(Float(point.y)) }
    }
    let predictions = model.predictions(
      for: FeatureMatrix(Tensor([inputs.count, data.inputWidth], values)))
    return ProbedOutputs(width: predictions.columns, values: predictions.values.map { Double($0) })
  }

  package func part(experiment: String, variant: Int, seed: Int) -> ProbedPart? {
    let question = Question(experiment: experiment, variant: variant, seed: seed)
    if let known = answers.withLock({ $0[question] }) { return known }
    var answer: ProbedPart?
    if let (model, data) = model(experiment, variant, seed) {
      let (name, samples) = data.judgedPart
      if samples.count > 0, let predictions = model.predictions(of: samples) {
        answer = ProbedPart(name: name, predictions: predictions, classNames: data.classNames)
      }
    }
    answers.withLock { $0[question] = .some(answer) }
    return answer
  }

  package func images(experiment: String, variant: Int, seed: Int, ofTraining: Bool, rows: [Int])
    -> ProbedImages?
  {
    guard let configuration = configuration(experiment, variant) else { return nil }
    var plain = configuration
    plain.data.options["preprocess"] = .list([])
    guard let data = data(configuration, seed: seed) else { return nil }
    func part(_ data: PreparedData) -> Samples { ofTraining ? data.train : data.judgedPart.samples }
    // As people know them, unless a step dropped rows.
    var shown = data
    if plain.data != configuration.data, let raw = self.data(plain, seed: seed),
      part(raw).count == part(data).count
    {
      shown = raw
    }
    let samples = part(shown)
    guard let shape = shown.imageShape, shape.count == 2 else { return nil }
    let rows = rows.filter { $0 < samples.count }
    let labels = samples.labels.map { labels in rows.map { shown.classNames.name(ofClass: Int(labels[$0])) } }
    let images = rows.map { row in
      (0..<samples.inputs.columns).map { Double(samples.inputs[row, $0]) }
    }
    return ProbedImages(width: shape[1], height: shape[0], rows: images, labels: labels ?? [])
  }

  package func models(experiment: String, variant: Int) -> [ModelSpec] {
    guard let configuration = configuration(experiment, variant),
      let seed = results[experiment]?.plan.seeds.first, let data = data(configuration, seed: seed)
    else { return [] }
    return configuration.completed(for: data).modelSpecs(for: data)
  }

  /// The network that a run ended with, and its data.
  private func model(_ experiment: String, _ variant: Int, _ seed: Int) -> (TrainedModel, PreparedData)? {
    guard let configuration = configuration(experiment, variant), let results = results[experiment],
      let index = results.plan.seeds.firstIndex(of: seed), let run = results.runs[variant][index],
      run.status == .completed, let data = data(configuration, seed: seed),
      let model = TrainedModel(configuration.completed(for: data), data: data, result: run)
    else { return nil }
    return (model, data)
  }

  private func configuration(_ experiment: String, _ variant: Int) -> Configuration? {
    guard let plan = results[experiment]?.plan, plan.variants.indices.contains(variant) else { return nil }
    return plan.variants[variant].configuration
  }

  private func data(_ configuration: Configuration, seed: Int) -> PreparedData? {
    let data = configuration.data
    return known.withLock { known in
      if let entry = known.first(where: { $0.seed == seed && $0.data == data }) { return entry.prepared }
      let context = DataContext(
        seed: UInt64(seed), baseDirectory: baseDirectory, environment: environment)
      let prepared = try? Datasets.prepare(data, context: context)
      while known.count >= Self.mostKnown
        || known.reduce(0, { $0 + ($1.prepared?.numberCount ?? 0) }) > Self.mostNumbers
      {
        known.removeFirst()
      }
      known.append(Known(data: data, seed: seed, prepared: prepared))
      return prepared
    }
  }
}

extension PreparedData {
  /// The part that models are judged by: test, else validation, else training.
  var judgedPart: (name: String, samples: Samples) {
    if test.count > 0 { return ("test", test) }
    return validation.count > 0 ? ("validation", validation) : ("train", train)
  }

  fileprivate var numberCount: Int { (train.count + validation.count + test.count) * inputWidth }
}
