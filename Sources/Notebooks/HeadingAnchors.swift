/// Anchors of headings as GitHub makes them: lower case, spaces to hyphens, letters, digits, `-` and `_`
/// kept; a second one of the same words gets `-1`, a third `-2`.
struct HeadingAnchors {
  private var used: Set<String> = []
  /// How often each slug was asked for, so that many equal headings take no quadratic time.
  private var counts: [String: Int] = [:]

  mutating func anchor(for text: String) -> String {
    var slug = ""
    for character in text.lowercased() {
      if character == " " || character == "\t" || character.isNewline {
        slug += "-"
      } else if character.isLetter || character.isNumber || character == "-" || character == "_" {
        slug.append(character)
      }
    }
    if slug.isEmpty { slug = "section" }
    var anchor = slug
    while !used.insert(anchor).inserted {
      let count = counts[slug, default: 0] + 1
      counts[slug] = count
      anchor = "\(slug)-\(count)"
    }
    return anchor
  }
}
