import Diagnostics
import Tensors
import Testing

@Suite struct KernelsTests {
  @Test func variantsOfThisMachine() {
    let names = Kernels.available.map(\.name)
    #expect(names.first == "scalar")
    #expect(Set(names).count == names.count)
    #expect(Kernels.available.contains { $0.table == Kernels.current.table })
  }

  @Test func selection() throws {
    #expect(try Kernels.select(environment: nil).name == Kernels.available.last?.name)
    #expect(try Kernels.select(environment: "").name == Kernels.available.last?.name)
    for kernels in Kernels.available {
      #expect(try Kernels.select(environment: kernels.name).table == kernels.table)
    }
  }

  @Test func whatCannotBeHad() {
    let names = Kernels.available.map(\.name).joined(separator: ", ")
    let unknown = #expect(throws: Diagnostic.self) { try Kernels.select(environment: "sse9") }
    #expect(unknown?.message == "ABLATE_KERNELS: unknown kernels 'sse9'")
    #expect(unknown?.hints == ["one of: \(names)"])
    // No machine has both.
    let foreign = names.contains("neon") ? "avx2" : "neon"
    let unsupported = #expect(throws: Diagnostic.self) { try Kernels.select(environment: foreign) }
    #expect(unsupported?.message == "ABLATE_KERNELS: this machine cannot run the kernels '\(foreign)'")
  }
}
