import Foundation

/// The repository that the current folder lies in, read through the command `git`.
struct Git {
  /// What git says in place of an answer.
  struct Failure: Error {
    /// Its own words, a line each, without `fatal: `.
    let lines: [String]
  }

  private let executable: URL

  /// Throws where there is no git to call.
  init() throws {
    let folders = ProcessInfo.processInfo.environment["PATH", default: "/usr/bin:/bin"].split(separator: ":")
    guard
      let path = folders.lazy.map({ "\($0)/git" }).first(where: FileManager.default.isExecutableFile(atPath:))
    else {
      throw CommandFailure(
        message: "reports of a revision are read with git, which is not installed", exitCode: .usage)
    }
    executable = URL(fileURLWithPath: path)
  }

  /// The standard output of a call; throws `Failure` where git ends with another code than 0.
  private func output(_ arguments: [String]) throws -> Data {
    let process = Process()
    process.executableURL = executable
    // Paths are paths, with no signs that mean something else.
    process.arguments = ["--literal-pathspecs", "--no-pager"] + arguments
    process.environment = ProcessInfo.processInfo.environment
      .merging(["LC_ALL": "C", "GIT_TERMINAL_PROMPT": "0"]) { $1 }
    let (results, errors) = (Pipe(), Pipe())
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = results
    process.standardError = errors
    do {
      try process.run()
    } catch {
      throw Failure(lines: ["git cannot be started: \(error.localizedDescription)"])
    }
    // Both pipes are emptied at once: git waits where one is full.
    let complaints = Reader(errors.fileHandleForReading)
    let data = results.fileHandleForReading.readDataToEndOfFile()
    let words = String(decoding: complaints.data, as: UTF8.self)
    process.waitUntilExit()
    guard process.terminationReason == .exit, process.terminationStatus == 0 else {
      let lines = words.split(separator: "\n").map { line in
        String(line.hasPrefix("fatal: ") ? line.dropFirst("fatal: ".count) : line)
      }
      throw Failure(lines: lines.isEmpty ? ["git ended with code \(process.terminationStatus)"] : lines)
    }
    return data
  }

  /// Without the line's end.
  private func line(_ arguments: String...) throws -> String {
    let data = try output(arguments)
    return String(decoding: data, as: UTF8.self).trimmingCharacters(in: .newlines)
  }

  /// The commit that a revision stands for, as its full hash.
  func commit(_ revision: String) throws -> String {
    try line("rev-parse", "--verify", "--end-of-options", "\(revision)^{commit}")
  }

  /// Names of branches and tags.
  var references: [String] {
    let names = try? line("for-each-ref", "--format=%(refname:short)")
    return names.map { $0.split(separator: "\n").map(String.init) } ?? []
  }

  /// A path as the repository has it: from its top, with neither `.` nor `..`; empty for the top itself.
  func pathFromTop(_ path: String) throws -> String {
    let prefix = try line("rev-parse", "--show-prefix")
    var below = path
    var parts = prefix.split(separator: "/").map(String.init)
    if path.hasPrefix("/") {
      let top = try line("rev-parse", "--show-toplevel")
      let real = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
      guard real == top || real.hasPrefix(top + "/") else {
        throw Failure(lines: ["'\(path)' is outside the repository"])
      }
      below = String(real.dropFirst(top.count))
      parts = []
    }
    for part in below.split(separator: "/") where part != "." {
      if part != ".." {
        parts.append(String(part))
      } else if parts.popLast() == nil {
        throw Failure(lines: ["'\(path)' is outside the repository"])
      }
    }
    return parts.joined(separator: "/")
  }

  /// The files at or below a path from the top, with their objects' hashes.
  func files(of commit: String, at path: String) throws -> [(path: String, object: String)] {
    let place = path.isEmpty ? [] : ["--", path]
    let data = try output(["ls-tree", "-r", "-z", "--full-tree", commit] + place)
    return data.split(separator: 0).compactMap { entry in
      // <mode> SP <type> SP <object> TAB <path>; a link (mode 120000) holds no report but a path.
      guard let tab = entry.firstIndex(of: UInt8(ascii: "\t")) else { return nil }
      let facts = entry[..<tab].split(separator: UInt8(ascii: " "))
      guard facts.count == 3, facts[1].elementsEqual("blob".utf8), !facts[0].elementsEqual("120000".utf8)
      else { return nil }
      return (
        String(decoding: entry[entry.index(after: tab)...], as: UTF8.self),
        String(decoding: facts[2], as: UTF8.self)
      )
    }
  }

  /// A file's bytes as they were committed.
  func contents(of object: String) throws -> Data { try output(["cat-file", "blob", object]) }
}

/// Reads a pipe to its end on another thread.
private final class Reader: @unchecked Sendable {
  private let thread = DispatchGroup()
  // Written by that thread alone, read when it is done.
  private var result = Data()

  init(_ handle: FileHandle) {
    DispatchQueue.global().async(group: thread) { self.result = handle.readDataToEndOfFile() }
  }

  var data: Data {
    thread.wait()
    return result
  }
}
