import Datasets
import Diagnostics
import Graphs
import Learning
import Tensors
import Testing

/// What rows of the loss catalog say of tasks, widths, targets and predictions.
@Suite struct LossRowTests {
  /// A prediction that is right and sure keeps the digits of what is left to learn.
  @Test func binaryCrossEntropyKeepsItsDigits() throws {
    // 2 · log(1 + exp(-20)) / 2 and -1/2 (1 - sigmoid(20))
    let row = try #require(Losses.catalog["binary_cross_entropy"])
    let graph = Graph()
    let z = graph.input("z", [2, 1])
    let mean = try #require(row.supervised).mean(
      outputs: z, targets: graph.input("y", [2, 1]), row.defaultComponent)
    let values = ReferenceExecutor<Float>(graph).evaluate(
      [mean] + graph.gradients(of: mean, withRespectTo: [z]), values: ["z": [20, -20], "y": [1, 0]])
    let (value, gradient) = (values[0][0], values[1])
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
    ("cross_entropy", .regression, [3]), ("gaussian_nll", .regression, [6]), ("hinge", .binary, [1, 2]),
    ("triplet", .classification(classes: 4), [16]), ("triplet", .regression, []),
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
