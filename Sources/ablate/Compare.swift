import ArgumentParser
import Diagnostics
import Experiments
import Foundation
import Notebooks
import Reports
import Tensors

struct Compare: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Any variants of any experiments side by side, as a report of its own.",
    discussion: """
      ablate compare moons[relu] moons[tanh] circles[relu]

      A variant is named as in an expression: EXPERIMENT[LABEL] or EXPERIMENT[FACTOR=LEVEL, …], in quotes where the \
      shell would act on it; an experiment alone means all of its variants, and FILE#EXPERIMENT[LABEL] tells files \
      apart. The first is what the others are compared with, over the seeds that all of them have. What is missing is \
      executed; nothing is written unless --output names a folder.
      """)

  @Argument(help: ArgumentHelp("Variants, at least two in all.", valueName: "experiment[variant]"))
  var picks: [String]

  @Option(
    help: ArgumentHelp("A file or folder with the experiments; may be repeated.", valueName: "path"),
    completion: .file(extensions: ["md"]))
  var from: [String] = [ExperimentFiles.defaultPath]

  @Option(
    help: ArgumentHelp(
      "A metric to compare; may be repeated, the first decides. The usual ones if left out.",
      valueName: "metric"))
  var metric: [String] = []

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "Write the report there too: comparison.html, .md, .json and figures.", valueName: "folder"))
  var output: String?

  @OptionGroup var execution: ExecutionOptions

  @OptionGroup var textPlots: TextPlotOptions

  func run() async throws {
    if case .failure(let diagnostic) = Kernels.selection {
      throw CommandFailure(message: diagnostic.message, hints: diagnostic.hints, exitCode: .usage)
    }
    let session = Session(execution, paths: from)
    let source = try CompareSource(picks, session: session)
    let chosen = SideBySide(source.picks)
    try check(chosen, source)

    let results = try await source.results(chosen, session: session)
    let labels = chosen.labels(files: source.entries.map(\.file.reportName))
    let document = SideBySideDocument(
      labels: labels, configurations: chosen.picks.map(\.variant.configuration.canonicalJSON),
      notes: notes(chosen))
    let report = try report(document, chosen, results, labels: labels)
    let text = TerminalReport(report, textPlots.format).text
    session.console.print("\(document.title)\n\n\(document.text())\n\(text)")
    if let output { try write(report, to: output, session.console) }
  }

  private func check(_ chosen: SideBySide, _ source: CompareSource) throws {
    guard chosen.picks.count > 1 else {
      throw CommandFailure(
        message: "one variant is no comparison: '\(chosen.picks[0].label)'", hints: ["name a second one"],
        exitCode: .usage)
    }
    for (index, pick) in chosen.picks.enumerated() {
      let earlier = chosen.picks[..<index].contains { $0.file == pick.file && $0.label == pick.label }
      if earlier { throw CommandFailure(message: "'\(pick.label)' is named twice", exitCode: .usage) }
    }
    guard !chosen.seeds.isEmpty else {
      let seeds = chosen.picks.map {
        "\($0.label): \($0.experiment.seeds.map(String.init).joined(separator: ", "))"
      }
      throw CommandFailure(
        message: "the experiments share no seed", hints: seeds, exitCode: .usage)
    }
  }

  /// What a reader must know to read the numbers right.
  private func notes(_ chosen: SideBySide) -> [String] {
    var notes: [String] = []
    if chosen.picks.contains(where: { $0.experiment.seeds != chosen.seeds }) {
      let most = chosen.picks.map(\.experiment.seeds.count).max() ?? 0
      notes.append("Compared on the \(chosen.seeds.count) seeds that all have, of up to \(most).")
    }
    if Set(chosen.picks.map(\.variant.configuration.data)).count > 1 {
      notes.append(
        "The variants do not see the same data: a difference tells of the data as much as of the variant.")
    }
    return notes
  }

  private func report(
    _ document: SideBySideDocument, _ chosen: SideBySide, _ results: [Int: FileResults], labels: [String]
  ) throws -> Report {
    var collector = DiagnosticCollector(file: "comparison")
    let parsed = Document.parse(
      SourceText(name: "comparison", text: document.markdown), collector: &collector)
    guard let block = parsed.parameterBlocks.first, !collector.hasErrors else {
      preconditionFailure("the comparison's own text: \(collector.diagnostics)")
    }
    let joined = chosen.joined(
      results, id: SideBySideDocument.experiment, range: block.range, labels: labels,
      settings: document.shared)
    for name in metric where !joined.metrics.contains(name) {
      throw CommandFailure(
        message: "no run has the metric '\(name)'",
        hints: [Suggestion.hintOrList(for: name, in: joined.metrics)],
        exitCode: .usage)
    }
    let tables =
      metric.isEmpty
      ? []
      : [
        TablePlan(
          id: nil, range: block.range, from: joined.plan.id, rows: [], columns: .metrics(metric), sort: nil,
          caption: nil)
      ]
    return Report(
      name: "comparison", source: "comparison", document: parsed,
      results: FileResults(
        plan: FilePlan(experiments: [joined.plan], tables: tables, plots: []), experiments: [joined]),
      command: command)
  }

  /// This call again, for a shell.
  private var command: String {
    var words = ["ablate", "compare"] + picks
    if from != [ExperimentFiles.defaultPath] { words += from.flatMap { ["--from", $0] } }
    words += metric.flatMap { ["--metric", $0] } + execution.parameters.flatMap { ["-P", $0] }
    return words.map(ShellText.quoted).joined(separator: " ")
  }

  private func write(_ report: Report, to folder: String, _ console: Console) throws {
    let files =
      [HTMLReport(report).file] + MarkdownReport(report, root: folder).files + [JSONReport(report).file]
    do {
      try ReportFiles(root: folder).write(files, reportName: report.name)
    } catch {
      throw CommandFailure(message: "cannot write to '\(folder)': \(error.localizedDescription)")
    }
    console.print("\nwritten: \(folder)/\(report.name).html, .md and .json\n")
  }
}
