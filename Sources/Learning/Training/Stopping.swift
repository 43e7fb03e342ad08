import Diagnostics

/// Watches a metric from evaluation to evaluation: which epoch was best, and whether it is time to stop.
///
/// A value is a new best where it is better than all before; it resets the patience only where it is better by more
/// than `min_delta` than the last one that did. The weights before the first step do not count.
package struct Stopping {
  package let metric: String
  private let isMaximum: Bool
  private let patience: Int?
  private let minDelta: Double
  package private(set) var best: (epoch: Int, value: Double)?
  private var reference: Double?
  private var waited = 0

  /// nil where nothing is watched.
  init?(_ training: TrainingConfiguration) {
    guard let metric = training.watchedMetric else { return nil }
    self.init(
      metric: metric, isMaximum: Metrics.row(ofCurve: metric)?.higherIsBetter ?? false,
      patience: training.earlyStopping?.patience, minDelta: training.earlyStopping?.minDelta ?? 0)
  }

  package init(metric: String, isMaximum: Bool, patience: Int?, minDelta: Double) {
    self.metric = metric
    self.isMaximum = isMaximum
    self.patience = patience
    self.minDelta = minDelta
  }

  /// Whether the value is a new best, and whether the run is to end.
  package mutating func observe(_ value: Double, epoch: Int) -> (isBest: Bool, stops: Bool) {
    func gain(over other: Double) -> Double { isMaximum ? value - other : other - value }
    let isBest = best.map { gain(over: $0.value) > 0 } ?? !value.isNaN
    if isBest { best = (epoch, value) }
    if reference.map({ gain(over: $0) > minDelta }) ?? !value.isNaN {
      reference = value
      waited = 0
    } else {
      waited += 1
    }
    return (isBest, patience.map { waited >= $0 } ?? false)
  }
}
