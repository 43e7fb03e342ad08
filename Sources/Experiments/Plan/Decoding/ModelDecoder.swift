import Diagnostics
import Learning
import OrderedCollections

/// Models: `{hidden, activation, …}`, `{layers: […]}`, `{generator: {…}, discriminator: {…}}`.
extension PlanDecoder {
  struct DecodedModel {
    let configuration: ModelConfiguration
    /// Of the whole value.
    let range: SourceRange
    /// The network that a loss judges: the only one, or the discriminator.
    let judged: DecodedNetwork
  }

  struct DecodedNetwork {
    let configuration: NetworkConfiguration
    /// Where each layer, or what it is made of, stands.
    let places: [SourceRange]
    /// Whether the layers were written one by one.
    let isListed: Bool
    var latent = PlanDecoder.defaultLatent
  }

  /// Width of a generator's input, standard normal noise.
  static let defaultLatent = 16

  private static let layerKeys = ["layers"]
  private static let shorthand: [OptionSpec] = [
    OptionSpec(
      "hidden", aliases: ["hidden_layers", "hidden_sizes"],
      .list(of: .integer(1...1_000_000), count: 0...1000),
      default: nil, help: "widths of the hidden layers, as in [32, 32]; [] for none"),
    OptionSpec(
      "activation", .component(of: "activation"), default: standard("relu", of: Activations.catalog),
      help: "of every hidden layer"),
    OptionSpec(
      "init", aliases: ["initializer"], .component(of: "initializer"),
      default: standard("xavier_uniform", of: Initializers.catalog),
      help: "first values of all weights"),
    OptionSpec(
      "bias_init", aliases: ["bias_initializer"], .component(of: "initializer"),
      default: standard("zeros", of: Initializers.catalog),
      help: "first values of all biases"),
    OptionSpec(
      "output", aliases: ["output_activation"], .component(of: "activation"),
      default: standard("linear", of: Activations.catalog),
      help: "activation of the last layer"),
  ]
  /// A row's component with its options at their defaults.
  private static func standard<Row: CatalogRow>(_ name: String, of catalog: Catalog<Row>) -> OptionValue {
    guard let row = catalog[name] else { preconditionFailure("no \(catalog.kind) '\(name)'") }
    return .component(row.defaultComponent)
  }

  private static let latent = OptionSpec(
    "latent", aliases: ["latent_size", "latent_dim"], .integer(1...100_000), default: .integer(defaultLatent),
    help: "width of the noise that the generator starts from")
  private static let unavailableModelKeys = ["dropout", "normalization"]

  /// The component that stands where a path goes into something that was left out.
  static func defaultName(at path: String) -> String? {
    if path == "optimizer" { return defaultOptimizer }
    let parts = path.split(separator: ".")
    guard parts.first == "model", let last = parts.last, (2...3).contains(parts.count),
      let spec = shorthand.first(where: { $0.name == last }),
      case .component(let component) = spec.defaultValue
    else { return nil }
    return component.name
  }

  mutating func model(_ node: PlanNode, at path: String) -> DecodedModel? {
    guard let entries = node.mapping else {
      let isWidths = node.sequence?.allSatisfy { $0.scalar?.integer != nil } ?? false
      mismatch(
        node, "a mapping", "model",
        hints: [isWidths ? "write {hidden: \(node.written)}" : "write for instance model: {hidden: [32, 32]}"]
      )
      return nil
    }
    let model: DecodedModel?
    if let player = entries.first(where: { Metrics.players.contains($0.key) }) {
      model = adversarial(node, withoutOlder(entries, than: player, kept: Metrics.players), player, at: path)
    } else {
      model = network(node, entries, words: "the model", isGenerator: false, at: path).map {
        DecodedModel(configuration: .network($0.configuration), range: node.range, judged: $0)
      }
    }
    if let model {
      let layers = model.judged.configuration.layers.map { OptionValue.component($0) }
      var values = layers
      if case .adversarial(let generator, _, let latent) = model.configuration {
        values = [.list(layers), .list(generator.layers.map { .component($0) }), .integer(latent)]
      }
      note(
        DecodedSetting(
          path: path, text: "", label: entries.map { "\($0.key) \($0.node.written)" }.joined(separator: ", "),
          value: .list(values), isGiven: true, isSection: true))
    }
    return model
  }

  /// A block that extends another and gives another form of the model takes the place of the older form's
  /// keys.
  private func withoutOlder(
    _ entries: [PlanNode.Entry], than newest: PlanNode.Entry, kept: [String]
  ) -> [PlanNode.Entry] {
    guard newest.layer < PlanNode.levelLayer else { return entries }
    return entries.filter { kept.contains($0.key) || $0.layer >= newest.layer }
  }

  // MARK: - Generator and discriminator

  private mutating func adversarial(
    _ node: PlanNode, _ entries: [PlanNode.Entry], _ player: PlanNode.Entry, at path: String
  ) -> DecodedModel? {
    for other in entries where !Metrics.players.contains(other.key) {
      let hint: String
      if Self.latent.name == other.key || Self.latent.aliases.contains(other.key) {
        hint = "it is an option of the generator: generator: {…, \(other.key): \(other.node.written)}"
      } else {
        hint =
          Suggestion.hint(for: other.key, in: Metrics.players)
          ?? "give it to the generator, the discriminator, or both"
      }
      collector.error("'\(other.key)' does not go with '\(player.key)'", at: other.keyRange, hints: [hint])
    }
    let networks = Metrics.players.map { name -> DecodedNetwork? in
      guard let part = node[name]?.node else {
        collector.error(
          "the model has no \(name)", at: player.keyRange,
          hints: ["write \(name): {hidden: [32, 32]} beside it"])
        return nil
      }
      guard let inner = part.mapping else {
        mismatch(part, "a mapping", name, hints: ["write \(name): {hidden: [32, 32]}"])
        return nil
      }
      return network(
        part, inner, words: "the \(name)", isGenerator: name == "generator", at: "\(path).\(name)")
    }
    guard let generator = networks[0], let discriminator = networks[1] else { return nil }
    return DecodedModel(
      configuration: .adversarial(
        generator: generator.configuration, discriminator: discriminator.configuration,
        latent: generator.latent),
      range: node.range, judged: discriminator)
  }

  // MARK: - One network

  private mutating func network(
    _ node: PlanNode, _ all: [PlanNode.Entry], words: String, isGenerator: Bool, at path: String
  ) -> DecodedNetwork? {
    let listed = all.first { Self.layerKeys.contains($0.key) }
    let short = all.filter { entry in
      Self.shorthand.contains { $0.name == entry.key || $0.aliases.contains(entry.key) }
        || Self.unavailableModelKeys.contains(entry.key)
    }
    let newestShort = short.filter { $0.layer < PlanNode.levelLayer }.map(\.layer).max() ?? -1
    if let listed, short.allSatisfy({ $0.layer < listed.layer }) || newestShort <= listed.layer {
      return layers(
        node, withoutOlder(all, than: listed, kept: Self.layerKeys), listed, words: words,
        isGenerator: isGenerator,
        at: path)
    }
    let entries = all.filter { !Self.layerKeys.contains($0.key) }
    let specs = Self.shorthand + (isGenerator ? [Self.latent] : [])
    var owner = Owner(words: words, range: node.range, unavailable: Self.unavailableModelKeys)
    owner.others = Self.layerKeys
    guard let options = options(entries, specs: specs, owner: owner, at: path) else { return nil }
    let values = Component(words, options: options.values)

    func place(_ option: String) -> SourceRange { (node[option]?.node ?? node).range }
    var layers: [Component] = []
    var places: [SourceRange] = []
    let widths = values.list("hidden") ?? []
    for (index, width) in (widths + [.automatic]).enumerated() {
      let isLast = index == widths.count
      let activation = values[isLast ? "output" : "activation"]
      layers.append(
        Self.dense([
          "units": width, "activation": activation, "init": values["init"], "bias_init": values["bias_init"],
        ]))
      places.append(isLast ? place("output") : place("hidden"))
    }
    return DecodedNetwork(
      configuration: NetworkConfiguration(layers: layers), places: places, isListed: false,
      latent: isGenerator ? values.integer("latent") ?? Self.defaultLatent : Self.defaultLatent)
  }

  private static func dense(_ options: [String: OptionValue]) -> Component {
    guard let row = Layers.catalog["dense"] else { preconditionFailure("no layer 'dense'") }
    return row.component(options)
  }

  private mutating func layers(
    _ node: PlanNode, _ all: [PlanNode.Entry], _ listed: PlanNode.Entry, words: String, isGenerator: Bool,
    at path: String
  ) -> DecodedNetwork? {
    var isValid = true
    for entry in all where !Self.layerKeys.contains(entry.key) {
      if isGenerator, entry.key == Self.latent.name || Self.latent.aliases.contains(entry.key) { continue }
      isValid = false
      collector.error(
        "'\(entry.key)' does not go with 'layers'", at: entry.keyRange,
        hints: [
          "say it of the layers, as in {name: dense, units: 32, activation: tanh}, or write 'hidden' instead"
        ])
    }
    var latent = Self.defaultLatent
    if isGenerator {
      let rest = all.filter { !Self.layerKeys.contains($0.key) }
      let owner = Owner(words: words, range: node.range)
      latent =
        isValid
        ? options(rest, specs: [Self.latent], owner: owner, at: path)?.values["latent"]?.whole ?? latent
        : latent
    }
    if listed.node.sequence?.isEmpty == true {
      collector.error(
        "\(words) has no layers", at: listed.node.range,
        hints: ["write for instance [{name: dense, units: 32}, relu, dense]"])
      return nil
    }
    guard let nodes = listed.node.sequence else {
      mismatch(
        listed.node, "a list of layers", "layers",
        hints: ["write for instance [{name: dense, units: 32}, relu, dense]"])
      return nil
    }
    let decoded = silently { decoder in
      nodes.map { decoder.component($0, of: [Vocabulary.layers], at: "\(path).layers") }
    }
    let components = decoded.compactMap { $0?.component }
    guard components.count == nodes.count, isValid else { return nil }
    let learned = components.indices.filter { Layers.row(components[$0]).hasUnits }
    guard let last = learned.last else {
      collector.error("\(words) has nothing to learn", at: listed.node.range, hints: ["add a layer: dense"])
      return nil
    }
    for index in learned
    where index != last && Layers.row(components[index]).outputWidth(components[index], 1) == nil {
      isValid = false
      collector.error(
        "this layer needs its units; only the last one's follow from data and loss", at: nodes[index].range,
        hints: ["write {name: \(components[index].name), units: 32}"])
    }
    guard isValid else { return nil }
    let label = "[" + decoded.compactMap { $0?.label }.joined(separator: ", ") + "]"
    note(
      DecodedSetting(
        path: "\(path).layers", text: label, label: label, value: .list(components.map { .component($0) }),
        isGiven: true))
    return DecodedNetwork(
      configuration: NetworkConfiguration(layers: components), places: nodes.map(\.range), isListed: true,
      latent: latent)
  }
}

extension OptionValue {
  var whole: Int? {
    if case .integer(let value) = self { value } else { nil }
  }
}
