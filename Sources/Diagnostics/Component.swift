import OrderedCollections

/// A value that an option can hold, after it was read and checked.
package indirect enum OptionValue: Hashable, Sendable {
  /// "Choose for me": the option was left out and its row has no fixed default.
  case automatic
  case boolean(Bool)
  case integer(Int)
  case number(Double)
  case string(String)
  case list([OptionValue])
  case component(Component)
}

/// A component as configured: its canonical name and a value for every option of its row, in the row's order.
package struct Component: Hashable, Sendable {
  package let name: String
  package var options: OrderedDictionary<String, OptionValue>

  package init(_ name: String, options: OrderedDictionary<String, OptionValue> = [:]) {
    self.name = name
    self.options = options
  }

  /// The option's value; `.automatic` where it has none. Asking for an option the row lacks is a programmer's mistake.
  package subscript(option: String) -> OptionValue {
    guard let value = options[option] else {
      preconditionFailure(
        "component '\(name)' has no option '\(option)', only \(options.keys.joined(separator: ", "))")
    }
    return value
  }

  /// The number an option holds (an integer counts as one); nil where it is automatic.
  package func number(_ option: String) -> Double? {
    switch self[option] {
    case .number(let value): value
    case .integer(let value): Double(value)
    default: nil
    }
  }

  package func integer(_ option: String) -> Int? {
    if case .integer(let value) = self[option] { value } else { nil }
  }

  package func boolean(_ option: String) -> Bool? {
    if case .boolean(let value) = self[option] { value } else { nil }
  }

  package func string(_ option: String) -> String? {
    if case .string(let value) = self[option] { value } else { nil }
  }

  package func list(_ option: String) -> [OptionValue]? {
    if case .list(let value) = self[option] { value } else { nil }
  }

  package func component(_ option: String) -> Component? {
    if case .component(let value) = self[option] { value } else { nil }
  }
}

/// What a component's option is: its name, type with range, and default.
package struct OptionSpec: Sendable {
  /// Kinds of values with what is allowed among them.
  package indirect enum Kind: Sendable {
    case boolean
    case integer(ClosedRange<Int>)
    case number(NumberRange)
    case string
    /// One word of a closed list.
    case choice([String])
    /// A path, relative to the experiment file.
    case path
    case list(of: Kind, count: ClosedRange<Int>)
    /// A component of the catalog of this kind ("preprocessing step").
    case component(of: String)
    /// A mapping whose keys are themselves options (`split: {train: 0.7, …}`).
    case mapping([OptionSpec])
    /// One of several kinds, told apart by the form of the value: a list, a mapping, true or false, a number, or a
    /// word. At most one of each form.
    case oneOf([Kind])
  }

  package let name: String
  package let aliases: [String]
  package let kind: Kind
  /// The value where the option is left out; nil makes it required, `.automatic` lets the row choose.
  package let defaultValue: OptionValue?
  /// One line of help.
  package let help: String

  package init(
    _ name: String, aliases: [String] = [], _ kind: Kind, default defaultValue: OptionValue?, help: String
  ) {
    self.name = name
    self.aliases = aliases
    self.kind = kind
    self.defaultValue = defaultValue
    self.help = help
  }
}

/// An interval of finite numbers, each end in or out: `(0, 1]`.
package struct NumberRange: Sendable, CustomStringConvertible {
  package let lower: Double
  package let upper: Double
  package let includesLower: Bool
  package let includesUpper: Bool

  package init(_ lower: Double, _ upper: Double, includesLower: Bool = true, includesUpper: Bool = true) {
    self.lower = lower
    self.upper = upper
    self.includesLower = includesLower
    self.includesUpper = includesUpper
  }

  package static let any = NumberRange(-.infinity, .infinity)
  package static let positive = NumberRange(0, .infinity, includesLower: false)
  package static let nonNegative = NumberRange(0, .infinity)
  /// `[0, 1)`, as of a momentum or a decay rate.
  package static let rate = NumberRange(0, 1, includesUpper: false)
  /// `[0, 1]`, a share.
  package static let share = NumberRange(0, 1)

  package func contains(_ value: Double) -> Bool {
    guard value.isFinite else { return false }
    return (includesLower ? value >= lower : value > lower)
      && (includesUpper ? value <= upper : value < upper)
  }

  /// In words, for messages: `greater than 0`, `at least 0 and less than 1`.
  package var description: String {
    let low = (includesLower ? "at least " : "greater than ") + Format.shortest(lower)
    let high = (includesUpper ? "at most " : "less than ") + Format.shortest(upper)
    switch (lower.isFinite, upper.isFinite) {
    case (true, true): return "\(low) and \(high)"
    case (true, false): return low
    case (false, true): return high
    case (false, false): return "finite"
    }
  }
}
