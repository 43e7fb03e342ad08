/// Where a link or image leads, and whether a report may have it: a report runs nothing and fetches nothing.
///
/// Allowed are `http:`, `https:`, `mailto:`, paths relative to the file, and `#anchor`. Everything else with
/// a colon before the first `/`, `?` or `#` is refused, however it is spelled: browsers drop spaces, tabs
/// and control characters, do not mind case, and take `\` for `/`; so does this.
package enum LinkTarget: Sendable, Hashable {
  case web(String)
  case mail(String)
  /// Without its `#`.
  case anchor(String)
  /// A path relative to the experiment file, as written.
  case relative(String)
  case refused

  /// - Parameter destination: as libcmark gives it, entities and backslashes already resolved
  package init(_ destination: String) {
    let trimmed = destination.trimmingIgnored
    var plain = ""
    for scalar in destination.unicodeScalars where !scalar.isIgnoredInAddress {
      plain.unicodeScalars.append(scalar == "\\" ? "/" : scalar)
    }
    if plain.hasPrefix("//") {
      self = .refused
      return
    }
    if plain.hasPrefix("#") {
      self = .anchor(String(trimmed.unicodeScalars.dropFirst()))
      return
    }
    // Full-width and other look-alike colons are no scheme; an ASCII colon is one.
    let head = plain.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    guard let colon = head.unicodeScalars.firstIndex(of: ":") else {
      self = .relative(trimmed)
      return
    }
    switch String(head.unicodeScalars[..<colon]).lowercased() {
    case "http" where Self.hasHost(plain, "http://"), "https" where Self.hasHost(plain, "https://"):
      self = .web(trimmed)
    case "mailto": self = .mail(trimmed)
    default: self = .refused
    }
  }

  private static func hasHost(_ text: String, _ prefix: String) -> Bool {
    text.lowercased().hasPrefix(prefix) && text.utf8.count > prefix.utf8.count
  }

  /// For `href`, percent-encoded and HTML-escaped; nil where refused.
  package var href: String? {
    switch self {
    case .web(let address), .mail(let address), .relative(let address): HTMLText.escapedAddress(address)
    case .anchor(let anchor): "#" + HTMLText.escapedAddress(anchor)
    case .refused: nil
    }
  }
}

extension Unicode.Scalar {
  /// What browsers pass over in an address, and what people cannot see.
  fileprivate var isIgnoredInAddress: Bool {
    switch properties.generalCategory {
    case .control, .format, .spaceSeparator, .lineSeparator, .paragraphSeparator, .surrogate: true
    default: false
    }
  }
}

extension String {
  fileprivate var trimmingIgnored: String {
    let scalars = unicodeScalars
    guard let first = scalars.firstIndex(where: { !$0.isIgnoredInAddress }),
      let last = scalars.lastIndex(where: { !$0.isIgnoredInAddress })
    else { return "" }
    return String(scalars[first...last])
  }
}

/// Text made inert for HTML.
package enum HTMLText {
  /// For text and for attributes in double quotes.
  package static func escaped(_ text: String) -> String {
    if text.utf8.allSatisfy(standsForItself) { return text }
    var result = ""
    result.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      // Control characters, which HTML does not allow.
      case "\u{0}"..."\u{8}", "\u{B}", "\u{C}", "\u{E}"..."\u{1F}", "\u{7F}"..."\u{9F}": result += "\u{FFFD}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// Whether the byte is written as it is. Some control characters begin with 0xC2.
  private static func standsForItself(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""), UInt8(ascii: "'"): false
    case UInt8(ascii: "\t"), UInt8(ascii: "\n"), UInt8(ascii: "\r"): true
    default: byte >= 0x20 && byte != 0x7F && byte != 0xC2
    }
  }

  /// An address: what is not allowed in one is percent-encoded, the rest escaped.
  static func escapedAddress(_ address: String) -> String {
    let digits = Array("0123456789ABCDEF")
    var result = ""
    for byte in address.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"):
        result.unicodeScalars.append(Unicode.Scalar(byte))
      case UInt8(ascii: "&"): result += "&amp;"
      case _ where "-_.+!*(),%#@?=;:/$~".utf8.contains(byte):
        result.unicodeScalars.append(Unicode.Scalar(byte))
      default: result += "%" + String(digits[Int(byte >> 4)]) + String(digits[Int(byte & 15)])
      }
    }
    return result
  }
}
