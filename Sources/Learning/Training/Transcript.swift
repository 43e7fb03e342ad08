import Datasets
import Diagnostics
import Tensors

/// All that decides a run, and what it came to: enough to train the same elsewhere and compare.
package struct Transcript {
  /// Rows of a part, in the order of the data.
  package struct Split {
    package let name: String
    package let inputs: FeatureMatrix
    /// As the loss takes them; nil where there are none.
    package let targets: Tensor?
    /// nil where the rows are of no class.
    package let labels: [Int32]?
  }

  package enum Networks {
    case single(ModelSpec, loss: SupervisedLoss)
    case adversarial(generator: ModelSpec, discriminator: ModelSpec, loss: AdversarialLoss)
  }

  /// Rows that are evaluated together, which losses see that compare the rows of a batch.
  package static let chunk = Evaluation.chunk

  /// With nothing left open.
  package let configuration: Configuration
  package let networks: Networks
  /// Those that are not empty, `train` first.
  package let splits: [Split]
  package let mixture: Mixture?
  package let batchSize: Int
  /// Optimizer steps; of a game, the discriminator's.
  package let horizon: TrainingHorizon
  /// Row numbers of the training part, epoch by epoch.
  package let orders: [[Int32]]
  /// The latent rows that the samples which metrics judge are made from; nil without a generator.
  package let sampledLatent: Tensor?
  package let record: StepRecord
  package let result: RunResult
}

extension Trainer {
  /// The run with what decided it, and with the first `steps` steps one by one. nil where `progress` ended
  /// it.
  package func transcript(steps: Int, progress: Progress) -> Transcript? {
    let record = StepRecord(steps: steps)
    guard let result = run(record: record, progress: progress) else { return nil }
    let configuration = configuration.resolvingClassWeights(with: data)
    let parts = [("train", data.train), ("validation", data.validation), ("test", data.test)]
      .filter { $0.1.count > 0 }
    let networks: Transcript.Networks
    var encode: (Samples) -> Tensor? = { _ in nil }
    var sampledLatent: Tensor?
    switch configuration.model {
    case .network(let network):
      let model = configuration.modelSpec(network, for: data)
      guard let loss = configuration.supervisedLoss else {
        preconditionFailure("a network needs a supervised loss, not '\(configuration.loss.name)'")
      }
      networks = .single(model, loss: loss)
      encode = loss.targets(data.task, model.outputWidth).encode
    case .adversarial(let first, let second, let latent):
      guard let loss = Losses.row(configuration.loss).adversarial,
        let specs = try? configuration.adversarialSpecs(first, second, latent: latent, for: data)
      else { preconditionFailure("a configuration that does not fit its data") }
      networks = .adversarial(generator: specs.generator, discriminator: specs.discriminator, loss: loss)
      var stream = RandomStream(seed: seed, purpose: AdversarialTraining.samplesPurpose)
      let values = (0..<Metrics.sampleCount * latent).map { _ in stream.normal() }
      sampledLatent = Tensor([Metrics.sampleCount, latent], values)
    }
    let schedule = BatchSchedule(configuration.training, rows: data.train.count, seed: seed)
    return Transcript(
      configuration: configuration, networks: networks,
      splits: parts.map { name, samples in
        Transcript.Split(
          name: name, inputs: samples.inputs, targets: encode(samples), labels: samples.labels)
      },
      mixture: data.mixture, batchSize: schedule.batchSize, horizon: schedule.horizon,
      orders: schedule.epochs > 0 ? (1...schedule.epochs).map(schedule.order) : [],
      sampledLatent: sampledLatent, record: record, result: result)
  }
}
