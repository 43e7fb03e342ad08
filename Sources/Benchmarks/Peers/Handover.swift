import Datasets
import Diagnostics
import Exchange
import Foundation
import Learning
import Tensors

/// What a peer gets of a work: arrays as .npy files and, beside them, `work.json`, which says what they are.
struct Handover: Encodable {
  struct Layer: Encodable {
    let weight: String
    let bias: String
    let activation: String
  }

  struct Optimizer: Encodable {
    let name: String
    let learningRate: Double
    let beta1: Double?
    let beta2: Double?
    let epsilon: Double?
  }

  struct Part: Encodable {
    let name: String
    let inputs: String
    let targets: String?
  }

  struct Network: Encodable {
    let layers: [Layer]
    let optimizer: Optimizer
  }

  let loss: String
  let batch: Int
  let steps: Int
  /// After so many the losses are asked for too.
  let agreedSteps: Int
  let inputs: String
  /// Labels or values; nil for a GAN.
  let targets: String?
  /// Row numbers, [epochs, rows].
  let order: String
  /// [steps, 2, batch, width]: the discriminator's, then the generator's; nil without a generator.
  let latents: String?
  /// One, or generator and discriminator.
  let networks: [Network]
  /// What is to be evaluated, where that is part of the work.
  let parts: [Part]

  /// Writes everything into the folder.
  init(
    _ work: TrainingWork, data: PreparedData, to folder: TemporaryFolder, in place: String,
    evaluates: Bool = false
  ) throws {
    let loop = work.loop(data)
    func write(_ file: NPYFile, _ name: String) throws -> String {
      try folder.write(file.bytes, to: "\(place)/\(name).npy")
      return "\(name).npy"
    }
    let configuration = work.configuration
    loss = configuration.loss.name
    batch = loop.batchSize
    steps = loop.length
    agreedSteps = min(work.agreedSteps, loop.length)
    inputs = try write(NPYFile(data.train.inputs.tensor), "inputs")
    targets = try Self.targets(data.train, data.task).map { try write($0, "targets") }
    let all = evaluates ? [("train", data.train), ("validation", data.validation), ("test", data.test)] : []
    parts = try all.map { name, samples in
      Part(
        name: name, inputs: try write(NPYFile(samples.inputs.tensor), "\(name)-inputs"),
        targets: try Self.targets(samples, data.task).map { try write($0, "\(name)-targets") })
    }
    order = try write(Self.order(loop, rows: data.train.count), "order")
    latents = try Self.latents(loop).map { try write(NPYFile($0), "latents") }
    networks = try Self.networks(configuration, loop.initialParameters, write)
    let encoder = JSONEncoder()
    encoder.keyEncodingStrategy = .convertToSnakeCase
    try folder.write(Array(encoder.encode(self)), to: "\(place)/work.json")
  }

  /// As the peers' losses take them: 0 and 1 as numbers for two classes, else labels or values; nil for a GAN.
  private static func targets(_ samples: Samples, _ task: LearningTask) -> NPYFile? {
    let labels = samples.labels ?? []
    return switch task {
    case .generation: nil
    case .regression: samples.values.map { NPYFile($0) }
    case .binary: NPYFile([labels.count, 1], .float32(labels.map { Float($0) }))
    case .classification: NPYFile([labels.count], .int64(labels.map { Int64($0) }))
    }
  }

  /// Whole epochs, or the part of the first one that is taken.
  private static func order(_ loop: TrainingLoop, rows: Int) throws -> NPYFile {
    let stepsPerEpoch = (rows + loop.batchSize - 1) / loop.batchSize
    if loop.length < stepsPerEpoch {
      let taken = Array(loop.order(epoch: 1).prefix(loop.length * loop.batchSize))
      return NPYFile([1, taken.count], .int32(taken))
    }
    precondition(loop.length % stepsPerEpoch == 0, "\(loop.length) steps in epochs of \(stepsPerEpoch)")
    let epochs = loop.length / stepsPerEpoch
    return NPYFile([epochs, rows], .int32((1...epochs).flatMap { loop.order(epoch: $0) }))
  }

  private static func latents(_ loop: TrainingLoop) -> Tensor? {
    guard let first = loop.latentRows(loop.batchSize, step: 1, player: "generator") else { return nil }
    let values = (1...loop.length).flatMap { step in
      ["discriminator", "generator"].flatMap { player in
        loop.latentRows(loop.batchSize, step: step, player: player)?.values ?? []
      }
    }
    return Tensor([loop.length, 2, first.rows, first.columns], values)
  }

  private static func networks(
    _ configuration: Configuration, _ parameters: [(name: String, value: Tensor)],
    _ write: (NPYFile, String) throws -> String
  ) throws -> [Network] {
    var rest = parameters[...]
    func network(_ network: NetworkConfiguration, _ optimizer: Component) throws -> Network {
      let layers = try network.layers.map { layer in
        let (weight, bias) = (rest.removeFirst(), rest.removeFirst())
        return Layer(
          weight: try write(NPYFile(weight.value), weight.name),
          bias: try write(NPYFile(bias.value), bias.name),
          activation: layer.component("activation")?.name ?? "linear")
      }
      return Network(layers: layers, optimizer: Optimizer(optimizer))
    }
    switch (configuration.model, configuration.optimizer) {
    case (.network(let one), .single(let optimizer)):
      return [try network(one, optimizer)]
    case (.adversarial(let generator, let discriminator, _), .adversarial(let first, let second)):
      return [try network(generator, first), try network(discriminator, second)]
    default: preconditionFailure("networks and optimizers do not fit")
    }
  }
}

extension Handover.Optimizer {
  init(_ component: Component) {
    func option(_ name: String) -> Double? {
      component.options[name] == nil ? nil : component.number(name)
    }
    guard let rate = option("learning_rate") else { preconditionFailure("no rate in \(component)") }
    self.init(
      name: component.name, learningRate: rate, beta1: option("beta1"), beta2: option("beta2"),
      epsilon: option("epsilon"))
  }
}
