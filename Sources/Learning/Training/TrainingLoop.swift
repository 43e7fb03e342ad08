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
  private var taken: AdversarialSteps?

  private let schedule: BatchSchedule
  private let store: ParameterStore
  private let seed: UInt64
  private let latent: Int?
  private let parameterNames: [String]
  /// Of the start, with all that optimizers keep; nil before anything was compiled.
  private var start: ParameterStore.Snapshot?
  private var place = Place()

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
      taken = training.firstSteps
    }
    initialParameters = parameterNames.map { [store] in ($0, store[$0]) }
  }

  /// Compiles what every size of batch needs and takes a few steps, so that the next ones cost what they will
  /// always cost; then goes back to the start.
  package mutating func prepare(steps: Int = 3) {
    precondition(start == nil && place.steps == 0, "\(place.steps) steps were taken already")
    let order = schedule.order(epoch: 1)
    let all = schedule.steps(stepsBefore: 0)
    let warming = (all.prefix(steps) + all.suffix(1))[...]
    supervised?.compile(warming)
    if taken != nil { adversarial?.compile(warming.map { $0[0] }, &taken!) }
    // Compiling has added what optimizers keep.
    start = store.snapshot()
    execute(warming, of: order, stepsBefore: 0)
    rewind()
  }

  /// By which the kernels find the maps of the compiled programs that have loops of their own, each once, in the order of their text.
  package var mapKeys: [String] {
    let keys = supervised?.mapKeys ?? taken.flatMap { adversarial?.mapKeys($0) } ?? []
    return Set(keys).sorted()
  }

  /// Back to the start.
  package mutating func rewind() {
    guard let start else { preconditionFailure("nothing was prepared") }
    store.restore(start)
    place = Place()
    losses = []
    supervised?.rewind()
    if taken != nil { adversarial?.rewind(&taken!) }
  }

  /// The next steps, through as many epochs as they take. All together there are at most as many as the
  /// configuration asks for.
  package mutating func run(steps count: Int) {
    precondition(
      place.steps + count <= schedule.steps, "\(place.steps) + \(count) steps of \(schedule.steps)")
    var left = count
    while left > 0 {
      place.fill(from: schedule)
      let batches = place.batches.prefix(left)
      execute(batches, of: place.order, stepsBefore: place.steps)
      left -= batches.count
      place.pass(batches.count)
    }
  }

  private mutating func execute(
    _ batches: ArraySlice<[Range<Int>]>, of order: [Int32], stepsBefore: Int
  ) {
    if let loss = supervised?.take(batches, of: order, stepsBefore: stepsBefore) {
      losses = [("loss", loss)]
    } else if let adversarial, taken != nil {
      let last = adversarial.take(batches.map { $0[0] }, of: order, stepsBefore: stepsBefore, &taken!)
      losses = [("discriminator.loss", last.discriminator), ("generator.loss", last.generator)]
    }
  }

  /// Steps in all, as the configuration asks for.
  package var length: Int { schedule.steps }
  /// Row numbers of epoch 1, 2, … in the order of training; batches of `batchSize` are cut from them one after
  /// the other, the last one as short as it comes.
  package func order(epoch: Int) -> [Int32] { schedule.order(epoch: epoch) }
  package var batchSize: Int { schedule.batchSize }

  package var parameters: [(name: String, value: Tensor)] { parameterNames.map { ($0, store[$0]) } }

  /// The latent rows that a player takes in step 1, 2, …; nil where no generator is trained.
  /// - Parameter player: `generator` or `discriminator`.
  package func latentRows(_ rows: Int, step: Int, player: String) -> Tensor? {
    latent.map { width in
      var stream = RandomStream(
        seed: seed, purpose: AdversarialTraining.latentPurpose(step: step, player: player))
      return Tensor([rows, width], (0..<rows * width).map { _ in stream.normal() })
    }
  }
}

/// Where in a run's epochs the next step stands.
private struct Place {
  private(set) var steps = 0
  private(set) var epoch = 0
  private(set) var order: [Int32] = []
  /// The steps of the epoch that are still to come.
  private(set) var batches: ArraySlice<[Range<Int>]> = []

  /// Begins the next epoch where the last one is over.
  mutating func fill(from schedule: BatchSchedule) {
    guard batches.isEmpty else { return }
    epoch += 1
    order = schedule.order(epoch: epoch)
    batches = schedule.steps(stepsBefore: steps)[...]
  }

  mutating func pass(_ count: Int) {
    batches = batches.dropFirst(count)
    steps += count
  }
}
