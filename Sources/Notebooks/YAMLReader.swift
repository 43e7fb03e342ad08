import Diagnostics
import Yams

/// Reads YAML into located nodes. The only file that knows Yams: its marks count scalars of the text it is
/// given, and come out as lines and columns of the file.
struct YAMLReader {
  /// Deepest nesting, and most nodes with every alias written out: far more than a person writes by hand.
  static let maximumDepth = 100
  static let maximumNodes = 100_000

  private let text: LocatedText
  private let scanner: YAMLScanner

  /// The one document of the text: `null` where it is empty, nil where it could not be read.
  static func read(_ text: LocatedText, collector: inout DiagnosticCollector) -> YAMLNode? {
    let scanner = YAMLScanner(text)
    guard scanner.check(collector: &collector) else { return nil }
    var reader = YAMLReader(text: text, scanner: scanner)
    return reader.read(collector: &collector)
  }

  // MARK: - Reading

  private mutating func read(collector: inout DiagnosticCollector) -> YAMLNode? {
    // Yams stops at a key given twice and tells of the first only. The first is given a name of its own, as
    // long as the old one, and the text read again, so that all such keys are found and each with its place.
    var scalars = text.scalars
    var renamed: [String: String] = [:]
    while true {
      do {
        let root = try Parser(
          yaml: String(String.UnicodeScalarView(scalars)), resolver: .basic, encoding: .utf8
        )
        .singleRoot()
        guard let root else {
          return YAMLNode(.null, range: text.range(0, 0))
        }
        var converter = YAMLConverter(text: text, scanner: scanner, renamed: renamed)
        let node = converter.convert(shape(root), depth: 0, collector: &collector)
        return converter.isComplete ? node : nil
      } catch YamlError.duplicatedKeysInMapping(_, let context) {
        let offset = scanner.offset(line: context.mark.line, column: context.mark.column)
        let end = scanner.endOfScalar(at: offset)
        guard renamed.count < 1000, let position = scanner.lastOrdinaryScalar(offset, end),
          scalars[position] == text.scalars[position]
        else {
          collector.error("a key stands twice in this mapping", at: text.range(offset, max(end, offset + 1)))
          return nil
        }
        scalars[position] = Unicode.Scalar(0xF0000 + UInt32(renamed.count)) ?? "?"
        renamed[String(scalars[position])] = String(text.scalars[position])
      } catch let error as YamlError {
        report(error, collector: &collector)
        return nil
      } catch {
        collector.error("this YAML cannot be read", at: text.range(0, text.scalars.count))
        return nil
      }
    }
  }

  /// The node as the converter wants it, free of Yams' types.
  private func shape(_ node: Node) -> YAMLConverter.Raw {
    switch node {
    case .scalar(let scalar):
      let style: YAMLConverter.Style =
        switch scalar.style {
        case .singleQuoted, .doubleQuoted: .quoted
        case .literal, .folded: .block
        default: .plain
        }
      return .init(
        offset: offset(scalar.mark), tag: scalar.tag.description, content: .scalar(scalar.string, style))
    case .sequence(let sequence):
      return .init(
        offset: offset(sequence.mark), tag: sequence.tag.description,
        content: .sequence(count: sequence.count) { shape(sequence[$0]) })
    case .mapping(let mapping):
      let pairs = Array(mapping)
      return .init(
        offset: offset(mapping.mark), tag: mapping.tag.description,
        content: .mapping(count: pairs.count) {
          (shape(pairs[$0].key), shape(pairs[$0].value))
        })
    case .alias:
      return .init(offset: 0, tag: "", content: .scalar("", .plain))
    }
  }

  private func offset(_ mark: Mark?) -> Int {
    mark.map { scanner.offset(line: $0.line, column: $0.column) } ?? 0
  }

  // MARK: - Errors

  private func report(_ error: YamlError, collector: inout DiagnosticCollector) {
    switch error {
    case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
      .composer(let context, let problem, let mark, _):
      let complaint = YAMLComplaint(
        problem: problem, context: context?.text, offset: offset(mark),
        contextOffset: context.map { offset($0.mark) },
        text: text, scanner: scanner)
      collector.add(complaint.diagnostic)
    case .memory:
      collector.error("this YAML is nested too deeply", at: text.range(0, 1))
    default:
      collector.error("this YAML cannot be read", at: text.range(0, 1))
    }
  }
}
