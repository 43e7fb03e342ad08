import Datasets
import Foundation
import Learning

/// What this program does as a child of itself, so that the memory of one piece of work is told apart from all others':
/// `--measure training SUITE` takes the suite's steps, `--measure process COMMAND…` starts a command from a process
/// that is small.
enum OwnChild {
  static let flag = "--measure"

  /// This program.
  static var executable: String { Bundle.main.executablePath ?? CommandLine.arguments[0] }

  /// What the training kept and needed, in bytes.
  struct Training: Codable {
    /// Before it began.
    let base: Int
    let peak: Int
    let needed: Needed
  }

  /// The least that a training must hold, in bytes.
  struct Needed: Codable {
    /// Parameters and what the optimizer keeps of them.
    let parametersAndState: Int
    /// The inputs of a batch and what each layer makes of them.
    let activations: Int
    /// All parts of the data, bytes where they are held so, with one number for each label.
    let data: Int

    var all: Int { parametersAndState + activations + data }

    init(_ work: TrainingWork, _ data: PreparedData, _ loop: TrainingLoop) {
      parametersAndState = 4 * loop.storedNumbers
      activations = 4 * loop.batchSize * work.widths.joined().reduce(0, +)
      self.data = [data.train, data.validation, data.test].reduce(0) {
        $0 + $1.inputs.byteCount + 4 * (($1.labels?.count ?? 0) + ($1.values?.shape.count ?? 0))
      }
    }
  }

  struct Process: Codable {
    let status: Int32
    let peak: Int
  }

  /// Whether the arguments ask for a measurement, which is then made.
  static func answers(_ arguments: [String]) throws -> Bool {
    guard arguments.count >= 4, arguments[1] == flag else { return false }
    switch arguments[2] {
    case "training":
      guard let work = TrainingWork.all.first(where: { $0.name == arguments[3] }) else { return false }
      try write(training(work))
    case "process":
      let end = try ChildProcess(arguments[3], Array(arguments[4...])).end()
      try write(Process(status: end.status, peak: end.peakMemory))
    default: return false
    }
    return true
  }

  /// Has a child do it.
  static func ask<Answer: Decodable>(_ what: [String], in folder: TemporaryFolder) throws -> Answer {
    let command = Command(executable, [flag] + what, output: folder.path("child.json"))
    _ = try ChildProcess.seconds([command])
    return try JSONDecoder().decode(
      Answer.self, from: Data(contentsOf: URL(fileURLWithPath: folder.path("child.json"))))
  }

  private static func training(_ work: TrainingWork) throws -> Training {
    let base = PeakMemory.bytes
    let data = try work.data()
    var loop = work.loop(data)
    loop.prepare()
    loop.run(steps: loop.length)
    return Training(base: base, peak: PeakMemory.bytes, needed: Needed(work, data, loop))
  }

  private static func write(_ answer: some Encodable) throws {
    FileHandle.standardOutput.write(try JSONEncoder().encode(answer))
  }
}
