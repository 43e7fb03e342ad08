import Diagnostics
import Graphs
import Tensors

/// What becomes of gradients: clipping, weight decay, the optimizer's step and the moving average, as nodes that are
/// part of the compiled step.
enum StepUpdates {
  /// Adds what is kept between steps to the store. `bound` keeps new parameters between -bound and bound.
  static func build(
    _ optimizer: Component, _ training: TrainingConfiguration, parameters: [Node], gradients: [Node],
    bound: Double? = nil, store: ParameterStore
  ) -> [Update] {
    guard let graph = parameters.first?.graph else { return [] }
    return graph.scoped("optimizer") {
      var gradients = gradients
      if let clipping = training.clipping { gradients = clipped(gradients, clipping) }
      var values: [Node]?
      if let decay = training.weightDecay, decay.rate != 0 {
        let decays = parameters.map { decay.includesBiases || $0.shape.rank > 1 }
        if decay.isDecoupled {
          let factor = graph.input(StepScalars.decay, [])
          values = zip(parameters, decays).map { $1 ? factor * $0 : $0 }
        } else {
          gradients = zip(parameters, gradients).enumerated().map { index, pair in
            decays[index] ? pair.1 + Float(decay.rate) * pair.0 : pair.1
          }
        }
      }
      let built = Optimizers.updates(
        optimizer, parameters: parameters, gradients: gradients, values: values)
      built.addSlots(to: store)
      let moved = Set(parameters.map(\.index))
      var updates = built.updates
      if let bound = bound.map({ Float($0) }) {
        updates = updates.map { update in
          moved.contains(update.parameter.index)
            ? Update(update.parameter, minimum(maximum(update.value, -bound), bound)) : update
        }
      }
      guard training.averageDecay != nil else { return updates }
      let (new, old) = (graph.input(StepScalars.averageNew, []), graph.input(StepScalars.averageOld, []))
      return updates
        + updates.compactMap { update in
          guard moved.contains(update.parameter.index), case .parameter(let name) = update.parameter.operation
          else { return nil }
          let average = graph.parameter(JudgedWeights.average(name), update.parameter.shape)
          return Update(average, flush(new * update.value + old * average))
        }
    }
  }

  /// PyTorch's clip_grad_norm_ and clip_grad_value_.
  private static func clipped(_ gradients: [Node], _ clipping: GradientClipping) -> [Node] {
    switch clipping {
    case .value(let most):
      return gradients.map { minimum(maximum($0, -Float(most)), Float(most)) }
    case .norm(let most):
      let squares = gradients.map { sum($0 * $0) }
      let norm = squareRoot(squares.dropFirst().reduce(squares[0]) { $0 + $1 })
      let coefficient = minimum(Float(most) / (norm + 1e-6), 1)
      return gradients.map { coefficient * $0 }
    }
  }
}

/// The scalar inputs of a step, from step to step: the optimizer's and those of `StepUpdates`.
struct StepScalars {
  static let decay = "optimizer/decay_factor"
  static let averageNew = "average/new"
  static let averageOld = "average/old"

  /// In the order of `values`.
  let names: [String]
  private(set) var values: [Float]
  private var optimizer: OptimizerScalars
  private let decayRate: Double
  private let averageDecay: Double

  init(_ optimizer: Component, _ training: TrainingConfiguration) {
    self.optimizer = OptimizerScalars(optimizer)
    let own = (Optimizers.row(optimizer).update?.scalars ?? []).map { "optimizer/\($0)" }
    names = own + [Self.decay, Self.averageNew, Self.averageOld]
    values = [Float](repeating: 0, count: names.count)
    decayRate = training.weightDecay?.rate ?? 0
    averageDecay = training.averageDecay ?? 0
  }

  /// Goes on to the next step.
  mutating func advance(learningRate: Double) {
    optimizer.advance(learningRate: learningRate)
    let count = optimizer.values.count
    for index in 0..<count { values[index] = optimizer.values[index] }
    values[count] = Float(1 - learningRate * decayRate)
    // The average starts as the weights after the first step, as PyTorch's AveragedModel does.
    let old = optimizer.step == 1 ? 0 : averageDecay
    values[count + 1] = Float(1 - old)
    values[count + 2] = Float(old)
  }
}

extension StepScalars {
  /// Goes on by so many steps: the values of each scalar, step by step, one scalar after the other.
  ///
  /// - Parameter learningRate: of the step, counted from 0; nil where the scalars stay as they are.
  mutating func advance(steps: Int, learningRate: (Int) -> Double?) -> [Float] {
    var all = [Float](repeating: 0, count: names.count * steps)
    for step in 0..<steps {
      if let rate = learningRate(step) { advance(learningRate: rate) }
      for index in values.indices { all[index * steps + step] = values[index] }
    }
    return all
  }
}

/// Where a program reads scalars, found once.
struct ScalarInputs {
  private let places: [UnsafeMutablePointer<Float>?]

  /// The program must outlive it: the memory is the program's. Names that it does not need are passed over.
  init(_ program: Program, _ names: [String]) {
    places = names.map { program.input($0)?.baseAddress }
  }

  /// For many steps, with the values as `StepScalars` lays them out. They must live as long as the feeds.
  func feeds(_ values: UnsafeBufferPointer<Float>, steps: Int) -> [StepFeed] {
    precondition(values.count == places.count * steps, "\(values.count) scalars for \(places.count)")
    return places.enumerated().compactMap { index, place in
      guard let base = values.baseAddress else { return nil }
      return StepFeed(
        place.map { UnsafeMutableBufferPointer(start: $0, count: 1) }, values: base + index * steps)
    }
  }

  func write(_ values: [Float]) {
    precondition(values.count == places.count, "\(values.count) scalars for \(places.count)")
    for (index, place) in places.enumerated() { place?.pointee = values[index] }
  }
}
