/// Something wrong in what a user wrote, with the place where it stands.
package struct Diagnostic: Error, Hashable, Sendable {
  package enum Severity: String, Sendable {
    case error, warning, note
  }

  package var severity: Severity
  /// What is wrong, lower case, no full stop: `unknown activation 'rellu'`.
  package var message: String
  /// The file's name as the user gave it.
  package var file: String?
  package var range: SourceRange?
  /// What would be right, one line each: `did you mean 'relu'?`.
  package var hints: [String]

  package init(
    _ severity: Severity = .error, _ message: String, file: String? = nil, range: SourceRange? = nil,
    hints: [String] = []
  ) {
    self.severity = severity
    self.message = message
    self.file = file
    self.range = range
    self.hints = hints
  }
}

/// Thrown where a file holds at least one error; carries all of them, in the order of their places.
package struct DiagnosticList: Error, Sendable {
  package let diagnostics: [Diagnostic]

  package init(_ diagnostics: [Diagnostic]) {
    // A stable order by place: what was found first stays first among equals.
    self.diagnostics = diagnostics.enumerated().sorted { a, b in
      let left = a.element.range?.start ?? SourceLocation(line: 0, column: 0)
      let right = b.element.range?.start ?? SourceLocation(line: 0, column: 0)
      return (left, a.offset) < (right, b.offset)
    }.map(\.element)
  }
}

/// Collects what is found wrong in one file, so that all of it is told in one go.
package struct DiagnosticCollector: Sendable {
  package let file: String
  package private(set) var diagnostics: [Diagnostic] = []

  package init(file: String) {
    self.file = file
  }

  package var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }

  package mutating func add(_ diagnostic: Diagnostic) {
    var located = diagnostic
    located.file = diagnostic.file ?? file
    // The same finding reached by two ways is told once.
    if !diagnostics.contains(located) { diagnostics.append(located) }
  }

  package mutating func error(_ message: String, at range: SourceRange?, hints: [String] = []) {
    add(Diagnostic(.error, message, range: range, hints: hints))
  }

  package mutating func error(_ message: String, at range: SourceRange?, hint: String?) {
    error(message, at: range, hints: hint.map { [$0] } ?? [])
  }

  package mutating func warning(_ message: String, at range: SourceRange?, hints: [String] = []) {
    add(Diagnostic(.warning, message, range: range, hints: hints))
  }

  package func throwIfErrors() throws(DiagnosticList) {
    if hasErrors { throw DiagnosticList(diagnostics) }
  }
}
