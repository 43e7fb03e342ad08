/// Why a run cannot be exported. The caller knows the experiment's place in its file.
package struct ExportError: Error, Hashable, Sendable {
  /// Lower case, no full stop.
  package let message: String
  package let hints: [String]
  /// The keys in the experiment's block that it is about, outermost first; empty where it is about all of it.
  package let path: [String]

  package init(_ message: String, hints: [String] = [], path: [String] = []) {
    self.message = message
    self.hints = hints
    self.path = path
  }
}

/// A file of an export: its path below the export's folder, and its content.
package struct ExportedFile: Sendable {
  package let path: String
  package let bytes: [UInt8]

  package init(_ path: String, _ bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
  }

  package init(_ path: String, text: String) {
    self.init(path, Array(text.utf8))
  }
}
