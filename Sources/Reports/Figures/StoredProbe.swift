import Datasets
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
  /// The last data asked for: figures ask variant by variant for the same seed.
  private let last = Mutex<(configuration: Configuration, seed: Int, data: PreparedData?)?>(nil)

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

  package func predictions(experiment: String, variant: Int, seed: Int, inputs: [Point]) -> [[Double]]? {
    guard let configuration = configuration(experiment, variant), let results = results[experiment],
      let index = results.plan.seeds.firstIndex(of: seed), let run = results.runs[variant][index],
      run.status == .completed, let data = data(configuration, seed: seed),
      let model = TrainedModel(configuration.completed(for: data), data: data, result: run)
    else { return nil }
    let rows =
      data.inputWidth == 1 ? inputs.map { [Float($0.x)] } : inputs.map { [Float($0.x), Float($0.y)] }
    guard rows.allSatisfy({ $0.count == data.inputWidth }) else { return nil }
    let predictions = model.predictions(
      for: FeatureMatrix(Tensor([rows.count, data.inputWidth], rows.flatMap { $0 })))
    return (0..<predictions.rows).map { predictions.row($0).map { Double($0) } }
  }

  private func configuration(_ experiment: String, _ variant: Int) -> Configuration? {
    guard let plan = results[experiment]?.plan, plan.variants.indices.contains(variant) else { return nil }
    return plan.variants[variant].configuration
  }

  private func data(_ configuration: Configuration, seed: Int) -> PreparedData? {
    last.withLock { last in
      if let last, last.configuration.data == configuration.data, last.seed == seed { return last.data }
      let context = DataContext(
        seed: UInt64(seed), baseDirectory: baseDirectory, environment: environment)
      let data = try? Datasets.prepare(configuration.data, context: context)
      last = (configuration, seed, data)
      return data
    }
  }
}
