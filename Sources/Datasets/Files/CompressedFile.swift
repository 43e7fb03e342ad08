internal import CZlib
import Diagnostics
import Tensors

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A file read from its beginning, decompressed on the way where it is gzip (told by its first bytes, not by
/// its name). The only face of zlib.
struct CompressedFile: ~Copyable {
  enum Failure: Error, Equatable {
    case missing
    /// In zlib's or the system's words.
    case unreadable(String)
    /// It ends before what was asked for.
    case truncated
  }

  private let handle: gzFile

  init(path: String) throws(Failure) {
    var status = stat()
    guard stat(path, &status) == 0 else {
      throw errno == ENOENT || errno == ENOTDIR ? .missing : .unreadable(Self.reason(errno))
    }
    guard status.st_mode & S_IFMT != S_IFDIR else { throw .unreadable("it is a folder") }
    guard let handle = gzopen(path, "rb") else { throw .unreadable(Self.reason(errno)) }
    gzbuffer(handle, 1 << 17)
    self.handle = handle
  }

  deinit {
    gzclose(handle)
  }

  private static func reason(_ number: Int32) -> String { String(cString: strerror(number)) }

  /// The next bytes, at most `count`; fewer only at the end of the file. At the end the checksum of gzip is
  /// checked.
  func read(upTo count: Int) throws(Failure) -> [UInt8] {
    var failure: Failure?
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      LargePages.prefer(UnsafeMutableRawBufferPointer(buffer))
      while filled < count {
        let step = UInt32(min(count - filled, 1 << 24))
        let got = gzread(handle, buffer.baseAddress! + filled, step)
        if got > 0 { filled += Int(got) }
        if got < Int32(step) {
          failure = problem()
          break
        }
      }
    }
    if let failure { throw failure }
    return bytes
  }

  /// Exactly the next `count` bytes.
  func read(_ count: Int) throws(Failure) -> [UInt8] {
    let bytes = try read(upTo: count)
    guard bytes.count == count else { throw .truncated }
    return bytes
  }

  /// Everything that is left, unless it is more than `limit` bytes.
  func readAll(limit: Int) throws(Failure) -> [UInt8] {
    var bytes: [UInt8] = []
    while true {
      let more = try read(upTo: 1 << 20)
      bytes += more
      if bytes.count > limit { throw .unreadable("it is larger than \(limit >> 20) MiB") }
      if more.count < 1 << 20 { return bytes }
    }
  }

  /// Whether nothing is left.
  func isAtEnd() throws(Failure) -> Bool {
    try read(upTo: 1).isEmpty
  }

  private func problem() -> Failure? {
    var number: Int32 = 0
    let text = gzerror(handle, &number)
    switch number {
    case Z_OK, Z_STREAM_END: return nil
    case Z_BUF_ERROR: return .truncated
    case Z_DATA_ERROR: return .unreadable("its compressed data are damaged")
    case Z_ERRNO: return .unreadable(Self.reason(errno))
    default: return .unreadable(text.map { String(cString: $0) } ?? "zlib error \(number)")
    }
  }
}

extension DataError {
  /// A file that could not be read: `path` as the user wrote it, for the option `option`.
  init(_ failure: CompressedFile.Failure, path: String, resolved: String, option: String?) {
    switch failure {
    case .missing:
      let folder = resolved.lastIndex(of: "/").map { resolved[..<$0] } ?? "."
      let name = path.lastIndex(of: "/").map { String(path[path.index(after: $0)...]) } ?? path
      let similar = Suggestion.nearest(to: name, in: Self.names(in: folder.isEmpty ? "/" : String(folder)))
      self.init(
        "no file '\(path)'",
        hints: [
          similar.map(Suggestion.hint) ?? "a path is relative to the folder of the experiment file"
        ], option: option, missing: .file(path, similar: similar))
    case .unreadable(let reason): self.init("cannot read '\(path)': \(reason)", option: option)
    case .truncated: self.init("'\(path)' ends too early", hint: "copy or download it again", option: option)
    }
  }

  /// What a folder holds, sorted; nothing where it cannot be read.
  private static func names(in folder: String) -> [String] {
    guard let directory = opendir(folder) else { return [] }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) { String(cString: $0) }
      }
      if !name.hasPrefix(".") { names.append(name) }
    }
    return names.sorted()
  }
}
