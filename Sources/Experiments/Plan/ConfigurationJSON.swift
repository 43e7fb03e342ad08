import Diagnostics
import Learning

extension Configuration {
  /// The configuration as JSON, always in the same order and without spaces: what runs are stored by, and
  /// what a report's JSON shows. Numbers are the shortest that read back the same.
  package var canonicalJSON: String {
    CanonicalJSON.object([
      ("data", CanonicalJSON.text(data)),
      ("model", CanonicalJSON.text(model)),
      ("loss", CanonicalJSON.text(loss)),
      ("optimizer", CanonicalJSON.text(optimizer)),
      ("train", CanonicalJSON.text(training)),
      ("metrics", CanonicalJSON.array(metrics.map(CanonicalJSON.text))),
      ("record", CanonicalJSON.text(record)),
    ])
  }
}

/// JSON text with keys in a fixed order.
enum CanonicalJSON {
  static func object(_ members: [(String, String)]) -> String {
    "{" + members.map { "\(string($0)):\($1)" }.joined(separator: ",") + "}"
  }

  static func array(_ elements: [String]) -> String { "[" + elements.joined(separator: ",") + "]" }

  static func string(_ text: String) -> String {
    if text.isPrintableASCII,
      !text.utf8.contains(where: { $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\") })
    {
      return "\"\(text)\""
    }
    var json = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": json += "\\\""
      case "\\": json += "\\\\"
      case "\n": json += "\\n"
      case "\r": json += "\\r"
      case "\t": json += "\\t"
      case _ where scalar.value < 0x20:
        let digits = String(scalar.value, radix: 16)
        json += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: json.unicodeScalars.append(scalar)
      }
    }
    return json + "\""
  }

  static func text(_ component: Component) -> String {
    object([("name", string(component.name))] + component.options.map { ($0.key, text($0.value)) })
  }

  static func text(_ value: OptionValue) -> String {
    switch value {
    case .automatic: "null"
    case .boolean(let value): value ? "true" : "false"
    case .integer(let value): String(value)
    case .number(let value): value.isFinite ? Format.shortest(value) : string(Format.shortest(value))
    case .string(let value): string(value)
    case .list(let values): array(values.map(text))
    case .component(let component): text(component)
    }
  }

  static func text(_ network: NetworkConfiguration) -> String {
    object([("layers", array(network.layers.map(text)))])
  }

  static func text(_ model: ModelConfiguration) -> String {
    switch model {
    case .network(let network):
      text(network)
    case .adversarial(let generator, let discriminator, let latent):
      object([
        ("generator", text(generator)), ("discriminator", text(discriminator)), ("latent", String(latent)),
      ])
    }
  }

  static func text(_ optimizer: OptimizerConfiguration) -> String {
    switch optimizer {
    case .single(let component):
      text(component)
    case .adversarial(let generator, let discriminator):
      object([("generator", text(generator)), ("discriminator", text(discriminator))])
    }
  }

  static func text(_ training: TrainingConfiguration) -> String {
    let length: (String, String) =
      switch training.length {
      case .epochs(let count): ("epochs", String(count))
      case .steps(let count): ("steps", String(count))
      }
    // What an experiment does without is left out, so that runs stored before it was there are still found.
    return object(
      [
        length, ("batch_size", training.batchSize.map { String($0) } ?? string("full")),
        ("shuffle", training.shuffle ? "true" : "false"),
      ] + training.furtherValues.map { ($0.name, furtherText($0.value)) })
  }

  /// A schedule with its name; the other groups of options have none of their own.
  private static func furtherText(_ value: OptionValue) -> String {
    guard case .component(let part) = value, Schedules.catalog[part.name] == nil else { return text(value) }
    return object(part.options.map { ($0.key, text($0.value)) })
  }

  static func text(_ record: RecordConfiguration) -> String {
    object(
      [
        ("gradients", record.gradients ? "true" : "false"),
        ("activations", record.activations ? "true" : "false"),
        ("weights", record.weights ? "true" : "false"), ("every", String(record.every)),
      ]
        // What a run without any record does not keep.
        + (record.isEmpty ? [] : [("distributions", String(RecordConfiguration.distributions))]))
  }
}
