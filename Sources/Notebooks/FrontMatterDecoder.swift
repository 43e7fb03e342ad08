import Diagnostics

extension FrontMatter {
  static let keys = ["title", "description", "authors", "tags", "date", "lang", "seeds", "params", "alpha"]

  /// Decodes all keys but `params`; what is wrong is added to `collector` and left at its default.
  static func decode(_ node: YAMLNode, collector: inout DiagnosticCollector) -> FrontMatter {
    var matter = FrontMatter()
    for entry in node.mapping ?? [] {
      let value = entry.value
      switch entry.key {
      case "title": matter.title = text(entry, collector: &collector)
      case "description": matter.description = text(entry, collector: &collector)
      case "date": matter.date = text(entry, collector: &collector)
      case "authors": matter.authors = texts(entry, collector: &collector)
      case "tags": matter.tags = texts(entry, collector: &collector)
      case "lang":
        if let language = value.string.flatMap(Language.init(rawValue:)) {
          matter.language = language
        } else {
          collector.error(
            "unknown language '\(value.text)'", at: value.range,
            hints: ["one of: \(Language.allCases.map(\.rawValue).joined(separator: ", "))"])
        }
      case "seeds": matter.seeds = SeedList.decode(value, collector: &collector)
      case "alpha":
        if let alpha = value.number, alpha > 0, alpha < 1 {
          matter.alpha = alpha
        } else if value.number != nil {
          collector.error("alpha must lie between 0 and 1, not \(value.text)", at: value.range)
        } else {
          collector.error("alpha must be a number, not \(value.typeName)", at: value.range)
        }
      case "params": break
      default:
        if !entry.key.hasPrefix("x-") {
          collector.error(
            "unknown key '\(entry.key)' in the front matter", at: entry.keyRange,
            hints: [
              Suggestion.hint(for: entry.key, in: keys)
                ?? "one of: \(keys.joined(separator: ", ")); keys of your own start with 'x-'"
            ])
        }
      }
    }
    return matter
  }

  private static func text(_ entry: YAMLEntry, collector: inout DiagnosticCollector) -> String? {
    switch entry.value.value {
    case .null where entry.value.scalarText.isEmpty: return nil
    case .sequence, .mapping:
      collector.error("\(entry.key) must be a text, not \(entry.value.typeName)", at: entry.value.range)
      return nil
    default: return entry.value.scalarText
    }
  }

  /// A list of texts, or one alone.
  private static func texts(_ entry: YAMLEntry, collector: inout DiagnosticCollector) -> [String] {
    switch entry.value.value {
    case .null where entry.value.scalarText.isEmpty: return []
    case .mapping:
      collector.error("\(entry.key) must be a list of texts, not a mapping", at: entry.value.range)
      return []
    case .sequence(let nodes):
      return nodes.compactMap { node in
        switch node.value {
        case .sequence, .mapping, .null:
          collector.error("\(entry.key) must hold texts, not \(node.typeName)", at: node.range)
          return nil
        default: return node.scalarText
        }
      }
    default: return [entry.value.scalarText]
    }
  }
}

/// `seeds`: a count (`8` means 0 to 7) or a list of distinct seeds, none negative.
package enum SeedList {
  /// More runs of one variant than anyone waits for.
  package static let maximumCount = 10_000

  /// nil, with errors added, where the value is neither.
  package static func decode(_ node: YAMLNode, collector: inout DiagnosticCollector) -> [Int]? {
    switch node.value {
    case .integer(let count):
      guard (1...maximumCount).contains(count) else {
        collector.error(
          "the count of seeds must be from 1 to \(maximumCount), not \(node.text)", at: node.range)
        return nil
      }
      return Array(0..<count)
    case .sequence(let nodes):
      guard (1...maximumCount).contains(nodes.count) else {
        collector.error("a list of seeds holds from 1 to \(maximumCount) of them", at: node.range)
        return nil
      }
      var seeds: [Int] = []
      var known: Set<Int> = []
      for node in nodes {
        if let seed = node.integer, seed >= 0 {
          if known.insert(seed).inserted {
            seeds.append(seed)
          } else {
            collector.error("seed \(node.text) stands twice", at: node.range)
          }
        } else {
          collector.error("a seed must be an integer from 0, not '\(node.text)'", at: node.range)
        }
      }
      return seeds.count == nodes.count ? seeds : nil
    default:
      collector.error(
        "seeds must be a count or a list of integers, not \(node.typeName)", at: node.range,
        hints: ["seeds: 8 means the seeds 0 to 7"])
      return nil
    }
  }
}
