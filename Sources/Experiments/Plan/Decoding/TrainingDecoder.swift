import Diagnostics
import Learning

/// `train` and `record`.
extension PlanDecoder {
  private static let batchSize = TrainingConfiguration.batchOption
  private static let shuffle = TrainingConfiguration.shuffleOption
  /// `batch_size: full`.
  private static let full = "full"

  mutating func training(_ node: PlanNode) -> TrainingConfiguration? {
    guard var entries = node.mapping else {
      mismatch(node, "a mapping", "train", hints: ["write for instance train: {epochs: 20, batch_size: 32}"])
      return nil
    }
    var isValid = true
    for (first, second) in [("epochs", "steps"), ("clip_norm", "clip_value")] {
      guard settle(&entries, first, second) else { return nil }
    }
    let batch = entries.first {
      ($0.key == Self.batchSize.name || Self.batchSize.aliases.contains($0.key))
        && $0.node.string == Self.full
    }
    if let batch { entries.removeAll { $0.key == batch.key } }
    let other = entries.first { $0.key == Self.batchSize.name || Self.batchSize.aliases.contains($0.key) }
    if let other, let text = other.node.string, Self.numberHints(other.node).isEmpty {
      collector.error(
        "expected a whole number for '\(other.key)', found the text '\(text.shortened)'",
        at: other.node.range,
        hints: ["write \(Self.full) for the whole training part at once"])
      entries.removeAll { $0.key == other.key }
      isValid = false
    }
    let hasLength = entries.contains { $0.key == "epochs" || $0.key == "steps" }
    if !hasLength { noteDefaultEpochs() }
    let owner = Owner(words: "'train'", range: node.range)
    var specs = TrainingConfiguration.lengthOptions
    if let batch {
      specs.append(
        OptionSpec(
          Self.batchSize.name, aliases: Self.batchSize.aliases, .string, default: .automatic, help: ""))
      note(
        DecodedSetting(
          path: "train.batch_size", writtenPath: "train.\(batch.key)", text: Self.full, label: Self.full,
          value: .string(Self.full), isGiven: true))
    } else {
      specs.append(Self.batchSize)
    }
    specs.append(Self.shuffle)
    specs += TrainingConfiguration.furtherOptions
    guard let options = options(entries, specs: specs, owner: owner, at: "train"), isValid else { return nil }
    let values = Component("train", options: options.values)
    var training = TrainingConfiguration()
    if let epochs = values.integer("epochs") { training.length = .epochs(epochs) }
    if let steps = values.integer("steps") { training.length = .steps(steps) }
    training.batchSize = values.integer("batch_size")
    training.shuffle = values.boolean("shuffle") ?? true
    training.take(values)
    note(
      DecodedSetting(
        path: "train", text: "",
        label: node.mapping?.map { "\($0.key) \($0.node.written)" }.joined(separator: ", ") ?? "",
        value: .component(values), isGiven: true, isSection: true))
    return training
  }

  /// Of two keys that exclude each other the one in the newer of two blocks counts; within one block having both is a
  /// mistake, which is then told.
  private mutating func settle(_ entries: inout [PlanNode.Entry], _ first: String, _ second: String) -> Bool {
    guard let one = entries.first(where: { $0.key == first }),
      let other = entries.first(where: { $0.key == second })
    else { return true }
    let (older, newer) = one.layer < other.layer ? (one, other) : (other, one)
    guard older.layer < newer.layer, newer.layer < PlanNode.levelLayer else {
      collector.error(
        "'\(first)' and '\(second)' exclude each other", at: other.keyRange, hints: ["keep one of them"])
      return false
    }
    entries.removeAll { $0.key == older.key }
    return true
  }

  private mutating func noteDefaultEpochs() {
    guard case .epochs(let epochs) = TrainingConfiguration().length else { return }
    note(
      DecodedSetting(
        path: "train.epochs", text: String(epochs), label: String(epochs), value: .integer(epochs),
        isGiven: false))
  }

  mutating func defaultTraining() -> TrainingConfiguration? {
    noteDefaultEpochs()
    for spec in [Self.batchSize, Self.shuffle] {
      guard let value = spec.defaultValue else { continue }
      note(
        DecodedSetting(
          path: "train.\(spec.name)", text: value.text, label: value.text, value: value, isGiven: false))
    }
    return TrainingConfiguration()
  }

  private static let recordOptions: [OptionSpec] = [
    OptionSpec(
      "gradients", .boolean, default: .boolean(false), help: "norms of the gradients, layer by layer"),
    OptionSpec("activations", .boolean, default: .boolean(false), help: "what the layers put out"),
    OptionSpec("weights", .boolean, default: .boolean(false), help: "the weights themselves"),
    OptionSpec(
      "every", .integer(1...1_000_000), default: .integer(1), help: "epochs from one record to the next"),
  ]

  mutating func record(_ node: PlanNode) -> RecordConfiguration? {
    guard let entries = node.mapping else {
      mismatch(node, "a mapping", "record", hints: ["write for instance record: {weights: true, every: 5}"])
      return nil
    }
    let owner = Owner(words: "'record'", range: node.range)
    guard
      let options = silently({ $0.options(entries, specs: Self.recordOptions, owner: owner, at: "record") })
    else {
      return nil
    }
    let values = Component("record", options: options.values)
    if !entries.isEmpty {
      note(
        DecodedSetting(
          path: "record", text: options.label, label: options.label, value: .component(values), isGiven: true)
      )
    }
    return RecordConfiguration(
      gradients: values.boolean("gradients") ?? false, activations: values.boolean("activations") ?? false,
      weights: values.boolean("weights") ?? false, every: values.integer("every") ?? 1)
  }
}
