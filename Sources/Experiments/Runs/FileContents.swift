import Synchronization

/// The contents of files as digests, each asked of the disk once however many experiments share it.
final class FileContents: Sendable {
  private let digests = Mutex<[[String]: Task<String?, Never>]>([:])

  /// Of files one after the other, as `RunKey.digest` has it; nil where one cannot be read.
  func digest(of paths: [String]) async -> String? {
    let task = digests.withLock { digests in
      if let known = digests[paths] { return known }
      let task = Task { RunKey.digest(ofFiles: paths) }
      digests[paths] = task
      return task
    }
    return await task.value
  }
}
