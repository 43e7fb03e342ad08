import Foundation
import GRDB
import Learning

/// The results of finished runs, by key, in an SQLite file (`.ablate/runs.sqlite`). Each is written in a transaction of
/// its own as its run ends, so a killed sweep loses only what was running.
package final class RunStore: Sendable {
  /// Something is wrong with the file: no access, no space, not a database.
  package struct StoreError: Error, Sendable {
    package let path: String
    package let message: String
  }

  private let database: any DatabaseWriter
  private let path: String

  /// Opens or creates the store in `folder`.
  package init(folder: String) throws(StoreError) {
    let path = folder + "/runs.sqlite"
    self.path = path
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      var configuration = GRDB.Configuration()
      // Two commands may run side by side in one folder.
      configuration.busyMode = .timeout(30)
      // Of a new file: results are large, and each page is a call to the system.
      configuration.prepareDatabase { try $0.execute(sql: "PRAGMA page_size = 16384") }
      database = try DatabasePool(path: path, configuration: configuration)
      var migrator = DatabaseMigrator()
      migrator.registerMigration("1") { database in
        try database.create(table: "run") { table in
          table.primaryKey("key", .text)
          table.column("place", .text).notNull()
          table.column("configuration", .text).notNull()
          table.column("seed", .integer).notNull()
          table.column("dataDigest", .text).notNull()
          table.column("numericsVersion", .integer).notNull()
          table.column("result", .blob).notNull()
        }
        try database.create(index: "run_by_configuration", on: "run", columns: ["configuration", "seed"])
        try database.create(index: "run_by_place", on: "run", columns: ["place", "seed"])
      }
      // Behind the result, where reading that alone passes them over; empty in records from before, which hold them.
      migrator.registerMigration("2") { database in
        try database.alter(table: "run") { $0.add(column: "parameters", .blob) }
      }
      try migrator.migrate(database)
    } catch {
      throw StoreError(path: path, message: Self.describe(error))
    }
  }

  /// A store in memory, gone with the program.
  package init() throws(StoreError) {
    path = ":memory:"
    do {
      database = try DatabaseQueue()
      try database.write { database in
        try database.execute(
          sql: """
            CREATE TABLE run (key TEXT PRIMARY KEY, place TEXT NOT NULL, configuration TEXT NOT NULL,
              seed INTEGER NOT NULL, dataDigest TEXT NOT NULL, numericsVersion INTEGER NOT NULL, result BLOB NOT NULL,
              parameters BLOB)
            """)
      }
    } catch {
      throw StoreError(path: path, message: Self.describe(error))
    }
  }

  /// The result stored under the key. A record that cannot be read counts as none, and is written anew.
  package func result(for key: RunKey) throws(StoreError) -> RunResult? {
    try results(for: [key], withParameters: true)[0]
  }

  /// The results stored under the keys, in their order, read in one transaction. Reading does not exclude reading: a
  /// large number may be asked for in pieces at the same time.
  ///
  /// Without parameters a result is a fraction of its size; where they are left out, it has none.
  package func results(
    for keys: some Sequence<RunKey>, withParameters: Bool
  ) throws(StoreError) -> [RunResult?] {
    do {
      return try database.read { database in
        let columns = withParameters ? "result, parameters" : "result"
        let statement = try database.cachedStatement(sql: "SELECT \(columns) FROM run WHERE key = ?")
        return try keys.map { key -> RunResult? in
          let rows = try Row.fetchCursor(statement, arguments: [key.digest])
          guard let row = try rows.next() else { return nil }
          let parameters: Data? = withParameters ? row[1] ?? Data() : nil
          return try row.withUnsafeData(atIndex: 0) { record in
            record.flatMap { try? RunResultCoding.decode($0, parameters: parameters) }
          }
        }
      }
    } catch {
      throw StoreError(path: path, message: Self.describe(error))
    }
  }

  /// Keeps a result. `place` is where it comes from, `xor.md#nets[relu]`, and serves explanations alone.
  package func store(_ result: RunResult, for key: RunKey, place: String) throws(StoreError) {
    let (record, parameters) = RunResultCoding.encode(result)
    do {
      try database.write { database in
        try database.execute(
          sql: """
            INSERT OR REPLACE INTO run
              (key, place, configuration, seed, dataDigest, numericsVersion, result, parameters)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """,
          arguments: [
            key.digest, place, key.configuration, key.seed, key.dataDigest, key.numericsVersion, record,
            parameters,
          ])
      }
    } catch {
      throw StoreError(path: path, message: Self.describe(error))
    }
  }

  /// Why a run with this key has to be executed, in words.
  package func explanation(for key: RunKey, place: String) throws(StoreError) -> String {
    do {
      return try database.read { database in
        let same = try Row.fetchAll(
          database, sql: "SELECT dataDigest, numericsVersion FROM run WHERE configuration = ? AND seed = ?",
          arguments: [key.configuration, key.seed])
        if same.contains(where: { $0["numericsVersion"] != key.numericsVersion }) {
          return "the engine's arithmetic changed (version \(key.numericsVersion))"
        }
        if !same.isEmpty { return "the content of a file that it reads changed" }
        let earlier = try String.fetchOne(
          database,
          sql: "SELECT configuration FROM run WHERE place = ? AND seed = ? ORDER BY rowid DESC LIMIT 1",
          arguments: [place, key.seed])
        guard let earlier else { return "no run of \(place) with seed \(key.seed) is stored" }
        return "the configuration changed: " + Self.difference(earlier, key.configuration)
      }
    } catch {
      throw StoreError(path: path, message: Self.describe(error))
    }
  }

  /// The part that two canonical configurations do not share, shortened.
  private static func difference(_ old: String, _ new: String) -> String {
    let start = zip(old, new).prefix { $0 == $1 }.count
    let end = zip(old.dropFirst(start).reversed(), new.dropFirst(start).reversed()).prefix { $0 == $1 }.count
    // From the key before it, so that the value has its name.
    let context =
      old.prefix(start).lastIndex { $0 == "," || $0 == "{" }.map { old.index(after: $0) } ?? old.startIndex
    func part(_ text: String) -> String {
      let from = text.index(text.startIndex, offsetBy: old.distance(from: old.startIndex, to: context))
      let to = text.index(text.endIndex, offsetBy: -end)
      let part = text[min(from, to)..<to]
      return part.count > 60 ? part.prefix(57) + "..." : String(part)
    }
    return "\(part(old)) → \(part(new))"
  }

  private static func describe(_ error: any Error) -> String {
    if let error = error as? DatabaseError { return error.message ?? "\(error.resultCode)" }
    return (error as NSError).localizedDescription
  }
}
