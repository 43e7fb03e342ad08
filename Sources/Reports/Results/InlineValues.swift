import Diagnostics
import Experiments
import Notebooks

/// The values of a document's inline results, by place.
struct InlineValues: Sendable {
  struct Value: Sendable {
    let text: String
    /// There is none, and `text` says so.
    let isMissing: Bool
  }

  private var values: [SourceRange: Value] = [:]

  /// Every inline result of the document. What has no value is marked, and told in `diagnostics`.
  init(_ document: Document, source: StoredResults, words: Words, diagnostics: inout [Diagnostic]) {
    let printer = ResultPrinter(words: words.results)
    for result in document.results {
      do {
        let parsed = try Experiments.InlineResult(parsing: result.expression, experiments: source.experiments)
        let evaluation = try parsed.checked(names: source).evaluate(over: source)
        let text = printer.text(evaluation, format: parsed.format)
        let isMissing = Self.isMissing(evaluation.value)
        values[result.spanRange] = Value(text: text, isMissing: isMissing)
        if isMissing {
          diagnostics.append(
            Diagnostic(
              .warning, "'\(result.expression)' has no value: \(text)", file: document.source.name,
              range: result.range))
        }
      } catch {
        values[result.spanRange] = Value(text: words.noValue, isMissing: true)
        var diagnostic = error.diagnostic(expressionAt: result.range.start, file: document.source.name)
        diagnostic.severity = .warning
        diagnostics.append(diagnostic)
      }
    }
  }

  subscript(result: Notebooks.InlineResult) -> Value? { values[result.spanRange] }

  private static func isMissing(_ value: Experiments.Value) -> Bool {
    switch value {
    case .number(let number): number.isNaN
    case .sample(let sample): sample.present.isEmpty
    case .truth: false
    }
  }
}
