/// What the page's template holds.
struct Page {
  struct Entry {
    var name: String
    var value: String
    var isCode = false
  }

  struct Anchor {
    var anchor: String
    var title: String
  }

  var language: String
  var title: String
  var description: String?
  var style: String
  var skip: String
  /// Where the list of all reports is; nil on that page itself.
  var home: String?
  var homeLabel: String
  var kicker: String
  var source: String?
  var byline: String?
  /// How many of the report's claims hold, as HTML.
  var verdicts: String
  var hasFacts: Bool
  var facts: [Entry]
  var hasContents: Bool
  var contentsLabel: String
  var contents: [Anchor]
  var body: String
  var hasFooter: Bool
  var footerTitle: String
  var footer: [Entry]

  var html: String { Templates.render(.page, self) }
}
