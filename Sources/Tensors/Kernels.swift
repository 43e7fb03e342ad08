package import CKernels
package import Diagnostics

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// One variant of the C kernels: the same code for one vector width; and the threads that share the large
/// instructions of one run. All variants give the same bits, with any number of threads.
// Unchecked: the table is constant data of the program.
package struct Kernels: @unchecked Sendable {
  package let table: UnsafePointer<ck_kernels>
  /// nil for the caller's thread alone.
  package let team: ThreadTeam?

  package init(table: UnsafePointer<ck_kernels>, team: ThreadTeam? = nil) {
    self.table = table
    self.team = team
  }

  /// The same variant, executed by a team. A team serves one run at a time.
  package func shared(by team: ThreadTeam?) -> Kernels { Kernels(table: table, team: team) }

  /// `scalar`, `avx2`, `avx512` or `neon`.
  package var name: String { String(cString: table.pointee.name) }

  /// The variants that this machine can run, the fastest last. `scalar` is always among them.
  package static var available: [Kernels] {
    (0..<ck_variant_count()).compactMap { ck_variant($0).map { Kernels(table: $0) } }
  }

  /// The environment variable that forces a variant.
  package static let variable = "ABLATE_KERNELS"

  /// The variant of that name; the fastest for nil. Throws a `Diagnostic` for a name that this machine cannot
  /// run or that is none.
  package static func select(environment name: String?) throws(Diagnostic) -> Kernels {
    let available = available
    guard let name, !name.isEmpty else { return available[available.count - 1] }
    if let table = ck_variant_named(name) { return Kernels(table: table) }
    let names = available.map(\.name)
    let known = ["scalar", "avx2", "avx512", "neon"].contains(name)
    throw Diagnostic(
      .error,
      known
        ? "\(variable): this machine cannot run the kernels '\(name)'"
        : "\(variable): unknown kernels '\(name)'",
      hints: ["one of: \(names.joined(separator: ", "))"])
  }

  /// What `ABLATE_KERNELS` asks for, read once.
  package static let selection: Result<Kernels, Diagnostic> = {
    let value = getenv(variable).map { String(cString: $0) }
    do throws(Diagnostic) {
      return .success(try select(environment: value))
    } catch {
      return .failure(error)
    }
  }()

  /// The variant in use. The command line looks at `selection` first and ends with its diagnostic; elsewhere
  /// a name that cannot be had means the fastest.
  package static let current: Kernels = {
    switch selection {
    case .success(let kernels): kernels
    case .failure: available[available.count - 1]
    }
  }()
}

/// Threads that share the large instructions of one run, the caller's among them. They are started when they are first
/// needed, sleep when they are not, and end with the team.
// Unchecked: the limit is atomic, and all else is used by one run at a time.
package final class ThreadTeam: @unchecked Sendable {
  package let pointer: OpaquePointer

  /// The most threads of a team.
  package static let most = 1024

  /// - Parameter threads: at most so many, 1 to `most`.
  package init(threads: Int) {
    precondition((1...Self.most).contains(threads), "\(threads) threads")
    pointer = ck_team_create(Int32(threads))
  }

  deinit { ck_team_destroy(pointer) }

  /// How many threads may work from the next instruction on, 1 to as many as the team has. To be set from any thread.
  package var limit: Int {
    get { Int(ck_team_limit(pointer)) }
    set { ck_team_set_limit(pointer, Int32(clamping: newValue)) }
  }
}
