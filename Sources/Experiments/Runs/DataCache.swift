import Datasets
import Diagnostics
import Synchronization

/// Prepared data, shared by the runs that use the same under the same seed. Runs come in order of seeds, so few sets need
/// to be kept at a time. What only the configuration decides is loaded once, and kept where more than one seed asks for
/// it; else its rows become the prepared ones and are held but once.
final class DataCache: Sendable {
  private struct Key: Hashable {
    let data: Component
    let baseDirectory: String
    let seed: Int
  }

  /// A set as it is before any seed.
  struct Source: Hashable {
    let data: Component
    let baseDirectory: String
  }

  private struct State {
    var prepared: [(key: Key, result: Result<PreparedData, DataError>)] = []
    var loaded: [(source: Source, result: Result<Dataset, DataError>)] = []
  }

  private let environment: [String: String]
  private let capacity: Int
  private let seeds: [Source: Set<Int>]
  private let state = Mutex(State())

  /// - Parameters:
  ///   - capacity: how many prepared sets are kept, one for each run at work and some.
  ///   - seeds: under which each set will be asked for.
  init(environment: [String: String], capacity: Int, seeds: [Source: Set<Int>]) {
    self.environment = environment
    self.capacity = capacity
    self.seeds = seeds
  }

  func prepared(_ data: Component, baseDirectory: String, seed: Int) throws(DataError) -> PreparedData {
    let key = Key(data: data, baseDirectory: baseDirectory, seed: seed)
    // Held while it is prepared: two runs of one seed would otherwise both do the work, in twice the memory.
    let result = state.withLock { state -> Result<PreparedData, DataError> in
      if let position = state.prepared.firstIndex(where: { $0.key == key }) {
        let entry = state.prepared.remove(at: position)
        state.prepared.append(entry)
        return entry.result
      }
      let result = prepare(data, baseDirectory: baseDirectory, seed: seed, &state)
      if state.prepared.count >= capacity { state.prepared.removeFirst() }
      state.prepared.append((key, result))
      return result
    }
    return try result.get()
  }

  private func prepare(
    _ data: Component, baseDirectory: String, seed: Int, _ state: inout State
  ) -> Result<PreparedData, DataError> {
    guard let row = Datasets.catalog[data.name] else { preconditionFailure("no data set '\(data.name)'") }
    let context = DataContext(seed: UInt64(seed), baseDirectory: baseDirectory, environment: environment)
    do throws(DataError) {
      let source = Source(data: data, baseDirectory: baseDirectory)
      if row.dependsOnSeed || seeds[source]?.count == 1 {
        return .success(try Datasets.prepare(data, context: context))
      }
      let loaded: Result<Dataset, DataError>
      if let known = state.loaded.first(where: { $0.source == source }) {
        loaded = known.result
      } else {
        loaded = Result { () throws(DataError) in try row.load(data, context) }
        if state.loaded.count >= 2 { state.loaded.removeFirst() }
        state.loaded.append((source, loaded))
      }
      return .success(try Datasets.prepare(try loaded.get(), data, seed: UInt64(seed)))
    } catch {
      return .failure(error)
    }
  }
}
