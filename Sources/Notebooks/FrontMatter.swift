import Diagnostics

/// What stands between `---` and `---` at the head of an experiment file.
package struct FrontMatter: Sendable {
  /// The language of the words that the tool itself writes.
  package enum Language: String, Sendable, CaseIterable {
    case en, zh
  }

  /// The title, else the text of the first heading; nil where there is neither.
  package var title: String?
  package var description: String?
  package var authors: [String] = []
  package var tags: [String] = []
  /// Printed as written, never computed.
  package var date: String?
  package var language: Language = .en
  /// Distinct and not negative; nil where not given.
  package var seeds: [Int]?
  /// Level of significance, 0 < alpha < 1.
  package var alpha = 0.05

  package init() {}
}
