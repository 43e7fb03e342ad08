import Datasets
import Diagnostics
import Graphs
import Tensors

/// Runs a model forward over all rows of a part, in chunks whose size depends on nothing but the number of rows.
struct Evaluation {
  /// What a model says of some rows.
  struct Outputs {
    /// Probabilities for a classifier, values for a regression; [n, width].
    var predictions: Tensor
    /// The mean of the loss over the rows, summed in binary64 in their order.
    var loss: Double
  }

  let model: ModelSpec
  let loss: SupervisedLoss
  let lossComponent: Component
  let targets: Targets
  let metrics: [Component]
  /// Of standardized regression targets, column by column; empty for 1.
  let scale: [Double]
  let kernels: Kernels

  /// Rows in a forward pass.
  static let chunk = 256

  private let programs = ProgramCache()

  init(
    model: ModelSpec, loss: SupervisedLoss, lossComponent: Component, targets: Targets, metrics: [Component],
    scale: [Double], kernels: Kernels
  ) {
    self.model = model
    self.loss = loss
    self.lossComponent = lossComponent
    self.targets = targets
    self.metrics = metrics
    self.scale = scale
    self.kernels = kernels
  }

  /// Whether classes are told by means of the training part's embeddings.
  var asksForPrototypes: Bool {
    if case .prototypes = loss.prediction(model.outputWidth, lossComponent) { true } else { false }
  }

  /// - Parameter prototypes: Where the loss asks for them, taken of the first part that is evaluated, which is to be the
  ///   training part, and used for it and for those after it.
  func outputs(
    of inputs: FeatureMatrix, targets: Tensor, store: ParameterStore, prototypes: inout Prototypes?,
    inspector: StepInspector? = nil
  ) -> Outputs {
    let rows = inputs.rows
    var predictions: [Float] = []
    predictions.reserveCapacity(rows * model.outputWidth)
    var total = 0.0
    // Of rows that have weights; else they count one each.
    var weight = 0.0
    for start in stride(from: 0, to: rows, by: Self.chunk) {
      let count = min(Self.chunk, rows - start)
      let program = programs.program(rows: count) { compile(rows: count, targets.columns, store: store) }
      program.setInput("inputs", rows: start..<start + count, of: inputs)
      program.setInput(
        "targets", targets.values[start * targets.columns..<(start + count) * targets.columns])
      if let inspector { inspector.evaluate(program, weights: store) } else { program.execute() }
      predictions += program.output(0)
      for value in program.output(1) { total += Double(value) }
      if program.outputCount > 2 { for value in program.output(2) { weight += Double(value) } }
    }
    let values = Tensor([rows, predictions.count / max(rows, 1)], predictions)
    if asksForPrototypes, prototypes == nil { prototypes = Prototypes(embeddings: values, targets: targets) }
    return Outputs(
      predictions: prototypes?.predictions(for: values) ?? values,
      loss: total / (weight > 0 ? weight : Double(rows)))
  }

  /// The metrics asked for that are numbers, by their rows' names.
  func metrics(_ outputs: Outputs, targets values: Tensor) -> [(name: String, value: Double)] {
    let predictions = predictions(outputs, values)
    return metrics.compactMap { metric in
      let row = Metrics.row(metric)
      switch row.measure {
      case .loss: return (row.name, outputs.loss)
      case .predictions(let measure): return (row.name, measure(predictions, metric))
      case .matrix, .samples: return nil
      }
    }
  }

  /// The metrics asked for that are tables.
  func matrices(_ outputs: Outputs, targets values: Tensor) -> [(name: String, value: Tensor)] {
    let predictions = predictions(outputs, values)
    return metrics.compactMap { metric in
      let row = Metrics.row(metric)
      guard case .matrix(let measure) = row.measure else { return nil }
      return (row.name, measure(predictions, metric))
    }
  }

  private func predictions(_ outputs: Outputs, _ values: Tensor) -> Predictions {
    Predictions(
      values: outputs.predictions, targets: values, kind: targets,
      isProbability: targets != .values && loss.prediction(model.outputWidth, lossComponent).isProbability,
      scale: scale)
  }

  func mapKeys(targetWidth: Int, store: ParameterStore) -> [String] {
    compile(rows: 2, targetWidth, store: store).mapKeys
  }

  private func compile(rows: Int, _ targetWidth: Int, store: ParameterStore) -> Program {
    let graph = Graph()
    let inputs = graph.input("inputs", [rows, model.inputWidth])
    let targets = graph.input("targets", [rows, targetWidth])
    let outputs = model.build(inputs).output
    let values = graph.scoped("loss") {
      [
        loss.prediction(model.outputWidth, lossComponent).build(outputs),
        loss.perExample(outputs, targets, lossComponent),
      ] + [loss.exampleWeights(targets, lossComponent)].compactMap { $0 }
    }
    return Program(graph, outputs: values, parameters: store, kernels: kernels)
  }
}

/// Programs of one model by their number of rows; full chunks and one short one, for each part.
final class ProgramCache {
  private var programs: [Int: Program] = [:]

  func program(rows: Int, compile: () -> Program) -> Program {
    if let program = programs[rows] { return program }
    let program = compile()
    programs[rows] = program
    return program
  }
}
