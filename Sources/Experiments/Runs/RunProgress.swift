import Datasets
import Synchronization

/// Says that the work is to end: set by Ctrl-C, asked between steps.
package final class Cancellation: Sendable {
  private let flag = Atomic<Bool>(false)

  package init() {}

  package var isCancelled: Bool { flag.load(ordering: .relaxed) }
  package func cancel() { flag.store(true, ordering: .relaxed) }
}

/// What happens while runs are executed, for whoever shows it.
package enum RunEvent: Sendable {
  /// How many runs the command covers, and how many of them are stored already.
  case planned(total: Int, stored: Int)
  /// Why a run is executed or reused.
  case explained(place: String, seed: Int, reason: String)
  case started(place: String, seed: Int)
  /// After an epoch. `loss` is the last training loss.
  case advanced(place: String, seed: Int, epoch: Int, epochs: Int, loss: Double?)
  case finished(place: String, seed: Int, status: String)
  /// The experiment is left out.
  case skipped(place: String, reason: MissingData)
}
