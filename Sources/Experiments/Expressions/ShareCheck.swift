import Diagnostics
import Learning

/// Numbers above 1 that a share, such as an accuracy, is compared with: nearly always a percentage without its sign.
enum ShareCheck {
  struct Suspect {
    let metric: String
    let number: String
    let range: Range<Int>
  }

  static func suspects(in checked: CheckedExpression) -> [Suspect] {
    suspects(in: checked.expression.root, checked)
  }

  private static func suspects(in node: ExpressionNode, _ checked: CheckedExpression) -> [Suspect] {
    var found: [Suspect] = []
    switch node.kind {
    case .comparison(_, let a, let b):
      found = [suspect(a, b, checked), suspect(b, a, checked)].compactMap(\.self)
    case .within(let a, _, let margin):
      found = [suspect(a, margin, checked)].compactMap(\.self)
    case .call(.epochsTo, let arguments):
      found = [suspect(arguments[0], arguments[1], checked)].compactMap(\.self)
    default: break
    }
    return found + node.children.flatMap { suspects(in: $0, checked) }
  }

  /// Where `value` is a share and `number` is above 1.
  private static func suspect(
    _ value: ExpressionNode, _ number: ExpressionNode, _ checked: CheckedExpression
  ) -> Suspect? {
    guard case .number(let written) = number.kind, written > 1, let metric = share(value, checked) else {
      return nil
    }
    return Suspect(metric: metric, number: Format.shortest(written), range: number.range)
  }

  /// The metric that a node has the unit of, where that is a share.
  private static func share(_ node: ExpressionNode, _ checked: CheckedExpression) -> String? {
    switch node.kind {
    case .metric:
      guard let metric = checked.metrics.first(where: { $0.range == node.range })?.metric,
        let row = Metrics.row(ofCurve: metric), case .share = row.unit
      else { return nil }
      return metric
    case .call(let function, let arguments):
      switch function {
      case .mean, .median, .min, .max, .best, .at: return share(arguments[0], checked)
      default: return nil
      }
    default: return nil
    }
  }
}
