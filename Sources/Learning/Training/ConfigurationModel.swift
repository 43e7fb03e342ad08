import Datasets
import Diagnostics
import Graphs

extension Configuration {
  /// The network with all widths known. The configuration must fit the data: `problems(with:)` is empty.
  package func modelSpec(_ network: NetworkConfiguration, for data: PreparedData) -> ModelSpec {
    do {
      return try networkSpec(network, for: data)
    } catch {
      preconditionFailure("a configuration that does not fit its data: \(error.message)")
    }
  }

  /// The networks of a completed configuration: one, or a generator and a discriminator.
  package func modelSpecs(for data: PreparedData) -> [ModelSpec] {
    switch model {
    case .network(let network): [modelSpec(network, for: data)]
    case .adversarial(let generator, let discriminator, let latent):
      (try? adversarialSpecs(generator, discriminator, latent: latent, for: data))
        .map { [$0.generator, $0.discriminator] } ?? []
    }
  }

  private func networkSpec(_ network: NetworkConfiguration, for data: PreparedData) throws(ModelError)
    -> ModelSpec
  {
    guard let supervised = Losses.row(loss).supervised else {
      throw ModelError(
        layer: nil, option: nil, "the loss '\(loss.name)' is for a generator and a discriminator")
    }
    let widths = supervised.widths(data.task, data.train.values?.columns ?? 1, loss)
    guard !widths.isEmpty else {
      throw ModelError(
        layer: nil, option: nil,
        "the loss '\(loss.name)' does not fit the data's task, \(data.task.name)")
    }
    return try ModelSpec(layers: network.layers, inputWidth: data.inputWidth, outputWidths: widths)
  }

  /// Generator: latent → rows like the data's; discriminator: rows → one logit.
  func adversarialSpecs(
    _ generator: NetworkConfiguration, _ discriminator: NetworkConfiguration, latent: Int,
    for data: PreparedData
  ) throws(ModelError) -> (generator: ModelSpec, discriminator: ModelSpec) {
    (
      try ModelSpec(
        layers: generator.layers, inputWidth: latent, outputWidths: [data.inputWidth], prefix: "generator."),
      try ModelSpec(
        layers: discriminator.layers, inputWidth: data.inputWidth, outputWidths: [1], prefix: "discriminator."
      )
    )
  }

  /// What keeps the configuration from being trained on these data, in words; for what cannot be known before they are
  /// loaded.
  package func problems(with data: PreparedData) -> [String] {
    locatedProblems(with: data).map(\.message)
  }

  /// The same, each with the keys that lead to what is to be blamed.
  package func locatedProblems(with data: PreparedData) -> [ConfigurationProblem] {
    var problems: [ConfigurationProblem] = []
    func add(_ path: [String], _ message: String) {
      problems.append(ConfigurationProblem(path: path, message: message))
    }
    do throws(ModelError) {
      switch model {
      case .network(let network):
        let spec = try networkSpec(network, for: data)
        if let problem = Self.sizeProblem(spec.parameterCount) {
          add(["model"], problem)
        } else {
          problems += targetProblems(spec, data)
        }
      case .adversarial(let generator, let discriminator, let latent):
        let specs = try adversarialSpecs(generator, discriminator, latent: latent, for: data)
        let count = specs.generator.parameterCount + specs.discriminator.parameterCount
        if let problem = Self.sizeProblem(count) { add(["model"], problem) }
      }
    } catch {
      add(["model"], [error.message, error.hint].compactMap { $0 }.joined(separator: "; "))
    }
    let empty = [("validation", data.validation), ("test", data.test)].filter { $0.1.count == 0 }.map(\.0)
    let names = metrics.flatMap { Metrics.curveNames($0, for: data.task) }
      .filter { name in !empty.contains { name.hasPrefix("\($0).") } }
    problems += trainingConflicts(metricNames: names).map {
      ConfigurationProblem(path: $0.path, message: $0.words)
    }
    for metric in metrics {
      let row = Metrics.row(metric)
      if !row.fits(data.task) {
        add(["metrics"], "the metric '\(row.name)' does not fit the data's task, \(data.task.name)")
      } else if row.needsMixture, data.mixture == nil {
        add(["metrics"], "the metric '\(row.name)' needs data from a mixture whose modes are known")
      } else if row.needsProbabilities, !Losses.row(loss).givesProbabilities(for: data.task, loss) {
        let fitting = Losses.catalog.rows
          .filter { $0.givesProbabilities(for: data.task, $0.defaultComponent) }
        add(
          ["metrics"],
          "the metric '\(row.name)' needs probabilities, which the loss '\(loss.name)' does not give; "
            + "these do: \(fitting.map(\.name).joined(separator: ", "))")
      } else if let conflict = row.taskConflict(metric, data.task) {
        let words = ["the metric '\(row.name)': \(conflict.message)", conflict.hint]
        add(["metrics"], words.compactMap { $0 }.joined(separator: "; "))
      }
    }
    if case .adversarial = model, data.train.count < 2 {
      add(["data"], "a GAN needs at least 2 training rows, not \(data.train.count)")
    }
    if case .adversarial = model, data.train.count > 0, let adversarial = Losses.row(loss).adversarial {
      let steps = BatchSchedule(training, rows: data.train.count, seed: 0).steps
      let needed = adversarial.discriminatorSteps(loss)
      if steps > 0, steps < needed {
        add(
          ["train"],
          "the generator never moves: it does after \(needed) steps of the discriminator, "
            + "and the training has \(steps) in all")
      }
    }
    return problems
  }

  /// A gigabyte of weights, and as much again for gradients and for each state of an optimizer.
  private static let mostParameters = 250_000_000

  private static func sizeProblem(_ count: Int) -> String? {
    guard count > mostParameters else { return nil }
    return
      "the model has \(Format.grouped(count)) parameters, more than the \(Format.grouped(mostParameters)) "
      + "that are possible; give smaller widths"
  }

  private func targetProblems(_ spec: ModelSpec, _ data: PreparedData) -> [ConfigurationProblem] {
    func problem(_ path: [String], _ message: String) -> [ConfigurationProblem] {
      [ConfigurationProblem(path: path, message: message)]
    }
    guard let supervised = Losses.row(loss).supervised else { return [] }
    if let weights = training.classWeights {
      let path = ["train", "class_weights"]
      guard let classes = data.task.classes else {
        return problem(path, "class_weights are for classes, and the data's task is \(data.task.name)")
      }
      if let message = weights.problem(classes: classes) { return problem(path, message) }
    }
    let batch = BatchSchedule(training, rows: max(data.train.count, 1), seed: 0).batchSize
    if let most = supervised.mostRows?(loss), batch > most {
      return problem(
        ["train", "batch_size"],
        "the loss '\(loss.name)' compares the rows of a batch with one another and takes at most \(most), "
          + "not \(batch); give a smaller batch_size")
    }
    let targets = supervised.targets(data.task, spec.outputWidth)
    for part in [data.train, data.validation, data.test] where part.count > 0 {
      if let message = supervised.targetProblem(targets.encode(part), loss) {
        return problem(["loss"], message)
      }
    }
    return []
  }
}

/// What keeps a configuration from being trained on some data.
package struct ConfigurationProblem: Hashable, Sendable {
  /// The keys that lead to what is to be blamed: `["train", "class_weights"]`.
  package let path: [String]
  /// Lower case, no full stop; what would be right behind a semicolon.
  package let message: String
}
