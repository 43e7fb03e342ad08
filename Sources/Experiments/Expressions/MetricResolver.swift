import Diagnostics

/// Looks up what a metric reference means: its experiment, metric and variant.
struct MetricResolver {
  let names: any ResultNames
  /// What a metric without an experiment belongs to: the one given, else the only one of the file.
  let experiment: String?
  /// The variant of a metric of that experiment that names none: the row's of a table.
  let variant: Int?

  init(names: any ResultNames, experiment: String?, variant: Int? = nil) {
    self.names = names
    self.variant = variant
    self.experiment = experiment ?? (names.experiments.count == 1 ? names.experiments[0] : nil)
  }

  func resolve(_ reference: MetricReference) throws(ExpressionError) -> ResolvedMetric {
    let (experiment, metric) = try experimentAndMetric(reference)
    let variant = try variant(reference, in: experiment)
    return ResolvedMetric(experiment: experiment, metric: metric, variant: variant, range: reference.range)
  }

  // MARK: Experiment and metric

  private func experimentAndMetric(_ reference: MetricReference) throws(ExpressionError) -> (String, String) {
    let name = reference.name
    if let experiment, names.hasMetric(name, of: experiment) { return (experiment, name) }
    if names.experiments.contains(name) {
      throw ExpressionError(
        "'\(name)' is an experiment; a metric must follow", at: reference.nameRange,
        hint: names.metrics(of: name).first.map { "as in \(name).\($0)" })
    }
    let prefix = names.experiments.filter { name.hasPrefix($0 + ".") }.max { $0.count < $1.count }
    if let prefix {
      let metric = String(name.dropFirst(prefix.count + 1))
      if names.hasMetric(metric, of: prefix) { return (prefix, metric) }
      let range = (reference.nameRange.lowerBound + prefix.count + 1)..<reference.nameRange.upperBound
      throw unknown(metric, among: names.metrics(of: prefix), of: prefix, at: range)
    }
    throw unresolved(reference)
  }

  /// Why a name that begins with no experiment's name was not found.
  private func unresolved(_ reference: MetricReference) -> ExpressionError {
    let (name, range) = (reference.name, reference.nameRange)
    guard !names.experiments.isEmpty else {
      return ExpressionError("'\(name)' needs an experiment, and the file has none", at: range)
    }
    if experiment == nil, let first = names.experiments.first(where: { names.hasMetric(name, of: $0) }) {
      return ExpressionError(
        "'\(name)' needs its experiment, since the file has several", at: range,
        hint: "write \(first).\(name); the experiments are \(listed(names.experiments))")
    }
    // A known metric after an unknown word: the word was meant as an experiment.
    if let point = name.firstIndex(of: ".") {
      let (first, rest) = (String(name[..<point]), String(name[name.index(after: point)...]))
      if names.experiments.contains(where: { names.hasMetric(rest, of: $0) }) {
        return ExpressionError(
          "unknown experiment '\(first)'", at: range.lowerBound..<(range.lowerBound + first.count),
          hint: Suggestion.hintOrList(for: first, in: names.experiments))
      }
    }
    var known: [String] = []
    for candidate in experiment.map({ [$0] }) ?? names.experiments {
      known += names.metrics(of: candidate).filter { !known.contains($0) }
    }
    return unknown(name, among: known, of: experiment, at: range)
  }

  private func unknown(
    _ metric: String, among known: [String], of experiment: String?, at range: Range<Int>
  ) -> ExpressionError {
    let place = names.experiments.count > 1 ? experiment.map { " of experiment '\($0)'" } ?? "" : ""
    let completions = known.filter { $0.hasSuffix("." + metric) }
    let hint =
      completions.isEmpty
      ? Suggestion.hint(for: metric, in: known) ?? "one of: \(listed(known))"
      : "did you mean \(completions.map { "'\($0)'" }.joined(separator: " or "))?"
    return ExpressionError("unknown metric '\(metric)'\(place)", at: range, hint: known.isEmpty ? nil : hint)
  }

  // MARK: Variant

  func variant(_ reference: MetricReference, in experiment: String) throws(ExpressionError) -> Int {
    let variants = names.variants(of: experiment)
    let labels = variants.map(\.label)
    guard let selector = reference.selector else {
      if variants.count == 1 { return 0 }
      if let variant, experiment == self.experiment { return variant }
      throw ExpressionError(
        "'\(reference.name)' needs a variant, since '\(experiment)' has \(variants.count)",
        at: reference.range,
        hint: labels.first.map { "write \(reference.name)[\($0)]; the variants are \(listed(labels))" })
    }
    // A label may look like levels ("lr=0.1"), so labels come first, however it is written.
    var label = selector.text
    if case .label(let unquoted) = selector.kind { label = unquoted }
    let labelled = variants.indices.filter { Self.same(variants[$0].label, label) }
    if labelled.count == 1 { return labelled[0] }
    switch selector.kind {
    case .levels(let levels):
      return try variant(levels, selector, variants)
    case .label:
      guard labelled.isEmpty else {
        throw ExpressionError(
          "\(labelled.count) variants are called '\(label)'", at: selector.range,
          hint: "name it by its factors: \(described(variants[labelled[0]]))")
      }
      return try variant(byValues: label, selector, variants)
    }
  }

  /// `[relu, mse]`, in any order: the one variant that has all these levels.
  private func variant(
    byValues label: String, _ selector: VariantSelector, _ variants: [VariantName]
  ) throws(ExpressionError) -> Int {
    let values = label.split(separator: ",").map { $0.drop(while: \.isWhitespace) }
    let fitting = variants.indices.filter { index in
      values.allSatisfy { value in variants[index].levels.contains { Self.same($0.value, String(value)) } }
    }
    if fitting.count == 1, !values.isEmpty { return fitting[0] }
    if fitting.count > 1, !values.isEmpty {
      throw ExpressionError(
        "'\(label)' fits \(fitting.count) variants", at: selector.range,
        hint: "one of: \(listed(fitting.map { variants[$0].label }))")
    }
    let labels = variants.map(\.label)
    var candidates = labels
    for level in variants.flatMap(\.levels) where !candidates.contains(level.value) {
      candidates.append(level.value)
    }
    throw ExpressionError(
      "unknown variant '\(label)'", at: selector.range,
      hint: Suggestion.hint(for: label, in: candidates) ?? "one of: \(listed(labels))")
  }

  private func variant(
    _ levels: [VariantSelector.Level], _ selector: VariantSelector, _ variants: [VariantName]
  ) throws(ExpressionError) -> Int {
    let known = variants.flatMap(\.levels)
    var fitting = Array(variants.indices)
    for level in levels {
      let ofFactor = known.filter { $0.factor == level.factor }
      guard !ofFactor.isEmpty else {
        var factors: [String] = []
        for other in known where !factors.contains(other.factor) { factors.append(other.factor) }
        let completed = factors.first { $0.hasSuffix("." + level.factor) }
        throw ExpressionError(
          "unknown factor '\(level.factor)'", at: level.factorRange,
          hint: factors.isEmpty
            ? "the experiment varies nothing"
            : completed.map { "did you mean '\($0)'?" }
              ?? Suggestion.hintOrList(for: level.factor, in: factors))
      }
      guard ofFactor.contains(where: { Self.same($0.value, level.value) }) else {
        var values: [String] = []
        for other in ofFactor where !values.contains(other.value) { values.append(other.value) }
        throw ExpressionError(
          "unknown level '\(level.value)' of '\(level.factor)'", at: level.valueRange,
          hint: Suggestion.hint(for: level.value, in: values) ?? "one of: \(listed(values))")
      }
      fitting = fitting.filter { index in
        variants[index].levels.contains { $0.factor == level.factor && Self.same($0.value, level.value) }
      }
    }
    if fitting.count == 1 { return fitting[0] }
    if fitting.isEmpty {
      throw ExpressionError(
        "no variant has \(levels.map { "\($0.factor)=\($0.value)" }.joined(separator: " and "))",
        at: selector.range)
    }
    throw ExpressionError(
      "'\(selector.text)' fits \(fitting.count) variants", at: selector.range,
      hint: "name one in full: [\(described(variants[fitting[0]]))]")
  }

  /// Whether two texts are the same value: as text without regard to spaces, or as numbers (`1e-3`, `0.001`).
  private static func same(_ a: String, _ b: String) -> Bool {
    if a == b { return true }
    let (plainA, plainB) = (withoutSpaces(a), withoutSpaces(b))
    if plainA == plainB { return true }
    guard let first = plainA.first, first.isASCII, !first.isLetter, let x = Double(plainA),
      let y = Double(plainB)
    else { return false }
    return x == y
  }

  private static func withoutSpaces(_ text: String) -> String {
    guard text.isPrintableASCII else { return text.filter { !$0.isWhitespace } }
    return String(decoding: text.utf8.filter { $0 != UInt8(ascii: " ") }, as: UTF8.self)
  }

  private func described(_ variant: VariantName) -> String {
    variant.levels.map { "\($0.factor)=\($0.value)" }.joined(separator: ", ")
  }

  /// At most eight of them; in quotes where a comma of theirs could be taken for one between them.
  private func listed(_ texts: [String]) -> String {
    let quote = texts.contains { $0.contains(",") } ? "'" : ""
    let shown = texts.prefix(8).map { quote + $0 + quote }.joined(separator: ", ")
    return texts.count > 8 ? "\(shown) and \(texts.count - 8) more" : shown
  }
}
