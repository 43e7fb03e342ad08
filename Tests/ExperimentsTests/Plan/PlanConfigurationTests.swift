import Diagnostics
import Experiments
import Learning
import Testing

@Suite struct PlanConfigurationTests {
  @Test func defaultsAreThoseOfTheFormat() throws {
    let plan = try experiment("data: two_moons\nmodel: {hidden: [8]}")
    let configuration = plan.variants[0].configuration
    #expect(configuration.loss.name == "binary_cross_entropy")
    #expect(
      configuration.training == TrainingConfiguration(length: .epochs(20), batchSize: 32, shuffle: true))
    guard case .single(let optimizer) = configuration.optimizer else {
      throw Undecoded(messages: "no optimizer")
    }
    #expect(optimizer.name == "adam")
    #expect(optimizer.number("learning_rate") == 0.001)
    #expect(plan.seeds == Array(0..<10))
    #expect(plan.variants.map(\.label) == ["e"])
    #expect(configuration.metrics.map(\.name) == ["loss", "accuracy"])
  }

  @Test func modelIsWrittenOut() throws {
    let plan = try experiment("data: iris\nmodel: {hidden: [8, 4], activation: tanh, init: kaiming_normal}")
    guard case .network(let network) = plan.variants[0].configuration.model else {
      throw Undecoded(messages: "no network")
    }
    #expect(network.layers.map(\.name) == ["dense", "dense", "dense"])
    #expect(network.layers.map { $0.integer("units") } == [8, 4, nil])
    #expect(network.layers.map { $0.component("activation")?.name } == ["tanh", "tanh", "linear"])
    #expect(network.layers.map { $0.component("init")?.name } == ["he_normal", "he_normal", "he_normal"])
    #expect(network.layers.allSatisfy { $0.component("bias_init")?.name == "zeros" })
  }

  @Test func layersAreTakenAsTheyStand() throws {
    let plan = try experiment("data: iris\nmodel: {layers: [{name: dense, units: 8}, relu, dense]}")
    guard case .network(let network) = plan.variants[0].configuration.model else {
      throw Undecoded(messages: "no network")
    }
    #expect(network.layers.map(\.name) == ["dense", "relu", "dense"])
  }

  @Test func generatorAndDiscriminator() throws {
    let plan = try experiment(
      """
      data: {name: gaussian_ring, modes: 8}
      model: {generator: {hidden: [32], latent: 4}, discriminator: {hidden: [16]}}
      loss: {name: adversarial, objective: minimax}
      optimizer: {generator: adam, discriminator: {name: momentum, lr: 0.1}}
      """)
    let configuration = plan.variants[0].configuration
    guard case .adversarial(_, _, let latent) = configuration.model else {
      throw Undecoded(messages: "no GAN")
    }
    #expect(latent == 4)
    #expect(configuration.loss.string("objective") == "minimax")
    guard case .adversarial(let generator, let discriminator) = configuration.optimizer else {
      throw Undecoded(messages: "no optimizers")
    }
    #expect(generator.name == "adam")
    #expect(discriminator.name == "sgd")
    #expect(discriminator.number("momentum") == 0.9)
    #expect(discriminator.number("learning_rate") == 0.1)
    #expect(
      plan.metricNames
        == ["generator.loss", "discriminator.loss", "samples.modes", "samples.quality", "samples.mmd"])
  }

  @Test func oneOptimizerServesBothPlayers() throws {
    let plan = try experiment(
      "data: gaussian_ring\nmodel: {generator: {hidden: [8]}, discriminator: {hidden: [8]}}\noptimizer: sgd")
    guard case .adversarial(let a, let b) = plan.variants[0].configuration.optimizer else {
      throw Undecoded(messages: "no optimizers")
    }
    #expect(a == b && a.name == "sgd")
  }

  @Test func integralNumbersAreWhole() throws {
    let plan = try experiment(
      "data: {name: two_moons, samples: 1e3}\nmodel: {hidden: [8]}\ntrain: {steps: 2.0}")
    #expect(plan.variants[0].configuration.data.integer("samples") == 1000)
    #expect(plan.variants[0].configuration.training.length == .steps(2))
  }

  @Test func wholeBatch() throws {
    let plan = try experiment("data: two_moons\nmodel: {hidden: [8]}\ntrain: {batch_size: full}")
    #expect(plan.variants[0].configuration.training.batchSize == nil)
    #expect(plan.settings.contains(Setting(path: "train.batch_size", value: "full", isGiven: true)))
  }

  @Test func taskThatOnlyTheDataTell() throws {
    let plan = try experiment("data: {name: csv, path: a.csv, target: y}\nmodel: {hidden: [8]}")
    let configuration = plan.variants[0].configuration
    #expect(configuration.loss == .automaticLoss)
    let completed = configuration.completed(for: .regression, hasMixture: false)
    #expect(completed.loss.name == "mse")
    #expect(completed.metrics.map(\.name) == ["loss", "mae"])
    #expect(completed.completed(for: .regression, hasMixture: false) == completed)
    #expect(plan.metricNames.contains("test.accuracy") && plan.metricNames.contains("test.mae"))
  }

  @Test func askedMetricsFollowThoseOfTheTask() throws {
    let plan = try experiment("data: sine\nmodel: {hidden: [8]}\nmetrics: [rmse, mae]")
    #expect(plan.variants[0].configuration.metrics.map(\.name) == ["loss", "mae", "rmse"])
    #expect(plan.metricNames.contains("validation.rmse"))
  }

  @Test func meanSquaredErrorMayHaveASigmoid() throws {
    let plan = try experiment(
      "data: xor\nmodel: {hidden: [2], activation: sigmoid, output: sigmoid}\nloss: l2")
    #expect(plan.variants[0].configuration.loss.name == "mse")
  }

  @Test func settingsTellWhatIsGiven() throws {
    let plan = try experiment(
      "data: {name: two_moons, noise: 2e-1}\nmodel: {hidden: [8]}\nvary: {model.activation: [relu, tanh]}")
    #expect(plan.settings.contains(Setting(path: "data", value: "two_moons", isGiven: true)))
    #expect(plan.settings.contains(Setting(path: "data.noise", value: "2e-1", isGiven: true)))
    #expect(plan.settings.contains(Setting(path: "data.samples", value: "1000", isGiven: false)))
    #expect(plan.settings.contains(Setting(path: "model.activation", value: nil, isGiven: true)))
    #expect(plan.settings.contains(Setting(path: "model.hidden", value: "[8]", isGiven: true)))
    #expect(plan.settings.contains(Setting(path: "optimizer", value: "adam", isGiven: false)))
    #expect(plan.settings.contains(Setting(path: "optimizer.learning_rate", value: "0.001", isGiven: false)))
    #expect(plan.settings.contains(Setting(path: "loss", value: "binary_cross_entropy", isGiven: false)))
    #expect(Set(plan.settings.map(\.path)).count == plan.settings.count)
  }

  @Test func canonicalJSON() throws {
    let a = try experiment("data: moons\nmodel: {hidden: [8]}\noptimizer: {name: adam, lr: 1e-3}")
    let b = try experiment(
      "optimizer: {learning_rate: 0.001, name: adam}\nmodel: {hidden: [8]}\ndata: two_moons")
    #expect(a.variants[0].configuration.canonicalJSON == b.variants[0].configuration.canonicalJSON)
    #expect(
      a.variants[0].configuration.canonicalJSON
        == #"{"data":{"name":"two_moons","samples":1000,"noise":0.1,"split":null,"preprocess":[]},"#
        + #""model":{"layers":[{"name":"dense","units":8,"activation":{"name":"relu"},"#
        + #""init":{"name":"xavier_uniform","gain":null,"nonlinearity":null},"bias_init":{"name":"zeros"},"bias":true},"#
        + #"{"name":"dense","units":null,"activation":{"name":"linear"},"#
        + #""init":{"name":"xavier_uniform","gain":null,"nonlinearity":null},"bias_init":{"name":"zeros"},"bias":true}]},"#
        + #""loss":{"name":"binary_cross_entropy"},"#
        + #""optimizer":{"name":"adam","learning_rate":0.001,"beta1":0.9,"beta2":0.999,"epsilon":1e-8},"#
        + #""train":{"epochs":20,"batch_size":32,"shuffle":true},"metrics":[{"name":"loss"},{"name":"accuracy"}],"#
        + #""record":{"gradients":false,"activations":false,"weights":false,"every":1}}"#)
  }
}
