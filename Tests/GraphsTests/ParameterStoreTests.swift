import Graphs
import Tensors
import Testing

@Suite struct ParameterStoreTests {
  /// Two weights and one state that doubles at each execution.
  private func program() -> (ParameterStore, Program) {
    let store = ParameterStore()
    store.add("a", Tensor([2], [1, 2]))
    store.add("b", Tensor([], [0.5]))
    store.add("c", Tensor([1, 3], [.nan, -0.0, 7]))
    let graph = Graph()
    let (a, b, c) = (graph.parameter("a", [2]), graph.parameter("b", []), graph.parameter("c", [1, 3]))
    let updates = [Update(a, a + b), Update(b, b * 2), Update(c, c + 1)]
    return (store, Program(graph, outputs: [sum(a)], updates: updates, parameters: store))
  }

  private func bits(_ store: ParameterStore) -> [[UInt32]] {
    store.names.map { store[$0].values.map(\.bitPattern) }
  }

  @Test func aRestoredStoreGoesOnAsBefore() {
    let (store, program) = program()
    program.execute()
    let before = bits(store)
    let snapshot = store.snapshot()
    for _ in 0..<3 { program.execute() }
    let after = bits(store)
    #expect(before != after)
    store.restore(snapshot)
    #expect(bits(store) == before)
    // The program has the store's memory, not a copy.
    for _ in 0..<3 { program.execute() }
    #expect(bits(store) == after)
    store.restore(snapshot)
    #expect(bits(store) == before)
  }

  @Test func aSnapshotIsTakenAnew() {
    let (store, program) = program()
    var snapshot = store.snapshot()
    let first = snapshot
    program.execute()
    let later = bits(store)
    store.snapshot(into: &snapshot)
    #expect(snapshot.valuesByName["a"] == [1.5, 2.5])
    #expect(snapshot.valuesByName["b"] == [1])
    #expect(snapshot.valuesByName["c"]?.dropFirst() == [1, 8])
    #expect(first.valuesByName["a"] == [1, 2])
    store.restore(first)
    store.restore(snapshot)
    #expect(bits(store) == later)
    // Of other parameters now.
    store.add("d", Tensor([2], [3, 4]))
    store.snapshot(into: &snapshot)
    #expect(snapshot.valuesByName["d"] == [3, 4])
    store.restore(snapshot)
    #expect(store["d"].values == [3, 4])
  }

  /// Not a value of another time for what came since.
  @Test func aSnapshotFitsItsParametersAlone() async {
    await #expect(processExitsWith: .failure) {
      let store = ParameterStore()
      store.add("a", Tensor([2], [1, 2]))
      let snapshot = store.snapshot()
      store.add("b", Tensor([2], [1, 2]))
      store.restore(snapshot)
    }
  }
}
