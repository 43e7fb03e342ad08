/// How one direction of a panel is measured and labelled.
package struct Axis: Sendable {
  package enum Scale: Sendable {
    case linear
    /// Base 10. Values that are not positive cannot be drawn: they are counted and told.
    case log
    /// Linear within ± the threshold, logarithmic beyond: for values of both signs and many magnitudes.
    case symlog(threshold: Double)
    /// Categories, top to bottom. Only for y.
    case rows([Row])
    /// Categories, left to right. Only for x.
    case columns([String])
  }

  package enum NumberStyle: Sendable {
    case plain
    /// Fractions shown as per cent: 0.96 is `96`, and the label ends in `, %`.
    case percent
    /// With a plus sign: differences.
    case signed
    /// Differences of fractions in percentage points: 0.02 is `+2`, and the label ends in `, points`.
    case signedPercent
  }

  package var label: String
  package var scale: Scale
  /// nil: from the data. A given domain crops what lies outside.
  package var domain: ClosedRange<Double>?
  package var numbers: NumberStyle
  package var includesZero: Bool
  /// Ticks at whole numbers only: epochs, steps, layers.
  package var wholeNumbers: Bool
  /// Room between the data and the ends of the axis; off for time, which fills its axis.
  package var isPadded: Bool
  /// Neither ticks nor numbers nor, of y, a base line: what is drawn says where it is.
  package var isHidden: Bool

  package init(
    _ label: String = "", scale: Scale = .linear, domain: ClosedRange<Double>? = nil,
    numbers: NumberStyle = .plain, includesZero: Bool = false, wholeNumbers: Bool = false,
    isPadded: Bool = true, isHidden: Bool = false
  ) {
    self.label = label
    self.scale = scale
    self.domain = domain
    self.numbers = numbers
    self.includesZero = includesZero
    self.wholeNumbers = wholeNumbers
    self.isPadded = isPadded
    self.isHidden = isHidden
  }

  /// Epochs or steps: whole numbers from end to end.
  package static func time(_ label: String = "epoch", scale: Scale = .linear) -> Axis {
    Axis(label, scale: scale, wholeNumbers: true, isPadded: false)
  }

  package var isLog: Bool { if case .log = scale { true } else { false } }
  package var columns: [String]? { if case .columns(let columns) = scale { columns } else { nil } }
  package var rows: [Row]? { if case .rows(let rows) = scale { rows } else { nil } }

  /// The label with its unit.
  var fullLabel: String {
    switch numbers {
    case .plain, .signed: label
    case .percent: label.isEmpty ? "%" : label + ", %"
    case .signedPercent: label.isEmpty ? "points" : label + ", points"
    }
  }
}

/// A category of a row axis.
package struct Row: Sendable {
  package let name: String
  /// Colour and shape; nil: plain text.
  package let series: Series?
  /// Small text beside the marks, in pictures: `better on 6 of 8`.
  package let note: String
  /// Small text at the right end, in text plots: `96.0 ± 1.1`; empty: the note.
  package let value: String

  package init(_ name: String, series: Series? = nil, note: String = "", value: String = "") {
    self.name = name
    self.series = series
    self.note = note
    self.value = value
  }
}
