import Datasets
import Diagnostics
import Learning
import Tensors
import Testing

/// What the catalog of metrics says of itself.
@Suite struct MetricCatalogTests {
  @Test func defaultsOfTasks() {
    func names(_ task: LearningTask, _ hasMixture: Bool = false) -> [String] {
      Metrics.defaults(for: task, hasMixture: hasMixture).flatMap { Metrics.curveNames($0, for: task) }
    }
    #expect(
      names(.binary) == [
        "train.loss", "validation.loss", "test.loss", "train.accuracy", "validation.accuracy",
        "test.accuracy",
      ])
    #expect(names(.classification(classes: 3)) == names(.binary))
    #expect(
      names(.regression) == [
        "train.loss", "validation.loss", "test.loss", "train.mae", "validation.mae", "test.mae",
      ])
    #expect(
      names(.generation, true) == [
        "generator.loss", "discriminator.loss", "samples.modes", "samples.quality", "samples.mmd",
      ])
    #expect(names(.generation) == ["generator.loss", "discriminator.loss", "samples.mmd"])
    #expect(Metrics.row(ofCurve: "test.accuracy")?.higherIsBetter == true)
    #expect(Metrics.row(ofCurve: "samples.mmd")?.higherIsBetter == false)
    #expect(Metrics.row(ofCurve: "test.nonsense") == nil)
  }

  /// The defaults of an earlier version are those of its reports: nothing new comes unasked.
  @Test func curvesOfEveryRow() {
    for row in Metrics.catalog.rows {
      for task in [.binary, .classification(classes: 7), .regression, .generation] as [LearningTask]
      where row.fits(task) {
        let names = Metrics.curveNames(row.defaultComponent, for: task)
        if case .matrix = row.measure {
          #expect(names.isEmpty)
        } else {
          #expect(!names.isEmpty && names.allSatisfy { Metrics.row(ofCurve: $0)?.name == row.name })
        }
        #expect(
          row.taskConflict(row.defaultComponent, task) == nil || (row.name == "top_k" && task == .binary))
      }
    }
  }

  @Test(arguments: [
    ("top_k_categorical_accuracy", "top_k"), ("f1_score", "f1"), ("auroc", "roc_auc"),
    ("average_precision", "pr_auc"), ("ece", "calibration_error"), ("r2_score", "r2"),
    ("brier_score_loss", "brier"), ("mean_squared_error", "mse"), ("swd", "sliced_wasserstein"),
    ("balanced_accuracy_score", "balanced_accuracy"), ("sensitivity", "recall"),
  ])
  func byOtherNames(_ alias: String, _ name: String) {
    #expect(Metrics.catalog[alias]?.name == name)
  }

  @Test func optionsThatMakeNoSenseForTheTask() throws {
    func conflict(_ name: String, _ options: [String: OptionValue], _ classes: Int) throws -> OptionConflict?
    {
      let row = try metric(name)
      return row.taskConflict(row.component(options), .telling(classes))
    }
    #expect(try conflict("top_k", [:], 10) == nil)
    let late = try #require(try conflict("top_k", ["k": .integer(3)], 3))
    #expect(late.option == "k" && late.message == "the true one of 3 classes is always among the first 3")
    #expect(late.hint == "give a k below 3, as k: 2")
    #expect(try conflict("top_k", ["k": .integer(2)], 3) == nil)
    for name in ["precision", "recall", "f1"] {
      #expect(try conflict(name, ["average": .string("binary")], 3)?.option == "average")
      #expect(try conflict(name, ["average": .string("binary")], 2) == nil)
      #expect(try conflict(name, ["positive": .integer(0)], 3)?.option == "positive")
      #expect(try conflict(name, ["positive": .integer(0), "average": .string("micro")], 2) != nil)
      #expect(try conflict(name, ["positive": .integer(0)], 2) == nil)
    }
  }

  private static func iris(_ loss: String, _ metrics: [Component]) -> Configuration {
    var configuration = Sample.configuration(
      Sample.data("iris"), Sample.network([8], "tanh"), loss: loss, optimizer: Sample.adam(0.01), epochs: 2)
    configuration.metrics += metrics
    return configuration
  }

  /// A loss whose outputs are no probabilities takes no metric of them, but any of scores.
  @Test func metricsOfProbabilitiesNeedThem() throws {
    let data = try Datasets.prepare(Sample.data("iris"), context: DataContext(seed: 0))
    for row in Metrics.catalog.rows where row.fits(data.task) && row.name != "top_k" {
      #expect(Self.iris("cross_entropy", [row.defaultComponent]).problems(with: data) == [])
      let problems = Self.iris("mse", [row.defaultComponent]).problems(with: data)
      #expect(problems.isEmpty != row.needsProbabilities, "\(problems)")
      for problem in problems {
        #expect(
          problem.hasPrefix(
            "the metric '\(row.name)' needs probabilities, which the loss 'mse' does not give; ")
            && problem.contains("cross_entropy"))
      }
    }
    let topK = Self.iris("cross_entropy", [try metric("top_k").defaultComponent]).problems(with: data)
    #expect(
      topK == [
        "the metric 'top_k': the true one of 3 classes is always among the first 5; give a k below 3, as k: 2"
      ])
  }

  /// A training takes each metric that is asked for on every part, and the log loss is what cross-entropy
  /// minimizes.
  @Test func aTrainingMeasures() throws {
    let asked = Metrics.catalog.rows.filter { row in
      row.fits(.classification(classes: 3)) && row.name != "top_k"
        && !row.isDefault(.classification(classes: 3))
    }
    let result = try Sample.run(Self.iris("cross_entropy", asked.map(\.defaultComponent)), seed: 0)
    for row in asked {
      for name in Metrics.curveNames(row.defaultComponent, for: .classification(classes: 3)) {
        #expect(result[name]?.values.count == 3, "\(name)")
      }
    }
    #expect(result["train.confusion_matrix"] == nil)
    for part in Metrics.splits {
      let losses = try #require(result["\(part).loss"]).values
      for (loss, logLoss) in zip(losses, try #require(result["\(part).log_loss"]).values) {
        #expect((loss - logLoss).magnitude < 1e-6 && loss > 0)
      }
    }
    let scores = try Sample.run(
      Self.iris("mse", [try metric("roc_auc").defaultComponent, try metric("f1").defaultComponent]), seed: 0)
    #expect(try #require(scores["train.roc_auc"]?.values.last) > 0.5)
  }
}
