import Datasets
import Diagnostics
import Graphs
import Tensors

/// A network with the weights that a run ended with, to be asked about any inputs.
package struct TrainedModel {
  private let model: ModelSpec
  private let prediction: Prediction
  private let targets: Targets
  private let task: LearningTask
  /// Where classes are told by embeddings.
  private let prototypes: Prototypes?
  private let store = ParameterStore()
  private let programs = ProgramCache()

  /// nil for a generator and a discriminator, and where the result does not hold what this model needs.
  package init?(_ configuration: Configuration, data: PreparedData, result: RunResult) {
    guard case .network(let network) = configuration.model,
      let loss = Losses.row(configuration.loss).supervised,
      configuration.problems(with: data).isEmpty
    else { return nil }
    model = configuration.modelSpec(network, for: data)
    prediction = loss.prediction(model.outputWidth, configuration.loss)
    targets = loss.targets(data.task, model.outputWidth)
    task = data.task
    prototypes = result[artifact: Prototypes.artifact].map(Prototypes.init(centers:))
    if case .prototypes = prediction, prototypes == nil { return nil }
    for parameter in model.parameters {
      guard let value = result.parameters.first(where: { $0.name == parameter.name })?.value,
        value.shape == parameter.shape
      else { return nil }
      store.add(parameter.name, value)
    }
  }

  /// What the network says of rows with classes, beside what they are; nil for a task without classes.
  package func predictions(of samples: Samples) -> Predictions? {
    guard task.classes != nil, targets != .values else { return nil }
    return Predictions(
      values: predictions(for: samples.inputs), targets: targets.encode(samples), kind: targets,
      isProbability: prediction.isProbability)
  }

  /// Inputs [n, d], preprocessed as in training → probabilities or values [n, width].
  package func predictions(for inputs: FeatureMatrix) -> Tensor {
    precondition(
      inputs.columns == model.inputWidth, "inputs \(inputs.shape) for a model of \(model.inputWidth)")
    var predictions: [Float] = []
    for start in stride(from: 0, to: inputs.rows, by: Evaluation.chunk) {
      let count = min(Evaluation.chunk, inputs.rows - start)
      let program = programs.program(rows: count) {
        let graph = Graph()
        let x = graph.input("inputs", [count, model.inputWidth])
        return Program(graph, outputs: [prediction.build(model.build(x).output)], parameters: store)
      }
      program.setInput("inputs", rows: start..<start + count, of: inputs)
      program.execute()
      predictions += program.output(0)
    }
    let values = Tensor([inputs.rows, predictions.count / max(inputs.rows, 1)], predictions)
    return prototypes?.predictions(for: values) ?? values
  }
}
