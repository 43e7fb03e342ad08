import Datasets
import Diagnostics
import Learning
import Tensors
import Testing

/// Options of `train` that PyTorch has too: the weights after some epochs against its own.
@Suite struct TrainingOptionTests {
  struct Trial: Sendable, CustomStringConvertible {
    let name: String
    var optimizer = Optimizers.catalog["sgd"]!.component(["learning_rate": .number(0.1)])
    var batch: Int? = 3
    /// What distinguishes it in the configuration, and in Python as keyword arguments.
    let change: @Sendable (inout TrainingConfiguration) -> Void
    let python: String
    var description: String { name }
  }

  private static let adam = Optimizers.catalog["adam"]!.component(["learning_rate": .number(0.02)])

  static let trials: [Trial] = [
    Trial(name: "plain", change: { _ in }, python: ""),
    Trial(name: "clip_norm", change: { $0.clipping = .norm(0.4) }, python: "clip_norm=0.4"),
    Trial(name: "clip_value", change: { $0.clipping = .value(0.1) }, python: "clip_value=0.1"),
    Trial(
      name: "weight_decay", optimizer: adam, change: { $0.weightDecay = WeightDecay(rate: 0.3) },
      python: "decay=0.3"),
    Trial(
      name: "weight_decay of matrices",
      change: { $0.weightDecay = WeightDecay(rate: 0.3, includesBiases: false) },
      python: "decay=0.3, biases=False"),
    Trial(
      name: "decoupled weight_decay", optimizer: adam,
      change: { $0.weightDecay = WeightDecay(rate: 0.3, isDecoupled: true) },
      python: "decay=0.3, decoupled=True"),
    Trial(
      name: "clipped before decay",
      change: {
        $0.clipping = .norm(0.4)
        $0.weightDecay = WeightDecay(rate: 0.3)
      }, python: "clip_norm=0.4, decay=0.3"),
    Trial(name: "accumulate", change: { $0.accumulate = 2 }, python: "accumulate=2"),
    Trial(
      name: "accumulate and clip",
      change: {
        $0.accumulate = 3
        $0.clipping = .norm(0.4)
      }, python: "accumulate=3, clip_norm=0.4"),
    Trial(name: "ema", change: { $0.averageDecay = 0.8 }, python: "ema=0.8"),
    Trial(
      name: "lookahead", change: { $0.lookahead = Lookahead(steps: 3, alpha: 0.4) },
      python: "lookahead=(3, 0.4)"),
    Trial(
      name: "schedule by epochs",
      change: { $0.schedule = Schedules.catalog["cosine"]!.defaultComponent },
      python: "schedule=lambda o: torch.optim.lr_scheduler.CosineAnnealingLR(o, T_max=6)"),
    Trial(
      name: "schedule by steps", optimizer: adam,
      change: { $0.schedule = Schedules.catalog["one_cycle"]!.defaultComponent },
      python: "schedule=lambda o: torch.optim.lr_scheduler.OneCycleLR(o, max_lr=0.02, total_steps=30, "
        + "cycle_momentum=False), per_step=True"),
    Trial(
      name: "lbfgs",
      optimizer: Optimizers.catalog["lbfgs"]!.component([
        "line_search": .string("strong_wolfe"), "max_iter": .integer(4),
      ]),
      batch: nil, change: { _ in }, python: "batch=14, epochs=2"),
  ]

  private static let prelude = """
    import torch
    torch.set_default_dtype(torch.float64)

    def train(make, x, y, start, batch=3, epochs=6, accumulate=1, clip_norm=None, clip_value=None, decay=0.0,
              decoupled=False, biases=True, ema=None, lookahead=None, schedule=None, per_step=False):
        class Net(torch.nn.Module):
            def __init__(self):
                super().__init__()
                self.ps = torch.nn.ParameterList([torch.nn.Parameter(torch.tensor(p, dtype=torch.float64)) for p in start])
            def forward(self, x):
                w1, b1, w2, b2 = self.ps
                return torch.tanh(x @ w1 + b1) @ w2 + b2
        net, x, y = Net(), torch.tensor(x, dtype=torch.float64), torch.tensor(y, dtype=torch.float64)
        decaying = [p for p in net.ps if biases or p.ndim == 2]
        groups = [{"params": decaying, "weight_decay": decay},
                  {"params": [p for p in net.ps if not biases and p.ndim == 1], "weight_decay": 0.0}]
        groups = [g for g in groups if g["params"]] if decay and not decoupled else list(net.ps)
        optimizer = make(groups)
        scheduler = schedule(optimizer) if schedule else None
        average = torch.optim.swa_utils.AveragedModel(
            net, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(ema)) if ema else None
        slow, count = [p.detach().clone() for p in net.ps], 0
        for epoch in range(epochs):
            for first in range(0, len(x), batch * accumulate):
                rows = slice(first, first + batch * accumulate)
                def closure():
                    optimizer.zero_grad()
                    loss = ((net(x[rows]) - y[rows]) ** 2).mean()
                    loss.backward()
                    return loss
                if isinstance(optimizer, torch.optim.LBFGS):
                    optimizer.step(closure)
                else:
                    closure()
                    if clip_norm: torch.nn.utils.clip_grad_norm_(net.parameters(), clip_norm)
                    if clip_value: torch.nn.utils.clip_grad_value_(net.parameters(), clip_value)
                    if decoupled:
                        for p in decaying: p.data.mul_(1 - optimizer.param_groups[0]["lr"] * decay)
                    optimizer.step()
                count += 1
                if average: average.update_parameters(net)
                if lookahead and count % lookahead[0] == 0:
                    for s, p in zip(slow, net.ps):
                        s.add_(lookahead[1] * (p.detach() - s))
                        p.data.copy_(s)
                if scheduler and per_step and count < 30: scheduler.step()
            if scheduler and not per_step: scheduler.step()
        final = list(average.module.ps) if average else slow if lookahead else list(net.ps)
        return {"parameters": torch.cat([p.detach().reshape(-1) for p in final])}
    """

  /// 14 training rows: four batches of three and a short one.
  private static let data: PreparedData? = {
    let sine = Sample.data(
      "sine",
      [
        "samples": .integer(20)
      ])
    return try? Datasets.prepare(sine, context: DataContext(seed: 3))
  }()

  private static func configuration(_ trial: Trial) -> Configuration {
    var configuration = Sample.configuration(
      Sample.data("sine", ["samples": .integer(20)]), Sample.network([4], "tanh", "xavier_normal"),
      loss: "mse",
      optimizer: trial.optimizer, epochs: trial.batch == nil ? 2 : 6, batch: trial.batch)
    configuration.training.shuffle = false
    trial.change(&configuration.training)
    return configuration
  }

  private static func run(_ trial: Trial) throws -> (result: RunResult, record: StepRecord) {
    let data = try #require(data)
    let configuration = configuration(trial)
    #expect(configuration.problems(with: data) == [])
    let record = StepRecord(steps: 1)
    let trainer = Trainer(configuration, data: data, seed: 3)
    return (try #require(trainer.run(record: record) { _, _, _ in true }), record)
  }

  private static func literal(_ tensor: Tensor) -> String {
    guard tensor.shape.rank == 2 else {
      return "[\(tensor.values.map { Format.shortest(Double($0)) }.joined(separator: ", "))]"
    }
    let rows = (0..<tensor.rows).map { row in
      "[\(tensor.row(row).map { Format.shortest(Double($0)) }.joined(separator: ", "))]"
    }
    return "[\(rows.joined(separator: ", "))]"
  }

  private static func golden(_ trial: Trial) throws -> Goldens.Case {
    let data = try #require(data)
    let initial = try run(trial).record.initial
    let make = Optimizers.row(trial.optimizer).pytorch(trial.optimizer)
    let x = data.train.inputs.tensor
    let y = try #require(data.train.values)
    let start = initial.map { literal($0.value) }.joined(separator: ",\n  ")
    let arguments = trial.python.isEmpty ? "" : ", " + trial.python
    return Goldens.Case(
      key: trial.name,
      snippet: """
        result = train(lambda params: \(make),
          \(literal(x)),
          \(literal(y)),
          [\(start)]\(arguments))
        """)
  }

  private static let goldens: Goldens = {
    let cases = trials.compactMap { try? golden($0) }
    return Goldens("training", prelude: prelude, cases: cases)
  }()

  /// PyTorch's in binary64; some twenty steps in binary32 keep to 1e-5 of it.
  @Test(arguments: trials) func equalsPyTorch(_ trial: Trial) throws {
    let expected = try #require(try Self.goldens.numbers(Self.golden(trial))["parameters"])
    let (result, _) = try Self.run(trial)
    #expect(result.status == .completed)
    let computed = result.parameters.flatMap { $0.value.values.map { Double($0) } }
    try #require(computed.count == expected.count)
    for (value, reference) in zip(computed, expected) {
      #expect((value - reference).magnitude <= 1e-5 * max(reference.magnitude, 1), "\(value), \(reference)")
    }
  }

  /// A step over several batches is the step over their union, whatever the last one's size.
  @Test func accumulationIsABigBatch() throws {
    let big = try Self.run(Trial(name: "big", batch: 9, change: { _ in }, python: "")).result
    let parts = try Self.run(
      Trial(name: "parts", batch: 3, change: { $0.accumulate = 3 }, python: "")
    ).result
    #expect(big.steps == parts.steps)
    for (one, other) in zip(big.parameters, parts.parameters) {
      for (a, b) in zip(one.value.values, other.value.values) {
        #expect((a - b).magnitude < 2e-6, "\(one.name)")
      }
    }
  }

  /// What a run is known by has the options that are set, and no others.
  @Test func furtherValuesAreTheOnesThatAreSet() {
    #expect(TrainingConfiguration().furtherValues.isEmpty)
    var training = TrainingConfiguration()
    training.clipping = .norm(1)
    training.validateEvery = 5
    training.earlyStopping = EarlyStopping(patience: 2)
    #expect(training.furtherValues.map(\.name) == ["clip_norm", "early_stopping", "validate_every"])
    // Each key is one of the options.
    for (name, _) in training.furtherValues {
      #expect(TrainingConfiguration.furtherOptions.contains { $0.name == name })
    }
  }

  @Test func bitsDoNotDependOnTheKernels() throws {
    let data = try #require(Self.data)
    for trial in Self.trials {
      let configuration = Self.configuration(trial)
      let results = Kernels.available.map { kernels in
        Trainer(configuration, data: data, seed: 3, kernels: kernels).run { _, _, _ in true }
      }
      for result in results { #expect(result == results[0], "\(trial)") }
    }
  }
}
