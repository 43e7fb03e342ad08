import Foundation

/// Where the command's words go: results to standard output, what is wrong to standard error.
struct Console {
  let isQuiet: Bool

  static func isTerminal(_ descriptor: Int32) -> Bool { isatty(descriptor) == 1 }

  /// The width of a terminal, 80 where it does not tell; nil for anything else.
  static func columns(of descriptor: Int32) -> Int? {
    guard isTerminal(descriptor) else { return nil }
    var size = winsize()
    return ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0 ? Int(size.ws_col) : 80
  }

  /// Colour on a terminal, unless `NO_COLOR` is set (no-color.org) or the terminal is dumb.
  var isColored: Bool {
    let environment = ProcessInfo.processInfo.environment
    return Self.isTerminal(STDERR_FILENO) && environment["NO_COLOR", default: ""].isEmpty
      && environment["TERM"] != "dumb"
  }

  func print(_ text: String) {
    guard !isQuiet else { return }
    FileHandle.standardOutput.write(Data(text.utf8))
  }

  func error(_ text: String) {
    guard !text.isEmpty else { return }
    FileHandle.standardError.write(Data(text.utf8))
  }
}
