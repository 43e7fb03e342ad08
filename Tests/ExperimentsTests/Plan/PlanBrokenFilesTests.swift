import Foundation
import Testing

/// Every file of `Snapshots/Broken` with all that is said about it. `RECORD_SNAPSHOTS=1` writes what is said
/// now.
@Suite struct PlanBrokenFilesTests {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Snapshots/Broken")

  static let names: [String] = {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return files.filter { $0.hasSuffix(".md") }.map { String($0.dropLast(3)) }.sorted()
  }()

  @Test func thereAreBrokenFiles() {
    #expect(Self.names.count >= 40)
  }

  @Test(arguments: names) func isTold(_ name: String) throws {
    let text = try String(contentsOf: Self.folder.appendingPathComponent("\(name).md"), encoding: .utf8)
    let (plan, messages) = decoded(text, stem: name)
    #expect((plan == nil) == messages.contains("error:"))
    let snapshot = Self.folder.appendingPathComponent("\(name).txt")
    if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] == "1" {
      try messages.write(to: snapshot, atomically: true, encoding: .utf8)
      return
    }
    #expect(messages == (try? String(contentsOf: snapshot, encoding: .utf8)))
  }
}
