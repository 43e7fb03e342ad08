import Diagnostics
import Foundation

/// Where an export goes: a folder that is written as a whole or not at all.
package struct ExportFolder {
  private let path: String
  /// Names in the folder that an export makes; nothing else in it is ever touched.
  private let entries: [String]

  /// - Parameter entries: Top-level names of what will be written.
  package init(path: String, entries: [String]) {
    precondition(!path.isEmpty && !entries.isEmpty, "an export of \(entries) to '\(path)'")
    self.path = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
    self.entries = entries
  }

  /// What would keep `write` from succeeding, as far as it is known before the work is done. A folder that an
  /// earlier export made may be written over; `force` allows any folder.
  package func check(force: Bool) throws(ExportError) {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      let parent = parent
      guard FileManager.default.fileExists(atPath: parent, isDirectory: &isFolder), isFolder.boolValue else {
        throw ExportError("no folder '\(parent)' to make '\(path)' in")
      }
      guard FileManager.default.isWritableFile(atPath: parent) else {
        throw ExportError(
          "cannot write to the folder '\(parent)'", hints: ["--output FOLDER names another place"])
      }
      return
    }
    guard isFolder.boolValue else {
      throw ExportError("'\(path)' is a file", hints: ["--output FOLDER names another place"])
    }
    guard let content = try? FileManager.default.contentsOfDirectory(atPath: path),
      FileManager.default.isWritableFile(atPath: path)
    else {
      throw ExportError(
        "cannot write to the folder '\(path)'", hints: ["--output FOLDER names another place"])
    }
    let isOurs = entries.allSatisfy(content.contains)
    if !force, !isOurs, content.contains(where: { !$0.hasPrefix(".") }) {
      throw ExportError(
        "the folder '\(path)' is not empty, and no export of this kind",
        hints: [
          "--output FOLDER names another place", "--force writes into it, and leaves what else is there",
        ])
    }
  }

  /// All files, or none where something goes wrong: they are written beside the folder, and moved when they
  /// are complete.
  package func write(_ files: [ExportedFile]) throws(ExportError) {
    let manager = FileManager.default
    do {
      let exists = manager.fileExists(atPath: path)
      // On the same file system, so that moving is renaming.
      let draft = URL(fileURLWithPath: exists ? path : parent).appendingPathComponent(
        ".ablate-export-\(UUID().uuidString)")
      defer { try? manager.removeItem(at: draft) }
      for file in files {
        let url = draft.appendingPathComponent(file.path)
        try manager.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(file.bytes).write(to: url)
      }
      guard exists else {
        try manager.moveItem(at: draft, to: URL(fileURLWithPath: path))
        return
      }
      let folder = URL(fileURLWithPath: path)
      for entry in entries {
        let target = folder.appendingPathComponent(entry)
        if manager.fileExists(atPath: target.path) { try manager.removeItem(at: target) }
        try manager.moveItem(at: draft.appendingPathComponent(entry), to: target)
      }
    } catch {
      throw ExportError("cannot write to '\(path)': \((error as NSError).localizedDescription)")
    }
  }

  private var parent: String {
    let parent = path.folderOfPath
    return parent.isEmpty ? "." : parent
  }
}
