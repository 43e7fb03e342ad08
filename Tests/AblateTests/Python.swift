import Foundation

/// The interpreter that `ABLATE_PYTHON` names, else `python3`.
enum Python {
  static func run(_ arguments: [String]) async throws -> Command.Result {
    try await run(arguments, in: FileManager.default.temporaryDirectory)
  }

  static func run(_ arguments: [String], in folder: URL) async throws -> Command.Result {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [interpreter] + arguments
    process.currentDirectoryURL = folder
    let output = folder.appendingPathComponent("python-output.txt")
    let errors = folder.appendingPathComponent("python-errors.txt")
    for file in [output, errors] { try Data().write(to: file) }
    process.standardOutput = try FileHandle(forWritingTo: output)
    process.standardError = try FileHandle(forWritingTo: errors)
    try process.run()
    while process.isRunning { try await Task.sleep(for: .milliseconds(20)) }
    return Command.Result(
      status: process.terminationStatus,
      output: String(decoding: try Data(contentsOf: output), as: UTF8.self),
      errors: String(decoding: try Data(contentsOf: errors), as: UTF8.self))
  }

  static let interpreter = ProcessInfo.processInfo.environment["ABLATE_PYTHON"] ?? "python3"

  // Each asked once.
  static let hasPyTorch = has("numpy", "torch")
  static let hasPandas = has("pandas")
  static let hasTensorBoard = has("tensorboard")
  static let hasNotebooks = has("nbformat")

  private static func has(_ modules: String...) -> Bool {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [interpreter, "-c", "import " + modules.joined(separator: ", ")]
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return false }
    process.waitUntilExit()
    return process.terminationStatus == 0
  }
}
