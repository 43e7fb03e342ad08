import Foundation
import Reports
import Testing

@Suite struct DiffOutputTests {
  private static let level: [Double?] = [0.91, 0.93, 0.92, 0.95, 0.90, 0.94, 0.93, 0.92]

  private static func moved(_ by: Double) -> [Double?] { level.map { $0! + by } }

  /// Something of every kind in two reports, and a third that is the same.
  private func everything() throws -> SampleDiff {
    let before = SampleReport(
      experiments: [
        .init(variants: [
          .init(
            label: "relu",
            metrics: [
              ("test.accuracy", Self.level), ("test.loss", Self.level), ("train.loss", Self.level),
              ("generator.loss", Self.level),
            ]),
          .init(label: "tanh", configuration: "{\"model\": 2}", statuses: [2: "diverged"]),
        ])
      ],
      claims: [
        .init(verdict: "holds"), .init(sentence: "Tanh is slow", expression: "1", verdict: "refuted"),
        .init(sentence: "Gone", expression: "2", verdict: "holds"),
      ])
    var noise = Self.level
    noise[0] = 0.5
    noise[1] = 0.99
    let after = SampleReport(
      experiments: [
        .init(
          variants: [
            .init(
              label: "relu", configuration: "{\"model\": {\"activation\": \"gelu\"}}",
              metrics: [
                ("test.accuracy", Self.moved(-0.05)), ("test.loss", Self.moved(-0.05)), ("train.loss", noise),
                ("generator.loss", Self.moved(0.05)),
              ]),
            .init(label: "tanh", configuration: "{\"model\": 2}", statuses: [5: "diverged"]),
            .init(label: "silu", configuration: "{\"model\": 3}"),
          ])
      ],
      claims: [
        .init(verdict: "refuted"), .init(sentence: "Tanh is slow", expression: "1", verdict: "holds"),
        .init(sentence: "New", expression: "3", verdict: "holds"),
      ])
    var few = SampleReport.metric("test.accuracy", [0.9, 0.8, 0.7])
    few.name = "few"
    var fewer = SampleReport.metric("test.accuracy", [0.8, 0.7, 0.5])
    fewer.name = "few"
    var same = before
    same.name = "same"
    return try SampleDiff([(few, fewer), (before, after), (same, same)])
  }

  @Test func textAndMarkdownAreAsRecorded() throws {
    let diff = try everything()
    expectSnapshot(diff.text, "diff.txt")
    expectSnapshot(diff.markdown, "diff.md")
    expectSnapshot(DiffJSON(diff.diff).text, "diff.json")
  }

  @Test func worstNewsComeFirst() throws {
    let diff = try everything()
    let order = [
      "Claims that flipped for the worse", "Runs that no longer complete", "Metrics worse",
      "Claims that held and are gone", "Metrics changed, too few seeds", "Configuration",
      "New, gone, renamed", "Metrics without a better side", "Metrics better", "Runs that complete now",
      "Claims that flipped for the better", "Other claims",
    ]
    var rest = Substring(diff.markdown)
    for title in order {
      let place = try #require(rest.range(of: title), "\(title) is not where it should be")
      rest = rest[place.upperBound...]
    }
    // In the text the report with the worst news is first, whatever the names.
    let text = diff.text
    let (moons, few) = (try #require(text.range(of: "\nmoons\n")), try #require(text.range(of: "\nfew\n")))
    #expect(moons.lowerBound < few.lowerBound)
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= 100 })
  }

  @Test func longLabelsStandAboveTheirRowsInFull() throws {
    let label = "activation=leaky_relu, optimizer=gradient descent, width=128"
    func file(_ values: [Double?]) -> SampleReport {
      SampleReport(experiments: [
        .init(variants: [.init(label: label, metrics: [("validation.accuracy", values)])])
      ])
    }
    let text = try SampleDiff(file(Self.level), file(Self.moved(-0.05))).text
    #expect(text.contains("    \(label)\n      validation.accuracy "))
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= 100 })
  }

  @Test func everyKeyIsThereWhateverTheNews() throws {
    let entry = try #require(
      try SampleDiff(.metric("test.loss", [1]), .metric("test.loss", [2])).entries("metrics").first)
    let other = try #require(
      try SampleDiff(.metric("test.loss", Self.level), .metric("test.loss", Self.moved(1))).entries("metrics")
        .first)
    #expect(Set(entry.keys) == Set(other.keys))
    let (full, empty) = (try everything().json, try SampleDiff(SampleReport(), SampleReport()).json)
    #expect(Set(full.keys) == Set(empty.keys))
    let totals = try #require(full["totals"] as? [String: Int])
    #expect(totals["claims_worse"] == 1)
    #expect(totals["metrics_within_noise"] == 1)
    #expect(Set(totals.keys) == Set(try #require(empty["totals"] as? [String: Int]).keys))
  }

  @Test(arguments: [10, 400, 3000])
  func githubsLimitIsKept(_ count: Int) throws {
    func file(_ verdict: String, _ by: Double) -> SampleReport {
      SampleReport(
        experiments: [
          .init(
            variants: (0..<count).map {
              .init(
                label: "変体 \($0) " + String(repeating: "é|`", count: 20),
                configuration: "{\"rate\": \(by), \"x\(by)\": \"\(String(repeating: "<", count: 900))\"}",
                metrics: [("test.accuracy", Self.moved(by))])
            })
        ],
        claims: (0..<count).map {
          .init(
            sentence: "Claim \($0) " + String(repeating: "[*長い*] ", count: 40), expression: "\($0) > 1",
            verdict: verdict)
        })
    }
    let text = try SampleDiff(file("holds", 0), file("refuted", -0.3)).markdown
    #expect(text.count < 60_000)
    #expect(text.utf8.count < 60_000)
    #expect(text.utf16.count < 60_000)
    #expect(text.contains("**\(count) claims flipped for the worse"))
    if count == 10 {
      #expect(!text.contains("… and "))
    } else {
      #expect(text.utf8.count > 55_000)
      let told = try #require(text.firstMatch(of: /… and (\d+) more/))
      // Whole entries, and none lost: those shown and those counted.
      let shown = text.split(separator: "\n").count { $0.contains("**holds → refuted**") }
      #expect(shown + Int(told.1)! == count)
      #expect(
        text.split(separator: "\n").filter { $0.contains("**holds →") }.allSatisfy { $0.hasSuffix(" > 1`") })
      // Later sections are counted, if nothing else.
      #expect(text.contains("Metrics worse</b> (\(count))"))
    }
    #expect(
      text.components(separatedBy: "<details").count == text.components(separatedBy: "</details>").count)
  }

  @Test func nothingFromAReportActs() throws {
    let hostile = "<img src=x> @octocat #12 https://evil.example [a](b) **x**\u{1B}[31m\u{202E}\u{7}"
    let before = SampleReport(
      experiments: [
        .init(variants: [
          .init(
            label: hostile, configuration: "{\"k\u{301}`|\": 1}", metrics: [("test.accuracy", Self.level)])
        ])
      ], claims: [.init(sentence: hostile, expression: "a `` b | c", verdict: "holds")])
    var after = before
    after.experiments[0].variants[0].metrics[0].values = Self.moved(-0.1)
    after.experiments[0].variants[0].configuration = "{\"k\u{301}`|\": \"</details>\"}"
    after.claims[0].verdict = "refuted"
    let diff = try SampleDiff(before, after)
    for text in [diff.text, diff.markdown] {
      #expect(!text.unicodeScalars.contains { "\u{1B}\u{202E}\u{7}".unicodeScalars.contains($0) })
    }
    let claim = try #require(diff.markdown.split(separator: "\n").first { $0.contains("holds → refuted") })
    #expect(claim.contains("\\<img src=x>"))
    #expect(claim.contains("@&#8203;octocat"))
    #expect(claim.contains("#&#8203;12"))
    #expect(claim.contains("https:&#8203;//evil.example"))
    #expect(claim.contains("\\[a\\](b) \\*\\*x\\*\\*"))
    #expect(claim.contains("```a `` b | c```"))
    // Labels and values are code, and a bar in code ends no cell.
    for line in diff.markdown.split(separator: "\n") where line.hasPrefix("|") {
      let bars = line.replacingOccurrences(of: "\\|", with: "").filter { $0 == "|" }.count
      let head = line.contains("octocat") || line.contains("variant") ? 10 : bars
      #expect(bars == head)
    }
    #expect(diff.markdown.contains("`</details>`"))
  }
}
