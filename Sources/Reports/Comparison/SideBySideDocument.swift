import Diagnostics
import Experiments
import Notebooks

/// The text of an ad-hoc report: an experiment file that nobody wrote, with a table of what differs between variants.
package struct SideBySideDocument {
  /// A line of the variants' configurations.
  package struct Line: Sendable {
    package let path: String
    /// For each variant; nil where it has no such setting.
    package let values: [String?]

    var isShared: Bool { values.allSatisfy { $0 == values[0] } }
  }

  package static let experiment = "comparison"

  private let labels: [String]
  private let lines: [Line]
  private let notes: [String]

  /// - Parameters:
  ///   - labels: of the variants, the baseline first.
  ///   - configurations: in the same order.
  ///   - notes: sentences that stand above the table.
  package init(labels: [String], configurations: [String], notes: [String]) {
    self.labels = labels
    self.notes = notes
    lines = Self.lines(configurations)
  }

  /// What all variants share, as an experiment's report shows it.
  package var shared: [Setting] {
    lines.filter(\.isShared).map { Setting(path: $0.path, value: $0.values[0], isGiven: true) }
  }

  package var differing: [Line] { lines.filter { !$0.isShared } }

  package var title: String {
    let others = labels.dropFirst()
    return others.count <= 2
      ? "\(labels[0]) beside \(others.joined(separator: " and "))" : "\(labels.count) variants side by side"
  }

  package var markdown: String {
    var text = "---\ntitle: \(Self.quoted(title))\n---\n\n"
    for note in notes { text += MarkdownText.escaped(note) + "\n\n" }
    text += "```yaml {#\(Self.experiment) .experiment}\ncompare:\n"
    text += labels.map { "  - \(Self.quoted($0))\n" }.joined() + "```\n\n## What differs\n\n"
    guard !differing.isEmpty else { return text + "Nothing: the variants have the same configuration.\n" }
    let table = PlainTable(
      heads: ["Setting"] + labels.map(MarkdownText.escaped), isNumeric: [false] + labels.map { _ in false },
      rows: differing.map { line in
        [MarkdownText.code(line.path, inTable: true)]
          + line.values.map { $0.map(MarkdownText.escaped) ?? "–" }
      })
    return text + table.pipes
  }

  /// For the terminal: a table, or where that would be too wide each setting with its values in lines.
  package func text(columns: Int = 100) -> String {
    let notes = notes.map { $0 + "\n" }.joined()
    guard !differing.isEmpty else { return notes + "The variants have the same configuration.\n" }
    let table = PlainTable(
      heads: ["setting"] + labels, isNumeric: [false] + labels.map { _ in false },
      rows: differing.map { line in [line.path] + line.values.map { $0 ?? "–" } })
    let body = table.width <= columns ? table.columns : differing.map(grouped).joined()
    return notes.isEmpty ? body : notes + "\n" + body
  }

  /// A setting, and beneath it each value with the variants that have it.
  private func grouped(_ line: Line) -> String {
    var values: [(text: String, labels: [String])] = []
    for (value, label) in zip(line.values, labels) {
      let text = value ?? "–"
      if let index = values.firstIndex(where: { $0.text == text }) {
        values[index].labels.append(label)
      } else {
        values.append((text, [label]))
      }
    }
    let width = min(values.map(\.text.displayWidth).max() ?? 0, 40)
    return line.path + "\n"
      + values.map { value in
        let space = String(repeating: " ", count: max(width - value.text.displayWidth, 0) + 2)
        let named = value.labels.prefix(Self.mostNamed).joined(separator: ", ")
        let more = value.labels.count - Self.mostNamed
        return "  \(value.text)\(space)\(named)\(more > 0 ? " and \(more) more" : "")\n"
      }.joined()
  }

  private static let mostNamed = 3

  /// A YAML scalar: JSON's strings are YAML's.
  private static func quoted(_ text: String) -> String {
    String(JSONValue.string(text).text.dropLast())
  }

  // MARK: Configurations

  private static func lines(_ configurations: [String]) -> [Line] {
    let flat = configurations.map { configuration -> [(path: String, value: String)] in
      guard let value = JSONValue(parsing: configuration) else { return [] }
      var lines: [(path: String, value: String)] = []
      flatten(value, at: "", into: &lines)
      return lines
    }
    var paths: [String] = []
    for line in flat.joined() where !paths.contains(line.path) { paths.append(line.path) }
    return paths.map { path in
      Line(path: path, values: flat.map { lines in lines.first { $0.path == path }?.value })
    }
  }

  /// A component is its name, then its options: `optimizer: adam`, `optimizer.learning_rate: 0.01`.
  private static func flatten(
    _ value: JSONValue, at path: String, into lines: inout [(path: String, value: String)]
  ) {
    if case .array(let elements) = value,
      elements.contains(where: { if case .object = $0 { true } else { false } })
    {
      for (index, element) in elements.enumerated() {
        flatten(element, at: "\(path)[\(index)]", into: &lines)
      }
      return
    }
    guard case .object(let members) = value else {
      lines.append((path, text(value)))
      return
    }
    if case .string(let name)? = members.first(where: { $0.key == "name" })?.value {
      lines.append((path, name))
    }
    for (key, value) in members where key != "name" {
      flatten(value, at: path.isEmpty ? key : "\(path).\(key)", into: &lines)
    }
  }

  /// On one line, as people write it.
  private static func text(_ value: JSONValue) -> String {
    switch value {
    case .null: "chosen"
    case .boolean(let truth): truth ? "true" : "false"
    case .number(let number): number
    case .string(let string): string
    case .array(let values): "[\(values.map(text).joined(separator: ", "))]"
    case .integers(let values): "[\(values.map(String.init).joined(separator: ", "))]"
    case .doubles(let values): "[\(values.map { Format.shortest($0) }.joined(separator: ", "))]"
    case .object(let members):
      if case .string(let name)? = members.first(where: { $0.key == "name" })?.value, members.count == 1 {
        name
      } else {
        "{\(members.map { "\($0.key): \(text($0.value))" }.joined(separator: ", "))}"
      }
    }
  }
}
