import Diagnostics
import Graphs

// Half of the columns, weighed by a gate that the other half opens: x [n, 2 · units] → [n, units], the first
// half the values, the second the gate, as PyTorch has it.

extension ActivationRow {
  static let glu = gated(
    name: "glu",
    aliases: ["gated_linear_unit"],
    summary: "Half of its inputs, each weighed by the sigmoid of its partner in the other half.",
    formula: "a · σ(b); x = [a, b], two halves",
    source: "Dauphin et al., Language modeling with gated convolutional networks, 2016",
    pytorch: "F.glu(x)",
    gate: { Graphs.sigmoid($0) })

  static let reglu = gated(
    name: "reglu",
    summary: "A gated linear unit whose gate is a rectifier.",
    formula: "a · max(0, b); x = [a, b], two halves",
    source: shazeer,
    pytorch: "(lambda a, b: a * F.relu(b))(*x.chunk(2, dim=-1))",
    gate: { maximum($0, 0) })

  static let geglu = gated(
    name: "geglu",
    summary: "A gated linear unit whose gate is a GELU.",
    formula: "a · b · Φ(b); x = [a, b], two halves",
    source: shazeer,
    pytorch: "(lambda a, b: a * F.gelu(b))(*x.chunk(2, dim=-1))",
    gate: { exactGELU($0) })

  static let swiglu = gated(
    name: "swiglu",
    summary: "A gated linear unit whose gate is a swish: the usual one of language models.",
    formula: "a · b · σ(b); x = [a, b], two halves",
    source: shazeer,
    pytorch: "(lambda a, b: a * F.silu(b))(*x.chunk(2, dim=-1))",
    gate: { $0 * Graphs.sigmoid($0) })

  private static let shazeer = "Shazeer, GLU variants improve transformer, 2020"

  private static func gated(
    name: String, aliases: [CatalogAlias] = [], summary: String, formula: String, source: String,
    pytorch: String, gate: @escaping @Sendable (Node) -> Node
  ) -> ActivationRow {
    ActivationRow(
      name: name, aliases: aliases, summary: summary, formula: formula, source: source,
      inputsPerUnit: { _ in 2 }, isElementwise: false, pytorch: { _, _ in pytorch },
      build: { x, _ in
        let units = x.shape.matrix.columns / 2
        return columns(x, 0..<units) * gate(columns(x, units..<2 * units))
      })
  }
}
