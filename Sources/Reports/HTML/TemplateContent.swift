import Mustache

/// A struct as templates take it. Its stored properties are looked up by name once; left to itself, the library would
/// reflect it at each mention of a name, and all that it lies in too.
struct TemplateContent: MustacheParent {
  private var values: [String: Any] = [:]

  init(_ content: Any) {
    for (name, value) in Mirror(reflecting: content).children {
      if let name { values[name] = Self.taken(value) }
    }
  }

  func child(named name: String) -> Any? { values[name] }

  /// nil for an optional without a value.
  private static func taken(_ value: Any) -> Any? {
    switch value {
    case let text as String: return text
    case let truth as Bool: return truth
    case let number as Int: return number
    case let parent as any MustacheParent: return parent
    default: break
    }
    let mirror = Mirror(reflecting: value)
    switch mirror.displayStyle {
    case .optional: return mirror.children.first.flatMap { taken($0.value) }
    case .collection: return mirror.children.compactMap { taken($0.value) }
    default: return TemplateContent(value)
    }
  }
}
