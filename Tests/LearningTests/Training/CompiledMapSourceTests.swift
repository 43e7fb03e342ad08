import Foundation
import Graphs
import Learning
import Testing

/// The kernels' file of compiled maps holds those of the common trainings as they are now:
///
///     RECORD_COMPILED_MAPS=1 swift test -c release --filter CompiledMapSourceTests
///
/// A map that is not there is interpreted, at the same bits.
@Suite struct CompiledMapSourceTests {
  @Test func theFileIsCurrent() throws {
    let path = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Sources/CKernels/compiled_maps.h")
    let text =
      "// Written by CompiledMapSourceTests (RECORD_COMPILED_MAPS=1): not to be edited.\n"
      + CompiledMapSource.text(keys: try CommonTrainings.mapKeys())
    if ProcessInfo.processInfo.environment["RECORD_COMPILED_MAPS"] != nil {
      try text.write(to: path, atomically: true, encoding: .utf8)
    }
    #expect(try String(contentsOf: path, encoding: .utf8) == text)
  }
}
