extension String {
  /// The folder that a path lies in: `a` of `a/b` and of `a/b/`, `/` of `/a`, nothing of `a`.
  ///
  /// Foundation's `deletingLastPathComponent` traps on Linux where a path is one character (Swift 6.3).
  package var folderOfPath: String {
    var path = self[...]
    while path.count > 1, path.hasSuffix("/") { path.removeLast() }
    guard let slash = path.lastIndex(of: "/") else { return "" }
    path = path[..<slash]
    while path.hasSuffix("/") { path.removeLast() }
    return path.isEmpty ? "/" : String(path)
  }
}
