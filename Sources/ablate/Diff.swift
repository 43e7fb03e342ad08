import ArgumentParser
import Diagnostics
import Foundation
import Reports

struct Diff: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Tell what moved between two states of the reports: claims, runs, metrics, configuration.",
    usage: "ablate diff A [B] [--only NAME] [--json | --format github] [--all]",
    discussion: """
      A and B are each a report's JSON file, a folder of reports, or a git revision (HEAD~1, main, v0.2, a hash, \
      REV:path); a file or folder of that name wins. Without B, a revision is compared with the working tree, and \
      a file or folder with what HEAD has of it. Metrics that changed are tested seed by seed; what is within their \
      noise is only counted. Exit code 1 means that a claim flipped for the worse.
      """)

  enum OutputFormat: String, CaseIterable, ExpressibleByArgument {
    case text
    case github
  }

  @Argument(
    help: ArgumentHelp("What was before: a JSON file, a folder of reports or a git revision.", valueName: "A")
  )
  var before: String

  @Argument(
    help: ArgumentHelp(
      "What is now; the working tree (for a file or folder A: A itself) if left out.", valueName: "B"))
  var after: String?

  @Option(
    help: ArgumentHelp("Where the reports are, in the working tree and in revisions.", valueName: "folder"))
  var reports = "reports"

  @Option(
    help: ArgumentHelp("Only this report, such as 'xor' or 'a/b'; may be repeated.", valueName: "name"))
  var only: [String] = []

  @Option(help: "text, or github: Markdown for a comment, below 60,000 characters.")
  var format: OutputFormat?

  @Flag(help: "Everything as JSON.")
  var json = false

  @Flag(help: "List metrics that changed within their noise, too, and cut no list short.")
  var all = false

  func validate() throws {
    if json, format != nil { throw ValidationError("--json and --format exclude each other") }
    for (name, value) in [("A", before), ("B", after ?? "-"), ("--reports", reports)] where value.isEmpty {
      throw ValidationError("\(name) is empty")
    }
  }

  func run() async throws {
    let (before, after) = try sides()
    let chosen = try names(before, after)
    var identical = 0
    var pairs: [(before: StoredReport?, after: StoredReport?)] = []
    for name in chosen {
      let (old, new) = (before.files[name.before], after.files[name.after])
      if let object = old?.object, object == new?.object {
        identical += 1
        continue
      }
      let (oldBytes, newBytes) = (try old?.bytes(), try new?.bytes())
      if let oldBytes, oldBytes == newBytes {
        identical += 1
        continue
      }
      pairs.append((try read(oldBytes, old, name.after), try read(newBytes, new, name.after)))
    }
    let diff = ReportsDiff(before: before.name, after: after.name, reports: pairs, identical: identical)
    let text =
      if json {
        DiffJSON(diff).text
      } else if format == .github {
        DiffMarkdown(diff, showsAll: all).text
      } else {
        DiffText(diff, showsAll: all).text
      }
    FileHandle.standardOutput.write(Data(text.utf8))
    if diff.hasFlipForTheWorse { throw ExitStatus.claimFailed.code }
  }

  // MARK: Sides

  private func sides() throws -> (before: ReportSide, after: ReportSide) {
    var known: Git?
    func git() throws -> Git {
      if known == nil { known = try Git() }
      return try known ?? Git()
    }
    do {
      let first = try ReportPlace(before, git: git)
      let sides: (before: ReportSide, after: ReportSide)
      if let after {
        let second = try ReportPlace(after, git: git)
        sides = (
          try side(first, like: second.workingPath, git), try side(second, like: first.workingPath, git)
        )
      } else if let path = first.workingPath {
        let head = ReportPlace.revision(
          name: "HEAD", commit: try git().commit("HEAD"), path: try git().pathFromTop(path))
        sides = (try side(head, like: nil, git), try side(first, like: nil, git))
      } else {
        sides = (try side(first, like: nil, git), try workingTree(of: first))
      }
      guard sides.before.isSingle == sides.after.isSingle else {
        throw CommandFailure(
          message: "'\(sides.before.name)' and '\(sides.after.name)' are a file and a folder",
          hints: ["compare a file with a file, or a folder with a folder"], exitCode: .usage)
      }
      return sides
    } catch let failure as Git.Failure {
      throw CommandFailure(message: "git: \(failure.lines[0])", exitCode: .usage)
    }
  }

  /// - Parameter path: what a revision without a path of its own is asked for, as the working tree has it; nil: the
  ///   reports folder, which it may be without.
  private func side(_ place: ReportPlace, like path: String?, _ git: () throws -> Git) throws -> ReportSide {
    switch place {
    case .file(let path): return ReportSide(file: path)
    case .folder(let path): return ReportSide(folder: path)
    case .revision(let name, let commit, let ownPath):
      let git = try git()
      return try ReportSide(
        revision: name, commit: commit, path: try ownPath ?? git.pathFromTop(path ?? reports),
        isRequired: ownPath != nil || path != nil, git: git)
    }
  }

  /// What the working tree has in place of a revision.
  private func workingTree(of place: ReportPlace) throws -> ReportSide {
    guard case .revision(let revision, _, let path) = place else { return ReportSide(folder: reports) }
    let shown = path ?? reports
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: shown, isDirectory: &isFolder) else {
      throw CommandFailure(
        message: "nothing to compare '\(revision)' with: no '\(shown)' here",
        hints: [
          path == nil
            ? "--reports FOLDER says where the reports are, and a second revision compares with that"
            : "call it from the repository's top, or name the other side"
        ],
        exitCode: .usage)
    }
    return isFolder.boolValue ? ReportSide(folder: shown) : ReportSide(file: shown)
  }

  // MARK: Reports

  /// The names to compare, in order. Two files are a pair, whatever they are called.
  private func names(_ before: ReportSide, _ after: ReportSide) throws -> [(before: String, after: String)] {
    if before.isSingle, let old = before.files.keys.first, let new = after.files.keys.first {
      guard only.isEmpty else {
        throw CommandFailure(
          message: "--only chooses from folders and revisions, not from two files", exitCode: .usage)
      }
      return [(old, new)]
    }
    let all = Set(before.files.keys).union(after.files.keys).sorted()
    guard !all.isEmpty else {
      throw CommandFailure(
        message: "no reports in '\(before.name)' or '\(after.name)'",
        hints: ["they are looked for in '\(reports)'; --reports FOLDER says where else"], exitCode: .usage)
    }
    for name in only where !all.contains(name) {
      throw CommandFailure(
        message: "--only \(name): no such report on either side",
        hints: [Suggestion.hintOrList(for: name, in: all)], exitCode: .usage)
    }
    return (only.isEmpty ? all : all.filter(only.contains)).map { ($0, $0) }
  }

  private func read(_ bytes: [UInt8]?, _ file: ReportFile?, _ name: String) throws -> StoredReport? {
    guard let bytes, let file else { return nil }
    do {
      return try StoredReport(json: bytes, name: name)
    } catch {
      throw CommandFailure(message: "\(file.shown): \(error.message)")
    }
  }
}
