import Graphs
import Tensors

/// The weights that a run is judged by and ends with: those that the optimizer moves, or the ones that follow them, the
/// moving average or Lookahead's slow weights.
final class JudgedWeights {
  /// What evaluation reads, under the parameters' own names.
  let store: ParameterStore
  let names: [String]
  private let moving: ParameterStore
  private let follower: ((String) -> String)?
  private let lookahead: (program: Program, steps: Int)?

  static func average(_ name: String) -> String { "\(name)/average" }
  static func slow(_ name: String) -> String { "\(name)/slow" }

  /// Adds what follows the weights to their store.
  init(_ training: TrainingConfiguration, store moving: ParameterStore, names: [String], kernels: Kernels) {
    self.moving = moving
    self.names = names
    if training.averageDecay != nil {
      follower = { Self.average($0) }
    } else if training.lookahead != nil {
      follower = { Self.slow($0) }
    } else {
      follower = nil
    }
    guard let follower else {
      store = moving
      lookahead = nil
      return
    }
    store = ParameterStore()
    for name in names {
      moving.add(follower(name), moving[name])
      store.add(name, moving[name])
    }
    lookahead = training.lookahead.map { option in
      let graph = Graph()
      let updates = names.flatMap { name -> [Update] in
        let fast = graph.parameter(name, moving[name].shape)
        let slow = graph.parameter(Self.slow(name), fast.shape)
        let next = slow + Float(option.alpha) * (fast - slow)
        return [Update(slow, next), Update(fast, next)]
      }
      return (
        Program(graph, outputs: [], updates: updates, parameters: moving, kernels: kernels), option.steps
      )
    }
  }

  /// To be called after each step, counted from 1, or after so many as come in one chunk.
  func follow(step: Int) {
    if let lookahead, step % lookahead.steps == 0 { lookahead.program.execute() }
  }

  /// To be called before the weights are evaluated.
  func refresh() {
    guard let follower else { return }
    for name in names { store[name] = moving[follower(name)] }
  }

  var values: [(name: String, value: Tensor)] {
    get { names.map { ($0, store[$0]) } }
    set { for (name, value) in newValue { store[name] = value } }
  }
}
