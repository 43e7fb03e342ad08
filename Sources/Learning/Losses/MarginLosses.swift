import Datasets
import Diagnostics
import Graphs
import Tensors

// Of scores that should lie on the right side of zero by a margin. Classes are -1 and 1.

extension LossRow {
  /// Its derivative where the margin is just kept is 0.
  static let hinge = margin(
    name: "hinge", aliases: ["hinge_loss", "max_margin"],
    summary: "Asks that scores be on the right side by a margin, and no more: support vector machines.",
    formula: "mean max(0, margin - y ŷ), y = ±1", power: 1,
    source: "Cortes and Vapnik, Support-vector networks, 1995")

  static let squaredHinge = margin(
    name: "squared_hinge", aliases: ["squared_hinge_loss"],
    summary: "The hinge loss squared: smooth where the margin is kept, and harder on what is far off.",
    formula: "mean max(0, margin - y ŷ)², y = ±1", power: 2,
    source: "Tang, Deep learning using linear support vector machines, 2013")

  private static func margin(
    name: String, aliases: [CatalogAlias], summary: String, formula: String, power: Int, source: String
  ) -> LossRow {
    @Sendable func isJoint(_ loss: Component) -> Bool { loss.string("multiclass") == "crammer_singer" }
    return LossRow(
      name: name, aliases: aliases, summary: summary,
      formula: formula
        + "; crammer_singer: mean Σ max(0, margin - ŷ_y + ŷ_c)\(power == 2 ? "²" : "") / classes over c ≠ y",
      options: [
        OptionSpec(
          "margin", .number(.positive), default: .number(1), help: "how far from zero a score should be"),
        OptionSpec(
          "multiclass", .choice(["one_vs_rest", "crammer_singer"]), default: .string("one_vs_rest"),
          help: "each class against the rest, or the true class against each other"),
      ], source: source + "; Crammer and Singer, 2001",
      form: .supervised(
        SupervisedLoss(
          widths: { task, _, loss in
            isJoint(loss) ? task.classes.map { [$0] } ?? [] : oneVersusRestWidths(task)
          },
          takesLogits: false,
          prediction: { _, _ in .margin },
          pytorch: { loss, _ in
            let margin = loss.python("margin")
            if isJoint(loss) {
              return "F.multi_margin_loss(outputs, targets.argmax(1), p=\(power), margin=\(margin))"
            }
            return "F.relu(\(margin) - (2 * targets - 1) * outputs).pow(\(power)).mean()"
          },
          perExample: { outputs, targets, loss in
            let margin = Float(loss.value("margin"))
            guard isJoint(loss) else {
              let short = maximum(margin - (2 * targets - 1) * outputs, 0)
              return meanOfColumns(power == 2 ? short * short : short)
            }
            let own = sum(targets * outputs, over: .columns)
            let short = maximum(margin - own + outputs, 0)
            let others = (1 - targets) * (power == 2 ? short * short : short)
            return sum(others, over: .columns) / Float(targets.shape.matrix.columns)
          })))
  }
}
