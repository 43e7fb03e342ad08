import Foundation
import Testing

/// `ablate run --format`: which files a report has, and PDFs that a browser prints.
@Suite struct PDFTests {
  private static let file = """
    # Two moons

    See [the paper](https://example.org) and [the neighbour](other.md).

    ```yaml {#nets .experiment}
    data: {name: two_moons, samples: 60}
    model: {hidden: [4]}
    train: {epochs: 2}
    seeds: 2
    ```
    """

  /// The first of the names that the command looks for.
  private static let chromium = ["chromium", "chromium-browser", "google-chrome", "chrome"].lazy.flatMap {
    name in
    ProcessInfo.processInfo.environment["PATH", default: ""].split(separator: ":").map { "\($0)/\(name)" }
  }.first(where: FileManager.default.isExecutableFile(atPath:))

  /// With a program in place of a browser, whose last argument but one says where to print.
  private static func command(browser script: String? = nil) throws -> Command {
    let command = try Command()
    try command.write(file, to: "experiments/a/it.md")
    if let script {
      try command.write(
        "#!/bin/sh\nfor a; do case $a in --print-to-pdf=*) t=${a#*=};; esac; done\n\(script)\n", to: "browser"
      )
      try FileManager.default.setAttributes(
        [.posixPermissions: 0o755], ofItemAtPath: command.folder.appendingPathComponent("browser").path)
    }
    return command
  }

  @Test(.enabled(if: chromium != nil, "there is no Chromium"))
  func aReportIsPrinted() async throws {
    let command = try Self.command()
    defer { command.remove() }
    let run = try await command("run", "--format", "html,markdown", "--format", "json,pdf")
    #expect(run.status == 0, "\(run.errors)")
    let pdf = try Data(contentsOf: command.folder.appendingPathComponent("reports/a/it.pdf"))
    #expect(pdf.starts(with: "%PDF-".utf8) && pdf.count > 10_000)
    #expect(pdf.range(of: Data("https://example.org".utf8)) != nil)
    #expect(pdf.range(of: Data("file:".utf8)) == nil)
    #expect(
      try command.files("reports").keys.filter { !$0.hasSuffix(".svg") }.sorted() == [
        "a/it.html", "a/it.json", "a/it.md", "a/it.pdf", "index.html", "index.md",
      ])
    // It is no part of what is compared, nor removed by a run that writes none.
    try command.write("stale", to: "reports/a/it.pdf")
    #expect(try await command("check").status == 0)
    #expect(try await command("run", "-q").status == 0)
    #expect(try command.read("reports/a/it.pdf") == "stale")
  }

  @Test func onlyWhatIsNamedIsWritten() async throws {
    let command = try Self.command(browser: "printf '%%PDF-1.7 of a test\\n%%%%EOF\\n' > \"$t\"; exit 0")
    defer { command.remove() }
    let pdf = try await command("run", "--format", "pdf", "--chromium", "./browser", "-q")
    #expect(pdf.status == 0 && pdf.output.isEmpty && !pdf.errors.contains("error"), "\(pdf.errors)")
    #expect(try command.files("reports").keys.sorted() == ["a/it.pdf"])
    #expect(try command.read("reports/a/it.pdf") == "%PDF-1.7 of a test\n%%EOF\n")
    #expect(try await command("run", "--format", "json", "-q").status == 0)
    #expect(try command.files("reports").keys.sorted() == ["a/it.json", "a/it.pdf"])
    #expect(try await command("run", "--format", " markdown,html", "-q").status == 0)
    let figures = try command.files("reports").keys.filter { $0.hasSuffix(".svg") }
    #expect(!figures.isEmpty)
    #expect(try await command("run", "--format", "html", "-q").status == 0)
    #expect(try command.files("reports").keys.filter { $0.hasSuffix(".svg") }.sorted() == figures.sorted())
    #expect(try await command("check", "-q").status == 0)
  }

  struct Failing: Sendable, CustomTestStringConvertible {
    let script: String
    let message: String
    var testDescription: String { message }
  }

  @Test(arguments: [
    Failing(script: "echo no display >&2; exit 3", message: "ended with code 3\n     = no display"),
    Failing(script: "exit 0", message: "wrote no file"),
    Failing(script: "printf '%%PDF-1.7 hal' > \"$t\"", message: "wrote half a file"),
    Failing(script: "printf '%%PDF-1.7 hal' > \"$t\"; kill -9 $$", message: "was ended by signal 9"),
    Failing(script: "sleep 600 & sleep 600", message: "took longer than 2 seconds"),
  ])
  func aFailingBrowserLeavesWhatWasThere(_ failing: Failing) async throws {
    let command = try Self.command(browser: failing.script)
    defer { command.remove() }
    try command.write("an earlier PDF", to: "reports/a/it.pdf")
    let run = try await command(
      "run", "--format", "html,pdf", "--chromium", "./browser", "--chromium-timeout", "2")
    #expect(run.duration < .seconds(60))
    #expect(run.status == 4)
    #expect(run.errors.contains("error: cannot print 'reports/a/it.pdf': "), "\(run.errors)")
    #expect(run.errors.contains(failing.message), "\(run.errors)")
    #expect(try command.read("reports/a/it.pdf") == "an earlier PDF")
    #expect(try command.files("reports").keys.sorted() == ["a/it.html", "a/it.pdf", "index.html"])
  }

  @Test(arguments: [
    (["--format", "pdf"], "none of chromium, chromium-browser, google-chrome, chrome is on the PATH"),
    (["--format", "pdf", "--chromium", "/nowhere/chrome"], "--chromium: no program '/nowhere/chrome'"),
    (["--format", "pdf", "--chromium", "experiments"], "--chromium: no program 'experiments'"),
    (["--format", "html,pfd"], "no format 'pfd': did you mean 'pdf'?"),
    (["--format", "html,"], "no format ''"),
    (["--chromium", "/bin/true"], "--chromium is for --format pdf"),
    (["--format", "pdf", "--chromium-timeout", "0"], "--chromium-timeout must be greater than 0"),
  ])
  func whatIsWrongIsToldBeforeAnythingRuns(_ arguments: [String], _ message: String) async throws {
    let command = try Self.command()
    defer { command.remove() }
    let run = try await command.finish(
      try command.start(["run"] + arguments, environment: ["PATH": "/nowhere"]))
    #expect(run.status == 64, "\(run.errors)")
    #expect(run.errors.contains(message), "\(run.errors)")
    #expect(try command.files(".").keys.sorted() == ["experiments/a/it.md"])
  }
}
