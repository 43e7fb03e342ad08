import ArgumentParser
import Diagnostics
import Reports

/// A form of a report that `--format` names.
enum ReportFormat: String, CaseIterable {
  case html, markdown, json, pdf

  /// What is written where nothing is named, and what `check` compares. A PDF holds when it was printed.
  static let usual: Set<ReportFormat> = [.html, .markdown, .json]

  /// A list with commas between.
  static func list(_ text: String) throws -> [ReportFormat] {
    try text.split(separator: ",", omittingEmptySubsequences: false).map { word in
      let name = word.trimmingCharacters(in: .whitespaces)
      guard let format = ReportFormat(rawValue: name) else {
        let names = allCases.map(\.rawValue)
        throw ValidationError("no format '\(name)': \(Suggestion.hintOrList(for: name, in: names))")
      }
      return format
    }
  }

  /// The form that a report's file belongs to: figures are files of Markdown.
  init(of file: OutputFile) {
    self = file.path.hasSuffix(".html") ? .html : file.path.hasSuffix(".json") ? .json : .markdown
  }
}
