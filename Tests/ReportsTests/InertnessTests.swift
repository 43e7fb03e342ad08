import Diagnostics
import Foundation
import Notebooks
import Reports
import Testing

/// Text of strangers in every place stays text.
@Suite struct InertnessTests {
  @Test func nothingActsInHTML() {
    let html = HTMLReport(Fixture.hostileReport()).html
    #expect(!html.contains("<script"))
    #expect(!html.contains("<b>html</b>"))
    #expect(!html.contains("href=\"javascript"))
    #expect(!html.contains("<i>"))
    // A combining mark after a quotation mark makes another Character of it, but ends an attribute all the same.
    #expect(!html.unicodeScalars.containsSequence(Array("\u{301}\"\u{301}".unicodeScalars)))
  }

  @Test func htmlIsWellFormed() {
    for report in [
      Fixture.hostileReport(), Fixture.moonsReport(), Fixture.gridReport(), Fixture.ringReport(),
    ] {
      #expect(unbalanced(HTMLReport(report).html) == [], "\(report.name)")
    }
    #expect(unbalanced(IndexReport([Fixture.hostileReport().summary]).html) == [])
  }

  @Test func nothingActsInMarkdown() {
    let report = Fixture.hostileReport()
    let written = Fixture.document(MarkdownReport(report).files[0].text)
    // What the author wrote as HTML stays the author's; all else is this program's own.
    let authors = markup(in: Fixture.document(Fixture.hostileText).blocks)
    for tag in markup(in: written.blocks) where !authors.contains(tag) {
      let own = ["<a id=\"", "</a>", "<picture>", "<details>\n<summary>", "</details>"]
      #expect(own.contains { tag.hasPrefix($0) }, "\(tag)")
      #expect(!tag.contains("<script"), "\(tag)")
    }
    let links = written.blocks.allInlines.compactMap { inline -> String? in
      switch inline.kind {
      case .link(let destination, _, _), .image(let destination, _, _): destination
      default: nil
      }
    }
    // One is the author's own, in a heading.
    #expect(links.count { $0.hasPrefix("javascript") } == 1)
  }

  private func markup(in blocks: [Block]) -> [String] {
    let inlines = blocks.allInlines.compactMap { if case .html(let text) = $0.kind { text } else { nil } }
    return inlines + blocks.compactMap { if case .htmlBlock(let text) = $0.kind { text } else { nil } }
  }

  @Test func escapedMarkdownReadsAsItWasWritten() {
    for text in [
      Fixture.hostile.replacing("\u{301}", with: ""), "a_b _c_ *d*", "# no heading", "a | b", "x < y",
      "1 & 2 &amp;", "~x~", "$x$",
    ] {
      let document = Fixture.document(MarkdownText.escaped(text) + "\n")
      guard case .paragraph(let content)? = document.blocks.first?.kind else {
        Issue.record("'\(text)' is no paragraph")
        continue
      }
      #expect(plainText(of: content) == text)
    }
  }

  @Test(arguments: ["a`b", "``", "`x`", "", "a|b"])
  func codeSpansHoldAnything(_ text: String) {
    let code = MarkdownText.code(text)
    let document = Fixture.document("x \(code) y\n")
    guard case .paragraph(let content)? = document.blocks.first?.kind, !text.isEmpty else { return }
    #expect(plainText(of: content) == "x \(text) y")
  }

  @Test func svgFilesAreXML() {
    for file in MarkdownReport(Fixture.hostileReport()).files.dropFirst() {
      #expect(XMLCheck.isWellFormed(file.text), "\(file.path)")
    }
  }

  /// Elements that were opened and not closed, or closed and not open, by a strict reading.
  private func unbalanced(_ html: String) -> [String] {
    let void: Set<String> = ["meta", "link", "br", "hr", "img", "wbr", "!doctype"]
    var open: [String] = []
    var wrong: [String] = []
    var rest = html[...]
    while let start = rest.firstIndex(of: "<"), let end = rest[start...].firstIndex(of: ">") {
      let tag = rest[rest.index(after: start)..<end]
      rest = rest[rest.index(after: end)...]
      let name = tag.drop { $0 == "/" }.prefix { !$0.isWhitespace && $0 != "/" }.lowercased()
      if tag.hasPrefix("/") {
        if open.last == name { open.removeLast() } else { wrong.append("/" + name) }
      } else if !tag.hasSuffix("/"), !void.contains(name) {
        open.append(name)
        if name == "style", let close = rest.range(of: "</style>") { rest = rest[close.lowerBound...] }
      }
    }
    return wrong + open
  }
}

/// Whether text is balanced XML with escaped ampersands, which is all that these files need.
private enum XMLCheck {
  static func isWellFormed(_ text: String) -> Bool {
    var depth = 0
    var rest = text[...]
    while let start = rest.firstIndex(of: "<") {
      guard let end = rest[start...].firstIndex(of: ">") else { return false }
      let tag = rest[rest.index(after: start)..<end]
      if tag.hasPrefix("/") { depth -= 1 } else if !tag.hasSuffix("/") { depth += 1 }
      if depth < 0 { return false }
      rest = rest[rest.index(after: end)...]
    }
    let entities = ["amp;", "lt;", "gt;", "quot;", "#39;", "apos;"].map { Array($0.utf8) }
    let bytes = Array(text.utf8)
    let hasBareAmpersand = bytes.indices.contains { index in
      bytes[index] == UInt8(ascii: "&") && !entities.contains { bytes[(index + 1)...].starts(with: $0) }
    }
    return depth == 0 && !hasBareAmpersand
  }
}

extension String.UnicodeScalarView {
  fileprivate func containsSequence(_ other: [Unicode.Scalar]) -> Bool {
    let all = Array(self)
    return all.indices.contains { all[$0...].starts(with: other) }
  }
}
