import Diagnostics
import Notebooks

/// A factor as written: what is varied, and its levels, not yet looked up.
struct FactorDraft {
  struct Level {
    let node: PlanNode
    /// The author's own.
    var label: String? = nil
    /// Where its value, or its label, stands.
    let range: SourceRange
  }

  /// As written: `optimizer.lr`.
  let path: String
  let range: SourceRange
  let segments: [PathSegment]
  let levels: [Level]
}

extension PlanDecoder {
  /// The keys of an experiment that can be varied.
  static let variedKeys = ["data", "model", "loss", "optimizer", "train"]

  /// The parts of a path that may be varied; nil where it cannot be, which is then told.
  mutating func variedPath(_ path: String, at range: SourceRange, known: [DecodedSetting]) -> [PathSegment]? {
    let segments = PathSegment.split(path, at: range)
    guard !segments.contains(where: { $0.name.isEmpty }), let root = segments.first else {
      collector.error("'\(path)' is no path", at: range, hints: ["write it as in model.activation"])
      return nil
    }
    if Self.variedKeys.contains(root.name) { return segments }
    let others = ["metrics", "seeds", "vary", "exclude", "baseline", "extends", "record"]
    if others.contains(root.name) {
      collector.error(
        "'\(root.name)' cannot be varied", at: range,
        hints: ["what can: \(Self.variedKeys.joined(separator: ", "))"])
    } else {
      unknownPath(path, at: range, known: known)
    }
    return nil
  }

  /// Told where a path leads to nothing: with the nearest that leads somewhere.
  mutating func unknownPath(_ path: String, at range: SourceRange, known: [DecodedSetting]) {
    let paths = known.map(\.path)
    let last = path.split(separator: ".").last.map(String.init) ?? path
    func ends(_ setting: DecodedSetting) -> Bool {
      setting.path.hasSuffix(".\(last)") || setting.writtenPath?.hasSuffix(".\(last)") ?? false
    }
    let parent = path.split(separator: ".").dropLast().joined(separator: ".")
    let siblings = paths.filter {
      $0.hasPrefix(parent + ".") && !$0.dropFirst(parent.count + 1).contains(".")
    }
    // `lr` is known to the optimizer, `activation` to the model.
    let option = known.lazy.compactMap { setting in
      setting.options.first { $0.name == last || $0.aliases.contains(last) }.map {
        "\(setting.path).\($0.name)"
      }
    }.first
    let near =
      known.first(where: ends)?.path ?? option
      ?? Suggestion.nearest(to: path, in: paths)
      ?? nearestLast(last, in: siblings.isEmpty ? paths : siblings)
    let hint: String
    if let near {
      hint = "did you mean '\(near)'?"
    } else if !siblings.isEmpty, !parent.isEmpty {
      hint = "one of: \(siblings.joined(separator: ", "))"
    } else {
      hint = "a path begins with one of: \(Self.variedKeys.joined(separator: ", "))"
    }
    collector.error("unknown path '\(path)'", at: range, hints: [hint])
  }

  private func nearestLast(_ last: String, in paths: [String]) -> String? {
    let names = paths.map { $0.split(separator: ".").last.map(String.init) ?? $0 }
    return Suggestion.nearest(to: last, in: names).flatMap { name in
      names.firstIndex(of: name).map { paths[$0] }
    }
  }

  /// A factor of a grid; nil where its levels are wrong.
  mutating func factor(_ entry: PlanNode.Entry, known: [DecodedSetting]) -> FactorDraft? {
    guard let segments = variedPath(entry.key, at: entry.keyRange, known: known) else { return nil }
    guard let levels = levels(entry) else { return nil }
    guard !levels.isEmpty else {
      collector.error(
        "'\(entry.key)' has no levels", at: entry.node.range, hints: ["write a list of at least one"])
      return nil
    }
    return FactorDraft(path: entry.key, range: entry.keyRange, segments: segments, levels: levels)
  }

  private mutating func levels(_ entry: PlanNode.Entry) -> [FactorDraft.Level]? {
    switch entry.node.value {
    case .sequence(let nodes):
      return nodes.map { FactorDraft.Level(node: $0, range: $0.range) }
    case .mapping(let entries):
      // `uniform` is an initializer's name too, and so may be a label.
      let isDraw = entries.contains { entry in
        entry.key == "count" || ["uniform", "log_uniform"].contains(entry.key) && entry.node.sequence != nil
      }
      if isDraw {
        return draws(entry, entries)
      }
      if let name = entries.first(where: { $0.key == "name" }), name.node.string != nil, entries.count > 1 {
        collector.error(
          "expected a list of levels for '\(entry.key)', found a single one", at: entry.node.range,
          hints: ["put it in brackets, or label each level: {first: …, second: …}"])
        return nil
      }
      return entries.map { FactorDraft.Level(node: $0.node, label: $0.key, range: $0.node.range) }
    case .scalar(let scalar):
      if let text = scalar.string {
        do throws(ExpressionError) {
          if let numbers = try LevelGenerator.numbers(of: text) {
            return numbers.map {
              FactorDraft.Level(node: LevelGenerator.node($0, range: scalar.range), range: scalar.range)
            }
          }
        } catch {
          collector.error(error.message, at: scalar.range(ofCharacters: error.range), hints: error.hints)
          return nil
        }
      }
      collector.error(
        "expected a list of levels for '\(entry.key)', found \(entry.node.found)", at: entry.node.range,
        hint: scalar.isNull ? nil : Self.hint(scalar.text))
      return nil
    }
  }

  /// What would be right in place of a text that is no list of levels.
  private static func hint(_ text: String) -> String {
    for generator in LevelGenerator.names where text.hasPrefix(generator + "(") && !text.contains(")") {
      // Within braces YAML ends the value at the comma.
      return "within {…} and […] a comma ends a value: put \(generator)(…) in quotes"
    }
    return "write [\(text)], or range(…), linspace(…), logspace(…)"
  }

  /// `{uniform: [a, b], count: n}`.
  private mutating func draws(_ factor: PlanNode.Entry, _ entries: [PlanNode.Entry]) -> [FactorDraft.Level]? {
    let names = ["uniform", "log_uniform", "count"]
    for entry in entries where !names.contains(entry.key) {
      collector.error(
        "unknown option '\(entry.key)' of a random draw", at: entry.keyRange,
        hints: [Suggestion.hintOrList(for: entry.key, in: names)])
      return nil
    }
    let kinds = entries.filter { $0.key != "count" }
    guard kinds.count == 1, let kind = kinds.first, let count = entries.first(where: { $0.key == "count" })
    else {
      collector.error(
        kinds.isEmpty
          ? "this random draw has no bounds"
          : kinds.count > 1
            ? "'uniform' and 'log_uniform' exclude each other" : "this random draw has no 'count'",
        at: factor.node.range, hints: ["write {uniform: [0, 1], count: 5}"])
      return nil
    }
    let isLogarithmic = kind.key == "log_uniform"
    let bounds = value(
      kind.node, as: .list(of: .number(isLogarithmic ? .positive : .any), count: 2...2), name: kind.key,
      at: "")
    let number = value(count.node, as: .integer(1...LevelGenerator.largestCount), name: "count", at: "")
    guard case .list(let values) = bounds?.value, case .integer(let wanted) = number?.value,
      case .number(let low) = values[0], case .number(let high) = values[1]
    else { return nil }
    guard low < high else {
      collector.error("the first bound must be less than the second", at: kind.node.range)
      return nil
    }
    guard
      let drawn = LevelGenerator.draws(
        path: factor.key, from: low, to: high, count: wanted, isLogarithmic: isLogarithmic)
    else {
      collector.error(
        "there are not \(wanted) different numbers of four digits between the bounds", at: count.node.range)
      return nil
    }
    return drawn.map {
      FactorDraft.Level(node: LevelGenerator.node($0, range: kind.node.range), range: kind.node.range)
    }
  }
}

extension DecodedSetting {
  /// The options of the component that it is.
  fileprivate var options: [OptionSpec] {
    guard case .component(let component) = value else { return [] }
    return Vocabulary.shelves.lazy.compactMap { $0.find(component.name)?.options }.first {
      $0.map(\.name) == Array(component.options.keys)
    } ?? []
  }
}
