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
