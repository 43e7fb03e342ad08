import Diagnostics

/// The words that pictures add to those of their maker: in English, unless the maker has them in another language.
package struct FigureWords: Sendable {
  /// Between two sentences.
  package var space: String
  /// `name: value`
  package var labelled: @Sendable (_ name: String, _ value: String) -> String
  package var sentence: @Sendable (_ words: String) -> String
  /// That so many values cannot be drawn, since the axis is logarithmic and they are not above zero.
  package var omitted: @Sendable (_ count: Int, _ axis: OmittingAxis) -> String
  /// What the text plot's dots stand for: where the labelled field is 0.5 or more.
  package var atLeastHalf: @Sendable (_ label: String) -> String
  /// What the text plot's boundary stands for.
  package var boundary: String

  package enum OmittingAxis: String, CaseIterable, Sendable { case x, y }

  package init(
    space: String, labelled: @escaping @Sendable (String, String) -> String,
    sentence: @escaping @Sendable (String) -> String,
    omitted: @escaping @Sendable (Int, OmittingAxis) -> String,
    atLeastHalf: @escaping @Sendable (String) -> String, boundary: String
  ) {
    self.space = space
    self.labelled = labelled
    self.sentence = sentence
    self.omitted = omitted
    self.atLeastHalf = atLeastHalf
    self.boundary = boundary
  }

  package static let english = FigureWords(
    space: " ", labelled: { "\($0): \($1)" }, sentence: { $0 + "." },
    omitted: { count, axis in
      let values = count == 1 ? "1 value" : "\(Format.grouped(count)) values"
      let verb = count == 1 ? "is" : "are"
      return "\(values) of zero or below \(verb) not shown on the logarithmic \(axis.rawValue) axis."
    },
    atLeastHalf: { $0 + " at least 0.5" }, boundary: "0.5 contour of a seed")

  /// Those that are not empty.
  func sentences(_ parts: [String]) -> String {
    parts.filter { !$0.isEmpty }.joined(separator: space)
  }
}
