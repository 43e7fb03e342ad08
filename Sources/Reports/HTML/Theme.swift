import Diagnostics
import Mustache
import Notebooks
import Plots

/// What pages look like: the templates, and the style sheet. The built-in theme is made like any other; another one
/// replaces some of its files.
package struct Theme: Sendable {
  /// The theme of whoever renders now.
  @TaskLocal package static var current = Theme.builtIn

  package static let builtIn: Theme = {
    do throws(DiagnosticList) {
      return try Theme(files: [])
    } catch {
      preconditionFailure("the built-in theme: \(error.diagnostics)")
    }
  }()

  /// A file of a theme's folder.
  package struct File: Sendable {
    /// Within the folder: `page.mustache`.
    package let name: String
    /// As messages name it.
    package let path: String
    package let text: String

    package init(name: String, path: String, text: String) {
      self.name = name
      self.path = path
      self.text = text
    }
  }

  /// Added behind the built-in rules.
  package static let additionalStyle = "theme.css"
  /// In place of the built-in rules; those of the figures stay.
  package static let wholeStyle = "report.css"
  private static let escaping = "{{% CONTENT_TYPE:ABLATE}}"

  let library: MustacheLibrary
  /// With the figures' rules in front.
  let style: String

  /// The built-in files, for whoever wants to begin from them.
  package static var builtInFiles: [File] {
    Templates.allCases.map { template in
      let text = template.builtIn
      return File(
        name: template.fileName, path: template.fileName,
        text: text.hasPrefix(escaping) ? String(text.dropFirst(escaping.count)) : text)
    } + [File(name: wholeStyle, path: wholeStyle, text: Templates.builtInStyle)]
  }

  /// Throws all that is wrong with the files, each at its place.
  package init(files: [File]) throws(DiagnosticList) {
    // The library's own escaping goes by characters, so that a quote with a combining mark after it would pass.
    MustacheContentTypes.register(EscapedText(), named: "ABLATE")
    var library = MustacheLibrary()
    var diagnostics: [Diagnostic] = []
    let known = Templates.allCases.map(\.fileName) + [Self.additionalStyle, Self.wholeStyle]
    for file in files where !known.contains(file.name) {
      diagnostics.append(
        Diagnostic(
          .error, "a theme has no file of this name", file: file.path,
          hints: [Suggestion.hintOrList(for: file.name, in: known)]))
    }
    for template in Templates.allCases {
      let own = files.first { $0.name == template.fileName }
      let text =
        own.map { $0.text.hasPrefix(Self.escaping) ? $0.text : Self.escaping + $0.text } ?? template.builtIn
      do {
        try library.register(text, named: template.rawValue)
      } catch {
        diagnostics.append(Self.diagnostic(error, file: own?.path ?? template.fileName))
      }
    }
    var style = Templates.builtInStyle
    for name in [Self.wholeStyle, Self.additionalStyle] {
      guard let file = files.first(where: { $0.name == name }) else { continue }
      diagnostics += Self.problems(of: file)
      style = name == Self.wholeStyle ? file.text : style + "\n" + file.text
    }
    guard diagnostics.isEmpty else { throw DiagnosticList(diagnostics) }
    self.library = library
    self.style = SVGStyle.stylesheet + style + (style.hasSuffix("\n") ? "" : "\n")
  }

  private static func diagnostic(_ error: any Error, file: String) -> Diagnostic {
    guard let parsing = error as? MustacheTemplate.ParserError else {
      return Diagnostic(.error, "the template cannot be read: \(error)", file: file)
    }
    // What the parser calls an overflow is a text that ends within a tag.
    let isCutShort = "\(parsing.error)" == "overflow"
    let message =
      switch isCutShort ? MustacheTemplate.Error.unfinishedName : parsing.error as? MustacheTemplate.Error {
      case .sectionCloseNameIncorrect: "this closes another section than the one that is open"
      case .expectedSectionEnd: "a section is not closed"
      case .unfinishedName: "a tag is not closed"
      default: "the template cannot be read here: \(parsing.error)"
      }
    let column = max(parsing.context.columnNumber, 1)
    // The escaping in front of the first line is not the author's.
    let shift = parsing.context.lineNumber == 1 ? escaping.count : 0
    return Diagnostic(
      .error, message, file: file,
      range: SourceRange(line: max(parsing.context.lineNumber, 1), column: max(column - shift, 1), length: 1))
  }

  /// A page fetches nothing, and a style sheet stays one.
  private static func problems(of file: File) -> [Diagnostic] {
    var found: [Diagnostic] = []
    for (number, line) in file.text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      let lower = line.lowercased()
      func add(_ text: String, _ message: String, _ hint: String) {
        guard let range = lower.range(of: text) else { return }
        let column = lower.distance(from: lower.startIndex, to: range.lowerBound) + 1
        found.append(
          Diagnostic(
            .error, message, file: file.path,
            range: SourceRange(line: number + 1, column: column, length: text.count), hints: [hint]))
      }
      add("</style", "this would end the style sheet", "write it without '</style'")
      add("@import", "a report fetches nothing", "put the rules in place of the import")
      if lower.contains("url("), !lower.contains("url(data:"), !lower.contains("url(\"data:"),
        !lower.contains("url('data:")
      {
        add("url(", "a report fetches nothing", "embed it as a data: address")
      }
    }
    return found
  }
}

private struct EscapedText: MustacheContentType {
  func escapeText(_ text: String) -> String { HTMLText.escaped(text) }
}
