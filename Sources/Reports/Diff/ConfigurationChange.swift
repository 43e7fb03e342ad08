import Diagnostics

/// A line of configuration that is not what it was.
package struct ConfigurationChange: Sendable {
  /// Where it stands, keys parted by points, places in a list in brackets: `model.layers[0].init.gain`.
  let path: String
  /// nil where it was not there.
  let before: JSONValue?
  /// nil where it is no longer there.
  let after: JSONValue?
  /// The experiment; empty for a line of the whole file.
  let experiment: String
  /// The variants, by their labels now, in which it changed alike; nil: in all of the experiment.
  let variants: [String]?
}

extension ConfigurationChange {
  private enum Step {
    case key(String)
    case index(Int)
  }

  private typealias Line = (path: String, before: JSONValue?, after: JSONValue?)

  /// What changed in an experiment's variants, each pair the same variant before and after; a line that changed alike
  /// in several variants is one.
  static func changes(
    _ variants: [(label: String, before: JSONValue, after: JSONValue)], experiment: String
  ) -> [ConfigurationChange] {
    var lines: [(line: Line, variants: [String])] = []
    var places: [String: Int] = [:]
    for variant in variants {
      for line in differences(variant.before, variant.after) {
        let key = "\(line.path)\u{0}\(line.before?.flow ?? "\u{0}")\u{0}\(line.after?.flow ?? "\u{0}")"
        if let place = places[key] {
          lines[place].variants.append(variant.label)
        } else {
          places[key] = lines.count
          lines.append((line, [variant.label]))
        }
      }
    }
    return lines.map { line, labels in
      ConfigurationChange(
        path: line.path, before: line.before, after: line.after, experiment: experiment,
        variants: labels.count == variants.count ? nil : labels)
    }
  }

  static func isSame(_ before: JSONValue, _ after: JSONValue) -> Bool { differences(before, after).isEmpty }

  private static func differences(_ before: JSONValue, _ after: JSONValue) -> [Line] {
    var lines: [Line] = []
    collect(before, after, at: [], into: &lines)
    return lines
  }

  private static func collect(
    _ before: JSONValue?, _ after: JSONValue?, at path: [Step], into lines: inout [Line]
  ) {
    switch (before, after) {
    case (.object(let old)?, .object(let new)?) where isSameComponent(old, new):
      for (key, value) in new { collect(old.value(key), value, at: path + [.key(key)], into: &lines) }
      for (key, value) in old where new.value(key) == nil {
        collect(value, nil, at: path + [.key(key)], into: &lines)
      }
    case (.array(let old)?, .array(let new)?) where (old + new).contains(where: \.isObject):
      for index in 0..<max(old.count, new.count) {
        collect(
          old.indices.contains(index) ? old[index] : nil, new.indices.contains(index) ? new[index] : nil,
          at: path + [.index(index)], into: &lines)
      }
    default:
      if before?.flow != after?.flow { lines.append((text(path), before, after)) }
    }
  }

  /// Options of two components with different names are no lines that changed: the component did.
  private static func isSameComponent(
    _ old: [(key: String, value: JSONValue)], _ new: [(key: String, value: JSONValue)]
  ) -> Bool {
    guard let oldName = old.value("name"), let newName = new.value("name") else { return true }
    return oldName.flow == newName.flow
  }

  private static func text(_ path: [Step]) -> String {
    var text = ""
    for step in path {
      switch step {
      case .key(let key): text += text.isEmpty ? key : "." + key
      case .index(let index): text += "[\(index)]"
      }
    }
    return text.isEmpty ? "configuration" : text
  }
}

extension [(key: String, value: JSONValue)] {
  fileprivate func value(_ key: String) -> JSONValue? { first { $0.key == key }?.value }
}

extension JSONValue {
  fileprivate var isObject: Bool {
    if case .object = self { true } else { false }
  }

  /// On one line as YAML would have it: `{name: adam, learning_rate: 0.01}`. Strings that would read as something else
  /// are quoted.
  var flow: String {
    switch self {
    case .null: "null"
    case .boolean(let value): value ? "true" : "false"
    case .number(let text): Self.number(text)
    case .string(let text): Self.needsQuotes(text) ? "'\(text.replacing("'", with: "''"))'" : text
    case .array(let values): "[\(values.map(\.flow).joined(separator: ", "))]"
    case .integers(let values): "[\(values.map(String.init).joined(separator: ", "))]"
    case .doubles(let values): "[\(values.map { JSONValue.double($0).flow }.joined(separator: ", "))]"
    case .object(let members): "{\(members.map { "\($0.key): \($0.value.flow)" }.joined(separator: ", "))}"
    }
  }

  /// As this program writes it, whoever did: `1e-08` is `1e-8`. Whole numbers keep all their digits.
  private static func number(_ text: String) -> String {
    guard text.contains(where: { ".eE".contains($0) }), let value = Double(text) else { return text }
    return Format.shortest(value)
  }

  private static func needsQuotes(_ text: String) -> Bool {
    text.isEmpty || ["null", "true", "false"].contains(text) || Double(text) != nil
      || text.hasPrefix(" ") || text.hasSuffix(" ") || text.contains { "{}[],:'\"#".contains($0) }
  }
}
