import Experiments
import Foundation
import Learning
import Tensors
import Testing

/// What is stored of a run comes back with every bit.
@Suite struct RunStoreTests {
  private static let key = RunKey(configuration: "{}", seed: 3, dataDigest: "")

  private static var result: RunResult {
    var result = RunResult(
      status: .diverged(epoch: 2, step: 17),
      curves: [("train.loss", Curve(epochs: [0, 1], values: [0.7, -.infinity]))],
      parameters: [("hidden1.weight", Tensor([2, 2], [1, -0.0, 0x1p-140, .infinity]))],
      artifacts: [("confusion_matrix/test", Tensor([2, 2], [5, 1, 0, 4]))], steps: 17, parameterCount: 4,
      notes: ["2 rows dropped"])
    result.classNames = ["cat", "狗"]
    result.divergence = Divergence(
      epoch: 2, step: 17, phase: .backward, layer: "hidden1", operation: "divide", value: -.infinity,
      index: [1, 0], badCount: 2, count: 4,
      operands: [
        Divergence.Operand(source: "exp", low: -1.5, high: 3, largest: 3),
        Divergence.Operand(source: "input inputs", low: nil, high: nil, largest: .infinity),
      ])
    return result
  }

  @Test func everyFieldComesBack() throws {
    let store = try RunStore()
    #expect(try store.result(for: Self.key) == nil)
    try store.store(Self.result, for: Self.key, place: "xor.md#nets")
    let read = try #require(try store.result(for: Self.key))
    #expect(read == Self.result)
    #expect(
      read.parameters[0].value.values.map(\.bitPattern)
        == Self.result.parameters[0].value.values.map(\.bitPattern))
    #expect(read.divergence?.operands == Self.result.divergence?.operands)
    #expect(read[artifact: "confusion_matrix/test"]?[0, 1] == 1)
  }

  /// Also of a run that stopped early; one that did not is stored as if there were no such thing.
  @Test func theEndComesBack() throws {
    let store = try RunStore()
    var stopped = Self.result
    stopped.end = TrainingEnd(planned: 50, epochs: 17, kept: 12)
    try store.store(stopped, for: Self.key, place: "x")
    #expect(try store.result(for: Self.key)?.end == stopped.end)
    try store.store(Self.result, for: Self.key, place: "x")
    #expect(try store.result(for: Self.key)?.end == nil)
  }

  @Test func anotherKeyIsAnotherRun() throws {
    let store = try RunStore()
    try store.store(Self.result, for: Self.key, place: "x")
    #expect(try store.result(for: RunKey(configuration: "{}", seed: 4, dataDigest: "")) == nil)
    #expect(
      try store.explanation(for: RunKey(configuration: "{}", seed: 3, dataDigest: "a"), place: "x")
        == "the content of a data file changed")
  }
}
