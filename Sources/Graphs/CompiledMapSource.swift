import CKernels

/// The C source of maps as one loop each, in which all values stay in registers: `compiled_maps.h` of the kernels.
///
/// A map's key tells all that its loop is made of, so the source is written from keys alone. A map without a loop of its
/// own is interpreted, with the same bits.
package enum CompiledMapSource {
  /// One `COMPILED_MAP` for each key, in their order.
  package static func text(keys: [String]) -> String {
    keys.enumerated().map { number, key in
      let (modes, steps) = parse(key)
      return """
        COMPILED_MAP(\(number), "\(key)", "\(String(modes))",
        \(body(modes, steps).map { "  \($0)" }.joined(separator: "\n")))

        """
    }.joined()
  }

  private struct Step {
    let operation: Int
    let to: Int
    let read: [Int]
  }

  private static func parse(_ key: String) -> (modes: [Character], steps: [Step]) {
    let parts = key.split(separator: " ")
    let steps = parts.dropFirst().map { part in
      let numbers = part.split(separator: ".").compactMap { Int($0) }
      precondition(numbers.count > 2, "a step '\(part)' of a map")
      return Step(operation: numbers[0], to: numbers[1], read: Array(numbers[2...]))
    }
    return (Array(parts[0]), steps)
  }

  /// An operand is loaded where it is first read, and held in a variable; what is written to memory is stored at
  /// once, as the steps of one element read nothing of another.
  private static func body(_ modes: [Character], _ steps: [Step]) -> [String] {
    var lines: [String] = []
    var isKnown = Set<Int>()
    func value(_ operand: Int) -> String {
      if modes[operand] == "S" || modes[operand] == "C" { return "s[\(operand)]" }
      if isKnown.insert(operand).inserted {
        lines.append("vf x\(operand) = GET(p[\(operand)] + \(index(modes[operand])));")
      }
      return "x\(operand)"
    }
    for step in steps {
      let read = step.read.map(value)
      let operands = [read[0], read.count > 1 ? read[1] : read[0], read.count > 2 ? read[2] : read[0]]
      let isNew = isKnown.insert(step.to).inserted
      lines.append(
        "\(isNew ? "vf " : "")x\(step.to) = operate_\(name(step.operation))(\(operands.joined(separator: ", ")));"
      )
      if modes[step.to] != "T" {
        lines.append("PUT(p[\(step.to)] + \(index(modes[step.to])), x\(step.to));")
      }
    }
    return lines
  }

  /// As the kernels name an operation: `CK_GREATER_EQUAL`.
  private static func name(_ code: Int) -> String {
    guard let operation = UInt16(exactly: code).flatMap(Elementwise.init) else {
      preconditionFailure("no operation \(code)")
    }
    return "CK_"
      + String(describing: operation).map { $0.isUppercase ? "_\($0)" : $0.uppercased() }.joined()
  }

  private static func index(_ mode: Character) -> String { mode == "R" ? "j" : "i" }
}
