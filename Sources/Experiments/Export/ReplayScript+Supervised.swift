import Diagnostics
import Learning

extension ReplayScript {
  func supervised(_ model: ModelSpec, _ loss: SupervisedLoss) throws(ExportError) -> String {
    guard case .single(let optimizer) = transcript.configuration.optimizer else {
      preconditionFailure("a network with two optimizers")
    }
    let network = try PythonNetwork("Network", model)
    let row = Optimizers.row(optimizer)
    let isClosure = row.update == nil
    let step =
      isClosure
      ? """
              # This optimizer asks for the loss several times in a step; the first counts.
              asked = []
              def closure():
                  optimizer.zero_grad()
                  loss = loss_of(network(inputs[rows]), targets[rows])
                  loss.backward()
                  asked.append(loss.item())
                  return loss
              optimizer.step(closure)
              losses["loss"].append(asked[0])
      """
      : """
              optimizer.zero_grad()
              loss = loss_of(network(inputs[rows]), targets[rows])
              loss.backward()
              optimizer.step()
              losses["loss"].append(loss.item())
      """
    return Self.parts([
      head(drawsNoise: network.isNoisy),
      network.source,
      """
      def loss_of(outputs, targets):
          return \(loss.pytorch(transcript.configuration.loss, model.outputWidth))
      """,
      Self.load,
      row.pytorchPrelude,
      """
      network = Network()
      load(network)
      params = list(network.named_parameters())
      optimizer = \(row.pytorch(optimizer))

      inputs, targets = array("train/inputs"), array("train/targets")
      batches = array("batches").long()  # the order of the rows, epoch by epoch
      losses = {"loss": []}
      step = 0
      for order in batches:
          for rows in order.split(\(transcript.batchSize)):\(lastStep)
      \(step)
              step += 1

      network.eval()
      metrics = {}
      with torch.no_grad():
          for part in \(Self.list(transcript.splits.map(\.name))):
              targets = array(f"{part}/targets")
              outputs = network(array(f"{part}/inputs"))
              \(Self.partLoss(loss, width: model.outputWidth, transcript.configuration.loss))
      \(accuracy(loss, width: model.outputWidth))
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
