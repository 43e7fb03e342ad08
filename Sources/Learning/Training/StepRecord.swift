import Tensors

/// What the first steps of a run drew and computed, for whoever replays them elsewhere. A run that is given
/// none keeps none.
package final class StepRecord {
  /// How many steps are kept.
  package let steps: Int
  /// Parameters before the first step, in the model's order.
  package internal(set) var initial: [(name: String, value: Tensor)] = []
  /// Of each step, before its update; nil where the step has no such loss. `loss`, or `generator.loss` and
  /// `discriminator.loss`.
  package private(set) var losses: [(name: String, values: [Float?])] = []
  /// Random inputs by purpose and place (`rrelu/hidden1/1`, `latent/generator`), of each step row by row;
  /// empty where the step draws none.
  package private(set) var noise: [(name: String, draws: [[Float]])] = []

  package init(steps: Int) {
    self.steps = steps
  }

  /// Steps are counted from 1.
  func keep(loss: Float, _ name: String, step: Int) {
    guard step <= steps else { return }
    let position =
      losses.firstIndex { $0.name == name }
      ?? {
        losses.append((name, []))
        return losses.count - 1
      }()
    while losses[position].values.count < step - 1 { losses[position].values.append(nil) }
    losses[position].values.append(loss)
  }

  /// The same noise may be drawn twice in a step, by both players of a game.
  func keep(noise values: some Collection<Float>, _ name: String, step: Int) {
    guard step <= steps else { return }
    let position =
      noise.firstIndex { $0.name == name }
      ?? {
        noise.append((name, []))
        return noise.count - 1
      }()
    guard noise[position].draws.count < step else { return }
    while noise[position].draws.count < step - 1 { noise[position].draws.append([]) }
    noise[position].draws.append(Array(values))
  }
}
