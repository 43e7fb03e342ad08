import Diagnostics

/// Ids are unique in a file, and every experiment has one where there are several.
enum BlockIDs {
  static func check(_ blocks: [Block], collector: inout DiagnosticCollector) {
    var lines: [String: Int] = [:]
    let found = blocks.parameterBlocks
    for block in found {
      guard let id = block.id else { continue }
      if let line = lines[id] {
        collector.error(
          "id '\(id)' stands twice", at: block.idRange, hints: ["it stands first in line \(line)"])
      } else {
        lines[id] = block.idRange.start.line
      }
    }
    let experiments = found.filter { $0.kind == .experiment }
    guard experiments.count > 1 else { return }
    for block in experiments where block.id == nil {
      collector.error(
        "this experiment needs an id, since the file has \(experiments.count) experiments",
        at: block.kindRange,
        hints: ["write: yaml {#some-name .experiment}"])
    }
  }
}

extension [Block] {
  /// All parameter blocks, those in lists and quotes too, in the order of the file.
  package var parameterBlocks: [ParameterBlock] {
    flatMap { block -> [ParameterBlock] in
      switch block.kind {
      case .parameters(let parameters): [parameters]
      case .blockQuote(let children): children.parameterBlocks
      case .list(_, let items): items.flatMap(\.parameterBlocks)
      case .footnote(let note): note.content.parameterBlocks
      default: []
      }
    }
  }

  /// All inlines, those within others too, in the order of the file.
  package var allInlines: [Inline] {
    flatMap { block -> [Inline] in
      switch block.kind {
      case .heading(_, let content, _), .paragraph(let content): content.flattened
      case .table(let table): (table.header + table.rows.flatMap { $0 }).flatMap(\.flattened)
      case .blockQuote(let children): children.allInlines
      case .list(_, let items): items.flatMap(\.allInlines)
      case .footnote(let note): note.content.allInlines
      default: []
      }
    }
  }
}

extension [Inline] {
  fileprivate var flattened: [Inline] {
    flatMap { inline -> [Inline] in
      switch inline.kind {
      case .emphasis(let children), .strong(let children), .link(_, _, let children),
        .image(_, _, let children):
        [inline] + children.flattened
      default: [inline]
      }
    }
  }
}

extension Document {
  /// All parameter blocks, in the order of the file.
  package var parameterBlocks: [ParameterBlock] { blocks.parameterBlocks }

  /// All inline results, in the order of the file.
  package var results: [InlineResult] {
    blocks.allInlines.compactMap { if case .result(let result) = $0.kind { result } else { nil } }
  }

  /// All `@fig-id` and `@tbl-id`, in the order of the file.
  package var references: [(id: String, range: SourceRange)] {
    blocks.allInlines.compactMap { if case .reference(let id) = $0.kind { (id, $0.range) } else { nil } }
  }
}
