import ArgumentParser
import Diagnostics
import Experiments
import Foundation
import Learning
import Reports
import Tensors

/// Which experiments of which file an export is of.
struct ExportPlace: ParsableArguments {
  @Argument(
    help: ArgumentHelp("The experiment file, or one of its experiments.", valueName: "file#id"),
    completion: .file(extensions: ["md"]))
  var place: String

  @OptionGroup var execution: ExecutionOptions

  /// What stands before and after the last `#`; a file whose name has one is found too.
  var parts: (path: String, id: String?) {
    guard !FileManager.default.fileExists(atPath: place), let mark = place.lastIndex(of: "#") else {
      return (place, nil)
    }
    return (String(place[..<mark]), String(place[place.index(after: mark)...]))
  }
}

/// Which run an export is of.
struct ExportOptions: ParsableArguments {
  @OptionGroup var place: ExportPlace

  @Option(help: ArgumentHelp("Which variant; needed where there are several.", valueName: "label"))
  var variant: String?

  @Option(help: "Which of the experiment's seeds; the first if left out.")
  var seed: Int?
}

/// The file of an export, read and checked.
struct ExportFile {
  let entry: Session.Entry
  let session: Session
  /// Of the experiment that was named; nil for all of the file's.
  let id: String?

  var file: ExperimentFile { entry.file }
  var console: Console { session.console }

  init(_ place: ExportPlace) throws {
    if case .failure(let diagnostic) = Kernels.selection {
      throw CommandFailure(message: diagnostic.message, hints: diagnostic.hints, exitCode: .usage)
    }
    let path: String
    (path, id) = place.parts
    session = Session(place.execution, paths: [path])
    let files = try ExperimentFiles.find([path])
    guard files.count == 1, files[0].isNamed else {
      throw CommandFailure(
        message: "'\(path)' is a folder, and an export is of one experiment: FILE#ID", exitCode: .usage)
    }
    var outcome = Session.Outcome()
    guard let entry = session.read(files[0], &outcome) else { throw outcome.status.code }
    self.entry = entry
    try session.checkParameters([entry.document])
  }

  /// What `find` picks from the plan; where it finds nothing, the words on the command line are wrong.
  func picked<Part>(_ find: (FilePlan) throws(ExportError) -> Part) throws -> Part {
    do throws(ExportError) {
      return try find(entry.plan)
    } catch {
      throw CommandFailure(message: "\(file.path): \(error.message)", hints: error.hints, exitCode: .usage)
    }
  }

  /// Of the experiments that were named.
  func plan() throws -> FilePlan { try picked { plan throws(ExportError) in try plan.exported(id) } }

  /// What an export is called by itself: as its experiment, or as the file where that has several.
  func name(of plan: FilePlan) -> String { plan.experiments.count == 1 ? plan.experiments[0].id : file.stem }

  /// From the store or executed now. Throws where data are wrong or not installed, or a run could not be carried out.
  func results(_ plan: FilePlan, withParameters: (FilePlan) -> Set<String> = { _ in [] }) async throws
    -> FileResults
  {
    let outcome = try await session.execute([(file, entry.document, plan)], withParameters: withParameters)
    if outcome.wasCancelled { throw ExitStatus.interrupted.code }
    if !outcome.diagnostics[0].isEmpty {
      session.show(outcome.diagnostics[0], entry.document.source)
      throw ExitStatus.invalidFile.code
    }
    if let failure = outcome.failures.first { throw CommandFailure(message: failure) }
    guard let results = outcome.results[0] else { throw ExitStatus.cannotRun.code }
    for experiment in results.experiments {
      guard let missing = experiment.skipped else { continue }
      let reason = Words().missing(missing)
      throw CommandFailure(message: plan.experiments.count > 1 ? "\(experiment.plan.id): \(reason)" : reason)
    }
    return results
  }

  /// With the file's name in front.
  func failure(_ error: ExportError) -> CommandFailure {
    CommandFailure(message: "\(file.path): \(error.message)", hints: error.hints)
  }
}

/// The file of an export of one run, with the run that was picked.
struct ExportSource {
  let run: ExportedRun
  private let source: ExportFile

  var file: ExperimentFile { source.file }
  var console: Console { source.console }

  init(_ options: ExportOptions) throws {
    let source = try ExportFile(options.place)
    self.source = source
    run = try source.picked { plan throws(ExportError) in
      try ExportedRun(of: plan, id: source.id, label: options.variant, seed: options.seed)
    }
  }

  /// Of all the variant's seeds or of the one, with their parameters. Those that could not be carried out are left out.
  func results(allSeeds: Bool) async throws -> [RunResult] {
    let results = try await source.results(run.plan(allSeeds: allSeeds)) { Set($0.experiments.map(\.id)) }
    return results.experiments[0].runs[0].compactMap { $0 }
  }

  /// With the experiment's place in front. What is about an option is shown at its place, as all that is
  /// wrong in a file is.
  func failure(_ error: ExportError) -> any Error {
    guard error.path.isEmpty else {
      let range = source.entry.document.range(of: error.path, in: run.experiment)
      source.session.show(
        [Diagnostic(.error, error.message, file: file.path, range: range, hints: error.hints)],
        source.entry.document.source)
      return ExitStatus.cannotRun.code
    }
    return CommandFailure(message: "\(file.path)#\(run.experiment.id): \(error.message)", hints: error.hints)
  }
}
