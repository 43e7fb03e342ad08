import Diagnostics
import Experiments
import Foundation
import Reports

/// The variants that a command line names, found among the experiments of files.
struct CompareSource {
  let entries: [Session.Entry]
  let picks: [PickedVariant]

  /// Throws where one is not found, or is several; what is wrong with files is told then only.
  init(_ texts: [String], session: Session) throws {
    var entries: [Session.Entry] = []
    var messages = ""
    for file in try ExperimentFiles.find(session.paths) {
      let reading = session.read(file)
      messages += reading.messages
      if let entry = reading.entry { entries.append(entry) }
    }
    try session.checkParameters(entries.map(\.document))
    self.entries = entries
    do {
      picks = try texts.flatMap { try Self.picks($0, entries) }
    } catch {
      session.console.error(messages)
      throw error
    }
  }

  private static func picks(_ text: String, _ entries: [Session.Entry]) throws -> [PickedVariant] {
    var name = text
    var selector: String?
    if text.hasSuffix("]"), let open = text.firstIndex(of: "[") {
      name = String(text[..<open])
      selector = String(text[text.index(after: open)...].dropLast())
    }
    var file: String?
    if let mark = name.lastIndex(of: "#") {
      file = String(name[..<mark])
      name = String(name[name.index(after: mark)...])
    }
    let all = entries.enumerated().flatMap { number, entry in
      entry.plan.experiments.map { (file: number, plan: $0) }
    }
    let found = all.filter { candidate in
      let place = entries[candidate.file].file
      return candidate.plan.id == name && (file == nil || file == place.path || file == place.reportName)
    }
    guard let first = found.first else {
      let names = all.map { file == nil ? $0.plan.id : "\(entries[$0.file].file.reportName)#\($0.plan.id)" }
      let distinct = names.reduce(into: [String]()) { list, name in
        if !list.contains(name) { list.append(name) }
      }
      let asked = file.map { "\($0)#\(name)" } ?? name
      throw CommandFailure(
        message: "no experiment '\(asked)'",
        hints: [names.isEmpty ? "the files have none" : Suggestion.hintOrList(for: asked, in: distinct)],
        exitCode: .usage)
    }
    guard found.count == 1 else {
      let names = found.map { "\(entries[$0.file].file.reportName)#\(name)" }
      throw CommandFailure(
        message: "'\(name)' is an experiment of \(found.count) files",
        hints: ["one of: \(names.joined(separator: ", "))"], exitCode: .usage)
    }
    do throws(ExpressionError) {
      return try PickedVariant.variants(selector, of: first.plan).map {
        PickedVariant(file: first.file, experiment: first.plan, variant: $0)
      }
    } catch {
      throw CommandFailure(message: "\(text): \(error.message)", hints: error.hints, exitCode: .usage)
    }
  }

  /// By file, what is missing executed. Throws where data or runs fail.
  func results(_ chosen: SideBySide, session: Session) async throws -> [Int: FileResults] {
    let files = Set(chosen.picks.map(\.file)).sorted()
    let outcome = try await session.execute(
      files.map { (entries[$0].file, entries[$0].document, chosen.plan(ofFile: $0)) },
      withParameters: { _ in [] })
    if outcome.wasCancelled { throw ExitStatus.interrupted.code }
    for (index, diagnostics) in outcome.diagnostics.enumerated() where !diagnostics.isEmpty {
      session.show(diagnostics, entries[files[index]].document.source)
      throw ExitStatus.invalidFile.code
    }
    if let failure = outcome.failures.first { throw CommandFailure(message: failure) }
    var results: [Int: FileResults] = [:]
    for (index, file) in files.enumerated() {
      guard let found = outcome.results[index] else { throw ExitStatus.cannotRun.code }
      if let skipped = found.experiments.first(where: { $0.skipped != nil }), let reason = skipped.skipped {
        throw CommandFailure(message: "'\(skipped.plan.id)' was not run: \(Words().missing(reason))")
      }
      results[file] = found
    }
    return results
  }
}
