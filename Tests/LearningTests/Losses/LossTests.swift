import Diagnostics
import Graphs
import Learning
import Tensors
import Testing

/// Every supervised loss of the catalog, by its row alone.
@Suite struct LossTests {
  private static let goldens = Goldens(
    "losses", prelude: LossCase.prelude, cases: LossCase.rowNames.flatMap(LossCase.cases).map(\.golden))

  @Test(arguments: LossCase.rowNames)
  func equalsPyTorch(_ name: String) throws {
    let cases = LossCase.cases(of: name)
    #expect(!cases.isEmpty, "'\(name)' fits no kind of data")
    for item in cases {
      let golden = try Self.goldens.numbers(item.golden)
      let value = try #require(golden["value"]?.first)
      let gradient = try #require(golden["gradient"])
      let built = item.build()
      #expect(built.perExample.shape == [item.rows, 1], "\(item): \(built.perExample.shape)")
      let doubles = item.evaluate([built.mean, built.gradient], in: built.graph, at: item.outputs)
      let floats = item.evaluate(
        [built.mean, built.gradient], in: built.graph, at: item.outputs.map { Float($0) }
      ).map { $0.map { Double($0) } }
      // Constants are binary32 in both; what binary32 adds is rounding.
      for (computed, tolerance) in [(doubles, 1e-6), (floats, 4e-6)] {
        #expect((computed[0][0] - value).magnitude <= tolerance * max(1, value.magnitude), "\(item)")
        #expect(computed[1].count == gradient.count, "\(item)")
        for (ours, theirs) in zip(computed[1], gradient) {
          #expect(
            (ours - theirs).magnitude <= tolerance * max(1, theirs.magnitude), "\(item): \(ours), \(theirs)")
        }
      }
    }
  }

  /// First and second derivatives against differences, but at kinks, where the slopes of both sides part.
  @Test(arguments: LossCase.rowNames)
  func derivativesAreSlopes(_ name: String) throws {
    for item in LossCase.cases(of: name) {
      let built = item.build()
      let square = sum(built.gradient * built.gradient)
      let second = built.graph.gradients(of: square, withRespectTo: [built.outputs])[0]
      let nodes = [built.mean, square]
      let derivatives = item.evaluate([built.gradient, second], in: built.graph, at: item.outputs)
      let step = 1e-5
      let middle = item.evaluate(nodes, in: built.graph, at: item.outputs).map { $0[0] }
      var compared = 0
      for index in item.outputs.indices {
        let ends = [step, -step].map { shift -> [Double] in
          var moved = item.outputs
          moved[index] += shift
          return item.evaluate(nodes, in: built.graph, at: moved).map { $0[0] }
        }
        for order in 0..<2 {
          let right = (ends[0][order] - middle[order]) / step
          let left = (middle[order] - ends[1][order]) / step
          guard (right - left).magnitude <= 2e-3 * max(1, right.magnitude) else { continue }
          compared += 1
          let slope = (ends[0][order] - ends[1][order]) / (2 * step)
          #expect(
            (derivatives[order][index] - slope).magnitude <= 2e-5 * max(1, slope.magnitude),
            "\(item), derivative \(order + 1) by \(index): \(derivatives[order][index]), \(slope)")
        }
      }
      #expect(compared >= item.outputs.count, "\(item): kinks nearly everywhere")
    }
  }

  @Test(arguments: LossCase.rowNames)
  func compiledEqualsReference(_ name: String) throws {
    func bits(_ values: some Sequence<Float>) -> [UInt32] { values.map(\.bitPattern) }
    for item in LossCase.cases(of: name) {
      let built = item.build()
      let nodes = [built.perExample, built.mean, built.gradient]
      let expected = item.evaluate(nodes, in: built.graph, at: item.outputs.map { Float($0) })
      for kernels in Kernels.available {
        let program = Program(built.graph, outputs: nodes, parameters: ParameterStore(), kernels: kernels)
        program.setInput("z", item.outputs.map { Float($0) })
        program.setInput("y", item.targets.values)
        program.execute()
        for (number, values) in expected.enumerated() {
          #expect(bits(program.output(number)) == bits(values), "\(item), \(number) on \(kernels.name)")
        }
      }
    }
  }

  @Test(arguments: LossCase.rowNames)
  func staysFiniteForExtremeOutputs(_ name: String) throws {
    for item in LossCase.cases(of: name) {
      let built = item.build()
      for size in [1e4, -1e4, 100, 1e-30, 0] as [Float] {
        for pattern in 0..<3 {
          let outputs = item.outputs.indices.map { index -> Float in
            switch pattern {
            case 0: size
            case 1: index % 2 == 0 ? size : -size
            default: index % 3 == 0 ? size : 0
            }
          }
          let values = item.evaluate([built.mean, built.gradient], in: built.graph, at: outputs)
          #expect(values.joined().allSatisfy { $0.isFinite }, "\(item) at \(size), \(pattern): \(values)")
        }
      }
    }
  }

  /// The mean is Σ l / n, or Σ l / Σ w, in any order of the rows.
  @Test(arguments: LossCase.rowNames)
  func meanOfTheRows(_ name: String) throws {
    for item in LossCase.cases(of: name) {
      let built = item.build()
      let y = built.graph.input("y", item.targets.shape)
      let weights = item.loss.exampleWeights(y, item.component)
      let nodes = [built.mean, built.perExample] + [weights].compactMap { $0 }
      let values = item.evaluate(nodes, in: built.graph, at: item.outputs)
      let weight = values.count > 2 ? values[2].reduce(0, +) : Double(item.rows)
      let mean = values[1].reduce(0, +) / weight
      #expect((values[0][0] - mean).magnitude <= 1e-12 * max(1, mean.magnitude), "\(item)")

      let order = (0..<item.rows).reversed().map { $0 }
      let turned = LossCase(
        row: item.row, component: item.component, kind: item.kind, width: item.width,
        outputs: order.flatMap { item.outputs[$0 * item.width..<($0 + 1) * item.width] },
        targets: item.targets.rows(at: order))
      let other = turned.evaluate([built.mean], in: built.graph, at: turned.outputs)[0][0]
      #expect((other - mean).magnitude <= 1e-9 * max(1, mean.magnitude), "\(item)")
    }
  }

  /// mean Σ w l / Σ w with weights by class, for a loss that knows nothing of them.
  @Test func classWeightsWeighAnyLoss() throws {
    let row = try #require(Losses.catalog["mse"])
    let plain = try #require(row.supervised)
    for (columns, targets, weights) in [
      (1, [1, 0, 0] as [Double], [2.0, 5]), (3, [1, 0, 0, 0, 0, 1, 0, 1, 0], [2, 5, 0.5]),
    ] {
      let graph = Graph()
      let z = graph.input("z", [3, columns])
      let y = graph.input("y", [3, columns])
      let loss = plain.weighted(by: weights)
      let nodes = [
        loss.mean(outputs: z, targets: y, row.defaultComponent), plain.perExample(z, y, row.defaultComponent),
      ]
      let outputs = (0..<3 * columns).map { Double($0) * 0.25 - 0.5 }
      let values = ReferenceExecutor<Double>(graph).evaluate(nodes, values: ["z": outputs, "y": targets])
      let classes = columns == 1 ? targets.map { Int($0) } : [0, 2, 1]
      let w = classes.map { weights[$0] }
      let expected = zip(w, values[1]).reduce(0) { $0 + $1.0 * $1.1 } / w.reduce(0, +)
      #expect((values[0][0] - expected).magnitude < 1e-12)
    }
  }
}
