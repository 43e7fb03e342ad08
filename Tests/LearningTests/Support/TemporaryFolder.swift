import Foundation
import Learning

enum TemporaryFolder {
  /// Files as initializers find them, written to a folder and read from there.
  static func files(_ contents: [String: [UInt8]], reading paths: [String]? = nil) -> InitializerFiles {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: folder) }
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      for (name, bytes) in contents { try Data(bytes).write(to: folder.appendingPathComponent(name)) }
    } catch {
      preconditionFailure("writing test files: \(error)")
    }
    return InitializerFiles(paths ?? contents.keys.sorted(), baseDirectory: folder.path)
  }
}
