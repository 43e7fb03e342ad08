import Foundation

/// A browser of the Chromium family, which prints pages as PDF.
struct Chromium {
  let executable: URL
  /// Seconds that a page may take.
  let limit: Double

  static let names = ["chromium", "chromium-browser", "google-chrome", "chrome"]

  /// Throws where there is none.
  ///
  /// - Parameter path: of its executable; the first of `names` on the PATH if nil.
  init(path: String?, limit: Double) throws {
    self.limit = limit
    if let path {
      var isFolder: ObjCBool = false
      guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), !isFolder.boolValue,
        FileManager.default.isExecutableFile(atPath: path)
      else {
        throw CommandFailure(
          message: "--chromium: no program '\(path)'",
          hints: ["name the browser's executable, such as /usr/bin/chromium"], exitCode: .usage)
      }
      executable = URL(fileURLWithPath: path)
      return
    }
    let folders = ProcessInfo.processInfo.environment["PATH", default: "/usr/bin:/bin"].split(separator: ":")
    let paths = Self.names.lazy.flatMap { name in folders.lazy.map { "\($0)/\(name)" } }
    guard let found = paths.first(where: FileManager.default.isExecutableFile(atPath:)) else {
      throw CommandFailure(
        message:
          "PDF is printed with Chromium, and none of \(Self.names.joined(separator: ", ")) is on the PATH",
        hints: [
          "install Chromium or Chrome, or name its executable: --chromium PATH",
          "without: print the HTML report from any browser",
        ], exitCode: .usage)
    }
    executable = URL(fileURLWithPath: found)
  }

  /// What kept a page from being printed, as a clause.
  struct Failure: Error {
    let message: String
    var hints: [String] = []
  }

  /// Prints a page.
  ///
  /// - Parameter folder: where its files may lie while it works: a browser in a sandbox sees few places. Nothing is left.
  func pdf(of html: [UInt8], near folder: String) async throws -> Data {
    let manager = FileManager.default
    let work = URL(fileURLWithPath: folder).appendingPathComponent(".ablate-pdf-\(UUID().uuidString)")
    try manager.createDirectory(at: work, withIntermediateDirectories: true)
    defer { try? manager.removeItem(at: work) }
    let (page, target) = (work.appendingPathComponent("page.html"), work.appendingPathComponent("page.pdf"))
    let log = work.appendingPathComponent("log.txt")
    try Data(html).write(to: page)
    try Data().write(to: log)
    let process = Process()
    process.executableURL = executable
    process.arguments = arguments(page: page, target: target, profile: work.appendingPathComponent("profile"))
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    // A file, not a pipe: its helpers may hold it open when it has ended.
    process.standardError = try FileHandle(forWritingTo: log)
    do {
      try process.run()
    } catch {
      throw Failure(message: "\(executable.path) cannot be started: \(error.localizedDescription)")
    }
    let end = ContinuousClock.now + .seconds(limit)
    while process.isRunning {
      guard ContinuousClock.now < end else {
        stop(process)
        throw Failure(
          message: "\(executable.path) took longer than \(Int(limit)) seconds",
          hints: ["--chromium-timeout SECONDS gives it more"])
      }
      try await Task.sleep(for: .milliseconds(20))
    }
    let data = (try? Data(contentsOf: target)) ?? Data()
    // Its code tells little: what counts is a whole file.
    guard process.terminationReason == .exit, process.terminationStatus == 0, Self.isWhole(data) else {
      let words = (try? String(contentsOf: log, encoding: .utf8)) ?? ""
      let how =
        process.terminationReason == .exit
        ? process.terminationStatus == 0
          ? data.isEmpty ? "wrote no file" : "wrote half a file"
          : "ended with code \(process.terminationStatus)"
        : "was ended by signal \(process.terminationStatus)"
      throw Failure(
        message: "\(executable.path) \(how)",
        hints: words.split(separator: "\n").suffix(3).map { String($0.prefix(300)) })
    }
    return data
  }

  private func arguments(page: URL, target: URL, profile: URL) -> [String] {
    [
      "--headless", "--disable-gpu", "--no-first-run", "--disable-extensions",
      "--disable-background-networking",
      "--disable-dev-shm-usage", "--host-resolver-rules=MAP * ~NOTFOUND", "--user-data-dir=\(profile.path)",
      "--no-pdf-header-footer", "--print-to-pdf=\(target.path)",
    ]
      // Its sandbox refuses to be started by root, as in containers.
      + (geteuid() == 0 ? ["--no-sandbox"] : []) + [page.absoluteString]
  }

  /// With its helpers, which are of its process group where it leads one.
  private func stop(_ process: Process) {
    let id = process.processIdentifier
    if getpgid(id) == id { kill(-id, SIGKILL) }
    kill(id, SIGKILL)
    process.waitUntilExit()
  }

  private static func isWhole(_ pdf: Data) -> Bool {
    pdf.starts(with: "%PDF-".utf8) && pdf.suffix(32).range(of: Data("%%EOF".utf8)) != nil
  }
}
