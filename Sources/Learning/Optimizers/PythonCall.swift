import Diagnostics

/// A call in Python that takes its keyword arguments from a component's options.
struct PythonCall {
  enum Argument {
    /// Always written.
    case option(_ keyword: String, _ option: String)
    /// Left out where the option has this value, which is what leaving it out means.
    case optional(_ keyword: String, _ option: String, unless: OptionValue)
    /// `betas=(0.9, 0.999)`.
    case betas
    case text(_ keyword: String, _ value: String)
  }

  /// `torch.optim.SGD(params, lr=0.01, momentum=0.9)`.
  static func text(
    _ function: String, _ component: Component, _ arguments: [Argument], over first: String = "params"
  ) -> String {
    var parts = [first]
    for argument in arguments {
      switch argument {
      case .option(let keyword, let option):
        parts.append("\(keyword)=\(literal(component[option]))")
      case .optional(let keyword, let option, let value) where !isSame(component[option], value):
        parts.append("\(keyword)=\(literal(component[option]))")
      case .optional:
        continue
      case .betas:
        parts.append("betas=(\(literal(component["beta1"])), \(literal(component["beta2"])))")
      case .text(let keyword, let value):
        parts.append("\(keyword)=\(value)")
      }
    }
    return "\(function)(\(parts.joined(separator: ", ")))"
  }

  private static func isSame(_ a: OptionValue, _ b: OptionValue) -> Bool {
    if case .integer(let value) = a, case .number(let other) = b { return Double(value) == other }
    return a == b
  }

  static func literal(_ value: OptionValue) -> String {
    switch value {
    case .automatic: "None"
    case .boolean(let value): value ? "True" : "False"
    case .integer(let value): String(value)
    case .number(let value): Format.shortest(value)
    case .string(let text): "\"\(text)\""
    case .list(let values): "[\(values.map(literal).joined(separator: ", "))]"
    case .component(let part): preconditionFailure("no Python for a component, '\(part.name)'")
    }
  }
}
