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
  /// Files that this machine lacks: the experiment is skipped with a note (exit code 4), not wrong.
  package var isMissingData: Bool

  package init(_ message: String, hints: [String] = [], option: String? = nil, isMissingData: Bool = false) {
    self.message = message
    self.hints = hints
    self.option = option
    self.isMissingData = isMissingData
  }

  package init(_ message: String, hint: String?, option: String? = nil) {
    self.init(message, hints: hint.map { [$0] } ?? [], option: option)
  }
}

extension [String] {
  /// At most twelve names, for a hint.
  var listed: String {
    prefix(12).joined(separator: ", ") + (count > 12 ? ", … (\(count))" : "")
  }
}
