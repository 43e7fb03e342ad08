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
    let perGenerator = loss.discriminatorSteps(configuration.loss)
    let clip =
      loss.weightClip(configuration.loss).map {
        """

                with torch.no_grad():
                    for parameter in discriminator.parameters():
                        parameter.clamp_(-\(Format.shortest($0)), \(Format.shortest($0)))
        """
      } ?? ""
    let outputs = """
      real_outputs = \(D.call("D", "real", pass: "real"))
      """
    let fakeOutputs = "fake_outputs = \(D.call("D", "fake", pass: "generated"))"
    let generatorStep = """
      fake = generator(noise("latent/generator", (len(rows), \(generator.inputWidth)), torch.randn))
      \(outputs)
      \(fakeOutputs)
      loss = \(python.generator)
      generator_optimizer.zero_grad()
      loss.backward()
      generator_optimizer.step()
      losses["generator.loss"].append(loss.item())
      """
    let turn =
      perGenerator == 1
      ? Self.indented(generatorStep, by: 8)
      : """
              # The generator moves once after \(perGenerator) steps of the discriminator.
              if (step + 1) % \(perGenerator) == 0:
      \(Self.indented(generatorStep, by: 12))
              else:
                  losses["generator.loss"].append(float("nan"))
      """
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
      """
      generator, discriminator = Generator(), Discriminator()
      load(generator, "generator.")
      load(discriminator, "discriminator.")
      D = discriminator
      params = [(f"generator.{name}", p) for name, p in generator.named_parameters()]
      generator_optimizer = \(rowG.pytorch(optimizers.generator))
      params = [(f"discriminator.{name}", p) for name, p in discriminator.named_parameters()]
      discriminator_optimizer = \(rowD.pytorch(optimizers.discriminator))

      inputs = array("train/inputs")
      batches = array("batches").long()  # the order of the rows, epoch by epoch
      losses = {"discriminator.loss": [], "generator.loss": []}
      for order in batches:
          for rows in order.split(\(transcript.batchSize)):\(lastStep)
              real = inputs[rows]

              fake = generator(noise("latent/discriminator", (len(rows), \(generator.inputWidth)), torch.randn)).detach()
              \(outputs)
              \(fakeOutputs)
              loss = \(python.discriminator)
              discriminator_optimizer.zero_grad()
              loss.backward()
              discriminator_optimizer.step()
              losses["discriminator.loss"].append(loss.item())\(clip)

      \(turn)
              step += 1

      generator.eval()
      with torch.no_grad():
          samples = generator(array("sampled_latent"))
      metrics = {"samples.mmd": discrepancy(inputs.numpy(), samples.numpy())}
      """,
      // A critic's loss is a difference that may pass through zero, and says nothing of its own rounding there.
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

  private static func indented(_ text: String, by count: Int) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.isEmpty ? "" : String(repeating: " ", count: count) + $0 }.joined(separator: "\n")
  }
}
