import Foundation
import Testing

@Suite struct CommandTests {
  private static let xor = """
    # XOR

    ```yaml {#nets .experiment}
    data: xor
    model: {hidden: [4], activation: tanh}
    train: {epochs: 3}
    vary: {model.activation: [tanh, relu]}
    seeds: 2
    ```
    """

  @Test func aSecondRunExecutesNothingAndAChangedBlockItsOwn() async throws {
    let command = try Command()
    defer { command.remove() }
    try command.write(Self.xor, to: "experiments/xor.md")
    #expect(try await command("run").output.contains("4 runs executed, 0 reused; 1 report"))
    let reports = try command.files("reports")
    #expect(try await command("run").output.contains("0 runs executed, 4 reused"))
    #expect(try command.files("reports") == reports)
    // What is as it should be is not touched.
    let early = Date(timeIntervalSince1970: 1_000_000_000)
    for name in reports.keys { try command.setDate(early, of: "reports/\(name)") }
    try await command("run")
    for name in reports.keys { #expect(try command.date(of: "reports/\(name)") == early) }

    // Prose and the names of things are no part of a run.
    try command.write(
      Self.xor.replacingOccurrences(of: "# XOR", with: "# Exclusive or").replacingOccurrences(
        of: "#nets", with: "#n"),
      to: "experiments/xor.md")
    #expect(try await command("run").output.contains("0 runs executed, 4 reused"))

    try command.write(
      Self.xor.replacingOccurrences(of: "[tanh, relu]", with: "[tanh, sigmoid]"), to: "experiments/xor.md")
    let changed = try await command("run", "--explain")
    #expect(changed.output.contains("2 runs executed, 2 reused"))
    #expect(changed.errors.contains("xor.md#nets[tanh], seed 0: stored, reused"))
    #expect(changed.errors.contains("xor.md#nets[sigmoid], seed 1: executed: "))
  }

  @Test func checkFailsWhereAReportIsStale() async throws {
    let command = try Command()
    defer { command.remove() }
    try command.write(Self.xor, to: "experiments/xor.md")
    let missing = try await command("check")
    #expect(missing.status == 3)
    #expect(missing.errors.contains("stale: reports/xor.html: missing"))
    #expect(!command.exists("reports"))
    try await command("run")
    #expect(try await command("check").status == 0)

    let html = try command.read("reports/xor.md")
    try command.write(html.replacingOccurrences(of: "XOR", with: "X0R"), to: "reports/xor.md")
    let stale = try await command("check")
    #expect(stale.status == 3)
    #expect(stale.errors.contains("stale: reports/xor.md: differs from line 1\n  - # X0R\n  + # XOR\n"))
    #expect(try command.read("reports/xor.md").contains("X0R"))
  }

  /// What does not hold ends both commands with 1, and the quiet ones say where it stands and why.
  @Test func claimsThatDoNotHoldFail() async throws {
    let command = try Command()
    defer { command.remove() }
    func file(_ claim: String) -> String {
      Self.xor.replacingOccurrences(of: "seeds: 2", with: "seeds: 6")
        + "\n\n```yaml {.claims}\n\(claim)\n```\n"
    }
    let text = file("Nothing is lost: all(train.loss[tanh] > 0)")
    try command.write(text, to: "experiments/xor.md")
    let holds = try await command("run")
    #expect(holds.status == 0)
    #expect(holds.output.contains("The claim holds\n\n  ✓ holds  Nothing is lost"))
    #expect(try await command("check").status == 0)
    #expect(try command.read("reports/index.md").contains("✓ The claim holds"))

    try command.write(file("All is lost: train.loss[tanh] < 0"), to: "experiments/xor.md")
    let refuted = try await command("run", "--quiet")
    #expect(refuted.status == 1)
    #expect(refuted.output.isEmpty)
    #expect(refuted.errors.contains("experiments/xor.md:12:1: error: the results refute this claim\n"))
    #expect(refuted.errors.contains("= train.loss[tanh] < 0\n"))
    #expect(refuted.errors.contains("p: 0.031"))
    let check = try await command("check", "--quiet")
    #expect(check.status == 1)
    #expect(check.errors == refuted.errors)
    #expect(try command.read("reports/index.md").contains("✗ The claim does not hold: 1 refuted"))

    try command.write(file("Perhaps: train.loss[tanh] > train.loss[tanh]"), to: "experiments/xor.md")
    let open = try await command("run")
    #expect(open.status == 1)
    #expect(open.output.contains("? inconclusive  Perhaps"))
    // A stale report is worse than a claim that does not hold.
    try command.write(file("Or not: train.loss[tanh] > train.loss[tanh]"), to: "experiments/xor.md")
    #expect(try await command("check").status == 3)
  }

  /// Running text that has no value: a visible mark in the report, an error of the check.
  @Test func anUndefinedResultIsAnErrorOfTheCheck() async throws {
    let command = try Command()
    defer { command.remove() }
    try command.write(Self.xor + "\n\nIt is `= log(0 - mean(train.loss[tanh]))`.\n", to: "experiments/xor.md")
    let run = try await command("run")
    #expect(run.status == 0)
    #expect(run.errors.contains("warning: 'log(0 - mean(train.loss[tanh]))' has no value: undefined"))
    #expect(try command.read("reports/xor.md").contains("It is **undefined**"))
    let check = try await command("check")
    #expect(check.status == 1)
    #expect(check.errors.contains("error: 'log(0 - mean(train.loss[tanh]))' has no value: undefined"))
  }

  @Test func anInvalidFileTouchesNothingAndOthersRun() async throws {
    let command = try Command()
    defer { command.remove() }
    try command.write(Self.xor, to: "experiments/good.md")
    try command.write(Self.xor, to: "experiments/bad.md")
    try await command("run")
    let earlier = try command.read("reports/bad.html")
    try command.write(
      Self.xor.replacingOccurrences(of: "relu]", with: "rellu]").replacingOccurrences(
        of: "epochs: 3", with: "epochs: 0"),
      to: "experiments/bad.md")
    let result = try await command("run")
    #expect(result.status == 2)
    #expect(result.errors.contains("experiments/bad.md:7:33: error: unknown activation 'rellu'"))
    #expect(result.errors.contains("did you mean 'relu'?"))
    #expect(result.errors.contains("experiments/bad.md:6:17: error: "))
    #expect(try command.read("reports/bad.html") == earlier)
    #expect(result.output.contains("0 runs executed, 4 reused; 1 report"))
  }

  @Test func dataThatAreWrongAreLocatedBeforeAnythingRuns() async throws {
    let command = try Command()
    defer { command.remove() }
    try command.write("a,b,y\n1,2,0\n3,,1\n5,6,0\n7,8,1\n9,1,0\n2,2,1\n", to: "experiments/table.csv")
    try command.write(
      """
      ```yaml {.experiment}
      data: {name: csv, path: table.csv, target: y}
      model: {hidden: [2]}
      seeds: 1
      ```
      """, to: "experiments/table.md")
    let result = try await command("run")
    #expect(result.status == 2)
    #expect(result.errors.contains("experiments/table.md:2:7: error: "))
    #expect(result.errors.contains("'b'"))
    #expect(!command.exists("reports"))
  }

  @Test func parametersAreSetFromTheCommandLine() async throws {
    let command = try Command()
    defer { command.remove() }
    try command.write(
      "---\nparams: {rate: 0.1}\n---\n"
        + Self.xor.replacingOccurrences(
          of: "seeds: 2", with: "optimizer: {name: adam, learning_rate: ${rate}}\nseeds: 1"),
      to: "experiments/xor.md")
    try await command("run")
    let usual = try command.read("reports/xor.json")
    #expect(try await command("run", "-P", "rate=0.3").output.contains("2 runs executed"))
    #expect(try command.read("reports/xor.json") != usual)
    let wrong = try await command("run", "-P", "rat=0.3")
    #expect(wrong.status == 64)
    #expect(wrong.errors.contains("did you mean 'rate'?"))
  }

  @Test func anInterruptedSweepGoesOnWhereItWas() async throws {
    let command = try Command()
    defer { command.remove() }
    try command.write(
      """
      ```yaml {#long .experiment}
      data: {name: two_moons, samples: 1000}
      model: {hidden: [32, 32]}
      train: {epochs: 12000}
      seeds: 60
      ```
      """, to: "experiments/long.md")
    let first = try command.start(["run"])
    try await wait(for: "[", from: first)
    first.process.interrupt()
    let result = try await command.finish(first)
    try #require(result.status == 130, "\(result.output) \(result.errors)")
    #expect(!command.exists("reports"))
    let executed = try #require(result.errors.firstMatch(of: /interrupted: (\d+) new runs are kept/)?.1)
    #expect(Int(executed)! >= 1)

    let second = try command.start(["run"])
    try await wait(for: "stored", from: second)
    second.process.interrupt()
    let again = try await command.finish(second)
    #expect(again.status == 130)
    #expect(again.errors.hasPrefix("60 runs: \(executed) stored, \(60 - Int(executed)!) to execute"))
  }

  /// Until the command has written `text` to standard error.
  private func wait(for text: String, from running: Command.Running) async throws {
    while running.process.isRunning {
      if String(decoding: try Data(contentsOf: running.errors), as: UTF8.self).contains(text) { return }
      try await Task.sleep(for: .milliseconds(20))
    }
  }

  @Test func installableDataThatAreMissingAreSkippedWithANote() async throws {
    let command = try Command()
    defer { command.remove() }
    try command.write(
      "```yaml {#images .experiment}\ndata: {name: fashion_mnist, folder: nowhere}\nmodel: {hidden: [4]}\n```\n",
      to: "experiments/images.md")
    let walked = try await command("run")
    #expect(walked.status == 0)
    #expect(walked.errors.contains("skipped: "))
    #expect(walked.errors.contains("dataset-fashion-mnist"))
    #expect(!command.exists("reports/images.html"))
    #expect(try await command("check").status == 0)
    #expect(walked.errors.contains("experiments/images.md: its report is left as it is"))
    // Who names the file wants its runs, and gets what there is.
    #expect(try await command("run", "experiments/images.md").status == 4)
    let report = try command.read("reports/images.md")
    #expect(report.contains("This experiment was not run: Fashion-MNIST is not here: no file"))
  }

  @Test(arguments: [
    (["run", "nowhere"], "no file or folder 'nowhere'"),
    (["run", "x"], "no file or folder 'x'"),
    (["run", "--threads", "0"], "--threads must be at least 1"),
    (["run", "-P", "rate"], "-P needs name=value"),
    (["rnu"], "rnu"),
    (["describe", "rellu"], "did you mean 'relu'?"),
    (["list", "activatoins"], "did you mean 'activations'?"),
  ])
  func aWrongCommandLineIsTold(_ arguments: [String], _ message: String) async throws {
    let command = try Command()
    defer { command.remove() }
    let result = try await command.finish(try command.start(arguments))
    #expect(result.status == 64)
    #expect(result.errors.contains(message))
  }

  @Test func unknownKernelsAreTold() async throws {
    let command = try Command()
    defer { command.remove() }
    try command.write(Self.xor, to: "experiments/xor.md")
    let result = try await command("run", environment: ["ABLATE_KERNELS": "avx1024"])
    #expect(result.status == 64)
    #expect(result.errors.contains("unknown kernels 'avx1024'"))
  }

  @Test func aStarterRuns() async throws {
    let command = try Command()
    defer { command.remove() }
    #expect(try await command("new", "moons").status == 0)
    #expect(try await command("run").status == 0)
    #expect(command.exists("reports/moons.html"))
    #expect(try await command("new", "moons").status == 64)
  }
}
