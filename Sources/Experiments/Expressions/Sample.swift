/// What a metric, or arithmetic on metrics, yields: one number per seed of one experiment.
package struct Sample: Hashable, Sendable {
  /// Why a seed has no number. Of several reasons the later in this list is told.
  package enum Absence: Int, Comparable, Sendable {
    /// The threshold of `epochs_to` was never reached.
    case notReached
    /// The arithmetic has no result there, as the logarithm of a negative number.
    case undefined
    /// The run was not carried out, as where its data are not installed.
    case notRun
    /// The run diverged or failed.
    case failed

    package static func < (a: Absence, b: Absence) -> Bool { a.rawValue < b.rawValue }
  }

  /// The experiment whose seeds these are: only samples of one experiment are paired.
  package let experiment: String
  package let seeds: [Int]
  /// In the order of `seeds`; nil where the seed has no number.
  package let values: [Double?]
  /// Why there are nils, if there are any.
  package let absence: Absence
  /// For seeds whose threshold was never reached the epoch after their last one, which they are not before; nil for all
  /// others. Arithmetic knows nothing of it.
  let neverBefore: [Double?]

  /// A value that is not finite counts as none.
  package init(
    experiment: String, seeds: [Int], values: [Double?], absence: Absence = .failed,
    neverBefore: [Double?] = []
  ) {
    precondition(seeds.count == values.count, "\(values.count) values for \(seeds.count) seeds")
    self.experiment = experiment
    self.seeds = seeds
    self.values = values.map { $0.flatMap { $0.isFinite ? $0 : nil } }
    self.absence = absence
    self.neverBefore = neverBefore
  }

  /// With the epoch after the last for seeds that never reached their threshold, or one after `number` where that is
  /// later: never is later than any number that is asked for.
  func latest(beyond number: Double) -> Sample {
    filled { _, bound in max(bound, number + 1) }
  }

  /// The same beside another sample. A seed whose other value lies after that epoch stays without a number: of a longer
  /// training nobody knows.
  func latest(beside other: Sample) -> Sample {
    filled { index, bound in
      let value = other.values[index] ?? (other.neverBefore.isEmpty ? nil : other.neverBefore[index])
      return value.flatMap { $0 <= bound ? bound : nil }
    }
  }

  private func filled(_ fill: (Int, Double) -> Double?) -> Sample {
    guard !neverBefore.isEmpty else { return self }
    let filled = values.indices.map { index in values[index] ?? neverBefore[index].flatMap { fill(index, $0) }
    }
    return Sample(
      experiment: experiment, seeds: seeds, values: filled,
      absence: zip(filled, neverBefore).contains { $0 == nil && $1 == nil } ? absence : .notReached)
  }

  /// Seeds that never reached their threshold.
  var neverCount: Int { neverBefore.count { $0 != nil } }

  /// The numbers of the seeds that have one.
  package var present: [Double] { values.compactMap(\.self) }

  package var missingCount: Int { values.count { $0 == nil } }

  /// Seed by seed; what turns out not finite has no value.
  func map(_ transform: (Double) -> Double) -> Sample {
    result(values.map { $0.map(transform) }, absence: nil)
  }

  /// Seed by seed with another sample of the same experiment.
  func combined(with other: Sample, _ transform: (Double, Double) -> Double) -> Sample {
    precondition(
      experiment == other.experiment && seeds == other.seeds,
      "seeds \(seeds) of \(experiment) with \(other.seeds) of \(other.experiment)")
    let pairs = zip(values, other.values).map { a, b -> Double? in
      if let a, let b { transform(a, b) } else { nil }
    }
    return result(pairs, absence: other.missingCount > 0 ? other.absence : nil)
  }

  /// A sample of the same seeds, which has lost seeds for this sample's reason, another's, or the
  /// arithmetic's.
  private func result(_ new: [Double?], absence other: Absence?) -> Sample {
    let own = missingCount > 0 ? absence : nil
    return Sample(
      experiment: experiment, seeds: seeds, values: new,
      absence: [own, other].compactMap(\.self).max() ?? .undefined)
  }
}
