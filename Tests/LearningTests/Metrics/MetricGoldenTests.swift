import Datasets
import Diagnostics
import Learning
import Tensors
import Testing

/// Every metric of the catalog against scikit-learn, SciPy or the formula in NumPy.
@Suite struct MetricGoldenTests {
  // scikit-learn has no row without a prediction: it is taken for a class more, `k`, which no row is of.
  private static let prelude = """
    # Python 3, scikit-learn 1.9.1, SciPy 1.17.1, NumPy 2.4.6
    import warnings
    import numpy as np
    import scipy.optimize, scipy.spatial.distance, scipy.stats
    import sklearn.metrics as m
    warnings.simplefilter("ignore")
    nan = np.nan

    def scores(values, columns):
        return np.array(values).reshape(-1, columns)

    def regression(values, targets, columns, scale):
        f = np.array(scale or [1.0])
        v, t = [np.float32(x).astype(float).reshape(-1, columns) for x in (values, targets)]
        return v * f, t * f

    def decide(s):
        d = (s[:, 0] > 0.5).astype(int) if s.shape[1] == 1 else s.argmax(1)
        return np.where(np.isnan(s).any(1), 2 if s.shape[1] == 1 else s.shape[1], d)

    def score(f, y, s, k, average, positive=1):
        d = decide(s)
        if average == "binary":
            return f(y, d, labels=[positive], average="macro", zero_division=0)
        named = [c for c in range(k) if c in y or c in d]
        return f(y, d, labels=named, average=average, zero_division=0)

    def top_k(y, s, k, count):
        valid = ~np.isnan(s).any(1)
        y, s = y[valid], s[valid]
        if s.shape[1] == 1:
            return valid.mean() * m.top_k_accuracy_score(y, s[:, 0], k=count, labels=[0, 1])
        # Of equal scores scikit-learn takes the last first.
        if k == 2:
            s = np.where(s[:, 1] > s[:, 0], 1.0, 0.0)
            return valid.mean() * m.top_k_accuracy_score(y, s, k=count, labels=[0, 1])
        return valid.mean() * m.top_k_accuracy_score(k - 1 - y, s[:, ::-1], k=count, labels=range(k))

    def ranked(f, y, s, k, needs_negatives):
        if np.isnan(s).any():
            return nan
        if k == 2:
            columns = [(y == 1, s[:, -1])]
        else:
            columns = [(y == c, s[:, c]) for c in range(k)]
        values = [f(t, x) for t, x in columns if t.any() and not (needs_negatives and t.all())]
        return np.mean(values) if values else nan

    def roc_auc(y, s, k):
        value = ranked(m.roc_auc_score, y, s, k, True)
        if k > 2 and len(set(y)) == k and (s.sum(1) == 1).all():
            assert abs(value - m.roc_auc_score(y, s, multi_class="ovr")) < 1e-12
        return value

    def pr_auc(y, s, k):
        value = ranked(m.average_precision_score, y, s, k, False)
        if k > 2 and len(set(y)) == k and not np.isnan(s).any():
            assert abs(value - m.average_precision_score(y, s)) < 1e-12
        return value

    def distribution(s):
        if s.shape[1] == 1:
            return np.column_stack([1 - s[:, 0], s[:, 0]])
        sums = s.sum(1, keepdims=True)
        return np.where(sums == 0, 1 / s.shape[1], s / np.where(sums == 0, 1, sums))

    def probable(f, y, s, k, smallest=0):
        p = distribution(s)
        return nan if np.isnan(p).any() else f(y, p.clip(smallest, 1), labels=range(k))

    def calibration_error(y, s, k, bins):
        p = distribution(s)
        if np.isnan(p).any():
            return nan
        confidence, right = p.max(1), decide(s) == y
        place = np.digitize(confidence, np.linspace(0, 1, bins + 1), right=True)
        return sum(
            (place == b).mean() * abs(right[place == b].mean() - confidence[place == b].mean())
            for b in np.unique(place))

    def valued(f, t, v):
        return nan if np.isnan(v).any() else f(t, v)

    def near(x, centers, radius):
        d = scipy.spatial.distance.cdist(x, centers)
        return np.bincount(d.argmin(1)[d.min(1) <= radius], minlength=len(centers))

    def modes(y, centers, radius, share):
        return (near(y, centers, radius) >= max(1, share * len(y) / len(centers))).sum()

    def mmd(x, y, s=None):
        d2 = lambda a, b: scipy.spatial.distance.cdist(a, b, "sqeuclidean")
        pairs = np.sqrt(np.sort(d2(x, x)[np.triu_indices(len(x), 1)]))
        s = s or pairs[(len(pairs) - 1) // 2]
        k = lambda a, b: np.exp(-d2(a, b) / (2 * s * s))
        n, m = len(x), len(y)
        return ((k(x, x).sum() - n) / n / (n - 1) + (k(y, y).sum() - m) / m / (m - 1)
                - 2 * k(x, y).mean())

    def sliced(x, y, directions, order):
        n = min(len(x), len(y))
        powers = []
        for a, b in [(x[:n] @ d, y[:n] @ d) for d in np.array(directions)]:
            if order == 1:
                powers.append(scipy.stats.wasserstein_distance(a, b))
            else:
                cost = (a[:, None] - b[None]) ** 2
                powers.append(cost[scipy.optimize.linear_sum_assignment(cost)].mean())
        return np.mean(powers) ** (1 / order)
    """

  /// What a metric is held against: an expression in Python for some options.
  struct Expression: Sendable {
    let options: [String: OptionValue]
    let python: String
    let fits: @Sendable (PredictionCase) -> Bool

    init(
      _ python: String, _ options: [String: OptionValue] = [:],
      where fits: @escaping @Sendable (PredictionCase) -> Bool = { _ in true }
    ) {
      self.python = python
      self.options = options
      self.fits = fits
    }
  }

  private static func averages(_ function: String) -> [Expression] {
    [
      Expression("score(m.\(function), y, s, k, 'binary' if k == 2 else 'macro')"),
      Expression("score(m.\(function), y, s, k, 'binary', 0)", ["positive": .integer(0)]) { $0.classes == 2 },
    ]
      + ["macro", "micro", "weighted"].map {
        Expression("score(m.\(function), y, s, k, '\($0)')", ["average": .string($0)])
      }
  }

  /// By the row's name, for metrics of predictions.
  private static let expressions: [String: [Expression]] = [
    "accuracy": [Expression("m.accuracy_score(y, decide(s))")],
    "top_k": (1...3).map { k in Expression("top_k(y, s, k, \(k))", ["k": .integer(k)]) }
      + [Expression("top_k(y, s, k, 5)")],
    "balanced_accuracy": [Expression("m.balanced_accuracy_score(y, decide(s))")],
    "precision": averages("precision_score"),
    "recall": averages("recall_score"),
    "f1": averages("f1_score"),
    "roc_auc": [Expression("roc_auc(y, s, k)")],
    "pr_auc": [Expression("pr_auc(y, s, k)")],
    "log_loss": [Expression("probable(m.log_loss, y, s, k, 2.0**-23)")],
    "perplexity": [Expression("np.exp(probable(m.log_loss, y, s, k, 2.0**-23))")],
    "brier": [Expression("probable(m.brier_score_loss, y, s, k)")],
    "calibration_error": [
      Expression("calibration_error(y, s, k, 15)"),
      Expression("calibration_error(y, s, k, 4)", ["bins": .integer(4)]),
      Expression("calibration_error(y, s, k, 1)", ["bins": .integer(1)]),
    ],
    "confusion_matrix": [Expression("m.confusion_matrix(y, decide(s), labels=range(k))")],
    "mae": [Expression("valued(m.mean_absolute_error, t, v)")],
    "rmse": [Expression("valued(m.mean_squared_error, t, v) ** 0.5")],
    "mse": [Expression("valued(m.mean_squared_error, t, v)")],
    "median_absolute_error": [Expression("valued(m.median_absolute_error, t, v)")],
    "max_error": [Expression("max(valued(m.max_error, t[:, [c]], v[:, [c]]) for c in range(t.shape[1]))")],
    "r2": [Expression("valued(m.r2_score, t, v)")],
    "explained_variance": [Expression("valued(m.explained_variance_score, t, v)")],
  ]

  // MARK: - Generated samples

  /// A name, real rows, generated rows, all of multiples of 1/64.
  private static let samples: [(name: String, real: Tensor, generated: Tensor)] = [
    draws("samples-plane", width: 2, real: 40, generated: 40, shift: 0.25),
    draws("samples-fewer", width: 2, real: 40, generated: 30, shift: 0),
    draws("samples-more", width: 3, real: 20, generated: 25, shift: 0),
    draws("samples-line", width: 1, real: 30, generated: 30, shift: 0.5),
  ]

  private static func draws(_ name: String, width: Int, real: Int, generated: Int, shift: Float) -> (
    name: String, real: Tensor, generated: Tensor
  ) {
    var stream = RandomStream(seed: 3, purpose: name)
    func rows(_ count: Int, _ shift: Float) -> Tensor {
      Tensor(
        [count, width],
        (0..<count * width).map { _ in ((stream.normal() + shift) * 64).rounded() / 64 })
    }
    return (name, rows(real, 0), rows(generated, shift))
  }

  private static func mixture(_ width: Int) -> Mixture {
    let corners = (0..<(1 << width)).flatMap { corner in (0..<width).map { Float(corner >> $0 & 1) } }
    return Mixture(centers: Tensor([1 << width, width], corners), spread: 0.25)
  }

  /// The directions that distances are averaged over: normal draws of the one stream, divided by their
  /// length.
  private static func directions(_ count: Int, _ width: Int) -> [[Double]] {
    var stream = RandomStream(seed: 0, purpose: "metrics/sliced_wasserstein")
    return (0..<count).map { _ in
      let draw = (0..<width).map { _ in stream.normalDouble() }
      let length = draw.reduce(0) { $0 + $1 * $1 }.squareRoot()
      return draw.map { $0 / length }
    }
  }

  /// By the row's name, for metrics of samples `y` [m, d] against real rows `x` [n, d].
  private static func sampleExpressions(_ width: Int) -> [String: [Expression]] {
    let few: [String: OptionValue] = ["projections": .integer(4)]
    return [
      "modes": [
        Expression("modes(y, centers, 3 * spread, 0.1)"),
        Expression("modes(y, centers, 2 * spread, 0.8)", ["deviations": .number(2), "share": .number(0.8)]),
      ],
      "quality": [
        Expression("near(y, centers, 3 * spread).sum() / len(y)"),
        Expression("near(y, centers, spread).sum() / len(y)", ["deviations": .number(1)]),
      ],
      "mmd": [Expression("mmd(x, y)"), Expression("mmd(x, y, 0.25)", ["bandwidth": .number(0.25)])],
      "sliced_wasserstein": [
        Expression("sliced(x, y, \(directions(4, width)), 2)", few),
        Expression(
          "sliced(x, y, \(directions(4, width)), 1)", few.merging(["order": .integer(1)]) { $1 }),
      ],
    ]
  }

  // MARK: - Cases

  /// One number, or one matrix.
  private struct Check: Sendable {
    let golden: Goldens.Case
    let values: @Sendable (MetricRow) throws -> [Double]
  }

  /// The same inputs in Python, by name.
  private static let inputs: String = {
    let predictions = PredictionCase.all.map { "cases['\($0.name)'] = \($0.python)" }
    let generated = samples.map { item in
      let mixture = mixture(item.real.columns)
      let rows = [item.real, item.generated, mixture.centers].map { "scores(\($0.values), \($0.columns))" }
      return "cases['\(item.name)'] = \(rows.joined(separator: ", ")), \(mixture.spread)"
    }
    return (["cases = {}"] + predictions + generated).joined(separator: "\n")
  }()

  /// ` k=2`, ` average=macro`; empty without options.
  private static func label(_ expression: Expression) -> String {
    expression.options.sorted { $0.key < $1.key }.map { name, value in
      let text =
        switch value {
        case .integer(let value): "\(value)"
        case .number(let value): Format.shortest(value)
        case .string(let value): value
        default: "\(value)"
        }
      return " \(name)=\(text)"
    }.joined()
  }

  private static func checks(_ row: MetricRow) -> [Check] {
    if case .samples = row.measure {
      return samples.flatMap { item in
        let mixture = mixture(item.real.columns)
        return (sampleExpressions(item.real.columns)[row.name] ?? []).map { expression in
          Check(
            golden: Goldens.Case(
              key: "\(row.name)\(label(expression)) of \(item.name)",
              snippet:
                "x, y, centers, spread = cases['\(item.name)']\nresult = {'value': \(expression.python)}")
          ) {
            [
              try $0.value(
                item.generated, against: SampleReference(real: item.real, mixture: mixture),
                expression.options)
            ]
          }
        }
      }
    }
    return (expressions[row.name] ?? []).flatMap { expression in
      PredictionCase.all.filter { row.fits($0.task) && expression.fits($0) }.map { item in
        Check(
          golden: Goldens.Case(
            key: "\(row.name)\(label(expression)) of \(item.name)",
            snippet: "\(item.pythonNames) = cases['\(item.name)']\nresult = {'value': \(expression.python)}")
        ) { try #require($0.values(item.predictions, expression.options)) }
      }
    }
  }

  /// All metrics but the loss, which the losses' own tests prove.
  static let rows = Metrics.catalog.rows.filter { if case .loss = $0.measure { false } else { true } }

  private static let goldens = Goldens(
    "metrics", prelude: prelude + "\n\n" + inputs, cases: rows.flatMap { checks($0).map(\.golden) })

  @Test(arguments: rows.map(\.name))
  func equalsPython(_ name: String) throws {
    let row = try metric(name)
    let checks = Self.checks(row)
    #expect(checks.count >= 4, "'\(name)' has no golden numbers")
    for check in checks {
      let expected = try #require(try Self.goldens.numbers(check.golden)["value"])
      let values = try check.values(row)
      #expect(
        values.count == expected.count && zip(values, expected).allSatisfy { agree($0, $1) },
        "\(check.golden.key): \(values), not \(expected)")
    }
  }
}
