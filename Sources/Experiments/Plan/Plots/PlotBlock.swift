import Diagnostics
import Learning
import Notebooks

/// The block of a plot as its type reads it: keys, looked up in the experiment that it shows. Everything wrong is told
/// with its place.
package struct PlotBlock {
  var view: ViewDecoder
  let subject: ViewDecoder.Subject?

  /// nil where the type needs none, and where the experiment is wrong itself: nothing is to be said of it then.
  package var experiment: ExperimentPlan? { subject?.plan }
  /// As messages name the experiment.
  package var experimentID: String { subject?.id ?? "" }

  package func has(_ key: String) -> Bool { view.node(key) != nil }

  /// Tells that a key's value is wrong; of a key that the block lacks, where its `type` stands or its id.
  package mutating func error(_ message: String, at key: String, hints: [String] = []) {
    let range =
      view.block.root[key]?.value.range ?? view.block.root["type"]?.value.range ?? view.block.idRange
    view.decoder.collector.error(message, at: range, hints: hints)
  }

  // MARK: Values

  package mutating func metric(_ key: String) -> String? {
    guard let subject, let node = view.node(key) else { return nil }
    return view.metric(node, of: subject, key: key)
  }

  /// Whether a list has nothing in it, which is told.
  private mutating func isEmptyList(_ node: PlanNode, _ key: String) -> Bool {
    guard node.sequence?.isEmpty == true else { return false }
    error("'\(key)' is an empty list", at: key, hints: ["leave it out for the usual choice"])
    return true
  }

  /// One metric or a list of them.
  package mutating func metrics(_ key: String) -> [String] {
    guard let subject, let node = view.node(key), !isEmptyList(node, key) else { return [] }
    return view.each(node) { $0.metric($1, of: subject, key: key) } ?? []
  }

  /// Whether the key names a metric of the experiment.
  package func namesMetric(_ key: String) -> Bool {
    guard let subject, let text = view.node(key)?.string else { return false }
    return subject.hasMetric(text)
  }

  /// The canonical path of a factor, or one of `others`.
  package mutating func factor(_ key: String, also others: [String] = []) -> String? {
    guard let subject, let node = view.node(key) else { return nil }
    return view.factor(node, of: subject, key: key, also: others)
  }

  /// One of some words, or a list of them.
  package mutating func words(_ key: String, of known: [String], meaning: String) -> [String] {
    guard let node = view.node(key), !isEmptyList(node, key) else { return [] }
    return view.each(node) { view, node in
      guard let text = node.string else {
        view.decoder.mismatch(node, meaning, key, hints: ["one of: \(known.joined(separator: ", "))"])
        return nil
      }
      if known.contains(text) { return text }
      view.decoder.collector.error(
        "unknown \(meaning.withoutArticle) '\(text.shortened)'", at: node.range,
        hints: [Suggestion.hintOrList(for: text, in: known)])
      return nil
    } ?? []
  }

  /// Whether bands are drawn; yes where the block does not say.
  package mutating func band() -> Bool {
    guard let node = view.node("band"),
      case .boolean(let band) = view.decoder.value(node, as: .boolean, name: "band", at: "")?.value
    else { return true }
    return band
  }

  /// `scale: {x: log, y: log}`.
  package mutating func scale(_ plot: inout PlotPlan) {
    guard let node = view.node("scale") else { return }
    guard let entries = node.mapping else {
      view.decoder.mismatch(node, "a mapping", "scale", hints: ["write {y: log}"])
      return
    }
    for entry in entries {
      guard entry.key == "x" || entry.key == "y" else {
        view.decoder.collector.error(
          "unknown axis '\(entry.key.shortened)'", at: entry.keyRange, hints: ["one of: x, y"])
        continue
      }
      guard
        case .string(let word) = view.decoder.value(
          entry.node, as: .choice(["linear", "log"]), name: "scale", at: "")?.value
      else { continue }
      if entry.key == "x" { plot.logX = word == "log" } else { plot.logY = word == "log" }
    }
  }

  /// The two ends of an axis, the lower first: `[-4, 4]`.
  package mutating func domain(_ key: String) -> ClosedRange<Double>? {
    guard let node = view.node(key) else { return nil }
    let bounds = node.sequence?.compactMap { $0.scalar?.number } ?? []
    guard node.sequence?.count == 2, bounds.count == 2 else {
      view.decoder.mismatch(node, "two numbers", key, hints: ["write for instance [-4, 4]"])
      return nil
    }
    guard bounds[0] < bounds[1], bounds.allSatisfy({ $0.magnitude <= 1e6 }) else {
      error("the ends of '\(key)' must rise, and lie within a million of 0", at: key)
      return nil
    }
    return bounds[0]...bounds[1]
  }

  /// Activations and losses, by name or with options; `problem` says what is wrong with one that cannot be drawn.
  package mutating func functions(_ key: String, problem: (Component) -> String?) -> [Component] {
    guard let node = view.node(key), !isEmptyList(node, key) else { return [] }
    return (node.sequence ?? [node]).compactMap { node in
      let component = view.decoder.silently {
        $0.component(node, of: [Vocabulary.activations, Vocabulary.losses], at: key)?.component
      }
      if let problem = component.flatMap(problem) { view.decoder.collector.error(problem, at: node.range) }
      return component
    }
  }

  /// In pixels.
  mutating func size(_ key: String) -> Int? {
    guard let node = view.node(key) else { return nil }
    guard node.scalar?.number != nil else {
      view.decoder.mismatch(
        node, "a number of pixels", key, hints: ["write for instance \(key): 600"])
      return nil
    }
    return view.decoder.value(node, as: .integer(100...4000), name: key, at: "")?.value.whole
  }
}

extension String {
  /// `a metric` without its article.
  fileprivate var withoutArticle: String {
    for article in ["a ", "an "] where hasPrefix(article) { return String(dropFirst(article.count)) }
    return self
  }
}
