import Foundation
import Testing

/// `--text-plots` on every command that prints plots; what is not a terminal gets ASCII.
@Suite struct TextPlotTests {
  private static let xor = """
    # XOR

    ```yaml {#nets .experiment}
    data: xor
    model: {hidden: [4], activation: tanh}
    train: {epochs: 8}
    vary: {model.activation: [tanh, relu]}
    seeds: 2
    ```
    """

  private static let utf8 = ["LC_ALL": "C.UTF-8", "TERM": "xterm-256color"]

  private static func hasBraille(_ text: String) -> Bool {
    text.unicodeScalars.contains { (0x2800...0x28FF).contains($0.value) }
  }

  @Test(
    arguments: [
      ["run"], ["compare", "nets[tanh]", "nets[relu]"], ["describe", "tanh"],
      ["find-lr", "experiments/xor.md#nets", "--variant", "tanh"],
    ])
  func everyCommandThatPrintsPlots(_ arguments: [String]) async throws {
    let command = try Command()
    defer { command.remove() }
    try command.write(Self.xor, to: "experiments/xor.md")
    func output(_ more: String...) async throws -> String {
      let result = try await command.finish(try command.start(arguments + more, environment: Self.utf8))
      #expect(result.status == 0, "\(result.errors)")
      // Never into a file.
      #expect(!result.output.contains("\u{1B}"))
      for line in result.output.split(separator: "\n") {
        #expect(line.count <= 72 && line.last != " ", "\(line)")
      }
      return result.output
    }
    let plain = try await output()
    #expect(plain.contains("->") && !plain.contains("│") && !Self.hasBraille(plain))
    #expect(try await output("--text-plots", "ascii").contains("->"))
    let blocks = try await output("--text-plots", "blocks")
    #expect(blocks.contains("→") && blocks.contains("└") && !Self.hasBraille(blocks))
    let braille = try await output("--text-plots", "braille")
    #expect(braille.contains("└") && Self.hasBraille(braille))
  }

  @Test func anotherTierIsNoTier() async throws {
    let command = try Command()
    defer { command.remove() }
    let result = try await command("describe", "relu", "--text-plots", "sixel")
    #expect(result.status == 64)
    #expect(result.errors.contains("'sixel'") && result.errors.contains("--text-plots"))
    for tier in ["auto", "ascii", "blocks", "braille"] { #expect(result.errors.contains(tier)) }
  }

  /// A report holds what its readers can show, whatever terminal it was written from.
  @Test func reportsKeepTheirCharacters() async throws {
    let command = try Command()
    defer { command.remove() }
    try command.write(Self.xor, to: "experiments/xor.md")
    try await command("run")
    let files = try command.files("reports")
    #expect(try await command("run", "--text-plots", "braille").status == 0)
    #expect(try command.files("reports") == files)
  }
}
