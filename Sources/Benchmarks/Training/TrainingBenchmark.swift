import Datasets
import Learning
import Tensors

/// What was measured of one training.
struct TrainingResult {
  struct Side {
    /// Seconds of one step.
    let time: Spread
    /// Of the last step.
    let losses: [String: Double]
    /// Of step `agreedSteps`.
    let agreedLosses: [String: Double]
    /// Processor time over wall-clock time: how many cores were at work.
    let cores: Double
  }

  let work: TrainingWork
  let steps: Int
  /// Up to here numbers of different origin should agree.
  let agreedSteps: Int
  let ours: Side
  let peers: [Peer: Side]
  /// Of our final weights.
  let hash: String
}

/// Times the steps of a training, ours and the peers' in turn.
struct TrainingBenchmark {
  /// What one of our repetitions takes at least; short runs are repeated from their start until it is reached.
  private static let leastSeconds = 0.05

  let repetitions: Int
  let threads: Int

  func run(_ work: TrainingWork, data: PreparedData, peers: [PeerProcess], folder: TemporaryFolder) throws
    -> TrainingResult
  {
    var loop = work.loop(data, threads: threads)
    loop.prepare()
    // The first pass tells how many are to be timed together.
    let first = measure(&loop, runs: 1)
    let runs = max(1, Int((Self.leastSeconds / first.seconds).rounded(.up)))
    let hash = WeightHash.of(loop.parameters.map(\.value))
    let losses = losses(of: loop)
    let steps = loop.length
    let agreedSteps = min(work.agreedSteps, steps)
    loop.rewind()
    loop.run(steps: agreedSteps)
    let agreedLosses = self.losses(of: loop)

    let place = work.name
    if !peers.isEmpty { _ = try Handover(work, data: data, to: folder, in: place) }
    let path = folder.path("\(place)/work.json")
    for peer in peers { _ = try peer.run(path) }

    var ours: [Elapsed] = []
    var theirs: [Peer: [PeerProcess.Answer]] = [:]
    for _ in 0..<repetitions {
      ours.append(measure(&loop, runs: runs))
      guard WeightHash.of(loop.parameters.map(\.value)) == hash else {
        throw BenchmarkFailure("\(work.name): the same run from the same start gave other weights")
      }
      for peer in peers { theirs[peer.peer, default: []].append(try peer.run(path)) }
    }
    return TrainingResult(
      work: work, steps: steps, agreedSteps: agreedSteps,
      ours: side(ours, per: Double(steps * runs), losses, agreedLosses),
      peers: theirs.mapValues { answers in
        side(
          answers.map { Elapsed(seconds: $0.seconds, processorSeconds: $0.processorSeconds) },
          per: Double(steps), answers[0].losses, answers[0].agreedLosses)
      },
      hash: hash)
  }

  private func measure(_ loop: inout TrainingLoop, runs: Int) -> Elapsed {
    var elapsed = Elapsed()
    for _ in 0..<runs {
      loop.rewind()
      elapsed = elapsed + Elapsed.of { loop.run(steps: loop.length) }
    }
    return elapsed
  }

  private func losses(of loop: TrainingLoop) -> [String: Double] {
    Dictionary(uniqueKeysWithValues: loop.losses.map { ($0.name, Double($0.value)) })
  }

  private func side(
    _ times: [Elapsed], per steps: Double, _ losses: [String: Double], _ agreedLosses: [String: Double]
  ) -> TrainingResult.Side {
    let (wall, processor) = times.reduce(into: (0.0, 0.0)) {
      $0.0 += $1.seconds
      $0.1 += $1.processorSeconds
    }
    return TrainingResult.Side(
      time: Spread(times.map { $0.seconds / steps }), losses: losses, agreedLosses: agreedLosses,
      cores: processor / wall)
  }
}
