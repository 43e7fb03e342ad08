import Foundation
import Notebooks

// A report's own JSON says what the index tells of it, so that the index of all reports can be written by a command
// that made one of them.

extension ReportSummary {
  var value: JSONValue {
    .object([
      ("description", .string(description)),
      ("facts", .strings(facts)),
      ("result", result.map { .string($0) } ?? .null),
      ("lang", .string(words.language.rawValue)),
    ])
  }

  /// Reads back what `JSONReport` wrote for the report `name`; nil where it is something else.
  package init?(json: Data, name: String) {
    guard let report = try? JSONSerialization.jsonObject(with: json) as? [String: Any],
      let title = report["title"] as? String, let tags = report["tags"] as? [String],
      let summary = report["summary"] as? [String: Any], let description = summary["description"] as? String,
      let facts = summary["facts"] as? [String], let language = summary["lang"] as? String
    else { return nil }
    self.init(
      name: name, title: title, description: description, tags: tags, facts: facts,
      result: summary["result"] as? String, words: Words(FrontMatter.Language(rawValue: language) ?? .en))
  }
}
