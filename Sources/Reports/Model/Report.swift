import Diagnostics
import Experiments
import Notebooks

/// All that a report says, before it is written in any form: the document with what each block of it came to.
package struct Report: Sendable {
  /// A word and what it stands for, at the head of the report.
  struct Fact: Sendable {
    let name: String
    let value: String
  }

  struct ContentsEntry: Sendable {
    let title: String
    let anchor: String
  }

  /// Where the report lies among all: `a/b` for `experiments/a/b.md`.
  package let name: String
  /// The experiment file's path as people write it.
  package let source: String
  /// What makes it again, where that is not `ablate run` of the source: then it belongs to no file.
  let command: String?
  package let document: Document
  package let results: FileResults
  package let title: String
  /// The front matter's description.
  let description: String?
  let words: Words
  let facts: [Fact]
  var contents: [ContentsEntry] = []
  /// What stands in place of each parameter block, in the order of the file.
  let replacements: [Replacement]
  /// By what is written, for links: `fig-curves`.
  package let targets: [String: Target]
  let inline: InlineValues
  /// What could not be computed or found; the report shows a mark in its place.
  package let diagnostics: [Diagnostic]

  struct Replacement: Sendable {
    let block: ParameterBlock
    let sections: [Section]
  }

  indirect enum Section: Sendable {
    case experiment(ExperimentSection)
    case table(ReportTable)
    case figure(ReportFigure)
    case claims(ClaimSection)
    case comparison(ComparisonSection)
  }

  /// What a reference in the prose leads to.
  package struct Target: Sendable {
    package let anchor: String
    /// `Figure 2`
    package let label: String
  }

  /// What makes it again.
  var reproduction: String { command ?? "ablate run " + ShellText.quoted(source) }

  func sections(of block: ParameterBlock) -> [Section] {
    replacements.first { $0.block.range == block.range }?.sections ?? []
  }

  /// In the order of the report, those within a comparison behind it.
  var allSections: [Section] {
    replacements.flatMap(\.sections).flatMap { section -> [Section] in
      if case .comparison(let comparison) = section { [section] + comparison.sections } else { [section] }
    }
  }

  package var tables: [ReportTable] {
    allSections.compactMap { if case .table(let table) = $0 { table } else { nil } }
  }

  /// All claims of the file, in its order.
  package var claims: [JudgedClaim] {
    allSections.flatMap { if case .claims(let section) = $0 { section.claims } else { [JudgedClaim]() } }
  }

  package var claimCount: ClaimCount { ClaimCount(claims.lazy.map(\.verdict)) }

  package var figures: [ReportFigure] {
    allSections.compactMap { if case .figure(let figure) = $0 { figure } else { nil } }
  }

  /// The document's blocks without a first heading that says the title again.
  var blocks: [Block] {
    guard
      let index = document.blocks.firstIndex(where: { if case .heading = $0.kind { true } else { false } }),
      case .heading(_, let content, _) = document.blocks[index].kind, plainText(of: content) == title
    else { return document.blocks }
    var blocks = document.blocks
    blocks.remove(at: index)
    return blocks
  }

  /// Up to the root of the reports: `../` for `a/b`.
  var toRoot: String { String(repeating: "../", count: name.split(separator: "/").count - 1) }
}

/// A numbered table of a report.
package struct ReportTable: Sendable {
  enum Body: Sendable {
    case results(ResultTable)
    case cross(CrossTable)
    case confusion(ConfusionTable)
    /// Why there is none.
    case missing(String)
  }

  let number: Int
  let anchor: String
  /// The author's; empty where there is none.
  let caption: String
  let experiment: String
  let body: Body
}

/// What stands in place of an experiment's block.
struct ExperimentSection: Sendable {
  struct Varied: Sendable {
    let path: String
    let levels: [String]
  }

  let id: String
  let anchor: String
  /// `4 variants × 8 seeds = 32 runs`
  let size: String
  /// `31 of 32 completed`, and what became of the others.
  let outcome: [String]
  let baseline: String?
  let varied: [Varied]
  /// What the block says, and what it left to defaults.
  let given: [Setting]
  let defaults: [Setting]
  /// The block as written.
  let source: String
  /// What the data's preparation had to say.
  let notes: [String]
  /// What stands before them.
  let notesLabel: String
  /// Where runs went wrong: `relu, seed 3: step 93 …`.
  let divergences: [String]
  /// Why it was not run.
  let skipped: String?
}
