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
  /// How many are kept; only data of two columns at most are asked for under more than one seed.
  private static let mostKnown = 32

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
    guard let configuration = configuration(experiment, variant), let results = results[experiment],
      let index = results.plan.seeds.firstIndex(of: seed), let run = results.runs[variant][index],
      run.status == .completed, let data = data(configuration, seed: seed),
      let model = TrainedModel(configuration.completed(for: data), data: data, result: run)
    else { return nil }
    guard (1...2).contains(data.inputWidth) else { return nil }
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
      if known.count >= Self.mostKnown { known.removeFirst() }
      known.append(Known(data: data, seed: seed, prepared: prepared))
      return prepared
    }
  }
}
