import Foundation

/// What somebody asked for, and where everything that measures puts its files and complaints.
final class Context {
  struct Options {
    var repetitions = 7
    /// Of one run, ours and a peer's.
    var threads = 1
    var peers: [Peer] = []
    var pythons = ["python3"]
    var comparesBits = true
    /// The command; beside this program for nil.
    var ablate: String?
    /// Whether a clean build is timed too.
    var timesBuild = false
  }

  let options: Options
  let folder: TemporaryFolder
  private var processes: [Peer: PeerProcess] = [:]
  /// What must hold and does not.
  private(set) var failures: [String] = []

  init(_ options: Options) throws {
    self.options = options
    folder = try TemporaryFolder()
  }

  /// The process of a peer, started when first asked for.
  func process(_ peer: Peer) throws -> PeerProcess {
    if let process = processes[peer] { return process }
    let process = try PeerProcess.start(peer, self)
    processes[peer] = process
    return process
  }

  /// The command whose whole processes are measured.
  func ablate() throws -> String {
    let beside = URL(fileURLWithPath: OwnChild.executable).resolvingSymlinksInPath()
      .deletingLastPathComponent().appendingPathComponent("ablate").path
    let path = options.ablate ?? beside
    guard FileManager.default.isExecutableFile(atPath: path) else {
      throw BenchmarkFailure(
        "no executable '\(path)'", hints: ["swift build -c release", "or: --ablate PATH"])
    }
    return path
  }

  func progress(_ text: String) { FileHandle.standardError.write(Data("\(text)\n".utf8)) }

  func fail(_ text: String) {
    failures.append(text)
    FileHandle.standardError.write(Data("error: \(text)\n".utf8))
  }

  /// How times are summed up, for the text above a table.
  var medians: String {
    "Medians of \(options.repetitions) repetitions, lowest and highest in brackets."
  }
}
