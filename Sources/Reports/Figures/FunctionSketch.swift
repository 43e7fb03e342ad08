import Datasets
import Diagnostics
import Graphs
import Learning
import Plots
import Tensors

/// A function of one variable that a component is, sampled, to be drawn in characters: an activation, the
/// loss of one example, the learning rate of a schedule.
package struct FunctionSketch {
  /// Whose initial stands on the curve.
  let name: String
  /// What the variable is; empty where it is the formula's x.
  let variable: String
  /// What the values are: `f(x)`, `loss`, `rate`.
  let meaning: String
  let values: [Point]
  /// Empty where a derivative says nothing.
  let slopes: [Point]
  private let words: Words

  /// Samples over the usual range, and 0 among them.
  private static let samples = 801
  private static let usual = -4.0...4.0

  private init(
    name: String, variable: String, meaning: String, words: Words, values: [Point], slopes: [Point]
  ) {
    self.name = name
    self.variable = variable
    self.meaning = meaning
    self.words = words
    self.values = values
    self.slopes = slopes
  }

  // MARK: - What is drawn

  /// nil for an activation that looks at several columns.
  package static func activation(
    _ component: Component, over range: ClosedRange<Double>? = nil, words: Words = Words()
  ) -> FunctionSketch? {
    let row = Activations.row(component)
    guard row.isElementwise else { return nil }
    var learned: [String: [Double]] = [:]
    for parameter in row.parameters(component, 1) {
      var stream = RandomStream(seed: 0, purpose: "init/\(parameter.name)")
      let first = Initializers.sample(parameter.initializer, parameter.shape, using: &stream)
      learned[parameter.name] = first.values.map { Double($0) }
    }
    return FunctionSketch(
      name: row.name, variable: "", meaning: "f(x)", over: range, words: words, learned: learned
    ) { x in
      let nodes = row.parameters(component, 1).map { x.graph.parameter($0.name, $0.shape) }
      return row.build(x, BuildContext(component, parameters: nodes))
    }
  }

  /// Of one output: against the error where the loss depends on nothing else, else at one target. nil for a
  /// loss that needs several outputs, or does not change with one.
  package static func loss(
    _ component: Component, over range: ClosedRange<Double>? = nil, words: Words = Words()
  ) -> FunctionSketch? {
    let row = Losses.row(component)
    guard let loss = row.supervised else { return nil }
    /// With all rows' targets alike, from an output `shift` further on; nil where the loss takes no such
    /// targets.
    func sketch(
      _ task: LearningTask, _ samples: (Int) -> Samples, shift: Float = 0, variable: String
    ) -> FunctionSketch? {
      let targets = loss.targets(task, 1).encode(samples(Self.samples))
      guard targets.columns == 1, loss.targetProblem(targets, component) == nil else { return nil }
      let target = targets.values[0]
      let sketch = FunctionSketch(
        name: row.name, variable: variable, meaning: words.lossValue, over: range, words: words
      ) { x in
        loss.perExample(x + shift, broadcast(x.graph.constant(target), to: x.shape), component)
      }
      return sketch.slopes.contains { $0.y != 0 } ? sketch : nil
    }
    func values(_ target: Float) -> (Int) -> Samples {
      { Samples(inputs: Tensor(repeating: 0, [$0, 1]), values: Tensor(repeating: target, [$0, 1])) }
    }
    if loss.widths(.regression, 1, component).contains(1) {
      let ofError = sketch(.regression, values(0), variable: words.errorOfOutput)
      let shifted = sketch(.regression, values(1), shift: 1, variable: "")
      if let ofError, let shifted, ofError.isNear(shifted) { return ofError }
      return sketch(.regression, values(1), variable: words.outputForTarget)
    }
    guard loss.widths(.binary, 1, component).contains(1) else { return nil }
    return sketch(
      .binary,
      { Samples(inputs: Tensor(repeating: 0, [$0, 1]), labels: Array(repeating: 1, count: $0)) },
      variable: loss.takesLogits ? words.logitOfTrueClass : words.outputForClass)
  }

  /// nil for one that follows the results of the training.
  package static func schedule(
    _ component: Component, base: Double, horizon: TrainingHorizon, words: Words = Words()
  ) -> FunctionSketch? {
    let row = Schedules.row(component)
    let rates = row.rates(component, base, horizon)
    guard rates.observe == nil else { return nil }
    return FunctionSketch(
      name: row.name, variable: words.stepOf(stepsPerEpoch: horizon.stepsPerEpoch),
      meaning: words.learningRate, words: words,
      values: (1...horizon.steps).map { Point(Double($0), rates.rate($0 - 1)) }, slopes: [])
  }

  // MARK: - Sampling

  /// Over columns x [n, 1]. Where the slope turns more often than a text plot can show, the range is
  /// narrower.
  private init(
    name: String, variable: String, meaning: String, over range: ClosedRange<Double>?, words: Words,
    learned: [String: [Double]] = [:],
    _ function: (Node) -> Node
  ) {
    let graph = Graph()
    let x = graph.input("x", [Self.samples, 1])
    let result = function(x)
    let slope = graph.gradients(of: sum(result), withRespectTo: [x])[0]
    func sample(_ range: ClosedRange<Double>) -> (values: [Point], slopes: [Point]) {
      let half = Double(Self.samples / 2)
      let middle = (range.lowerBound + range.upperBound) / 2
      let reach = (range.upperBound - range.lowerBound) / 2
      let places = (0..<Self.samples).map { middle + (Double($0) - half) * reach / half }
      let computed = ReferenceExecutor<Double>(graph)
        .evaluate([result, slope], values: learned.merging(["x": places]) { $1 })
      return (zip(places, computed[0]).map { Point($0, $1) }, zip(places, computed[1]).map { Point($0, $1) })
    }
    var reach = Self.usual.upperBound
    var sampled = sample(range ?? Self.usual)
    // A range that was asked for stays.
    while range == nil, reach > 0.1 {
      let signs = sampled.slopes.map(\.y).filter { $0 != 0 }.map { $0 > 0 }
      guard zip(signs, signs.dropFirst()).count(where: { $0 != $1 }) > 12 else { break }
      reach /= 2
      sampled = sample(-reach...reach)
    }
    self.init(
      name: name, variable: variable, meaning: meaning, words: words, values: sampled.values,
      slopes: sampled.slopes)
  }

  private func isNear(_ other: FunctionSketch) -> Bool {
    zip(values, other.values).allSatisfy { ($0.y - $1.y).magnitude <= 1e-6 * max(1, $0.y.magnitude) }
  }

  // MARK: - Drawing

  /// Lines of at most the format's columns, ending in a newline.
  package func text(_ format: TextFormat) -> String {
    Figure.functions(
      id: name, title: name, x: Axis(variable.isEmpty ? "x" : variable, domain: domain),
      panels: [panel(Series(name, 0))]
    ).text(format)
  }

  /// As a panel of a figure.
  func panel(_ series: Series) -> FunctionPanel {
    FunctionPanel(
      series, note: note, function: Self.broken(values), derivative: Self.broken(slopes),
      functionLabel: meaning, derivativeLabel: meaning == "f(x)" ? "f'(x)" : words.slope, variable: variable)
  }

  /// Where it is sampled.
  var domain: ClosedRange<Double> {
    let places = values.map(\.x)
    return (places.min() ?? 0)...(places.max() ?? 1)
  }

  /// `slope -0.129 to 1.13, largest at 1.41, least at -1.41`; a place only where there is one, inside the
  /// range. Of a function without slopes the same of its values.
  var note: String {
    let (meaning, points) = slopes.isEmpty ? (meaning, values) : (words.slope, slopes)
    guard let most = points.map(\.y).max(), let least = points.map(\.y).min() else { return "" }
    let range = most - least
    func text(_ value: Double) -> String {
      value.magnitude <= 5e-4 * range ? "0" : Format.significant(value, 3)
    }
    guard range > 0 else { return words.constant(meaning, Format.significant(most, 3)) }
    var parts = [words.rangeOf(meaning, text(least), text(most))]
    for extreme in [most, least] {
      // Samples beside a smooth extreme are nearly as large; many of them are a plateau.
      let near = points.indices.filter { (points[$0].y - extreme).magnitude <= 2e-4 * range }
      guard let first = near.first, let last = near.last, last - first < 8, first > 0,
        last < points.count - 1,
        let place = near.first(where: { points[$0].y == extreme })
      else { continue }
      let x = Format.significant(points[place].x, 3)
      parts.append(extreme == most ? words.largest(at: x) : words.least(at: x))
    }
    return words.commas(parts)
  }

  /// The points with a gap at each jump, half way: a step far larger than those on both sides of it.
  private static func broken(_ points: [Point]) -> [Point] {
    guard let high = points.map(\.y).max(), let low = points.map(\.y).min() else { return points }
    let steps = zip(points, points.dropFirst()).map { ($1.y - $0.y).magnitude }
    var result: [Point] = []
    for (index, point) in points.enumerated() {
      result.append(point)
      guard index > 0, index < steps.count - 1 else { continue }
      if steps[index] > 0.02 * (high - low) + 5 * max(steps[index - 1], steps[index + 1]) {
        let middle = (point.x + points[index + 1].x) / 2
        result += [point.y, .nan, points[index + 1].y].map { Point(middle, $0) }
      }
    }
    return result
  }
}
