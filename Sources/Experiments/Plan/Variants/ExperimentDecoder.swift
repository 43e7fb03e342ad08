import Diagnostics
import Learning
import Notebooks

/// An experiment's block with all that it extends, not yet looked into.
struct ExperimentDraft {
  let id: String
  let block: ParameterBlock
  let root: PlanNode
  /// What it extends could not be found: a key that is missing may stand there.
  var isIncomplete = false

  /// Where a missing key is told.
  var place: SourceRange? { isIncomplete ? nil : block.idRange }
}

/// A value set at a path, on top of what the block says.
struct Assignment {
  let segments: [PathSegment]
  let node: PlanNode
}

/// Decodes one experiment: its seeds, what it varies, and every variant's configuration.
struct ExperimentDecoder {
  /// More runs than anyone waits for.
  static let largestRunCount = 100_000
  /// After so many mistakes the rest of the variants would tell nothing new.
  private static let enoughMistakes = 100

  static let keys =
    ["extends"] + PlanDecoder.configurationKeys.dropLast(2) + [
      "metrics", "seeds", "vary", "exclude", "baseline", "record",
    ]

  let draft: ExperimentDraft
  var decoder: PlanDecoder
  /// Of the block alone, nothing varied.
  let known: [DecodedSetting]
  /// What is wrong with levels looked at one by one; told where there are no variants to tell it of.
  var levelMistakes: [Diagnostic] = []

  init(_ draft: ExperimentDraft, file: String) {
    self.draft = draft
    decoder = PlanDecoder(file: file)
    var base = PlanDecoder(file: file)
    _ = base.configuration(draft.root, at: draft.place)
    known = base.settings
  }

  /// nil where something is wrong, which is then among the decoder's diagnostics.
  mutating func decode(defaultSeeds: [Int]?) -> ExperimentPlan? {
    checkKeys()
    let seeds = self.seeds() ?? defaultSeeds ?? Array(0..<10)
    let variation = self.variation(seedCount: seeds.count)
    guard let variation else {
      // The rest of the block is still looked into.
      for mistake in levelMistakes { decoder.collector.add(mistake) }
      _ = decoder.configuration(draft.root, at: draft.place)
      return nil
    }
    var fold = SettingFold()
    var variants: [Variant] = []
    for candidate in variation.candidates {
      var one = PlanDecoder(file: decoder.collector.file)
      one.collector = decoder.collector
      let root = applied(candidate.assignments, collector: &one.collector)
      let configuration = one.configuration(root, at: draft.place)
      decoder.collector = one.collector
      if decoder.collector.diagnostics.count > Self.enoughMistakes { break }
      guard let configuration else { continue }
      fold.add(one.settings)
      variants.append(
        Variant(
          number: variants.count, label: candidate.label, levels: candidate.levels,
          configuration: configuration,
          names: candidate.names))
    }
    checkEqual(variants, variation)
    let baseline = self.baseline(variation)
    guard !decoder.collector.hasErrors, variants.count == variation.candidates.count else { return nil }
    return ExperimentPlan(
      id: draft.id, range: draft.block.range, factors: variation.factors.map(\.factor), variants: variants,
      baseline: baseline ?? 0, seeds: seeds, settings: fold.settings)
  }

  // MARK: - Keys and seeds

  private mutating func checkKeys() {
    for entry in draft.root.mapping ?? [] where !Self.keys.contains(entry.key) {
      var hint = Suggestion.hint(for: entry.key, in: Self.keys)
      if hint == nil, let setting = known.first(where: { $0.path.hasSuffix(".\(entry.key)") }) {
        let section = setting.path.split(separator: ".").dropLast().joined(separator: ".")
        hint = "write it in '\(section)'"
      }
      decoder.collector.error(
        "unknown key '\(entry.key.shortened)'", at: entry.keyRange,
        hint: hint ?? "the keys of an experiment are: \(Self.keys.joined(separator: ", "))")
    }
  }

  private mutating func seeds() -> [Int]? {
    guard let node = draft.root["seeds"]?.node else { return nil }
    return SeedList.decode(node.yaml, collector: &decoder.collector)
  }

  // MARK: - Assignments

  /// The block with values set on top of it, those of shorter paths first.
  func applied(_ assignments: [Assignment], collector: inout DiagnosticCollector) -> PlanNode {
    var root = draft.root
    let loss = known.first { $0.path == "loss" }
    let ordered = assignments.enumerated().sorted { a, b in
      (a.element.segments.count, a.offset) < (b.element.segments.count, b.offset)
    }
    for (_, assignment) in ordered {
      do throws(Diagnostic) {
        try root.set(assignment.segments[...], to: assignment.node) { path in
          if path == "loss", case .component(let component) = loss?.value { return component.name }
          return PlanDecoder.defaultName(at: path)
        }
      } catch {
        collector.add(error)
      }
    }
    return root
  }

  /// What decoding makes of the block with these values, whatever is wrong.
  func probe(_ assignments: [Assignment]) -> PlanDecoder {
    var probe = PlanDecoder(file: decoder.collector.file)
    let root = applied(assignments, collector: &probe.collector)
    _ = probe.configuration(root, at: draft.place)
    return probe
  }

  /// What a path is with a value, given others; nil where that is wrong. A path that leads to nothing is
  /// told.
  mutating func look(
    up path: String, at range: SourceRange, _ assignment: Assignment, given others: [[Assignment]] = [[]]
  ) -> (setting: DecodedSetting?, isPath: Bool) {
    var complaint: Diagnostic?
    for other in others {
      let probe = probe(other + [assignment])
      levelMistakes += probe.collector.diagnostics.filter { assignment.node.range.contains($0.range) }
      if let setting = probe.setting(path) { return (setting, true) }
      let wrong = probe.collector.diagnostics.first { diagnostic in
        range.contains(diagnostic.range)
      }
      guard let wrong else { return (nil, true) }
      complaint = complaint ?? wrong
    }
    if let complaint, !complaint.message.hasPrefix("unknown") {
      decoder.collector.add(complaint)
    } else {
      decoder.unknownPath(path, at: range, known: known)
    }
    return (nil, false)
  }

  // MARK: - Variants

  private mutating func checkEqual(_ variants: [Variant], _ variation: Variation) {
    guard variation.isListed, variants.count == variation.candidates.count else { return }
    var first: [Configuration: Int] = [:]
    for (index, variant) in variants.enumerated() {
      if let earlier = first[variant.configuration] {
        decoder.collector.error(
          "variant '\(variant.label)' is the same as '\(variants[earlier].label)'",
          at: variation.candidates[index].range, hints: ["keep one of them"])
      } else {
        first[variant.configuration] = index
      }
    }
  }
}

/// Which settings are the same in all variants, and which are not.
private struct SettingFold {
  private struct Entry {
    let path: String
    var value: String?
    var isGiven: Bool
    var count: Int
  }

  private var entries: [Entry] = []
  private var index: [String: Int] = [:]
  private var variants = 0

  mutating func add(_ settings: [DecodedSetting]) {
    variants += 1
    for setting in settings where !setting.isSection {
      if let position = index[setting.path] {
        if entries[position].value != setting.text { entries[position].value = nil }
        entries[position].isGiven = entries[position].isGiven || setting.isGiven
        entries[position].count += 1
      } else {
        index[setting.path] = entries.count
        entries.append(Entry(path: setting.path, value: setting.text, isGiven: setting.isGiven, count: 1))
      }
    }
  }

  /// By section, in the order in which they were come by.
  var settings: [Setting] {
    let sections = PlanDecoder.configurationKeys
    let ordered = entries.enumerated().sorted { a, b in
      let left = sections.firstIndex { a.element.path == $0 || a.element.path.hasPrefix($0 + ".") } ?? 0
      let right = sections.firstIndex { b.element.path == $0 || b.element.path.hasPrefix($0 + ".") } ?? 0
      return (left, a.offset) < (right, b.offset)
    }
    return ordered.map { _, entry in
      Setting(path: entry.path, value: entry.count == variants ? entry.value : nil, isGiven: entry.isGiven)
    }
  }
}

extension SourceRange {
  func contains(_ other: SourceRange?) -> Bool {
    other.map { $0.start >= start && $0.end <= end } ?? false
  }
}

extension PlanNode {
  /// As the reader gave it.
  var yaml: YAMLNode {
    switch value {
    case .scalar(let node): node
    case .sequence(let nodes): YAMLNode(.sequence(nodes.map(\.yaml)), range: range)
    case .mapping(let entries):
      YAMLNode(
        .mapping(entries.map { YAMLEntry(key: $0.key, keyRange: $0.keyRange, value: $0.node.yaml) }),
        range: range)
    }
  }
}
