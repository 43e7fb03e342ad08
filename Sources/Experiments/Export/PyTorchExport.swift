import Diagnostics
import Exchange
import Learning
import Tensors

/// A folder with which anybody who has PyTorch can check a run of the engine: the data, the first weights,
/// the order of the batches, the losses and metrics to be expected, and a program that trains the same.
package struct PyTorchExport {
  /// Steps whose losses are compared one by one. Rounding grows from step to step.
  package static let steps = 100
  /// Top-level names of the folder.
  package static let entries = ["README.md", "arrays", "expected.json", "replay.py"]

  private let transcript: Transcript
  private let experiment: String
  private let variant: Variant
  private let isOnlyVariant: Bool
  private let seed: Int
  private let seedResults: [RunResult]

  /// - Parameters:
  ///   - transcript: Of the run, with its first `steps` steps.
  ///   - seedResults: Of all the variant's seeds, for the spread of the last metrics.
  package init(
    _ transcript: Transcript, of run: ExportedRun, seedResults: [RunResult]
  ) {
    self.transcript = transcript
    experiment = run.experiment.id
    variant = run.variant
    isOnlyVariant = run.experiment.variants.count == 1
    seed = run.seed
    self.seedResults = seedResults
  }

  /// Throws where something of the run cannot be said in PyTorch, or there is no whole run to compare with.
  package func files() throws(ExportError) -> [ExportedFile] {
    if case .diverged(let epoch, let step) = transcript.result.status {
      throw ExportError(
        "the run diverged at epoch \(epoch), step \(step), so there is nothing to compare at its end",
        hints: ["choose another --seed or --variant"])
    }
    let script = try ReplayScript(transcript: transcript, subject: subject, seed: seed).text()
    var files = [
      ExportedFile("README.md", text: readme), ExportedFile("expected.json", text: expected + "\n"),
      ExportedFile("replay.py", text: script),
    ]
    func add(_ name: String, _ file: NPYFile) {
      files.append(ExportedFile("arrays/\(name).npy", file.bytes))
    }
    for split in transcript.splits {
      add("\(split.name)/inputs", NPYFile(split.inputs.tensor))
      if let targets = split.targets { add("\(split.name)/targets", NPYFile(targets)) }
      if let labels = split.labels { add("\(split.name)/labels", NPYFile([labels.count], .int32(labels))) }
    }
    let rows = transcript.splits[0].inputs.rows
    add("batches", NPYFile([transcript.orders.count, rows], .int32(transcript.orders.flatMap { $0 })))
    for (name, value) in transcript.record.initial {
      add("weights/\(name)", NPYFile(WeightLayout.pytorch.toFile(value)))
    }
    for (name, draws) in transcript.record.noise { add("noise/\(name)", NPYFile(Self.stacked(draws))) }
    if let latent = transcript.sampledLatent { add("sampled_latent", NPYFile(latent)) }
    return files
  }

  /// Draws of different lengths as rows of one matrix, filled up with zeros.
  private static func stacked(_ draws: [[Float]]) -> Tensor {
    let width = draws.map(\.count).max() ?? 0
    var values: [Float] = []
    values.reserveCapacity(draws.count * width)
    for draw in draws { values += draw + [Float](repeating: 0, count: width - draw.count) }
    return Tensor([draws.count, width], values)
  }

  /// Losses that are held against each other. L-BFGS divides by differences of gradients, so rounding parts the two from
  /// its second step on.
  private var comparedSteps: Int {
    if case .single(let optimizer) = transcript.configuration.optimizer,
      Optimizers.row(optimizer).update == nil
    {
      return min(1, transcript.horizon.steps)
    }
    return min(Self.steps, transcript.horizon.steps)
  }

  private var subject: String {
    "experiment '\(experiment)'\(isOnlyVariant ? "" : ", variant '\(variant.label)'"), seed \(seed)"
  }

  // MARK: - What is expected

  private var expected: String {
    func object(_ members: [(String, String)]) -> String {
      "{\n" + members.map { "    \(CanonicalJSON.string($0)): \($1)" }.joined(separator: ",\n") + "\n  }"
    }
    let losses = transcript.record.losses.map { name, values in
      (name, "[\(values.map { $0.map { Format.shortest(Double($0)) } ?? "null" }.joined(separator: ", "))]")
    }
    // Not what `record` keeps.
    let parts = transcript.splits.map { "\($0.name)." } + ["samples."]
    let metrics = transcript.result.curves.compactMap { name, curve -> (String, String)? in
      guard let value = curve.values.last, parts.contains(where: name.hasPrefix) else { return nil }
      let seeds = seedResults.filter { $0.status == .completed }.compactMap { $0[name]?.values.last }
      return (
        name,
        "{\"value\": \(Format.shortest(value)), \"seeds\": [\(seeds.map(Format.shortest).joined(separator: ", "))]}"
      )
    }
    return """
      {
        "written_by": "ablate export pytorch",
        "experiment": \(CanonicalJSON.string(experiment)),
        "variant": \(CanonicalJSON.string(variant.label)),
        "seed": \(seed),
        "steps": \(comparedSteps),
        "losses": \(object(losses)),
        "metrics": \(object(metrics)),
        "configuration": \(transcript.configuration.canonicalJSON)
      }
      """
  }

  private var readme: String {
    let isGame = transcript.sampledLatent != nil
    return """
      # \(subject)

      `replay.py` trains this run again in PyTorch and compares what comes out with what Ablate's own engine said.
      It needs Python with torch and numpy, and nothing else:

          pip install torch numpy
          python3 replay.py

      It ends with exit code 0 where the two agree, else with 1, and says what differs.

      ## What is compared

      - \(isGame ? "Both players' losses" : "The loss") of each of the first \(comparedSteps) steps,
        to 1e-4 of its size. Both sides compute in binary32, but sum in another order: what is left is rounding,
        which grows from step to step, so that later steps may part.
      - The metrics after the last step, with the spread over this variant's seeds: they must lie within three
        standard deviations of the seeds' mean (or 5 % of it, or 0.01, if that is more). With fewer than three
        seeds they are shown and not judged.
      \(isGame
        ? """

        The random numbers of the first steps are those that Ablate drew. After them PyTorch draws its own. A gradient
        penalty jumps where a unit with a kink (such as relu) switches; rounding alone can move such a jump to another
        step, and the losses then part early.

        """ : "")
      ## What is in the folder

      - `replay.py`: model, loss, optimizer and training loop, to be read.
      - `expected.json`: the losses and metrics to be expected, and the whole configuration.
      - `arrays/`: NumPy arrays. `train/inputs` and its kin are the prepared data, targets as the loss takes them;
        `batches` has the row numbers of each epoch in their order; `weights/…` are the first weights, in PyTorch's
        layout (a layer's weight is [out, in])\(isGame
          ? "; `noise/…` are the random numbers of the first steps; `sampled_latent` makes the samples that are judged"
          : "").

      """
  }
}
