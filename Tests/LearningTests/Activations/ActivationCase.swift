import Diagnostics
import Graphs
import Learning
import Tensors
import Testing

/// An activation with options: what the tests of all activations iterate. Derived from the row, so that a new
/// one needs no list: its defaults; for each option another legal value; what its aliases preset; and the
/// training mode where Python has it otherwise.
struct ActivationCase: Sendable, CustomTestStringConvertible {
  let component: Component
  let mode: BuildMode
  let key: String

  var row: ActivationRow { Activations.row(component) }
  var testDescription: String { key }

  static let all: [ActivationCase] = Activations.catalog.rows.flatMap { row in
    var cases = [ActivationCase(component: row.defaultComponent, mode: .evaluation, key: row.name)]
    for option in row.options {
      for value in others(option, row) {
        let component = row.component([option.name: value])
        cases.append(
          ActivationCase(
            component: component, mode: .evaluation, key: "\(row.name) \(option.name)=\(text(value))"))
      }
    }
    for alias in row.aliases where !alias.presets.isEmpty {
      let component = row.component(Dictionary(uniqueKeysWithValues: alias.presets.map { ($0, $1) }))
      if !cases.contains(where: { $0.component == component }) {
        cases.append(ActivationCase(component: component, mode: .evaluation, key: alias.name))
      }
    }
    return cases
      + cases.filter { row.pytorch($0.component, .training) != row.pytorch($0.component, .evaluation) }
      .map { ActivationCase(component: $0.component, mode: .training, key: "\($0.key), training") }
  }

  /// Values of an option that differ from its default and go with the defaults of the others. Numbers are
  /// sums of few powers of two, so that a kink lies at the same place in binary32 and in binary64.
  private static func others(_ option: OptionSpec, _ row: ActivationRow) -> [OptionValue] {
    let candidates: [OptionValue]
    let isEach: Bool
    switch option.kind {
    case .boolean: (candidates, isEach) = ([.boolean(true), .boolean(false)], true)
    case .choice(let words): (candidates, isEach) = (words.map { .string($0) }, true)
    case .integer(let range):
      (candidates, isEach) = ([3, 2, 5].filter(range.contains).map { .integer($0) }, false)
    case .number(let range):
      (candidates, isEach) = ([0.5, 1.5, 0.25, -0.75].filter(range.contains).map { .number($0) }, false)
    default: preconditionFailure("no other values of \(row.name)'s \(option.name)")
    }
    let legal = candidates.filter {
      $0 != option.defaultValue && row.conflict(row.component([option.name: $0])) == nil
    }
    precondition(!legal.isEmpty, "no other value of \(row.name)'s \(option.name) is legal")
    return isEach ? legal : Array(legal.prefix(1))
  }

  private static func text(_ value: OptionValue) -> String {
    switch value {
    case .boolean(let value): "\(value)"
    case .integer(let value): "\(value)"
    case .number(let value): Format.shortest(value)
    case .string(let value): value
    default: "\(value)"
    }
  }

  // MARK: - Points

  var inputsPerUnit: Int { row.inputsPerUnit(component) }

  /// Where something may happen: on both sides, at zero, and at the kinks that fixed forms and options have.
  var points: [Double] {
    var points = [-30, -5, -3, -1.5, -1, -0.5, 0, 0.25, 0.5, 1, 3, 6, 20]
    for option in row.options {
      guard let value = component.number(option.name), Double(Float(value)) == value else { continue }
      for point in [value, -value] where !points.contains(point) { points.append(point) }
    }
    return points
  }

  /// A matrix of so many units and rows, x [rows, inputsPerUnit · units], filled from `values` over and over.
  func matrix(units: Int, rows: Int? = nil, of values: [Double]) -> (shape: Shape, values: [Double]) {
    let columns = inputsPerUnit * units
    let rows = rows ?? (values.count + columns - 1) / columns
    return ([rows, columns], (0..<rows * columns).map { values[$0 % values.count] })
  }

  /// Values of what is learned, different for each unit.
  func learned(units: Int) -> [(name: String, shape: Shape, values: [Double])] {
    row.parameters(component, units).map { parameter in
      (parameter.name, parameter.shape, (0..<parameter.shape.count).map { 0.25 + 0.125 * Double($0 % 4) })
    }
  }

  /// Uniform noise on [0, 1) for so many elements, of few bits.
  static func noise(_ count: Int) -> [Double] { (0..<count).map { Double($0 * 37 % 64) / 64 } }

  /// Weights of the results, so that a row's slopes do not cancel where it sums to a constant.
  func weights(_ count: Int) -> [Double] {
    (0..<count).map { row.isElementwise ? 1 : [1, -0.5, 0.25, -1, 0.75][$0 % 5] }
  }

  // MARK: - Graph

  /// The activation of an input `x`, the slopes of the weighted results by it and by what is learned, and the
  /// slopes of these slopes, weighted too.
  struct Built {
    let graph: Graph
    let x: Node
    let result: Node
    /// By x, then by what is learned.
    let slopes: [Node]
    let curvatures: [Node]
    /// Of all inputs and parameters but x.
    let values: [String: [Double]]
  }

  func build(_ shape: Shape) -> Built {
    let units = shape.matrix.columns / inputsPerUnit
    let graph = Graph()
    let x = graph.input("x", shape)
    let learned = learned(units: units)
    let parameters = learned.map { graph.parameter($0.name, $0.shape) }
    let result = row.build(
      x, BuildContext(component, parameters: parameters, mode: mode, place: "hidden1"))
    let targets = [x] + parameters
    let weighted = sum(result * graph.input("weights", result.shape))
    let slopes = graph.gradients(of: weighted, withRespectTo: targets)
    let weightedSlopes = sum(slopes[0] * graph.input("slope weights", shape))
    let curvatures = graph.gradients(of: weightedSlopes, withRespectTo: targets)

    var values = Dictionary(uniqueKeysWithValues: learned.map { ($0.name, $0.values) })
    values["weights"] = weights(result.shape.count)
    values["slope weights"] = weights(shape.count)
    for entry in graph.entries {
      if case .input(let name) = entry.operation, values[name] == nil, name != "x" {
        values[name] = Self.noise(entry.shape.count)
      }
    }
    return Built(
      graph: graph, x: x, result: result, slopes: slopes,
      curvatures: curvatures, values: values)
  }
}
