import Statistics

/// A final metric of one variant that is not what it was under some seed.
package struct MetricChange: Sendable {
  enum Verdict: String, Sendable {
    case worse
    case better
    /// Beyond its noise, but neither value is the better one.
    case moved
    /// Not the same, but no more than chance would have it.
    case withinNoise = "within noise"
    /// Not the same under seeds too few for any test.
    case tooFewSeeds = "too few seeds to tell"
  }

  /// What the verdict rests on.
  enum Evidence: Sendable {
    /// Seed by seed; p is Holm-adjusted over all tests of the diff.
    case paired(difference: Interval, p: Double, adjustedP: Double, method: PairedComparison.Method)
    /// Seed by seed under too few seeds: the smallest and the largest difference.
    case range(ClosedRange<Double>)
    /// No seed in common: the 95 % t intervals of either side.
    case unpaired(before: Interval, after: Interval)
  }

  let experiment: String
  /// By its label now.
  let variant: String
  let metric: MetricName
  /// Means over the seeds compared.
  let before: Double
  let after: Double
  /// Seeds compared; with no seed in common those of the side that has fewer.
  let seeds: Int
  /// Seeds with a value on one side only, because the run failed or the metric is undefined there.
  let incomplete: Int
  let evidence: Evidence
  let verdict: Verdict

  var difference: Double {
    if case .paired(let difference, _, _, _) = evidence { difference.mean } else { after - before }
  }

  /// Of one direction under every seed compared, as far as is known.
  var isOneSided: Bool {
    guard case .range(let range) = evidence else { return false }
    return range.lowerBound > 0 || range.upperBound < 0
  }

  /// Whether what changed is for the worse as it stands; false for a metric without a better side.
  var pointsToWorse: Bool { metric.hasDirection && (difference > 0) == metric.isLowerBetter }
}

/// A metric of a variant that both sides have, before anything is said of it.
struct MetricPair {
  let experiment: String
  let variant: String
  let metric: String
  let alpha: Double
  /// Values under the seeds that both sides have, seed by seed; or of all seeds where they share none.
  let before: [Double]
  let after: [Double]
  let isPaired: Bool
  let incomplete: Int

  /// One value per seed on each side, nil for a seed without.
  /// - Returns: nil where there is nothing to compare.
  init?(
    experiment: String, variant: String, metric: String, alpha: Double, before: [Int: Double?],
    after: [Int: Double?]
  ) {
    let shared = before.keys.filter { after[$0] != nil }.sorted()
    self.experiment = experiment
    self.variant = variant
    self.metric = metric
    self.alpha = alpha
    isPaired = !shared.isEmpty
    if shared.isEmpty {
      self.before = before.keys.sorted().compactMap { before[$0] ?? nil }
      self.after = after.keys.sorted().compactMap { after[$0] ?? nil }
      incomplete = 0
    } else {
      // A difference out of range of Double is no number to reckon with.
      let pairs = shared.compactMap { seed -> (Double, Double)? in
        guard let old = before[seed] ?? nil, let new = after[seed] ?? nil, (new - old).isFinite else {
          return nil
        }
        return (old, new)
      }
      self.before = pairs.map(\.0)
      self.after = pairs.map(\.1)
      incomplete = shared.count { ((before[$0] ?? nil) == nil) != ((after[$0] ?? nil) == nil) }
    }
    if self.before.isEmpty || self.after.isEmpty { return nil }
  }

  var differences: [Double] { zip(before, after).map { $1 - $0 } }
  var isUnchanged: Bool { isPaired ? before == after : before.sorted() == after.sorted() }
  /// Whether its seeds suffice for a test.
  var isTestable: Bool { isPaired && before.count >= Self.fewestSeeds }
  /// The fewest seeds with which an exact test can reach 0.05.
  static let fewestSeeds = 6
}

extension MetricPair {
  /// The changed ones, in order, with what can be said of each.
  ///
  /// Seed by seed where seeds are shared: the two-sided exact sign-flip test of the differences (`PairedComparison`),
  /// p Holm-adjusted over all tests of the diff, moved where p < α. Where the diff has so many tests that even
  /// differences of one sign under all n seeds could not reach α, 2/2ⁿ · tests ≥ α, the paired t test takes over, for
  /// otherwise nothing could ever be told there. Which one it is depends on numbers of seeds and tests alone. Below 6
  /// seeds no test is made. With no seed in common the 95 % t intervals must not overlap.
  static func changes(_ pairs: [MetricPair]) -> [MetricChange] {
    let changed = pairs.filter { !$0.isUnchanged }
    let testable = changed.filter(\.isTestable)
    let tests = testable.map { Test($0, among: testable.count) }
    let adjusted = Holm.adjusted(tests.map(\.p))
    var next = 0
    return changed.map { pair in
      guard pair.isTestable else { return pair.isPaired ? pair.tooFew : pair.unpaired }
      defer { next += 1 }
      return pair.tested(tests[next], adjustedP: adjusted[next])
    }
  }

  private struct Test {
    let interval: Interval
    let p: Double
    let method: PairedComparison.Method

    init(_ pair: MetricPair, among tests: Int) {
      let differences = pair.differences
      let isExact =
        differences.count <= SignFlipTest.largestCount
        && SignFlipTest.smallestP(count: differences.count) * Double(tests) < pair.alpha
      var p: Double
      if isExact {
        let comparison = PairedComparison(differences: differences)
        (interval, p, method) = (comparison.interval, comparison.p, comparison.method)
      } else {
        (interval, p, method) = (.mean(of: differences), PairedT(differences).p, .pairedT)
      }
      // Sums of huge values may overflow; then nothing is shown.
      if !(0...1).contains(p) { p = 1 }
      self.p = p
    }
  }

  private func tested(_ test: Test, adjustedP: Double) -> MetricChange {
    change(
      .paired(difference: test.interval, p: test.p, adjustedP: adjustedP, method: test.method),
      adjustedP < alpha ? direction(test.interval.mean) : .withinNoise)
  }

  private var tooFew: MetricChange {
    let differences = differences.sorted()
    return change(.range(differences[0]...differences[differences.count - 1]), .tooFewSeeds)
  }

  private var unpaired: MetricChange {
    let (old, new) = (Interval.mean(of: before), Interval.mean(of: after))
    let verdict: MetricChange.Verdict =
      if !old.isBounded || !new.isBounded {
        .tooFewSeeds
      } else if old.high < new.low || new.high < old.low {
        direction(new.mean - old.mean)
      } else {
        .withinNoise
      }
    return change(.unpaired(before: old, after: new), verdict)
  }

  private func direction(_ difference: Double) -> MetricChange.Verdict {
    let name = MetricName(metric)
    guard name.hasDirection else { return .moved }
    return (difference > 0) == name.isLowerBetter ? .worse : .better
  }

  private func change(_ evidence: MetricChange.Evidence, _ verdict: MetricChange.Verdict) -> MetricChange {
    MetricChange(
      experiment: experiment, variant: variant, metric: MetricName(metric), before: Descriptive.mean(before),
      after: Descriptive.mean(after), seeds: min(before.count, after.count), incomplete: incomplete,
      evidence: evidence, verdict: verdict)
  }
}
