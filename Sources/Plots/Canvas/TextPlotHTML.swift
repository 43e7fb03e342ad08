import Diagnostics

/// Text plots in a page.
package enum TextPlotHTML {
  /// `text` for the inside of a `<pre>`: escaped, its lines kept, and each character that takes two columns as
  /// `<i class="w">字</i>`.
  ///
  /// In the fonts of a page such a character is not as wide as two others, so that what stands right of it leaves its
  /// column; the page sets the class to a box of two: `.w{display:inline-block;width:2ch;font-style:normal}`.
  package static func escaped(_ text: String) -> String {
    var result = ""
    for character in text {
      // By scalar: a sign may carry a mark that makes another character of it, and still be a sign of HTML.
      let escaped = character.unicodeScalars.map { scalar in
        switch scalar {
        case "&": "&amp;"
        case "<": "&lt;"
        case ">": "&gt;"
        case "\"": "&quot;"
        case "'": "&#39;"
        default: String(scalar)
        }
      }.joined()
      result += character.displayWidth > 1 ? "<i class=\"w\">\(escaped)</i>" : escaped
    }
    return result
  }
}
