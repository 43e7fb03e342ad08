import Foundation
import Testing

/// `ablate export`: whole trainings replayed in PyTorch, weights, and what can be wrong.
@Suite struct ExportTests {
  struct Training: Sendable, CustomTestStringConvertible {
    let name: String
    let block: String
    var testDescription: String { name }
  }

  private static func game(
    _ loss: String, _ train: String = "{epochs: 10, batch_size: 64}", activation: String = "relu"
  ) -> String {
    """
    data: {name: gaussian_ring, samples: 1000}
    model: {generator: {hidden: [32, 32], latent: 2}, discriminator: {hidden: [32, 32], activation: \(activation)}}
    loss: \(loss)
    optimizer: {name: adam, learning_rate: 0.0005, beta1: 0.5}
    train: \(train)
    """
  }

  static let trainings = [
    Training(
      name: "classes, cross-entropy, Adam",
      block: """
        data: {name: two_moons, samples: 500, noise: 0.2}
        model: {hidden: [16, 16], activation: relu, init: he_normal}
        loss: cross_entropy
        optimizer: {name: adam, learning_rate: 0.01}
        train: {epochs: 12}
        """),
    Training(
      name: "classes of unlike weight, squared hinge",
      block: """
        data: {name: two_moons, samples: 300, noise: 0.2}
        model: {hidden: [16], activation: tanh, init: xavier_normal}
        loss: squared_hinge
        optimizer: {name: adam, learning_rate: 0.01}
        train: {epochs: 6, class_weights: [0.5, 2]}
        """),
    Training(
      name: "embeddings, supervised contrast, parts longer than a chunk",
      block: """
        data: {name: blobs, samples: 600}
        model: {hidden: [16], activation: tanh, init: xavier_normal}
        loss: {name: info_nce, dimensions: 2}
        optimizer: {name: adam, learning_rate: 0.01}
        train: {epochs: 6}
        """),
    Training(
      name: "values, mean squared error, Nesterov momentum",
      block: """
        data: {name: sine, samples: 300, noise: 0.1}
        model: {hidden: [24], activation: tanh, init: xavier_normal}
        loss: mse
        optimizer: {name: sgd, learning_rate: 0.02, momentum: 0.9, nesterov: true}
        train: {epochs: 20, batch_size: 25}
        """),
    Training(
      name: "two classes, binary cross-entropy, RMSprop, layers",
      block: """
        data: {name: circles, samples: 400}
        model:
          layers:
            - {name: dense, units: 16, init: he_normal}
            - gelu
            - {name: dense, units: 8, activation: silu, bias: false}
            - dense
        loss: binary_cross_entropy
        optimizer: {name: rmsprop, learning_rate: 0.005}
        train: {steps: 230, batch_size: 30}
        """),
    Training(
      name: "three classes, mean squared error, AdamW, all rows at once",
      block: """
        data: {name: iris, preprocess: [standardize]}
        model: {hidden: [12], activation: softplus}
        loss: mse
        optimizer: {name: adamw, learning_rate: 0.02}
        train: {epochs: 150, batch_size: full, shuffle: false}
        """),
    Training(
      name: "clipped norm, coupled decay, cosine with warm-up, moving average",
      block: """
        data: {name: two_moons, samples: 400, noise: 0.2}
        model: {hidden: [16], activation: prelu}
        optimizer: {name: sgd, learning_rate: 0.2, momentum: 0.8}
        train:
          epochs: 14
          batch_size: 30
          clip_norm: 0.5
          weight_decay: 0.01
          ema: 0.9
          schedule: {name: warmup, steps: 20, then: cosine}
        """),
    Training(
      name: "learned and random slopes, decoupled decay, a plateau",
      block: """
        data: {name: two_moons, samples: 400, noise: 0.2}
        model:
          layers:
            - {name: dense, units: 16, activation: rrelu}
            - prelu
            - {name: dense, units: 8, activation: tanh}
            - dense
        optimizer: {name: adam, learning_rate: 0.01}
        train:
          epochs: 15
          clip_value: 0.05
          weight_decay: {rate: 0.1, decoupled: true, biases: false}
          schedule: {name: reduce_on_plateau, patience: 0, factor: 0.5}
        """),
    Training(
      name: "several batches a step, Lookahead, steps of the rate",
      block: """
        data: {name: sine, samples: 300}
        model: {hidden: [16], activation: tanh}
        loss: mse
        optimizer: {name: nadam, learning_rate: 0.01}
        train: {epochs: 30, batch_size: 20, accumulate: 3, lookahead: {steps: 4, alpha: 0.5}, schedule: step}
        """),
    Training(
      name: "L-BFGS",
      block: """
        data: {name: sine, samples: 100}
        model: {hidden: [6], activation: tanh}
        optimizer: {name: lbfgs, max_iter: 4, line_search: strong_wolfe}
        train: {steps: 6, batch_size: full}
        """),
    Training(name: "game, non-saturating", block: game("adversarial")),
    Training(
      name: "game, relativistic, random slopes, average and schedule",
      block: game(
        "{name: adversarial, objective: relativistic}",
        "{epochs: 10, batch_size: 64, ema: 0.95, clip_norm: 1, schedule: exponential}", activation: "rrelu")),
    Training(
      name: "game, Wasserstein with gradient penalty",
      // A penalty on the slope of a smooth discriminator: at a kink it jumps, and rounding decides when.
      block: game(
        "{name: adversarial, objective: wasserstein_gp, discriminator_steps: 2}", activation: "tanh")),
    Training(
      name: "game, Wasserstein with clipped weights",
      block: game("{name: adversarial, objective: wasserstein, clip: 0.05, discriminator_steps: 3}")),
    Training(
      name: "game, non-saturating with smoothed labels and R1",
      block: game(
        "{name: adversarial, label_smoothing: 0.1, r1: 1}", "{steps: 150, batch_size: full}",
        activation: "tanh")),
  ]

  private static func experiment(_ block: String, seeds: Int = 3) -> String {
    "```yaml {#it .experiment}\n\(block)\nseeds: \(seeds)\n```\n"
  }

  /// PyTorch comes to the same losses and metrics. Where Python has no torch there is nothing to compare
  /// with.
  @Test(.enabled(if: Python.hasPyTorch, "Python has no numpy and torch"), arguments: trainings)
  func pyTorchAgrees(_ training: Training) async throws {
    let command = try Command()
    defer { command.remove() }
    try command.write(Self.experiment(training.block), to: "it.md")
    let export = try await command("export", "pytorch", "it.md", "--seed", "1")
    try #require(export.status == 0, "\(export.errors)")
    let replay = try await Python.run(["it-pytorch/replay.py"], in: command.folder)
    #expect(replay.status == 0, "\(replay.output)\n\(replay.errors)")
    #expect(replay.output.hasSuffix("the runs agree\n"))
    #expect(replay.output.contains("largest difference of "))
  }

  /// What is not as expected is told, and fails.
  @Test(
    .enabled(if: Python.hasPyTorch, "Python has no numpy and torch"),
    arguments: ["classes, cross-entropy, Adam", "game, non-saturating"])
  func aWrongExpectationIsFound(_ name: String) async throws {
    let command = try Command()
    defer { command.remove() }
    let training = try #require(Self.trainings.first { $0.name == name })
    try command.write(Self.experiment(training.block), to: "it.md")
    try await command("export", "pytorch", "it.md#it")
    let path = "it-pytorch/expected.json"
    let expected = try command.read(path)
    let losses = try #require(expected.firstMatch(of: /loss": \[([-0-9.e]+), ([-0-9.e]+)/))
    // A thousandth beside.
    let second = try #require(Double(losses.2))
    try command.write(
      expected.replacingOccurrences(of: ", \(losses.2),", with: ", \(second * 1.001),"), to: path)
    let replay = try await Python.run(["replay.py"], in: command.folder.appendingPathComponent("it-pytorch"))
    #expect(replay.status == 1)
    #expect(replay.output.contains("DIFFERS: "))
    #expect(replay.output.contains("loss of step 2: "))
    #expect(!replay.output.contains("loss of step 3: "))

    // And the last metric: the spread over seeds does not hold another's.
    let moved = expected.replacing(/"seeds": \[[^\]]*\]/) { _ in "\"seeds\": [7, 7.01, 6.99]" }
    try command.write(moved, to: path)
    let outside = try await Python.run(["replay.py"], in: command.folder.appendingPathComponent("it-pytorch"))
    #expect(outside.status == 1)
    #expect(outside.output.contains("is outside of 7 ± "))
  }

  @Test func theFolderIsWhatItIsSaidToBe() async throws {
    let command = try Command()
    defer { command.remove() }
    try command.write(Self.experiment(Self.trainings[0].block), to: "it.md")
    let export = try await command("export", "pytorch", "it.md", "--output", "there")
    #expect(export.status == 0, "\(export.errors)")
    let files = try command.files("there")
    #expect(
      Set(files.keys).isSuperset(of: [
        "README.md", "expected.json", "replay.py", "arrays/batches.npy", "arrays/train/inputs.npy",
        "arrays/train/targets.npy", "arrays/test/labels.npy", "arrays/weights/hidden1.weight.npy",
        "arrays/weights/output.bias.npy",
      ]))
    let script = try command.read("there/replay.py")
    for line in [
      "self.hidden1 = nn.Linear(2, 16)", "x = F.relu(x)", "return F.cross_entropy(outputs, targets)",
      "optimizer = torch.optim.Adam(params, lr=0.01",
    ] { #expect(script.contains(line), "\(line)") }
    let imports = script.split(separator: "\n").filter { $0.hasPrefix("import ") || $0.hasPrefix("from ") }
    #expect(
      imports == [
        "import json", "import sys", "from pathlib import Path", "import numpy as np", "import torch",
        "import torch.nn.functional as F", "from torch import nn",
      ])
    // Again, over what it wrote: the same bytes, and nobody else's file is touched.
    try command.write("mine", to: "there/notes.txt")
    #expect(try await command("export", "pytorch", "it.md", "--output", "there").status == 0)
    #expect(try command.read("there/notes.txt") == "mine")
    for (name, bytes) in files { #expect(try command.files("there")[name] == bytes, "\(name)") }
  }

  @Test func weightsAreExported() async throws {
    let command = try Command()
    defer { command.remove() }
    try command.write(Self.experiment(Self.trainings[0].block), to: "it.md")
    let export = try await command("export", "weights", "it.md", "--seed", "2")
    #expect(export.status == 0, "\(export.errors)")
    let bytes = Array(try Data(contentsOf: command.folder.appendingPathComponent("it.safetensors")))
    let length = bytes[0..<8].reversed().reduce(0) { $0 << 8 | Int($1) }
    let header = try #require(
      try JSONSerialization.jsonObject(with: Data(bytes[8..<(8 + length)])) as? [String: [String: Any]])
    #expect(header["hidden1.weight"]?["shape"] as? [Int] == [16, 2])
    #expect(header["output.bias"]?["shape"] as? [Int] == [2])
    #expect(header["__metadata__"]?["experiment"] as? String == "it")
    #expect(header["__metadata__"]?["seed"] as? String == "2")
    // A file in the way stays as it is; the same run gives the same bytes.
    let again = try await command("export", "weights", "it.md")
    #expect(again.status == 4)
    #expect(again.errors.contains("error: 'it.safetensors' exists"))
    try await command("export", "weights", "it.md", "--seed", "2", "--output", "other.safetensors")
    #expect(
      Array(try Data(contentsOf: command.folder.appendingPathComponent("other.safetensors"))) == bytes)
  }

  /// Training on from exported weights starts where the earlier run ended.
  @Test func exportedWeightsAreReadBack() async throws {
    let command = try Command()
    defer { command.remove() }
    try command.write(Self.experiment(Self.trainings[0].block, seeds: 1), to: "experiments/it.md")
    try await command("run", "-q")
    try await command("export", "weights", "experiments/it.md", "--output", "experiments/it.safetensors")
    let block = Self.trainings[0].block.replacingOccurrences(
      of: "init: he_normal", with: "init: {name: from_file, path: it.safetensors}"
    ).replacingOccurrences(of: "learning_rate: 0.01", with: "learning_rate: 0")
    try command.write(
      Self.experiment(
        block.replacingOccurrences(
          of: "path: it.safetensors}",
          with: "path: it.safetensors}, bias_init: {name: from_file, path: it.safetensors}"),
        seeds: 1), to: "experiments/again.md")
    let again = try await command("run", "-q")
    #expect(again.status == 0, "\(again.errors)")
    // The last epoch of the one is every epoch of the other, whose learning rate is 0.
    func losses(_ name: String) throws -> [Double] {
      let report = try JSONSerialization.jsonObject(with: Data(try command.read("reports/\(name).json").utf8))
      return try #require(Self.curve("test.loss", in: report))
    }
    let (ended, began) = (try losses("it"), try losses("again"))
    #expect(ended.last == began.first && began.first == began.last)
    #expect(ended.first != ended.last)
  }

  /// The values of the first curve of this name, wherever the report keeps it.
  private static func curve(_ name: String, in json: Any) -> [Double]? {
    if let object = json as? [String: Any] {
      if let curve = object[name] as? [String: Any], let values = curve["values"] as? [Double] {
        return values
      }
      return object.keys.sorted().lazy.compactMap { curve(name, in: object[$0] as Any) }.first
    }
    return (json as? [Any])?.lazy.compactMap { curve(name, in: $0) }.first
  }

  // MARK: - What can be wrong

  private static let several = """
    ```yaml {#nets .experiment}
    data: xor
    model: {hidden: [4], activation: tanh}
    train: {epochs: 3}
    vary: {model.activation: [tanh, relu]}
    seeds: 2
    ```

    ```yaml {#flat .experiment}
    data: xor
    model: {hidden: []}
    train: {epochs: 3}
    seeds: [5]
    ```
    """

  @Test(arguments: [
    (["several.md"], "several.md: the file has 2 experiments", "one of: nets, flat"),
    (["several.md#net"], "the file has no experiment 'net'", "did you mean 'nets'?"),
    (["several.md#nets"], "'nets' has 2 variants, and one is to be named", "one of: tanh, relu"),
    (["several.md#nets", "--variant", "rellu"], "'nets' has no variant 'rellu'", "did you mean 'relu'?"),
    (["several.md#flat", "--seed", "1"], "'flat' is not run under the seed 1", "one of: 5"),
    (["serveral.md#flat"], "no file or folder 'serveral.md'", "did you mean 'several.md'?"),
    (["."], "'.' is a folder", "one experiment: FILE#ID"),
  ])
  func aWrongNameIsTold(_ arguments: [String], _ message: String, _ hint: String) async throws {
    let command = try Command()
    defer { command.remove() }
    try command.write(Self.several, to: "several.md")
    for kind in ["pytorch", "weights"] {
      let result = try await command.finish(try command.start(["export", kind] + arguments))
      #expect(result.status == 64, "\(result.errors)")
      #expect(result.errors.contains("error: ") && result.errors.contains(message), "\(result.errors)")
      #expect(result.errors.contains(hint), "\(result.errors)")
    }
    #expect(try command.files(".").keys.sorted() == ["several.md"])
  }

  @Test func aWrongFileIsLocated() async throws {
    let command = try Command()
    defer { command.remove() }
    try command.write(Self.several.replacingOccurrences(of: "relu]", with: "rellu]"), to: "several.md")
    let result = try await command("export", "pytorch", "several.md#flat")
    #expect(result.status == 2)
    #expect(result.errors.contains("several.md:5:33: error: unknown activation 'rellu'"), "\(result.errors)")
    #expect(try command.files(".").keys.sorted() == ["several.md"])
  }

  @Test func aFolderInTheWayStaysAsItIs() async throws {
    let command = try Command()
    defer { command.remove() }
    try command.write(Self.several, to: "several.md")
    try command.write("precious", to: "flat-pytorch/thesis.txt")
    let refused = try await command("export", "pytorch", "several.md#flat")
    #expect(refused.status == 4)
    #expect(refused.errors.contains("the folder 'flat-pytorch' is not empty"))
    #expect(refused.errors.contains("--force"))
    #expect(try command.files("flat-pytorch").keys.sorted() == ["thesis.txt"])
    let forced = try await command("export", "pytorch", "several.md#flat", "--force")
    #expect(forced.status == 0, "\(forced.errors)")
    #expect(try command.read("flat-pytorch/thesis.txt") == "precious")
    #expect(command.exists("flat-pytorch/replay.py"))

    try command.write("a file", to: "taken")
    let file = try await command("export", "pytorch", "several.md#flat", "--output", "taken")
    #expect(file.status == 4 && file.errors.contains("'taken' is a file"))
    #expect(try command.read("taken") == "a file")
    let nowhere = try await command("export", "pytorch", "several.md#flat", "--output", "a/b")
    #expect(nowhere.status == 4 && nowhere.errors.contains("no folder 'a' to make 'a/b' in"))
    #expect(!command.exists("a"))
    let weights = try await command("export", "weights", "several.md#flat", "--output", "a/b.safetensors")
    #expect(weights.status == 4 && weights.errors.contains("cannot write to 'a/b.safetensors'"))
  }

  @Test func nothingIsLeftHalfWritten() async throws {
    let command = try Command()
    defer { command.remove() }
    try command.write(Self.several, to: "several.md")
    // Under /dev/null nothing can be made, for anybody.
    let result = try await command("export", "pytorch", "several.md#flat", "--output", "/dev/null/there")
    #expect(result.status == 4)
    #expect(result.errors.contains("'/dev/null/there'"))
    #expect(try command.files(".").keys.allSatisfy { $0 == "several.md" || $0.hasPrefix(".ablate/") })
  }

  @Test func anOptionWithoutAPythonFormIsTold() async throws {
    let command = try Command()
    defer { command.remove() }
    try command.write(
      Self.experiment(
        """
        data: {name: two_moons, samples: 100}
        model: {hidden: [4]}
        train: {epochs: 5, early_stopping: 3}
        """), to: "it.md")
    let result = try await command("export", "pytorch", "it.md")
    #expect(result.status == 4)
    #expect(
      result.errors.contains("it.md:4:36: error: 'early_stopping' has no PyTorch form"), "\(result.errors)")
    #expect(!command.exists("it-pytorch"))
  }

  @Test func aRunThatDivergedHasNoEnd() async throws {
    let command = try Command()
    defer { command.remove() }
    try command.write(
      Self.experiment(
        """
        data: {name: sine, samples: 100}
        model: {hidden: [8]}
        optimizer: {name: sgd, learning_rate: 1e6}
        """), to: "it.md")
    let result = try await command("export", "pytorch", "it.md")
    #expect(result.status == 4)
    #expect(result.errors.contains("it.md#it: the run diverged at epoch "), "\(result.errors)")
    #expect(!command.exists("it-pytorch"))
  }
}
