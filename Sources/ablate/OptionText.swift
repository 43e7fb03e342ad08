import Diagnostics

extension OptionSpec {
  /// `size of a step (also lr): a number, at least 0; default 0.001`
  var text: String {
    let defaultText =
      switch defaultValue {
      case nil: "required"
      case .automatic?: "chosen if left out"
      case let value?: "default \(value.text)"
      }
    let also = aliases.isEmpty ? "" : " (also \(aliases.joined(separator: ", ")))"
    return "\(help)\(also): \(kind.text); \(defaultText)"
  }
}

extension OptionSpec.Kind {
  fileprivate var text: String {
    switch self {
    case .boolean: "true or false"
    case .integer(let range):
      range.upperBound == .max
        ? "an integer, at least \(range.lowerBound)"
        : "an integer, \(range.lowerBound) to \(range.upperBound)"
    case .number(let range): range.isBounded ? "a number, \(range)" : "a number"
    case .string: "text"
    case .choice(let words): words.joined(separator: " or ")
    case .path: "a path, relative to the experiment file"
    case .list(let element, _): "a list, each \(element.text)"
    case .component(let kind): "a component (\(kind))"
    case .mapping(let options): "{\(options.map(\.name).joined(separator: ", "))}"
    case .oneOf(let kinds): kinds.map(\.text).joined(separator: "; or ")
    }
  }
}

extension NumberRange {
  fileprivate var isBounded: Bool { lower.isFinite || upper.isFinite }
}

extension OptionValue {
  /// As a person would write it; a third is 0.333333.
  var text: String {
    switch self {
    case .automatic: "chosen"
    case .boolean(let value): value ? "true" : "false"
    case .integer(let value): String(value)
    case .number(let value):
      Format.shortest(value).count > 12 ? Format.significant(value, 6) : Format.shortest(value)
    case .string(let value): value
    case .list(let values): "[\(values.map(\.text).joined(separator: ", "))]"
    case .component(let component): component.name
    }
  }
}
