import Foundation
import Testing

@Suite struct ThemeTests {
  private static let xor = """
    # This & that

    ```yaml {#nets .experiment}
    data: xor
    model: {hidden: [4], activation: tanh}
    train: {epochs: 3}
    seeds: 2
    ```
    """

  private func command() throws -> Command {
    let command = try Command()
    try command.write(Self.xor, to: "experiments/xor.md")
    return command
  }

  /// The built-in theme is a theme like any other: written out and used, it changes no byte.
  @Test func theBuiltInThemeGivesTheSameBytes() async throws {
    let command = try command()
    defer { command.remove() }
    try await command("run")
    let reports = try command.files("reports")
    let written = try await command("export", "theme", "mine")
    #expect(written.output.contains("files to mine/"))
    #expect(try command.files("mine").keys.contains("page.mustache"))
    #expect(try await command("run", "--theme", "mine").status == 0)
    #expect(try command.files("reports") == reports)
    #expect(try await command("check", "--theme", "mine").status == 0)
    #expect(try await command("export", "theme", "mine").errors.contains("'mine' is not empty"))
  }

  @Test func templatesAndStylesReplaceTheBuiltIn() async throws {
    let command = try command()
    defer { command.remove() }
    try command.write(
      "<html><style>{{{style}}}</style><b>{{title}}</b>{{{body}}}</html>\n", to: "mine/page.mustache")
    try command.write("b { color: teal; }\n", to: "mine/theme.css")
    try command.write("not a part of it", to: "mine/README.md")
    #expect(try await command("run", "--theme", "mine").status == 0)
    let html = try command.read("reports/xor.html")
    #expect(html.hasPrefix("<html><style>"))
    #expect(html.contains("b { color: teal; }\n</style>"))
    // What is not in triple braces is escaped, also in a theme.
    #expect(html.contains("<b>This &amp; that</b>"))
    #expect(html.contains("<section class=\"experiment\""))
    #expect(try command.read("reports/index.html").hasPrefix("<html>"))
    // Without the theme the reports are stale.
    #expect(try await command("check").status == 3)
    #expect(try await command("check", "--theme", "mine").status == 0)
  }

  @Test(arguments: [
    ("page.mustache", "a\n{{#title}}\nb", "mine/page.mustache:3:", "error: a section is not closed"),
    ("page.mustache", "{{#a}}x{{/b}}", "mine/page.mustache:1:", "error: this closes another section"),
    ("page.mustache", "{{title", "mine/page.mustache:1:", "error: a tag is not closed"),
    (
      "pages.mustache", "x", "mine/pages.mustache: error: a theme has no file of this name",
      "did you mean 'page.mustache'?"
    ),
    (
      "theme.css", "a {}\n@import 'x.css';", "mine/theme.css:2:1: error: a report fetches nothing",
      "in place of the import"
    ),
    (
      "theme.css", "a { background: url(http://x.y/z.png) }",
      "mine/theme.css:1:17: error: a report fetches nothing", "data: address"
    ),
    ("theme.css", "</style><script>", "mine/theme.css:1:1: error: this would end the style sheet", "</style"),
  ])
  func whatIsWrongIsLocated(_ name: String, _ text: String, _ place: String, _ message: String) async throws {
    let command = try command()
    defer { command.remove() }
    try command.write(text, to: "mine/\(name)")
    let result = try await command("run", "--theme", "mine")
    #expect(result.status == 64)
    #expect(result.errors.contains(place) && result.errors.contains(message), "\(result.errors)")
    #expect(!command.exists("reports") && !command.exists(".ablate"))
  }

  @Test func aFolderThatIsNone() async throws {
    let command = try command()
    defer { command.remove() }
    #expect(try await command("run", "--theme", "nowhere").errors.contains("no theme folder 'nowhere'"))
    try command.write("x", to: "empty/notes.txt")
    #expect(
      try await command("run", "--theme", "empty").errors.contains(
        "no template (*.mustache) and no style sheet"))
  }
}
