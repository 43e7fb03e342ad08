import Foundation
import Tensors
import Testing

/// A report can be rebuilt byte for byte: in another folder, with another number of threads, on other kernels.
@Suite struct SameBytesTests {
  /// Supervised, adversarial and diverging runs, two factors, every plot type, inline results.
  private static let experiments = [
    "nets.md": """
    ---
    title: Nets
    seeds: 3
    ---
    ```yaml {#moons .experiment}
    data: {name: two_moons, samples: 120, noise: 0.2}
    model: {hidden: [9, 7], activation: relu, init: he_normal}
    train: {epochs: 4, batch_size: 17}
    record: {gradients: true, activations: true, weights: true}
    vary:
      model.activation: [relu, tanh, sigmoid]
      optimizer: [adam, {name: sgd, learning_rate: 1e9}]
    ```

    ReLU: `= test.accuracy[relu, adam]`.

    ```yaml {#fig-boundary .plot}
    from: moons
    type: decision_boundary
    ```

    ```yaml {#fig-dots .plot}
    from: moons
    type: dot
    y: test.accuracy
    ```

    ```yaml {#fig-curves .plot}
    from: moons
    y: validation.loss
    ```

    ```yaml {#tbl-cross .table}
    from: moons
    rows: model.activation
    columns: optimizer
    cell: test.accuracy
    ```
    """,
    "deep/gan.md": """
    # A GAN

    ```yaml {#ring .experiment}
    data: {name: gaussian_ring, samples: 200}
    model: {generator: {hidden: [16], latent: 3}, discriminator: {hidden: [16]}}
    loss: {name: adversarial, objective: non_saturating}
    train: {epochs: 3, batch_size: 64}
    vary: {loss.objective: [minimax, non_saturating]}
    seeds: [1, 5]
    ```

    ```yaml {#fig-samples .plot}
    from: ring
    type: samples
    ```
    """,
    "fit.md": """
    # A fit

    ```yaml {.experiment}
    data: {name: sine, samples: 90}
    model: {hidden: [11], activation: tanh}
    train: {epochs: 3}
    vary: {optimizer.learning_rate: "logspace(0.0001, 0.01, 3)"}
    seeds: 2
    ```
    """,
  ]

  private func reports(threads: Int, kernels: String?) async throws -> [String: Data] {
    let command = try Command()
    defer { command.remove() }
    for (path, text) in Self.experiments { try command.write(text, to: "experiments/\(path)") }
    let result = try await command(
      "run", "--threads", "\(threads)", environment: kernels.map { ["ABLATE_KERNELS": $0] } ?? [:])
    #expect(result.status == 0, "\(result.errors)")
    let files = try command.files("reports")
    #expect(files["deep/gan.html"] != nil && files["nets.md"] != nil && files["index.html"] != nil)
    return files
  }

  @Test func reportsHaveTheSameBytes() async throws {
    let first = try await reports(threads: 1, kernels: nil)
    #expect(try await reports(threads: 2, kernels: nil) == first)
    for kernels in Kernels.available.map(\.name) {
      #expect(try await reports(threads: 2, kernels: kernels) == first, "\(kernels)")
    }
  }

  @Test func nothingOfTheMachineIsInAReport() async throws {
    for (name, data) in try await reports(threads: 2, kernels: nil) {
      let text = String(decoding: data, as: UTF8.self)
      #expect(!text.contains(NSTemporaryDirectory()), "\(name)")
      #expect(!text.contains("ablate-test-"), "\(name)")
      #expect(
        !text.contains(ProcessInfo.processInfo.hostName) || ProcessInfo.processInfo.hostName.count < 4,
        "\(name)")
    }
  }
}
