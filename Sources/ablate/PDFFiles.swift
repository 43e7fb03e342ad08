import Foundation
import Reports

/// Reports printed as PDF beside their other files.
struct PDFFiles {
  let chromium: Chromium
  /// The reports folder.
  let root: String

  /// Replaces the report's PDF, or throws and leaves what was there.
  func write(_ item: Session.Item) async throws {
    guard let html = item.files.first(where: { ReportFormat(of: $0) == .html }) else {
      preconditionFailure("the report '\(item.report.name)' has no page")
    }
    let path = "\(root)/\(item.report.name).pdf"
    let folder = (path as NSString).deletingLastPathComponent
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      let data = try await chromium.pdf(of: printed(html.bytes), near: root)
      try data.write(to: URL(fileURLWithPath: path), options: .atomic)
    } catch let failure as Chromium.Failure {
      throw CommandFailure(message: "cannot print '\(path)': \(failure.message)", hints: failure.hints)
    } catch let error as CocoaError {
      throw CommandFailure(message: "cannot write to '\(path)': \(error.localizedDescription)")
    }
  }

  /// Two panels beside each other, as wide screens have them; no pictures in characters below pictures; the numbers
  /// behind a figure may go on over a page.
  private static let style =
    "<style>.plots-2{grid-template-columns:repeat(2,minmax(0,1fr))}"
    + ".behind>details:has(>pre.plain){display:none}"
    + "figure.figure{break-inside:auto}.plots,figcaption{break-inside:avoid}.plots{break-after:avoid}</style>\n"

  /// The page as it is printed. A link to a neighbouring file would get this machine's path, and lead nowhere elsewhere.
  private func printed(_ html: [UInt8]) -> [UInt8] {
    let text = String(decoding: html, as: UTF8.self)
      .replacing(/<a href="(?!#|https?:|mailto:)[^"]*"/, with: "<a")
      .replacing(/<p class="kicker"><a>[^<]*<\/a> ·\x20/, with: "<p class=\"kicker\">")
      .replacing("</head>", with: Self.style + "</head>", maxReplacements: 1)
    return Array(text.utf8)
  }
}
