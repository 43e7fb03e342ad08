import Diagnostics
import Notebooks

/// The list of all reports, as HTML and as Markdown.
package struct IndexReport {
  private let reports: [ReportSummary]
  private let words: Words

  /// - Parameter language: of the page's own words
  package init(_ reports: [ReportSummary], language: FrontMatter.Language = .en) {
    self.reports = reports.sorted { Self.order($0) < Self.order($1) }
    words = Words(language)
  }

  package var files: [OutputFile] {
    [OutputFile(path: "index.html", text: html), OutputFile(path: "index.md", text: markdown)]
  }

  /// Those at the top first, then folder by folder, by name.
  private static func order(_ report: ReportSummary) -> OrderKey {
    OrderKey(folder: report.folder, name: report.name)
  }

  private struct OrderKey: Comparable {
    var folder: String
    var name: String

    static func < (a: OrderKey, b: OrderKey) -> Bool {
      // By scalars, not by language: the same on every machine.
      a.folder == b.folder
        ? a.name.unicodeScalars.lexicographicallyPrecedes(b.name.unicodeScalars)
        : a.folder.unicodeScalars.lexicographicallyPrecedes(b.folder.unicodeScalars)
    }
  }

  private var groups: [(folder: String, reports: [ReportSummary])] {
    var groups: [(folder: String, reports: [ReportSummary])] = []
    for report in reports {
      if groups.last?.folder == report.folder {
        groups[groups.count - 1].reports.append(report)
      } else {
        groups.append((report.folder, [report]))
      }
    }
    return groups
  }

  // MARK: HTML

  private struct View {
    struct Tag {
      var text: String
    }
    struct Card {
      var path: String
      /// Where it is not the page's.
      var language: String?
      var title: String
      var description: String?
      /// Of its claims the worst, and how many hold.
      var verdict: String?
      var claims: String?
      var result: String?
      /// A picture, as HTML, and what it shows.
      var spark: String?
      var sparkText: String?
      var facts: String
      var hasTags: Bool
      var tags: [Tag]
    }
    struct Group {
      var folder: String?
      /// Of the reports' headings: below that of the folder, where there is one.
      var level: Int
      var reports: [Card]
    }
    var groups: [Group]
  }

  package var html: String {
    let view = View(
      groups: groups.map { folder, reports in
        View.Group(
          folder: folder.isEmpty ? nil : folder, level: folder.isEmpty ? 2 : 3, reports: reports.map(card))
      })
    let page = Page(
      language: words.language.rawValue, title: words.indexTitle, description: nil,
      style: Theme.current.style,
      skip: words.skipToContent, home: nil, homeLabel: "", kicker: words.reportCount(reports.count),
      source: nil,
      byline: nil, verdicts: "", hasFacts: false, facts: [], hasContents: false,
      contentsLabel: words.contents,
      contents: [],
      body: Templates.render(.index, view), hasFooter: false, footerTitle: "", footer: [])
    return page.html
  }

  private func card(_ report: ReportSummary) -> View.Card {
    View.Card(
      path: "./" + MarkdownText.address(report.name) + ".html",
      language: report.words == words ? nil : report.words.language.rawValue, title: report.title,
      description: report.description.isEmpty ? nil : report.description,
      verdict: report.claims.worst?.rawValue, claims: report.claimText,
      result: report.result.map(ValueText.typographic),
      spark: report.sparkline.map { $0.svg(label: $0.description(report.words)) },
      sparkText: report.sparkline.map { $0.description(report.words) },
      facts: report.facts.joined(separator: " · "),
      hasTags: !report.tags.isEmpty, tags: report.tags.map { View.Tag(text: $0) })
  }

  // MARK: Markdown

  package var markdown: String {
    var text = "# \(words.indexTitle)\n"
    for (folder, reports) in groups {
      if !folder.isEmpty { text += "\n## \(MarkdownText.escaped(folder))\n" }
      for report in reports {
        text += "\n- **[\(MarkdownText.escaped(report.title))](\(MarkdownText.address(report.name)).md)**"
        text += " ([HTML](\(MarkdownText.address(report.name)).html))\n"
        // A paragraph each, within the item.
        for line in [
          report.description, report.claimText ?? "", report.result ?? "",
          report.facts.joined(separator: " · "),
        ]
        where !line.isEmpty {
          text += "\n  \(MarkdownText.escaped(line))\n"
        }
        if let spark = report.sparkline {
          text +=
            "\n  \(MarkdownText.code(spark.text)) \(MarkdownText.escaped(spark.description(report.words)))\n"
        }
        if !report.tags.isEmpty {
          text +=
            "\n  \(words.labelled(words.tags, report.tags.map { MarkdownText.code($0) }.joined(separator: " ")))\n"
        }
      }
    }
    return text
  }
}
