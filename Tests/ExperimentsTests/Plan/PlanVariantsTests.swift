import Experiments
import Learning
import Testing

@Suite struct PlanVariantsTests {
  static let base = "data: two_moons\nmodel: {hidden: [8]}\n"

  func optimizer(_ variant: Variant) -> String {
    guard case .single(let component) = variant.configuration.optimizer else { return "" }
    let momentum = component.name == "sgd" ? component.number("momentum") : nil
    return "\(component.name) \(component.number("learning_rate") ?? -1) \(momentum ?? -1)"
  }

  @Test func theLastFactorRunsFastest() throws {
    let plan = try experiment(
      Self.base
        + "vary:\n  model.activation: [relu, tanh]\n  train.epochs: [1, 2, 3]\nbaseline: {model.activation: tanh, train.epochs: 2}"
    )
    #expect(
      plan.variants.map(\.label) == ["relu, 1", "relu, 2", "relu, 3", "tanh, 1", "tanh, 2", "tanh, 3"])
    #expect(plan.variants.map(\.number) == Array(0..<6))
    #expect(plan.variants[4].levels == [1, 1])
    #expect(plan.baseline == 4)
    #expect(plan.factors.map(\.path) == ["model.activation", "train.epochs"])
    #expect(plan.factors[1].levels.map(\.number) == [1, 2, 3])
    #expect(!plan.factors[0].isNumeric)
    #expect(plan.variants[5].configuration.training.length == .epochs(3))
  }

  @Test func aPathGoesIntoAComponentGivenByName() throws {
    let plan = try experiment(Self.base + "optimizer: adam\nvary: {optimizer.learning_rate: [0.1, 1e-2]}")
    #expect(plan.variants.map(optimizer) == ["adam 0.1 -1.0", "adam 0.01 -1.0"])
    #expect(plan.variants.map(\.label) == ["0.1", "1e-2"])
  }

  @Test func aPathGoesIntoAComponentLeftOut() throws {
    let plan = try experiment(
      Self.base + "vary: {optimizer.lr: [0.1, 0.2], model.init.name: [zeros, he_normal]}")
    #expect(plan.factors.map(\.path).first == "optimizer.learning_rate")
    #expect(plan.variants.count == 4)
    #expect(plan.variants[0].names.contains(VariantName.Level("optimizer.lr", "0.1")))
  }

  @Test func anotherNameOfAnOptionDoesNotStandTwice() throws {
    let plan = try experiment(
      Self.base + "optimizer: {name: adam, lr: 0.5}\nvary: {optimizer.learning_rate: [0.1, 0.2]}")
    #expect(plan.variants.map(optimizer) == ["adam 0.1 -1.0", "adam 0.2 -1.0"])
  }

  @Test func componentsAsLevels() throws {
    let plan = try experiment(
      Self.base + "vary:\n  optimizer: [{name: sgd, learning_rate: 0.1}, adam, {name: momentum, lr: 0.1}]")
    #expect(
      plan.variants.map(\.label) == [
        "sgd (learning_rate 0.1)", "adam", "sgd (learning_rate 0.1, momentum 0.9)",
      ])
    let short = try experiment(
      Self.base + "vary:\n  optimizer: [{name: gradient_descent, learning_rate: 0.1}, adam]")
    #expect(short.variants.map(\.label) == ["sgd", "adam"])
  }

  @Test func shorterPathsAreSetFirst() throws {
    let plan = try experiment(
      Self.base + "vary:\n  optimizer.learning_rate: [0.1, 0.2]\n  optimizer: [adam, sgd]")
    #expect(plan.variants.map(optimizer) == ["adam 0.1 -1.0", "sgd 0.1 0.0", "adam 0.2 -1.0", "sgd 0.2 0.0"])
  }

  @Test func labelledLevels() throws {
    let plan = try experiment(
      Self.base + "vary:\n  model.hidden: {narrow: [4], wide: [256, 256]}\nbaseline: wide")
    #expect(plan.variants.map(\.label) == ["narrow", "wide"])
    #expect(plan.baseline == 1)
  }

  @Test func wholeSectionsAsLevels() throws {
    let plan = try experiment(
      "data: two_moons\nvary:\n  model: [{hidden: [4]}, {hidden: [8], activation: tanh}]\n  train: [{epochs: 2}]"
    )
    #expect(
      plan.variants.map(\.label) == ["hidden [4], epochs 2", "hidden [8], activation tanh, epochs 2"])
  }

  @Test(arguments: [
    ("range(0.1, 0.4, 0.1)", ["0.1", "0.2", "0.3"]),
    ("range(0, 1, 0.25)", ["0", "0.25", "0.5", "0.75"]),
    ("range(1e-3, 4e-3, 1e-3)", ["0.001", "0.002", "0.003"]),
    ("range(0.3, 0, -0.1)", ["0.3", "0.2", "0.1"]),
    ("range(0.1, 0.35, 0.1)", ["0.1", "0.2", "0.3"]),
    ("linspace(0, 1, 5)", ["0", "0.25", "0.5", "0.75", "1"]),
    ("linspace(0.1, 0.2, 4)", ["0.1", "0.133333", "0.166667", "0.2"]),
    ("logspace(1e-4, 1e-1, 4)", ["0.0001", "0.001", "0.01", "0.1"]),
  ])
  func generators(_ text: String, _ labels: [String]) throws {
    let plan = try experiment(Self.base + "vary: {data.noise: '\(text)'}")
    #expect(plan.variants.map(\.label) == labels)
    #expect(plan.variants.map { $0.configuration.data.number("noise") } == labels.map { Double($0) })
  }

  @Test func generatedLevelsAreThoseWrittenOut() throws {
    let generated = try experiment(Self.base + "vary: {data.noise: 'range(0.1, 0.8, 0.1)'}")
    let written = try experiment(Self.base + "vary: {data.noise: [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7]}")
    #expect(generated.variants.map(\.configuration) == written.variants.map(\.configuration))
    let whole = try experiment(Self.base + "vary:\n  train.epochs: range(10, 40, 10)")
    #expect(whole.variants.map(\.configuration.training.length) == [.epochs(10), .epochs(20), .epochs(30)])
  }

  @Test func draws() throws {
    let text = Self.base + "vary:\n  optimizer.learning_rate: {log_uniform: [1e-4, 1e-1], count: 20}"
    let plan = try experiment(text)
    let again = try experiment(text)
    #expect(plan.variants.map(\.configuration) == again.variants.map(\.configuration))
    let values = plan.factors[0].levels.compactMap(\.number)
    #expect(values.count == 20 && Set(values).count == 20)
    #expect(values.allSatisfy { $0 >= 1e-4 && $0 <= 1e-1 })
    // Half of the draws of a logarithmic scale lie below its middle.
    #expect((5...15).contains(values.count { $0 < 3.1623e-3 }))
    let other = try experiment(Self.base + "vary:\n  data.noise: {uniform: [0, 1], count: 5}")
    #expect(other.variants.count == 5)
  }

  @Test func listedVariants() throws {
    let plan = try experiment(
      """
      data: two_moons
      model: {hidden: [8]}
      vary:
        - label: plain
        - {label: wide, model.hidden: [256]}
        - {model.activation: tanh, optimizer.lr: 0.1}
      baseline: wide
      """)
    #expect(plan.factors.map(\.path) == ["variant"])
    #expect(plan.variants.map(\.label) == ["plain", "wide", "tanh, 0.1"])
    #expect(plan.variants.map(\.levels) == [[0], [1], [2]])
    #expect(plan.baseline == 1)
    #expect(
      plan.variants[2].names == [
        VariantName.Level("variant", "tanh, 0.1"), VariantName.Level("model.activation", "tanh"),
        VariantName.Level("optimizer.learning_rate", "0.1"), VariantName.Level("optimizer.lr", "0.1"),
      ])
  }

  @Test func listedVariantsByWhatTheySet() throws {
    let vary = "vary:\n  - {model.activation: relu}\n  - {model.activation: tanh}\n  - {loss: mse}\n"
    let plan = try experiment(
      Self.base + vary + "exclude: [{model.activation: relu}]\nbaseline: {loss: mean_squared_error}")
    #expect(plan.variants.map(\.label) == ["tanh", "mse"])
    #expect(plan.baseline == 1)
  }

  @Test func excludedCombinations() throws {
    let plan = try experiment(
      Self.base
        + """
        vary:
          optimizer: [{name: sgd, learning_rate: 0.1}, adam]
          train.epochs: [5, 10]
          data.noise: [0.10, 0.2]
        exclude:
          - {optimizer: gradient_descent, train.epochs: 1e1}
          - {optimizer: adam, data.noise: 0.1}
        baseline: {optimizer: adam, train.epochs: 5, data.noise: 0.2}
        """)
    #expect(plan.variants.map(\.label) == ["sgd, 5, 0.10", "sgd, 5, 0.2", "adam, 5, 0.2", "adam, 10, 0.2"])
    #expect(plan.variants.map(\.number) == [0, 1, 2, 3])
    #expect(plan.baseline == 2)
  }

  @Test func baselineByASingleLevel() throws {
    let plan = try experiment(
      Self.base + "vary: {model.activation: [relu, tanh], loss: [bce]}\nbaseline: tanh")
    #expect(plan.baseline == 1)
  }

  @Test func seedsOfTheFrontMatter() {
    let (plan, _) = decoded(
      "---\nseeds: [3, 5]\n---\n\n```yaml {.experiment}\n\(Self.base)```\n", stem: "moons")
    #expect(plan?.experiments.first?.seeds == [3, 5])
    #expect(plan?.experiments.first?.id == "moons")
  }

  @Test func largeGrid() throws {
    let plan = try experiment(
      Self.base
        + "seeds: 10\nvary:\n  data.noise: range(0, 1, 0.01)\n  optimizer.learning_rate: range(0.01, 1.01, 0.01)"
    )
    #expect(plan.variants.count == 10_000)
    #expect(Set(plan.variants.map(\.label)).count == 10_000)
  }
}
