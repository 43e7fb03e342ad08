import Diagnostics

/// `exclude` and `baseline`: both name variants by levels.
extension ExperimentDecoder {
  // MARK: - Exclude

  /// The variation without what `exclude` names; nil where that is wrong, which is then told.
  mutating func excluded(_ variation: Variation) -> Variation? {
    guard let entry = draft.root["exclude"] else { return variation }
    guard let nodes = entry.node.sequence else {
      let hints = entry.node.mapping == nil ? [] : ["write [\(entry.node.written.shortened)]"]
      decoder.mismatch(entry.node, "a list", "exclude", hints: hints)
      return nil
    }
    guard !variation.factors.isEmpty else {
      decoder.collector.error("'exclude' leaves out variants, and nothing is varied", at: entry.keyRange)
      return nil
    }
    var left = variation.candidates
    var isValid = true
    for node in nodes {
      guard let fits = selector(node, variation, key: "exclude") else {
        isValid = false
        continue
      }
      let rest = left.filter { !fits($0) }
      if rest.count == left.count {
        decoder.collector.warning("this leaves out nothing", at: node.range)
      }
      left = rest
    }
    guard isValid else { return nil }
    guard !left.isEmpty else {
      decoder.collector.error("'exclude' leaves no variant", at: entry.keyRange)
      return nil
    }
    return Variation(factors: variation.factors, candidates: left, isListed: variation.isListed)
  }

  // MARK: - Baseline

  /// Index among the candidates; nil where none is named or it is wrong, which is then told.
  mutating func baseline(_ variation: Variation) -> Int? {
    guard let node = draft.root["baseline"]?.node else { return nil }
    guard !variation.factors.isEmpty else {
      decoder.collector.error("there is nothing to compare: no 'vary'", at: draft.root["baseline"]?.keyRange)
      return nil
    }
    guard let fits = selector(node, variation, key: "baseline") else { return nil }
    let fitting = variation.candidates.indices.filter { fits(variation.candidates[$0]) }
    if fitting.count == 1 { return fitting[0] }
    if fitting.isEmpty {
      decoder.collector.error("no variant fits this baseline: 'exclude' leaves it out", at: node.range)
      return nil
    }
    let named = Set((node.mapping ?? []).compactMap { variation.factor($0.key) })
    let missing = variation.factors.indices.filter { !named.contains($0) }.map {
      variation.factors[$0].factor.path
    }
    decoder.collector.error(
      "the baseline fits \(fitting.count) variants, and must be one of them", at: node.range,
      hints: [
        missing.isEmpty || node.mapping == nil
          ? "one of: \(listed(fitting.map { variation.candidates[$0].label }))"
          : "say also: \(missing.joined(separator: ", "))"
      ])
    return nil
  }

  // MARK: - Selecting

  /// Tells whether a variant is meant by a mapping of factors to levels, or by a label; nil where it names
  /// what does not exist, which is then told.
  private mutating func selector(
    _ node: PlanNode, _ variation: Variation, key: String
  ) -> ((Variation.Candidate) -> Bool)? {
    guard let entries = node.mapping else { return labelled(node, variation, key: key) }
    guard !entries.isEmpty else {
      decoder.collector.error("this names no level", at: node.range, hints: ["write {factor: level}"])
      return nil
    }
    var tests: [(Variation.Candidate) -> Bool] = []
    for entry in entries {
      guard let test = test(entry, variation) else { continue }
      tests.append(test)
    }
    guard tests.count == entries.count else { return nil }
    return { candidate in tests.allSatisfy { $0(candidate) } }
  }

  private mutating func labelled(
    _ node: PlanNode, _ variation: Variation, key: String
  ) -> ((Variation.Candidate) -> Bool)? {
    guard let text = node.scalar?.text, !text.isEmpty, !node.isNull else {
      decoder.mismatch(node, "a mapping of factors to levels", key)
      return nil
    }
    if variation.candidates.contains(where: { $0.label == text }) { return { $0.label == text } }
    // A level of one factor, where no other has a level of that name.
    let places = variation.factors.indices.flatMap { factor in
      variation.factors[factor].levels.indices.filter { variation.factors[factor].levels[$0].label == text }
        .map { (factor, $0) }
    }
    if places.count == 1, let (factor, level) = places.first { return { $0.levels[factor] == level } }
    let labels = variation.candidates.map(\.label)
    decoder.collector.error(
      "unknown variant '\(text.shortened)'", at: node.range,
      hints: [Suggestion.hint(for: text, in: labels) ?? "one of: \(listed(labels))"])
    return nil
  }

  private mutating func test(_ entry: PlanNode.Entry, _ variation: Variation) -> (
    (Variation.Candidate) -> Bool
  )? {
    if let factor = variation.factor(entry.key) {
      guard let level = level(entry, variation.factors[factor]) else { return nil }
      return { $0.levels[factor] == level }
    }
    if variation.isListed,
      variation.candidates.contains(where: { $0.names.contains { $0.factor == entry.key } })
    {
      return listedTest(entry, variation)
    }
    var paths: [String] = variation.factors.map(\.factor.path)
    for candidate in variation.candidates where variation.isListed {
      for value in candidate.values where !paths.contains(value.path) { paths.append(value.path) }
    }
    let suffixed = paths.first { $0.hasSuffix(".\(entry.key)") }
    let isSet = known.contains { $0.path == entry.key || $0.writtenPath == entry.key }
    decoder.collector.error(
      isSet ? "'\(entry.key)' is not varied" : "unknown factor '\(entry.key.shortened)'", at: entry.keyRange,
      hints: [
        (suffixed ?? Suggestion.nearestPath(to: entry.key, in: paths)).map { "did you mean '\($0)'?" }
          ?? "what is varied: \(paths.joined(separator: ", "))"
      ])
    return nil
  }

  private mutating func level(_ entry: PlanNode.Entry, _ factor: Variation.ResolvedFactor) -> Int? {
    let written = entry.node.written
    if let index = factor.levels.firstIndex(where: { $0.label == written }) { return index }
    if !factor.segments.isEmpty {
      let probe = probe([Assignment(segments: factor.segments, node: entry.node)])
      let value = probe.setting(factor.factor.path)?.value
      if let value, let index = factor.levels.firstIndex(where: { $0.value == value }) { return index }
      if case .component(let component) = value, entry.node.string != nil {
        let named = factor.levels.indices.filter { factor.levels[$0].name == component.name }
        if named.count == 1 { return named[0] }
      }
    }
    let labels = factor.levels.map(\.label)
    decoder.collector.error(
      "unknown level '\(written.shortened)' of '\(entry.key)'", at: entry.node.range,
      hints: [Suggestion.hint(for: written, in: labels) ?? "one of: \(listed(labels))"])
    return nil
  }

  /// By a path that some of the listed variants set.
  private mutating func listedTest(_ entry: PlanNode.Entry, _ variation: Variation) -> (
    (Variation.Candidate) -> Bool
  )? {
    let segments = PathSegment.split(entry.key, at: entry.keyRange)
    let setting = probe([Assignment(segments: segments, node: entry.node)]).setting(entry.key)
    let path = setting?.path ?? entry.key
    func fits(_ candidate: Variation.Candidate) -> Bool {
      candidate.values.contains { $0.path == path && $0.value != nil && $0.value == setting?.value }
    }
    if setting != nil, variation.candidates.contains(where: fits) {
      let value = setting?.value
      return { candidate in candidate.values.contains { $0.path == path && $0.value == value } }
    }
    var labels: [String] = []
    for name in variation.candidates.flatMap(\.names)
    where name.factor == entry.key && !labels.contains(name.value) {
      labels.append(name.value)
    }
    decoder.collector.error(
      "unknown level '\(entry.node.written.shortened)' of '\(entry.key)'", at: entry.node.range,
      hints: [Suggestion.hint(for: entry.node.written, in: labels) ?? "one of: \(listed(labels))"])
    return nil
  }

  private func listed(_ labels: [String]) -> String {
    // Labels of a grid's variants hold commas themselves.
    let shown = labels.prefix(8).joined(separator: labels.contains { $0.contains(",") } ? "; " : ", ")
    return labels.count > 8 ? "\(shown) and \(labels.count - 8) more" : shown
  }
}
