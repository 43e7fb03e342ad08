import Datasets
import Diagnostics
import Tensors

/// The learning-rate range test: steps at rates that grow from batch to batch, until the loss explodes.
///
/// Rates grow by the same factor from `low` to `high`. The loss of a batch, taken before its step, is smoothed by a
/// moving average of decay 0.9 without the bias of its start (fastai's 0.98 would lag behind by half of a hundred
/// steps); the test ends where that exceeds four times its lowest value, or is not finite. Schedule, averages and
/// stopping of the experiment are left out of it.
///
/// Source: Smith, Cyclical learning rates for training neural networks, 2017
package struct LearningRateFinder {
  package struct Point: Hashable, Sendable {
    package let rate: Double
    /// Of the batch, before the step.
    package let loss: Double
    package let smoothed: Double
  }

  package struct Finding: Hashable, Sendable {
    /// One for each step, up to where the loss exploded.
    package let points: [Point]
    /// The rate at which the smoothed loss falls most steeply against the logarithm of the rate.
    package let steepest: Double?
    /// A tenth of the rate at which the smoothed loss is lowest.
    package let tenthOfLowest: Double?
  }

  private static let decay = 0.9
  /// The first points, whose mean is of few batches, are not looked at for the steepest fall.
  private static let skipped = 10
  private static let explosion = 4.0

  package let low: Double
  package let high: Double
  package let steps: Int

  package init(low: Double = 1e-7, high: Double = 10, steps: Int = 100) {
    precondition(0 < low && low < high && steps >= 2, "\(steps) rates from \(low) to \(high)")
    self.low = low
    self.high = high
    self.steps = steps
  }

  /// Why the test does not fit a configuration; nil where it does.
  package static func problem(_ configuration: Configuration) -> String? {
    guard case .single(let optimizer) = configuration.optimizer, case .network = configuration.model else {
      return "the range test is for one network, and here a generator and a discriminator compete"
    }
    return Optimizers.row(optimizer).update == nil
      ? "the range test is for optimizers that take one gradient a step, not for '\(optimizer.name)'" : nil
  }

  /// The configuration must fit the data and the test: `problem` is nil.
  package func run(
    _ configuration: Configuration, data: PreparedData, seed: UInt64, kernels: Kernels = .current,
    files: InitializerFiles = InitializerFiles()
  ) -> Finding {
    guard case .network(let network) = configuration.model, Self.problem(configuration) == nil else {
      preconditionFailure(Self.problem(configuration) ?? "no network")
    }
    var plain = configuration
    plain.training.schedule = nil
    plain.training.averageDecay = nil
    plain.training.lookahead = nil
    plain.training.earlyStopping = nil
    plain.training.restoresBest = false
    plain.record = RecordConfiguration()
    var training = SupervisedTraining(plain, network, data: data, seed: seed, kernels: kernels, files: files)
    var losses: [Double] = []
    var smoother = Smoother(decay: Self.decay)
    var lowest = Double.infinity
    training.sweep(rate: rate) { step, loss in
      guard loss.isFinite else { return false }
      let smoothed = smoother.add(loss)
      guard step == 0 || smoothed <= Self.explosion * lowest else { return false }
      lowest = min(lowest, smoothed)
      losses.append(loss)
      return losses.count < steps
    }
    return finding(losses)
  }

  private func rate(_ step: Int) -> Double {
    low * Elementary.pow(high / low, Double(step) / Double(steps - 1))
  }

  /// What a sequence of losses at the rates says.
  package func finding(_ losses: [Double]) -> Finding {
    var smoother = Smoother(decay: Self.decay)
    let points = losses.enumerated().map { step, loss in
      Point(rate: rate(step), loss: loss, smoothed: smoother.add(loss))
    }
    guard points.count > Self.skipped + 2 else {
      return Finding(points: points, steepest: nil, tenthOfLowest: nil)
    }
    // The rates are evenly spaced in their logarithms, so that differences are slopes; at the ends one-sided.
    var steepest: (rate: Double, slope: Double)?
    var lowest = points[0]
    for (index, point) in points.enumerated() {
      let (before, after) = (max(index - 1, 0), min(index + 1, points.count - 1))
      let slope = (points[after].smoothed - points[before].smoothed) / Double(after - before)
      if index >= Self.skipped, slope < steepest?.slope ?? 0 { steepest = (point.rate, slope) }
      if point.smoothed < lowest.smoothed { lowest = point }
    }
    return Finding(points: points, steepest: steepest?.rate, tenthOfLowest: lowest.rate / 10)
  }
}

/// A moving average without the bias of its start: m = β m + (1 - β) x; m / (1 - βᵗ).
private struct Smoother {
  let decay: Double
  private var mean = 0.0
  private var power = 1.0

  init(decay: Double) { self.decay = decay }

  mutating func add(_ value: Double) -> Double {
    mean = decay * mean + (1 - decay) * value
    power *= decay
    return mean / (1 - power)
  }
}
