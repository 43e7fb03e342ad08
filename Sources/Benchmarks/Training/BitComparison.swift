import Datasets
import Learning
import Tensors

/// Whether a training gives the same weights on every variant of the kernels, on one thread and on two.
struct BitComparison {
  /// Steps that each of them took.
  let steps: Int
  /// In the order in which they ran, the first one to be compared with.
  private(set) var hashes: [(name: String, hash: String)] = []

  init(_ work: TrainingWork, data: PreparedData) {
    steps = min(work.comparedSteps, work.loop(data).length)
    for kernels in Kernels.available.reversed() {
      for threads in [1, 2] {
        var loop = work.loop(data, kernels: kernels, threads: threads)
        loop.run(steps: steps)
        hashes.append(
          (
            "\(kernels.name), \(threads) \(threads == 1 ? "thread" : "threads")",
            WeightHash.of(loop.parameters.map(\.value))
          ))
      }
    }
  }

  /// One line for each that gave other weights than the first.
  var differences: [String] {
    hashes.dropFirst().filter { $0.hash != hashes[0].hash }.map {
      "\($0.name): \($0.hash); \(hashes[0].name): \(hashes[0].hash)"
    }
  }
}
