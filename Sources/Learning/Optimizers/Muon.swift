import Diagnostics
import Graphs

extension OptimizerRow {
  /// PyTorch's `torch.optim.Muon` for the matrices of all layers but the output, in binary32 where PyTorch
  /// rounds to bfloat16, and AdamW for all other parameters. A weight W [in, out] counts as PyTorch's [out,
  /// in].
  static let muon = OptimizerRow(
    name: "muon",
    summary: "Momentum made orthogonal for the matrices of hidden layers; AdamW for everything else.",
    formula:
      "B = momentum · B + (1 - momentum) ∇;  G = nesterov: (1 - momentum) ∇ + momentum · B, else B;  "
      + "X = G / max(‖G‖, ε), ns_steps times X = aX + (bA + cA²)X with A = XXᵀ;  "
      + "W = (1 - lr · weight_decay) W - lr · scale · X, scale = original: √max(1, out / in), "
      + "match_rms_adamw: 0.2 √max(in, out)",
    options: [
      .learningRate(default: 0.001), .decoupledWeightDecay(default: 0.1),
      OptionSpec("momentum", .number(.rate), default: .number(0.95), help: "share of the last mean kept"),
      OptionSpec(
        "nesterov", .boolean, default: .boolean(true), help: "whether to look ahead along the momentum"),
      OptionSpec(
        "ns_coefficients", .list(of: .number(.any), count: 3...3),
        default: .list([.number(3.4445), .number(-4.775), .number(2.0315)]),
        help: "a, b and c of the Newton–Schulz iteration"),
      .epsilon(default: 1e-7),
      OptionSpec("ns_steps", .integer(1...99), default: .integer(5), help: "Newton–Schulz iterations"),
      OptionSpec(
        "adjust_lr_fn", .choice(["original", "match_rms_adamw"]), default: .string("original"),
        help: "how the step depends on the matrix's size"),
      OptionSpec(
        "adamw_learning_rate", aliases: ["adamw_lr"], .number(.nonNegative), default: .automatic,
        help: "size of a step of the other parameters; learning_rate where left out"),
      .beta1("adamw_"), .beta2("adamw_"), .epsilon("adamw_"),
      .decoupledWeightDecay("adamw_", default: 0.01),
    ],
    source:
      "Jordan et al., Muon: an optimizer for hidden layers in neural networks, 2024; "
      + "Liu et al., Muon is scalable for LLM training, 2025",
    form: .update(
      UpdateRule(
        slots: { _, parameter in parameter.isHiddenMatrix ? ["momentum"] : ["m", "v"] },
        scalars: ["learning_rate", "decay", "adamw_step_size", "adamw_correction", "adamw_decay"],
        scalarValues: { muon in
          let adamw = AdamMoments(muon, prefix: "adamw_")
          let (decay, adamwDecay) = (muon.value("weight_decay"), muon.value("adamw_weight_decay"))
          let rate = muon.value("learning_rate")
          // A schedule moves both rates alike.
          let ratio = rate == 0 ? 1 : (muon.number("adamw_learning_rate") ?? rate) / rate
          return { step, learningRate, values in
            let adamwRate = learningRate * ratio
            values[0] = Float(learningRate)
            values[1] = Float(1 - learningRate * decay)
            adamw.write(step, adamwRate, &values, from: 2)
            values[4] = Float(1 - adamwRate * adamwDecay)
          }
        },
        update: { step in
          guard step.identity.isHiddenMatrix else {
            let isDecayed = step.component.value("adamw_weight_decay") != 0
            return AdamMoments(step.component, prefix: "adamw_").update(
              step, isDecayed ? step.scalars[4] * step.parameter : step.parameter, step.gradient,
              firstScalar: 2)
          }
          let momentum = step.component.value("momentum")
          let (kept, new) = (Float(momentum), Float(1 - momentum))
          let mean = flush(kept * step.slots[0] + new * step.gradient)
          let direction = step.component.flag("nesterov") ? new * step.gradient + kept * mean : mean
          let scaled = scale(step) * orthogonalized(direction, step.component)
          let isDecayed = step.component.value("weight_decay") != 0
          let parameter = isDecayed ? step.scalars[1] * step.parameter : step.parameter
          return (parameter - step.scalars[0] * scaled, [mean])
        })),
    pytorch: { optimizer in
      let rate =
        optimizer.number("adamw_learning_rate") == nil ? "learning_rate" : "adamw_learning_rate"
      let adamw = [("lr", rate), ("eps", "adamw_epsilon"), ("weight_decay", "adamw_weight_decay")]
        .map { "\"\($0)\": \(PythonCall.literal(optimizer[$1]))" }
      let betas = ["adamw_beta1", "adamw_beta2"].map { PythonCall.literal(optimizer[$0]) }
      return PythonCall.text(
        "MuonWithAdamW", optimizer,
        [
          .option("lr", "learning_rate"), .option("weight_decay", "weight_decay"),
          .option("momentum", "momentum"), .option("nesterov", "nesterov"),
          .option("ns_coefficients", "ns_coefficients"), .option("eps", "epsilon"),
          .option("ns_steps", "ns_steps"), .option("adjust_lr_fn", "adjust_lr_fn"),
          .text(
            "adamw",
            "{\((adamw + ["\"betas\": (\(betas.joined(separator: ", ")))"]).joined(separator: ", "))}"),
        ])
    },
    pytorchPrelude: """
      # torch.optim.Muon iterates in bfloat16; here it does in the precision of its parameters.
      torch.Tensor.bfloat16 = lambda self: self.clone()

      class MuonWithAdamW(torch.optim.Optimizer):
          # Muon for the matrices of all layers but the output, AdamW for all else. Whoever sets the learning rate of
          # the whole moves both by the same factor.
          def __init__(self, params, lr, adamw, **muon):
              pairs = list(params)
              def is_hidden(name, p):
                  return p.ndim == 2 and "output" not in name.split(".")
              hidden = [p for name, p in pairs if is_hidden(name, p)]
              others = [p for name, p in pairs if not is_hidden(name, p)]
              self.parts = ([torch.optim.Muon(hidden, lr=lr, **muon)] if hidden else []) + (
                  [torch.optim.AdamW(others, **adamw)] if others else [])
              self.rates = [part.param_groups[0]["lr"] for part in self.parts]
              self.rate = lr
              super().__init__([p for _, p in pairs], {"lr": lr})

          @torch.no_grad()
          def step(self, closure=None):
              factor = self.param_groups[0]["lr"] / self.rate if self.rate else 1.0
              for part, rate in zip(self.parts, self.rates):
                  part.param_groups[0]["lr"] = rate * factor
                  part.step()
      """)

  /// The matrix nearest to one with orthonormal rows or columns, roughly: singular values end between 0.5 and
  /// 1.5.
  private static func orthogonalized(_ direction: Node, _ component: Component) -> Node {
    let coefficients = (component.list("ns_coefficients") ?? []).compactMap { value -> Float? in
      switch value {
      case .number(let number): Float(number)
      case .integer(let number): Float(number)
      default: nil
      }
    }
    precondition(coefficients.count == 3, "Newton–Schulz coefficients \(coefficients)")
    let (a, b, c) = (coefficients[0], coefficients[1], coefficients[2])
    let norm = maximum(squareRoot(sum(direction * direction)), Float(component.value("epsilon")))
    var x = direction / norm
    // The smaller of XXᵀ and XᵀX.
    let isTall = direction.shape[0] > direction.shape[1]
    for _ in 0..<(component.integer("ns_steps") ?? 0) {
      let gram = isTall ? product(x, x, .atb) : product(x, x, .abt)
      let polynomial = b * gram + c * product(gram, gram)
      x = a * x + (isTall ? product(x, polynomial) : product(polynomial, x))
    }
    return x
  }

  private static func scale(_ step: OptimizerStep) -> Float {
    let (inputs, outputs) = (Double(step.identity.shape[0]), Double(step.identity.shape[1]))
    let scale =
      step.component.string("adjust_lr_fn") == "original"
      ? max(1, outputs / inputs).squareRoot() : 0.2 * max(inputs, outputs).squareRoot()
    return Float(scale)
  }
}
