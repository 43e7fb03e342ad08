import Diagnostics
import Graphs
import Learning
import Tensors
import Testing

/// Every activation of the catalog, with every option: values and slopes against PyTorch, slopes and their
/// slopes against differences, compiled against the reference.
@Suite struct ActivationTests {
  // MARK: - PyTorch

  private static let goldens = Goldens(
    "activations",
    prelude: """
      # torch 2.13.0
      import torch, torch.nn.functional as F
      torch.set_default_dtype(torch.float64)

      # f(x, p, u): x of a shape, p what is learned, u(purpose) uniform noise.
      def run(f, shape, x, weights, noise=(), **p):
          x = torch.tensor(x).reshape(shape).requires_grad_()
          p = {name: torch.tensor(value).requires_grad_() for name, value in p.items()}
          y = f(x, p, lambda purpose: torch.tensor(noise).reshape(shape))
          (y * torch.tensor(weights).reshape(y.shape)).sum().backward()
          return {"value": y, "slope": x.grad, **{"p." + name: t.grad for name, t in p.items()}}
      """,
    cases: ActivationCase.all.map(golden) + [gains])

  private static let units = 3

  private static func golden(_ item: ActivationCase) -> Goldens.Case {
    let (shape, x) = item.matrix(units: units, of: item.points)
    let count = x.count / item.inputsPerUnit
    let learned = item.learned(units: units).map { ", \($0.name)=\($0.values)" }.joined()
    let noise = item.mode == .training ? ", noise=\(ActivationCase.noise(x.count))" : ""
    return Goldens.Case(
      key: item.key,
      snippet: """
        result = run(
            lambda x, p, u: \(item.row.pytorch(item.component, item.mode)), \(shape.dimensions),
            \(x),
            weights=\(item.weights(count))\(noise)\(learned))
        """)
  }

  @Test(arguments: ActivationCase.all)
  func equalsPyTorch(_ item: ActivationCase) throws {
    let expected = try Self.goldens.numbers(Self.golden(item))
    let (shape, x) = item.matrix(units: Self.units, of: item.points)
    let built = item.build(shape)
    let computed = evaluate(built, [built.result] + built.slopes, at: x.map { Float($0) })
    #expect(built.result.shape == [shape[0], Self.units])
    let names = ["value", "slope"] + item.learned(units: Self.units).map { "p.\($0.name)" }
    for (name, values) in zip(names, computed) {
      let references = try #require(expected[name])
      try #require(values.count == references.count)
      for (i, (value, reference)) in zip(values, references).enumerated() {
        let error = (Double(value) - reference).magnitude
        let place = name == "slope" ? "at \(x[i])" : "number \(i)"
        #expect(error <= 4e-7 * max(1, reference.magnitude), "\(name) \(place): \(value), \(reference)")
      }
    }
  }

  /// A slope that an initializer must make good, where PyTorch knows one.
  private static let gains: Goldens.Case = {
    let calls = ActivationCase.all.filter { $0.mode == .evaluation }.map { item in
      let slope = item.component.options["slope"].map { _ in item.component.number("slope")! }
      return "    (\"\(item.key)\", \"\(item.row.name)\", \(slope.map { "\($0)" } ?? "None")),\n"
    }
    return Goldens.Case(
      key: "gains",
      snippet: """
        result = {}
        for key, name, slope in [
        \(calls.joined())]:
            try: result[key.replace(" ", "/")] = [torch.nn.init.calculate_gain(name, slope)]
            except ValueError: pass
        """)
  }()

  @Test(arguments: ActivationCase.all.filter { $0.mode == .evaluation })
  func gainEqualsPyTorch(_ item: ActivationCase) throws {
    let known = try Self.goldens.numbers(Self.gains)[item.key.replacing(" ", with: "/")]?[0]
    guard let known else { return #expect(item.row.gain(item.component) == nil) }
    #expect((try #require(item.row.gain(item.component)) - known).magnitude < 1e-15)
  }

  // MARK: - Differences

  /// The slopes, and the slopes of the slopes, against central differences in binary64. At a kink or a jump
  /// the slope must lie between those on its two sides.
  @Test(arguments: ActivationCase.all)
  func slopesAreDifferences(_ item: ActivationCase) {
    var stream = RandomStream(seed: 1, purpose: item.key)
    let points = item.points + (0..<17).map { _ in 12 * stream.uniformDouble() - 6 }
    let (shape, x) = item.matrix(units: 2, of: points)
    let built = item.build(shape)
    // Σ w · values and its slope by x, first the results and then their slopes.
    let orders = [
      (values: built.result, weights: "weights", slope: built.slopes[0]),
      (values: built.slopes[0], weights: "slope weights", slope: built.curvatures[0]),
    ]
    let step = 1e-6
    let middle = evaluate(built, orders.flatMap { [$0.values, $0.slope] }, at: x)
    var kinks = 0
    for element in x.indices {
      func moved(_ by: Double) -> [[Double]] {
        var x = x
        x[element] += by
        return evaluate(built, orders.map(\.values), at: x)
      }
      let (above, below) = (moved(step), moved(-step))
      for (order, weights) in orders.map({ built.values[$0.weights]! }).enumerated() {
        let slope = middle[2 * order + 1][element]
        // Weighted differences, not a difference of sums: most results stay as they are.
        func difference(_ a: [Double], _ b: [Double]) -> Double {
          weights.indices.reduce(0) { $0 + weights[$1] * (a[$1] - b[$1]) } / step
        }
        let forward = difference(above[order], middle[2 * order])
        let backward = difference(middle[2 * order], below[order])
        let central = (forward + backward) / 2
        let tolerance = 2e-6 * max(1, central.magnitude)
        if (forward - backward).magnitude > 1e-2 * max(1, central.magnitude) {
          kinks += 1
          let sides = min(forward, backward) - 1e-2...max(forward, backward) + 1e-2
          #expect(sides.contains(slope), "order \(order + 1) at \(x[element]): \(slope) outside \(sides)")
        } else {
          #expect(
            (slope - central).magnitude <= tolerance,
            "order \(order + 1) at \(x[element]): \(slope), \(central)")
        }
      }
    }
    #expect(kinks <= x.count / 3, "\(kinks) kinks in \(x.count) points")
  }

  // MARK: - Far out

  /// No NaN in value, slope and its slope; and nothing infinite that binary64 can tell.
  @Test(arguments: ActivationCase.all)
  func extremeInputs(_ item: ActivationCase) {
    let extremes = [-1e4, -100, -1e-30, 0, 1e-30, 100, 1e4]
    let (shape, x) = item.matrix(units: 3, rows: 7, of: extremes)
    let built = item.build(shape)
    let nodes = [built.result] + built.slopes + built.curvatures
    let computed = evaluate(built, nodes, at: x.map { Float($0) })
    let reference = evaluate(built, nodes, at: x)
    for (number, (values, references)) in zip(computed, reference).enumerated() {
      for (i, (value, reference)) in zip(values, references).enumerated() {
        #expect(!value.isNaN && !reference.isNaN, "node \(number)[\(i)]: \(value), \(reference)")
        let isLarge = reference.magnitude > Double(Float.greatestFiniteMagnitude) / 2
        #expect(value.isFinite || isLarge, "node \(number)[\(i)]: \(value), \(reference)")
      }
    }
  }

  // MARK: - Compiled

  /// Bit for bit equal to the reference on every kernel variant, values, slopes and slopes of slopes.
  @Test(arguments: ActivationCase.all)
  func compiledEqualsTheReference(_ item: ActivationCase) {
    for (units, rows) in [(1, 1), (5, 3), (17, 7), (9, 33)] {
      var stream = RandomStream(seed: 2, purpose: item.key)
      let points = item.points + (0..<101).map { _ in 3 * stream.normalDouble() }
      let (shape, x) = item.matrix(units: units, rows: rows, of: points)
      let built = item.build(shape)
      let floats = x.map { Float($0) }
      let nodes = [built.result] + built.slopes + built.curvatures
      let expected = evaluate(built, nodes, at: floats)
      let store = ParameterStore()
      for (name, shape, values) in item.learned(units: units) {
        store.add(name, Tensor(shape, values.map { Float($0) }))
      }
      for kernels in Kernels.available {
        let program = Program(built.graph, outputs: nodes, parameters: store, kernels: kernels)
        for (name, values) in built.values { program.setInput(name, values.map { Float($0) }) }
        program.setInput("x", floats)
        program.execute()
        for (number, values) in expected.enumerated() {
          #expect(
            program.output(number).map(\.bitPattern) == values.map(\.bitPattern),
            "node \(number) of \(shape) on \(kernels.name)")
        }
      }
    }
  }

  private func evaluate<Scalar: ReferenceScalar>(
    _ built: ActivationCase.Built, _ nodes: [Node], at x: [Scalar]
  ) -> [[Scalar]] {
    var values = built.values.mapValues { $0.map { Scalar($0) } }
    values["x"] = x
    return ReferenceExecutor<Scalar>(built.graph).evaluate(nodes, values: values)
  }

  // MARK: - Options

  @Test func optionsThatExcludeEachOther() throws {
    func conflict(_ name: String, _ options: [String: OptionValue]) -> OptionConflict? {
      let row = Activations.catalog[name]!
      return row.conflict(row.component(options))
    }
    #expect(
      conflict("hard_tanh", ["min_val": .number(2)])
        == OptionConflict(option: "min_val", "min_val, 2, does not lie below max_val, 1"))
    #expect(conflict("hard_tanh", ["min_val": .number(1)]) != nil)
    #expect(
      conflict("rrelu", ["lower": .number(0.5), "upper": .number(0.25)])
        == OptionConflict(option: "lower", "lower, 0.5, lies above upper, 0.25"))
    #expect(conflict("rrelu", ["lower": .number(0.25), "upper": .number(0.25)]) == nil)
    for row in Activations.catalog.rows { #expect(row.conflict(row.defaultComponent) == nil, "\(row.name)") }
  }

  /// Of an elementwise row each result depends on its own element alone, of another some depend on others.
  @Test(arguments: ActivationCase.all)
  func elementwiseRowsAreCurves(_ item: ActivationCase) {
    let (shape, x) = item.matrix(units: 3, rows: 2, of: [0.25, 1.5, -0.75, 0.5, -2])
    let built = item.build(shape)
    let before = evaluate(built, [built.result], at: x)[0]
    let dependsOnOthers = x.indices.contains { element in
      var moved = x
      moved[element] += 5
      let after = evaluate(built, [built.result], at: moved)[0]
      return before.indices.contains { $0 != element && before[$0] != after[$0] }
    }
    #expect(item.row.isElementwise != dependsOnOthers)
    if item.row.isElementwise { #expect(item.inputsPerUnit == 1) }
  }
}
