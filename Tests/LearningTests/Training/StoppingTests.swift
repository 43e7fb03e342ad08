import Datasets
import Diagnostics
import Learning
import Tensors
import Testing

/// When runs end, which epoch's weights they end with, and what is then their value.
@Suite struct StoppingTests {
  private func verdicts(
    _ values: [Double], patience: Int?, minDelta: Double = 0, isMaximum: Bool = false
  ) -> (stops: Int?, best: Int?) {
    var stopping = Stopping(metric: "m", isMaximum: isMaximum, patience: patience, minDelta: minDelta)
    for (index, value) in values.enumerated() {
      if stopping.observe(value, epoch: index + 1).stops { return (index + 1, stopping.best?.epoch) }
    }
    return (nil, stopping.best?.epoch)
  }

  @Test func patienceCountsEvaluationsWithoutANewBest() {
    #expect(verdicts([3, 2, 2.5, 2.4, 2.3, 1], patience: 3) == (5, 2))
    #expect(verdicts([3, 2, 2.5, 2.4, 1, 1], patience: 3) == (nil, 5))
    // The same value again is no improvement.
    #expect(verdicts([1, 1, 1], patience: 2) == (3, 1))
    #expect(verdicts([1, 2], patience: 1) == (2, 1))
    #expect(verdicts([1, 2, 3, 4], patience: nil) == (nil, 1))
    #expect(verdicts([0.5, 0.7, 0.6, 0.6], patience: 2, isMaximum: true) == (4, 2))
  }

  /// Small gains do not buy time, but the weights are still those of the lowest loss.
  @Test func gainsBelowMinDelta() {
    #expect(verdicts([1, 0.95, 0.91, 0.89], patience: 2, minDelta: 0.1) == (3, 3))
    #expect(verdicts([1, 0.95, 0.89, 0.88], patience: 2, minDelta: 0.1) == (nil, 4))
  }

  @Test func aNaNIsNoBest() {
    #expect(verdicts([.nan, 2, .nan, .nan], patience: 2) == (4, 2))
  }

  /// A network that overfits noise: its validation loss rises after a while.
  private func overfitting(_ change: (inout TrainingConfiguration) -> Void) -> Configuration {
    var configuration = Sample.configuration(
      Sample.data("two_moons", ["samples": .integer(80), "noise": .number(0.5)]),
      Sample.network([32, 32], "tanh", "xavier_normal"), loss: "cross_entropy", optimizer: Sample.adam(0.02),
      epochs: 60, batch: 8)
    change(&configuration.training)
    return configuration
  }

  @Test func stopsAndGoesBackToTheBest() throws {
    let configuration = overfitting { $0.earlyStopping = EarlyStopping(patience: 4) }
    let result = try Sample.run(configuration, seed: 1)
    let loss = try #require(result["validation.loss"])
    let end = try #require(result.end)
    #expect(end.stoppedEarly && end.planned == 60 && end.epochs == loss.epochs.last && end.epochs < 60)
    #expect(end.kept == end.epochs - 4)
    // The best epoch but for the untrained weights, and four worse ones after it.
    let lowest = try #require(loss.values.dropFirst().min())
    #expect(loss.value(at: end.kept) == lowest)
    #expect(loss.epochs == Array(0...end.epochs))
    // The weights are those that a training of so many epochs ends with, and so are the values told of it.
    let short = try Sample.run(overfitting { $0.length = .epochs(end.kept) }, seed: 1)
    #expect(result.parameters.elementsEqual(short.parameters) { $0 == $1 })
    for (name, curve) in short.curves { #expect(result.finalValue(of: name) == curve.values.last, "\(name)") }
    #expect(short.end == nil)
  }

  @Test func stopsWithTheLastWeights() throws {
    let configuration = overfitting { $0.earlyStopping = EarlyStopping(patience: 4, restoresBest: false) }
    let result = try Sample.run(configuration, seed: 1)
    let end = try #require(result.end)
    #expect(end.stoppedEarly && end.kept == end.epochs)
    #expect(result.finalValue(of: "test.loss") == result["test.loss"]?.values.last)
  }

  @Test func restoresTheBestWithoutStopping() throws {
    let result = try Sample.run(overfitting { $0.restoresBest = true }, seed: 1)
    let end = try #require(result.end)
    let loss = try #require(result["validation.loss"])
    #expect(!end.stoppedEarly && end.epochs == 60 && loss.epochs.last == 60 && end.kept < 60)
    #expect(result.finalValue(of: "validation.loss") == loss.values.dropFirst().min())
  }

  @Test func anotherMetric() throws {
    let configuration = overfitting {
      $0.earlyStopping = EarlyStopping(metric: "validation.accuracy", patience: 6)
    }
    let result = try Sample.run(configuration, seed: 1)
    let accuracy = try #require(result["validation.accuracy"])
    #expect(result.finalValue(of: "validation.accuracy") == accuracy.values.dropFirst().max())
  }

  @Test func validatesEveryFewEpochs() throws {
    let often = try Sample.run(overfitting { $0.length = .epochs(7) }, seed: 2)
    let seldom = try Sample.run(
      overfitting {
        $0.length = .epochs(7)
        $0.validateEvery = 3
      }, seed: 2)
    #expect(seldom["train.loss"]?.epochs == [0, 3, 6, 7])
    #expect(seldom.parameters.elementsEqual(often.parameters) { $0 == $1 })
    for epoch in [0, 3, 6, 7] {
      #expect(seldom["test.loss"]?.value(at: epoch) == often["test.loss"]?.value(at: epoch))
    }
  }

  /// A plateau lowers the rate of the epochs that follow: an epoch more of it would change the weights otherwise.
  @Test func plateauLooksAtTheMetric() throws {
    func run(_ factor: Double) throws -> RunResult {
      let plateau = Schedules.catalog["reduce_on_plateau"]!.component([
        "patience": .integer(2), "factor": .number(factor), "epsilon": .number(0),
      ])
      return try Sample.run(
        overfitting {
          $0.schedule = plateau
          $0.length = .epochs(40)
        }, seed: 1)
    }
    let strong = try run(1e-6)
    let plain = try Sample.run(overfitting { $0.length = .epochs(40) }, seed: 1)
    let loss = try #require(plain["validation.loss"]).values
    // The first epoch after more than two without a new best (of more than 1e-4 of it).
    var (best, bad, reduced) = (Double.infinity, 0, 0)
    for epoch in 1...40 where reduced == 0 {
      if loss[epoch] < best * (1 - 1e-4) { (best, bad) = (loss[epoch], 0) } else { bad += 1 }
      if bad > 2 { reduced = epoch }
    }
    try #require((1..<39).contains(reduced))
    let train = try #require(strong["train.loss"]).values
    #expect(Array(train[0...reduced]) == Array(try #require(plain["train.loss"]).values[0...reduced]))
    // From then on hardly anything moves.
    for epoch in (reduced + 1)...40 { #expect((train[epoch] - train[reduced]).magnitude < 1e-4) }
  }
}

extension StoppingTests {
  private func conflicts(
    _ configuration: Configuration, _ change: (inout Configuration) -> Void
  ) -> [String] {
    var configuration = configuration
    change(&configuration)
    let names = ["train.loss", "validation.loss", "test.loss", "samples.mmd"]
    return configuration.trainingConflicts(metricNames: names).map { $0.path.joined(separator: ".") }
  }

  @Test func whatDoesNotGoTogether() {
    let plain = overfitting { _ in }
    #expect(conflicts(plain) { _ in } == [])
    #expect(
      conflicts(plain) {
        $0.training.weightDecay = WeightDecay(rate: 0.1)
        $0.optimizer = .single(Optimizers.catalog["adamw"]!.defaultComponent)
      } == ["train.weight_decay"])
    #expect(
      conflicts(plain) {
        $0.training.averageDecay = 0.9
        $0.training.lookahead = Lookahead()
      } == ["train.lookahead"])
    #expect(
      conflicts(plain) { $0.training.earlyStopping = EarlyStopping(metric: "validation.lss") }
        == ["train.early_stopping.metric"])
    let plateau = Schedules.catalog["reduce_on_plateau"]!.component(["metric": .string("loss")])
    #expect(conflicts(plain) { $0.training.schedule = plateau } == ["train.schedule.metric"])
    let lbfgs = Optimizers.catalog["lbfgs"]!.defaultComponent
    #expect(
      conflicts(plain) {
        $0.optimizer = .single(lbfgs)
        $0.training.clipping = .norm(1)
        $0.training.accumulate = 2
        $0.training.averageDecay = 0.9
        $0.training.weightDecay = WeightDecay(rate: 0.1)
      } == ["train.clip_norm", "train.weight_decay", "train.accumulate", "train.ema"])
    let gan = TrainingTests.gan(epochs: 1)
    #expect(conflicts(gan) { _ in } == [])
    #expect(
      conflicts(gan) {
        $0.training.earlyStopping = EarlyStopping()
        $0.training.accumulate = 2
      } == ["train.early_stopping", "train.accumulate"])
    #expect(conflicts(gan) { $0.optimizer = .single(lbfgs) } == ["optimizer"])
  }

  /// Both players take part in what the options ask for, and the samples are of the averaged generator.
  @Test func optionsOfAGame() throws {
    func run(_ change: (inout TrainingConfiguration) -> Void) throws -> RunResult {
      var gan = TrainingTests.gan(epochs: 4)
      change(&gan.training)
      return try Sample.run(gan, seed: 1)
    }
    let plain = try run { _ in }
    let names = plain.parameters.map(\.name)
    let changes: [(inout TrainingConfiguration) -> Void] = [
      { $0.averageDecay = 0.9 }, { $0.lookahead = Lookahead() }, { $0.clipping = .norm(0.01) },
      { $0.weightDecay = WeightDecay(rate: 0.5) },
      { $0.schedule = Schedules.catalog["exponential"]!.component(["gamma": .number(0.1)]) },
    ]
    for change in changes {
      let result = try run(change)
      #expect(result.status == .completed)
      #expect(result.parameters.map(\.name) == names)
      for (one, other) in zip(result.parameters, plain.parameters) {
        #expect(one.value != other.value, "\(one.name)")
      }
      #expect(result["samples.mmd"]?.values.last != plain["samples.mmd"]?.values.last)
    }
    let seldom = try run { $0.validateEvery = 3 }
    #expect(seldom["samples.mmd"]?.epochs == [0, 3, 4])
    #expect(seldom.parameters.elementsEqual(plain.parameters) { $0 == $1 })
  }
}
