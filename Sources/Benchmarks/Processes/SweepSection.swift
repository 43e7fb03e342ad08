import Diagnostics
import Foundation

/// A sweep as a whole process, as a section: from the start of the command to the written report, against PyTorch with
/// one process a core and no report.
struct SweepSection {
  /// Last values by run and curve: `relu/3`, `test.loss`.
  private typealias Values = [String: [String: Double]]

  private let context: Context
  private let cores = max(ProcessInfo.processInfo.activeProcessorCount, 1)

  static func text(_ context: Context) throws -> String {
    try SweepSection(context: context).run()
  }

  private func run() throws -> String {
    let ablate = try context.ablate()
    try context.folder.write(Array(SweepWork.experiment.utf8), to: "sweep/moons.md")
    let peer = context.options.peers.contains(.pytorch) ? try context.process(.pytorch) : nil
    let shares = peer == nil ? [] : try commands(python: peer?.python ?? "")

    var ours: [Double] = []
    var theirs: [Double] = []
    for repetition in 0..<context.options.repetitions {
      context.progress("sweep: \(repetition + 1) of \(context.options.repetitions)")
      ours.append(try ChildProcess.seconds([Self.command(ablate, context, store: "store-\(repetition)")]))
      if peer != nil { theirs.append(try ChildProcess.seconds(shares)) }
    }
    let values = try report()
    var table = MarkdownTable([
      ("sweep", .left), ("seconds", .right), ("mean test loss", .right), ("mean test accuracy", .right),
      ("/ Ablate", .right),
    ])
    func add(_ name: String, _ seconds: [Double], _ values: Values) {
      let spread = Spread(seconds)
      table.add([
        name, spread.text, mean(values, "test.loss", 6), mean(values, "test.accuracy", 4),
        Format.significant(spread.median / Spread(ours).median, 3),
      ])
    }
    add("ablate run", ours, values)
    if let peer { add("\(peer.peer.title) \(peer.version)", theirs, try answers(shares)) }
    return """
      ## Sweep

      \(SweepWork.runs.count) runs: \(SweepWork.activations.joined(separator: ", ")) under \(SweepWork.seeds) seeds, \
      \(SweepWork.epochs) epochs of two moons, \(cores) cores. Ablate starts with an empty store and writes the \
      report; PyTorch has one process a core, evaluates the same parts after each epoch and writes none. \
      \(context.medians)

      \(table.text)
      """
  }

  /// Runs the sweep's file with a store of that name.
  static func command(_ ablate: String, _ context: Context, store: String) -> Command {
    let folder = context.folder
    return Command(
      ablate,
      [
        "run", folder.path("sweep/moons.md"), "--store", folder.path("sweep/\(store)"), "--reports",
        folder.path("sweep/reports"), "--quiet",
      ], output: folder.path("sweep/ablate.out"))
  }

  private func commands(python: String) throws -> [Command] {
    let folder = context.folder
    try folder.write(PackageResources.pytorch_sweep_py, to: "pytorch_sweep.py")
    let works = try SweepWork.runs.map { run in
      let place = Self.place(run.activation, run.seed)
      _ = try Handover(run.work, data: try run.work.data(), to: folder, in: place, evaluates: true)
      return folder.path("\(place)/work.json")
    }
    return (0..<cores).map { share in
      Command(
        python, [folder.path("pytorch_sweep.py"), "\(share)", "\(cores)"] + works,
        output: folder.path("sweep/pytorch-\(share).json"))
    }
  }

  private static func place(_ activation: String, _ seed: Int) -> String {
    "sweep/runs/\(activation)-\(seed)"
  }

  /// What PyTorch's processes have printed.
  private func answers(_ commands: [Command]) throws -> Values {
    try commands.reduce(into: Values()) { values, command in
      let text = try Data(contentsOf: URL(fileURLWithPath: command.output ?? ""))
      values.merge(try JSONDecoder().decode(Values.self, from: text)) { $1 }
    }
  }

  /// What Ablate's report says of each run.
  private func report() throws -> Values {
    struct Report: Decodable {
      struct Experiment: Decodable {
        let variants: [Variant]
      }
      struct Variant: Decodable {
        let label: String
        let runs: [Run]
      }
      struct Run: Decodable {
        let seed: Int
        let metrics: [String: Double]
      }
      let experiments: [Experiment]
    }
    let file = context.folder.url.appendingPathComponent("sweep/reports/moons.json")
    let report = try JSONDecoder().decode(Report.self, from: Data(contentsOf: file))
    var values: Values = [:]
    for variant in report.experiments.flatMap(\.variants) {
      for run in variant.runs { values["\(variant.label)/\(run.seed)"] = run.metrics }
    }
    return values
  }

  private func mean(_ values: Values, _ curve: String, _ digits: Int) -> String {
    let all = values.values.map { $0[curve] ?? .nan }.sorted()
    return Format.significant(all.reduce(0, +) / Double(all.count), digits)
  }
}
