import Diagnostics

/// A part of a dotted path, with its place where it was written.
struct PathSegment {
  let name: String
  let range: SourceRange

  /// The parts of a path; each has its own place where the path stands plainly on one line.
  static func split(_ path: String, at range: SourceRange) -> [PathSegment] {
    let parts = path.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    let isPlain = range.start.line == range.end.line && range.end.column - range.start.column == path.count
    var column = range.start.column
    return parts.map { part in
      defer { column += part.count + 1 }
      return PathSegment(
        name: part,
        range: isPlain ? SourceRange(line: range.start.line, column: column, length: part.count) : range)
    }
  }
}

extension PlanNode {
  /// This value with another laid over it. Mappings are merged key by key; where the other says nothing for a
  /// key (`key: ~`), the key goes. A component given by its name alone counts as a mapping with that name; if
  /// the other names another component, it replaces this one wholly. Lists and plain values are replaced.
  func overlaid(by other: PlanNode) -> PlanNode {
    guard let base = asMapping(besides: other), let over = other.asMapping(besides: self) else {
      return other
    }
    if let name = Self.name(in: base), let otherName = Self.name(in: over),
      !Vocabulary.areSame(name, otherName)
    {
      return other
    }
    var entries = base
    for entry in over {
      let position = entries.firstIndex { $0.key == entry.key }
      if entry.node.isNull {
        if let position { entries.remove(at: position) }
      } else if let position {
        entries[position] = Entry(
          key: entry.key, keyRange: entry.keyRange, node: entries[position].node.overlaid(by: entry.node),
          layer: entry.layer)
      } else {
        entries.append(entry)
      }
    }
    return PlanNode(.mapping(entries), range: other.range)
  }

  /// The entries of a mapping; those of a bare name where the other one is a mapping or both are names.
  private func asMapping(besides other: PlanNode) -> [Entry]? {
    if let mapping { return mapping }
    guard let string, other.mapping != nil else { return nil }
    return [Entry(key: "name", keyRange: range, node: .text(string, range: range), layer: 0)]
  }

  private static func name(in entries: [Entry]) -> String? {
    entries.first { $0.key == "name" }?.node.string
  }

  /// Sets what a path leads to. Mappings on the way are made where there are none; a component given by its
  /// name alone, or left to its default, becomes a mapping.
  ///
  /// - Parameter defaultName: the component that stands where nothing was written at a path
  mutating func set(
    _ segments: ArraySlice<PathSegment>, to node: PlanNode, at path: String = "",
    defaultName: (String) -> String?
  ) throws(Diagnostic) {
    guard let segment = segments.first else {
      self = node
      return
    }
    var entries: [Entry]
    switch value {
    case .mapping(let present):
      entries = present
    case .scalar(let scalar):
      guard let name = scalar.string else {
        throw Diagnostic(
          .error, "'\(path)' is \(found) and has no '\(segment.name)' to vary", range: segment.range)
      }
      let inner = PlanNode.text(name, range: range, isDefault: isDefault)
      entries = [Entry(key: "name", keyRange: range, node: inner, layer: 0)]
    case .sequence:
      throw Diagnostic(
        .error, "a path cannot go into a list", range: segment.range, hints: ["vary all of '\(path)'"])
    }
    let below = path.isEmpty ? segment.name : "\(path).\(segment.name)"
    let rest = segments.dropFirst()
    var inner: PlanNode
    let position = entries.firstIndex { $0.key == segment.name }
    if let position {
      inner = entries[position].node
    } else if !rest.isEmpty, let name = defaultName(below) {
      inner = .text(name, range: segment.range, isDefault: true)
    } else {
      inner = PlanNode(.mapping([]), range: segment.range)
    }
    try inner.set(rest, to: node, at: below, defaultName: defaultName)
    if let position, !rest.isEmpty {
      entries[position].node = inner
    } else {
      let entry = Entry(key: segment.name, keyRange: segment.range, node: inner, layer: Self.levelLayer)
      if let position { entries[position] = entry } else { entries.append(entry) }
    }
    value = .mapping(entries)
  }
}
