import ArgumentParser
import Experiments
import Foundation
import Reports

struct ExportCSV: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "csv",
    abstract: "Write all runs as two tidy tables, for pandas, R and spreadsheets.",
    discussion: """
      runs.csv has a row for each run with its factors, status and last metrics, curves.csv a row for each value of \
      each curve. Numbers read back the same; a run that diverged stays, with its status and without metrics. Labels \
      stand as they are: a spreadsheet would compute those that begin with =, +, - or @, which --spreadsheet keeps it \
      from.
      """)

  @OptionGroup var place: ExportPlace

  @Option(
    name: .shortAndLong, help: ArgumentHelp("Where to write; ID-csv if left out.", valueName: "folder"))
  var output: String?

  @Flag(
    help:
      "For Excel and its kin: an apostrophe before what they would take for a formula, and a mark for UTF-8.")
  var spreadsheet = false

  @Flag(help: "Write into a folder that is not empty.")
  var force = false

  func validate() throws {
    if output == "" { throw ValidationError("--output needs the name of a folder") }
  }

  func run() async throws {
    let source = try ExportFile(place)
    let plan = try source.plan()
    let path = output ?? "\(source.name(of: plan))-csv"
    let folder = ExportFolder(path: path, entries: CSVExport.entries)
    let export: CSVExport
    do {
      try folder.check(force: force)
      export = CSVExport(try await source.results(plan), isForSpreadsheets: spreadsheet)
      try folder.write(export.files)
    } catch let error as ExportError {
      throw source.failure(error)
    }
    if !spreadsheet, let formula = export.formulas.first {
      source.console.error(
        "note: a spreadsheet would take '\(formula)' for a formula; --spreadsheet keeps it from that\n")
    }
    source.console.print("\(path): \(CSVExport.entries.joined(separator: ", "))\n")
  }
}

struct ExportTensorBoard: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tensorboard",
    abstract: "Write the curves of all runs as event files that TensorBoard reads.",
    discussion: """
      'tensorboard --logdir FOLDER' shows them: a run for each variant and seed, epochs as steps, factors as \
      hyperparameters. The curve validation.loss is found under validation/loss. All times are 0, so that the same \
      experiment gives the same bytes.
      """)

  @OptionGroup var place: ExportPlace

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("Where to write; ID-tensorboard if left out.", valueName: "folder"))
  var output: String?

  @Flag(help: "Write into a folder that is not empty.")
  var force = false

  func validate() throws {
    if output == "" { throw ValidationError("--output needs the name of a folder") }
  }

  func run() async throws {
    let source = try ExportFile(place)
    let plan = try source.plan()
    let path = output ?? "\(source.name(of: plan))-tensorboard"
    let folder = ExportFolder(path: path, entries: TensorBoardExport.entries(of: plan))
    do {
      try folder.check(force: force)
      try folder.write(TensorBoardExport(try await source.results(plan)).files)
    } catch let error as ExportError {
      throw source.failure(error)
    }
    source.console.print("\(path): tensorboard --logdir \(ShellText.quoted(path))\n")
  }
}
