package import CKernels
package import Diagnostics

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// One variant of the C kernels: the same code for one vector width. All variants give the same bits.
// Unchecked: the table is constant data of the program.
package struct Kernels: @unchecked Sendable {
  package let table: UnsafePointer<ck_kernels>

  package init(table: UnsafePointer<ck_kernels>) { self.table = table }

  /// `scalar`, `avx2`, `avx512` or `neon`.
  package var name: String { String(cString: table.pointee.name) }

  /// The variants that this machine can run, the fastest last. `scalar` is always among them.
  package static var available: [Kernels] {
    (0..<ck_variant_count()).compactMap { ck_variant($0).map(Kernels.init(table:)) }
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
