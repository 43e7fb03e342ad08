/// Two versions of one experiment, all but the tests of its metrics.
struct ExperimentComparison {
  private typealias Experiment = StoredReport.Experiment
  private typealias Variant = StoredReport.Variant

  private(set) var pairs: [MetricPair] = []
  private(set) var runs: [RunChange] = []
  private(set) var configuration: [ConfigurationChange] = []
  private(set) var parts: [PartChange] = []

  private let id: String

  /// - Parameter alpha: the level of tests.
  init(_ before: StoredReport.Experiment, _ after: StoredReport.Experiment, alpha: Double) {
    id = after.id
    let variants = pairVariants(before, after)
    compareSettings(before, after, variants)
    if before.skipped != nil || after.skipped != nil {
      compareSkipped(before, after)
      return
    }
    for pair in variants { compareRuns(pair.before, pair.after) }
    var metrics = MetricPresence()
    for pair in variants { compareMetrics(pair.before, pair.after, alpha: alpha, &metrics) }
    parts += metrics.parts(experiment: id, variants: variants.count)
  }

  // MARK: Variants

  /// By label; of those left over, by configuration, which says that only the label is another.
  private mutating func pairVariants(
    _ before: StoredReport.Experiment, _ after: StoredReport.Experiment
  ) -> [(before: StoredReport.Variant, after: StoredReport.Variant)] {
    var pairs: [(before: Variant, after: Variant)] = []
    let labels = Set(after.variants.map(\.label))
    var free = before.variants.filter { !labels.contains($0.label) }
    for variant in after.variants {
      if let same = before.variants.first(where: { $0.label == variant.label }) {
        pairs.append((same, variant))
      } else if let place = free.firstIndex(where: {
        ConfigurationChange.isSame($0.configuration, variant.configuration)
      }) {
        let earlier = free.remove(at: place)
        pairs.append((earlier, variant))
        add(variant.label, .renamed(from: earlier.label))
      } else {
        let failed = variant.runs.count { $0.status != StoredReport.Run.completed }
        add(
          variant.label, .came,
          note: failed == 0 ? nil : "\(failed) of \(variant.runs.count) runs did not complete")
      }
    }
    for variant in free { add(variant.label, .went) }
    return pairs
  }

  private mutating func add(_ label: String, _ change: PartChange.Change, note: String? = nil) {
    parts.append(PartChange(kind: .variant, change: change, experiment: id, name: label, note: note))
  }

  // MARK: Settings

  private mutating func compareSettings(
    _ before: StoredReport.Experiment, _ after: StoredReport.Experiment,
    _ variants: [(before: StoredReport.Variant, after: StoredReport.Variant)]
  ) {
    if before.seeds != after.seeds {
      configuration.append(
        line("seeds", .string(Self.seedText(before.seeds)), .string(Self.seedText(after.seeds))))
    }
    let renamed = variants.first { $0.before.label == before.baseline }?.after.label
    if before.baseline != after.baseline, renamed != after.baseline {
      configuration.append(
        line("baseline", before.baseline.map { .string($0) }, after.baseline.map { .string($0) }))
    }
    configuration += ConfigurationChange.changes(
      variants.map { ($0.after.label, $0.before.configuration, $0.after.configuration) }, experiment: id)
  }

  private func line(_ path: String, _ before: JSONValue?, _ after: JSONValue?) -> ConfigurationChange {
    ConfigurationChange(path: path, before: before, after: after, experiment: id, variants: nil)
  }

  static func seedText(_ seeds: [Int]) -> String { seeds.isEmpty ? "none" : Words().seedList(seeds) }

  // MARK: Runs

  private mutating func compareSkipped(_ before: StoredReport.Experiment, _ after: StoredReport.Experiment) {
    guard (before.skipped == nil) != (after.skipped == nil) else { return }
    runs.append(
      RunChange(
        kind: after.skipped == nil ? .better : .worse, experiment: id, variant: nil,
        before: before.skipped == nil ? "run" : "not run", after: after.skipped == nil ? "run" : "not run",
        seeds: [], count: after.variants.count * after.seeds.count,
        detail: after.skipped.map { "now: \($0)" } ?? before.skipped.map { "before: \($0)" }))
  }

  /// Runs of the seeds that both have; those that went the same way are told together.
  private mutating func compareRuns(_ before: StoredReport.Variant, _ after: StoredReport.Variant) {
    var groups: [(before: String, runs: [StoredReport.Run])] = []
    for run in after.runs {
      guard let earlier = before.runs.first(where: { $0.seed == run.seed }), earlier.status != run.status
      else { continue }
      if let place = groups.firstIndex(where: {
        $0.before == earlier.status && $0.runs[0].status == run.status
      }) {
        groups[place].runs.append(run)
      } else {
        groups.append((earlier.status, [run]))
      }
    }
    let completed = StoredReport.Run.completed
    for (status, changed) in groups {
      let now = changed[0].status
      runs.append(
        RunChange(
          kind: status == completed ? .worse : now == completed ? .better : .other, experiment: id,
          variant: after.label, before: status, after: now, seeds: changed.map(\.seed).sorted(),
          count: changed.count, detail: changed.lazy.compactMap(\.place).first))
    }
  }

  // MARK: Metrics

  /// Only completed runs count: what a failed one had last is no final value.
  private mutating func compareMetrics(
    _ before: StoredReport.Variant, _ after: StoredReport.Variant, alpha: Double,
    _ presence: inout MetricPresence
  ) {
    let (old, new) = (before.samples, after.samples)
    // Where all runs of a side failed, that is the news.
    guard !old.isEmpty, !new.isEmpty else { return }
    for (metric, values) in new {
      guard let earlier = old.first(where: { $0.metric == metric })?.values, earlier.hasValue else {
        if values.hasValue { presence.add(metric, hasCome: true, variant: after.label) }
        continue
      }
      guard values.hasValue else {
        presence.add(metric, hasCome: false, variant: after.label)
        continue
      }
      if let pair = MetricPair(
        experiment: id, variant: after.label, metric: metric, alpha: alpha, before: earlier, after: values)
      {
        pairs.append(pair)
      }
    }
    for (metric, values) in old where values.hasValue && !new.contains(where: { $0.metric == metric }) {
      presence.add(metric, hasCome: false, variant: after.label)
    }
  }
}

/// Metrics that only one side has, with the variants of which that is so.
private struct MetricPresence {
  private var changes: [(metric: String, hasCome: Bool, variants: [String])] = []

  mutating func add(_ metric: String, hasCome: Bool, variant: String) {
    if let place = changes.firstIndex(where: { $0.metric == metric && $0.hasCome == hasCome }) {
      changes[place].variants.append(variant)
    } else {
      changes.append((metric, hasCome, [variant]))
    }
  }

  func parts(experiment: String, variants: Int) -> [PartChange] {
    changes.map { change in
      PartChange(
        kind: .metric, change: change.hasCome ? .came : .went, experiment: experiment, name: change.metric,
        note: change.variants.count == variants
          ? nil : "of " + change.variants.joined(separator: ", "))
    }
  }
}

extension StoredReport.Variant {
  /// Every metric with a value per seed; a run that did not complete has none. Empty where no run completed.
  fileprivate var samples: [(metric: String, values: [Int: Double?])] {
    var samples: [(metric: String, values: [Int: Double?])] = []
    var places: [String: Int] = [:]
    for run in runs where run.status == StoredReport.Run.completed {
      for (name, value) in run.metrics {
        let place = places[name] ?? samples.count
        if place == samples.count {
          places[name] = place
          samples.append((name, Dictionary(runs.map { ($0.seed, nil) }) { first, _ in first }))
        }
        samples[place].values[run.seed] = .some(value)
      }
    }
    return samples
  }
}

extension [Int: Double?] {
  fileprivate var hasValue: Bool { values.contains { $0 != nil } }
}

extension StoredReport.Run {
  /// `epoch 3: train.loss was not a number`; nil where nothing is told.
  fileprivate var place: String? {
    let parts = [epoch.map { "epoch \($0)" }, cause].compactMap(\.self)
    return parts.isEmpty ? nil : parts.joined(separator: ": ")
  }
}
