import Experiments
import Foundation
import Notebooks

// A report's own JSON says what the index tells of it, so that the index of all reports can be written by a command
// that made one of them.

extension ReportSummary {
  var value: JSONValue {
    .object([
      ("description", .string(description)),
      ("facts", .strings(facts)),
      (
        "claims",
        .object([
          ("holds", .integer(claims.holds)), ("refuted", .integer(claims.refuted)),
          ("inconclusive", .integer(claims.inconclusive)),
        ])
      ),
      ("result", result.map { .string($0) } ?? .null),
      ("sparkline", sparkline.map(\.json) ?? .null),
      ("lang", .string(words.language.rawValue)),
    ])
  }

  /// Reads back what `JSONReport` wrote for the report `name`; nil where it is something else.
  package init?(json: Data, name: String) {
    // The summary stands before the runs, which are nearly all of the file.
    guard let report = JSONValue.members(of: Array(json), through: "summary"),
      let title = report["title"]?.string, let tags = report["tags"]?.strings,
      case .object(let members)? = report["summary"]
    else { return nil }
    let summary = Dictionary(members.map { ($0.key, $0.value) }) { first, _ in first }
    guard let description = summary["description"]?.string, let facts = summary["facts"]?.strings,
      let language = summary["lang"]?.string
    else { return nil }
    self.init(
      name: name, title: title, description: description, tags: tags, facts: facts,
      claims: ClaimCount(json: summary["claims"]), result: summary["result"]?.string,
      sparkline: Sparkline(json: summary["sparkline"]),
      words: Words(FrontMatter.Language(rawValue: language) ?? .en))
  }
}

extension ClaimCount {
  /// None where the report judged none.
  fileprivate init(json: JSONValue?) {
    guard case .object(let members)? = json else {
      self.init()
      return
    }
    func count(_ name: String) -> Int {
      guard case .number(let text)? = members.first(where: { $0.key == name })?.value else { return 0 }
      return Int(text) ?? 0
    }
    self.init(holds: count("holds"), refuted: count("refuted"), inconclusive: count("inconclusive"))
  }
}

extension JSONValue {
  fileprivate var string: String? {
    if case .string(let text) = self { text } else { nil }
  }

  /// nil where it is not a list of nothing but strings.
  fileprivate var strings: [String]? {
    guard case .array(let values) = self else { return nil }
    let strings = values.compactMap(\.string)
    return strings.count == values.count ? strings : nil
  }
}
