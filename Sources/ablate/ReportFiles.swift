import Diagnostics
import Foundation
import Reports

/// The reports folder: what a report's files there are, and how they are replaced or compared.
struct ReportFiles: Sendable {
  let root: String

  /// Writes a report's files, each in one go, and removes figures that the report no longer has.
  func write(_ files: [OutputFile], reportName: String?) throws {
    for file in files {
      let path = "\(root)/\(file.path)"
      let folder = path.folderOfPath
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      let data = Data(file.bytes)
      // Untouched files keep their times, for those who watch them.
      if (try? Data(contentsOf: URL(fileURLWithPath: path))) == data { continue }
      try data.write(to: URL(fileURLWithPath: path), options: .atomic)
    }
    for stale in leftovers(files, reportName: reportName) {
      try FileManager.default.removeItem(atPath: "\(root)/\(stale)")
    }
  }

  /// What differs between the folder and what the reports would be: one line for each file.
  func differences(_ files: [OutputFile], reportName: String?) -> [String] {
    var lines: [String] = []
    for file in files {
      let path = "\(root)/\(file.path)"
      guard let data = try? Data(contentsOf: URL(fileURLWithPath: path)) else {
        lines.append("\(path): missing")
        continue
      }
      if data != Data(file.bytes) { lines.append("\(path): \(firstDifference(Array(data), file.bytes))") }
    }
    return lines
      + leftovers(files, reportName: reportName).map { "\(root)/\($0): no longer part of the report" }
  }

  private func firstDifference(_ old: [UInt8], _ new: [UInt8]) -> String {
    let oldLines = old.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    let newLines = new.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    let line = zip(oldLines, newLines).prefix { $0 == $1 }.count
    func shown(_ lines: [ArraySlice<UInt8>]) -> String {
      guard lines.indices.contains(line) else { return "(end of file)" }
      let text = String(decoding: lines[line], as: UTF8.self)
      return text.count > 100 ? text.prefix(97) + "..." : text
    }
    return "differs from line \(line + 1)\n  - \(shown(oldLines))\n  + \(shown(newLines))"
  }

  /// Figures in the report's folder that are not among its files.
  private func leftovers(_ files: [OutputFile], reportName: String?) -> [String] {
    guard let reportName else { return [] }
    let names = (try? FileManager.default.contentsOfDirectory(atPath: "\(root)/\(reportName)")) ?? []
    let current = Set(files.map(\.path))
    return names.sorted().filter { $0.hasSuffix(".svg") }.map { "\(reportName)/\($0)" }.filter {
      !current.contains($0)
    }
  }
}
