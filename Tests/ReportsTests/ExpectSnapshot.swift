import Foundation
import Testing

/// Compares a text with the file of this name in `Snapshots`. `RECORD_SNAPSHOTS=1` writes it instead; the difference is
/// read before it is committed.
func expectSnapshot(_ text: String, _ name: String, sourceLocation: SourceLocation = #_sourceLocation) {
  let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Snapshots").appendingPathComponent(name)
  if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] == "1" {
    do {
      try Data(text.utf8).write(to: file)
    } catch {
      Issue.record("cannot write \(name): \(error)", sourceLocation: sourceLocation)
    }
    return
  }
  guard let recorded = try? String(contentsOf: file, encoding: .utf8) else {
    Issue.record("no snapshot \(name); RECORD_SNAPSHOTS=1 makes one", sourceLocation: sourceLocation)
    return
  }
  guard recorded != text else { return }
  let (old, new) = (recorded.split(separator: "\n"), text.split(separator: "\n"))
  let place = zip(old, new).enumerated().first { $0.element.0 != $0.element.1 }
  let line = place.map { "line \($0.offset + 1):\n- \($0.element.0)\n+ \($0.element.1)" }
  Issue.record(
    "\(name) differs, \(line ?? "\(old.count) lines, now \(new.count)")", sourceLocation: sourceLocation)
}
