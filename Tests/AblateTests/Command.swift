import Foundation
import Synchronization
import Testing

/// Runs the built command in a folder of its own, as a user would.
struct Command {
  struct Result {
    let status: Int32
    let output: String
    let errors: String
    /// From its start to its own end, not to when a test next came to look: where many run at once, that is much later.
    var duration = Duration.zero
  }

  /// A process that was started.
  struct Running {
    let process: Process
    /// Files that hold what it wrote.
    let output: URL
    let errors: URL
    let began = ContinuousClock.now
    let end = End()

    final class End: Sendable {
      private let instant = Mutex<ContinuousClock.Instant?>(nil)
      func isNow() { instant.withLock { $0 = .now } }
      var reached: ContinuousClock.Instant? { instant.withLock { $0 } }
    }
  }

  /// Beside the test bundle, where the package's products are built.
  static let executable: URL = {
    let bundle = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
    var folder = bundle.deletingLastPathComponent()
    // On some systems the bundle is a folder with the executable inside.
    while folder.path != "/",
      !FileManager.default.isExecutableFile(atPath: folder.appendingPathComponent("ablate").path)
    {
      folder.deleteLastPathComponent()
    }
    return folder.appendingPathComponent("ablate")
  }()

  /// A folder that is removed with `remove()`.
  let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("ablate-test-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  func remove() {
    try? FileManager.default.removeItem(at: folder)
  }

  func write(_ text: String, to path: String) throws {
    let url = folder.appendingPathComponent(path)
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url)
  }

  func read(_ path: String) throws -> String {
    String(decoding: try Data(contentsOf: folder.appendingPathComponent(path)), as: UTF8.self)
  }

  func exists(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: folder.appendingPathComponent(path).path)
  }

  /// When a file was last written.
  func date(of path: String) throws -> Date? {
    try FileManager.default.attributesOfItem(atPath: folder.appendingPathComponent(path).path)[
      .modificationDate] as? Date
  }

  func setDate(_ date: Date, of path: String) throws {
    try FileManager.default.setAttributes(
      [.modificationDate: date], ofItemAtPath: folder.appendingPathComponent(path).path)
  }

  /// Every file below a folder with its bytes.
  func files(_ path: String) throws -> [String: Data] {
    var files: [String: Data] = [:]
    let root = folder.appendingPathComponent(path)
    let enumerator = FileManager.default.enumerator(atPath: root.path)
    while let name = enumerator?.nextObject() as? String {
      var isFolder: ObjCBool = false
      let file = root.appendingPathComponent(name)
      if FileManager.default.fileExists(atPath: file.path, isDirectory: &isFolder), !isFolder.boolValue {
        files[name] = try Data(contentsOf: file)
      }
    }
    return files
  }

  func start(_ arguments: [String], environment: [String: String] = [:]) throws -> Running {
    let process = Process()
    process.executableURL = Self.executable
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.environment = ProcessInfo.processInfo.environment
      .filter { $0.key != "ABLATE_KERNELS" }.merging(environment) { $1 }
      // A crash is a failure enough; tracing it takes minutes.
      .merging(["SWIFT_BACKTRACE": "enable=no"]) { $1 }
    // Files, not pipes: output of any size, no reader needed.
    let output = FileManager.default.temporaryDirectory.appendingPathComponent("out-\(UUID().uuidString)")
    let errors = FileManager.default.temporaryDirectory.appendingPathComponent("err-\(UUID().uuidString)")
    for file in [output, errors] { try Data().write(to: file) }
    process.standardOutput = try FileHandle(forWritingTo: output)
    process.standardError = try FileHandle(forWritingTo: errors)
    process.standardInput = FileHandle.nullDevice
    let running = Running(process: process, output: output, errors: errors)
    process.terminationHandler = { [end = running.end] _ in end.isNow() }
    try process.run()
    return running
  }

  /// Waits without holding a thread: there are no more of them than cores.
  func finish(_ running: Running) async throws -> Result {
    while running.process.isRunning || running.end.reached == nil {
      try await Task.sleep(for: .milliseconds(10))
    }
    defer { for file in [running.output, running.errors] { try? FileManager.default.removeItem(at: file) } }
    return Result(
      status: running.process.terminationStatus,
      output: String(decoding: try Data(contentsOf: running.output), as: UTF8.self),
      errors: String(decoding: try Data(contentsOf: running.errors), as: UTF8.self),
      duration: (running.end.reached ?? running.began) - running.began)
  }

  @discardableResult
  func callAsFunction(_ arguments: String..., environment: [String: String] = [:]) async throws -> Result {
    try await finish(try start(arguments, environment: environment))
  }
}
