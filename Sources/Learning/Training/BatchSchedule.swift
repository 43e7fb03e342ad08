import Tensors

/// In which order and in which batches a run goes through its training rows.
struct BatchSchedule {
  let rows: Int
  let batchSize: Int
  let shuffle: Bool
  let seed: UInt64
  /// Passes over the training rows; the last may be cut short by `steps`.
  let epochs: Int
  /// Optimizer steps in all.
  let steps: Int
  /// Batches whose mean gradient makes one step.
  let accumulate: Int
  let stepsPerEpoch: Int
  let validateEvery: Int
  /// Steps after each of which the weights are changed from outside, by Lookahead; nil where they are not.
  let interval: Int?

  init(_ training: TrainingConfiguration, rows: Int, seed: UInt64) {
    precondition(rows > 0, "no training rows")
    self.rows = rows
    batchSize = min(training.batchSize ?? rows, rows)
    shuffle = training.shuffle
    self.seed = seed
    accumulate = training.accumulate
    validateEvery = training.validateEvery
    interval = training.lookahead?.steps
    let batches = (rows + batchSize - 1) / batchSize
    let stepsPerEpoch = (batches + accumulate - 1) / accumulate
    self.stepsPerEpoch = stepsPerEpoch
    switch training.length {
    case .epochs(let count):
      epochs = count
      steps = count * stepsPerEpoch
    case .steps(let count):
      epochs = (count + stepsPerEpoch - 1) / stepsPerEpoch
      steps = count
    }
  }

  /// Row numbers of epoch 1, 2, … in the order of training; batches are cut from them one after the other, the last one
  /// as short as it comes.
  func order(epoch: Int) -> [Int32] {
    var order: [Int32] = []
    appendOrder(epoch: epoch, to: &order)
    return order
  }

  /// The same, behind what is there.
  func appendOrder(epoch: Int, to order: inout [Int32]) {
    guard shuffle else {
      order += 0..<Int32(rows)
      return
    }
    var stream = RandomStream(seed: seed, purpose: Self.purpose.appending(epoch))
    stream.appendPermutation(rows, to: &order)
  }

  private static let purpose = RandomStream.Purpose("batches/")

  /// The epoch that a step belongs to; both are counted from 1.
  func epoch(ofStep step: Int) -> Int { (step - 1) / stepsPerEpoch + 1 }

  /// Whether metrics are taken after the epoch: every `validate_every` epochs, and after the last.
  func isEvaluated(_ epoch: Int) -> Bool { epoch % validateEvery == 0 || epoch == epochs }

  var horizon: TrainingHorizon { TrainingHorizon(steps: steps, stepsPerEpoch: stepsPerEpoch) }
}
