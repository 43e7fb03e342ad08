/// Consecutive steps on batches of the same number of rows each, or one step of several batches.
struct StepChunk {
  /// Steps before the first of them.
  let stepsBefore: Int
  let steps: Int
  /// The row numbers of all steps, one batch after the other.
  let order: ArraySlice<Int32>
  /// Rows of a batch; the last of several in a step may have fewer.
  let rows: Int

  var isAccumulated: Bool { steps == 1 && order.count > rows }

  /// Whether a multiple of so many steps is among them, counted from the run's first as 1.
  func contains(multipleOf interval: Int) -> Bool {
    (stepsBefore + steps) / interval != stepsBefore / interval
  }

  /// The batches of a step, counted from 0.
  func batches(ofStep step: Int) -> [ArraySlice<Int32>] {
    if !isAccumulated { return [order.dropFirst(step * rows).prefix(rows)] }
    return stride(from: 0, to: order.count, by: rows).map { order.dropFirst($0).prefix(rows) }
  }
}

/// Takes a run's steps off, chunk by chunk, through its epochs. Short epochs that nothing happens between come in one
/// chunk.
struct StepQueue {
  private let schedule: BatchSchedule
  private let steps: Int
  /// Steps that were taken off.
  private(set) var taken = 0
  /// Of whole epochs, one after the other.
  private var order: [Int32] = []
  private var position = 0
  /// Epochs whose order stands in `order` or is behind.
  private var epochs = 0

  /// Row numbers that are laid ready at a time, at least those of an epoch.
  private static let mostRows = 1 << 14

  /// - Parameter steps: in all; nil for those of the schedule.
  init(_ schedule: BatchSchedule, steps: Int? = nil) {
    self.schedule = schedule
    self.steps = steps ?? schedule.steps
  }

  /// The next steps, at most `most`, none beyond the end of an epoch or the schedule's interval; nil where all of them are
  /// taken.
  mutating func next(most: Int, through epoch: Int = .max) -> StepChunk? {
    guard taken < steps else { return nil }
    let most = schedule.interval.map { min(most, $0 - taken % $0) } ?? most
    if position == order.count { refill(most: most, through: epoch) }
    guard position < order.count else { return nil }
    let batch = schedule.batchSize
    let left = schedule.rows - position % schedule.rows
    var (size, count) = (min(batch, left), 1)
    if schedule.accumulate > 1 {
      size = min(batch * schedule.accumulate, left)
    } else if size == batch {
      count = (schedule.rows % batch == 0 ? order.count - position : left) / batch
      count = min(count, max(most, 1), steps - taken)
      size = count * batch
    }
    let chunk = StepChunk(
      stepsBefore: taken, steps: count, order: order[position..<position + size], rows: min(batch, size))
    position += size
    taken += count
    return chunk
  }

  private mutating func refill(most: Int, through epoch: Int) {
    order.removeAll(keepingCapacity: true)
    position = 0
    while epochs < epoch, order.isEmpty || order.count + schedule.rows <= Self.mostRows {
      guard order.count / schedule.rows * schedule.stepsPerEpoch < min(most, steps - taken) else { break }
      epochs += 1
      schedule.appendOrder(epoch: epochs, to: &order)
    }
  }
}
