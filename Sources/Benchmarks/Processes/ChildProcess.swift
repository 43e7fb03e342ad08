import Foundation

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A program as its user would start it: nothing of ours stands between it and the clock.
struct ChildProcess {
  struct End {
    let status: Int32
    /// The most memory that it held at a time, in bytes.
    let peakMemory: Int
  }

  private let identifier: pid_t
  private let name: String

  /// - Parameters:
  ///   - output: The file that takes its standard output; nowhere for nil. Its errors go to `output` with
  ///     `.errors` behind.
  init(_ executable: String, _ arguments: [String], output: String? = nil) throws {
    name = ([executable] + arguments).joined(separator: " ")
    #if canImport(Darwin)
      var actions: posix_spawn_file_actions_t?
    #else
      var actions = posix_spawn_file_actions_t()
    #endif
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    let flags = O_WRONLY | O_CREAT | O_TRUNC
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, output ?? "/dev/null", flags, 0o600)
    posix_spawn_file_actions_addopen(&actions, 2, output.map { $0 + ".errors" } ?? "/dev/null", flags, 0o600)
    var words: [UnsafeMutablePointer<CChar>?] = ([executable] + arguments).map { strdup($0) } + [nil]
    defer { for word in words { free(word) } }
    var identifier: pid_t = 0
    let error = posix_spawnp(&identifier, executable, &actions, nil, &words, environ)
    guard error == 0 else {
      throw BenchmarkFailure("cannot start '\(executable)': \(String(cString: strerror(error)))")
    }
    self.identifier = identifier
  }

  /// Its end, also where it failed.
  func end() throws -> End {
    var status: Int32 = 0
    var usage = rusage()
    while wait4(identifier, &status, 0, &usage) == -1 {
      guard errno == EINTR else {
        throw BenchmarkFailure("cannot wait for '\(name)': \(String(cString: strerror(errno)))")
      }
    }
    #if canImport(Darwin)
      let unit = 1
    #else
      let unit = 1024
    #endif
    let signal = status & 0x7f
    return End(
      status: signal == 0 ? (status >> 8) & 0xff : 128 + signal, peakMemory: Int(usage.ru_maxrss) * unit)
  }

  /// Seconds from the start of all of them to the end of the last one. Throws where one fails.
  static func seconds(_ commands: [Command]) throws -> Double {
    var ends: [End] = []
    let elapsed = try Elapsed.of {
      let children = try commands.map { try ChildProcess($0.executable, $0.arguments, output: $0.output) }
      ends = try children.map { try $0.end() }
    }
    for (command, end) in zip(commands, ends) where end.status != 0 { throw command.failure(end) }
    return elapsed.seconds
  }
}

/// What is started.
struct Command {
  let executable: String
  let arguments: [String]
  var output: String?

  init(_ executable: String, _ arguments: [String], output: String? = nil) {
    (self.executable, self.arguments, self.output) = (executable, arguments, output)
  }

  func failure(_ end: ChildProcess.End) -> BenchmarkFailure {
    let errors = output.flatMap { try? String(contentsOfFile: $0 + ".errors", encoding: .utf8) } ?? ""
    return BenchmarkFailure(
      "'\(([executable] + arguments).joined(separator: " "))' ended with status \(end.status)",
      hints: errors.split(separator: "\n").suffix(3).map(String.init))
  }
}
