import Diagnostics
import Graphs
import Tensors

/// The factor on an initializer's deviation that makes up for what an activation does to the size of a
/// signal: the options `gain`, a number, and `nonlinearity`, whose gain is taken where no number is given.
struct InitializerGain: Sendable {
  /// The nonlinearity where none is named.
  let standard: ActivationRow

  /// The layer's own activation, as a word of `nonlinearity`.
  private static let layer = "layer"

  init(standard: ActivationRow) {
    self.standard = standard
  }

  var options: [OptionSpec] {
    [
      OptionSpec(
        "gain", .number(.positive), default: .automatic,
        help: "factor on the deviation; left out, it follows from nonlinearity"),
      OptionSpec(
        "nonlinearity", .choice([Self.layer] + Activations.catalog.names), default: .automatic,
        help: "activation whose gain is taken, \(standard.name) if left out; 'layer' is the layer's own"),
    ]
  }

  var conflict: @Sendable (Component) -> OptionConflict? {
    { initializer in
      guard let gain = initializer.number("gain"), let word = initializer.string("nonlinearity") else {
        return nil
      }
      return OptionConflict(
        option: "nonlinearity",
        "gain, \(Format.shortest(gain)), and nonlinearity, \(word), both say what the gain is",
        hint: "keep one of them")
    }
  }

  /// 1 for `layer` where the layer's activation is not known.
  func value(of initializer: Component, in context: InitializerContext) -> Double {
    if let gain = initializer.number("gain") { return gain }
    switch initializer.string("nonlinearity") {
    case nil: return Self.gain(of: standard.defaultComponent)
    case Self.layer?: return context.activation.map(Self.gain) ?? 1
    case let name?: return Self.gain(of: Activations.row(Component(name)).defaultComponent)
    }
  }

  /// An activation's gain: the one in use (its row's, PyTorch's `calculate_gain`), else by He's argument
  ///
  ///     1 / √E[f(x)²], x ~ N(0, 1)
  ///
  /// which is √2 for relu and 1 for linear. An activation that works on whole rows, such as softmax, gets 1.
  static func gain(of activation: Component) -> Double {
    let row = Activations.row(activation)
    if let gain = row.gain(activation) { return gain }
    guard row.isElementwise, row.inputsPerUnit(activation) == 1 else { return 1 }
    let meanSquare = meanSquare(of: activation, row)
    return meanSquare.isFinite && meanSquare > 0 ? 1 / meanSquare.squareRoot() : 1
  }

  /// E[f(x)²] in binary64 by the midpoint rule on cells of 1/128 from −8 to 8, whose ends fall on the places
  /// where activations have their kinks. What it learns stands at its first value.
  private static func meanSquare(of activation: Component, _ row: ActivationRow) -> Double {
    let points = (-1024..<1024).map { (Double($0) + 0.5) / 128 }
    let graph = Graph()
    var values: [String: [Double]] = ["x": points]
    let parameters = row.parameters(activation, 1).map { parameter in
      var stream = RandomStream(seed: 0, purpose: "gain/\(parameter.name)")
      let first = Initializers.sample(parameter.initializer, parameter.shape, using: &stream)
      values[parameter.name] = first.values.map { Double($0) }
      return graph.parameter(parameter.name, parameter.shape)
    }
    let result = row.build(
      graph.input("x", [points.count, 1]), BuildContext(activation, parameters: parameters))
    let outputs = ReferenceExecutor<Double>(graph).evaluate([result], values: values)[0]
    var (sum, weights) = (0.0, 0.0)
    for (x, y) in zip(points, outputs) {
      let density = Elementary.exp(-x * x / 2)
      sum += density * y * y
      weights += density
    }
    return sum / weights
  }
}
