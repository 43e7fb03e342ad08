import Datasets
import Learning
import Tensors

/// Small data of every kind that a supervised loss may be trained on: two noisy inputs, and a target that they tell.
enum LossData: String, CaseIterable, CustomStringConvertible {
  case binary, classes
  /// Regression: one real number, three of them, counts, shares of three classes, and one of three as 0 and 1.
  case values, columns, counts, shares, indicators

  var description: String { rawValue }

  private var task: LearningTask {
    switch self {
    case .binary: .binary
    case .classes: .classification(classes: 3)
    case .values, .columns, .counts, .shares, .indicators: .regression
    }
  }

  /// 70 % of the rows are for training. Classes are of unlike size.
  func prepared(rows: Int = 80) throws -> PreparedData {
    var stream = RandomStream(seed: 3, purpose: "loss data")
    var inputs: [Float] = []
    var labels: [Int32] = []
    var values: [Float] = []
    for row in 0..<rows {
      let label = row % 5 == 0 ? 0 : self == .binary ? 1 : row % 5 == 1 ? 1 : 2
      let x = (0..<2).map { column in (label == column ? 1.5 : -0.5) + 0.5 * stream.normal() }
      inputs += x
      switch self {
      case .binary, .classes: labels.append(Int32(label))
      case .values: values.append(x[0] - x[1])
      case .columns: values += [x[0], -x[1], x[0] * x[1]]
      case .counts: values.append(Float(label))
      case .shares: values += (0..<3).map { label == $0 ? 0.75 : 0.125 }
      case .indicators: values += (0..<3).map { label == $0 ? 1 : 0 }
      }
    }
    let samples = Samples(
      inputs: Tensor([rows, 2], inputs), labels: labels.isEmpty ? nil : labels,
      values: values.isEmpty ? nil : Tensor([rows, values.count / rows], values))
    let set = Dataset(
      task: task, samples: samples, columns: [Column("x1"), Column("x2")],
      classNames: labels.isEmpty ? [] : (0..<(task.classes ?? 0)).map { "c\($0)" },
      provenance: Provenance(source: "this test"))
    return try Datasets.prepare(set, Sample.data("xor"), seed: 5)
  }
}
