import Diagnostics
import OrderedCollections

/// Components: a name, or a mapping with `name` and options.
extension PlanDecoder {
  /// What owns options, for messages.
  struct Owner {
    /// `optimizer 'adam'`.
    let words: String
    /// Where a missing option is told.
    let range: SourceRange
    /// Keys that the format knows, but this version does not.
    var unavailable: [String] = []
    /// Further keys to suggest: what could stand instead.
    var others: [String] = []
    var presets: [(option: String, value: OptionValue)] = []
  }

  struct DecodedComponent {
    let component: Component
    /// Name and given options: `sgd (learning_rate 0.1)`.
    let label: String
  }

  /// A component of one of the catalogs; nil where it is wrong, which is then told.
  mutating func component(
    _ node: PlanNode, of shelves: [Vocabulary.Shelf], at path: String, writtenPath: String? = nil
  ) -> DecodedComponent? {
    noting(path) { decoder in
      let position = decoder.componentParts(node, of: shelves, at: path)
      let setting = position.map {
        DecodedSetting(
          path: path, writtenPath: writtenPath, text: $0.component.name, label: $0.label,
          value: .component($0.component), isGiven: !node.isDefault && node["name"]?.node.isDefault != true)
      }
      return (position, setting)
    }
  }

  private mutating func componentParts(
    _ node: PlanNode, of shelves: [Vocabulary.Shelf], at path: String
  ) -> DecodedComponent? {
    let kind = shelves.map(\.kind).joined(separator: " or ")
    let nameNode: PlanNode
    var entries: [PlanNode.Entry] = []
    switch node.value {
    case .scalar:
      nameNode = node
    case .sequence:
      let hint =
        node.sequence?.count == 1 ? "write \(node.sequence?[0].written ?? ""), without brackets" : nil
      collector.error(
        "expected \(kind.withArticle), found a list", at: node.range,
        hint: hint ?? "to compare several, list them under 'vary'")
      return nil
    case .mapping(let all):
      guard let name = all.first(where: { $0.key == "name" }) else {
        missingName(node, all, shelves, kind, at: path)
        return nil
      }
      nameNode = name.node
      entries = all.filter { $0.key != "name" }
    }
    guard let name = nameNode.string else {
      collector.error(
        "expected the name of \(kind.withArticle), found \(nameNode.found)", at: nameNode.range,
        hint: "one of: \(shelves.flatMap(\.names).joined(separator: ", "))")
      return nil
    }
    guard let row = shelves.lazy.compactMap({ $0.find(name) }).first
    else {
      let known = shelves.flatMap(\.allNames)
      let other = Vocabulary.otherKind(of: name, than: shelves.map(\.kind))
      var hints: [String] = []
      if let hint = Suggestion.hint(for: name, in: known) {
        hints = [hint]
      } else {
        if let other { hints.append("'\(name)' is \(other)") }
        hints.append("one of: \(shelves.flatMap(\.names).joined(separator: ", "))")
      }
      collector.error("unknown \(kind) '\(name.shortened)'", at: nameNode.range, hints: hints)
      return nil
    }
    let owner = Owner(words: "\(kind) '\(row.name)'", range: nameNode.range, presets: row.presets)
    guard let options = options(entries, specs: row.options, owner: owner, at: path) else { return nil }
    let component = Component(row.name, options: options.values)
    if let conflict = row.conflict(component) {
      let spec = row.options.first { $0.name == conflict.option }
      let entry = entries.first { $0.key == conflict.option || spec?.aliases.contains($0.key) ?? false }
      collector.error(conflict.message, at: entry?.node.range ?? nameNode.range, hint: conflict.hint)
      return nil
    }
    return DecodedComponent(
      component: component,
      label: options.label.isEmpty ? row.name : "\(row.name) (\(options.label))")
  }

  private mutating func missingName(
    _ node: PlanNode, _ entries: [PlanNode.Entry], _ shelves: [Vocabulary.Shelf], _ kind: String,
    at path: String
  ) {
    // `{adam: {learning_rate: 0.01}}` is a common way of writing it elsewhere.
    if entries.count == 1, let entry = entries.first, shelves.contains(where: { $0.find(entry.key) != nil }) {
      let options = entry.node.mapping.map { $0.map { ", \($0.key): \($0.node.written)" }.joined() } ?? ""
      collector.error(
        "\(kind.withArticle) is written with 'name' and its options in one mapping", at: entry.keyRange,
        hints: ["write {name: \(entry.key)\(options)}"])
      return
    }
    let near = entries.first { Suggestion.nearest(to: $0.key, in: ["name"]) != nil || $0.key == "type" }
    if let near, near.node.string != nil {
      collector.error(
        "this \(kind) has no 'name', but '\(near.key)'", at: near.keyRange, hints: ["did you mean 'name'?"])
      return
    }
    let fitting = shelves.flatMap(\.names).filter { name in
      guard let row = shelves.lazy.compactMap({ $0.find(name) }).first, !entries.isEmpty else { return false }
      return entries.allSatisfy { entry in
        row.options.contains { $0.name == entry.key || $0.aliases.contains(entry.key) }
      }
    }
    let standard = Self.defaultName(at: path)
    let given = entries.map { "\($0.key): \($0.node.written)" }
    let example =
      "{"
      + (["name: \(fitting.first { $0 == standard } ?? fitting.first ?? "…")"] + given).joined(
        separator: ", ") + "}"
    collector.error(
      "this \(kind) has no name", at: node.range, hints: ["write \(example.shortened)"])
  }

  struct DecodedOptions {
    let values: OrderedDictionary<String, OptionValue>
    /// The given ones: `learning_rate 0.1, momentum 0.9`.
    let label: String
  }

  /// Every option of the specs, in their order, with its default where it was left out.
  mutating func options(
    _ entries: [PlanNode.Entry], specs: [OptionSpec], owner: Owner, at path: String
  ) -> DecodedOptions? {
    guard let chosen = entriesBySpec(entries, specs: specs, owner: owner) else {
      // What is known is still looked through, so that its mistakes are told too.
      for entry in entries {
        guard let spec = specs.first(where: { $0.name == entry.key || $0.aliases.contains(entry.key) }) else {
          continue
        }
        _ = value(entry.node, as: spec.kind, name: entry.key, at: "\(path).\(spec.name)")
      }
      return nil
    }
    var values: OrderedDictionary<String, OptionValue> = [:]
    var labels: [String] = []
    for (index, spec) in specs.enumerated() {
      let below = "\(path).\(spec.name)"
      if let entry = chosen[index] {
        guard let decoded = option(entry, spec, at: below, in: path) else { continue }
        values[spec.name] = decoded.value
        labels.append("\(spec.name) \(decoded.label)")
      } else if let preset = owner.presets.first(where: { $0.option == spec.name }) {
        values[spec.name] = preset.value
        labels.append("\(spec.name) \(preset.value.text)")
        note(
          DecodedSetting(
            path: below, text: preset.value.text, label: preset.value.text, value: preset.value, isGiven: true
          ))
      } else if let value = spec.defaultValue {
        values[spec.name] = value
        if value != .automatic {
          note(DecodedSetting(path: below, text: value.text, label: value.text, value: value, isGiven: false))
        }
      } else {
        collector.error(
          "\(owner.words) needs '\(spec.name)'", at: owner.range, hints: ["\(spec.name): \(spec.help)"])
      }
    }
    guard values.count == specs.count else { return nil }
    return DecodedOptions(values: values, label: labels.joined(separator: ", "))
  }

  private mutating func option(
    _ entry: PlanNode.Entry, _ spec: OptionSpec, at below: String, in path: String
  ) -> DecodedValue? {
    let written = entry.key == spec.name ? nil : "\(path).\(entry.key)"
    if case .component = spec.kind { return value(entry.node, as: spec.kind, name: spec.name, at: below) }
    return noting(below) { decoder in
      let decoded = decoder.value(entry.node, as: spec.kind, name: entry.key, at: below)
      var setting = decoded.map {
        DecodedSetting(
          path: below, writtenPath: written, text: $0.text, label: $0.label, value: $0.value, isGiven: true)
      }
      switch spec.kind {
      case .mapping: setting?.isSection = true
      case .oneOf where entry.node.mapping != nil && entry.node["name"] == nil: setting?.isSection = true
      default: break
      }
      return (decoded, setting)
    }
  }

  /// For each spec its entry, if it has one; nil where a key is unknown or given twice.
  private mutating func entriesBySpec(
    _ entries: [PlanNode.Entry], specs: [OptionSpec], owner: Owner
  ) -> [PlanNode.Entry?]? {
    var chosen = [PlanNode.Entry?](repeating: nil, count: specs.count)
    var isValid = true
    for entry in entries {
      guard let index = specs.firstIndex(where: { $0.name == entry.key || $0.aliases.contains(entry.key) })
      else {
        isValid = false
        if owner.unavailable.contains(entry.key) {
          unavailable(entry)
        } else {
          unknownOption(entry, specs, owner)
        }
        continue
      }
      guard let earlier = chosen[index] else {
        chosen[index] = entry
        continue
      }
      if entry.layer > earlier.layer {
        chosen[index] = entry
      } else if entry.layer == earlier.layer {
        isValid = false
        collector.error(
          "'\(entry.key)' and '\(earlier.key)' are the same option, given twice", at: entry.keyRange,
          hints: ["keep one of them; the first stands in line \(earlier.keyRange.start.line)"])
      }
    }
    return isValid ? chosen : nil
  }

  mutating func unavailable(_ entry: PlanNode.Entry) {
    let owner = Vocabulary.optimizers.names.first { name in
      Vocabulary.optimizers.find(name)?.options.contains { $0.name == entry.key } ?? false
    }
    collector.error(
      "'\(entry.key)' is not available in this version", at: entry.keyRange,
      hints: [owner.map { "leave it out; optimizer '\($0)' has it as an option" } ?? "leave it out"])
  }

  private mutating func unknownOption(_ entry: PlanNode.Entry, _ specs: [OptionSpec], _ owner: Owner) {
    let names = specs.flatMap { [$0.name] + $0.aliases } + owner.others
    let list = specs.map(\.name) + owner.others
    let hint =
      Suggestion.hint(for: entry.key, in: names)
      ?? (list.isEmpty ? "it has no options" : "its options are: \(list.joined(separator: ", "))")
    collector.error(
      "unknown option '\(entry.key.shortened)' of \(owner.words)", at: entry.keyRange, hints: [hint])
  }
}
