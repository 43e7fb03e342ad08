import Diagnostics

/// Text of reports for a terminal.
enum TerminalText {
  /// On one line, without characters that a terminal would act on.
  static func plain(_ text: String) -> String {
    if text.isPrintableASCII { return text }
    return String(
      text.map { character in
        character.unicodeScalars.contains { scalar in
          switch scalar.properties.generalCategory {
          case .control, .format, .lineSeparator, .paragraphSeparator: true
          default: false
          }
        } ? " " : character
      })
  }
}
