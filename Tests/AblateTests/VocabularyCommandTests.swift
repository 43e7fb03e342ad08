import Datasets
import Diagnostics
import Foundation
import Learning
import Testing

/// `ablate list` and `ablate describe`, over every row of every catalog.
@Suite struct VocabularyCommandTests {
  private static let rows: [(kind: String, row: any CatalogRow)] =
    entries(Datasets.catalog) + entries(Datasets.preprocessing) + entries(Activations.catalog)
    + entries(Initializers.catalog) + entries(Losses.catalog) + entries(Optimizers.catalog)
    + entries(Schedules.catalog) + entries(Metrics.catalog)

  private static func entries<Row>(_ catalog: Catalog<Row>) -> [(kind: String, row: any CatalogRow)] {
    catalog.rows.map { (catalog.kind, $0) }
  }

  private func output(_ arguments: [String]) async throws -> String {
    let command = try Command()
    defer { command.remove() }
    let result = try await command.finish(try command.start(arguments))
    #expect(result.status == 0 && result.errors.isEmpty, "\(result.errors)")
    return result.output
  }

  /// What is told of each component, by its first line.
  private func describe(_ names: [String]) async throws -> [String: String] {
    let parts = try await output(["describe"] + names).components(separatedBy: "\n\n\n")
    return Dictionary(
      parts.map { (String($0.prefix { $0 != "\n" }), $0) }, uniquingKeysWith: { first, _ in first })
  }

  private func fitsTheTerminal(_ text: String) {
    for line in text.split(separator: "\n") {
      #expect(line.count <= 72 && line.last != " ", "\(line)")
    }
  }

  @Test func everyRowIsListed() async throws {
    let list = try await output(["list"])
    fitsTheTerminal(list)
    let names = list.split(separator: "\n").compactMap { $0.split(separator: " ").first.map(String.init) }
    for (kind, row) in Self.rows { #expect(names.contains(row.name), "\(kind) \(row.name)") }
    // A layer is every activation, but once is enough.
    #expect(names.count { $0 == "softsign" } == 1)
    for word in ["activation", "activations"] {
      let activations = try await output(["list", word])
      #expect(activations.hasPrefix("activations\n  linear "))
      #expect(!activations.contains("two_moons"))
    }
  }

  @Test func everyRowIsDescribed() async throws {
    let described = try await describe(Self.rows.map(\.row.name))
    for (kind, row) in Self.rows {
      let text = try #require(described["\(row.name) (\(kind))"], "\(kind) \(row.name)")
      fitsTheTerminal(text)
      let words = text.split { $0 == " " || $0 == "\n" }
      let told =
        [row.summary, row.formula, row.source]
        + row.options.flatMap { [$0.name, $0.help] + $0.aliases } + row.aliases.map(\.name)
      for word in told.flatMap({ $0.split { " (),:;".contains($0) } }) {
        #expect(words.contains { $0.contains(word) }, "\(row.name): \(word)")
      }
      switch row {
      case let activation as ActivationRow:
        #expect(text.contains("PyTorch  "))
        #expect(
          text.contains(" f(x)") == activation.isElementwise
            && text.contains(" f'(x)") == activation.isElementwise)
      case is LossRow, is OptimizerRow: #expect(text.contains("PyTorch  "))
      case let schedule as ScheduleRow:
        #expect(text.contains("PyTorch  "))
        // All but the one that waits for results.
        #expect(text.contains(", 25 an epoch ->") == (schedule.name != "reduce_on_plateau"))
      default: break
      }
    }
  }

  @Test func anActivationIsDrawn() async throws {
    #expect(
      try await output(["describe", "relu"]) == """
        relu (activation)
          Passes what is positive; cheap, and does not saturate on that side.

          formula  max(0, x)
          PyTorch  F.relu(x)
          also     rectifier
          source   Nair and Hinton, Rectified linear units improve restricted
                   Boltzmann machines, 2010

          relu  slope 0 to 1

            |                             |
          4 +                             |                           RR R f(x)
            |                             |                         RR
            |                             |                       RR
          3 +                             |                     RR
            |                             |                   RR
            |                             |                 RR
            |                             |               RR
          2 +                             |             RR
            |                             |           RR
            |                             |         RR
          1 +                             |.......RR.................... . f'(x)
            |                             |     RR
            |                             |   RR
            |                             | RR
          0 +RRRRRRRRRRRRRRRRRRRRRRRRRRRRRRR----------------------------
            ++-------------+--------------+--------------+-------------+
             -4           -2              0              2             4
                                                                    x ->

        """)
  }

  /// Where slopes are largest and least: known of these from their formulas.
  @Test(arguments: [
    ("sigmoid", "slope 0.0177 to 0.25, largest at 0\n"), ("tanh", "slope 0.00134 to 1, largest at 0\n"),
    // √2, of (2 - x²) φ(x) = 0.
    ("gelu", "slope -0.129 to 1.13, largest at 1.41, least at -1.41\n"),
    // √½ and √(2 / e).
    ("gaussian", "slope -0.858 to 0.858, largest at -0.71, least at 0.71\n"),
    ("linear", "slope 1\n"), ("relu6", "slope 0 to 1\n"), ("prelu", "slope 0.25 to 1\n"),
    // Twice as large, and never unique in the range.
    ("snake", "slope 0 to 2\n"), ("mse", "slope -8 to 8\n"),
  ])
  func slopesAreTold(_ name: String, _ fact: String) async throws {
    #expect(try await output(["describe", name]).contains("  \(name)  \(fact)"))
  }

  @Test func lossesAreDrawnAgainstWhatTheyDependOn() async throws {
    let described = try await describe(["mse", "binary_cross_entropy", "cross_entropy", "adversarial"])
    #expect(described["mse (loss)"]!.contains("error, output - target ->"))
    #expect(described["binary_cross_entropy (loss)"]!.contains("logit of the true class ->"))
    #expect(!described["cross_entropy (loss)"]!.contains(". slope"))
    #expect(!described["adversarial (loss)"]!.contains(". slope"))
  }

  /// Ends of a training of 500 steps from a rate of 0.1, by their formulas.
  @Test(arguments: [
    ("constant", "rate 0.1\n"), ("linear_warmup", "rate 0.0333 to 0.1\n"),
    // Of 20 epochs the last begins at 0.1 · 0.95¹⁹.
    ("exponential", "rate 0.0377 to 0.1\n"),
    ("one_cycle", "rate 0 to 0.1, largest at 150\n"),
  ])
  func schedulesAreDrawn(_ name: String, _ fact: String) async throws {
    #expect(try await output(["describe", name]).contains("  \(name)  \(fact)"))
  }

  /// By another name a component is told with what that name presets.
  @Test func otherNames() async throws {
    let described = try await describe(["swish", "siren", "momentum"])
    #expect(described["swish: silu (activation)"] != nil)
    #expect(described["momentum: sgd with momentum 0.9 (optimizer)"] != nil)
    let siren = try #require(described["siren: sin with omega 30 (activation)"])
    #expect(siren.contains("torch.sin(30 * x)"))
    // Waves too short for the usual range are drawn on a shorter one.
    #expect(siren.contains("slope -30 to 30") && siren.contains(" 0.2 ") && !siren.contains(" 2 "))
  }

  /// A name of several kinds shows all, its own first; case and hyphens do not matter.
  @Test func severalKinds() async throws {
    let sin = try await output(["describe", "Sin"])
    #expect(sin.hasPrefix("sin (activation)\n"))
    #expect(sin.contains("\n\n\nsin: sine (data set)\n"))
    #expect(try await output(["describe", "Leaky-ReLU"]).hasPrefix("leaky_relu (activation)\n"))
  }

  @Test func anUnknownNameAmongOthers() async throws {
    let command = try Command()
    defer { command.remove() }
    let result = try await command("describe", "relu", "rellu")
    #expect(result.status == 64 && result.output.isEmpty)
    #expect(
      result.errors.contains("unknown component 'rellu'") && result.errors.contains("did you mean 'relu'?"))
  }
}
