/// Why a data set could not be had. The caller knows where its component stands in the file and makes a
/// `Diagnostic`.
package struct DataError: Error, Hashable, Sendable {
  /// What is wrong, lower case, no full stop. Holds no absolute path but what the user wrote.
  package var message: String
  /// What would help, one line each.
  package var hints: [String]
  /// The option of the data component to point at: `path`, `split`, `preprocess`; nil for the component as a
  /// whole.
  package var option: String?
  /// What this machine lacks, where it is only that: the experiment is then skipped with a note (exit code 4), not
  /// wrong.
  package var missing: MissingData?

  package init(_ message: String, hints: [String] = [], option: String? = nil, missing: MissingData? = nil) {
    self.message = message
    self.hints = hints
    self.option = option
    self.missing = missing
  }

  package init(_ message: String, hint: String?, option: String? = nil) {
    self.init(message, hints: hint.map { [$0] } ?? [], option: option)
  }
}

/// Data that this machine lacks, for reports, which say it in their own language.
package enum MissingData: Hashable, Sendable {
  /// A file, its path as the user wrote it; `similar` is a name in its folder that may have been meant.
  case file(String, similar: String?)
  /// Fashion-MNIST: the file of it that was looked for first.
  case fashionMNIST(file: String)
}

extension [String] {
  /// At most twelve names, for a hint.
  var listed: String {
    prefix(12).joined(separator: ", ") + (count > 12 ? ", … (\(count))" : "")
  }
}
