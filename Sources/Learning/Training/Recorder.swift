import Graphs
import Tensors

/// Keeps what `record` asks for as curves: of small tensors every element, of all tensors their norm (gradients), mean
/// and standard deviation, and the share of exact zeros of activations.
///
///     weights.hidden1.weight.norm      weights.output.weight.1.2      gradients.output.bias.1
///     activations.hidden1.mean         activations.output.3.1
///     inputs.3.1, targets.3.1, predictions.3.1 (a sigmoid's or softmax's probability, where the loss has one)
///
/// Elements are counted from 1, row first. At a few epochs it keeps how the values of each tensor are distributed, too.
struct Recorder {
  /// Tensors with at most so many elements are kept element by element.
  static let smallTensor = 64

  private let configuration: RecordConfiguration
  /// Epochs at which distributions are kept.
  private let snapshots: Set<Int>
  private(set) var curves: [(name: String, curve: Curve)] = []
  /// `Distribution`s of tensors.
  private(set) var artifacts: [(name: String, value: Tensor)] = []
  private var positions: [String: Int] = [:]

  /// - Parameter epochs: of the whole training
  init(_ configuration: RecordConfiguration, epochs: Int) {
    self.configuration = configuration
    let due = Array(stride(from: 0, through: epochs, by: configuration.every))
    let most = RecordConfiguration.distributions
    snapshots = Set(due.count <= most ? due : (0..<most).map { due[$0 * (due.count - 1) / (most - 1)] })
  }

  func isDue(_ epoch: Int) -> Bool {
    (configuration.gradients || configuration.activations || configuration.weights)
      && epoch % configuration.every == 0
  }

  /// Of the last step of the epoch, before its update.
  mutating func gradients(_ gradients: [(name: String, value: Tensor)], epoch: Int) {
    for (name, value) in gradients { keep(value, as: "gradients.\(name)", epoch: epoch) }
  }

  mutating func weights(_ parameters: [(name: String, value: Tensor)], epoch: Int) {
    guard configuration.weights else { return }
    for (name, value) in parameters { keep(value, as: "weights.\(name)", epoch: epoch) }
  }

  /// Of all layers on the training rows, which are few or else the first `Evaluation.chunk` of them.
  mutating func activations(
    of model: ModelSpec, _ prediction: Prediction, _ inputs: FeatureMatrix, _ targets: Tensor,
    store: ParameterStore, epoch: Int, _ kernels: Kernels
  ) {
    guard configuration.activations else { return }
    let rows = min(inputs.rows, Evaluation.chunk)
    let graph = Graph()
    let x = graph.input("inputs", [rows, inputs.columns])
    let built = model.build(x)
    let program = Program(
      graph, outputs: built.activations.map(\.value) + [prediction.build(built.output)], parameters: store,
      kernels: kernels)
    program.setInput("inputs", rows: 0..<rows, of: inputs)
    program.execute()
    for (number, layer) in built.activations.enumerated() {
      let values = Tensor(layer.value.shape, Array(program.output(number)))
      keep(values, as: "activations.\(layer.name)", epoch: epoch, countsZeros: true)
    }
    let predictions = Tensor(built.output.shape, Array(program.output(built.activations.count)))
    if inputs.shape.count <= Self.smallTensor { elements(of: inputs.tensor, as: "inputs", epoch: epoch) }
    for (name, tensor) in [("targets", targets), ("predictions", predictions)]
    where tensor.shape.count <= Self.smallTensor {
      elements(of: tensor, as: name, epoch: epoch)
    }
  }

  private mutating func keep(_ tensor: Tensor, as name: String, epoch: Int, countsZeros: Bool = false) {
    let values = tensor.values.map { Double($0) }
    let count = Double(max(values.count, 1))
    let mean = values.reduce(0, +) / count
    append(values.reduce(0) { $0 + $1 * $1 }.squareRoot(), to: "\(name).norm", epoch)
    append(mean, to: "\(name).mean", epoch)
    append(
      (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count).squareRoot(), to: "\(name).std", epoch)
    if snapshots.contains(epoch) {
      artifacts.append(
        (Distribution.artifact(name, epoch: epoch), Distribution.representatives(of: tensor.values)))
    }
    if countsZeros { append(Double(values.count { $0 == 0 }) / count, to: "\(name).zeros", epoch) }
    if values.count <= Self.smallTensor { elements(of: tensor, as: name, epoch: epoch) }
  }

  private mutating func elements(of tensor: Tensor, as name: String, epoch: Int) {
    let columns = tensor.shape.matrix.columns
    for (index, value) in tensor.values.enumerated() {
      let place = tensor.shape.rank == 1 ? "\(index + 1)" : "\(index / columns + 1).\(index % columns + 1)"
      append(Double(value), to: "\(name).\(place)", epoch)
    }
  }

  private mutating func append(_ value: Double, to name: String, _ epoch: Int) {
    if let position = positions[name] {
      curves[position].curve.append(value, epoch: epoch)
    } else {
      positions[name] = curves.count
      curves.append((name, Curve(epochs: [epoch], values: [value])))
    }
  }
}
