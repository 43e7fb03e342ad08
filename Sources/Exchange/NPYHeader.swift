/// The header of an `.npy` file: a Python dictionary literal with the keys `descr`, `fortran_order` and
/// `shape`, in any order.
struct NPYHeader {
  let descriptor: String
  let isFortranOrder: Bool
  let shape: [Int]

  init(parsing bytes: ArraySlice<UInt8>) throws(ExchangeError) {
    guard bytes.allSatisfy({ $0 < 0x80 }) else { throw .header("it is not ASCII") }
    var scanner = Scanner(bytes)
    var descriptor: String?
    var isFortranOrder: Bool?
    var shape: [Int]?
    try scanner.expect("{")
    while !scanner.take("}") {
      let key = try scanner.string()
      try scanner.expect(":")
      switch key {
      case "descr" where descriptor == nil: descriptor = try scanner.typeDescriptor()
      case "fortran_order" where isFortranOrder == nil: isFortranOrder = try scanner.boolean()
      case "shape" where shape == nil: shape = try scanner.tuple()
      case "descr", "fortran_order", "shape": throw .header("it has '\(key)' twice")
      default: throw .header("it has an unknown key '\(key)'")
      }
      if !scanner.take(",") {
        try scanner.expect("}")
        break
      }
    }
    guard scanner.isAtEnd else { throw .header("it goes on after '}'") }
    guard let descriptor else { throw .header("it has no 'descr'") }
    guard let isFortranOrder else { throw .header("it has no 'fortran_order'") }
    guard let shape else { throw .header("it has no 'shape'") }
    self.descriptor = descriptor
    self.isFortranOrder = isFortranOrder
    self.shape = shape
  }

  /// As much of Python's literals as stands in such headers.
  private struct Scanner {
    private var rest: ArraySlice<UInt8>

    init(_ bytes: ArraySlice<UInt8>) {
      rest = bytes
    }

    private mutating func skipSpace() {
      rest = rest.drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\t") }
    }

    var isAtEnd: Bool {
      mutating get {
        skipSpace()
        return rest.isEmpty
      }
    }

    mutating func take(_ word: StaticString) -> Bool {
      skipSpace()
      let word = Array("\(word)".utf8)
      guard rest.starts(with: word) else { return false }
      rest = rest.dropFirst(word.count)
      return true
    }

    mutating func expect(_ word: StaticString) throws(ExchangeError) {
      guard take(word) else { throw .header("'\(word)' is due before '\(shown)'") }
    }

    private var shown: String { String(decoding: rest.prefix(12), as: UTF8.self) }

    mutating func string() throws(ExchangeError) -> String {
      skipSpace()
      guard let quote = rest.first, quote == UInt8(ascii: "'") || quote == UInt8(ascii: "\"") else {
        throw .header("a string is due before '\(shown)'")
      }
      rest = rest.dropFirst()
      guard let end = rest.firstIndex(of: quote), !rest[..<end].contains(UInt8(ascii: "\\")) else {
        throw .header("a string has no end")
      }
      let text = String(decoding: rest[..<end], as: UTF8.self)
      rest = rest[(end + 1)...]
      return text
    }

    /// A plain type's; of a structured type, which is a list, `[…]`.
    mutating func typeDescriptor() throws(ExchangeError) -> String {
      skipSpace()
      guard rest.first == UInt8(ascii: "[") || rest.first == UInt8(ascii: "(") else { return try string() }
      throw .elementType("[…] (structured)", tensor: nil, read: ["plain numbers"])
    }

    mutating func boolean() throws(ExchangeError) -> Bool {
      if take("True") { return true }
      if take("False") { return false }
      throw .header("True or False is due before '\(shown)'")
    }

    mutating func tuple() throws(ExchangeError) -> [Int] {
      try expect("(")
      var numbers: [Int] = []
      while !take(")") {
        skipSpace()
        let digits = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        guard let number = Int(String(decoding: digits, as: UTF8.self)) else {
          throw .header("a dimension is due before '\(shown)'")
        }
        rest = rest.dropFirst(digits.count)
        numbers.append(number)
        if !take(",") {
          try expect(")")
          break
        }
      }
      return numbers
    }
  }
}
