import Datasets
import Graphs
import Tensors

/// The steps of a run without any evaluation, for whoever wants to time or drive them.
///
/// A loop starts with the run's initial weights and takes the very steps that `Trainer` would. It can be taken
/// back to its start, where it gives the same numbers again with everything compiled already.
package struct TrainingLoop {
  // One of the two.
  private var supervised: SupervisedTraining?
  private var adversarial: AdversarialTraining?

  private let schedule: BatchSchedule
  private let store: ParameterStore
  private let seed: UInt64
  private let latent: Int?
  private let parameterNames: [String]
  /// Of the start, with all that optimizers keep; nil before anything was compiled.
  private var start: ParameterStore.Snapshot?
  private var queue: StepQueue

  /// In the order of the model, before the first step.
  package let initialParameters: [(name: String, value: Tensor)]
  /// Of the last step, each before its own update: `loss`, or `discriminator.loss` and `generator.loss`. Empty
  /// before the first.
  package private(set) var losses: [(name: String, value: Float)] = []

  /// The configuration must fit the data, and its optimizers must take one gradient a step.
  package init(
    _ configuration: Configuration, data: PreparedData, seed: UInt64, kernels: Kernels = .current,
    threads: Int = 1
  ) {
    self.seed = seed
    let kernels = threads > 1 ? kernels.shared(by: ThreadTeam(threads: threads)) : kernels
    switch configuration.model {
    case .network(let network):
      let training = SupervisedTraining(
        configuration, network, data: data, seed: seed, kernels: kernels, files: InitializerFiles())
      (schedule, store) = (training.schedule, training.store)
      parameterNames = training.model.parameters.map(\.name)
      latent = nil
      supervised = training
    case .adversarial(let generator, let discriminator, let latent):
      let training = AdversarialTraining(
        configuration, generator: generator, discriminator: discriminator, latent: latent, data: data,
        seed: seed, kernels: kernels, files: InitializerFiles())
      (schedule, store) = (training.schedule, training.store)
      parameterNames = training.parameterNames
      self.latent = latent
      adversarial = training
    }
    queue = StepQueue(schedule)
    initialParameters = parameterNames.map { [store] in ($0, store[$0]) }
  }

  /// Compiles what every size of batch needs and takes a few steps, so that the next ones cost what they will
  /// always cost; then goes back to the start.
  package mutating func prepare(steps: Int = 3) {
    precondition(start == nil && queue.taken == 0, "\(queue.taken) steps were taken already")
    var first = StepQueue(schedule)
    while let chunk = first.next(most: schedule.stepsPerEpoch, through: 1) {
      supervised?.compile(chunk)
      adversarial?.compile(chunk)
    }
    // Compiling has added what optimizers keep.
    start = store.snapshot()
    run(steps: min(steps, schedule.steps))
    rewind()
  }

  /// Of all maps that were compiled, each once, in the order of their text: by them the kernels find those that
  /// have loops of their own.
  package var mapKeys: [String] {
    Set(supervised?.mapKeys ?? adversarial?.mapKeys ?? []).sorted()
  }

  /// Back to the start.
  package mutating func rewind() {
    guard let start else { preconditionFailure("nothing was prepared") }
    store.restore(start)
    queue = StepQueue(schedule)
    losses = []
    supervised?.rewind()
    adversarial?.rewind()
  }

  /// The next steps, through as many epochs as they take. All together there are at most as many as the
  /// configuration asks for.
  package mutating func run(steps count: Int) {
    precondition(
      queue.taken + count <= schedule.steps, "\(queue.taken) + \(count) steps of \(schedule.steps)")
    if let loss = supervised?.take(count, from: &queue) {
      losses = [("loss", loss)]
    } else if let last = adversarial?.take(count, from: &queue) {
      losses = [("discriminator.loss", last.discriminator)]
      if let generator = last.generator { losses.append(("generator.loss", generator)) }
    }
  }

  /// Steps in all, as the configuration asks for.
  package var length: Int { schedule.steps }
  /// Row numbers of epoch 1, 2, … in the order of training; batches of `batchSize` are cut from them one after
  /// the other, the last one as short as it comes.
  package func order(epoch: Int) -> [Int32] { schedule.order(epoch: epoch) }
  package var batchSize: Int { schedule.batchSize }

  /// How many numbers last from step to step once it is prepared: parameters and what optimizers keep of them.
  package var storedNumbers: Int { store.names.reduce(0) { $0 + store[$1].shape.count } }

  package var parameters: [(name: String, value: Tensor)] { parameterNames.map { ($0, store[$0]) } }

  /// The latent rows that a player takes in step 1, 2, …; nil where no generator is trained.
  /// - Parameter player: `generator` or `discriminator`.
  package func latentRows(_ rows: Int, step: Int, player: String) -> Tensor? {
    latent.map { width in
      var stream = RandomStream(
        seed: seed, purpose: AdversarialStep.latentPurpose(step: step, player: player))
      return Tensor([rows, width], (0..<rows * width).map { _ in stream.normal() })
    }
  }
}
