import ArgumentParser
import Datasets
import Diagnostics
import Experiments
import Foundation
import Notebooks
import Plots
import Reports
import Tensors

/// What the commands that execute do alike: read the files, execute what is missing, compute the reports.
struct Session {
  /// One file's report.
  struct Item: Sendable {
    let file: ExperimentFile
    let report: Report
    let summary: ReportSummary
    let files: [OutputFile]
    /// For the terminal; empty where nothing is shown there.
    let text: String
    /// An experiment of the file was left out, since its data are not installed.
    /// Whether data of it are not on this machine.
    let isSkipped: Bool
    /// Whether its report is left as it lies there: of a folder's files only those are written that are complete.
    var isPassedOver: Bool { isSkipped && !file.isNamed }

    /// What there is to say of each claim that does not hold.
    var failedClaims: [Diagnostic] { report.claims.compactMap { $0.diagnostic(file: file.path) } }
  }

  struct Outcome {
    var items: [Item] = []
    var status = ExitStatus.success
    var executed = 0
    var reused = 0
  }

  let options: ExecutionOptions
  /// Files and folders as the command line names them.
  let paths: [String]
  private let explain: Bool
  /// How plots are drawn in what is printed.
  private let plots: TextFormat
  let console: Console

  init(
    _ options: ExecutionOptions, paths: [String], explain: Bool = false, plots: TextFormat = TextFormat()
  ) {
    self.options = options
    self.paths = paths
    self.explain = explain
    self.plots = plots
    console = Console(isQuiet: options.quiet)
  }

  func process() async throws -> Outcome {
    if case .failure(let diagnostic) = Kernels.selection {
      throw CommandFailure(message: diagnostic.message, hints: diagnostic.hints, exitCode: .usage)
    }
    var outcome = Outcome()
    let files = try ExperimentFiles.find(paths)
    let entries = await concurrentMap(files) { read($0) }.compactMap { take($0, &outcome) }
    try checkParameters(entries.map(\.document))

    let runs = try await execute(entries, withParameters: \.withParameters)
    outcome.executed = runs.executed
    outcome.reused = runs.reused

    if runs.wasCancelled {
      console.error("interrupted: \(runs.executed) new runs are kept; the same command goes on from there\n")
      outcome.status = .interrupted
      return outcome
    }
    for failure in runs.failures {
      console.error("error: \(failure)\n")
      outcome.status = outcome.status.worse(.cannotRun)
    }
    var reported: [(entry: Entry, results: FileResults, isSkipped: Bool)] = []
    for (number, entry) in entries.enumerated() {
      if !runs.diagnostics[number].isEmpty {
        show(runs.diagnostics[number], entry.document.source)
        outcome.status = outcome.status.worse(.invalidFile)
      }
      guard let results = runs.results[number] else { continue }
      let isSkipped = results.experiments.contains { $0.skipped != nil }
      // Somebody who names the file wants its runs; somebody who names a folder wants what can be had.
      if isSkipped, entry.file.isNamed { outcome.status = outcome.status.worse(.cannotRun) }
      reported.append((entry, results, isSkipped))
    }
    outcome.items = await concurrentMap(reported) {
      await item($0.entry, $0.results, isSkipped: $0.isSkipped)
    }
    if outcome.items.contains(where: { !$0.isSkipped && !$0.report.claimCount.allHold }) {
      outcome.status = outcome.status.worse(.claimFailed)
    }
    return outcome
  }

  /// What is missing of the files' runs is executed; Ctrl-C ends it, and what is done is kept. `withParameters` says
  /// which experiments' trained parameters are needed.
  func execute(
    _ entries: [Entry], withParameters: (FilePlan) -> Set<String>
  ) async throws -> Executor.Outcome {
    let cancellation = Cancellation()
    let interrupt = Interrupt(cancellation)
    defer { interrupt.stop() }
    let store: RunStore
    do {
      store = try RunStore(folder: options.store)
    } catch {
      throw CommandFailure(
        message: "cannot use the run store '\(error.path)': \(error.message)",
        hints: ["--store FOLDER names another place"])
    }
    let display = ProgressDisplay(
      isTerminal: Console.isTerminal(STDERR_FILENO), isQuiet: options.quiet, threads: options.threadCount)
    let executor = Executor(
      store: store, threads: options.threadCount, environment: ProcessInfo.processInfo.environment,
      cancellation: cancellation, explain: explain, report: display.show)
    let runs: Executor.Outcome
    do {
      runs = try await executor.run(
        entries.map {
          Executor.File(
            name: $0.file.path, baseDirectory: $0.file.baseDirectory, document: $0.document, plan: $0.plan,
            withParameters: withParameters($0.plan))
        })
    } catch let error as RunStore.StoreError {
      display.finish()
      throw CommandFailure(message: "cannot use the run store '\(error.path)': \(error.message)")
    }
    display.finish()
    return runs
  }

  // MARK: - Reading

  typealias Entry = (file: ExperimentFile, document: Document, plan: FilePlan)

  /// What reading a file came to: its entry where it can be worked with, and what there is to say of it.
  struct Reading: Sendable {
    var entry: Entry?
    var messages = ""
    var status = ExitStatus.success
  }

  /// What is said of the file goes to standard error.
  func read(_ file: ExperimentFile, _ outcome: inout Outcome) -> Entry? { take(read(file), &outcome) }

  private func take(_ reading: Reading, _ outcome: inout Outcome) -> Entry? {
    console.error(reading.messages)
    outcome.status = outcome.status.worse(reading.status)
    return reading.entry
  }

  func read(_ file: ExperimentFile) -> Reading {
    guard let data = FileManager.default.contents(atPath: file.path) else {
      return Reading(messages: "\(file.path): error: the file cannot be read\n", status: .invalidFile)
    }
    var collector = DiagnosticCollector(file: file.path)
    guard let source = SourceText(name: file.path, bytes: Array(data), collector: &collector) else {
      return Reading(
        messages: text(collector.diagnostics, SourceText(name: file.path, text: "")), status: .invalidFile)
    }
    let document = Document.parse(source, overrides: relevantOverrides(source), collector: &collector)
    if document.parameterBlocks.isEmpty, !collector.hasErrors {
      guard file.isNamed else { return Reading() }
      return Reading(
        messages: "\(file.path): error: no experiment in it\n"
          + "     = an experiment is a block ```yaml {#id .experiment}; a plot of functions is one with .plot\n",
        status: .invalidFile)
    }
    let plan = FilePlan.decode(
      document, stem: file.stem, plotTypes: FigureTypes.plotTypes, collector: &collector)
    var reading = Reading(messages: text(collector.diagnostics, source))
    if let plan, !collector.hasErrors {
      reading.entry = (file, document, plan)
    } else {
      reading.status = .invalidFile
    }
    return reading
  }

  /// With several files, a parameter need be declared in one of them only; see `checkParameters`.
  private func relevantOverrides(_ source: SourceText) -> [(name: String, value: String)] {
    guard !options.overrides.isEmpty,
      paths.count > 1 || !paths.allSatisfy({ $0.hasSuffix(".md") })
    else {
      return options.overrides
    }
    var collector = DiagnosticCollector(file: source.name)
    let declared = Document.parse(source, collector: &collector).parameters.names
    return options.overrides.filter { declared.contains($0.name) }
  }

  func checkParameters(_ documents: [Document]) throws {
    guard !documents.isEmpty else { return }
    let declared = documents.flatMap(\.parameters.names)
    for (name, _) in options.overrides where !declared.contains(name) {
      throw CommandFailure(
        message: "-P \(name): no file declares the parameter '\(name)'",
        hints: [
          declared.isEmpty
            ? "declare it in the front matter: params: {\(name): …}"
            : Suggestion.hintOrList(for: name, in: declared)
        ], exitCode: .usage)
    }
  }

  func show(_ diagnostics: [Diagnostic], _ source: SourceText) {
    console.error(text(diagnostics, source))
  }

  private func text(_ diagnostics: [Diagnostic], _ source: SourceText) -> String {
    let sorted = DiagnosticList(diagnostics).diagnostics
    return DiagnosticRenderer(colored: console.isColored).render(sorted, source: source)
  }

  // MARK: - Reports

  func report(_ entry: Entry, _ results: FileResults) -> Report {
    Report(
      name: entry.file.reportName, source: entry.file.shownPath, document: entry.document, results: results,
      probe: StoredProbe(
        results, baseDirectory: entry.file.baseDirectory, environment: ProcessInfo.processInfo.environment))
  }

  private func item(_ entry: Entry, _ results: FileResults, isSkipped: Bool) async -> Item {
    let report = report(entry, results)
    async let html = HTMLReport(report, image: entry.file.bytes).file
    let summary = report.summary
    async let json = JSONReport(report, summary: summary).file
    async let text = options.quiet ? "" : TerminalReport(report, plots).text
    let markdown = MarkdownReport(report).files
    return Item(
      file: entry.file, report: report, summary: summary, files: [await html] + markdown + [await json],
      text: await text,
      isSkipped: isSkipped)
  }

  /// The index over all reports of the folder: those of this session, and those that lie there from before.
  func index(_ items: [Item], root: String) -> [OutputFile] {
    var summaries = items.filter { !$0.isPassedOver }.map(\.summary)
    let known = Set(summaries.map(\.name))
    let enumerator = FileManager.default.enumerator(atPath: root)
    while let path = enumerator?.nextObject() as? String {
      guard path.hasSuffix(".json") else { continue }
      let name = String(path.dropLast(".json".count))
      guard !known.contains(name), let data = FileManager.default.contents(atPath: "\(root)/\(path)"),
        let summary = ReportSummary(json: data, name: name)
      else { continue }
      summaries.append(summary)
    }
    return IndexReport(summaries).files
  }
}

/// Ctrl-C asks the runs to end; a second one ends the command at once.
private final class Interrupt {
  private let source: any DispatchSourceSignal

  init(_ cancellation: Cancellation) {
    signal(SIGINT, SIG_IGN)
    source = DispatchSource.makeSignalSource(signal: SIGINT, queue: .global())
    source.setEventHandler {
      if cancellation.isCancelled { exit(ExitStatus.interrupted.rawValue) }
      cancellation.cancel()
    }
    source.resume()
  }

  func stop() {
    source.cancel()
    signal(SIGINT, SIG_DFL)
  }
}
