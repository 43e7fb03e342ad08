import Datasets
import Diagnostics
import Foundation
import Graphs
import Learning
import Tensors

/// One way to use a supervised loss: its options, and outputs and targets of a kind that it fits. All follow from the
/// row, so that a new one is tested by being there.
struct LossCase: Sendable, CustomStringConvertible {
  let row: LossRow
  let component: Component
  let kind: String
  let width: Int
  let outputs: [Double]
  let targets: Tensor

  var description: String {
    let options = component.options.map { "\($0.key) \(PythonLiteral.text($0.value))" }.joined(
      separator: ", ")
    return "\(row.name) (\(options)) \(kind) \(width)"
  }

  var loss: SupervisedLoss { row.supervised! }
  var rows: Int { targets.rows }

  static let rowNames = Losses.catalog.rows.filter { $0.supervised != nil }.map(\.name)

  static func cases(of name: String) -> [LossCase] {
    guard let row = Losses.catalog[name], let loss = row.supervised else { return [] }
    return components(row).flatMap { component in
      kinds.flatMap { kind in
        loss.widths(kind.task, kind.targetColumns, component).compactMap { width -> LossCase? in
          let encoding = loss.targets(kind.task, width)
          for samples in kind.samples {
            let targets = encoding.encode(samples)
            guard loss.targetProblem(targets, component) == nil else { continue }
            return LossCase(
              row: row, component: component, kind: kind.name, width: width,
              outputs: numbers(targets.rows * width, "outputs/\(kind.name)", 1.7), targets: targets)
          }
          return nil
        }
      }
    }
  }

  /// The defaults, and for each option another value with the rest at its default.
  private static func components(_ row: LossRow) -> [Component] {
    var all = [row.defaultComponent]
    for option in row.options {
      for value in others(option.kind, than: option.defaultValue) {
        let component = row.component([option.name: value])
        if row.conflict(component) == nil { all.append(component) }
      }
    }
    return all
  }

  private static func others(_ kind: OptionSpec.Kind, than standard: OptionValue?) -> [OptionValue] {
    switch kind {
    case .boolean: [.boolean(standard != .boolean(true))]
    case .integer(let range): range.contains(3) ? [.integer(3)] : []
    case .number(let range): [0.3, 2.5].filter { range.contains($0) }.map { .number($0) }
    case .choice(let words): words.map { .string($0) }.filter { $0 != standard && $0 != .string("balanced") }
    case .list(of: .number, _): [.list([.number(0.5), .number(2), .number(1.25)])]
    case .oneOf(let kinds): kinds.flatMap { others($0, than: standard) }
    default: []
    }
  }

  private struct Kind {
    let name: String
    let task: LearningTask
    let targetColumns: Int
    /// The first that the loss takes is used.
    let samples: [Samples]
  }

  private static let kinds: [Kind] = {
    func labels(_ values: [Int32]) -> Samples {
      Samples(inputs: Tensor(repeating: 0, [values.count, 1]), labels: values)
    }
    func values(_ numbers: [Double], _ columns: Int) -> Samples {
      let rows = numbers.count / columns
      return Samples(
        inputs: Tensor(repeating: 0, [rows, 1]), values: Tensor([rows, columns], numbers.map { Float($0) }))
    }
    let plain = numbers(15, "targets", 2)
    let counts = plain.map { ($0.magnitude * 2).rounded() }
    let shares = [0.5, 0.25, 0.25, 0, 1, 0, 0.125, 0.125, 0.75, 0.5, 0.5, 0, 0.25, 0.5, 0.25]
    return [
      Kind(name: "binary", task: .binary, targetColumns: 1, samples: [labels([1, 0, 0, 1, 1])]),
      Kind(
        name: "classes", task: .classification(classes: 3), targetColumns: 1,
        samples: [labels([0, 2, 1, 0, 2, 2, 1])]),
      Kind(
        name: "values", task: .regression, targetColumns: 1,
        samples: [values(Array(plain.prefix(6)), 1), values(Array(counts.prefix(6)), 1)]),
      Kind(
        name: "columns", task: .regression, targetColumns: 3,
        samples: [values(plain, 3), values(counts, 3), values(shares, 3)]),
    ]
  }()

  /// Normal noise with few digits, so that Python reads the same numbers.
  private static func numbers(_ count: Int, _ purpose: String, _ size: Double) -> [Double] {
    var stream = RandomStream(seed: 11, purpose: purpose)
    return (0..<count).map { _ in (stream.normalDouble() * size * 64).rounded() / 64 }
  }

  // MARK: - PyTorch

  static let prelude = """
    import torch
    import torch.nn.functional as F
    torch.set_default_dtype(torch.float64)
    """

  var golden: Goldens.Case {
    func matrix(_ values: [Double], _ columns: Int) -> String {
      "["
        + stride(from: 0, to: values.count, by: columns).map { start in
          "[" + values[start..<start + columns].map { Format.shortest($0) }.joined(separator: ", ") + "]"
        }.joined(separator: ", ") + "]"
    }
    return Goldens.Case(
      key: description,
      snippet: """
        outputs = torch.tensor(\(matrix(outputs, width)), dtype=torch.float64, requires_grad=True)
        targets = torch.tensor(\(matrix(targets.values.map { Double($0) }, targets.columns)), dtype=torch.float64)
        value = \(loss.pytorch(component, width))
        value.backward()
        result = {"value": value, "gradient": outputs.grad}
        """)
  }

  // MARK: - Ours

  struct Built {
    let graph: Graph
    let outputs: Node
    let perExample: Node
    let mean: Node
    let gradient: Node
  }

  func build() -> Built {
    let graph = Graph()
    let z = graph.input("z", [rows, width])
    let y = graph.input("y", targets.shape)
    let mean = loss.mean(outputs: z, targets: y, component)
    return Built(
      graph: graph, outputs: z, perExample: loss.perExample(z, y, component), mean: mean,
      gradient: graph.gradients(of: mean, withRespectTo: [z])[0])
  }

  func evaluate<Scalar: ReferenceScalar>(_ nodes: [Node], in graph: Graph, at outputs: [Scalar]) -> [[Scalar]]
  {
    ReferenceExecutor<Scalar>(graph).evaluate(
      nodes, values: ["z": outputs, "y": targets.values.map { Scalar($0) }])
  }
}

/// Values of options in case names.
enum PythonLiteral {
  static func text(_ value: OptionValue) -> String {
    switch value {
    case .automatic: "none"
    case .boolean(let value): "\(value)"
    case .integer(let value): "\(value)"
    case .number(let value): Format.shortest(value)
    case .string(let value): value
    case .list(let values): values.map(text).joined(separator: "/")
    case .component(let part): part.name
    }
  }
}
