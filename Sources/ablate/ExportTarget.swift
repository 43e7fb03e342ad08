import Foundation

/// The one file that an export is: written as a whole or not at all.
struct ExportTarget {
  let path: String
  /// Whether a file that exists is replaced.
  let force: Bool

  /// What would keep `write` from succeeding, as far as it is known before the work is done.
  func check() throws {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { return }
    if isFolder.boolValue {
      throw CommandFailure(message: "'\(path)' is a folder", hints: ["--output FILE names a file"])
    }
    if !force {
      throw CommandFailure(
        message: "'\(path)' exists", hints: ["--force replaces it, --output FILE names another place"])
    }
  }

  func write(_ bytes: [UInt8]) throws {
    do {
      try Data(bytes).write(to: URL(fileURLWithPath: path), options: .atomic)
    } catch {
      throw CommandFailure(message: "cannot write to '\(path)': \(error.localizedDescription)")
    }
  }
}
