import Datasets
import Tensors

/// How a training ended.
package enum RunStatus: Hashable, Sendable {
  case completed
  /// A loss or a parameter was no longer finite; a result, not an error.
  case diverged(epoch: Int, step: Int)

  /// `completed`, `diverged at epoch 3`.
  package var words: String {
    switch self {
    case .completed: "completed"
    case .diverged(let epoch, _): "diverged at epoch \(epoch)"
    }
  }
}

/// A metric against the epoch at whose end it was taken; epoch 0 is before the first step.
package struct Curve: Hashable, Sendable {
  package var epochs: [Int]
  package var values: [Double]

  package init(epochs: [Int] = [], values: [Double] = []) {
    self.epochs = epochs
    self.values = values
  }

  package mutating func append(_ value: Double, epoch: Int) {
    epochs.append(epoch)
    values.append(value)
  }

  package func value(at epoch: Int) -> Double? {
    epochs.firstIndex(of: epoch).map { values[$0] }
  }
}

/// How a training ended, where that was not with the last of its epochs and the weights that it then had.
package struct TrainingEnd: Hashable, Sendable {
  /// Epochs that were to be.
  package var planned: Int
  /// Epochs that were taken.
  package var epochs: Int
  /// The epoch whose weights the run ended with.
  package var kept: Int

  package init(planned: Int, epochs: Int, kept: Int) {
    self.planned = planned
    self.epochs = epochs
    self.kept = kept
  }

  package var stoppedEarly: Bool { epochs < planned }
}

/// All that a run yields: what is stored, and what every table, plot and claim is made of.
package struct RunResult: Hashable, Sendable {
  package var status: RunStatus
  /// By metric (`validation.loss`), in the order in which a report tells them.
  package var curves: [(name: String, curve: Curve)]
  /// Parameters that the run ended with, of its last step or its best epoch, in the model's order: `hidden1.weight`.
  package var parameters: [(name: String, value: Tensor)]
  /// Other values kept for plots: `samples/20` are a generator's samples after epoch 20.
  package var artifacts: [(name: String, value: Tensor)]
  /// Of the data, by label; empty where there are no classes.
  package var classNames: [String] = []
  /// Where the first NaN or infinity arose; nil where the run did not diverge.
  package var divergence: Divergence?
  /// nil where it ended with its last epoch and that epoch's weights.
  package var end: TrainingEnd?
  /// Optimizer steps taken.
  package var steps: Int
  /// How many numbers are learned.
  package var parameterCount: Int
  /// What the data's preparation had to say: rows dropped, values imputed.
  package var notes: [DataNote]

  package init(
    status: RunStatus, curves: [(name: String, curve: Curve)] = [],
    parameters: [(name: String, value: Tensor)] = [],
    artifacts: [(name: String, value: Tensor)] = [], steps: Int = 0, parameterCount: Int = 0,
    notes: [DataNote] = []
  ) {
    self.status = status
    self.curves = curves
    self.parameters = parameters
    self.artifacts = artifacts
    self.steps = steps
    self.parameterCount = parameterCount
    self.notes = notes
  }

  package subscript(artifact name: String) -> Tensor? {
    artifacts.first { $0.name == name }?.value
  }

  /// The name of the artifact that keeps a generator's samples after an epoch.
  static func samplesArtifact(epoch: Int) -> String { samplesPrefix + String(epoch) }
  private static let samplesPrefix = "samples/"

  /// A generator's samples at the epochs that were kept, ascending; rows of the data's width.
  package var samples: [(epoch: Int, rows: Tensor)] {
    artifacts.compactMap { name, rows in
      guard name.hasPrefix(Self.samplesPrefix), let epoch = Int(name.dropFirst(Self.samplesPrefix.count)),
        rows.shape.rank == 2
      else { return nil }
      return (epoch, rows)
    }.sorted { $0.epoch < $1.epoch }
  }

  package subscript(metric: String) -> Curve? {
    curves.first { $0.name == metric }?.curve
  }

  /// The metric of the weights that the run ended with: what a report calls its value. Of the last epoch that
  /// measured it where the kept one did not.
  package func finalValue(of metric: String) -> Double? {
    guard let curve = self[metric] else { return nil }
    return end.flatMap { curve.value(at: $0.kept) } ?? curve.values.last
  }

  package mutating func append(_ value: Double, to metric: String, epoch: Int) {
    if let position = curves.firstIndex(where: { $0.name == metric }) {
      curves[position].curve.append(value, epoch: epoch)
    } else {
      curves.append((metric, Curve(epochs: [epoch], values: [value])))
    }
  }

  /// The epoch with the lowest validation loss, the first of equals; nil where none was taken.
  package var bestEpoch: Int? {
    guard let loss = self["validation.loss"] else { return nil }
    var best: (epoch: Int, value: Double)?
    for (epoch, value) in zip(loss.epochs, loss.values) where value < best?.value ?? .infinity {
      best = (epoch, value)
    }
    return best?.epoch
  }

  package static func == (a: RunResult, b: RunResult) -> Bool {
    a.status == b.status && a.end == b.end && a.steps == b.steps && a.parameterCount == b.parameterCount
      && a.notes == b.notes
      && a.classNames == b.classNames && a.divergence == b.divergence
      && a.curves.elementsEqual(b.curves, by: { $0 == $1 })
      && a.parameters.elementsEqual(b.parameters, by: { $0 == $1 })
      && a.artifacts.elementsEqual(b.artifacts, by: { $0 == $1 })
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(steps)
    hasher.combine(curves.map(\.name))
  }
}
