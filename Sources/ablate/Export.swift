import ArgumentParser
import Diagnostics
import Experiments
import Foundation
import Learning
import Notebooks
import Tensors

struct Export: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Take results elsewhere: as tables, event files, a notebook, a PyTorch program, or weights.",
    subcommands: [
      ExportPyTorch.self, ExportWeights.self, ExportCSV.self, ExportTensorBoard.self,
      ExportNotebook.self, ExportTheme.self,
    ])
}

struct ExportPyTorch: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pytorch",
    abstract: "Write a folder with a PyTorch program that trains a run again and compares.",
    discussion: """
      The folder holds the program replay.py, the run's data, first weights and batches as NumPy arrays, and the \
      losses to be expected. 'python3 replay.py' in it ends with exit code 0 where PyTorch comes to the same. Runs of \
      the variant's other seeds, whose spread the last metrics are held to, are executed where they are missing.
      """)

  @OptionGroup var options: ExportOptions

  @Option(
    name: .shortAndLong, help: ArgumentHelp("Where to write; ID-pytorch if left out.", valueName: "folder"))
  var output: String?

  @Flag(help: "Write into a folder that is not empty.")
  var force = false

  func validate() throws {
    if output == "" { throw ValidationError("--output needs the name of a folder") }
  }

  func run() async throws {
    let source = try ExportSource(options)
    let path = output ?? "\(source.run.experiment.id)-pytorch"
    let folder = ExportFolder(path: path, entries: PyTorchExport.entries)
    do {
      try folder.check(force: force)
      let results = try await source.results(allSeeds: true)
      let transcript = try source.run.transcript(
        steps: PyTorchExport.steps, baseDirectory: source.file.baseDirectory,
        environment: ProcessInfo.processInfo.environment)
      let export = PyTorchExport(transcript, of: source.run, seedResults: results)
      try folder.write(try export.files())
    } catch let error as ExportError {
      throw source.failure(error)
    }
    source.console.print("\(path): run 'python3 replay.py' in it\n")
  }
}

struct ExportWeights: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "weights",
    abstract: "Write the weights that a run ended with, as a safetensors file.",
    discussion: """
      Weights have our names (hidden1.weight) and PyTorch's layout, [out, in]. An experiment takes them as first \
      values with init: {name: from_file, path: …}.
      """)

  @OptionGroup var options: ExportOptions

  @Option(
    name: .shortAndLong, help: ArgumentHelp("Where to write; ID.safetensors if left out.", valueName: "file"))
  var output: String?

  @Flag(help: "Replace a file that exists.")
  var force = false

  func validate() throws {
    if output == "" { throw ValidationError("--output needs the name of a file") }
  }

  func run() async throws {
    let source = try ExportSource(options)
    let path = output ?? "\(source.run.experiment.id).safetensors"
    let target = ExportTarget(path: path, force: force)
    try target.check()
    do {
      let results = try await source.results(allSeeds: false)
      try target.write(WeightsExport(source.run, result: results[0]).bytes)
    } catch let error as ExportError {
      throw source.failure(error)
    }
    source.console.print("\(path)\n")
  }
}
