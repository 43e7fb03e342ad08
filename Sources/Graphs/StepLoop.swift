import CKernels
import Tensors

/// What an input of a program takes in at each of many steps.
package struct StepFeed {
  fileprivate let feed: ck_feed

  /// Step s reads `count` rows of a matrix, those named from `rows[s * count]` on. nil where the program does not need the
  /// input.
  package init?(
    _ input: UnsafeMutableBufferPointer<Float>?, rows: UnsafePointer<Int32>, of matrix: FeatureMatrix.Memory,
    columns: Int
  ) {
    guard let input, let to = input.baseAddress, columns > 0 else { return nil }
    precondition(input.count % columns == 0, "\(input.count) values for rows of \(columns)")
    let (floats, bytes): (UnsafePointer<Float>?, UnsafePointer<UInt8>?) =
      switch matrix {
      case .floats(let memory): (memory.baseAddress, nil)
      case .bytes(let memory): (nil, memory.baseAddress)
      }
    guard floats != nil || bytes != nil else { return nil }
    feed = ck_feed(
      to: to, from: floats, bytes: bytes, rows: rows, count: Int64(input.count / columns),
      columns: Int64(columns))
  }

  /// Step s reads the values from `values[s * input.count]` on.
  package init?(_ input: UnsafeMutableBufferPointer<Float>?, values: UnsafePointer<Float>) {
    guard let input, let to = input.baseAddress else { return nil }
    feed = ck_feed(to: to, from: values, bytes: nil, rows: nil, count: 1, columns: Int64(input.count))
  }
}

/// A program that is executed in steps, with what it takes in. Its first output is a loss.
package struct StepStage {
  fileprivate let program: Program
  fileprivate let every: Int
  fileprivate let feeds: [ck_feed]

  /// - Parameter every: it is executed in the steps `every`, 2 `every`, … alone, counted from 1.
  package init(_ program: Program, every: Int = 1, feeds: [StepFeed]) {
    precondition(every >= 1, "every \(every) steps")
    self.program = program
    self.every = every
    self.feeds = feeds.map(\.feed)
  }

  /// Executes `steps` steps, each of all stages in their order, as one call. It ends after a step in which a loss is NaN
  /// or infinite. All that the feeds point to must live until then.
  ///
  /// - Parameter stepsBefore: counted before the first of them.
  /// - Returns: how many steps were executed, and the losses of each stage by step; of a step in which a stage did not run, 0.
  package static func execute(_ stages: [StepStage], stepsBefore: Int, steps: Int)
    -> (steps: Int, losses: [[Float]])
  {
    guard let kernels = stages.first?.program.kernels else { return (0, []) }
    let losses = UnsafeMutableBufferPointer<Float>.allocate(capacity: stages.count * steps)
    losses.initialize(repeating: 0)
    let feeds = UnsafeMutableBufferPointer<ck_feed>.allocate(
      capacity: stages.reduce(0) { $0 + $1.feeds.count })
    defer {
      losses.deallocate()
      feeds.deallocate()
    }
    var next = 0
    let list = stages.enumerated().map { number, stage in
      let first = next
      for feed in stage.feeds {
        feeds.initializeElement(at: next, to: feed)
        next += 1
      }
      let instructions = stage.program.list
      return ck_stage(
        instructions: instructions.baseAddress, instruction_count: Int64(instructions.count),
        feeds: feeds.baseAddress.map { UnsafePointer($0 + first) }, feed_count: Int64(stage.feeds.count),
        loss: stage.program.output(0).baseAddress, losses: losses.baseAddress.map { $0 + number * steps },
        every: Int64(stage.every))
    }
    let taken = Int(
      kernels.table.pointee.execute_steps(
        list, Int64(list.count), Int64(stepsBefore), Int64(steps), kernels.team?.pointer))
    return (taken, stages.indices.map { Array(losses[($0 * steps)..<($0 * steps + taken)]) })
  }
}
