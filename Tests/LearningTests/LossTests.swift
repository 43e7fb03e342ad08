import Datasets
import Diagnostics
import Graphs
import Learning
import Tensors
import Testing

/// Every loss of the catalog: values and gradients against PyTorch.
@Suite struct LossTests {
  struct Golden {
    let outputs: [Double]
    let targets: [Double]
    let columns: Int
    let value: Double
    let gradient: [Double]
  }

  // python3, torch 2.13.0, default dtype float64:
  //   Z = [[2.0, -1.0, 0.5], [-3.0, 0.25, 4.0], [0.0, 0.0, 0.0], [10.0, -10.0, 1.0]]
  //   Y = [[1.0, 0, 0], [0, 1.0, 0], [0, 0, 1.0], [1.0, 0, 0]]
  //   for f in [F.mse_loss, F.binary_cross_entropy_with_logits, F.cross_entropy]:
  //       z = torch.tensor(Z, requires_grad=True); v = f(z, torch.tensor(Y)); v.backward(); print(v, z.grad)
  //   and the first two for Z = [1.5, -0.5, 30.0, -30.0], Y = [1.0, 1, 1, 0]
  private static let rows = [2.0, -1, 0.5, -3, 0.25, 4, 0, 0, 0, 10, -10, 1]
  private static let oneHot = [1.0, 0, 0, 0, 1, 0, 0, 0, 1, 1, 0, 0]
  private static let column = [1.5, -0.5, 30, -30]
  private static let indicator = [1.0, 1, 1, 0]
  private static let goldens: [String: [Golden]] = [
    "mse": [
      Golden(
        outputs: rows, targets: oneHot, columns: 3, value: 17.567708333333332,
        gradient: [
          0.16666666666666666, -0.16666666666666666, 0.08333333333333333, -0.5, -0.125, 0.6666666666666666,
          0.0, 0.0, -0.16666666666666666, 1.5, -1.6666666666666665, 0.16666666666666666,
        ]),
      Golden(
        outputs: column, targets: indicator, columns: 1, value: 435.875,
        gradient: [0.25, -0.75, 14.5, -15.0]),
    ],
    "binary_cross_entropy": [
      Golden(
        outputs: rows, targets: oneHot, columns: 3, value: 0.7874781174256825,
        gradient: [
          -0.009933576835176474, 0.02241178511416626, 0.05187161093348788, 0.003952156098130565,
          -0.03648529159285016, 0.08183448250315904, 0.041666666666666664, 0.041666666666666664,
          -0.041666666666666664, -3.783155725199198e-06, 3.7831557252028664e-06, 0.06092154821916707,
        ]),
      Golden(
        outputs: column, targets: indicator, columns: 1, value: 0.29387256554076124,
        gradient: [
          -0.04560638095158909, -0.15561483280046365, -2.3370194668359545e-14, 2.3394057422098247e-14,
        ]),
    ],
    "cross_entropy": [
      Golden(
        outputs: rows, targets: oneHot, columns: 3, value: 1.2785457466556696,
        gradient: [
          -0.05360074135268103, 0.009778143317671862, 0.04382259803500917, 0.00022253406695529237,
          -0.2442607707700676, 0.2440382367031123, 0.08333333333333333, 0.08333333333333333,
          -0.16666666666666669, -3.084915915785302e-05, 5.152248207534921e-10, 3.084864393298198e-05,
        ])
    ],
  ]

  private static let supervised = Losses.catalog.rows.filter { $0.supervised != nil }.map(\.name)

  private func evaluate<Scalar: ReferenceScalar>(
    _ name: String, outputs: [Scalar], targets: [Scalar], columns: Int
  ) throws -> (value: Scalar, gradient: [Scalar]) {
    let row = try #require(Losses.catalog[name])
    let loss = try #require(row.supervised)
    let graph = Graph()
    let z = graph.input("z", [outputs.count / columns, columns])
    let y = graph.input("y", z.shape)
    let perExample = loss.perExample(z, y, row.defaultComponent)
    #expect(perExample.shape == [z.shape[0], 1])
    let mean = loss.mean(outputs: z, targets: y, row.defaultComponent)
    let gradient = graph.gradients(of: mean, withRespectTo: [z])[0]
    let values = ReferenceExecutor<Scalar>(graph).evaluate(
      [mean, gradient], values: ["z": outputs, "y": targets])
    return (values[0][0], values[1])
  }

  @Test(arguments: supervised)
  func equalsPyTorch(_ name: String) throws {
    for golden in try #require(Self.goldens[name], "'\(name)' has no golden numbers") {
      let (value, gradient) = try evaluate(
        name, outputs: golden.outputs.map { Float($0) }, targets: golden.targets.map { Float($0) },
        columns: golden.columns)
      #expect((Double(value) - golden.value).magnitude <= 1e-6 * max(1, golden.value))
      #expect(gradient.count == golden.gradient.count)
      for (computed, expected) in zip(gradient, golden.gradient) {
        #expect(
          (Double(computed) - expected).magnitude <= 1e-6 * max(1, expected.magnitude),
          "\(computed), \(expected)")
      }
    }
  }

  @Test(arguments: supervised)
  func gradientIsTheSlope(_ name: String) throws {
    for golden in Self.goldens[name] ?? [] {
      let gradient = try evaluate(
        name, outputs: golden.outputs, targets: golden.targets, columns: golden.columns
      ).gradient
      for i in golden.outputs.indices {
        let ends = try [1e-5, -1e-5].map { step in
          var moved = golden.outputs
          moved[i] += step
          return try evaluate(name, outputs: moved, targets: golden.targets, columns: golden.columns).value
        }
        #expect((gradient[i] - (ends[0] - ends[1]) / 2e-5).magnitude < 1e-5)
      }
    }
  }

  @Test(arguments: supervised, [Float(-1e4), 1e4])
  func staysFiniteForExtremeLogits(_ name: String, _ size: Float) throws {
    let (value, gradient) = try evaluate(
      name, outputs: [size, -size, 0, -size, size, size], targets: [1, 0, 0, 0, 0, 1], columns: 3)
    #expect(value.isFinite && value >= 0)
    #expect(gradient.allSatisfy { $0.isFinite })
  }

  /// A prediction that is right and sure keeps the digits of what is left to learn.
  @Test func binaryCrossEntropyKeepsItsDigits() throws {
    // 2 · log(1 + exp(-20)) / 2 and -1/2 (1 - sigmoid(20))
    let (value, gradient) = try evaluate(
      "binary_cross_entropy", outputs: [20, -20] as [Float], targets: [1, 0], columns: 1)
    #expect((Double(value) / 2.061153620314381e-9 - 1).magnitude < 1e-5)
    #expect((Double(gradient[0]) / -1.0305768090951019e-9 - 1).magnitude < 1e-5)
    #expect((Double(gradient[1]) / 1.0305768090951019e-9 - 1).magnitude < 1e-5)
  }

  @Test func everyTaskHasALossThatFits() {
    for task: LearningTask in [.binary, .classification(classes: 5), .regression, .generation] {
      let component = Losses.defaultComponent(for: task)
      #expect(Losses.row(component).fits(task), "\(component) for \(task)")
    }
    #expect(Losses.defaultComponent(for: .binary).name == "binary_cross_entropy")
    #expect(Losses.defaultComponent(for: .classification(classes: 3)).name == "cross_entropy")
    #expect(Losses.defaultComponent(for: .regression).name == "mse")
  }

  @Test(arguments: [
    ("mse", LearningTask.binary, [1, 2]), ("mse", .classification(classes: 4), [4]),
    ("mse", .regression, [3]),
    ("mse", .generation, []), ("binary_cross_entropy", .binary, [1, 2]),
    ("binary_cross_entropy", .classification(classes: 4), [4]), ("binary_cross_entropy", .regression, []),
    ("cross_entropy", .binary, [2]), ("cross_entropy", .classification(classes: 4), [4]),
    ("cross_entropy", .regression, []),
  ])
  func widthsOfTheOutput(_ name: String, _ task: LearningTask, _ widths: [Int]) throws {
    let row = try #require(Losses.catalog[name])
    #expect(row.supervised?.widths(task, 3, row.defaultComponent) == widths)
    #expect(row.fits(task) == !widths.isEmpty)
  }

  @Test func targetsAreEncoded() {
    let samples = Samples(
      inputs: Tensor([3, 1], [0, 0, 0]), labels: [1, 0, 1], values: Tensor([3, 1], [7, 8, 9]))
    #expect(Targets(task: .binary, width: 1).encode(samples) == Tensor([3, 1], [1, 0, 1]))
    #expect(Targets(task: .binary, width: 2).encode(samples) == Tensor([3, 2], [0, 1, 1, 0, 0, 1]))
    #expect(
      Targets(task: .classification(classes: 3), width: 3).encode(samples)
        == Tensor([3, 3], [0, 1, 0, 1, 0, 0, 0, 1, 0]))
    #expect(Targets(task: .regression, width: 1).encode(samples) == Tensor([3, 1], [7, 8, 9]))
  }

  @Test func predictionsOfOutputs() {
    let graph = Graph()
    let z = graph.input("z", [1, 2])
    let nodes = [Prediction.identity, .sigmoid, .softmax].map { $0.build(z) }
    let values = ReferenceExecutor<Double>(graph).evaluate(nodes, values: ["z": [0, 1]])
    #expect(values[0] == [0, 1])
    #expect(values[1][0] == 0.5 && (values[1][1] - 0.7310585786300049).magnitude < 1e-12)
    #expect(
      (values[2][1] - 0.7310585786300049).magnitude < 1e-12
        && (values[2][0] + values[2][1] - 1).magnitude < 1e-12)
  }
}
