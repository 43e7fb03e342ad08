import Graphs

/// Looks at every execution of a run that is repeated because it diverged: keeps the parameters from before, and where
/// an execution leaves something that is not finite, finds the operation to blame.
final class StepInspector {
  private let store: ParameterStore
  private var before = ParameterStore.Snapshot()
  private var epoch = 0
  private var step = 0
  /// What was found; the run may then end.
  private(set) var divergence: Divergence?

  init(_ store: ParameterStore) {
    self.store = store
  }

  /// Where the run is from now on.
  func begin(epoch: Int, step: Int) {
    self.epoch = epoch
    self.step = step
  }

  /// Executes a program, whose first output is the loss, under observation.
  func execute(_ program: Program) {
    store.snapshot(into: &before)
    program.execute()
    guard divergence == nil else { return }
    let isFinite =
      (0..<program.outputCount).allSatisfy { program.output($0).allSatisfy(\.isFinite) } && store.isFinite
    guard !isFinite, let origin = program.nonFiniteOrigin(from: before) else { return }
    divergence = Divergence(origin, epoch: epoch, step: step)
  }

  /// The same for a program without a loss, which evaluates a model over weights of any store.
  func evaluate(_ program: Program, weights: ParameterStore) {
    program.execute()
    guard divergence == nil,
      !(0..<program.outputCount).allSatisfy({ program.output($0).allSatisfy(\.isFinite) }),
      let origin = program.nonFiniteOrigin(from: weights.snapshot(), hasLoss: false)
    else { return }
    divergence = Divergence(origin, epoch: epoch, step: step, isEvaluation: true)
  }
}
