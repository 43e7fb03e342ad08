import Datasets
import Diagnostics
import Foundation

/// Peak memory beside what a training needs, and the size of the command, as a section.
enum MemorySection {
  private static let works = [TrainingWork.fashion32, .wide]

  static func text(_ context: Context) throws -> String {
    let ablate = try context.ablate()
    var notes: [String] = []
    var table = MarkdownTable([
      ("work", .left), ("process", .left), ("peak", .right), ("program alone", .right),
      ("parameters, state", .right), ("activations", .right), ("data", .right), ("peak / needed", .right),
      ("(peak - program) / needed", .right),
    ])
    for work in works {
      if let reason = missing(work) {
        notes.append("\(work.name) was left out: \(reason)")
        continue
      }
      context.progress("memory: \(work.name)")
      let steps: OwnChild.Training = try OwnChild.ask(["training", work.name], in: context.folder)
      let needed = steps.needed
      func add(_ process: String, peak: Int, base: Int) {
        table.add(
          [work.name, process]
            + [peak, base, needed.parametersAndState, needed.activations, needed.data].map(megabytes)
            + [peak, peak - base].map { Format.significant(Double($0) / Double(needed.all), 3) })
      }
      add("steps alone", peak: steps.peak, base: steps.base)
      let help = try peak([ablate, "--help"], context)
      add("ablate run, one epoch", peak: try peak([ablate] + arguments(work, context), context), base: help)
    }
    let size = try FileManager.default.attributesOfItem(atPath: ablate)[.size] as? Int ?? 0
    notes.append("ablate, the executable: \(megabytes(size)) MB")
    if context.options.timesBuild { notes.append(try CleanBuild.text(context)) }
    return """
      ## Memory

      In MB (a million bytes). What is needed is the sum of parameters, optimizer state, activations of one batch, and \
      data: one byte for each byte of an image, four for any other number.

      \(table.text)
      \(notes.map { "- \($0)\n" }.joined())
      """
  }

  /// Why the data are not here; nil where they are.
  private static func missing(_ work: TrainingWork) -> String? {
    let data = work.configuration.data
    let files = Datasets.catalog[data.name]?.files(data, .here(seed: work.seed)) ?? []
    return files.first { !FileManager.default.fileExists(atPath: $0) }.map { "there is no '\($0)'" }
  }

  private static func arguments(_ work: TrainingWork, _ context: Context) throws -> [String] {
    let folder = context.folder
    let text = ExperimentText.of(work, activations: ["relu"], epochs: 1, seeds: 1)
    try folder.write(Array(text.utf8), to: "memory/\(work.name).md")
    return [
      "run", folder.path("memory/\(work.name).md"), "--store", folder.path("memory/\(work.name)-store"),
      "--reports", folder.path("memory/reports"), "--quiet",
    ]
  }

  private static func peak(_ command: [String], _ context: Context) throws -> Int {
    let process: OwnChild.Process = try OwnChild.ask(["process"] + command, in: context.folder)
    guard process.status == 0 else {
      throw BenchmarkFailure("'\(command.joined(separator: " "))' ended with status \(process.status)")
    }
    return process.peak
  }

  private static func megabytes(_ bytes: Int) -> String { Format.fixed(Double(bytes) / 1e6, 1) }
}

/// A build of the command from nothing, its dependencies fetched already.
enum CleanBuild {
  static func text(_ context: Context) throws -> String {
    guard FileManager.default.fileExists(atPath: "Package.swift") else {
      throw BenchmarkFailure("no 'Package.swift' here", hints: ["start it in the folder of the package"])
    }
    let scratch = ["--scratch-path", context.folder.path("build")]
    context.progress("memory: a clean build")
    _ = try ChildProcess.seconds([
      Command("swift", ["package", "resolve"] + scratch, output: context.folder.path("resolve.out"))
    ])
    let seconds = try ChildProcess.seconds([
      Command(
        "swift", ["build", "-c", "release", "--product", "ablate"] + scratch,
        output: context.folder.path("build.out"))
    ])
    let cores = ProcessInfo.processInfo.activeProcessorCount
    return "a clean build of ablate: \(Format.fixed(seconds, 0)) s on \(cores) cores"
  }
}
