import ArgumentParser
import Diagnostics

struct List: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "List the components that an experiment can name.",
    usage: "ablate list [KIND]")

  @Argument(help: "Only this kind: \(Vocabulary.kinds.map(\.plural).joined(separator: ", ")).")
  var kind: [String] = []

  func run() throws {
    guard !kind.isEmpty else {
      for (number, kind) in Vocabulary.kinds.enumerated() {
        if number > 0 { print() }
        show(kind)
      }
      return
    }
    let word = kind.joined(separator: " ")
    guard let kind = Vocabulary.kind(named: word) else {
      let names = Vocabulary.kinds.map(\.plural)
      throw CommandFailure(
        message: "unknown kind '\(word)'", hints: [Suggestion.hintOrList(for: word, in: names)],
        exitCode: .usage)
    }
    show(kind)
  }

  private func show(_ kind: Vocabulary.Kind) {
    print(kind.plural)
    let width = kind.rows.map(\.name.count).max() ?? 0
    for row in kind.rows {
      let padding = String(repeating: " ", count: width - row.name.count)
      print(wrapped("  \(row.name)\(padding)  ", row.summary))
    }
  }
}

struct Describe: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Tell what a component is: formula, options with ranges and defaults, source.",
    usage: "ablate describe NAME")

  @Argument(help: "The component's name, such as relu, adam or two_moons.")
  var name: String

  func run() throws {
    let found = Vocabulary.find(name)
    guard !found.isEmpty else {
      throw CommandFailure(
        message: "unknown component '\(name)'",
        hints: [Suggestion.hint(for: name, in: Vocabulary.allNames) ?? "'ablate list' shows all"],
        exitCode: .usage)
    }
    for (number, (kind, row)) in found.enumerated() {
      if number > 0 { print() }
      describe(kind, row)
    }
  }

  private func describe(_ kind: Vocabulary.Kind, _ row: any CatalogRow) {
    print("\(row.name) (\(kind.name))")
    print(wrapped("  ", row.summary))
    if !row.formula.isEmpty { print("\n" + wrapped("  ", row.formula)) }
    if !row.aliases.isEmpty {
      let names = row.aliases.map { alias in
        alias.name
          + (alias.presets.isEmpty
            ? "" : " (\(alias.presets.map { "\($0.option): \($0.value.text)" }.joined(separator: ", ")))")
      }
      print("\n" + wrapped("  also: ", names.joined(separator: ", ")))
    }
    if !row.options.isEmpty {
      print("\n  options")
      let width = row.options.map(\.name.count).max() ?? 0
      for option in row.options {
        let padding = String(repeating: " ", count: width - option.name.count)
        print(wrapped("    \(option.name)\(padding)  ", option.text))
      }
    }
    if !row.source.isEmpty { print("\n" + wrapped("  source: ", row.source)) }
  }
}

/// `prefix` and `text`, broken at 80 columns, later lines indented below the text.
private func wrapped(_ prefix: String, _ text: String) -> String {
  var lines: [String] = []
  var line = prefix
  let indent = String(repeating: " ", count: prefix.displayWidth)
  for word in text.split(separator: " ") {
    let separator = line == prefix || line == indent ? "" : " "
    if line.displayWidth + separator.count + String(word).displayWidth > 80, !separator.isEmpty {
      lines.append(line)
      line = indent + word
    } else {
      line += separator + word
    }
  }
  return (lines + [line]).joined(separator: "\n")
}

extension OptionSpec {
  /// `a number greater than 0; default 0.001. The step size.`
  fileprivate var text: String {
    let defaultText =
      switch defaultValue {
      case nil: "required"
      case .automatic?: "chosen if left out"
      case let value?: "default \(value.text)"
      }
    let also = aliases.isEmpty ? "" : " (also \(aliases.joined(separator: ", ")))"
    return "\(help)\(also): \(kind.text); \(defaultText)"
  }
}

extension OptionSpec.Kind {
  fileprivate var text: String {
    switch self {
    case .boolean: "true or false"
    case .integer(let range):
      range.upperBound == .max
        ? "an integer, at least \(range.lowerBound)"
        : "an integer, \(range.lowerBound) to \(range.upperBound)"
    case .number(let range): "a number, \(range)"
    case .string: "text"
    case .choice(let words): words.joined(separator: " or ")
    case .path: "a path, relative to the experiment file"
    case .list(let element, _): "a list, each \(element.text)"
    case .component(let kind): "a component (\(kind))"
    case .mapping(let options): "{\(options.map(\.name).joined(separator: ", "))}"
    case .oneOf(let kinds): kinds.map(\.text).joined(separator: "; or ")
    }
  }
}

extension OptionValue {
  fileprivate var text: String {
    switch self {
    case .automatic: "chosen"
    case .boolean(let value): value ? "true" : "false"
    case .integer(let value): String(value)
    case .number(let value): Format.shortest(value)
    case .string(let value): value
    case .list(let values): "[\(values.map(\.text).joined(separator: ", "))]"
    case .component(let component): component.name
    }
  }
}
