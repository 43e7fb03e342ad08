import Diagnostics
import Learning
import Notebooks

/// What tables and plots have in common: keys, the experiment they show, its factors and metrics.
struct ViewDecoder {
  /// An experiment of the file as tables and plots know it; without a plan where it is wrong itself.
  struct Subject {
    let id: String
    let plan: ExperimentPlan?
    let metrics: [String]
    /// Factors by the names that they have in the file.
    let writtenPaths: [String: String]

    /// Also what `record` keeps.
    func hasMetric(_ name: String) -> Bool {
      metrics.contains(name) || plan?.variants.contains { $0.configuration.mayRecord(name) } ?? false
    }
  }

  let block: ParameterBlock
  let subjects: [Subject]
  /// Whether the file has blocks that could not be read: what is not known may be in them.
  let isIncomplete: Bool
  var decoder: PlanDecoder

  /// `table`, `plot`.
  var word: String { block.kind.rawValue }

  func node(_ key: String) -> PlanNode? { block.root[key].map { PlanNode($0.value) } }

  /// The entries of the block; nil where it is no mapping. An empty block is an empty mapping.
  mutating func entries(known keys: [String]) -> [YAMLEntry]? {
    if block.root.isNull { return [] }
    guard let entries = block.root.mapping else {
      decoder.collector.error("a \(word) is a mapping of keys to values", at: block.root.range)
      return nil
    }
    for entry in entries where !keys.contains(entry.key) {
      decoder.collector.error(
        "unknown key '\(entry.key.shortened)'", at: entry.keyRange,
        hint: Suggestion.hint(for: entry.key, in: keys)
          ?? "the keys of a \(word) are: \(keys.joined(separator: ", "))")
    }
    return entries
  }

  /// The experiment that `from` names, else the only one of the file.
  mutating func subject() -> Subject? {
    guard let node = node("from") else {
      if subjects.count == 1 { return subjects[0] }
      if subjects.isEmpty {
        if !isIncomplete {
          decoder.collector.error(
            "this \(word) needs an experiment, and the file has none", at: block.idRange)
        }
      } else {
        decoder.collector.error(
          "this \(word) needs 'from', since the file has \(subjects.count) experiments", at: block.idRange,
          hints: ["one of: \(subjects.map(\.id).joined(separator: ", "))"])
      }
      return nil
    }
    guard let id = node.string ?? (node.scalar?.number != nil ? node.scalar?.scalarText : nil) else {
      decoder.mismatch(node, "an experiment's id", "from")
      return nil
    }
    if let subject = subjects.first(where: { $0.id == id }) { return subject }
    if !isIncomplete {
      let ids = subjects.map(\.id)
      decoder.collector.error(
        "unknown experiment '\(id.shortened)'", at: node.range,
        hint: ids.isEmpty ? "the file has no experiment" : Suggestion.hintOrList(for: id, in: ids))
    }
    return nil
  }

  // MARK: - Names

  /// A metric of the experiment.
  mutating func metric(_ node: PlanNode, of subject: Subject, key: String, isSigned: Bool = false) -> String?
  {
    guard let text = node.string else {
      decoder.mismatch(
        node, "a metric", key,
        hints: subject.metrics.isEmpty ? [] : ["one of: \(subject.metrics.joined(separator: ", "))"])
      return nil
    }
    guard subject.plan != nil else { return text }
    if subject.hasMetric(text) { return text }
    if let (message, hint) = absence(of: text, in: subject) {
      decoder.collector.error(message, at: node.range, hints: [hint])
      return nil
    }
    let completions = subject.metrics.filter { $0.hasSuffix("." + text) }
    let preferred = completions.first { $0.hasPrefix("test.") } ?? completions.first
    let place = subjects.count > 1 ? " of '\(subject.id)'" : ""
    decoder.collector.error(
      "unknown metric '\(text.shortened)'\(place)", at: node.range,
      hint: preferred.map { "did you mean '\($0)'?" } ?? Suggestion.hintOrList(for: text, in: subject.metrics)
    )
    return nil
  }

  /// What a cell shows: a metric, or an expression over those of the row's variant.
  mutating func cell(_ node: PlanNode, of subject: Subject, key: String) -> String? {
    guard let text = node.string, let plan = subject.plan, ColumnExpression.isExpression(text) else {
      return metric(node, of: subject, key: key)
    }
    do throws(ExpressionError) {
      // Of every variant, whose epochs may differ.
      for variant in plan.variants.indices {
        _ = try ColumnExpression(
          parsing: text, experiment: plan.id, variant: variant, names: PlanNames([plan]))
      }
      return text
    } catch {
      let place = error.range.isEmpty ? error.range.lowerBound..<(error.range.lowerBound + 1) : error.range
      decoder.collector.error(
        error.message, at: node.scalar?.range(ofCharacters: place) ?? node.range, hints: error.hints)
      return nil
    }
  }

  /// Why the experiment lacks a metric that exists: its part of the data is empty, it does not fit, nobody
  /// asked for it.
  private func absence(of name: String, in subject: Subject) -> (message: String, hint: String)? {
    guard let part = Metrics.splits.first(where: { name.hasPrefix($0 + ".") }),
      let row = Metrics.catalog[String(name.dropFirst(part.count + 1))],
      let configuration = subject.plan?.variants.first?.configuration, let task = configuration.task
    else { return nil }
    guard row.fits(task) else {
      let fitting = Metrics.catalog.rows.filter { $0.fits(task) }.map(\.name)
      return (
        "metric '\(row.name)' does not fit '\(subject.id)', which is about \(task.words)",
        "one of: \(fitting.joined(separator: ", "))"
      )
    }
    if case .matrix = row.measure {
      return (
        "metric '\(row.name)' is a table, not a number",
        "ask for it with metrics: [\(row.name)]; the table then stands behind the experiment"
      )
    }
    if !subject.metrics.contains(where: { $0.hasSuffix(".\(row.name)") }) {
      return (
        "metric '\(row.name)' is not measured in '\(subject.id)'", "add it there: metrics: [\(row.name)]"
      )
    }
    guard !configuration.model.isAdversarial, !subject.metrics.contains(where: { $0.hasPrefix("\(part).") })
    else {
      return nil
    }
    return ("the \(part) part of '\(subject.id)' is empty", "its split says \(part): 0")
  }

  /// The canonical path of a factor of the experiment.
  mutating func factor(_ node: PlanNode, of subject: Subject, key: String, also others: [String] = [])
    -> String?
  {
    guard let text = node.string else {
      decoder.mismatch(node, "a factor", key)
      return nil
    }
    guard let plan = subject.plan else { return text }
    let paths = plan.factors.map(\.path)
    if others.contains(text) || paths.contains(text) { return text }
    if let path = subject.writtenPaths[text] { return path }
    let suffixed = paths.first { $0.hasSuffix(".\(text)") }
    let isSetting = plan.settings.contains { $0.path == text }
    var hints: [String] = []
    if let suffixed {
      hints = ["did you mean '\(suffixed)'?"]
    } else if let near = Suggestion.nearest(to: text, in: others)
      ?? Suggestion.nearestPath(to: text, in: paths)
    {
      hints = ["did you mean '\(near)'?"]
    } else if paths.isEmpty, others.isEmpty {
      hints = ["'\(subject.id)' varies nothing"]
    } else {
      hints = ["one of: \((others + paths).joined(separator: ", "))"]
    }
    decoder.collector.error(
      isSetting ? "'\(text)' is not varied in '\(subject.id)'" : "unknown factor '\(text.shortened)'",
      at: node.range,
      hints: hints)
    return nil
  }

  /// One text or a list of them, each looked up; nil where one is wrong.
  mutating func each(
    _ node: PlanNode, _ body: (inout ViewDecoder, PlanNode) -> String?
  ) -> [String]? {
    let nodes = node.sequence ?? [node]
    let found = nodes.map { body(&self, $0) }
    let names = found.compactMap(\.self)
    guard names.count == nodes.count else { return nil }
    for (index, name) in names.enumerated() where names[..<index].contains(name) {
      decoder.collector.error("'\(name)' stands twice", at: nodes[index].range, hints: ["keep one of them"])
    }
    return names
  }

  mutating func text(_ key: String) -> String? {
    guard let node = node(key) else { return nil }
    guard let scalar = node.scalar, !scalar.isNull else {
      decoder.mismatch(node, "a text", key)
      return nil
    }
    return scalar.scalarText
  }
}

extension Suggestion {
  /// The path that is nearest, by all of it or by its last part: `activaton` is near `model.activation`.
  static func nearestPath(to name: String, in paths: [String]) -> String? {
    if let near = nearest(to: name, in: paths) { return near }
    let last = paths.map { $0.split(separator: ".").last.map(String.init) ?? $0 }
    return nearest(to: name, in: last).flatMap { found in last.firstIndex(of: found).map { paths[$0] } }
  }
}
