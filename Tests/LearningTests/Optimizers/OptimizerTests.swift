import Diagnostics
import Graphs
import Learning
import Tensors
import Testing

/// Every optimizer of the catalog: a hundred compiled steps against PyTorch's, and against the reference
/// executor.
@Suite struct OptimizerTests {
  private static func golden(_ component: Component) -> Goldens.Case {
    let row = Optimizers.row(component)
    let make = row.pytorch(component)
    let snippet =
      (row.pytorchPrelude.isEmpty ? "" : row.pytorchPrelude + "\n\n") + "result = run(lambda params: \(make))"
    return Goldens.Case(key: make, snippet: snippet)
  }

  private static let goldens = Goldens(
    "optimizers", prelude: OptimizerProblem.prelude,
    cases: Optimizers.catalog.rows.flatMap { Optimizers.trials($0) }.map(golden))

  private static func store() -> ParameterStore {
    let store = ParameterStore()
    for (name, value) in OptimizerProblem.start + OptimizerProblem.constants { store.add(name, value) }
    return store
  }

  private static func flat(_ store: ParameterStore) -> [Double] {
    OptimizerProblem.parameters.flatMap { store[$0.name].values.map { Double($0) } }
  }

  /// All parameters after each step.
  private static func trajectory(_ component: Component) -> [[Double]] {
    let problem = OptimizerProblem()
    if case .closure(let make) = Optimizers.row(component).form {
      let optimizer = make(component)
      var point = flat(store())
      return (1...100).map { _ in
        _ = optimizer.step(&point, learningRate: Optimizers.learningRate(component)) {
          evaluation(problem, at: $0)
        }
        return point
      }
    }
    let updates = Optimizers.updates(component, parameters: problem.nodes, gradients: problem.gradients)
    let store = store()
    updates.addSlots(to: store)
    let program = Program(problem.graph, outputs: [], updates: updates.updates, parameters: store)
    var scalars = OptimizerScalars(component)
    return (1...100).map { _ in
      scalars.advance(learningRate: Optimizers.learningRate(component))
      for (name, value) in zip(updates.scalars, scalars.values) { program.setInput(name, [value]) }
      program.execute()
      return flat(store)
    }
  }

  /// In binary64.
  private static func evaluation(_ problem: OptimizerProblem, at point: [Double]) -> LBFGS.Evaluation {
    var values: [String: [Double]] = [:]
    for (name, value) in OptimizerProblem.constants { values[name] = value.values.map { Double($0) } }
    // 0.1 is not the same number in binary32.
    values["a"] = [1, 10, 0.1, 3, 0.5]
    var offset = 0
    for (name, shape) in OptimizerProblem.parameters {
      values[name] = Array(point[offset..<offset + shape.count])
      offset += shape.count
    }
    let results = ReferenceExecutor<Double>(problem.graph).evaluate(
      [problem.loss] + problem.gradients, values: values)
    return LBFGS.Evaluation(loss: results[0][0], gradient: results.dropFirst().flatMap { $0 })
  }

  /// PyTorch's numbers are of binary64. A step in binary32 errs by about 1e-7 of the values, and a hundred of
  /// them on a surface with slopes up to 30 let that grow a hundredfold or more: 1e-4, of values no smaller
  /// than a tenth. L-BFGS, itself in binary64, keeps to 1e-9.
  @Test(arguments: Optimizers.catalog.names)
  func equalsPyTorch(_ name: String) throws {
    let row = try #require(Optimizers.catalog[name])
    let tolerance = row.update == nil ? 1e-9 : 1e-4
    for component in Optimizers.trials(row) {
      let golden = try Self.goldens.numbers(Self.golden(component))
      let computed = Self.trajectory(component)
      for step in OptimizerProblem.steps {
        let expected = try #require(golden[String(step)])
        try #require(expected.count == computed[step - 1].count)
        let errors = zip(computed[step - 1], expected).map { ($0 - $1).magnitude / max($1.magnitude, 0.1) }
        #expect(errors.allSatisfy { $0 <= tolerance }, "\(component) at step \(step): \(errors.max() ?? 0)")
      }
    }
  }

  /// The compiled step has the bits of the reference executor, parameters and state, on all kernels.
  @Test(arguments: Optimizers.catalog.rows.filter { $0.update != nil }.map(\.name))
  func equalsTheReference(_ name: String) throws {
    let row = try #require(Optimizers.catalog[name])
    for component in Optimizers.trials(row) {
      let problem = OptimizerProblem()
      let updates = Optimizers.updates(component, parameters: problem.nodes, gradients: problem.gradients)
      let stores = Kernels.available.map { _ in
        let store = Self.store()
        updates.addSlots(to: store)
        return store
      }
      let programs = zip(Kernels.available, stores).map { kernels, store in
        Program(problem.graph, outputs: [], updates: updates.updates, parameters: store, kernels: kernels)
      }
      var values: [String: [Float]] = [:]
      for name in stores[0].names { values[name] = stores[0][name].values }
      var scalars = OptimizerScalars(component)
      for step in 1...7 {
        scalars.advance(learningRate: Optimizers.learningRate(component))
        for (name, value) in zip(updates.scalars, scalars.values) { values[name] = [value] }
        let expected = ReferenceExecutor<Float>(problem.graph).evaluate(
          updates.updates.map(\.value), values: values)
        for (update, value) in zip(updates.updates, expected) {
          guard case .parameter(let name) = update.parameter.operation else { continue }
          values[name] = value
        }
        for (number, program) in programs.enumerated() {
          for (name, value) in zip(updates.scalars, scalars.values) { program.setInput(name, [value]) }
          program.execute()
          for name in stores[number].names {
            #expect(
              stores[number][name].values.map(\.bitPattern) == values[name]?.map(\.bitPattern),
              "\(name) of \(component) after step \(step) on \(Kernels.available[number].name)")
          }
        }
      }
    }
  }
}
