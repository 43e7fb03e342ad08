import ArgumentParser
import Diagnostics
import Foundation

struct New: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write a starter experiment to begin from.", usage: "ablate new NAME")

  @Argument(help: "Its name or path: 'moons' gives experiments/moons.md.")
  var name: String

  func run() throws {
    var path = name.hasSuffix(".md") ? name : name + ".md"
    if !path.contains("/") { path = "\(ExperimentFiles.defaultPath)/\(path)" }
    guard !FileManager.default.fileExists(atPath: path) else {
      throw CommandFailure(
        message: "'\(path)' exists already", hints: ["choose another name; it is left as it is"],
        exitCode: .usage)
    }
    let folder = path.folderOfPath
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      try Data(Self.starter.utf8).write(to: URL(fileURLWithPath: path), options: .withoutOverwriting)
    } catch {
      throw CommandFailure(message: "cannot write '\(path)': \(error.localizedDescription)")
    }
    print("wrote \(path)")
    print("run it: ablate run \(path)")
  }

  private static let starter = """
    ---
    title: Which activation learns two moons best?
    seeds: 8
    ---

    # Which activation learns two moons best?

    Two half circles that reach into each other cannot be parted by a straight line, so a network has to bend one.
    I expect the ReLU to get there first, since the sigmoid's slope is at most a quarter.

    ```yaml {#moons .experiment}
    data: {name: two_moons, samples: 500, noise: 0.2}
    model: {hidden: [16, 16], activation: relu, init: he_normal}
    optimizer: {name: adam, learning_rate: 0.01}
    train: {epochs: 20, batch_size: 32}
    vary:
      model.activation: [relu, tanh, sigmoid]
    ```

    On unseen points ReLU reaches an accuracy of `= test.accuracy[relu]`, tanh of `= test.accuracy[tanh]` and the
    sigmoid of `= test.accuracy[sigmoid]`. What this article claims is tested over the seeds, and `ablate check` fails
    when it no longer holds:

    ```yaml {.claims}
    ReLU beats the sigmoid on unseen points: test.accuracy[relu] > test.accuracy[sigmoid]
    ReLU is right on nine of ten unseen points: test.accuracy[relu] > 90 %
    ```

    """
}
