import Foundation

/// A Python process that stays alive and does work when told: a line of JSON in, a line of JSON out.
final class PeerProcess {
  /// Its first line, or why there is none.
  private struct Greeting: Decodable {
    let version: String?
    let error: String?
  }

  struct Answer: Decodable {
    /// Wall-clock time of the steps.
    let seconds: Double
    /// Processor time of all its threads meanwhile.
    let processorSeconds: Double
    /// Of the last step.
    let losses: [String: Double]
    /// Of the step up to which numbers should agree.
    let agreedLosses: [String: Double]
  }

  private struct Refusal: Decodable { let error: String }

  let peer: Peer
  /// The interpreter that runs it.
  let python: String
  private(set) var version = ""
  private let process = Process()
  private let input = Pipe()
  private let output = Pipe()
  private var pending = Data()

  /// Starts the first of the Pythons that has the peer's packages.
  static func start(_ peer: Peer, _ context: Context) throws -> PeerProcess {
    var refusals: [String] = []
    for python in context.options.pythons {
      do {
        return try PeerProcess(
          peer, python: python, threads: context.options.threads, folder: context.folder)
      } catch let failure as BenchmarkFailure {
        refusals.append("\(python): \(failure.message)")
      }
    }
    let packages = peer.packages.joined(separator: " ")
    throw BenchmarkFailure(
      "no Python here runs \(peer.title)",
      hints: refusals + [
        "python3 -m venv peers && peers/bin/pip install \(packages)",
        "then: --python peers/bin/python",
      ])
  }

  private init(_ peer: Peer, python: String, threads: Int, folder: TemporaryFolder) throws {
    (self.peer, self.python) = (peer, python)
    for (name, text) in [("peer.py", PackageResources.peer_py), peer.program] {
      try folder.write(text, to: name)
    }
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [python, folder.path(peer.program.name), "\(threads)"]
    process.standardInput = input
    process.standardOutput = output
    do {
      try process.run()
    } catch {
      throw BenchmarkFailure(error.localizedDescription)
    }
    let greeting: Greeting
    do {
      greeting = try JSONDecoder().decode(Greeting.self, from: try line())
    } catch is DecodingError {
      throw BenchmarkFailure("it does not answer as it should")
    }
    if let error = greeting.error { throw BenchmarkFailure(error) }
    version = greeting.version ?? ""
  }

  deinit {
    try? input.fileHandleForWriting.close()
    process.waitUntilExit()
  }

  /// Does the work of a folder once from its start, compiled and warmed up before the clock runs.
  func run(_ work: String) throws -> Answer {
    let request = try JSONEncoder().encode(["work": work]) + Data("\n".utf8)
    try input.fileHandleForWriting.write(contentsOf: request)
    let answer = try line()
    if let refusal = try? JSONDecoder().decode(Refusal.self, from: answer) {
      throw BenchmarkFailure("\(peer.title): \(refusal.error)")
    }
    return try JSONDecoder().decode(Answer.self, from: answer)
  }

  private func line() throws -> Data {
    while true {
      if let end = pending.firstIndex(of: UInt8(ascii: "\n")) {
        let line = Data(pending[pending.startIndex..<end])
        pending = Data(pending[(end + 1)...])
        return line
      }
      let more = output.fileHandleForReading.availableData
      guard !more.isEmpty else {
        process.waitUntilExit()
        throw BenchmarkFailure("it ended with status \(process.terminationStatus)")
      }
      pending += more
    }
  }
}
