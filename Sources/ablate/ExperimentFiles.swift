import Diagnostics
import Foundation

/// An experiment file, and where its report goes.
struct ExperimentFile: Sendable {
  /// The path as the user gave or would give it; what messages begin with.
  let path: String
  /// Below the reports folder, without extension: `a/b` for `experiments/a/b.md`.
  let reportName: String
  /// Whether the command line names the file itself, not a folder above it.
  let isNamed: Bool

  var baseDirectory: String {
    let folder = path.folderOfPath
    return folder.isEmpty ? "." : folder
  }

  /// The path as reports name it: below the folder `experiments`, wherever that lies; without one as far as the report's
  /// name goes.
  var shownPath: String {
    let isBelow = (path as NSString).pathComponents.dropLast().contains(ExperimentFiles.defaultPath)
    return isBelow ? "\(ExperimentFiles.defaultPath)/\(reportName).md" : "\(reportName).md"
  }

  /// Of a file beside it; nil where it cannot be read.
  @Sendable func bytes(_ path: String) -> [UInt8]? {
    FileManager.default.contents(atPath: "\(baseDirectory)/\(path)").map { Array($0) }
  }

  /// The file's name without extension.
  var stem: String { ((path as NSString).lastPathComponent as NSString).deletingPathExtension }
}

/// Something about the command's surroundings that keeps it from working.
struct CommandFailure: Error {
  let message: String
  var hints: [String] = []
  var exitCode: ExitStatus = .cannotRun
}

/// Finds experiment files. A folder is walked in order of names; hidden files and folders are passed over.
enum ExperimentFiles {
  /// Throws where a path does not exist or holds no Markdown file, and where two files would share a report.
  static func find(_ paths: [String]) throws -> [ExperimentFile] {
    var files: [ExperimentFile] = []
    for path in paths {
      var isFolder: ObjCBool = false
      guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
        throw CommandFailure(
          message: "no file or folder '\(path)'",
          hints: path == defaultPath
            ? ["run it beside a folder 'experiments', or name the files: ablate run PATH"] : near(path),
          exitCode: .usage)
      }
      if isFolder.boolValue {
        let found = try walk(path)
        if found.isEmpty {
          throw CommandFailure(message: "no Markdown file (*.md) in '\(path)'", exitCode: .usage)
        }
        files += found.map { file in
          ExperimentFile(path: file, reportName: reportName(file, under: path), isNamed: false)
        }
      } else {
        let folder = path.folderOfPath
        files.append(
          ExperimentFile(path: path, reportName: reportName(path, under: folder), isNamed: true))
      }
    }
    var known: [String: String] = [:]
    var unique: [ExperimentFile] = []
    for file in files {
      let real = URL(fileURLWithPath: file.path).resolvingSymlinksInPath().path
      if let earlier = known[file.reportName] {
        if earlier == real { continue }
        throw CommandFailure(
          message: "'\(file.path)' and '\(earlier)' would both be reported in '\(file.reportName).html'",
          exitCode: .usage)
      }
      known[file.reportName] = real
      unique.append(file)
    }
    return unique
  }

  static let defaultPath = "experiments"

  private static func walk(_ folder: String) throws -> [String] {
    var found: [String] = []
    for name in try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    where !name.hasPrefix(".") {
      let path = folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
      var isFolder: ObjCBool = false
      guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { continue }
      if isFolder.boolValue {
        found += try walk(path)
      } else if name.lowercased().hasSuffix(".md") {
        found.append(path)
      }
    }
    return found
  }

  /// What follows the last folder named `experiments`; else what follows the folder that was given.
  private static func reportName(_ path: String, under folder: String) -> String {
    let parts = (path as NSString).pathComponents
    let below: [String]
    if let root = parts.dropLast().lastIndex(of: defaultPath) {
      below = Array(parts[(root + 1)...])
    } else {
      below = Array(parts[(folder.isEmpty ? 0 : (folder as NSString).pathComponents.count)...])
    }
    return (below.joined(separator: "/") as NSString).deletingPathExtension
  }

  private static func near(_ path: String) -> [String] {
    let folder = path.folderOfPath
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.isEmpty ? "." : folder)) ?? []
    return Suggestion.hint(for: (path as NSString).lastPathComponent, in: names.sorted()).map { [$0] } ?? []
  }
}
