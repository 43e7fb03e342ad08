import Datasets
import Experiments
import Foundation
import GRDB
import Learning
import Tensors
import Testing

/// What is stored of a run comes back with every bit.
@Suite struct RunStoreTests {
  private static let key = RunKey(configuration: "{}", seed: 3, dataDigest: "")

  private static var result: RunResult {
    var result = RunResult(
      status: .diverged(epoch: 2, step: 17),
      curves: [("train.loss", Curve(epochs: [0, 1], values: [0.7, -.infinity]))],
      parameters: [("hidden1.weight", Tensor([2, 2], [1, -0.0, 0x1p-140, .infinity]))],
      artifacts: [("confusion_matrix/test", Tensor([2, 2], [5, 1, 0, 4]))], steps: 17, parameterCount: 4,
      notes: [
        DataNote(.dropped(step: "drop_missing", rows: 2), part: .training),
        .fitted("standardize", [.init(.feature("年"), .moments(mean: 0.1, std: .infinity))]),
        DataNote(.givenTestSet),
      ])
    result.classNames = ["cat", "狗"]
    result.divergence = Divergence(
      epoch: 2, step: 17, phase: .backward, layer: "hidden1", operation: "divide", value: -.infinity,
      index: [1, 0], badCount: 2, count: 4,
      operands: [
        Divergence.Operand(source: "exp", low: -1.5, high: 3, largest: 3),
        Divergence.Operand(source: "input inputs", low: nil, high: nil, largest: .infinity),
      ])
    return result
  }

  @Test func everyFieldComesBack() throws {
    let store = try RunStore()
    #expect(try store.result(for: Self.key) == nil)
    try store.store(Self.result, for: Self.key, place: "xor.md#nets")
    let read = try #require(try store.result(for: Self.key))
    #expect(read == Self.result)
    #expect(
      read.parameters[0].value.values.map(\.bitPattern)
        == Self.result.parameters[0].value.values.map(\.bitPattern))
    #expect(read.divergence?.operands == Self.result.divergence?.operands)
    #expect(read[artifact: "confusion_matrix/test"]?[0, 1] == 1)
  }

  /// Also of a run that stopped early; one that did not is stored as if there were no such thing.
  @Test func theEndComesBack() throws {
    let store = try RunStore()
    var stopped = Self.result
    stopped.end = TrainingEnd(planned: 50, epochs: 17, kept: 12)
    try store.store(stopped, for: Self.key, place: "x")
    #expect(try store.result(for: Self.key)?.end == stopped.end)
    try store.store(Self.result, for: Self.key, place: "x")
    #expect(try store.result(for: Self.key)?.end == nil)
  }

  @Test func anotherKeyIsAnotherRun() throws {
    let store = try RunStore()
    try store.store(Self.result, for: Self.key, place: "x")
    #expect(try store.result(for: RunKey(configuration: "{}", seed: 4, dataDigest: "")) == nil)
    #expect(
      try store.explanation(for: RunKey(configuration: "{}", seed: 3, dataDigest: "a"), place: "x")
        == "the content of a file that it reads changed")
  }

  @Test func severalKeysKeepTheirOrder() throws {
    let store = try RunStore()
    let keys = (0..<3).map { RunKey(configuration: "{}", seed: $0, dataDigest: "") }
    var other = Self.result
    other.steps = 5
    try store.store(other, for: keys[2], place: "x")
    try store.store(Self.result, for: keys[0], place: "x")
    #expect(try store.results(for: keys, withParameters: true) == [Self.result, nil, other])
    #expect(try store.results(for: keys.reversed(), withParameters: true) == [other, nil, Self.result])
  }

  @Test func parametersMayBeLeftOut() throws {
    let store = try RunStore()
    try store.store(Self.result, for: Self.key, place: "x")
    let read = try #require(try store.results(for: [Self.key], withParameters: false)[0])
    #expect(read.parameters.isEmpty)
    var rest = Self.result
    rest.parameters = []
    #expect(read == rest)
  }

  /// Of before parameters were records of their own: a store is good for as long as its results are.
  @Test func anEarlierStoreIsRead() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "ablate-test-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    // Version 2: completed; no curves; one parameter w, [1], 0.5; no artifacts; 7 steps, 1 number; no notes, class
    // names, divergence.
    func integers(_ values: Int...) -> Data {
      values.reduce(into: Data()) { data, value in
        withUnsafeBytes(of: Int64(value).littleEndian) { data.append(contentsOf: $0) }
      }
    }
    let weight = integers(1, 1) + Data("w".utf8) + integers(1, 1, 1) + Data([0, 0, 0, 0x3F])
    let record = Data([2, 0]) + integers(0) + weight + integers(0, 7, 1, 0, 0, 0)
    try DatabaseQueue(path: folder.path + "/runs.sqlite").write { database in
      try database.execute(
        sql: """
          CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY);
          INSERT INTO grdb_migrations VALUES ('1');
          CREATE TABLE run (key TEXT PRIMARY KEY NOT NULL, place TEXT NOT NULL, configuration TEXT NOT NULL,
            seed INTEGER NOT NULL, dataDigest TEXT NOT NULL, numericsVersion INTEGER NOT NULL,
            result BLOB NOT NULL);
          """)
      try database.execute(
        sql: "INSERT INTO run VALUES (?, 'x', '{}', 3, '', 1, ?)", arguments: [Self.key.digest, record])
    }
    let store = try RunStore(folder: folder.path)
    let read = try #require(try store.result(for: Self.key))
    #expect(read.parameters.elementsEqual([("w", Tensor([1], [0.5]))], by: ==))
    #expect(read.steps == 7 && read.parameterCount == 1)
    // Notes were sentences then: nobody could put them into another language.
    let note = integers(1, 3) + Data("old".utf8)
    let noted = Data([3, 0]) + integers(0, 0, 7, 1) + note + integers(0, 0)
    try DatabaseQueue(path: folder.path + "/runs.sqlite").write { database in
      try database.execute(sql: "UPDATE run SET result = ?", arguments: [noted])
    }
    #expect(try store.result(for: Self.key) == nil, "counts as none, and is executed again")
    // And goes on being written.
    try store.store(Self.result, for: Self.key, place: "x")
    #expect(try store.result(for: Self.key) == Self.result)
  }

  // hashlib.sha256(b"200000\n" + b"a" * 200000 + b"0\n").hexdigest()
  @Test func aFileIsReadToItsEnd() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "ablate-test-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let (long, empty) = (folder.path + "/long", folder.path + "/empty")
    try Data(repeating: UInt8(ascii: "a"), count: 200_000).write(to: URL(fileURLWithPath: long))
    try Data().write(to: URL(fileURLWithPath: empty))
    #expect(
      RunKey.digest(ofFiles: [long, empty])
        == "5f1e7ed52511c371ec477ea160b43488abbe1f0f324c8414fc7190630bb75f04")
    #expect(RunKey.digest(ofFiles: [long, folder.path + "/nowhere"]) == nil)
    #expect(RunKey.digest(ofFiles: [folder.path]) == nil)
    #expect(RunKey.digest(ofFiles: []) == "")
  }
}
