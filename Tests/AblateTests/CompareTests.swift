import Foundation
import Testing

@Suite struct CompareTests {
  private static let shapes = """
    ---
    seeds: 6
    ---

    ```yaml {#moons .experiment}
    data: {name: two_moons, samples: 60}
    model: {hidden: [4], activation: relu}
    train: {epochs: 2}
    vary: {model.activation: [relu, tanh]}
    ```

    ```yaml {#rings .experiment}
    data: {name: circles, samples: 60}
    model: {hidden: [4], activation: relu}
    train: {epochs: 2}
    seeds: 8
    ```

    ```yaml {#late .experiment}
    extends: rings
    seeds: [100, 101]
    ```
    """

  @Test func variantsOfSeveralExperimentsStandSideBySide() async throws {
    let command = try Command()
    defer { command.remove() }
    try command.write(Self.shapes, to: "experiments/shapes.md")
    let result = try await command(
      "compare", "moons[relu]", "shapes#moons[model.activation=tanh]", "rings", "--output", "out")
    #expect(result.status == 0)
    #expect(result.errors.contains("18 runs: 0 stored, 18 to execute"))
    for text in [
      "moons[relu] beside moons[tanh] and rings",
      "Compared on the 6 seeds that all have, of up to 8.",
      "The variants do not see the same data",
      "two_moons", "circles", "By test.accuracy",
    ] {
      #expect(result.output.contains(text), "\(text)")
    }
    #expect(
      Set(try command.files("out").keys.filter { !$0.hasSuffix(".svg") }) == [
        "comparison.html", "comparison.md", "comparison.json",
      ])
    #expect(try command.read("out/comparison.md").contains("ablate compare 'moons[relu]'"))
    #expect(!command.exists("reports"))
    // What was run is kept, and the same call gives the same bytes.
    let files = try command.files("out")
    let again = try await command(
      "compare", "moons[relu]", "moons[tanh]", "rings", "--quiet", "--output", "out2")
    #expect(again.output.isEmpty && again.errors.isEmpty)
    #expect(try command.files("out2")["comparison.json"] == files["comparison.json"])
    #expect(try await command("run").errors.contains("22 runs: 18 stored, 4 to execute"))
  }

  @Test(arguments: [
    (["moons[relu]"], 64, "error: one variant is no comparison: 'moons[relu]'"),
    (["moons[relu]", "moons[relu]"], 64, "error: 'moons[relu]' is named twice"),
    (
      ["moons[rellu]", "rings"], 64,
      "error: moons[rellu]: unknown variant 'rellu'\n     = did you mean 'relu'?"
    ),
    (["moon", "rings"], 64, "error: no experiment 'moon'\n     = did you mean 'moons'?"),
    (["moons", "late"], 64, "error: the experiments share no seed"),
    (["moons[]", "rings"], 64, "error: moons[]: "),
    (["moons", "--metric", "test.acuracy"], 64, "error: no run has the metric 'test.acuracy'"),
    (["moons", "--from", "nowhere"], 64, "error: no file or folder 'nowhere'"),
  ])
  func whatIsWrongIsTold(_ arguments: [String], _ status: Int32, _ message: String) async throws {
    let command = try Command()
    defer { command.remove() }
    try command.write(Self.shapes, to: "experiments/shapes.md")
    let result = try await command.finish(try command.start(["compare"] + arguments))
    #expect(result.status == status)
    #expect(result.errors.contains(message), "\(result.errors)")
  }

  /// The same id in two files is told apart by the file.
  @Test func filesAreToldApart() async throws {
    let command = try Command()
    defer { command.remove() }
    try command.write(Self.shapes, to: "experiments/a.md")
    try command.write(
      Self.shapes.replacingOccurrences(of: "samples: 60", with: "samples: 80"), to: "experiments/b.md")
    let unclear = try await command("compare", "moons[relu]", "rings")
    #expect(unclear.status == 64)
    #expect(unclear.errors.contains("'moons' is an experiment of 2 files\n     = one of: a#moons, b#moons"))
    let result = try await command("compare", "a#moons[relu]", "experiments/b.md#moons[relu]")
    #expect(result.status == 0)
    #expect(result.output.contains("a#moons[relu] beside b#moons[relu]"))
  }
}
