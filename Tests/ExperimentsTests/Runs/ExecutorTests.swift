import Diagnostics
import Experiments
import Foundation
import GRDB
import Learning
import Notebooks
import Reports
import Synchronization
import Tensors
import Testing

/// What is looked up, what is inspected and what is executed.
@Suite struct ExecutorTests {
  private static let table = "a,b,y\n1,2,0\n3,1,1\n5,6,0\n7,8,1\n9,1,0\n2,2,1\n4,4,0\n6,1,1\n8,3,0\n"
  private static let rates = """
    ```yaml {#rates .experiment}
    data: {name: csv, path: table.csv, target: y}
    model: {hidden: [2]}
    train: {epochs: 1}
    vary: {optimizer.learning_rate: [0.1, 0.2]}
    seeds: 2
    ```

    """

  @Test func aSecondRunFindsAll() async throws {
    let folder = try Folder(["table.csv": Self.table])
    defer { folder.remove() }
    let store = try RunStore()
    let first = try await folder.run(Self.rates, store, withParameters: ["rates"])
    #expect(first.executed == 4 && first.reused == 0)
    let second = try await folder.run(Self.rates, store, withParameters: ["rates"])
    #expect(second.executed == 0 && second.reused == 4)
    let runs = try #require(second.results[0]?.experiments.first?.runs)
    #expect(runs == first.results[0]?.experiments.first?.runs)
    #expect(second.events.contains("planned 4, 4 stored"))
  }

  /// The file cannot be loaded, and nobody notices.
  @Test func dataOfStoredRunsAreNotLoaded() async throws {
    let folder = try Folder(["table.csv": "no table"])
    defer { folder.remove() }
    let store = try RunStore()
    let plan = try folder.file(Self.rates).plan.experiments[0]
    for (number, key) in try folder.keys(of: plan).enumerated() {
      try store.store(Self.result(loss: Double(number)), for: key, place: "x")
    }
    let outcome = try await folder.run(Self.rates, store)
    #expect(outcome.diagnostics == [[]])
    #expect(outcome.executed == 0 && outcome.reused == 4)
    let losses = outcome.results[0]?.experiments[0].runs.map { $0.map { $0?.curves[0].curve.values } }
    // Keys are in the order of seeds, then variants.
    #expect(losses == [[[0], [2]], [[1], [3]]])
  }

  @Test func oneRunToExecuteHasTheDataLoadedAndTheirFaultsTold() async throws {
    let folder = try Folder(["table.csv": "no table"])
    defer { folder.remove() }
    let store = try RunStore()
    let plan = try folder.file(Self.rates).plan.experiments[0]
    for key in try folder.keys(of: plan).dropLast() {
      try store.store(Self.result(loss: 1), for: key, place: "x")
    }
    let outcome = try await folder.run(Self.rates, store)
    #expect(outcome.diagnostics[0].count == 1)
    #expect(outcome.diagnostics[0].first?.range?.start == SourceLocation(line: 2, column: 25))
    #expect(outcome.results[0] == nil)
    #expect(outcome.executed == 0 && outcome.reused == 0)
  }

  /// Of a file with two experiments, the one that is stored is not run either.
  @Test func aProblemOfAVariantThatIsNotStoredIsTold() async throws {
    let folder = try Folder(["table.csv": Self.table])
    defer { folder.remove() }
    let store = try RunStore()
    #expect(try await folder.run(Self.rates, store).executed == 4)
    let wider = Self.rates.replacingOccurrences(of: "train: {", with: "metrics: [modes]\ntrain: {")
      .replacingOccurrences(of: "#rates", with: "#wider")
    let outcome = try await folder.run(Self.rates + wider, store)
    #expect(
      outcome.diagnostics[0].map(\.message) == [
        "the metric 'modes' does not fit the data's task, binary"
      ])
    #expect(outcome.results[0] == nil)
  }

  @Test func dataThatAreMissingAreSkippedAlsoWhereResultsAreStored() async throws {
    let folder = try Folder(["table.csv": Self.table])
    defer { folder.remove() }
    let store = try RunStore()
    #expect(try await folder.run(Self.rates, store).executed == 4)
    // As if the file had been empty: the digest of what cannot be read must not be taken for one.
    let plan = try folder.file(Self.rates).plan.experiments[0]
    for variant in plan.variants {
      let key = RunKey(configuration: variant.configuration.canonicalJSON, seed: 0, dataDigest: "")
      try store.store(Self.result(loss: 1), for: key, place: "x")
    }
    try folder.delete("table.csv")
    let outcome = try await folder.run(Self.rates, store)
    #expect(outcome.diagnostics == [[]])
    #expect(outcome.executed == 0 && outcome.reused == 0)
    #expect(outcome.results[0]?.experiments[0].skipped == .file("table.csv", similar: nil))
    #expect(outcome.events.contains("skipped file.md#rates: file(\"table.csv\", similar: nil)"))
  }

  @Test func aFileThatChangedIsNoticed() async throws {
    let folder = try Folder(["table.csv": Self.table])
    defer { folder.remove() }
    let store = try RunStore()
    #expect(try await folder.run(Self.rates, store).executed == 4)
    try folder.write(Self.table.replacingOccurrences(of: "9,1,0", with: "9,2,0"), to: "table.csv")
    let outcome = try await folder.run(Self.rates, store, explain: true)
    #expect(outcome.executed == 4 && outcome.reused == 0)
    #expect(
      outcome.events.contains(
        "file.md#rates[0.1], seed 0: executed: the content of a file that it reads changed"))
    try folder.write(Self.table, to: "table.csv")
    #expect(try await folder.run(Self.rates, store).reused == 4)
  }

  /// Under a name of its own in each; the run is one.
  @Test func experimentsShareRuns() async throws {
    let folder = try Folder(["table.csv": Self.table])
    defer { folder.remove() }
    let twice = Self.rates + Self.rates.replacingOccurrences(of: "#rates", with: "#again")
    let store = try RunStore()
    let names: Set = ["rates", "again"]
    let first = try await folder.run(twice, store, explain: true, withParameters: names)
    #expect(first.executed == 4 && first.reused == 0)
    let second = try await folder.run(twice, store, explain: true, withParameters: names)
    #expect(second.executed == 0 && second.reused == 4)
    #expect(second.events.count { $0.hasSuffix("stored, reused") } == 4)
    let runs = try #require(second.results[0]?.experiments.map(\.runs))
    #expect(runs[0] == runs[1] && runs[0] == first.results[0]?.experiments[1].runs)
  }

  /// Whichever of two experiments with the same runs asks for them.
  @Test(arguments: [["rates"], ["again"], ["rates", "again"], []])
  func parametersComeWhereTheyAreAskedFor(_ names: Set<String>) async throws {
    let folder = try Folder(["table.csv": Self.table])
    defer { folder.remove() }
    let twice = Self.rates + Self.rates.replacingOccurrences(of: "#rates", with: "#again")
    let store = try RunStore()
    let full = try await folder.run(twice, store, withParameters: names)
    let stored = try await folder.run(twice, store, withParameters: names)
    for (number, name) in ["rates", "again"].enumerated() {
      let run = try #require(stored.results[0]?.experiments[number].runs[1][1])
      let executed = try #require(full.results[0]?.experiments[number].runs[1][1])
      #expect(run.curves.elementsEqual(executed.curves, by: ==))
      #expect(executed.parameters.map(\.name).contains("hidden1.weight"))
      #expect(
        names.contains(name)
          ? run.parameters.elementsEqual(executed.parameters, by: ==) : run.parameters.isEmpty)
    }
  }

  /// One experiment can read a run's results, the other asks for its parameters too, and they are damaged: the run is
  /// written anew.
  @Test func whatOneOfTwoExperimentsCannotReadIsExecuted() async throws {
    let folder = try Folder(["table.csv": Self.table])
    defer { folder.remove() }
    let twice = Self.rates + Self.rates.replacingOccurrences(of: "#rates", with: "#again")
    let path = folder.path("runs")
    let first = try await folder.run(twice, try RunStore(folder: path), withParameters: ["again"])
    try await DatabaseQueue(path: path + "/runs.sqlite").write {
      try $0.execute(sql: "UPDATE run SET parameters = x'01'")
    }
    let store = try RunStore(folder: path)
    let second = try await folder.run(twice, store, withParameters: ["again"])
    #expect(second.executed == 4 && second.reused == 0)
    #expect(second.results[0]?.experiments[1].runs == first.results[0]?.experiments[1].runs)
    let third = try await folder.run(twice, store, withParameters: ["again"])
    #expect(third.executed == 0 && third.reused == 4)
  }

  private static func result(loss: Double) -> RunResult {
    RunResult(status: .completed, curves: [("train.loss", Curve(epochs: [1], values: [loss]))])
  }
}

/// A folder of an experiment file that is not written, with the files that it reads.
private struct Folder {
  struct Outcome {
    let outcome: Executor.Outcome
    let events: [String]

    var results: [FileResults?] { outcome.results }
    var diagnostics: [[Diagnostic]] { outcome.diagnostics }
    var executed: Int { outcome.executed }
    var reused: Int { outcome.reused }
  }

  private let url: URL

  init(_ files: [String: String]) throws {
    url = FileManager.default.temporaryDirectory.appendingPathComponent("ablate-test-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    for (name, text) in files { try write(text, to: name) }
  }

  func path(_ name: String) -> String { url.appendingPathComponent(name).path }

  func remove() {
    try? FileManager.default.removeItem(at: url)
  }

  func write(_ text: String, to name: String) throws {
    try Data(text.utf8).write(to: url.appendingPathComponent(name))
  }

  func delete(_ name: String) throws {
    try FileManager.default.removeItem(at: url.appendingPathComponent(name))
  }

  func file(_ text: String, withParameters: Set<String> = []) throws -> Executor.File {
    var collector = DiagnosticCollector(file: "file.md")
    let document = Document.parse(SourceText(name: "file.md", text: text), collector: &collector)
    guard
      let plan = FilePlan.decode(
        document, stem: "file", plotTypes: FigureTypes.plotTypes, collector: &collector)
    else {
      throw Undecoded(messages: decoded(text).messages)
    }
    return Executor.File(
      name: "file.md", baseDirectory: url.path, document: document, plan: plan, withParameters: withParameters
    )
  }

  /// In the order of seeds, then variants, for the table as it lies there.
  func keys(of plan: ExperimentPlan) throws -> [RunKey] {
    let digest = try #require(RunKey.digest(ofFiles: [url.appendingPathComponent("table.csv").path]))
    return plan.seeds.flatMap { seed in
      plan.variants.map { variant in
        RunKey(configuration: variant.configuration.canonicalJSON, seed: seed, dataDigest: digest)
      }
    }
  }

  func run(
    _ text: String, _ store: RunStore, explain: Bool = false, withParameters: Set<String> = []
  ) async throws -> Outcome {
    let events = Events()
    let executor = Executor(
      store: store, threads: 2, environment: [:], cancellation: Cancellation(), explain: explain,
      report: events.add)
    let outcome = try await executor.run([try file(text, withParameters: withParameters)])
    return Outcome(outcome: outcome, events: events.all)
  }
}

private final class Events: Sendable {
  private let lines = Mutex<[String]>([])

  var all: [String] { lines.withLock { $0 } }

  func add(_ event: RunEvent) {
    let line: String
    switch event {
    case .planned(let total, let stored): line = "planned \(total), \(stored) stored"
    case .explained(let place, let seed, let reason): line = "\(place), seed \(seed): \(reason)"
    case .skipped(let place, let reason): line = "skipped \(place): \(reason)"
    case .started, .advanced, .finished: return
    }
    lines.withLock { $0.append(line) }
  }
}
