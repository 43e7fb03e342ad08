import Diagnostics

/// What an author may miss in a report: raw HTML and dangerous addresses are left out of it.
enum ProseWarnings {
  /// Comments are left out too, but nobody misses them.
  static func rawHTML(_ text: String, at range: SourceRange, collector: inout DiagnosticCollector) {
    guard !text.drop(while: { $0 == " " }).hasPrefix("<!--") else { return }
    collector.warning("raw HTML is left out of reports", at: range)
  }

  static func destination(_ destination: String, at range: SourceRange, collector: inout DiagnosticCollector)
  {
    guard LinkTarget(destination) == .refused else { return }
    collector.warning(
      "a report cannot lead to '\(destination)'", at: range,
      hints: ["links are http:, https:, mailto:, relative or #anchor; only their text is kept"])
  }
}
