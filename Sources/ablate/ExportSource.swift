import ArgumentParser
import Diagnostics
import Experiments
import Foundation
import Learning
import Tensors

/// Which run an export is of.
struct ExportOptions: ParsableArguments {
  @Argument(
    help: ArgumentHelp("The experiment; #ID may be left out where the file has one.", valueName: "file#id"),
    completion: .file(extensions: ["md"]))
  var place: String

  @Option(help: ArgumentHelp("Which variant; needed where there are several.", valueName: "label"))
  var variant: String?

  @Option(help: "Which of the experiment's seeds; the first if left out.")
  var seed: Int?

  @OptionGroup var execution: ExecutionOptions

  /// What stands before and after the last `#`; a file whose name has one is found too.
  var parts: (path: String, id: String?) {
    guard !FileManager.default.fileExists(atPath: place), let mark = place.lastIndex(of: "#") else {
      return (place, nil)
    }
    return (String(place[..<mark]), String(place[place.index(after: mark)...]))
  }
}

/// The file of an export, read and checked, with the run that was picked.
struct ExportSource {
  let file: ExperimentFile
  let run: ExportedRun
  let console: Console
  private let session: Session
  private let entry: Session.Entry

  init(_ options: ExportOptions) throws {
    if case .failure(let diagnostic) = Kernels.selection {
      throw CommandFailure(message: diagnostic.message, hints: diagnostic.hints, exitCode: .usage)
    }
    let (path, id) = options.parts
    session = Session(options.execution, paths: [path])
    console = session.console
    let files = try ExperimentFiles.find([path])
    guard files.count == 1, files[0].isNamed else {
      throw CommandFailure(
        message: "'\(path)' is a folder, and an export is of one experiment: FILE#ID", exitCode: .usage)
    }
    file = files[0]
    var outcome = Session.Outcome()
    guard let entry = session.read(file, &outcome) else { throw outcome.status.code }
    self.entry = entry
    try session.checkParameters([entry.document])
    do {
      run = try ExportedRun(of: entry.plan, id: id, label: options.variant, seed: options.seed)
    } catch {
      throw CommandFailure(message: "\(path): \(error.message)", hints: error.hints, exitCode: .usage)
    }
  }

  /// Of all the variant's seeds or of the one, from the store or executed now. Those that could not be
  /// carried out are left out.
  func results(allSeeds: Bool) async throws -> [RunResult] {
    let plan = run.plan(allSeeds: allSeeds)
    let outcome = try await session.execute([(file, entry.document, plan)]) { Set($0.experiments.map(\.id)) }
    if outcome.wasCancelled { throw ExitStatus.interrupted.code }
    if !outcome.diagnostics[0].isEmpty {
      session.show(outcome.diagnostics[0], entry.document.source)
      throw ExitStatus.invalidFile.code
    }
    if let failure = outcome.failures.first { throw CommandFailure(message: failure) }
    guard let experiment = outcome.results[0]?.experiments.first else { throw ExitStatus.cannotRun.code }
    if let reason = experiment.skipped { throw CommandFailure(message: reason) }
    return experiment.runs[0].compactMap { $0 }
  }

  /// With the experiment's place in front. What is about an option is shown at its place, as all that is
  /// wrong in a file is.
  func failure(_ error: ExportError) -> any Error {
    guard error.path.isEmpty else {
      let range = entry.document.range(of: error.path, in: run.experiment)
      session.show(
        [Diagnostic(.error, error.message, file: file.path, range: range, hints: error.hints)],
        entry.document.source)
      return ExitStatus.cannotRun.code
    }
    return CommandFailure(message: "\(file.path)#\(run.experiment.id): \(error.message)", hints: error.hints)
  }
}
