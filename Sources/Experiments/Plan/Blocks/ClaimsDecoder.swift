import Diagnostics
import Notebooks

/// `.claims` blocks and the inline results of the prose: what of a document are expressions.
struct ExpressionsDecoder {
  let experiments: [String]
  /// nil where an experiment is wrong: then only what is written is checked, not what it names.
  let names: PlanNames?
  var collector: DiagnosticCollector

  // MARK: - Claims

  mutating func claims(_ block: ParameterBlock) -> [ClaimPlan] {
    if block.root.isNull {
      collector.warning("this block claims nothing", at: block.idRange, hints: ["write sentence: expression"])
      return []
    }
    guard let entries = block.root.mapping else {
      collector.error(
        "claims are a mapping from sentences to expressions", at: block.root.range,
        hints: ["write for instance ReLU is accurate: test.accuracy[relu] > 0.95"])
      return []
    }
    return entries.compactMap { claim($0, block) }
  }

  private mutating func claim(_ entry: YAMLEntry, _ block: ParameterBlock) -> ClaimPlan? {
    let node = entry.value
    guard let text = node.string else {
      let found = PlanNode(node).found
      collector.error(
        "expected an expression, found \(found)", at: node.isNull ? entry.keyRange : node.range,
        hints: ["write for instance test.accuracy[relu] > 0.95"])
      return nil
    }
    do throws(ExpressionError) {
      let expression = try Expression(parsing: text, experiments: experiments)
      guard let names else { return nil }
      let checked = try CheckedExpression(expression, names: names)
      switch checked.type {
      case .number, .sample:
        throw ExpressionError(
          "a claim compares, and this is \(checked.type.description)", at: expression.root.range,
          hint: "write for instance \(text.shortened) > 0.95")
      case .truth, .seedwiseTruth, .verdict: break
      }
      for number in checked.numbersFromOtherRuns {
        collector.warning(
          "this number comes from runs, and the test takes it as exact", at: place(number, in: node),
          hints: ["compare the samples themselves, seed by seed, or numbers with numbers"])
      }
      for suspect in ShareCheck.suspects(in: checked) {
        collector.warning(
          "\(suspect.metric) is a share from 0 to 1", at: place(suspect.range, in: node),
          hints: ["write \(suspect.number) % for a percentage"])
      }
      return ClaimPlan(
        sentence: entry.key, expression: checked, sentenceRange: entry.keyRange, range: node.range,
        blockRange: block.range)
    } catch {
      collector.error(error.message, at: place(error.range, in: node), hints: error.hints)
      return nil
    }
  }

  private func place(_ range: Range<Int>, in node: YAMLNode) -> SourceRange {
    node.range(ofCharacters: range.isEmpty ? range.lowerBound..<(range.lowerBound + 1) : range)
  }

  // MARK: - Inline results

  mutating func check(_ result: Notebooks.InlineResult) {
    do throws(ExpressionError) {
      let parsed = try InlineResult(parsing: result.expression, experiments: experiments)
      guard let names else { return }
      _ = try parsed.checked(names: names)
    } catch {
      collector.add(error.diagnostic(expressionAt: result.range.start))
    }
  }
}
