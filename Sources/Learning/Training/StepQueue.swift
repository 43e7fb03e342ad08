/// Consecutive steps on batches of the same number of rows each, or one step of several batches.
struct StepChunk {
  /// Steps before the first of them.
  let stepsBefore: Int
  /// Of each step, into `order`; several where they are accumulated.
  let ranges: ArraySlice<[Range<Int>]>
  /// Row numbers, in which the steps' ranges follow each other.
  let order: [Int32]

  /// Rows of a batch.
  var rows: Int { ranges.first?.first?.count ?? 0 }
  /// The row numbers of all steps, one batch after the other.
  var allRows: ArraySlice<Int32> {
    guard let start = ranges.first?.first?.lowerBound, let end = ranges.last?.last?.upperBound else { return [] }
    return order[start..<end]
  }
  var isAccumulated: Bool { (ranges.first?.count ?? 0) > 1 }
}

/// Takes a run's steps off, chunk by chunk, through its epochs. Short epochs that nothing happens between come in one
/// chunk.
struct StepQueue {
  private let schedule: BatchSchedule
  /// Steps that were taken off.
  private(set) var taken = 0
  private var order: [Int32] = []
  private var ranges: ArraySlice<[Range<Int>]> = []
  /// Epochs whose order stands in `order` or is behind.
  private var epochs = 0

  /// Row numbers that are laid ready at a time, at least those of an epoch.
  private static let mostRows = 1 << 16

  init(_ schedule: BatchSchedule) {
    self.schedule = schedule
  }

  /// The next steps, at most `most`, none beyond the end of an epoch; nil where all of them are taken.
  mutating func next(most: Int, through epoch: Int) -> StepChunk? {
    if ranges.isEmpty {
      order.removeAll(keepingCapacity: true)
      var all: [[Range<Int>]] = []
      while epochs < epoch, order.isEmpty || order.count + schedule.rows <= Self.mostRows, all.count < most {
        epochs += 1
        let start = order.count
        schedule.appendOrder(epoch: epochs, to: &order)
        for step in schedule.steps(stepsBefore: taken + all.count) {
          all.append(start == 0 ? step : step.map { $0.lowerBound + start..<$0.upperBound + start })
        }
      }
      ranges = all[...]
    }
    guard let first = ranges.first else { return nil }
    var count = 1
    if first.count == 1 {
      let same = ranges.prefix(max(most, 1)).prefix { $0.count == 1 && $0[0].count == first[0].count }
      count = same.count
    }
    let chunk = StepChunk(stepsBefore: taken, ranges: ranges.prefix(count), order: order)
    ranges = ranges.dropFirst(count)
    taken += count
    return chunk
  }
}
