internal import CKernels

/// Large pages behind large memory: rows far apart then need fewer look-ups of where they lie, which else cost more than
/// reading them.
package enum LargePages {
  /// Less than some of these pages, of 2 MiB on x86-64, is left as it is.
  private static let least = 4 << 20

  /// Asks for them, behind memory that nothing was written to yet. Nothing happens where the system has none.
  package static func prefer(_ memory: UnsafeMutableRawBufferPointer) {
    guard memory.count >= least, let base = memory.baseAddress else { return }
    ck_prefer_large_pages(base, memory.count)
  }
}
