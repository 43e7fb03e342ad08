import Foundation
import Reports
import Testing

@Suite struct StoredReportTests {
  private func problem(_ json: String) -> StoredReportProblem? {
    do {
      _ = try StoredReport(json: Array(json.utf8), name: "x")
      return nil
    } catch {
      return error
    }
  }

  @Test(arguments: [true, false])
  func whatTheReportsWriteIsReadAndAVersionFurtherIsNot(_ isRing: Bool) throws {
    let json = JSONReport(isRing ? Fixture.ringReport() : Fixture.moonsReport()).file.text
    #expect(problem(json) == nil)
    let format = "\"format\": \(StoredReport.newestFormat)"
    try #require(json.contains(format))
    let next = StoredReport.newestFormat + 1
    #expect(problem(json.replacingOccurrences(of: format, with: "\"format\": \(next)")) == .newerFormat(next))
    // Every version of a report is compared with itself to nothing.
    let stored = try StoredReport(json: Array(json.utf8), name: "x")
    let diff = ReportsDiff(before: "a", after: "b", reports: [(stored, stored)])
    #expect(DiffText(diff).text == "a -> b: no differences\n")
  }

  @Test func aRunsMetricsAreRead() throws {
    let json = JSONReport(Fixture.moonsReport()).file.text
    let name = "\"test.accuracy\": 0."
    try #require(json.contains(name))
    let other = json.replacingOccurrences(of: name, with: "\"test.accuracy\": 0.0")
    let diff = ReportsDiff(
      before: "a", after: "b",
      reports: [
        (
          try StoredReport(json: Array(json.utf8), name: "x"),
          try StoredReport(json: Array(other.utf8), name: "x")
        )
      ])
    #expect(DiffText(diff).text.contains("3 metrics worse"))
  }

  @Test func whatIsNoReportIsTold() {
    #expect(problem("{\"format\": 1") == .notJSON)
    #expect(problem("[1, 2]") == .notReport(member: "format"))
    #expect(problem("{\"format\": 1, \"alpha\": 0.05}") == .notReport(member: "experiments"))
    #expect(
      problem("{\"format\": 1, \"alpha\": 0.05, \"experiments\": [{\"id\": 3}], \"claims\": []}")
        == .notReport(member: "id"))
    #expect(problem(SampleReport.claims(.init(verdict: "perhaps")).json) == .notReport(member: "verdict"))
    #expect(problem(SampleReport.claims(.init(verdict: nil)).json) == nil)
  }
}
