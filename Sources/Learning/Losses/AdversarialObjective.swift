import Diagnostics
import Graphs

/// One member of the adversarial family: what D and G minimize, in the outputs r = D(x) of real rows and f =
/// D(G(z)) of generated ones. D's output is linear: a logit for some, a plain number for others.
struct AdversarialObjective: Sendable {
  let name: String
  let formula: String
  let source: String
  /// Options of the row that belong to this objective and to few others.
  var options: Set<String> = []
  let discriminator: @Sendable (AdversarialGame) -> Node
  let generator: @Sendable (AdversarialGame) -> Node
  /// What `AdversarialLoss.PyTorch` says, the functions apart.
  let pytorch: @Sendable (Component) -> (discriminator: String, generator: String)

  static let all: [AdversarialObjective] = [
    .minimax, .nonSaturating, .leastSquares, .hinge, .wasserstein, .wassersteinPenalized, .relativistic,
    .relativisticAverage,
  ]

  /// Of a resolved component.
  static func of(_ component: Component) -> AdversarialObjective {
    guard let objective = all.first(where: { $0.name == component.string("objective") }) else {
      preconditionFailure("no objective \(component["objective"]) among \(all.map(\.name))")
    }
    return objective
  }
}

// MARK: - From logits: log σ(s) = −softplus(−s), log(1 − σ(s)) = −softplus(s)

extension AdversarialObjective {
  static let minimax = AdversarialObjective(
    name: "minimax",
    formula: "D -mean log σ(r) - mean log(1 - σ(f)), G mean log(1 - σ(f))",
    source: "Goodfellow et al., Generative adversarial nets, 2014",
    options: ["label_smoothing"],
    discriminator: crossEntropy,
    generator: { -mean(softplus($0.generatedOutputs)) },
    pytorch: { (pythonCrossEntropy($0), "F.logsigmoid(-fake_outputs).mean()") })

  /// G's loss does not saturate while D wins.
  static let nonSaturating = AdversarialObjective(
    name: "non_saturating",
    formula: "D as minimax, G -mean log σ(f)",
    source: "Goodfellow et al., 2014",
    options: ["label_smoothing"],
    discriminator: crossEntropy,
    generator: { mean(softplus(-$0.generatedOutputs)) },
    pytorch: { (pythonCrossEntropy($0), "-F.logsigmoid(fake_outputs).mean()") })

  /// Each real row against a generated one of the same batch.
  static let relativistic = AdversarialObjective(
    name: "relativistic",
    formula: "D -mean log σ(r - f), G -mean log σ(f - r)",
    source: "Jolicoeur-Martineau, The relativistic discriminator, 2018",
    discriminator: { mean(softplus($0.generatedOutputs - $0.realOutputs)) },
    generator: { mean(softplus($0.realOutputs - $0.generatedOutputs)) },
    pytorch: { _ in
      (
        "-F.logsigmoid(real_outputs - fake_outputs).mean()",
        "-F.logsigmoid(fake_outputs - real_outputs).mean()"
      )
    })

  /// Each row against the mean of the other kind.
  static let relativisticAverage = AdversarialObjective(
    name: "relativistic_average",
    formula: "D -mean log σ(r - mean f) - mean log(1 - σ(f - mean r)), G the same with r and f exchanged",
    source: "Jolicoeur-Martineau, 2018",
    discriminator: { averaged(above: $0.realOutputs, below: $0.generatedOutputs) },
    generator: { averaged(above: $0.generatedOutputs, below: $0.realOutputs) },
    pytorch: { _ in
      func averaged(_ above: String, _ below: String) -> String {
        "-F.logsigmoid(\(above) - \(below).mean()).mean() - F.logsigmoid(\(above).mean() - \(below)).mean()"
      }
      return (averaged("real_outputs", "fake_outputs"), averaged("fake_outputs", "real_outputs"))
    })

  /// With one-sided label smoothing s the real rows' label is 1 − s.
  @Sendable private static func crossEntropy(_ game: AdversarialGame) -> Node {
    let (real, smoothing) = (game.realOutputs, Float(game.component.value("label_smoothing")))
    let ofReal =
      smoothing == 0
      ? softplus(-real) : (1 - smoothing) * softplus(-real) + smoothing * softplus(real)
    return mean(ofReal) + mean(softplus(game.generatedOutputs))
  }

  private static func pythonCrossEntropy(_ component: Component) -> String {
    let ofGenerated = "- F.logsigmoid(-fake_outputs).mean()"
    guard component.value("label_smoothing") > 0 else {
      return "-F.logsigmoid(real_outputs).mean() \(ofGenerated)"
    }
    let smoothing = component.python("label_smoothing")
    return "-(1 - \(smoothing)) * F.logsigmoid(real_outputs).mean() "
      + "- \(smoothing) * F.logsigmoid(-real_outputs).mean() \(ofGenerated)"
  }

  private static func averaged(above: Node, below: Node) -> Node {
    mean(softplus(mean(below) - above)) + mean(softplus(below - mean(above)))
  }
}

// MARK: - From plain numbers

extension AdversarialObjective {
  /// Targets 0 and 1, and for G 1, with factors of a half.
  static let leastSquares = AdversarialObjective(
    name: "least_squares",
    formula: "D mean (r - 1)²/2 + mean f²/2, G mean (f - 1)²/2",
    source: "Mao et al., Least squares generative adversarial networks, 2017",
    discriminator: { 0.5 * mean(square($0.realOutputs - 1)) + 0.5 * mean(square($0.generatedOutputs)) },
    generator: { 0.5 * mean(square($0.generatedOutputs - 1)) },
    pytorch: { _ in
      (
        "((real_outputs - 1) ** 2).mean() / 2 + (fake_outputs ** 2).mean() / 2",
        "((fake_outputs - 1) ** 2).mean() / 2"
      )
    })

  static let hinge = AdversarialObjective(
    name: "hinge",
    formula: "D mean max(0, 1 - r) + mean max(0, 1 + f), G -mean f",
    source: "Lim and Ye, Geometric GAN, 2017; Miyato et al., Spectral normalization, 2018",
    discriminator: { mean(maximum(1 - $0.realOutputs, 0)) + mean(maximum(1 + $0.generatedOutputs, 0)) },
    generator: { -mean($0.generatedOutputs) },
    pytorch: { _ in
      ("F.relu(1 - real_outputs).mean() + F.relu(1 + fake_outputs).mean()", "-fake_outputs.mean()")
    })

  /// D is kept from growing steep by cutting its weights to ±clip after each of its steps.
  static let wasserstein = AdversarialObjective(
    name: "wasserstein",
    formula: "D mean f - mean r with its weights cut to ±clip, G -mean f",
    source: "Arjovsky et al., Wasserstein GAN, 2017",
    options: ["clip"],
    discriminator: criticism,
    generator: { -mean($0.generatedOutputs) },
    pytorch: { _ in (pythonCriticism, "-fake_outputs.mean()") })

  /// x̂ = u x + (1 − u) G(z) with u uniform on [0, 1) for each row. The norm is √(‖∇D‖² + 1e-12), whose own
  /// gradient is finite where D is flat.
  static let wassersteinPenalized = AdversarialObjective(
    name: "wasserstein_gp",
    formula: "D mean f - mean r + penalty · mean (‖∇D(x̂)‖ - 1)² at random x̂ between x and G(z), G -mean f",
    source: "Gulrajani et al., Improved training of Wasserstein GANs, 2017",
    options: ["penalty"],
    discriminator: { game in
      let share = game.uniformNoise("interpolation", [game.real.shape[0], 1])
      let between = share * game.real + (1 - share) * game.generated
      let norm = squareRoot(game.squaredSlope(at: between) + Float(AdversarialObjective.normFloor))
      return criticism(game) + Float(penalty(game.component)) * mean(square(norm - 1))
    },
    generator: { -mean($0.generatedOutputs) },
    pytorch: { component in
      (
        "\(pythonCriticism) + \(Format.shortest(penalty(component))) * gradient_penalty(D, real, fake)",
        "-fake_outputs.mean()"
      )
    })

  /// Added to a squared norm before its root.
  private static let normFloor = 1e-12

  /// The factor λ of the gradient penalty, 10 where it is left open.
  static func penalty(_ component: Component) -> Double { component.number("penalty") ?? 10 }

  @Sendable private static func criticism(_ game: AdversarialGame) -> Node {
    mean(game.generatedOutputs) - mean(game.realOutputs)
  }

  private static let pythonCriticism = "fake_outputs.mean() - real_outputs.mean()"

  /// What the expressions of some objectives and of `r1` call.
  static let pythonSquaredSlope = """
    def squared_slope(D, rows):
        # The squared norm of D's gradient at each row; create_graph lets the loss's gradient go through it.
        rows = rows.detach().requires_grad_()
        slope, = torch.autograd.grad(D(rows).sum(), rows, create_graph=True)
        return (slope ** 2).sum(1)
    """
  static let pythonGradientPenalty = """
    def gradient_penalty(D, real, fake):
        share = u("interpolation", len(real), 1)
        between = share * real + (1 - share) * fake
        return ((torch.sqrt(squared_slope(D, between) + 1e-12) - 1) ** 2).mean()
    """
}
