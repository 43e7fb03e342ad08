import Diagnostics
import Learning

extension ReplayScript {
  func adversarial(
    _ generator: ModelSpec, _ discriminator: ModelSpec, _ loss: AdversarialLoss
  ) throws(ExportError) -> String {
    let configuration = transcript.configuration
    let optimizers: (generator: Component, discriminator: Component) =
      switch configuration.optimizer {
      case .single(let component): (component, component)
      case .adversarial(let first, let second): (first, second)
      }
    let G = try PythonNetwork("Generator", generator, prefix: "generator.")
    let D = try PythonNetwork("Discriminator", discriminator, prefix: "discriminator.", hasPasses: true)
    let python = loss.pytorch(configuration.loss)
    let (rowG, rowD) = (Optimizers.row(optimizers.generator), Optimizers.row(optimizers.discriminator))
    let training = try PythonTraining(configuration.training, horizon: transcript.horizon)
    if training.watchedMetric != nil {
      throw ExportError(
        "'train.schedule' watches a metric, which the replay of a game takes at the end alone",
        hints: ["leave out the schedule to export the rest"], path: ["train", "schedule"])
    }
    let perGenerator = loss.discriminatorSteps(configuration.loss)
    let names = ["generator", "discriminator"]
    let schedulers = names.map { "\($0)_scheduler" }
    func setup(_ player: String, _ row: OptimizerRow, _ component: Component) -> [String] {
      ["params = [(f\"\(player).{name}\", p) for name, p in \(player).named_parameters()]"]
        + ["\(player)_optimizer = \(row.pytorch(component))"]
        + training.scheduler("\(player)_scheduler", of: "\(player)_optimizer", component)
        + training.average("\(player)_average", of: player)
    }
    func move(_ player: String, latent: String, detached: Bool, loss: String) -> [String] {
      let shape = "(len(rows), \(generator.inputWidth))"
      return [
        "fake = generator(noise(\"latent/\(latent)\", \(shape), torch.randn))\(detached ? ".detach()" : "")",
        "real_outputs = \(D.call("D", "real", pass: "real"))",
        "fake_outputs = \(D.call("D", "fake", pass: "generated"))",
        "loss = \(loss)", "\(player)_optimizer.zero_grad()", "loss.backward()",
      ] + training.beforeStep(of: "\(player)_optimizer", over: player) + [
        "\(player)_optimizer.step()", "losses[\"\(player).loss\"].append(loss.item())",
      ]
    }
    var step = ["real = inputs[rows]", ""]
    step += move("discriminator", latent: "discriminator", detached: true, loss: python.discriminator)
    if let clip = loss.weightClip(configuration.loss).map(Format.shortest) {
      step += [
        "with torch.no_grad():  # keep the weights small", "    for p in discriminator.parameters():",
        "        p.clamp_(-\(clip), \(clip))",
      ]
    }
    step += training.afterStep(average: "discriminator_average", of: "discriminator") + [""]
    let generatorStep =
      move("generator", latent: "generator", detached: false, loss: python.generator)
      + training.afterStep(average: "generator_average", of: "generator")
    if perGenerator == 1 {
      step += generatorStep
    } else {
      step += ["# The generator moves once after \(perGenerator) steps of the discriminator."]
      step += ["if (step + 1) % \(perGenerator) == 0:"] + generatorStep.map { "    \($0)" }
      step += ["else:", "    losses[\"generator.loss\"].append(float(\"nan\"))"]
    }
    step += ["step += 1"] + training.afterCount(schedulers: schedulers)
    let afterEpoch = training.afterEpoch(schedulers: schedulers)
    let judged = configuration.training.averageDecay == nil ? "generator" : "generator_average.module"

    return Self.parts([
      head(drawsNoise: true),
      G.source,
      D.source,
      python.functions.isEmpty
        ? ""
        : """
        def u(purpose, *shape):
            return noise(f"{purpose}/loss", shape)


        \(python.functions)
        """,
      Self.load,
      Self.discrepancy(bandwidth: discrepancyBandwidth),
      rowG.pytorchPrelude,
      rowD.pytorchPrelude == rowG.pytorchPrelude ? "" : rowD.pytorchPrelude,
      training.prelude,
      """
      generator, discriminator = Generator(), Discriminator()
      load(generator, "generator.")
      load(discriminator, "discriminator.")
      D = discriminator
      \(setup("generator", rowG, optimizers.generator).indented(0))
      \(setup("discriminator", rowD, optimizers.discriminator).indented(0))
      \((training.slowWeights(of: names) + ["inputs = array(\"train/inputs\")"]).indented(0))
      batches = array("batches").long()  # the order of the rows, epoch by epoch
      losses = {"discriminator.loss": [], "generator.loss": []}
      for epoch, order in enumerate(batches, start=1):
          for rows in order.split(\(transcript.batchSize)):\(lastStep)
      \(step.indented(8))\(afterEpoch.isEmpty ? "" : "\n" + afterEpoch.indented(4))
      \((training.beforeJudging + ["judged = \(judged)", "judged.eval()"]).indented(0))
      with torch.no_grad():
          samples = judged(array("sampled_latent"))
      metrics = {"samples.mmd": discrepancy(inputs.numpy(), samples.numpy())}
      """,
      // A critic's loss is a difference that may pass through zero, and says nothing of its own rounding
      // there.
      comparison(scale: "np.median(known)", "their median size where it is smaller"),
    ])
  }

  /// σ of the metric's kernel where it is configured; nil for the median distance.
  private var discrepancyBandwidth: Double? {
    transcript.configuration.metrics.first { $0.name == "mmd" }?.number("bandwidth")
  }

  private static func discrepancy(bandwidth: Double?) -> String {
    #"""
    def discrepancy(x, y):
        """The squared maximum mean discrepancy, unbiased, between the first 500 rows of each."""
        x, y = (rows[:500].astype(np.float64) for rows in (x, y))

        def squares(a, b):
            return ((a[:, None, :] - b[None, :, :]) ** 2).sum(-1)

    \#(bandwidth.map { "    sigma = \(Format.shortest($0))" }
      ?? """
            distances = np.sort(np.sqrt(squares(x, x)[np.triu_indices(len(x), 1)]))
            sigma = distances[(len(distances) - 1) // 2]  # the median distance of two real rows
            sigma = sigma if sigma > 0 else 1.0
        """)

        def kernel(a, b):
            return np.exp(-squares(a, b) / (2 * sigma**2))

        def apart(a):  # the mean over pairs of two rows
            return (kernel(a, a).sum() - len(a)) / (len(a) * (len(a) - 1))

        return apart(x) + apart(y) - 2 * kernel(x, y).mean()
    """#
  }
}
