import Foundation
import Testing

/// `ablate export ipynb`: a notebook that Jupyter takes as its own.
@Suite struct ExportNotebookTests {
  static let file = """
    ---
    title: Which *activation*?
    description: Two of them.
    authors: [Ada, Grace]
    params: {epochs: 3}
    ---

    # Which *activation*?

    Tanh ends at `= test.accuracy[tanh]`, see @fig-curves; $a < b$ and $`c_1`$, <b>raw</b>.
    ![A dot](dot.png "dot") and [the web][web].

    ```math
    x^2
    ```

    ## The experiment

    ```yaml {#nets .experiment}
    data: {name: two_moons, samples: 60}
    model: {hidden: [4], activation: tanh}
    train: {epochs: ${epochs}}
    vary: {model.activation: [tanh, relu]}
    seeds: 6
    ```

    1. In a list:

       ```yaml {#fig-curves .plot}
       from: nets
       ```

    [web]: https://example.org/a_b

    ```yaml {#tbl-last .table}
    from: nets
    columns: [test.accuracy, test.loss]
    caption: At the <end>.
    ```

    ```yaml {.claims}
    Tanh is *perfect*: test.accuracy[tanh] > 0.9999
    Losses are numbers: all(test.loss[relu] > 0)
    ```

    The end.
    """

  private static func command() throws -> Command {
    let command = try Command()
    try command.write(file, to: "experiments/it.md")
    // The smallest PNG.
    let dot =
      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
    try #require(Data(base64Encoded: dot)).write(
      to: command.folder.appendingPathComponent("experiments/dot.png"))
    return command
  }

  private struct Notebook: Decodable {
    struct Cell: Decodable {
      let cell_type: String
      let id: String
      let source: [String]
      let attachments: [String: [String: String]]?
      let outputs: [Output]?
      let metadata: Metadata
      var text: String { source.joined() }
    }
    struct Metadata: Decodable {
      let tags: [String]?
    }
    struct Output: Decodable {
      let output_type: String
      let data: [String: [String]]
    }
    let cells: [Cell]
    let nbformat: Int
    let nbformat_minor: Int
  }

  @Test func cellsHoldProseAndResults() async throws {
    let command = try Self.command()
    defer { command.remove() }
    let export = try await command("export", "ipynb", "experiments/it.md", "-P", "epochs=2")
    #expect(export.status == 0, "\(export.errors)")
    #expect(export.output == "it.ipynb\n")
    let text = try command.read("it.ipynb")
    let notebook = try JSONDecoder().decode(Notebook.self, from: Data(text.utf8))
    #expect(notebook.nbformat == 4 && notebook.nbformat_minor == 5)
    let cells = notebook.cells
    #expect(
      cells.map(\.id) == [
        "title", "prose-1", "prose-2", "experiment-nets", "prose-3", "plot-fig-curves", "table-tbl-last",
        "claims", "prose-4", "provenance",
      ])
    for cell in cells {
      #expect(cell.outputs == nil ? cell.cell_type == "markdown" : cell.cell_type == "code")
      #expect(cell.source.dropLast().allSatisfy { $0.hasSuffix("\n") } && !cell.text.hasSuffix("\n"))
    }
    #expect(cells[0].text.hasPrefix("# Which \\*activation\\*?\n\nTwo of them.\n\n*Ada · Grace*") == false)
    #expect(
      cells[0].text.contains("Two of them.") && cells[0].text.contains("1 of 2 claims"), "\(cells[0].text)")

    // Values, links, formulas and images of the prose.
    let prose = cells[1].text
    #expect(
      prose.firstMatch(of: /Tanh ends at 0\.\d+ ± 0\.\d+, see \[Figure 2\]\(#fig-curves\);/) != nil,
      "\(prose)")
    #expect(prose.contains("$a < b$ and $c_1$, raw."), "\(prose)")
    #expect(prose.contains("![A dot](attachment:dot.png \"dot\") and [the web](https://example.org/a_b)."))
    #expect(prose.contains("$$\nx^2\n$$"))
    #expect(cells[1].attachments?["dot.png"]?["image/png"]?.hasPrefix("iVBOR") == true)
    #expect(cells[2].text == "## The experiment")

    // Blocks with what they came to.
    #expect(cells[3].text.contains("train: {epochs: ${epochs}}") && cells[3].metadata.tags == ["experiment"])
    #expect(cells[5].text == "from: nets")
    let figure = try #require(cells[5].outputs)
    #expect(figure[0].data["image/svg+xml"]?.first?.hasPrefix("<svg") == true)
    #expect(figure[0].data.keys.sorted() == ["image/svg+xml", "text/html", "text/plain"])
    #expect(figure[0].data["text/html"]?.first?.hasPrefix("<img alt=\"") == true)
    #expect(figure[1].data["text/markdown"]?.joined().contains("**Figure 2.**") == true)
    let table = try #require(cells[6].outputs?[0].data)
    #expect(table.keys.sorted() == ["text/html", "text/markdown", "text/plain"])
    #expect(table["text/html"]?.joined().contains("At the &lt;end&gt;.") == true)
    #expect(table["text/html"]?.joined().contains("<td style=\"text-align: left\">") == true)
    let claims = try #require(cells[7].outputs?[0].data)
    #expect(
      claims["text/plain"]?.joined().contains("Tanh is *perfect* (test.accuracy[tanh] > 0.9999)") == true)
    #expect(claims["text/plain"]?.joined().contains("holds: Losses are numbers") == true, "\(claims)")
    #expect(text.contains("\"ablate\": {\n   \"command\": \"ablate run experiments/it.md\""))
    #expect(!text.contains(command.folder.path))
  }

  @Test func theSameBytesAndNothingInTheWay() async throws {
    let command = try Self.command()
    defer { command.remove() }
    try await command(
      "export", "ipynb", "experiments/it.md", "-o", "a.ipynb", "--threads", "1", "--store", "s1")
    let again = try await command(
      "export", "ipynb", "experiments/it.md", "-o", "b.ipynb", "--threads", "2", "--store", "s2", "-q")
    #expect(again.status == 0 && again.output.isEmpty && !again.errors.contains("runs"), "\(again.errors)")
    #expect(try command.read("a.ipynb") == command.read("b.ipynb"))

    try command.write("precious", to: "it.ipynb")
    let refused = try await command("export", "ipynb", "experiments/it.md")
    #expect(refused.status == 4 && refused.errors.contains("error: 'it.ipynb' exists"), "\(refused.errors)")
    #expect(try command.read("it.ipynb") == "precious")
    #expect(try await command("export", "ipynb", "experiments/it.md", "--force").status == 0)
    #expect(try command.read("it.ipynb") == command.read("a.ipynb"))
    let one = try await command("export", "ipynb", "experiments/it.md#nets")
    #expect(one.status == 64 && one.errors.contains("leave out '#nets'"), "\(one.errors)")
    let nowhere = try await command("export", "ipynb", "experiments/it.md", "-o", "no/it.ipynb")
    #expect(
      nowhere.status == 4 && nowhere.errors.contains("cannot write to 'no/it.ipynb'"), "\(nowhere.errors)")
  }

  private static let read = """
    import io, warnings
    warnings.simplefilter("error")
    import nbformat
    from pathlib import Path
    text = Path("it.ipynb").read_text(encoding="utf-8")
    notebook = nbformat.reads(text, as_version=nbformat.NO_CONVERT)
    nbformat.validate(notebook)
    assert nbformat.writes(notebook) == text.rstrip("\\n"), "Jupyter would save other bytes"
    print(len(notebook.cells))
    """

  @Test(.enabled(if: Python.hasNotebooks, "Python has no nbformat"))
  func jupyterTakesItAsItsOwn() async throws {
    let command = try Self.command()
    defer { command.remove() }
    #expect(try await command("export", "ipynb", "experiments/it.md").status == 0)
    let read = try await Python.run(["-c", Self.read], in: command.folder)
    #expect(read.status == 0, "\(read.errors)")
    #expect(read.output == "10\n")
  }
}
