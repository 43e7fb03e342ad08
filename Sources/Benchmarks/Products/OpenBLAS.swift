#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The system's OpenBLAS on one thread, where it is installed.
struct OpenBLAS {
  private typealias SGEMM =
    @convention(c) (
      Int32, Int32, Int32, Int32, Int32, Int32, Float, UnsafePointer<Float>, Int32, UnsafePointer<Float>,
      Int32, Float, UnsafeMutablePointer<Float>, Int32
    ) -> Void

  static let library = "libopenblas.so.0"

  private let sgemm: SGEMM
  /// Version, options, and the processor it is tuned to.
  let description: String

  /// nil where it is not installed.
  init?() {
    guard let handle = dlopen(Self.library, RTLD_NOW | RTLD_LOCAL),
      let sgemm = dlsym(handle, "cblas_sgemm"), let setThreads = dlsym(handle, "openblas_set_num_threads")
    else { return nil }
    self.sgemm = unsafeBitCast(sgemm, to: SGEMM.self)
    unsafeBitCast(setThreads, to: (@convention(c) (Int32) -> Void).self)(1)
    let configuration = dlsym(handle, "openblas_get_config").flatMap {
      unsafeBitCast($0, to: (@convention(c) () -> UnsafePointer<CChar>?).self)()
    }
    description = configuration.map { String(cString: $0) } ?? "OpenBLAS"
  }

  /// C = op(A) op(B).
  func multiply(_ shape: ProductShape, _ a: [Float], _ b: [Float], _ c: inout [Float]) {
    let (rowMajor, plain, transposed): (Int32, Int32, Int32) = (101, 111, 112)
    let strides = shape.strides
    sgemm(
      rowMajor, shape.form == .weightGradient ? transposed : plain,
      shape.form == .inputGradient ? transposed : plain, Int32(shape.m), Int32(shape.n), Int32(shape.k), 1, a,
      Int32(strides.a), b, Int32(strides.b), 0, &c, Int32(strides.c))
  }
}
