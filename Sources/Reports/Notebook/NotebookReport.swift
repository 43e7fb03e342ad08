import Diagnostics
import Notebooks
import Plots

/// The report as a Jupyter notebook, to be looked at without a kernel: prose as Markdown cells, each parameter block as a
/// code cell with its YAML and, as the cell's outputs, what it came to.
///
/// Links stand as written, relative to the experiment file; images that lie beside it are in the notebook. The bytes are
/// those that Jupyter would save: nothing changes there where nothing is changed. No times, hosts or paths.
///
/// Source: nbformat 4.5.
package struct NotebookReport {
  private let report: Report
  /// The bytes of an image by its path relative to the experiment file.
  private let image: (String) -> [UInt8]?

  package init(_ report: Report, image: @escaping (String) -> [UInt8]? = { _ in nil }) {
    self.report = report
    self.image = image
  }

  package var bytes: [UInt8] { notebook.bytes(.jupyter) }

  private var notebook: JSONValue {
    .object([
      ("cells", .array(cells)),
      (
        "metadata",
        .object([
          (
            "ablate",
            .object([("command", .string(report.reproduction)), ("source", .string(report.source))])
          ),
          ("authors", .array(report.document.metadata.authors.map { .object([("name", .string($0))]) })),
          (
            "language_info",
            .object([
              ("codemirror_mode", .string("yaml")), ("file_extension", .string(".yaml")),
              ("mimetype", .string("text/x-yaml")), ("name", .string("yaml")),
              ("pygments_lexer", .string("yaml")),
            ])
          ),
          ("title", .string(report.title)),
        ])
      ),
      ("nbformat", .integer(4)),
      ("nbformat_minor", .integer(5)),
    ])
  }

  // MARK: - Cells

  private var cells: [JSONValue] {
    let markdown = MarkdownReport(report)
    var ids = UniqueNames()
    var cells = [cell(markdown.head, id: ids.name("title"))]
    var prose: [Block] = []
    var proseCount = 0
    func finishProse() {
      guard let first = prose.first, let last = prose.last else { return }
      let range = SourceRange(first.range.start, last.range.end)
      let attachments = Attachments(image)
      let blocks = prose
      let text = report.document.markdown(
        of: range, replacing: self.prose(attachments).replacements(in: blocks))
      prose = []
      guard text.contains(where: { !$0.isWhitespace }) else { return }
      proseCount += 1
      cells.append(cell(text, id: ids.name("prose-\(proseCount)"), attachments: attachments))
    }
    for block in report.blocks {
      let parameters = parameterBlocks(in: block)
      if parameters.isEmpty, case .heading = block.kind { finishProse() }
      if case .parameters = block.kind {} else { prose.append(block) }
      guard !parameters.isEmpty else { continue }
      finishProse()
      for block in parameters {
        let name = [block.kind.rawValue, block.id].compactMap(\.self).joined(separator: "-")
        cells.append(code(block, id: ids.name(String(ReportIDs.slug(name).prefix(56)))))
      }
    }
    finishProse()
    return cells + [cell(markdown.provenance, id: ids.name("provenance"))]
  }

  /// The block itself, or those within a list or a quotation.
  private func parameterBlocks(in block: Block) -> [ParameterBlock] {
    switch block.kind {
    case .parameters(let block): [block]
    case .blockQuote(let children): children.flatMap(parameterBlocks)
    case .list(_, let items): items.joined().flatMap(parameterBlocks)
    case .footnote(let note): note.content.flatMap(parameterBlocks)
    case .heading, .paragraph, .codeBlock, .thematicBreak, .htmlBlock, .table: []
    }
  }

  private func prose(_ attachments: Attachments) -> MarkdownProse {
    MarkdownProse(
      report: report, link: { $0 }, image: attachments.address, parameters: { _ in nil }, isForNotebook: true,
      footnotes: FootnoteNumbers(report.document.blocks))
  }

  private func cell(_ text: String, id: String, attachments: Attachments? = nil) -> JSONValue {
    var lines = text
    while lines.last?.isNewline == true { lines.removeLast() }
    let files = attachments?.value.map { [(key: "attachments", value: $0)] } ?? []
    return .object(
      files + [
        ("cell_type", .string("markdown")), ("id", .string(id)), ("metadata", .object([])),
        ("source", Self.lines(lines)),
      ])
  }

  private func code(_ block: ParameterBlock, id: String) -> JSONValue {
    var source = block.text
    while source.last?.isNewline == true { source.removeLast() }
    let outputs = NotebookOutputs(report)
    return .object([
      ("cell_type", .string("code")), ("execution_count", .null), ("id", .string(id)),
      (
        "metadata",
        .object([
          ("tags", .strings([block.kind.rawValue])),
          ("vscode", .object([("languageId", .string("yaml"))])),
        ])
      ),
      ("outputs", .array(report.sections(of: block).flatMap(outputs.outputs))),
      ("source", Self.lines(source)),
    ])
  }

  /// As notebooks hold text: a list of lines with their ends.
  static func lines(_ text: String) -> JSONValue {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { $0 + "\n" }
    guard let last = lines.popLast() else { return .array([]) }
    return .strings(lines.map { String($0) } + (last == "\n" ? [] : [String(last.dropLast())]))
  }
}

/// Images that a cell holds itself.
private final class Attachments {
  private let image: (String) -> [UInt8]?
  private var names = UniqueNames()
  private var addresses: [String: String] = [:]
  private var files: [(key: String, value: JSONValue)] = []

  init(_ image: @escaping (String) -> [UInt8]?) {
    self.image = image
  }

  /// Where the cell finds an image; its path where there is none.
  func address(_ path: String) -> String {
    if let known = addresses[path] { return known }
    guard let type = ImageType.of(path), let bytes = image(path) else { return path }
    let file = path.split(separator: "/").last.map(String.init) ?? path
    let parts = file.split(separator: ".")
    let name =
      names.name(ReportIDs.slug(parts.dropLast().joined(separator: "-"))) + "." + parts[parts.count - 1]
    files.append((name, .object([(type, .string(Base64.text(bytes)))])))
    addresses[path] = "attachment:" + name
    return "attachment:" + name
  }

  /// By name.
  var value: JSONValue? { files.isEmpty ? nil : .object(files.sorted { $0.key < $1.key }) }
}
