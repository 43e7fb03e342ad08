import ArgumentParser
import Diagnostics
import Foundation
import Reports

struct Run: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Execute what is missing and write the reports.",
    discussion: """
      Every experiment of the files is executed under all of its seeds. Finished runs are kept, so a second call \
      executes nothing and a changed block only its own runs. Ctrl-C keeps what is done. A PDF is printed by Chromium; \
      it holds dates, so that 'check' does not compare it and it is not to be committed.
      """)

  @OptionGroup var options: RunOptions

  @OptionGroup var textPlots: TextPlotOptions

  @Option(
    name: .customLong("format"),
    help: ArgumentHelp(
      "What to write, with commas between: html, markdown, json, pdf; the first three if left out.",
      valueName: "list"), completion: .list(ReportFormat.allCases.map(\.rawValue)),
    transform: ReportFormat.list)
  var formatLists: [[ReportFormat]] = []

  @Option(
    help: ArgumentHelp(
      "What prints PDFs; \(Chromium.names.joined(separator: ", ")) on the PATH if left out.",
      valueName: "path"))
  var chromium: String?

  @Option(help: ArgumentHelp("How long a PDF may take.", valueName: "seconds"))
  var chromiumTimeout = 60.0

  private var formats: Set<ReportFormat> {
    formatLists.isEmpty ? ReportFormat.usual : Set(formatLists.joined())
  }

  func validate() throws {
    if chromium != nil, !formats.contains(.pdf) {
      throw ValidationError("--chromium is for --format pdf")
    }
    guard chromiumTimeout > 0, chromiumTimeout <= 86_400 else {
      throw ValidationError("--chromium-timeout must be greater than 0 and at most 86,400 seconds")
    }
  }

  func run() async throws { try await options.withTheme { try await execute() } }

  private func execute() async throws {
    let console = Console(isQuiet: options.execution.quiet)
    let session = options.session(plots: textPlots.format)
    // Before anything runs: a missing browser is told at once.
    let printer =
      formats.contains(.pdf)
      ? PDFFiles(chromium: try Chromium(path: chromium, limit: chromiumTimeout), root: options.reports) : nil
    var outcome = try await session.process()
    let target = ReportFiles(root: options.reports)
    let reported = outcome.items.filter { !$0.isPassedOver }
    for item in outcome.items where item.isPassedOver {
      console.error("\(item.file.path): its report is left as it is\n")
    }
    let formats = formats
    let writing = await concurrentMap(reported) { item in
      Result {
        // Without Markdown its figures stay as they are.
        try target.write(
          item.files.filter { formats.contains(ReportFormat(of: $0)) },
          reportName: formats.contains(.markdown) ? item.report.name : nil)
      }
    }
    var written = 0
    do {
      for (item, result) in zip(reported, writing) {
        console.error(
          DiagnosticRenderer(colored: console.isColored).render(
            item.report.diagnostics, source: item.report.document.source))
        console.print("\n\(item.file.path)\n\n\(item.text)")
        // Their text tells of them already, unless nothing of it was shown.
        if options.execution.quiet { session.show(item.failedClaims, item.report.document.source) }
        try result.get()
        written += 1
      }
      if written > 0 {
        let index = session.index(outcome.items, root: options.reports)
        try target.write(index.filter { formats.contains(ReportFormat(of: $0)) }, reportName: nil)
      }
    } catch {
      throw CommandFailure(message: "cannot write to '\(options.reports)': \(error.localizedDescription)")
    }
    for item in printer == nil ? [] : reported {
      do {
        try await printer?.write(item)
      } catch let failure as CommandFailure {
        console.error("error: \(failure.message)\n\(failure.hints.map { "     = \($0)\n" }.joined())")
        outcome.status = outcome.status.worse(.cannotRun)
      }
    }
    if outcome.status != .interrupted {
      console.print(
        "\n\(outcome.executed) runs executed, \(outcome.reused) reused; \(written) "
          + "\(written == 1 ? "report" : "reports") in \(options.reports)/\n")
    }
    if outcome.status != .success { throw outcome.status.code }
  }
}

struct Check: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Do the same without writing: fail where a report differs from what it would be.",
    discussion: """
      Runs are kept and reused as with 'run'; an empty --store folder executes all anew. A file whose data are not \
      installed is passed over with a note.
      """)

  @OptionGroup var options: RunOptions

  func run() async throws { try await options.withTheme { try await execute() } }

  private func execute() async throws {
    let console = Console(isQuiet: options.execution.quiet)
    let session = options.session()
    let outcome = try await session.process()
    let target = ReportFiles(root: options.reports)
    var status = outcome.status
    guard status != .interrupted else { throw status.code }
    var stale: [String] = []
    let reported = outcome.items.filter { !$0.isSkipped }
    let compared = await concurrentMap(reported) { item in
      target.differences(item.files, reportName: item.report.name)
    }
    for (item, differences) in zip(reported, compared) {
      stale += differences
      // What running text leaves open is marked by 'run'; here it is an error.
      let undefined = item.report.diagnostics.map { diagnostic in
        var diagnostic = diagnostic
        diagnostic.severity = .error
        return diagnostic
      }
      session.show(undefined + item.failedClaims, item.report.document.source)
      if !undefined.isEmpty { status = status.worse(.claimFailed) }
      console.print("\(item.file.path): \(differences.isEmpty ? "up to date" : "STALE")\n")
    }
    if !reported.isEmpty {
      let index = session.index(outcome.items, root: options.reports)
      stale += target.differences(index, reportName: nil)
    }
    for line in stale { console.error("stale: \(line)\n") }
    if !stale.isEmpty {
      console.error("run 'ablate run' and commit the reports\n")
      status = status.worse(.staleReport)
    }
    if status != .success { throw status.code }
  }
}
