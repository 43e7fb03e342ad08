/// Footnotes: numbers in the text, the notes at the page's end, and links both ways. Their ids hold colons, which no
/// heading's anchor does.
extension ProseHTML {
  func reference(toFootnoteAt inline: Inline) -> String {
    guard let (number, occurrence) = numbers[inline.range] else { return "" }
    let id = Self.referenceID(number, occurrence)
    return
      "<sup class=\"noteref\"><a href=\"#fn:\(number)\" id=\"\(id)\" role=\"doc-noteref\">\(number)</a></sup>"
  }

  /// The list of all notes that something refers to; empty where there are none.
  var footnotes: String {
    guard !numbers.notes.isEmpty else { return "" }
    var text = "<section class=\"footnotes\" role=\"doc-endnotes\" "
    text += "aria-label=\"\(HTMLText.escaped(footnotesTitle))\">\n<ol>\n"
    for (index, note) in numbers.notes.enumerated() {
      let number = index + 1
      let back = (1...numbers.counts[index]).map { occurrence in
        let name = occurrence == 1 ? "\(number)" : "\(number)-\(occurrence)"
        let sign = occurrence == 1 ? "↩" : "↩<sup>\(occurrence)</sup>"
        let label = HTMLText.escaped(backToReference(name))
        return "<a href=\"#\(Self.referenceID(number, occurrence))\" role=\"doc-backlink\" "
          + "aria-label=\"\(label)\">\(sign)</a>"
      }.joined(separator: " ")
      text += "<li id=\"fn:\(number)\">\n"
      // The way back stands at the end of the last paragraph.
      if let last = note.content.last, case .paragraph(let content) = last.kind {
        text += inner(note.content.dropLast()) + "<p>\(html(content)) \(back)</p>\n"
      } else {
        text += inner(note.content) + "<p>\(back)</p>\n"
      }
      text += "</li>\n"
    }
    return text + "</ol>\n</section>\n"
  }

  private static func referenceID(_ number: Int, _ occurrence: Int) -> String {
    occurrence == 1 ? "fnref:\(number)" : "fnref:\(number)-\(occurrence)"
  }
}
