import Diagnostics
import Foundation

/// What one side of a comparison names: a file or a folder that exists, else a revision, with or without a path.
enum ReportPlace {
  case file(String)
  case folder(String)
  /// - path: from the repository's top; nil: the reports folder there.
  case revision(name: String, commit: String, path: String?)

  /// Throws where the words are none of these.
  init(_ words: String, git: () throws -> Git) throws {
    var isFolder: ObjCBool = false
    if FileManager.default.fileExists(atPath: words, isDirectory: &isFolder) {
      self = isFolder.boolValue ? .folder(words) : .file(words)
      return
    }
    let git = try git()
    let parts = words.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    do {
      let commit = try git.commit(parts[0])
      guard parts.count == 2 else {
        self = .revision(name: words, commit: commit, path: nil)
        return
      }
      // As git has it: from the top, or from here behind './' and '../'.
      let isRelative = parts[1].hasPrefix("./") || parts[1].hasPrefix("../")
      let path =
        isRelative
        ? try git.pathFromTop(parts[1]) : parts[1].split(separator: "/").joined(separator: "/")
      self = .revision(name: parts[0], commit: commit, path: path)
    } catch let failure as Git.Failure {
      throw CommandFailure(
        message: "'\(words)' is neither a file, a folder nor a git revision: \(failure.lines[0])",
        hints: failure.lines.dropFirst() + Self.near(words, references: git.references), exitCode: .usage)
    }
  }

  /// The path that the working tree has for the same reports.
  var workingPath: String? {
    switch self {
    case .file(let path), .folder(let path): path
    case .revision: nil
    }
  }

  var isFile: Bool { if case .file = self { true } else { false } }

  private static func near(_ words: String, references: [String]) -> [String] {
    // What 'git diff' takes.
    if let dots = words.range(of: ".."), !words.contains("/") {
      let (first, second) = (words[..<dots.lowerBound], words[dots.upperBound...].drop { $0 == "." })
      if !first.isEmpty, !second.isEmpty {
        return ["two revisions are two words: ablate diff \(first) \(second)"]
      }
    }
    let folder = words.folderOfPath
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.isEmpty ? "." : folder)) ?? []
    let paths = names.filter { !$0.hasPrefix(".") }.sorted().map { folder.isEmpty ? $0 : "\(folder)/\($0)" }
    return Suggestion.hint(for: words, in: references + paths).map { [$0] } ?? []
  }
}

/// A report's JSON that has not been read yet.
struct ReportFile {
  /// As messages name it: `reports/xor.json`, `HEAD~1:reports/xor.json`.
  let shown: String
  /// git's hash of its content; nil in the working tree.
  let object: String?
  private let contents: () throws -> Data

  init(path: String) {
    shown = path
    object = nil
    contents = { try Data(contentsOf: URL(fileURLWithPath: path)) }
  }

  init(shown: String, object: String, git: Git) {
    self.shown = shown
    self.object = object
    contents = { try git.contents(of: object) }
  }

  func bytes() throws -> [UInt8] {
    do {
      return Array(try contents())
    } catch let failure as Git.Failure {
      throw CommandFailure(message: "\(shown): cannot be read: \(failure.lines[0])")
    } catch {
      throw CommandFailure(message: "\(shown): cannot be read: \(error.localizedDescription)")
    }
  }
}

/// The reports of one side by their names.
struct ReportSide {
  /// As headings show it.
  let name: String
  /// A file that was named, not a folder: it is compared with whatever file the other side is.
  let isSingle: Bool
  let files: [String: ReportFile]

  init(file path: String) {
    name = path
    isSingle = true
    files = [Self.stem(path): ReportFile(path: path)]
  }

  /// Every JSON file below a folder, hidden ones passed over.
  init(folder: String) {
    name = folder
    isSingle = false
    var files: [String: ReportFile] = [:]
    let root = folder.hasSuffix("/") ? folder : folder + "/"
    let enumerator = FileManager.default.enumerator(atPath: folder)
    while let path = enumerator?.nextObject() as? String {
      guard path.hasSuffix(".json"), !path.split(separator: "/").contains(where: { $0.hasPrefix(".") }) else {
        continue
      }
      files[String(path.dropLast(".json".count))] = ReportFile(path: root + path)
    }
    self.files = files
  }

  /// - Parameters:
  ///   - path: from the repository's top: a file, or a folder whose JSON files count.
  ///   - isRequired: whether it is an error if nothing is there.
  init(revision: String, commit: String, path: String, isRequired: Bool, git: Git) throws {
    let found = try git.files(of: commit, at: path).filter { $0.path.hasSuffix(".json") }
    func file(_ entry: (path: String, object: String)) -> ReportFile {
      ReportFile(shown: "\(revision):\(entry.path)", object: entry.object, git: git)
    }
    if let entry = found.first(where: { $0.path == path }) {
      name = "\(revision):\(path)"
      isSingle = true
      files = [Self.stem(path): file(entry)]
      return
    }
    if found.isEmpty, isRequired {
      let all = try git.files(of: commit, at: "").map(\.path).filter { $0.hasSuffix(".json") }
      throw CommandFailure(
        message: "no report '\(path)' in '\(revision)'",
        hints: Suggestion.hint(for: path, in: all).map { [$0] } ?? [], exitCode: .usage)
    }
    name = isRequired ? "\(revision):\(path)" : revision
    isSingle = false
    let start = path.isEmpty ? 0 : path.utf8.count + 1
    files = Dictionary(
      found.map { entry in
        (
          String(decoding: entry.path.utf8.dropFirst(start).dropLast(".json".utf8.count), as: UTF8.self),
          file(entry)
        )
      }
    ) { first, _ in first }
  }

  private static func stem(_ path: String) -> String {
    ((path as NSString).lastPathComponent as NSString).deletingPathExtension
  }
}
