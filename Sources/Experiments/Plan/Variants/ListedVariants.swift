import Diagnostics

/// Variants named one by one: a list of mappings from paths to values, each with an optional label.
extension ExperimentDecoder {
  /// The factor of variants listed one by one.
  static let variantFactor = "variant"

  private struct Item {
    let range: SourceRange
    let label: String?
    let labelRange: SourceRange?
    let assignments: [Assignment]
    let written: [String]
    let settings: [DecodedSetting?]
    let nodes: [PlanNode]
  }

  mutating func listed(_ nodes: [PlanNode]) -> Variation? {
    guard !nodes.isEmpty else {
      decoder.collector.error(
        "'vary' lists no variants", at: draft.root["vary"]?.node.range, hints: ["leave it out"])
      return nil
    }
    let items = nodes.map { item($0) }
    let valid = items.compactMap(\.self)
    var isValid = valid.count == nodes.count
    for (index, item) in valid.enumerated() {
      guard let label = item.label, let earlier = valid[..<index].firstIndex(where: { $0.label == label })
      else { continue }
      isValid = false
      decoder.collector.error(
        "two variants are called '\(label)'", at: item.labelRange ?? item.range,
        hints: ["the first stands in line \(valid[earlier].range.start.line)"])
    }
    guard isValid else { return nil }
    let labels = Self.labels(valid)
    let levels = labels.indices.map { index in
      Variation.Level(label: labels[index], value: nil, name: nil, node: nodes[index])
    }
    let factor = Variation.ResolvedFactor(
      factor: Factor(path: Self.variantFactor, levels: labels.map { Factor.Level(label: $0, number: nil) }),
      writtenPath: Self.variantFactor, segments: [], levels: levels)
    let candidates = valid.indices.map { index in
      let item = valid[index]
      var names = [VariantName.Level(Self.variantFactor, labels[index])]
      for (position, setting) in item.settings.enumerated() {
        let text = setting?.text ?? item.nodes[position].written
        names.append(VariantName.Level(setting?.path ?? item.written[position], text))
        if let setting, setting.path != item.written[position] {
          names.append(VariantName.Level(item.written[position], text))
        }
      }
      return Variation.Candidate(
        label: labels[index], levels: [index], assignments: item.assignments, range: item.range, names: names,
        values: item.settings.enumerated().map { ($1?.path ?? item.written[$0], $1?.value) })
    }
    return Variation(factors: [factor], candidates: candidates, isListed: true)
  }

  private mutating func item(_ node: PlanNode) -> Item? {
    guard let entries = node.mapping else {
      decoder.collector.error(
        "expected a variant, found \(node.found)", at: node.range,
        hints: ["write it as a mapping from paths to values: {label: wide, model.hidden: [256]}"])
      return nil
    }
    var label: String?
    var assignments: [Assignment] = []
    var settings: [DecodedSetting?] = []
    var isValid = true
    let others = entries.filter { $0.key != "label" }
    for entry in entries where entry.key == "label" {
      if let scalar = entry.node.scalar, !scalar.isNull, !scalar.text.isEmpty {
        label = scalar.text
      } else {
        decoder.mismatch(entry.node, "a text", "label")
        isValid = false
      }
    }
    for entry in others {
      guard let segments = decoder.variedPath(entry.key, at: entry.keyRange, known: known) else {
        isValid = false
        continue
      }
      let assignment = Assignment(segments: segments, node: entry.node)
      let before = [assignments.filter { $0.segments.count < segments.count }]
      let found = look(up: entry.key, at: entry.keyRange, assignment, given: before)
      isValid = isValid && found.isPath
      assignments.append(assignment)
      settings.append(found.setting)
    }
    guard isValid else { return nil }
    return Item(
      range: node.range, label: label, labelRange: node["label"]?.node.range, assignments: assignments,
      written: others.map(\.key),
      settings: settings,
      nodes: others.map(\.node))
  }

  /// The author's labels; else the shortest words that tell the variants apart.
  private static func labels(_ items: [Item]) -> [String] {
    func labels(_ word: (Item, Int) -> String) -> [String] {
      items.map { item in
        item.label
          ?? (item.nodes.isEmpty ? "base" : item.nodes.indices.map { word(item, $0) }.joined(separator: ", "))
      }
    }
    let forms = [
      labels { item, index in
        item.settings[index].flatMap { $0.isSection ? $0.label : $0.text } ?? item.nodes[index].written
      },
      labels { item, index in item.settings[index]?.label ?? item.nodes[index].written },
      labels { item, index in
        "\(item.written[index].split(separator: ".").last ?? "") \(item.settings[index]?.label ?? item.nodes[index].written)"
      },
    ]
    return forms.first { Set($0).count == $0.count } ?? numbered(forms[1])
  }
}
