/// `\mathbf` and its kin. MathML Core has no attribute for them: Unicode has characters of their own
/// (Mathematical Alphanumeric Symbols, U+1D400–1D7FF, with some letters that were encoded earlier).
enum MathAlphabet: Hashable, Sendable {
  case plain, roman, bold, boldItalic, italic, blackboard, script, fraktur, sans, typewriter

  static let macros: [String: MathAlphabet] = [
    "mathrm": .roman, "mathbf": .bold, "boldsymbol": .boldItalic, "bm": .boldItalic, "mathit": .italic,
    "mathbb": .blackboard, "mathcal": .script, "mathscr": .script, "mathfrak": .fraktur, "mathsf": .sans,
    "mathtt": .typewriter, "mathnormal": .plain,
  ]

  /// Letters in a row are one word: `\mathrm{ReLU}`, `\mathit{loss}`.
  var joinsLetters: Bool { self == .roman || self == .italic || self == .sans || self == .typewriter }

  /// The character of this alphabet, or the character itself where there is none.
  func character(_ character: Character) -> Character {
    guard let scalar = character.unicodeScalars.first, character.unicodeScalars.count == 1 else {
      return character
    }
    if let early = Self.early[self]?[character] { return early }
    let value = scalar.value
    let (first, base): (UInt32, UInt32?) =
      switch scalar {
      case "A"..."Z": (0x41, latin)
      case "a"..."z": (0x61, latin.map { $0 + 26 })
      case "0"..."9": (0x30, digits)
      case "Α"..."Ω": (0x391, greek)
      case "α"..."ω": (0x3B1, greek.map { $0 + 26 })
      default: (0, nil)
      }
    guard let base, let mapped = Unicode.Scalar(base + value - first) else { return character }
    return Character(mapped)
  }

  /// The capital A.
  private var latin: UInt32? {
    switch self {
    case .plain, .roman: nil
    case .bold: 0x1D400
    case .italic: 0x1D434
    case .boldItalic: 0x1D468
    case .script: 0x1D49C
    case .fraktur: 0x1D504
    case .blackboard: 0x1D538
    case .sans: 0x1D5A0
    case .typewriter: 0x1D670
    }
  }

  /// The capital alpha.
  private var greek: UInt32? {
    switch self {
    case .bold: 0x1D6A8
    case .italic: 0x1D6E2
    case .boldItalic: 0x1D71C
    default: nil
    }
  }

  /// The zero.
  private var digits: UInt32? {
    switch self {
    case .bold, .boldItalic: 0x1D7CE
    case .blackboard: 0x1D7D8
    case .sans: 0x1D7E2
    case .typewriter: 0x1D7F6
    default: nil
    }
  }

  /// Letters that stand outside their alphabet's block.
  private static let early: [MathAlphabet: [Character: Character]] = [
    .italic: ["h": "ℎ"],
    .blackboard: ["C": "ℂ", "H": "ℍ", "N": "ℕ", "P": "ℙ", "Q": "ℚ", "R": "ℝ", "Z": "ℤ"],
    .script: [
      "B": "ℬ", "E": "ℰ", "F": "ℱ", "H": "ℋ", "I": "ℐ", "L": "ℒ", "M": "ℳ", "R": "ℛ", "e": "ℯ", "g": "ℊ",
      "o": "ℴ",
    ],
    .fraktur: ["C": "ℭ", "H": "ℌ", "I": "ℑ", "R": "ℜ", "Z": "ℨ"],
  ]
}
