import Datasets
import Diagnostics
import Graphs
import Tensors

// Of the places that a model gives to examples, compared with one another within a batch: near for the same class,
// apart for others. Targets [n, classes] are one-hot rows. Evaluation compares within chunks of 256 rows.

extension LossRow {
  /// With embeddings of length 1 and their products over the temperature, each row is told which others are of its
  /// class. A row that is alone in its class counts as 0.
  static let infoNCE = LossRow(
    name: "info_nce",
    aliases: ["infonce", "sup_con", "supervised_contrastive", "nt_xent"],
    summary: "Picks the rows of one's own class out of the batch by the angle of their embeddings.",
    formula: "-mean over i of mean over p of log (exp(z_i·z_p / τ) / Σ_{a ≠ i} exp(z_i·z_a / τ)), |z| = 1",
    options: [
      OptionSpec(
        "temperature", aliases: ["tau"], .number(.positive), default: .number(0.1),
        help: "τ: the smaller, the more the nearest rows count"),
      dimensions,
    ],
    source: "van den Oord et al., Representation learning with contrastive predictive coding, 2018; "
      + "Khosla et al., Supervised contrastive learning, 2020",
    form: .supervised(
      SupervisedLoss(
        widths: { task, _, loss in embeddingWidths(task, loss) },
        targets: { task, _ in .oneHot(classes: task.classes ?? 1) },
        takesLogits: true,
        prediction: { _, _ in .prototypes(normalized: true) },
        mostRows: { _ in mostCompared },
        pytorch: { loss, _ in
          """
          (lambda z, same: -(same * F.log_softmax(z @ z.T / \(loss.python("temperature"))
              - 1e9 * torch.eye(len(z), dtype=z.dtype), 1)).sum(1) / same.sum(1).clamp(min=1))(
              outputs / (outputs.pow(2).sum(1, keepdim=True) + 1e-12).sqrt(),
              targets @ targets.T - torch.eye(len(targets), dtype=targets.dtype)).mean()
          """
        },
        perExample: { outputs, targets, loss in
          let z = Prediction.normalized(outputs)
          let identity = identity(outputs)
          let same = product(targets, targets, .abt) - identity
          let similarities = product(z, z, .abt) / Float(loss.value("temperature")) - 1e9 * identity
          let count = maximum(sum(same, over: .columns), 1)
          return -sum(same * logSoftmax(similarities), over: .columns) / count
        })))

  /// Hard mining takes for each row the farthest of its class and the nearest of another, and a row that lacks either
  /// counts as 0; with all triplets the mean is over those that the batch has. 1e-12 under the root keeps the
  /// derivative finite where two embeddings meet.
  static let triplet = LossRow(
    name: "triplet",
    aliases: ["triplet_margin", "batch_hard_triplet"],
    summary: "Asks that rows of the own class be nearer than rows of another, by a margin.",
    formula:
      "hard: mean max(0, margin + max_p |z - z_p| - min_n |z - z_n|); all: mean over all p and n of "
      + "max(0, margin + |z - z_p| - |z - z_n|); soft: log(1 + exp(…)) without a margin",
    options: [
      OptionSpec(
        "margin", .number(.nonNegative), default: .number(1), help: "how much farther others should be"),
      OptionSpec(
        "mining", .choice(["hard", "all"]), default: .string("hard"),
        help: "the farthest row of the own class against the nearest other, or each against each"),
      OptionSpec(
        "soft", aliases: ["soft_margin"], .boolean, default: .boolean(false),
        help: "a smooth bend instead of the margin"),
      dimensions,
    ],
    source: "Schroff et al., FaceNet, 2015; Hermans et al., In defense of the triplet loss, 2017",
    form: .supervised(
      SupervisedLoss(
        widths: { task, _, loss in embeddingWidths(task, loss) },
        targets: { task, _ in .oneHot(classes: task.classes ?? 1) },
        takesLogits: true,
        prediction: { _, _ in .prototypes(normalized: false) },
        exampleWeights: { targets, loss in
          // How many triplets a row is the anchor of.
          guard takesAll(loss) else { return nil }
          let own = product(targets, targets, .abt)
          return sum(own - identity(targets), over: .columns) * sum(1 - own, over: .columns)
        },
        // Triplets are numbers in memory, as pairs are.
        mostRows: { takesAll($0) ? Evaluation.chunk : mostCompared },
        pytorch: { loss, _ in
          func bent(_ gap: String) -> String {
            loss.boolean("soft") == true
              ? "F.softplus(\(gap))" : "F.relu(\(loss.python("margin")) + \(gap))"
          }
          let body =
            takesAll(loss)
            ? """
            (lambda valid: (valid * \(bent("d[:, :, None] - d[:, None, :]"))).sum() / valid.sum().clamp(min=1))(
                    same[:, :, None] * (1 - own)[:, None, :])
            """
            : """
            (lambda near, far, valid: (valid * \(bent("near - far"))).mean())(
                    (d * same).amax(1), (d + 1e9 * own).amin(1),
                    ((same.sum(1) > 0) & (own.sum(1) < len(d))).to(d.dtype))
            """
          return """
            (lambda d, same, own: \(body))(
                ((outputs[:, None] - outputs[None]).pow(2).sum(2) + 1e-12).sqrt(),
                targets @ targets.T - torch.eye(len(targets), dtype=targets.dtype), targets @ targets.T)
            """
        },
        perExample: { z, targets, loss in
          let distances = distances(z)
          let own = product(targets, targets, .abt)
          let same = own - identity(z)
          let margin = Float(loss.value("margin"))
          func bent(_ gap: Node) -> Node {
            loss.boolean("soft") == true ? softplus(gap) : maximum(gap + margin, 0)
          }
          if takesAll(loss) {
            // What is no triplet is so far on the right side that it counts as 0.
            return overTriplets(distances - 1e9 * (1 - same), distances + 1e9 * own) { bent($0 - $1) }
          }
          let farthest = maximum(distances * same, over: .columns)
          let nearest = -maximum(-(distances + 1e9 * own), over: .columns)
          let hasPartner = greater(sum(same, over: .columns), 0)
          let hasOther = less(sum(own, over: .columns), Float(z.shape.matrix.rows))
          return hasPartner * hasOther * bent(farthest - nearest)
        })))

  /// Rows whose pairs are held in memory at once.
  private static let mostCompared = 4096

  private static func takesAll(_ loss: Component) -> Bool { loss.string("mining") == "all" }

  private static let dimensions = OptionSpec(
    "dimensions", aliases: ["embedding_size"], .integer(1...100_000), default: .integer(16),
    help: "width of the embedding, which is the model's output")

  private static func embeddingWidths(_ task: LearningTask, _ loss: Component) -> [Int] {
    task.classes == nil ? [] : loss.integer("dimensions").map { [$0] } ?? []
  }

  /// The identity matrix with as many rows as x: a column of ones before n zeros each, read on in rows one shorter.
  private static func identity(_ x: Node) -> Node {
    let rows = x.shape.matrix.rows
    let ones = broadcast(x.graph.constant(1), to: [rows, 1])
    let line = reshape(padColumns(ones, from: 0, of: rows + 1), [1, rows * (rows + 1)])
    return reshape(columns(line, 0..<rows * rows), [rows, rows])
  }

  /// √(|z_i − z_j|² + 1e-12), [n, n].
  private static func distances(_ z: Node) -> Node {
    let squares = sum(z * z, over: .columns)
    // |a − b|² = |a|² + |b|² − 2 a·b, never below 0.
    let squared = squares + reshape(squares, [1, z.shape.matrix.rows]) - 2 * product(z, z, .abt)
    return squareRoot(maximum(squared, 0) + 1e-12)
  }

  /// Σ f(a_ij, b_ik) over j and k, [n, 1], for a symmetric a [n, n] and any b [n, n]. The columns of the matrix in
  /// between are the pairs (i, k), its rows the j.
  private static func overTriplets(_ a: Node, _ b: Node, _ f: (Node, Node) -> Node) -> Node {
    let rows = a.shape.matrix.rows
    let repeated = broadcast(reshape(a, [rows * rows, 1]), to: [rows * rows, rows])
    let values = f(reshape(repeated, [rows, rows * rows]), reshape(b, [1, rows * rows]))
    return sum(reshape(sum(values, over: .rows), [rows, rows]), over: .columns)
  }
}
