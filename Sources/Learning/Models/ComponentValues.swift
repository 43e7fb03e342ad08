import Diagnostics

extension Component {
  /// The number an option of a resolved component holds. Its row gives it a default, so it is there.
  func value(_ option: String) -> Double {
    guard let value = number(option) else {
      preconditionFailure("\(name): option '\(option)' is \(self[option]), not a number")
    }
    return value
  }

  /// The number an option of a resolved component holds, as Python reads it back.
  func python(_ option: String) -> String { Format.shortest(value(option)) }

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
