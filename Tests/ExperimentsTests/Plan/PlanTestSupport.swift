import Diagnostics
import Experiments
import Notebooks
import Reports

/// What decoding makes of a file's text.
func decoded(_ text: String, stem: String = "file") -> (plan: FilePlan?, messages: String) {
  let source = SourceText(name: "\(stem).md", text: text)
  var collector = DiagnosticCollector(file: source.name)
  let document = Document.parse(source, collector: &collector)
  let plan = FilePlan.decode(document, stem: stem, plotTypes: FigureTypes.plotTypes, collector: &collector)
  let sorted = DiagnosticList(collector.diagnostics).diagnostics
  return (plan, DiagnosticRenderer().render(sorted, source: source))
}

/// The plan of a single experiment from the lines of its block.
func experiment(_ block: String) throws -> ExperimentPlan {
  let (plan, messages) = decoded("```yaml {#e .experiment}\n\(block)\n```\n")
  guard let experiment = plan?.experiments.first else { throw Undecoded(messages: messages) }
  return experiment
}

/// The messages about a single experiment's block.
func messages(_ block: String) -> String {
  decoded("```yaml {#e .experiment}\n\(block)\n```\n").messages
}

struct Undecoded: Error, CustomStringConvertible {
  let messages: String
  var description: String { messages }
}
