import Diagnostics

/// What is wrong with a component's options taken together, each being right by itself: `low` above `high`.
package struct OptionConflict: Error, Hashable, Sendable {
  /// The option to point at.
  package let option: String
  /// Lower case, no full stop.
  package let message: String
  /// What would be right; nil where the message says it.
  package let hint: String?

  package init(option: String, _ message: String, hint: String? = nil) {
    self.option = option
    self.message = message
    self.hint = hint
  }
}

extension Component {
  /// The number an option of a resolved component holds. Its row gives it a default, so it is there.
  func value(_ option: String) -> Double {
    guard let value = number(option) else {
      preconditionFailure("\(name): option '\(option)' is \(self[option]), not a number")
    }
    return value
  }

  /// The component an option of a resolved component holds.
  func part(_ option: String) -> Component {
    guard let part = component(option) else {
      preconditionFailure("\(name): option '\(option)' is \(self[option]), not a component")
    }
    return part
  }
}

extension Catalog {
  /// The row of a resolved component, whose name is canonical.
  package func row(of component: Component) -> Row {
    guard let row = self[component.name] else {
      preconditionFailure("no \(kind) '\(component.name)' among \(names.joined(separator: ", "))")
    }
    return row
  }
}
