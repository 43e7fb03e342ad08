import Diagnostics
import Tensors

/// Which rows are to learn from, to watch and choose by, and to judge by.
struct Split {
  var train: [Int]
  var validation: [Int]
  var test: [Int]

  /// The shares of train, validation and test; they sum to 1.
  struct Shares {
    var train: Double
    var validation: Double
    var test: Double

    static let standard = Shares(train: 0.7, validation: 0.15, test: 0.15)
    /// Where a test set is given: 5000 of MNIST's 60000.
    static let withGivenTest = Shares(train: 11.0 / 12, validation: 1.0 / 12, test: 0)
  }

  /// What the option `split` says; nil where it says nothing. A share left out is what the others leave: all
  /// of it for train, else in equal parts for validation and test.
  static func shares(of data: Component) throws(DataError) -> Shares? {
    guard let split = data.options["split"], case .component(let mapping) = split else { return nil }
    func share(_ name: String) -> Double? {
      switch mapping.options[name] {
      case .number(let value): value
      case .integer(let value): Double(value)
      default: nil
      }
    }
    let given = [share("train"), share("validation"), share("test")]
    if given.allSatisfy({ $0 == nil }) { return nil }
    if let wrong = given.firstIndex(where: { $0.map { !($0 >= 0 && $0 <= 1) } ?? false }) {
      throw DataError(
        "a share of split is \(Format.shortest(given[wrong]!)), not between 0 and 1", option: "split")
    }
    let sum = given.reduce(0.0) { $0 + ($1 ?? 0) }
    let isComplete = !given.contains(nil)
    guard sum <= 1 + 1e-9, !isComplete || sum >= 1 - 1e-9 else {
      throw DataError("the shares of split sum to \(Format.significant(sum, 6)), not 1", option: "split")
    }
    let rest = max(0, 1 - sum)
    let open = given.dropFirst().count { $0 == nil }
    let leftForOthers = given[0] == nil ? 0 : rest / Double(max(open, 1))
    let shares = Shares(
      train: given[0] ?? rest, validation: given[1] ?? leftForOthers, test: given[2] ?? leftForOthers)
    guard shares.train > 0 else {
      throw DataError("split leaves nothing to train on", option: "split")
    }
    return shares
  }

  /// Sizes by largest remainder (earlier parts win ties); each part with a share gets a row at least.
  static func sizes(of count: Int, _ shares: [Double]) throws(DataError) -> [Int] {
    let wanted = shares.count { $0 > 0 }
    guard count >= wanted else {
      throw DataError(
        "\(count) \(count == 1 ? "row" : "rows") cannot be split into \(wanted) parts", option: "split")
    }
    let total = shares.reduce(0, +)
    // A share such as 0.15 of 100 comes out just below 15; what is within rounding of a whole number is that
    // number.
    let exact = shares.map { share in
      let part = share / total * Double(count)
      return abs(part - part.rounded()) < 1e-6 ? part.rounded() : part
    }
    var sizes = exact.map { Int($0.rounded(.down)) }
    let byRemainder = sizes.indices.sorted { a, b in
      let (left, right) = (exact[a] - Double(sizes[a]), exact[b] - Double(sizes[b]))
      return left != right ? left > right : a < b
    }
    for part in byRemainder.prefix(count - sizes.reduce(0, +)) { sizes[part] += 1 }
    for part in sizes.indices where shares[part] > 0 && sizes[part] == 0 {
      let largest = sizes.indices.max { (sizes[$0], -$0) < (sizes[$1], -$1) }!
      sizes[largest] -= 1
      sizes[part] = 1
    }
    return sizes
  }

  /// Draws the parts from the stream `split` of the seed. Where rows have labels each part has its share of
  /// every class, to within one row: the shuffled rows of a class of m stand at (1/2)/m, (3/2)/m, …, all
  /// classes are merged in that order, and the parts are cut from front to back. Within a part rows are in
  /// random order.
  init(count: Int, labels: [Int32]?, shares: Shares, seed: UInt64) throws(DataError) {
    var stream = RandomStream(seed: seed, purpose: "split")
    let order = stream.permutation(count)
    let sizes = try Self.sizes(of: count, [shares.train, shares.validation, shares.test])

    var ranked = Array(order.indices)
    if let labels {
      var classSize: [Int32: Int] = [:]
      for label in labels { classSize[label, default: 0] += 1 }
      var seen: [Int32: Int] = [:]
      let place = order.map { row in
        let rank = seen[labels[row], default: 0]
        seen[labels[row]] = rank + 1
        return (Double(rank) + 0.5) / Double(classSize[labels[row]]!)
      }
      ranked.sort { (place[$0], $0) < (place[$1], $1) }
    }
    // Positions in the permutation, sorted: random order again within the part.
    func part(_ range: Range<Int>) -> [Int] { ranked[range].sorted().map { order[$0] } }
    train = part(0..<sizes[0])
    validation = part(sizes[0]..<sizes[0] + sizes[1])
    test = part(sizes[0] + sizes[1]..<count)
  }
}
