import Diagnostics
import OrderedCollections

/// Turns located values into checked ones. Collects what is wrong, and every setting that it comes by: its
/// path, what it is for people, and what it is for comparisons.
struct PlanDecoder {
  var collector: DiagnosticCollector
  private(set) var settings: [DecodedSetting] = []
  /// Within lists, whose parts have no paths.
  private var isSilent = 0

  init(file: String) {
    collector = DiagnosticCollector(file: file)
  }

  /// The setting of a path, also of one written with another name of an option.
  func setting(_ path: String) -> DecodedSetting? {
    settings.first { $0.path == path } ?? settings.first { $0.writtenPath == path }
  }

  /// Notes a setting before those that `body` finds below it.
  mutating func noting<T>(
    _ path: String, _ body: (inout PlanDecoder) -> (T, DecodedSetting?)
  ) -> T {
    let position = settings.count
    let (result, setting) = body(&self)
    if let setting, isSilent == 0 { settings.insert(setting, at: position) }
    return result
  }

  mutating func note(_ setting: DecodedSetting) {
    if isSilent == 0 { settings.append(setting) }
  }

  /// Decodes without noting settings.
  mutating func silently<T>(_ body: (inout PlanDecoder) -> T) -> T {
    isSilent += 1
    defer { isSilent -= 1 }
    return body(&self)
  }
}

/// A setting as it was found.
struct DecodedSetting {
  /// With canonical names: `optimizer.learning_rate`.
  let path: String
  /// As it stands in the file, where that differs: `optimizer.lr`.
  var writtenPath: String? = nil
  /// For people: the canonical name of a component, numbers as they were written.
  let text: String
  /// The same with a component's given options: `sgd (learning_rate 0.1)`.
  let label: String
  let value: OptionValue
  let isGiven: Bool
  /// A part that is told by the settings below it.
  var isSection = false

  var number: Double? {
    switch value {
    case .integer(let value): Double(value)
    case .number(let value): value
    default: nil
    }
  }
}

/// A value that was decoded, with its words.
struct DecodedValue {
  let value: OptionValue
  let text: String
  let label: String

  init(_ value: OptionValue, text: String? = nil, label: String? = nil) {
    self.value = value
    self.text = text ?? value.text
    self.label = label ?? self.text
  }
}

extension OptionValue {
  /// For people.
  package var text: String {
    switch self {
    case .automatic: "automatic"
    case .boolean(let value): value ? "true" : "false"
    case .integer(let value): String(value)
    case .number(let value): Format.shortest(value)
    case .string(let value): value
    case .list(let values): values.isEmpty ? "none" : "[" + values.map(\.text).joined(separator: ", ") + "]"
    case .component(let component): component.name
    }
  }
}
