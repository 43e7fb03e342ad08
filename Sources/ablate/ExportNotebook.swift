import ArgumentParser
import Experiments
import Foundation
import Reports

struct ExportNotebook: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ipynb",
    abstract: "Write the report as a Jupyter notebook with its outputs in place.",
    discussion: """
      Prose becomes Markdown cells, each parameter block a code cell with its YAML, whose outputs are its tables, figures \
      and claims. No kernel is needed to look at it.
      """)

  @OptionGroup var place: ExportPlace

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "Where to write; the experiment file's name with .ipynb if left out.", valueName: "file"))
  var output: String?

  @Flag(help: "Replace a file that exists.")
  var force = false

  func validate() throws {
    if output == "" { throw ValidationError("--output needs the name of a file") }
    if let id = place.parts.id {
      throw ValidationError("a notebook is of a whole file: leave out '#\(id)'")
    }
  }

  func run() async throws {
    let source = try ExportFile(place)
    let path = output ?? "\(source.file.stem).ipynb"
    let target = ExportTarget(path: path, force: force)
    try target.check()
    let results = try await source.results(source.entry.plan, withParameters: \.withParameters)
    let report = source.session.report(source.entry, results)
    try target.write(NotebookReport(report, image: source.file.bytes).bytes)
    source.session.show(report.diagnostics, source.entry.document.source)
    source.console.print("\(path)\n")
  }
}
