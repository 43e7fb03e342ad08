import Foundation
import Testing

/// Numbers that a Python program gave, kept with that program in `Goldens/<name>.txt`, one entry for each case.
///
/// A case is a snippet that leaves a dictionary `result` from names to lists of numbers; before it runs the
/// prelude, which is common to the file. Where a case's prelude or snippet is no longer the recorded one, its
/// numbers are not given out: so a new row, and one whose expression has changed, fails until its numbers are
/// recorded:
///
///     RECORD_GOLDENS=1 ABLATE_PYTHON=python3 swift test -c release --filter ActivationTests
struct Goldens: Sendable {
  struct Case: Sendable {
    let key: String
    let snippet: String
  }

  struct Missing: Error, CustomStringConvertible {
    let description: String
  }

  private struct Entry {
    var snippet: String
    /// By name.
    var numbers: [(name: String, values: [Double])]
  }

  private let name: String
  private var prelude = ""
  private var entries: [String: Entry] = [:]

  /// Reads the file, after recording what is missing in it where `RECORD_GOLDENS` asks for it.
  init(_ name: String, prelude: String, cases: [Case], directory: String = #filePath) {
    self.name = name
    let path = URL(fileURLWithPath: directory).deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Goldens/\(name).txt")
    let prelude = prelude.trimmed
    load((try? String(contentsOf: path, encoding: .utf8)) ?? "")
    if self.prelude != prelude {
      self.prelude = prelude
      entries = [:]
    }
    guard ProcessInfo.processInfo.environment["RECORD_GOLDENS"] != nil else { return }
    let kept = entries
    entries = [:]
    var missing: [Case] = []
    for item in cases {
      if let entry = kept[item.key], entry.snippet == item.snippet.trimmed {
        entries[item.key] = entry
      } else {
        missing.append(item)
      }
    }
    do {
      for (item, numbers) in zip(missing, try run(missing)) {
        entries[item.key] = Entry(snippet: item.snippet.trimmed, numbers: numbers)
      }
      try FileManager.default.createDirectory(
        at: path.deletingLastPathComponent(), withIntermediateDirectories: true)
      try text(cases.map(\.key)).write(to: path, atomically: true, encoding: .utf8)
    } catch {
      Issue.record("recording \(name): \(error)")
    }
  }

  /// The numbers of a case by name. Throws where they were not recorded for this snippet.
  func numbers(_ item: Case) throws -> [String: [Double]] {
    guard let entry = entries[item.key], entry.snippet == item.snippet.trimmed else {
      throw Missing(description: "'\(item.key)' of \(name) has no golden numbers for\n\(item.snippet)")
    }
    return Dictionary(uniqueKeysWithValues: entry.numbers.map { ($0.name, $0.values) })
  }

  // MARK: - The file

  // A first part with the prelude, then for each case its key, its program and its numbers:
  //
  //     === leaky_relu
  //     x = …
  //     --- value
  //     -0.3 -0.05 …

  private mutating func load(_ text: String) {
    var key: String?
    var snippet: [Substring] = []
    var numbers: [(name: String, values: [Double])] = []
    func entry() -> Entry {
      Entry(snippet: snippet.joined(separator: "\n").trimmed, numbers: numbers)
    }
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("=== ") {
        if let key { entries[key] = entry() } else { prelude = entry().snippet }
        key = String(line.dropFirst(4))
        (snippet, numbers) = ([], [])
      } else if line.hasPrefix("--- ") {
        numbers.append((String(line.dropFirst(4)), []))
      } else if numbers.isEmpty {
        snippet.append(line)
      } else {
        numbers[numbers.count - 1].values += line.split(separator: " ").compactMap { Double($0) }
      }
    }
    if let key { entries[key] = entry() }
  }

  private func text(_ keys: [String]) -> String {
    var lines = [prelude]
    for key in keys {
      guard let entry = entries[key] else { continue }
      lines += ["=== \(key)", entry.snippet]
      for (name, values) in entry.numbers {
        lines.append("--- \(name)")
        for start in stride(from: 0, to: values.count, by: 6) {
          lines.append(values[start..<min(start + 6, values.count)].map { "\($0)" }.joined(separator: " "))
        }
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  // MARK: - Python

  /// One interpreter for all cases: what each prints is a line of names and numbers for each entry of `result`.
  private func run(_ cases: [Case]) throws -> [[(name: String, values: [Double])]] {
    guard !cases.isEmpty else { return [] }
    let sources = cases.map { item in
      item.snippet.trimmed.utf8.map { String(format: "%02x", $0) }.joined()
    }
    let program = """
      \(prelude)

      import numpy as _numpy
      def _numbers(value):
          value = value.detach().cpu().numpy() if hasattr(value, "detach") else value
          return _numpy.asarray(value, dtype=_numpy.float64).reshape(-1).tolist()
      for _source in \(sources):
          _scope = dict(globals())
          exec(bytes.fromhex(_source).decode(), _scope)
          for _name, _value in _scope["result"].items():
              print("VALUE", _name, *[repr(v) for v in _numbers(_value)])
          print("END")
      """
    let output = try Python.run(program)
    var all: [[(name: String, values: [Double])]] = [[]]
    for line in output.split(separator: "\n") {
      let words = line.split(separator: " ")
      if words.first == "END" {
        all.append([])
      } else if words.first == "VALUE", words.count >= 2 {
        all[all.count - 1].append((String(words[1]), words.dropFirst(2).compactMap { Double($0) }))
      }
    }
    return Array(all.dropLast())
  }
}

/// The Python interpreter that tests may use: the one that `ABLATE_PYTHON` names, else `python3`.
enum Python {
  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  /// Runs a program and gives back what it printed.
  static func run(_ program: String, arguments: [String] = []) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).py")
    try program.write(to: file, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(at: file) }
    process.arguments =
      [ProcessInfo.processInfo.environment["ABLATE_PYTHON"] ?? "python3", file.path] + arguments
    let (output, errors) = (Pipe(), Pipe())
    process.standardOutput = output
    process.standardError = errors
    try process.run()
    let printed = output.fileHandleForReading.readDataToEndOfFile()
    let complaint = errors.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw Failure(description: String(decoding: complaint.suffix(2000), as: UTF8.self))
    }
    return String(decoding: printed, as: UTF8.self)
  }
}

extension String {
  fileprivate var trimmed: String { trimmingCharacters(in: .whitespacesAndNewlines) }
}
