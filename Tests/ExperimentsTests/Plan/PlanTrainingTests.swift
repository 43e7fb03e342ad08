import Diagnostics
import Experiments
import Learning
import Testing

/// The further keys of `train`.
@Suite struct PlanTrainingTests {
  private static let start = "data: two_moons\nmodel: {hidden: [8]}\n"

  private func training(_ train: String) throws -> TrainingConfiguration {
    try experiment(Self.start + "train: " + train).variants[0].configuration.training
  }

  @Test func everyKeyIsTakenOver() throws {
    let all = try training(
      """
      {schedule: {name: cosine, min_lr: 0.01}, clip_norm: 1.5, weight_decay: {rate: 0.1, biases: false},
        early_stopping: {metric: validation.accuracy, patience: 3, min_delta: 0.01}, accumulate: 4,
        validate_every: 2, ema: 0.99}
      """)
    #expect(all.schedule?.name == "cosine" && all.schedule?.number("min_learning_rate") == 0.01)
    #expect(all.clipping == .norm(1.5))
    #expect(all.weightDecay == WeightDecay(rate: 0.1, includesBiases: false))
    #expect(
      all.earlyStopping == EarlyStopping(metric: "validation.accuracy", patience: 3, minDelta: 0.01))
    #expect(all.accumulate == 4 && all.validateEvery == 2 && all.averageDecay == 0.99)
  }

  @Test func shortForms() throws {
    #expect(try training("{early_stopping: true}").earlyStopping == EarlyStopping())
    #expect(try training("{early_stopping: 7}").earlyStopping == EarlyStopping(patience: 7))
    #expect(try training("{early_stopping: false}") == TrainingConfiguration())
    #expect(try training("{weight_decay: 0.01}").weightDecay == WeightDecay(rate: 0.01))
    #expect(try training("{lookahead: true}").lookahead == Lookahead())
    #expect(try training("{lookahead: {alpha: 0.8}}").lookahead == Lookahead(steps: 5, alpha: 0.8))
    #expect(try training("{restore_best: true}").restoresBest)
    #expect(try training("{clip_value: 2}").clipping == .value(2))
    let warmup = try training("{schedule: {name: warmup, epochs: 2, then: cosine}}").schedule
    #expect(warmup?.name == "linear_warmup" && warmup?.component("then")?.name == "cosine")
  }

  /// A run without these keys is known by what it was known by before there were any.
  @Test func canonicalFormHasWhatIsSet() throws {
    let plain = try experiment(Self.start).variants[0].configuration.canonicalJSON
    #expect(plain.contains("\"train\":{\"epochs\":20,\"batch_size\":32,\"shuffle\":true},"))
    let set = try experiment(Self.start + "train: {early_stopping: 3, clip_norm: 1, schedule: constant}")
      .variants[0].configuration.canonicalJSON
    let expected =
      #""shuffle":true,"schedule":{"name":"constant"},"clip_norm":1,"early_stopping":"#
      + #"{"metric":"validation.loss","patience":3,"min_delta":0,"restore_best":true}}"#
    #expect(set.contains(expected), "\(set)")
    // However it is written.
    let long = try experiment(
      Self.start + "train: {schedule: {name: constant}, clip_norm: 1.0, early_stopping: {patience: 3}}")
    #expect(long.variants[0].configuration.canonicalJSON == set)
  }

  @Test func schedulesCanBeVaried() throws {
    let plan = try experiment(
      Self.start + "vary: {train.schedule: [constant, cosine, {name: step, gamma: 0.5}]}")
    #expect(plan.variants.map { $0.configuration.training.schedule?.name } == ["constant", "cosine", "step"])
  }

  @Test(arguments: [
    ("{clip_norm: 1, clip_value: 1}", "'clip_norm' and 'clip_value' exclude each other"),
    ("{clip_norm: 0}", "'clip_norm' must be greater than 0, not 0"),
    ("{ema: 1}", "'ema' must be greater than 0 and less than 1, not 1"),
    ("{early_stopping: 0}", "'early_stopping' must be at least 1"),
    ("{early_stopping: {patiens: 3}}", "did you mean 'patience'?"),
    ("{early_stopping: {metric: validation.los}}", "did you mean 'validation.loss'?"),
    ("{schedule: cosin}", "did you mean 'cosine'?"),
    ("{schedule: {name: step, step_size: 0}}", "'step_size' must be at least 1"),
    ("{schedule: {name: warmup, steps: 3, epochs: 1}}", "'steps' and 'epochs' exclude each other"),
    ("{schedule: {name: plateau, metric: loss}}", "no metric 'loss' is taken in this experiment"),
    ("{weight_decay: {decoupled: true}}", "'weight_decay' needs 'rate'"),
    ("{ema: 0.9, lookahead: true}", "keep one of them"),
    ("{class_weights: balanced}", "'class_weights' is not available in this version"),
    ("{earlystopping: 3}", "did you mean 'early_stopping'?"),
  ])
  func mistakesAreTold(_ train: String, _ expected: String) {
    let said = messages(Self.start + "train: " + train)
    #expect(said.contains(expected), "\(said)")
    #expect(said.contains(":5:"), "\(said)")
  }

  @Test(arguments: [
    ("optimizer: adamw\ntrain: {weight_decay: 0.1}", "'adamw' has a weight_decay of its own, 0.01"),
    ("optimizer: lbfgs\ntrain: {clip_norm: 1}", "'clip_norm' does not go with 'lbfgs'"),
    (
      "data: {name: two_moons, split: {train: 0.8, validation: 0, test: 0.2}}\ntrain: {early_stopping: 3}",
      "no metric 'validation.loss' is taken"
    ),
  ])
  func whatDoesNotGoTogether(_ block: String, _ expected: String) {
    let said = messages((block.hasPrefix("data") ? "" : "data: two_moons\n") + "model: {hidden: [8]}\n" + block)
    #expect(said.contains(expected), "\(said)")
  }

  @Test func gamesHaveNoBestEpoch() {
    let said = messages(
      """
      data: gaussian_ring
      model: {generator: {hidden: [8]}, discriminator: {hidden: [8]}}
      optimizer: lbfgs
      train: {early_stopping: 3, accumulate: 2}
      """)
    #expect(said.contains("no loss that says which epoch is best") && said.contains(":6:9:"), "\(said)")
    #expect(said.contains("'accumulate' is for one network"), "\(said)")
    #expect(said.contains("'lbfgs' needs a loss that stays the same"), "\(said)")
  }
}
