import Diagnostics
import Experiments
import Learning
import Testing

@Suite struct PlanExtendsTests {
  /// The second of two blocks, the first of which is called `base`.
  func extended(_ base: String, by block: String) throws -> ExperimentPlan {
    let (plan, messages) = decoded(
      "```yaml {#base .experiment}\n\(base)\n```\n\n```yaml {#over .experiment}\nextends: base\n\(block)\n```\n"
    )
    guard let plan else { throw Undecoded(messages: messages) }
    return plan.experiments[1]
  }

  func optimizer(_ plan: ExperimentPlan) throws -> Diagnostics.Component {
    guard case .single(let component) = plan.variants[0].configuration.optimizer else {
      throw Undecoded(messages: "no optimizer")
    }
    return component
  }

  static let base = "data: {name: two_moons, noise: 0.3}\nmodel: {hidden: [8], activation: tanh}\nseeds: 3\n"

  @Test func keysAreInherited() throws {
    let plan = try extended(Self.base, by: "loss: mse")
    #expect(plan.id == "over")
    #expect(plan.seeds == [0, 1, 2])
    #expect(plan.variants[0].configuration.data.number("noise") == 0.3)
    #expect(plan.variants[0].configuration.loss.name == "mse")
  }

  @Test func overriddenDeeply() throws {
    let plan = try extended(Self.base, by: "data: {samples: 200}\nmodel: {hidden: [4, 4]}")
    let configuration = plan.variants[0].configuration
    #expect(configuration.data.integer("samples") == 200)
    #expect(configuration.data.number("noise") == 0.3)
    guard case .network(let network) = configuration.model else { throw Undecoded(messages: "no network") }
    #expect(network.layers.map { $0.component("activation")?.name } == ["tanh", "tanh", "linear"])
  }

  @Test func optionsOfAComponentGivenByName() throws {
    let component = try optimizer(extended(Self.base + "optimizer: sgd", by: "optimizer: {momentum: 0.5}"))
    #expect(component.name == "sgd")
    #expect(component.number("momentum") == 0.5)
  }

  @Test func anotherComponentReplacesItsOptions() throws {
    let component = try optimizer(
      extended(
        Self.base + "optimizer: {name: adam, learning_rate: 0.5}", by: "optimizer: {name: sgd, momentum: 0.5}"
      ))
    #expect(component.name == "sgd")
    #expect(component.number("learning_rate") == 0.01)
  }

  @Test func theSameComponentKeepsItsOptions() throws {
    let component = try optimizer(
      extended(
        Self.base + "optimizer: {name: sgd, lr: 0.5}",
        by: "optimizer: {name: gradient_descent, momentum: 0.5}"))
    #expect(component.number("learning_rate") == 0.5)
    #expect(component.number("momentum") == 0.5)
  }

  @Test func anotherNameOfAnOptionOverrides() throws {
    let component = try optimizer(
      extended(Self.base + "optimizer: {name: adam, learning_rate: 0.5}", by: "optimizer: {lr: 0.25}"))
    #expect(component.number("learning_rate") == 0.25)
  }

  @Test func stepsTakeThePlaceOfEpochs() throws {
    let plan = try extended(Self.base + "train: {epochs: 5, batch_size: 8}", by: "train: {steps: 70}")
    #expect(
      plan.variants[0].configuration.training == TrainingConfiguration(length: .steps(70), batchSize: 8))
  }

  @Test func layersTakeThePlaceOfHidden() throws {
    let plan = try extended(Self.base, by: "model: {layers: [dense]}")
    guard case .network(let network) = plan.variants[0].configuration.model else {
      throw Undecoded(messages: "no network")
    }
    #expect(network.layers.count == 1)
    let back = try extended(
      "data: two_moons\nmodel: {layers: [dense]}", by: "model: {hidden: [4]}")
    guard case .network(let hidden) = back.variants[0].configuration.model else {
      throw Undecoded(messages: "no network")
    }
    #expect(hidden.layers.count == 2)
  }

  @Test func nothingTakesAKeyAway() throws {
    let plan = try extended(
      Self.base + "loss: mse\nvary: {model.activation: [relu, tanh], model.init: [zeros, he_normal]}",
      by: "loss: ~\nvary: {model.init: ~}")
    #expect(plan.variants.map(\.label) == ["relu", "tanh"])
    #expect(plan.variants[0].configuration.loss.name == "binary_cross_entropy")
  }

  @Test func chains() throws {
    let (plan, messages) = decoded(
      """
      ```yaml {#c .experiment}
      extends: b
      train: {epochs: 3}
      ```

      ```yaml {#b .experiment}
      extends: a
      model: {hidden: [16]}
      ```

      ```yaml {#a .experiment}
      data: two_moons
      model: {hidden: [8]}
      train: {epochs: 1, batch_size: 4}
      ```
      """)
    #expect(messages == "")
    #expect(plan?.experiments.map(\.id) == ["c", "b", "a"])
    #expect(
      plan?.experiments[0].variants[0].configuration.training
        == TrainingConfiguration(length: .epochs(3), batchSize: 4))
  }
}
