import Diagnostics
import Notebooks

/// A value of an experiment on its way to a configuration. Blocks that extend one another and levels of
/// factors are laid over each other; every value still knows where it was written, and every entry in which
/// layer.
struct PlanNode {
  enum Value {
    case scalar(YAMLNode)
    case sequence([PlanNode])
    case mapping([Entry])
  }

  struct Entry {
    let key: String
    let keyRange: SourceRange
    var node: PlanNode
    /// 0 for the block that nothing is extended by, more for what lies over it, `levelLayer` for a level of a
    /// factor.
    let layer: Int
  }

  /// The layer of levels: they never silently push aside what the blocks say, but set it.
  static let levelLayer = 1000

  var value: Value
  let range: SourceRange
  /// Nobody wrote it: it stands for a default that a path goes into.
  var isDefault = false

  init(_ value: Value, range: SourceRange, isDefault: Bool = false) {
    self.value = value
    self.range = range
    self.isDefault = isDefault
  }

  init(_ node: YAMLNode, layer: Int = 0) {
    range = node.range
    switch node.value {
    case .sequence(let nodes):
      value = .sequence(nodes.map { PlanNode($0, layer: layer) })
    case .mapping(let entries):
      value = .mapping(
        entries.map {
          Entry(key: $0.key, keyRange: $0.keyRange, node: PlanNode($0.value, layer: layer), layer: layer)
        })
    default:
      value = .scalar(node)
    }
  }

  static func text(_ text: String, range: SourceRange, isDefault: Bool = false) -> PlanNode {
    PlanNode(
      .scalar(YAMLNode(.string(text), range: range, scalarText: text)), range: range, isDefault: isDefault)
  }

  var scalar: YAMLNode? {
    if case .scalar(let node) = value { return node }
    return nil
  }

  var string: String? { scalar?.string }

  var isNull: Bool { scalar?.isNull ?? false }

  var sequence: [PlanNode]? {
    if case .sequence(let nodes) = value { return nodes }
    return nil
  }

  var mapping: [Entry]? {
    if case .mapping(let entries) = value { return entries }
    return nil
  }

  subscript(key: String) -> Entry? {
    mapping?.first { $0.key == key }
  }

  /// What it is, for messages after "found": `the text 'fast'`, `the number 2.5`, `a list`.
  var found: String {
    switch value {
    case .sequence: return "a list"
    case .mapping: return "a mapping"
    case .scalar(let node):
      switch node.value {
      case .null: return "nothing"
      case .string(let text): return text.isEmpty ? "an empty text" : "the text '\(text.shortened)'"
      case .integer, .number: return "the number \(node.scalarText)"
      default: return node.scalarText
      }
    }
  }

  /// As people would write it on one line: scalars as they were written, collections as YAML flow text.
  var written: String {
    switch value {
    case .scalar(let node): node.text
    case .sequence(let nodes): "[" + nodes.map(\.written).joined(separator: ", ") + "]"
    case .mapping(let entries):
      "{" + entries.map { "\($0.key): \($0.node.written)" }.joined(separator: ", ") + "}"
    }
  }
}

extension String {
  /// Long text would hide the message that it stands in.
  var shortened: String { count <= 60 ? self : prefix(57) + "…" }
}
