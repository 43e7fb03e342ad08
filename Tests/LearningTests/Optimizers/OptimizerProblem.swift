import Diagnostics
import Graphs
import Learning
import Tensors

/// What optimizers are tried on: a loss that is not convex, of a vector, of the matrices of a small network,
/// wide and tall, hidden and output, and of a bias.
///
/// f = ½ Σ a p² + Σ sin 3p + mean((tanh(tanh(x W₁ + b₁) W₂) W₃ - y)²) + Σ t (W + b) + ¼ Σ (W + b)²
///
/// The slopes t keep all gradients of the network away from zero for a while, and those of matrices of full
/// rank: else steps that divide by a gradient's size would follow its rounding. The mean is over 16 numbers,
/// so that the graph's constants are exact in binary32.
struct OptimizerProblem {
  static let parameters: [(name: String, shape: Shape)] = [
    ("p", [5]), ("hidden1.weight", [3, 4]), ("hidden1.bias", [4]), ("hidden2.weight", [4, 2]),
    ("output.weight", [2, 2]),
  ]

  /// The same in PyTorch, weights as its `Linear` has them; a case sets `result` to all parameters, in this
  /// order and as they lie here, after some of the steps.
  static let prelude = """
    import torch
    torch.set_default_dtype(torch.float64)
    torch.Tensor.bfloat16 = lambda self: self.clone()  # Muon rounds to it; here exact numbers are wanted.

    def values(first, *shape):
        count = torch.Size(shape).numel()
        return torch.tensor([(((first + i) * 37 + 11) % 129 - 64) / 64 for i in range(count)]).reshape(shape)

    a, x, y = torch.tensor([1.0, 10.0, 0.1, 3.0, 0.5]), values(200, 8, 3), values(300, 8, 2)

    def parameters():
        shapes = [("p", (5,)), ("hidden1.weight", (3, 4)), ("hidden1.bias", (4,)),
                  ("hidden2.weight", (4, 2)), ("output.weight", (2, 2))]
        made, first = [], 0
        for name, shape in shapes:
            value = values(first, *shape) if name != "p" else torch.tensor([0.375, -0.5, 0.25, -0.125, 0.625])
            first += value.numel()
            value = value.T.contiguous() if len(shape) == 2 else value.clone()
            made.append((name, value.requires_grad_()))
        return made

    tilts, first = [], 400
    for shape in [(3, 4), (4,), (4, 2), (2, 2)]:
        tilts.append(values(first, *shape).T)
        first += tilts[-1].numel()

    def loss(named):
        p, w1, b1, w2, w3 = [p for _, p in named]
        out = torch.tanh(torch.tanh(x @ w1.T + b1) @ w2.T) @ w3.T
        plain = sum((t * w).sum() + (w * w).sum() / 4 for t, w in zip(tilts, [w1, b1, w2, w3]))
        return (a * p * p).sum() / 2 + torch.sin(3 * p).sum() + ((out - y) ** 2).mean() + plain

    def run(make):
        params = parameters()
        optimizer = make(params)
        def closure():
            optimizer.zero_grad()
            value = loss(params)
            value.backward()
            return value
        result = {}
        for t in range(1, 101):
            if isinstance(optimizer, torch.optim.LBFGS):
                optimizer.step(closure)
            else:
                closure()
                optimizer.step()
            if t in (1, 2, 5, 10, 20, 50, 100):
                result[str(t)] = torch.cat([p.detach().T.reshape(-1) if p.ndim == 2 else p.detach() for _, p in params])
        return result
    """
  static let steps = [1, 2, 5, 10, 20, 50, 100]

  let graph = Graph()
  let nodes: [Node]
  let loss: Node
  let gradients: [Node]

  static func values(_ first: Int, _ shape: Shape) -> Tensor {
    Tensor(shape, (0..<shape.count).map { Float(((first + $0) * 37 + 11) % 129 - 64) / 64 })
  }

  /// The first values of all parameters, and the constants.
  static var start: [(name: String, value: Tensor)] {
    var first = 0
    var start: [(name: String, value: Tensor)] = []
    for (name, shape) in parameters {
      // Not so near to a minimum that steps of one size would hop across it a hundred times.
      let value = name == "p" ? Tensor(shape, [0.375, -0.5, 0.25, -0.125, 0.625]) : values(first, shape)
      start.append((name, value))
      first += shape.count
    }
    return start
  }

  static let constants: [(name: String, value: Tensor)] = [
    ("a", Tensor([5], [1, 10, 0.1, 3, 0.5])), ("x", values(200, [8, 3])), ("y", values(300, [8, 2])),
    ("t1", values(400, [3, 4])), ("t2", values(412, [4])), ("t3", values(416, [4, 2])),
    ("t4", values(424, [2, 2])),
  ]

  init() {
    let graph = graph
    let nodes = Self.parameters.map { graph.parameter($0.name, $0.shape) }
    let constants = Self.constants.map { graph.parameter($0.name, $0.value.shape) }
    let (p, a, x, y) = (nodes[0], constants[0], constants[1], constants[2])
    let hidden = tanh(product(tanh(product(x, nodes[1]) + nodes[2]), nodes[3]))
    let error = product(hidden, nodes[4]) - y
    var value = sum(a * p * p) / 2 + sum(sin(3 * p)) + mean(error * error)
    for (tilt, weight) in zip(constants.dropFirst(3), nodes.dropFirst()) {
      value = value + sum(tilt * weight) + sum(weight * weight) / 4
    }
    loss = value
    self.nodes = nodes
    gradients = graph.gradients(of: loss, withRespectTo: nodes)
  }
}

extension Optimizers {
  /// The option sets that a row is tried with, its defaults among them.
  static func trials(_ row: OptimizerRow) -> [Component] {
    func options(_ numbers: [String: Double], _ others: [String: OptionValue] = [:]) -> Component {
      row.component(numbers.mapValues { .number($0) }.merging(others) { $1 })
    }
    let more: [Component] =
      switch row.name {
      case "sgd":
        [
          options(["learning_rate": 0.02, "momentum": 0.9]),
          options(
            ["learning_rate": 0.02, "momentum": 0.8, "weight_decay": 0.1], ["nesterov": .boolean(true)]),
          options(["learning_rate": 0.02, "momentum": 0.8, "dampening": 0.5]),
          options(["learning_rate": 0.02, "weight_decay": 0.3]),
        ]
      case "adagrad":
        [
          options(["learning_rate": 0.1]),
          options([
            "learning_rate": 0.2, "lr_decay": 0.01, "weight_decay": 0.1, "initial_accumulator_value": 0.5,
            "epsilon": 1e-3,
          ]),
        ]
      case "rmsprop":
        [
          options(["learning_rate": 0.004, "alpha": 0.9, "epsilon": 1e-3, "weight_decay": 0.1]),
          options(["learning_rate": 0.001, "alpha": 0.9, "momentum": 0.8]),
          options(["learning_rate": 0.005, "momentum": 0.5, "epsilon": 1e-3], ["centered": .boolean(true)]),
        ]
      case "adadelta": [options(["learning_rate": 0.5, "rho": 0.8, "epsilon": 1e-5, "weight_decay": 0.1])]
      case "adam":
        [
          options(["learning_rate": 0.1, "beta1": 0.8, "beta2": 0.95, "epsilon": 1e-3]),
          options(["learning_rate": 0.05, "weight_decay": 0.1]),
          options(["learning_rate": 0.05, "beta2": 0.9], ["amsgrad": .boolean(true)]),
        ]
      case "adamw":
        [
          options(["learning_rate": 0.05, "weight_decay": 0.3]),
          options(["learning_rate": 0.05, "weight_decay": 0, "beta2": 0.9], ["amsgrad": .boolean(true)]),
        ]
      case "nadam":
        [
          options(["learning_rate": 0.01, "beta1": 0.8, "momentum_decay": 0.05, "weight_decay": 0.1]),
          options(["learning_rate": 0.01, "weight_decay": 0.3], ["decoupled_weight_decay": .boolean(true)]),
        ]
      case "adamax": [options(["learning_rate": 0.05, "beta2": 0.9, "weight_decay": 0.1])]
      case "radam":
        [
          options(["learning_rate": 0.05, "beta2": 0.9, "weight_decay": 0.1]),
          options(["learning_rate": 0.05, "weight_decay": 0.3], ["decoupled_weight_decay": .boolean(true)]),
        ]
      case "lion": [options(["learning_rate": 0.01, "beta1": 0.8, "beta2": 0.9, "weight_decay": 0.3])]
      case "lamb": [options(["learning_rate": 0.005, "beta2": 0.95, "weight_decay": 0])]
      case "lbfgs":
        [
          options([:], ["line_search": .string("strong_wolfe")]),
          options(
            ["learning_rate": 0.1],
            ["max_iter": .integer(4), "history_size": .integer(3), "max_eval": .integer(3)]),
          options(
            ["learning_rate": 0.5],
            ["max_iter": .integer(2), "history_size": .integer(2), "line_search": .string("strong_wolfe")]),
        ]
      case "muon":
        [
          options([
            "learning_rate": 0.02, "weight_decay": 0.01, "adamw_learning_rate": 0.01, "adamw_beta2": 0.95,
          ]),
          options(
            ["learning_rate": 0.02, "momentum": 0.8, "weight_decay": 0],
            [
              "nesterov": .boolean(false), "adjust_lr_fn": .string("match_rms_adamw"),
              "ns_steps": .integer(3),
            ]),
        ]
      default: []
      }
    return [row.defaultComponent] + more
  }
}
