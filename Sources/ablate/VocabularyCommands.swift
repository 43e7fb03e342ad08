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
    if !kind.note.isEmpty { print(wrapped("  ", kind.note)) }
  }
}

struct Describe: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Tell what components are: formula, options with ranges and defaults, PyTorch, source, plot.",
    usage: "ablate describe NAME…")

  @Argument(help: "Names of components, such as relu, adam or two_moons.")
  var names: [String]

  @OptionGroup var textPlots: TextPlotOptions

  func run() throws {
    let entries = try names.flatMap { name in
      let found = Vocabulary.find(name)
      guard !found.isEmpty else {
        throw CommandFailure(
          message: "unknown component '\(name)'",
          hints: [Suggestion.hint(for: name, in: Vocabulary.allNames) ?? "'ablate list' shows all"],
          exitCode: .usage)
      }
      return found
    }
    for (number, entry) in entries.enumerated() {
      if number > 0 { print("\n") }
      describe(entry)
    }
  }

  private func describe(_ entry: Vocabulary.Entry) {
    let (row, component) = (entry.row, entry.component)
    print(title(entry))
    print(wrapped("  ", row.summary))
    let facts = [
      ("formula", row.formula.isEmpty ? [] : [row.formula]),
      ("keys", ((row as? PlotTypeRow)?.keys.joined(separator: ", ")).map { [$0] } ?? []),
      ("PyTorch", entry.kind.python(component)),
      ("also", row.aliases.isEmpty ? [] : [row.aliases.map(\.text).joined(separator: ", ")]),
      ("source", row.source.isEmpty ? [] : [row.source]),
    ].filter { !$0.1.isEmpty }
    if !facts.isEmpty { print() }
    for (label, lines) in facts {
      for (number, line) in lines.enumerated() {
        print(wrapped("  " + padded(number == 0 ? label : "", to: 9), line))
      }
    }
    if !row.options.isEmpty {
      print("\n  options")
      let width = row.options.map(\.name.count).max() ?? 0
      for option in row.options { print(wrapped("    " + padded(option.name, to: width + 2), option.text)) }
    }
    if let sketch = entry.kind.sketch(component) {
      print()
      var format = textPlots.format
      format.columns -= 2
      for line in sketch.text(format).split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
        print(line.isEmpty ? "" : "  " + line)
      }
    }
  }

  /// `relu (activation)`; by another name `momentum: sgd with momentum 0.9 (optimizer)`.
  private func title(_ entry: Vocabulary.Entry) -> String {
    guard let alias = entry.alias else { return "\(entry.row.name) (\(entry.kind.name))" }
    let presets = alias.presets.map { "\($0.option) \($0.value.text)" }.joined(separator: " and ")
    let with = presets.isEmpty ? "" : " with \(presets)"
    return "\(alias.name): \(entry.row.name)\(with) (\(entry.kind.name))"
  }

  private func padded(_ text: String, to width: Int) -> String {
    text + String(repeating: " ", count: max(width - text.count, 0))
  }
}

extension CatalogAlias {
  /// `momentum (momentum: 0.9)`
  fileprivate var text: String {
    guard !presets.isEmpty else { return name }
    return "\(name) (\(presets.map { "\($0.option): \($0.value.text)" }.joined(separator: ", ")))"
  }
}

/// Columns of what the commands print: fits a terminal beside another, and a code block of a Markdown host.
private let textWidth = 72

/// `prefix` and `text`, broken at `textWidth` columns, later lines indented below the text. A word that is
/// too long for any line, which only code has, is broken after a parenthesis.
private func wrapped(_ prefix: String, _ text: String) -> String {
  let indent = String(repeating: " ", count: prefix.displayWidth)
  var lines: [String] = []
  var line = prefix
  func fits(_ word: some StringProtocol) -> Bool { indent.count + String(word).displayWidth <= textWidth }
  func add(_ word: Substring) {
    let separator = line == prefix || line == indent ? "" : " "
    if line.displayWidth + separator.count + String(word).displayWidth > textWidth, !separator.isEmpty {
      lines.append(line)
      line = indent + word
    } else {
      line += separator + word
    }
  }
  for word in text.split(separator: " ") {
    if !fits(word), let end = word.lastIndex(of: "("), word.index(after: end) < word.endIndex {
      add(word[...end])
      lines.append(line)
      line = indent + word[word.index(after: end)...]
    } else {
      add(word)
    }
  }
  return (lines + [line]).joined(separator: "\n")
}
