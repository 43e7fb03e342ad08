import Diagnostics

extension OrderedParameters {
  /// The front matter's `params`, then `-P name=value` over them.
  static func read(
    frontMatter: YAMLNode?, overrides: [(name: String, value: String)], collector: inout DiagnosticCollector
  ) -> OrderedParameters {
    var entries: [Parameter] = []
    if let params = frontMatter?["params"] {
      switch params.value.value {
      case .mapping(let declared):
        for entry in declared {
          if entry.key.allSatisfy(isNameCharacter) {
            entries.append(
              Parameter(
                name: entry.key, nameRange: entry.keyRange, value: entry.value, isOverridden: false))
          } else {
            collector.error(
              "invalid param name '\(entry.key)'", at: entry.keyRange,
              hints: ["a name has letters, digits, '-', '_' and '.'"])
          }
        }
      case .null: break
      default:
        collector.error(
          "params must be a mapping of names to values, not \(params.value.typeName)", at: params.value.range)
      }
    }
    for (name, value) in overrides {
      guard let index = entries.firstIndex(where: { $0.name == name }) else {
        collector.error(
          "-P \(name)=\(value): unknown param '\(name)'", at: nil,
          hint: ParameterSubstitution.hint(for: name, in: OrderedParameters(entries)))
        continue
      }
      guard let node = read(value, of: name, at: entries[index].nameRange, collector: &collector) else {
        continue
      }
      entries[index] = Parameter(
        name: name, nameRange: entries[index].nameRange, value: node, isOverridden: true)
    }
    return OrderedParameters(entries)
  }

  /// A value of the command line; it has no place in the file, so its complaints have none either.
  private static func read(
    _ value: String, of name: String, at range: SourceRange, collector: inout DiagnosticCollector
  ) -> YAMLNode? {
    var inner = DiagnosticCollector(file: collector.file)
    let node = YAMLReader.read(LocatedText(lines: [(value, 1, 1)]), collector: &inner)
    for diagnostic in inner.diagnostics {
      collector.error("-P \(name)=\(value): \(diagnostic.message)", at: nil, hints: diagnostic.hints)
    }
    return inner.hasErrors ? nil : node?.moved(to: range)
  }

  private static func isNameCharacter(_ character: Character) -> Bool {
    character.isLetter || character.isNumber || character == "-" || character == "_" || character == "."
  }
}

extension YAMLNode {
  /// The same value, all of it at one place.
  fileprivate func moved(to range: SourceRange) -> YAMLNode {
    switch value {
    case .sequence(let nodes):
      return YAMLNode(.sequence(nodes.map { $0.moved(to: range) }), range: range)
    case .mapping(let entries):
      return YAMLNode(
        .mapping(
          entries.map { YAMLEntry(key: $0.key, keyRange: range, value: $0.value.moved(to: range)) }),
        range: range)
    default:
      return YAMLNode(value, range: range, scalarText: scalarText)
    }
  }
}
