import Foundation
import Testing

/// First weights from a file: told at their place where they are wrong, and part of what decides a run.
@Suite struct WeightFileTests {
  private static let experiment = """
    # Weights

    ```yaml {#nets .experiment}
    data: xor
    model:
      hidden: [3]
      init: {name: from_file, path: w.safetensors}
    train: {epochs: 1}
    seeds: 2
    ```
    """

  // python3, safetensors 0.8.0, numpy 2.4.6:
  //   w = {"hidden1.weight": numpy.ones((3, 2), numpy.float32), "output.weight": numpy.ones((1, 3), numpy.float32)}
  //   base64.b64encode(safetensors.numpy.save(w))
  private static let weights = Data(
    base64Encoded: """
      kAAAAAAAAAB7ImhpZGRlbjEud2VpZ2h0Ijp7ImR0eXBlIjoiRjMyIiwic2hhcGUiOlszLDJdLCJkYXRhX29mZnNl
      dHMiOlswLDI0XX0sIm91dHB1dC53ZWlnaHQiOnsiZHR5cGUiOiJGMzIiLCJzaGFwZSI6WzEsM10sImRhdGFfb2Zm
      c2V0cyI6WzI0LDM2XX19ICAgICAAAIA/AACAPwAAgD8AAIA/AACAPwAAgD8AAIA/AACAPwAAgD8=
      """, options: .ignoreUnknownCharacters)!

  private func write(_ data: Data, _ command: Command) throws {
    try data.write(to: command.folder.appendingPathComponent("experiments/w.safetensors"))
  }

  @Test func theContentDecidesTheRun() async throws {
    let command = try Command()
    defer { command.remove() }
    try command.write(Self.experiment, to: "experiments/nets.md")
    try write(Self.weights, command)
    #expect(try await command("run").output.contains("2 runs executed, 0 reused"))
    #expect(try await command("run").output.contains("0 runs executed, 2 reused"))
    var other = Self.weights
    other[other.count - 1] ^= 0x80
    try write(other, command)
    let changed = try await command("run", "--explain")
    #expect(changed.output.contains("2 runs executed, 0 reused"))
    #expect(changed.errors.contains("executed: the content of a file that it reads changed"))
    try write(Self.weights, command)
    #expect(try await command("run").output.contains("0 runs executed, 2 reused"))
  }

  @Test func mistakesAreLocatedBeforeAnythingRuns() async throws {
    let command = try Command()
    defer { command.remove() }
    try command.write(Self.experiment, to: "experiments/nets.md")
    let missing = try await command("run")
    #expect(missing.status == 2)
    #expect(missing.errors.contains("experiments/nets.md:7:33: error: no file 'w.safetensors'"))
    #expect(!command.exists("reports"))

    try write(Self.weights, command)
    try command.write(
      Self.experiment.replacingOccurrences(of: "[3]", with: "[4]"), to: "experiments/nets.md")
    let wide = try await command("run")
    #expect(wide.status == 2)
    #expect(
      wide.errors.contains(
        "'hidden1.weight' of 'w.safetensors' has shape [3, 2], and hidden1.weight needs [4, 2]")
    )
    #expect(wide.errors.contains("in layout pytorch a weight is [out, in]"))

    try command.write(
      Self.experiment.replacingOccurrences(of: "path:", with: "tensor: hidden1.wieght, path:"),
      to: "experiments/nets.md")
    let unknown = try await command("run")
    #expect(unknown.status == 2)
    #expect(unknown.errors.contains("'w.safetensors' has no tensor 'hidden1.wieght'"))
    #expect(unknown.errors.contains("did you mean 'hidden1.weight'?"))
  }
}
