import Foundation
import Testing

private let hasGit = ProcessInfo.processInfo.environment["PATH", default: ""].split(separator: ":")
  .contains { FileManager.default.isExecutableFile(atPath: "\($0)/git") }

/// `ablate diff` in a repository of its own.
@Suite(.enabled(if: hasGit, "git is not installed")) struct DiffTests {
  private static func report(_ verdict: String = "holds", accuracy: Double = 0.9, format: Int = 1) -> String {
    let runs = (0..<8).map {
      """
      {"seed": \($0), "status": "completed", "metrics": {"test.accuracy": \(accuracy + 0.001 * Double($0))}}
      """
    }
    return """
      {"format": \(format), "title": "T", "alpha": 0.05, "experiments": [{"id": "moons", "skipped": null,
       "seeds": [0, 1, 2, 3, 4, 5, 6, 7], "baseline": "relu", "variants": [{"label": "relu",
       "configuration": {"model": "m"}, "runs": [\(runs.joined(separator: ", "))]}]}],
       "claims": [{"sentence": "It learns", "expression": "test.accuracy > 0.8", "verdict": "\(verdict)"}]}

      """
  }

  /// A folder with reports `moons` and `a/b`, committed and tagged `first`.
  private func repository() async throws -> Command {
    let command = try Command()
    try command.write(Self.report(), to: "reports/moons.json")
    try command.write(Self.report(), to: "reports/a/b.json")
    try await git(command, "init", "--quiet", "--initial-branch=main")
    try await commit(command)
    try await git(command, "tag", "first")
    return command
  }

  private func git(_ command: Command, _ arguments: String...) async throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments =
      ["git", "-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false"]
      + arguments
    process.currentDirectoryURL = command.folder
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    while process.isRunning { try await Task.sleep(for: .milliseconds(5)) }
    try #require(process.terminationStatus == 0, "git \(arguments)")
  }

  private func commit(_ command: Command) async throws {
    try await git(command, "add", "--all")
    try await git(command, "commit", "--quiet", "--message", "x")
  }

  @Test func revisionsAreComparedAndAFlipIsExitCode1() async throws {
    let command = try await repository()
    defer { command.remove() }
    try command.write(Self.report("refuted"), to: "reports/moons.json")
    try await commit(command)
    let flipped = try await command("diff", "HEAD~1", "HEAD")
    #expect(flipped.status == 1)
    #expect(flipped.output.hasPrefix("HEAD~1 -> HEAD: 1 claim flipped for the worse\n\nmoons\n"))
    #expect(
      flipped.output.hasSuffix(
        "1 report differs, 1 does not: 1 claim flipped for the worse; 1 metric unchanged\n"))
    #expect(flipped.errors.isEmpty)
    // The other way round it is good news.
    let back = try await command("diff", "HEAD", "first")
    #expect(back.status == 0)
    #expect(back.output.contains("refuted -> holds: It learns"))
    let github = try await command("diff", "first", "HEAD", "--format", "github")
    #expect(github.status == 1)
    #expect(github.output.hasPrefix("✗ **1 claim flipped for the worse** (`first` → `HEAD`)\n"))
    let json = try await command("diff", "first", "HEAD", "--json")
    #expect(json.status == 1)
    #expect(json.output.contains("\"flipped_for_the_worse\": true"))
    // However much moves: without a flip all is well.
    try command.write(Self.report("refuted", accuracy: 0.2), to: "reports/moons.json")
    let moved = try await command("diff", "HEAD")
    #expect(moved.status == 0)
    #expect(moved.output.hasPrefix("HEAD -> reports: 1 metric worse\n"))
  }

  @Test func filesFoldersAndPathsInRevisionsAreCompared() async throws {
    let command = try await repository()
    defer { command.remove() }
    try command.write(Self.report("refuted"), to: "reports/a/b.json")
    // A file or folder alone: with its committed version.
    let file = try await command("diff", "reports/a/b.json")
    #expect(file.status == 1)
    #expect(file.output.hasPrefix("HEAD:reports/a/b.json -> reports/a/b.json: 1 claim"))
    #expect(try await command("diff", "reports/a").output.hasPrefix("HEAD:reports/a -> reports/a: 1 claim"))
    #expect(try await command("diff", "first:reports/moons.json", "reports/a/b.json").status == 1)
    #expect(try await command("diff", "first", "reports/a/b.json").status == 1)
    #expect(try await command("diff", "reports/moons.json", "reports/a/b.json").status == 1)
    #expect(try await command("diff", "reports", "first").output.contains("\na/b\n"))
    // Two files need no repository.
    let other = try Command()
    defer { other.remove() }
    try other.write(Self.report(), to: "old.json")
    try other.write(Self.report(), to: "new.json")
    #expect(
      try await other("diff", "old.json", "new.json").output == "old.json -> new.json: no differences\n")
  }

  @Test func aFileWinsOverARevisionOfItsName() async throws {
    let command = try await repository()
    defer { command.remove() }
    try command.write(Self.report("inconclusive"), to: "first")
    let result = try await command("diff", "first", "reports/moons.json")
    #expect(result.output.contains("inconclusive -> holds"))
  }

  @Test func theReportsFolderCanBeElsewhereAndTheCommandBelow() async throws {
    let command = try await repository()
    defer { command.remove() }
    try command.write(Self.report(), to: "sub/out/[x] y.json")
    try await commit(command)
    try command.write(Self.report("refuted"), to: "sub/out/[x] y.json")
    for folder in ["sub/out", "./sub/../sub/out/", command.folder.path + "/sub/out"] {
      let result = try await command("diff", "HEAD", "--reports", folder)
      #expect(result.status == 1, "\(folder): \(result.errors)")
      #expect(result.output.contains("\n[x] y\n"))
    }
    let outside = try await command("diff", "HEAD", "--reports", "../..")
    #expect(outside.status == 64)
    #expect(outside.errors.contains("outside the repository"))
  }

  @Test func onlySomeReportsAreCompared() async throws {
    let command = try await repository()
    defer { command.remove() }
    try command.write(Self.report("refuted"), to: "reports/moons.json")
    try command.write(Self.report(accuracy: 0.5), to: "reports/a/b.json")
    #expect(try await command("diff", "HEAD", "--only", "a/b").status == 0)
    #expect(try await command("diff", "HEAD", "--only", "a/b", "--only", "moons").status == 1)
    let unknown = try await command("diff", "HEAD", "--only", "mons")
    #expect(unknown.status == 64)
    #expect(unknown.errors.contains("did you mean 'moons'?"))
  }

  @Test func reportsThatCannotBeReadAreToldByName() async throws {
    let command = try await repository()
    defer { command.remove() }
    try command.write("{\"format\": 1", to: "reports/moons.json")
    let cut = try await command("diff", "HEAD")
    #expect(cut.status == 4)
    #expect(cut.errors.contains("error: reports/moons.json: not JSON, or cut short\n"))
    try command.write(Self.report(format: 99), to: "reports/moons.json")
    #expect(
      try await command("diff", "HEAD").errors.contains(
        "reports/moons.json: a report in format 99; this version"))
    try command.write("{\"name\": 1}", to: "reports/moons.json")
    try await commit(command)
    let foreign = try await command("diff", "first", "HEAD")
    #expect(foreign.status == 4)
    #expect(foreign.errors.contains("error: HEAD:reports/moons.json: no report of this program: 'format'"))
    #expect(foreign.output.isEmpty)
  }

  @Test(arguments: [
    (
      ["diff", "mian"],
      "'mian' is neither a file, a folder nor a git revision: Needed a single revision\n     = did you mean 'main'?"
    ),
    (["diff", "reprots"], "did you mean 'reports'?"),
    (["diff", "first...HEAD"], "two revisions are two words: ablate diff first HEAD"),
    (["diff", "--", "--output=x"], "'--output=x' is neither"),
    (
      ["diff", "first:reports/mons.json"],
      "no report 'reports/mons.json' in 'first'\n     = did you mean 'reports/moons.json'?"
    ),
    (["diff", "reports/moons.json", "reports"], "are a file and a folder"),
    (["diff", "HEAD", "--reports", "nowhere"], "no 'nowhere' here"),
    (["diff", "HEAD", "first", "--reports", "nowhere"], "no reports in 'HEAD' or 'first'"),
    (["diff", "HEAD", "--json", "--format", "text"], "--json and --format exclude each other"),
    (["diff", "HEAD", "--format", "html"], "html"),
    (["diff", ""], "A is empty"),
    (["diff"], "Missing expected argument"),
  ])
  func aWrongCommandLineIsTold(_ arguments: [String], _ message: String) async throws {
    let command = try await repository()
    defer { command.remove() }
    let result = try await command.finish(try command.start(arguments))
    #expect(result.status == 64)
    #expect(result.errors.contains(message), "\(result.errors)")
    #expect(!command.exists("x"))
  }

  @Test func withoutRepositoryGitsOwnReasonIsTold() async throws {
    let command = try Command()
    defer { command.remove() }
    try command.write(Self.report(), to: "reports/moons.json")
    for arguments in [["diff", "HEAD"], ["diff", "reports"]] {
      let result = try await command.finish(
        try command.start(arguments, environment: ["GIT_CEILING_DIRECTORIES": "/"]))
      #expect(result.status == 64)
      #expect(result.errors.contains("not a git repository"))
    }
    let missing = try await command("diff", "HEAD", environment: ["PATH": "/nonexistent"])
    #expect(missing.status == 64)
    #expect(missing.errors.contains("git, which is not installed"))
  }

  /// More than a pipe holds, on both of git's outputs or one.
  @Test func largeReportsAreRead() async throws {
    let command = try await repository()
    defer { command.remove() }
    let padding = "\"padding\": \"\(String(repeating: "x", count: 3_000_000))\", \"alpha\""
    try command.write(
      Self.report("refuted").replacingOccurrences(of: "\"alpha\"", with: padding), to: "reports/moons.json")
    try await commit(command)
    #expect(try await command("diff", "first", "HEAD").status == 1)
  }
}
