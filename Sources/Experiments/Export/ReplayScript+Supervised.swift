import Diagnostics
import Learning

extension ReplayScript {
  func supervised(_ model: ModelSpec, _ loss: SupervisedLoss) throws(ExportError) -> String {
    let configuration = transcript.configuration
    guard case .single(let optimizer) = configuration.optimizer else {
      preconditionFailure("a network with two optimizers")
    }
    let network = try PythonNetwork("Network", model)
    let training = try PythonTraining(configuration.training, horizon: transcript.horizon)
    let row = Optimizers.row(optimizer)
    let accumulate = configuration.training.accumulate
    if network.isNoisy, accumulate > 1 {
      throw ExportError(
        "'train.accumulate' has no PyTorch form where layers draw noise",
        hints: ["leave out accumulate to export the rest"], path: ["train", "accumulate"])
    }

    let head: [String] =
      [
        "network = Network()", "load(network)", "params = list(network.named_parameters())",
        "optimizer = \(row.pytorch(optimizer))",
      ] + training.scheduler("scheduler", of: "optimizer", optimizer)
      + training.average("average", of: "network") + training.slowWeights(of: ["network"])
    let judged = configuration.training.averageDecay == nil ? "network" : "average.module"
    var step: [String]
    if row.update == nil {
      step = [
        "# This optimizer asks for the loss several times in a step; the first is the step's.", "asked = []",
        "",
        "def closure():", "    optimizer.zero_grad()",
        "    loss = loss_of(network(inputs[rows]), targets[rows])",
        "    loss.backward()", "    asked.append(loss.item())", "    return loss", "",
        "optimizer.step(closure)",
        "losses[\"loss\"].append(asked[0])",
      ]
    } else {
      step = [
        "optimizer.zero_grad()", "loss = loss_of(network(inputs[rows]), targets[rows])", "loss.backward()",
      ]
      step += training.beforeStep(of: "optimizer", over: "network")
      if accumulate > 1 {
        step += [
          "# \(accumulate) batches make a step; the loss that is told is the last one's.",
          "last = rows.split(\(transcript.batchSize))[-1]",
          "loss = loss_of(network(inputs[last]), targets[last])",
        ]
      }
      step += ["optimizer.step()", "losses[\"loss\"].append(loss.item())"]
    }
    step += training.afterStep(average: "average", of: "network") + ["step += 1"]
    step += training.afterCount(schedulers: ["scheduler"])
    let afterEpoch = training.afterEpoch(schedulers: ["scheduler"])

    return Self.parts([
      self.head(drawsNoise: network.isNoisy),
      network.source,
      """
      def loss_of(outputs, targets):
          return \(loss.pytorch(configuration.loss, model.outputWidth))
      """,
      Self.load,
      row.pytorchPrelude,
      training.prelude,
      """
      \(head.indented(0))


      def evaluate():
          metrics = {}
          judged = \(judged)
          judged.eval()
          with torch.no_grad():
              for part in \(Self.list(transcript.splits.map(\.name))):
                  targets = array(f"{part}/targets")
                  outputs = judged(array(f"{part}/inputs"))
                  \(Self.partLoss(loss, width: model.outputWidth, configuration.loss))\(accuracy(loss, width: model.outputWidth))
          judged.train()
          return metrics


      inputs, targets = array("train/inputs"), array("train/targets")
      batches = array("batches").long()  # the order of the rows, epoch by epoch
      losses = {"loss": []}
      step = 0
      for epoch, order in enumerate(batches, start=1):
          for rows in order.split(\(transcript.batchSize * accumulate)):\(lastStep)
      \(step.indented(8))\(afterEpoch.isEmpty ? "" : "\n" + afterEpoch.indented(4))
      \((training.beforeJudging + ["metrics = evaluate()"]).indented(0))
      """,
      comparison(scale: "1e-4", "1e-4 where it is smaller"),
    ])
  }

  /// The share of rows whose class is the one that the outputs name; nothing where rows are of no class.
  private func accuracy(_ loss: SupervisedLoss, width: Int) -> String {
    guard transcript.result["train.accuracy"] != nil else { return "" }
    let threshold: String
    switch loss.prediction(width, transcript.configuration.loss) {
    case .sigmoid, .margin: threshold = "0"
    // Classes are told by the means of embeddings, which the script does not take.
    case .prototypes: return ""
    case .identity, .softmax, .exponential, .firstHalf: threshold = "0.5"
    }
    let decide = width == 1 ? "(outputs[:, 0] > \(threshold))" : "outputs.argmax(1)"
    return """

                  labels = array(f"{part}/labels")
                  metrics[f"{part}.accuracy"] = (\(decide) == labels).float().mean().item()
      """
  }

  /// A loss that compares the rows of a batch is taken in chunks, as Ablate does.
  private static func partLoss(_ loss: SupervisedLoss, width: Int, _ component: Component) -> String {
    guard case .prototypes = loss.prediction(width, component) else {
      return "metrics[f\"{part}.loss\"] = loss_of(outputs, targets).item()"
    }
    return """
      chunks = zip(outputs.split(\(Transcript.chunk)), targets.split(\(Transcript.chunk)))
                  metrics[f"{part}.loss"] = sum(loss_of(o, t).item() * len(o) for o, t in chunks) / len(outputs)
      """
  }

  static func list(_ words: [String]) -> String {
    "[" + words.map { "\"\($0)\"" }.joined(separator: ", ") + "]"
  }
}
