import Diagnostics
import Experiments
import Foundation
import Notebooks
import Reports
import Testing

/// Whole reports, in every form, as they are committed by users: read them in the difference.
@Suite struct ReportSnapshotTests {
  @Test func markdown() {
    expectSnapshot(MarkdownReport(Fixture.moonsReport()).markdown, "moons.md")
    expectSnapshot(MarkdownReport(Fixture.gridReport()).markdown, "grid.md")
    expectSnapshot(MarkdownReport(Fixture.ringReport()).markdown, "ring.md")
  }

  @Test func html() {
    // Without the style sheet and the pictures, which are the same on every page or tested where they are drawn.
    expectSnapshot(withoutPictures(HTMLReport(Fixture.moonsReport()).html), "moons.html")
    expectSnapshot(withoutPictures(HTMLReport(Fixture.ringReport()).html), "ring.html")
  }

  @Test func terminal() {
    expectSnapshot(TerminalReport(Fixture.moonsReport()).text, "moons.txt")
    expectSnapshot(TerminalReport(Fixture.gridReport()).text, "grid.txt")
    expectSnapshot(TerminalReport(Fixture.ringReport()).text, "ring.txt")
  }

  @Test func json() {
    expectSnapshot(JSONReport(Fixture.ringReport()).file.text, "ring.json")
  }

  /// The index of all reports is made of what lies there, whatever else lies there.
  @Test func summariesAreReadBack() throws {
    for report in [Fixture.gridReport(), Fixture.ringReport(), Fixture.hostileReport()] {
      let summary = report.summary
      let json = JSONReport(report).file.bytes
      let read = try #require(ReportSummary(json: Data(json), name: report.name))
      #expect(IndexReport([read]).files == IndexReport([summary]).files)
      // What follows the summary is not looked at.
      #expect(ReportSummary(json: Data(json.dropLast(100)), name: report.name)?.title == summary.title)
    }
    for text in ["", "[]", "{}", #"{"title": "x", "tags": []}"#, #"{"summary": {}}"#, #"{"title": "x", "#] {
      #expect(ReportSummary(json: Data(text.utf8), name: "x") == nil)
    }
  }

  @Test func index() {
    let index = IndexReport(
      [Fixture.gridReport(), Fixture.ringReport(), Fixture.moonsReport()].map(\.summary))
    expectSnapshot(index.markdown, "index.md")
    expectSnapshot(withoutPictures(index.html), "index.html")
  }

  private func withoutPictures(_ html: String) -> String {
    var text = ""
    var rest = html[...]
    for (start, end) in [("<style>", "</style>"), ("<div class=\"plots", "</div>")] {
      while let open = rest.range(of: start), let close = rest[open.upperBound...].range(of: end) {
        text += rest[..<open.upperBound] + "…"
        rest = rest[close.lowerBound...]
        if start == "<style>" { break }
      }
      if start == "<style>" {
        text += rest.prefix(end.count)
        rest = rest.dropFirst(end.count)
      }
    }
    return text + rest
  }
}

@Suite struct ReportTests {
  @Test func sameBytesTwice() {
    let files = { () -> [OutputFile] in
      let report = Fixture.moonsReport()
      return [HTMLReport(report).file, JSONReport(report).file] + MarkdownReport(report).files
    }
    #expect(files() == files())
  }

  @Test func filesAreNamedAfterTheReport() {
    let paths = MarkdownReport(Fixture.gridReport()).files.map(\.path)
    #expect(
      paths == ["sweeps/grid.md"]
        + ["fig-sweep-differences", "fig-sweep-response", "fig-sweep-heatmap", "fig-facets"].flatMap {
          ["sweeps/grid/\($0)-light.svg", "sweeps/grid/\($0)-dark.svg"]
        })
    #expect(HTMLReport(Fixture.gridReport()).file.path == "sweeps/grid.html")
  }

  @Test func pageFetchesNothing() {
    for report in [Fixture.moonsReport(), Fixture.ringReport(), Fixture.gridReport()] {
      let html = HTMLReport(report).html
      #expect(html.contains("default-src 'none'"))
      for word in ["<script", "<link", "src=\"http", "url(", "@import", "/work/", "/tmp/"] {
        #expect(!html.contains(word), "\(report.name) holds \(word)")
      }
      #expect(html.utf8.count < 500_000)
    }
  }

  @Test func anchorsAreUniqueAndLinksLead() {
    for report in [
      Fixture.moonsReport(), Fixture.ringReport(), Fixture.gridReport(), Fixture.hostileReport(),
    ] {
      let html = HTMLReport(report).html
      let ids = attributes("id", in: html)
      #expect(ids.count == Set(ids).count)
      for link in attributes("href", in: html) where link.hasPrefix("#") {
        #expect(ids.contains(String(link.dropFirst())), "\(report.name): \(link)")
      }
    }
  }

  @Test func missingDataLeaveTheRest() {
    let report = Fixture.ringReport()
    let html = HTMLReport(report).html
    #expect(html.contains("This experiment was not run: Fashion-MNIST is not here: no file"))
    #expect(report.tables.count == 2 && report.figures.count == 3)
    #expect(report.diagnostics.count == 1)
    #expect(report.diagnostics.first?.severity == .warning)
    #expect(html.contains("<span class=\"result missing\""))
  }

  @Test func experimentsGetTablesAndCurvesByThemselves() {
    let report = Fixture.ringReport()
    #expect(report.targets["fig-lonely"]?.label == "Figure 3")
    #expect(report.targets["tbl-lonely"]?.label == "Table 2")
    // It has a table of its own.
    #expect(report.targets["tbl-moons"] == nil)
  }

  @Test func chineseWords() {
    let document = Fixture.document(Fixture.moons.replacing("tags:", with: "lang: zh\ntags:"))
    let report = Report(
      name: "moons", source: "experiments/moons.md", document: document,
      results: Fixture.moonsResults(document))
    let html = HTMLReport(report).html
    #expect(html.contains("<html lang=\"zh\">"))
    #expect(html.contains("未检出差异") || html.contains("更低"))
  }

  private func attributes(_ name: String, in html: String) -> [String] {
    html.split(separator: " \(name)=\"").dropFirst().map { String($0.prefix { $0 != "\"" }) }
  }
}
