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

  /// Batch-hard: the farthest row of one's own class against the nearest of another. A row that lacks either counts
  /// as 0. 1e-12 under the root keeps the derivative finite where two embeddings meet.
  static let triplet = LossRow(
    name: "triplet",
    aliases: ["triplet_margin", "batch_hard_triplet"],
    summary:
      "Asks that the farthest row of the own class be nearer than the nearest of another, by a margin.",
    formula:
      "mean max(0, margin + max_p |z - z_p| - min_n |z - z_n|); soft: log(1 + exp(…)) without a margin",
    options: [
      OptionSpec(
        "margin", .number(.nonNegative), default: .number(1), help: "how much farther others should be"),
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
        pytorch: { loss, _ in
          let end =
            loss.boolean("soft") == true
            ? "F.softplus(near - far)" : "F.relu(\(loss.python("margin")) + near - far)"
          return """
            (lambda d, same, own: (lambda near, far, valid: (valid * \(end)).mean())(
                (d * same).amax(1), (d + 1e9 * own).amin(1),
                ((same.sum(1) > 0) & (own.sum(1) < len(d))).to(d.dtype)))(
                ((outputs[:, None] - outputs[None]).pow(2).sum(2) + 1e-12).sqrt(),
                targets @ targets.T - torch.eye(len(targets), dtype=targets.dtype), targets @ targets.T)
            """
        },
        perExample: { z, targets, loss in
          let rows = z.shape.matrix.rows
          let squares = sum(z * z, over: .columns)
          // |a − b|² = |a|² + |b|² − 2 a·b, never below 0.
          let squared = squares + reshape(squares, [1, rows]) - 2 * product(z, z, .abt)
          let distances = squareRoot(maximum(squared, 0) + 1e-12)
          let own = product(targets, targets, .abt)
          let same = own - identity(z)
          let farthest = maximum(distances * same, over: .columns)
          let nearest = -maximum(-(distances + 1e9 * own), over: .columns)
          let hasPartner = greater(sum(same, over: .columns), 0)
          let hasOther = less(sum(own, over: .columns), Float(rows))
          let gap = farthest - nearest
          let value =
            loss.boolean("soft") == true ? softplus(gap) : maximum(gap + Float(loss.value("margin")), 0)
          return hasPartner * hasOther * value
        })))

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
}
