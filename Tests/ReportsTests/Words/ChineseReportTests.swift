import Foundation
import Testing

@testable import Reports

/// Reports under `lang: zh` hold nothing in English but names.
@Suite struct ChineseReportTests {
  private static let reports = [
    Fixture.moonsReport(inChinese: true), Fixture.gridReport(inChinese: true),
    Fixture.ringReport(inChinese: true),
  ]

  /// What an author wrote, names of metrics and components, and words that Chinese takes over.
  private func known(_ report: Report) -> Set<String> {
    var texts = [report.document.source.text, report.name, report.source, report.reproduction]
    // Classes of the made-up data.
    texts +=
      report.figures.map(\.caption) + [
        "lower", "upper", "standardize", "drop_missing", "train-images-idx3-ubyte.gz",
      ]
    for results in report.results.experiments {
      texts += results.metrics + results.plan.settings.flatMap { [$0.path, $0.value ?? ""] }
      texts += results.plan.variants.map(\.label)
    }
    let table = PhraseTable.of(.zh)
    for key in table.keys {
      guard let phrase = table[key] else { continue }
      texts.append(phrase.words)
    }
    return Set(texts.flatMap(words))
  }

  /// Not what text plots are drawn of: `RRR`, `RRxSS`, `ooo`.
  private func words(_ text: String) -> [String] {
    text.matches(of: /[A-Za-z]{2,}/).map { String($0.output) }
      .filter { $0.dropFirst().allSatisfy(\.isLowercase) && Set($0).count > 1 }
  }

  /// The words of a page that people see or hear.
  private func visible(_ html: String) -> String {
    var text = html
    for hidden in [#"<style[\s\S]*?</style>"#, #"<code[\s\S]*?</code>"#, #"<pre><code[\s\S]*?</pre>"#] {
      text = text.replacingOccurrences(of: hidden, with: " ", options: .regularExpression)
    }
    let spoken = text.matches(of: /(?:aria-label|title|alt)="([^"]*)"/).map { String($0.output.1) }
    text = text.replacingOccurrences(of: "<[^>]*>", with: " ", options: .regularExpression)
    return ([text] + spoken).joined(separator: "\n")
      .replacingOccurrences(of: "&[a-z]+;", with: " ", options: .regularExpression)
  }

  @Test(arguments: ChineseReportTests.reports.indices) func pagesHoldNoEnglish(_ index: Int) {
    let report = Self.reports[index]
    let known = known(report)
    let html = HTMLReport(report).html
    #expect(html.contains("<html lang=\"zh\">"))
    let page = visible(html)
    #expect(page.contains("种子") && words(page).count > 20)
    #expect(Set(words(page)).subtracting(known).sorted() == [])
  }

  @Test(arguments: ChineseReportTests.reports.indices) func markdownHoldsNoEnglish(_ index: Int) {
    let report = Self.reports[index]
    var text = MarkdownReport(report).markdown
    for hidden in [#"```yaml[\s\S]*?```"#, "```text\n", #"`[^`\n]*`"#, "<[a-z/][^>]*>", #"\]\([^)]*\)"#] {
      text = text.replacingOccurrences(of: hidden, with: " ", options: .regularExpression)
    }
    #expect(Set(words(text)).subtracting(known(report)).sorted() == [])
  }

  /// Between Chinese characters stands no punctuation of half the width.
  @Test(arguments: ChineseReportTests.reports.indices) func punctuationIsFullWidth(_ index: Int) {
    let page = visible(HTMLReport(Self.reports[index]).html)
    let narrow = page.matches(of: /\p{Han}[,;:.!?]|[,;:!?]\p{Han}/).map { String($0.output) }
    #expect(Set(narrow).sorted() == [])
  }
}
