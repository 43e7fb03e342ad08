/// Where and how wide a text plot is shown.
package struct TextFormat: Hashable, Sendable {
  package var columns: Int
  package var tier: TextTier
  /// With escape sequences for colours.
  package var isColored: Bool

  /// - Parameter columns: 72 suits code blocks of Markdown hosts.
  package init(columns: Int = 72, tier: TextTier = .ascii, isColored: Bool = false) {
    self.columns = columns
    self.tier = tier
    self.isColored = isColored
  }

  /// For standard output: braille on a terminal for UTF-8, ASCII anywhere else; as wide as the terminal, to 100
  /// columns; coloured on a terminal, unless `NO_COLOR` is set (no-color.org) or it is dumb.
  ///
  /// - Parameters:
  ///   - terminal: the terminal's columns; nil where the output is not a terminal.
  ///   - tier: that was asked for; nil: by the rule.
  package init(terminal: Int?, environment: [String: String], tier: TextTier? = nil) {
    let isDumb = environment["TERM"] == "dumb"
    let isInteractive = terminal != nil && !isDumb
    self.init(
      columns: terminal.map { min($0, 100) } ?? 72,
      tier: tier ?? (isInteractive && TextFormat.isUTF8(environment) ? .braille : .ascii),
      isColored: isInteractive && environment["NO_COLOR", default: ""].isEmpty)
  }

  /// By the first of the variables that is set and not empty, as POSIX has it.
  private static func isUTF8(_ environment: [String: String]) -> Bool {
    let locale =
      ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty } ?? ""
    let name = locale.lowercased()
    return name.contains("utf-8") || name.contains("utf8")
  }
}
