import Diagnostics

/// Text of reports made harmless.
enum DiffEscape {
  /// At most `width` columns and four bytes for each, the last column a `…` where something was cut.
  static func clipped(_ text: String, _ width: Int) -> String {
    guard text.displayWidth > width || text.utf8.count > 4 * width else { return text }
    var kept = ""
    var (columns, bytes) = (0, 0)
    for character in text {
      columns += character.displayWidth
      // A single character may be a letter under a thousand accents.
      bytes += character.utf8.count
      if columns >= width || bytes > 4 * (width - 1) { break }
      kept.append(character)
    }
    return kept + "…"
  }

  /// Running text for GitHub: nothing in it acts, and nobody is called by it.
  static func markdown(_ text: String, limit: Int = 600) -> String {
    // Mentions, references to issues and addresses become links by themselves; a space of no width stops that.
    let gap = "&#8203;"
    var result = ""
    var previous: Character?
    for character in MarkdownText.escaped(clipped(TerminalText.plain(text), limit)) {
      if previous == ":", character == "/" { result += gap }
      result.append(character)
      if "@#".contains(character) || (character == "." && result.lowercased().hasSuffix("www.")) {
        result += gap
      }
      previous = character
    }
    return result
  }

  /// Code for GitHub, where nothing acts either.
  static func code(_ text: String, inTable: Bool = false, limit: Int = 300) -> String {
    MarkdownText.code(clipped(TerminalText.plain(text), limit), inTable: inTable)
  }
}
